"""The field for a person's own words, with what it is for above it and what is wrong below. Passive."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.settings.own_words import EMPTY, HINT
from desktop.widgets.keys import announce
from desktop.widgets.note import Note
from desktop.widgets.panel import stacked
from desktop.widgets.text import Text, restyle

LINES = 6
"""Shown at once; the field scrolls."""


class OwnWordsField(QWidget):
    """What was written is told when the field is left."""

    entered = Signal()
    """The keyboard came."""
    written = Signal(str)
    left = Signal()
    """By Esc: the keyboard goes back to the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = Note("My own words", EMPTY)
        self._note = Text("", "small", wrap=True)
        caption = Text("My own words", "item", wrap=True)
        caption.setBuddy(self._field)
        rows = stacked(self, (24, 12, 24, 12), 4)
        rows.addWidget(caption)
        rows.addWidget(Text(HINT, "small", wrap=True))
        rows.addSpacing(4)
        rows.addWidget(self._field)
        rows.addWidget(self._note)
        self._note.hide()
        self._told = ""
        self._field.entered.connect(self.entered)
        self._field.left.connect(self._tell)
        self._field.escaped.connect(self.left)
        self._fit()

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show what is kept, unless it is being changed."""
        if not self._field.hasFocus():
            self._told = "\n".join(words)
            self._field.show_note(self._told)

    def show_problem(self, problem: str) -> None:
        """Say what of it could not be kept."""
        if problem != self._note.text():
            self._note.show_text(problem)
            restyle(self._note, "tone", "warn")
            announce(self._note, problem)
        self._note.setVisible(bool(problem))

    def finish(self) -> None:
        """The screen goes: tell what was written and not told yet."""
        self._field.leave()

    def changeEvent(self, event: QEvent) -> None:
        """Keep as many lines in sight when the text gets larger."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _tell(self) -> None:
        text = self._field.toPlainText()
        if text != self._told:
            self._told = text
            self.written.emit(text)

    def _fit(self) -> None:
        self._field.setFixedHeight(self._field.fontMetrics().lineSpacing() * LINES + 24)
