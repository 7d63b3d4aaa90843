"""A quiet line about words that are still to come, and the key that has those come that wait."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.aside import Aside
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.text import Text

KEY = "T"


class WordsLine(QWidget):
    """Without a sentence it takes no room."""

    asked = Signal()

    def __init__(self, margins: tuple[int, int, int, int] = (0, 0, 0, 0), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Text("", "muted", wrap=True)
        self.ask = KeycapButton("Transcribe now", KEY, "quiet", low=True)
        self.ask.clicked.connect(self.asked)
        self.setLayout(Aside(self._sentence, self.ask, margins, 24))
        self.show_line("", asks=False)

    def show_line(self, sentence: str, *, asks: bool) -> None:
        """Say how it stands; ``asks``: something waits to be asked for."""
        self._sentence.show_text(sentence)
        self.ask.setVisible(asks)
        self.setVisible(bool(sentence) or asks)
