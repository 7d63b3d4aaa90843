"""What was said, as plain text that can be marked, copied and scrolled with the keyboard."""

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QHelpEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QToolTip, QWidget

from desktop.following import Look

LINE_HEIGHT_PERCENT = 140.0
HEADING_SHARE = 0.85
HIDE_FILLERS, SHOW_FILLERS = "Hide fillers", "Show fillers"
"""What the switch beside a transcript says."""
_UNDERLINES = {
    "repaired": QTextCharFormat.UnderlineStyle.DotLine,
    "unsure": QTextCharFormat.UnderlineStyle.DashUnderline,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: what kind of words these are decides how they look."""

    text: str
    kind: str = "words"
    """``words``, ``heading`` or ``note``."""


class Transcript(QTextEdit):
    """Read-only. Text is inserted letter by letter, never parsed; keys that are not for reading pass through."""

    look_reached = Signal(str)
    """What is to be known of the place that was clicked or gone to with the keyboard; empty for plain words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What you said")
        self._passages: tuple[Passage, ...] = ()
        self._looks: tuple[Look, ...] = ()
        self.cursorPositionChanged.connect(self._tell_look)

    def show_passages(self, passages: tuple[Passage, ...], looks: tuple[Look, ...] = ()) -> None:
        """Show these passages, with ``looks`` at their places in the whole; where a person has scrolled to stays."""
        if (passages, looks) == (self._passages, self._looks):
            return
        self._passages, self._looks = passages, looks
        self._write()

    def look_at(self, place: int) -> Look | None:
        """Return what is not plain words at this place of the text."""
        number = bisect_right(self._looks, place, key=lambda look: look.span[0]) - 1
        return self._looks[number] if number >= 0 and place < self._looks[number].span[1] else None

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tool tip what is to be known of the word under the pointer."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
        return True

    def tip_at(self, point: QPoint) -> str:
        """Return what is to be known of the word at this point of what is seen; never what Qt takes for HTML."""
        scrolled = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        exactly = Qt.HitTestAccuracy.ExactHit
        look = self.look_at(self.document().documentLayout().hitTest((point + scrolled).toPointF(), exactly))
        return "" if look is None else look.says.replace("<", "<\u2060")

    def event(self, event: QEvent) -> bool:
        """Claim copying and marking only: an editor would swallow 1 to 4 and Ctrl+Z before the screen sees them."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in the new colours when the system turns light or dark."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange} and self._passages:
            self._write()

    def _write(self) -> None:
        at = self.verticalScrollBar().value()
        self.clear()
        cursor = QTextCursor(self.document())
        for number, passage in enumerate(self._passages):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(_block(passage.kind, first=number == 0))
            cursor.insertText(passage.text, self._format(passage.kind))
        self._draw_looks()
        self.moveCursor(QTextCursor.MoveOperation.Start)  # the insertion took it along, and the view follows it
        self.verticalScrollBar().setValue(at)

    def _tell_look(self) -> None:
        look = self.look_at(self.textCursor().position())
        self.look_reached.emit(look.says if look is not None else "")

    def _draw_looks(self) -> None:
        forms = {kind: _look(kind) for kind in {look.kind for look in self._looks}}
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # laid out once, and not after each of hundreds of pauses
        for look in self._looks:
            cursor.setPosition(look.span[0])
            cursor.setPosition(look.span[1], QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(forms[look.kind])
        cursor.endEditBlock()

    def _format(self, kind: str) -> QTextCharFormat:
        form = QTextCharFormat()
        role = QPalette.ColorRole.Text if kind == "words" else QPalette.ColorRole.PlaceholderText
        form.setForeground(QApplication.palette().color(role))
        if kind == "heading":
            form.setFontWeight(QFont.Weight.DemiBold)
            form.setProperty(QTextCharFormat.Property.FontPixelSize, round(self.fontInfo().pixelSize() * HEADING_SHARE))
        return form


def _block(kind: str, first: bool) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block.setTopMargin(16 if kind == "heading" and not first else 0)
    block.setBottomMargin(4 if kind == "heading" else 8)
    return block


def _look(kind: str) -> QTextCharFormat:
    """How ``kind`` differs from plain words: never by its colour alone."""
    form = QTextCharFormat()
    if kind in _UNDERLINES:
        form.setUnderlineStyle(_UNDERLINES[kind])
        form.setUnderlineColor(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
    else:
        form.setForeground(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        form.setFontItalic(kind == "filler")
    return form
