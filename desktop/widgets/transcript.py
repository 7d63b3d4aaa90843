"""What was said, as plain text that can be marked, copied and scrolled with the keyboard."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

LINE_HEIGHT_PERCENT = 140.0
HEADING_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: what kind of words these are decides how they look."""

    text: str
    kind: str = "words"
    """``words``, ``heading`` or ``note``."""


class Transcript(QTextEdit):
    """Read-only. Text is inserted letter by letter, never parsed; keys that are not for reading pass through."""

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

    def show_passages(self, passages: tuple[Passage, ...]) -> None:
        """Show these passages; where a person has scrolled to stays."""
        if passages == self._passages:
            return
        self._passages = passages
        self._write()

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
        self.moveCursor(QTextCursor.MoveOperation.Start)  # the insertion took it along, and the view follows it
        self.verticalScrollBar().setValue(at)

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
