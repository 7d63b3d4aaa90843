"""A field for a person's own words: it tells what they are half a second after the last key, and when it is left."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.widgets.keys import claims

SETTLED_MS = 500


class Note(QPlainTextEdit):
    """Plain text. Esc and Tab leave it; what was written is told before that."""

    entered = Signal()
    written = Signal(str)
    left = Signal()
    """After the last ``written``: the person went on to something else."""
    escaped = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._told = ""
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._tell)
        self.textChanged.connect(self._changed)

    def show_note(self, text: str) -> None:
        """Show this note, in the place of another one or of what was not told yet."""
        self._settled.stop()
        self._told = text
        if text != self.toPlainText():
            self.setPlainText(text)
            self._settled.stop()

    def leave(self) -> None:
        """Tell what was written and not told yet: the note is about to be another one."""
        self._tell()
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here now."""
        super().focusInEvent(event)
        self.entered.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for leaving the field, whatever a screen does with it."""
        if claims(event, Qt.Key.Key_Escape):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell what was written; a menu that opens leaves nothing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.leave()

    def _changed(self) -> None:
        self._settled.start()

    def _tell(self) -> None:
        self._settled.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.written.emit(text)
