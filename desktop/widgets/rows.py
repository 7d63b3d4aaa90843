"""Rows to tick: the whole row is the control, Space ticks it, the arrow keys walk from row to row."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from desktop.widgets.focus_ring import paint_focus_ring
from desktop.widgets.keys import claims
from desktop.widgets.layouts import layout_of
from desktop.widgets.text import Text, enlarged, restyle

BOX_PX = 18
_TICK = ((0.26, 0.52), (0.44, 0.70), (0.76, 0.34))


class Row(QCheckBox):
    """A check box whose words may take several lines. Its name for a screen reader is its words."""

    def __init__(self, words: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.words = Text(words, wrap=True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line = QHBoxLayout(self)
        self.line.setSpacing(12)
        self.line.addWidget(self.words, 1)
        self.setChecked(checked)

    def event(self, event: QEvent) -> bool:
        """Keep Space for ticking, whatever a screen may bind it to."""
        if claims(event, Qt.Key.Key_Space):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; a check box knows the rest."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def hitButton(self, at: object) -> bool:
        """A click anywhere on the row counts."""
        return True

    def sizeHint(self) -> QSize:
        """Return what the row's parts need."""
        return layout_of(self).sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least its parts need."""
        return layout_of(self).minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring alone; what a row shows is in its parts."""
        if self.hasFocus():
            paint_focus_ring(self, self.palette().color(QPalette.ColorRole.Highlight), radius=6)


class CheckRow(Row):
    """A box, a tick and a claim: a key point."""

    def __init__(self, words: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, checked, parent)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The box grows with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "line"):
            self._fit()

    def _fit(self) -> None:
        self._box_px = enlarged(BOX_PX, self)
        self.line.setContentsMargins(self._box_px + 18, 5, 6, 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box beside the first line of the claim."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first_line = self.words.fontMetrics().height()
        box = QRectF(6.5, self.words.y() + (first_line - self._box_px) / 2 + 0.5, self._box_px - 1, self._box_px - 1)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(accent if self.isChecked() else muted, 1))
        painter.setBrush(accent if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        if self.isChecked():
            paint_tick(painter, box, self.palette().color(QPalette.ColorRole.HighlightedText))
        painter.end()


def paint_tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a tick into ``box``."""
    pen = QPen(colour, 2 * box.width() / BOX_PX)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _TICK]))


class YesNoRow(Row):
    """A statement about the answer, and "yes" or "no" at its right: the word changes with the colour."""

    def __init__(self, words: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, checked, parent)
        self._pill = Text("no", "pill")
        self._pill.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pill.setMinimumWidth(50)
        self._pill.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line.addWidget(self._pill, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.line.setContentsMargins(6, 7, 6, 7)
        self.toggled.connect(self._show_answer)
        self._show_answer(checked)

    def _show_answer(self, yes: bool) -> None:
        self._pill.show_text("yes" if yes else "no")
        restyle(self, "checked", "true" if yes else "false")
