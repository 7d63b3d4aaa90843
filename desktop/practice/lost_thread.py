"""A prompt whose thread is lost again and again: what to do about it, and the ways there. Passive."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.practice.session_header import SUSPEND, key_of
from desktop.widgets.aside import Aside
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import Panel, beside
from desktop.widgets.text import Text


class LostThread(Panel):
    """Without a sentence it takes no room."""

    rewrite_requested = Signal()
    suspend_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("asked", parent)
        self._sentence = Text("", wrap=True)
        self.rewrite = KeycapButton("Rewrite it", "R", low=True)
        self.suspend = KeycapButton("Suspend it", low=True)
        self.suspend.show_key(key_of(SUSPEND))  # the session's options answer it
        buttons, row = QWidget(), beside(8)
        for button in (self.rewrite, self.suspend):
            row.addWidget(button)
        buttons.setLayout(row)
        self.setLayout(Aside(self._sentence, buttons, (16, 10, 12, 10)))
        self.rewrite.clicked.connect(self.rewrite_requested)
        self.suspend.clicked.connect(self.suspend_requested)
        self.show_sentence("")

    def show_sentence(self, sentence: str) -> None:
        """Say it; an empty sentence takes the panel away."""
        self._sentence.show_text(sentence)
        self.setVisible(bool(sentence))
