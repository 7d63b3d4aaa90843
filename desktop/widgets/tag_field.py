"""A line for a few words of a person's own, told when they have settled on them."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.keys import ENTER, claims


class TagField(QLineEdit):
    """Words with blanks between them. Enter and leaving the field tell them; Esc puts back what was there."""

    written = Signal(object)
    """The tags, as a tuple."""
    escaped = Signal()
    """Enter or Esc: the person is done here."""

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._told: tuple[str, ...] = ()

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Show these, unless somebody is writing others."""
        told, self._told = self._told, tags
        if not (self.hasFocus() and self._tags() != told):
            self.setText(" ".join(tags))

    def put_back(self) -> None:
        """Show what was told last, whatever is being written: it is another prompt's field now."""
        self.setText(" ".join(self._told))

    def event(self, event: QEvent) -> bool:
        """Take Enter and Esc before a shortcut of the screen does."""
        if claims(event, *ENTER, Qt.Key.Key_Escape):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Settle with Enter, put back with Esc."""
        if event.key() in ENTER:
            self._tell()
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_back()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell what was written; a menu that opens leaves nothing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tell()

    def _tags(self) -> tuple[str, ...]:
        return tuple(self.text().replace(",", " ").split())

    def _tell(self) -> None:
        tags = self._tags()
        if tags != self._told:
            self._told = tags
            self.written.emit(tags)
