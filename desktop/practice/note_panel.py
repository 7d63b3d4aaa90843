"""A person's own note on a prompt: seen when its answer is judged, never while it is given. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.widgets.note import Note
from desktop.widgets.panel import Panel, stacked
from desktop.widgets.text import Text

HINT = "Your own example, a number to remember. Esc leaves the field."
FIELD_PX = 72


class NotePanel(Panel):
    """Shown where there is a note, or while one is written. What was written is a change once it is left."""

    changed = Signal(str)
    written = Signal(str)
    """What stands there so far, half a second after the last key."""
    left = Signal()
    """By Esc: the keyboard goes back to the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown = self._written = ""
        self._field = Note("Your note on this prompt", HINT)
        self._field.setFixedHeight(FIELD_PX)
        self._field.written.connect(self._write)
        self._field.left.connect(self._leave)
        self._field.escaped.connect(self.left)
        rows = stacked(self, (16, 12, 16, 8), 4)
        rows.addWidget(Text("Your note", "section"))
        rows.addWidget(self._field)
        self.show_note("")

    def show_note(self, text: str) -> None:
        """Show this note; an empty one takes the panel away."""
        self._shown = self._written = text
        self._field.show_note(text)
        self.setVisible(bool(text))

    def open(self) -> None:
        """Write here now."""
        self.show()
        self._field.moveCursor(QTextCursor.MoveOperation.End)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def finish(self) -> None:
        """The screen goes on: tell what was written and not told yet."""
        self._field.leave()

    def _write(self, text: str) -> None:
        self._written = text
        self.written.emit(text.strip())

    def _leave(self) -> None:
        text = self._written.strip()
        self.setVisible(bool(text))
        if text != self._shown:
            self._shown = text
            self.changed.emit(text)
