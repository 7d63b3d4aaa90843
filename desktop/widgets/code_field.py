"""Text of a file to be written: in fixed width, with the numbers of its lines."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.widgets.keys import claims
from desktop.widgets.text import enlarged

SETTLED_MS = 250
EDGE_PX, DOT_PX = 8, 6


class LineNumbers(QWidget):
    """The strip at the left of a field. A line in which something is wrong has a mark before its number."""

    def __init__(self, field: "CodeField") -> None:
        super().__init__(field)
        self._field = field

    def sizeHint(self) -> QSize:
        """Return the room for the longest number and a mark."""
        return QSize(self._field.numbers_px(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers in sight."""
        self._field.paint_numbers(event.rect())


class CodeField(QPlainTextEdit):
    """Plain text; no line is broken. Esc and Tab leave it."""

    settled = Signal(str)
    """The text, a moment after the last key."""
    escaped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._marks: dict[int, bool] = {}
        self._numbers = LineNumbers(self)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(lambda: self.settled.emit(self.toPlainText()))
        self.textChanged.connect(self._settled.start)
        self.blockCountChanged.connect(lambda _: self._fit())
        self.updateRequest.connect(self._follow)
        self._fit()

    def show_text(self, text: str) -> None:
        """Begin with this text; nothing is told of it, and nothing before it can be taken back."""
        self.setPlainText(text)
        self._settled.stop()

    def mark_lines(self, marks: dict[int, bool]) -> None:
        """Mark these lines, counted from 1: filled for True, for what has to be mended; a ring for the rest."""
        self._marks = marks
        self._numbers.update()

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the beginning of this line, counted from 1, and bring it into the middle."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def line(self) -> int:
        """Return the line of the cursor, counted from 1."""
        return self.textCursor().blockNumber() + 1

    # The numbers

    def numbers_px(self) -> int:
        """Return how wide the strip is."""
        digits = max(2, len(str(self.blockCount())))
        return 2 * EDGE_PX + enlarged(DOT_PX, self) + digits * self.fontMetrics().horizontalAdvance("0")

    def paint_numbers(self, region: QRect) -> None:
        """Draw the numbers of the lines within ``region``."""
        painter = QPainter(self._numbers)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= region.bottom():
            height = self.blockBoundingRect(block).height()
            if top + height >= region.top():
                self._paint_number(painter, block.blockNumber() + 1, QRectF(0, top, self._numbers.width(), height))
            top += height
            block = block.next()
        painter.end()

    def _paint_number(self, painter: QPainter, line: int, room: QRectF) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(0, 0, -EDGE_PX, 0), int(right), str(line))
        if line in self._marks:
            painter.save()
            accent: QColor = self.palette().color(QPalette.ColorRole.Highlight)
            painter.setPen(accent)
            painter.setBrush(accent if self._marks[line] else Qt.BrushStyle.NoBrush)
            side = enlarged(DOT_PX, self)
            painter.drawEllipse(QRectF(EDGE_PX / 2, room.center().y() - side / 2, side, side))
            painter.restore()

    def _fit(self) -> None:
        self.setViewportMargins(self.numbers_px() + EDGE_PX // 2, 0, 0, 0)
        self._place()

    def _place(self) -> None:
        inner = self.contentsRect()
        self._numbers.setGeometry(QRect(inner.left(), inner.top(), self.numbers_px(), inner.height()))

    def _follow(self, rect: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    # What Qt tells

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers at the left."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters have larger numbers."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_numbers"):
            self._fit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for leaving the field, whatever a screen does with it."""
        if claims(event, Qt.Key.Key_Escape):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for what was typed last; it is told when it is asked for."""
        self._settled.stop()
        super().hideEvent(event)
