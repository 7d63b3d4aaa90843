"""The window wants to close while somebody answers: one question above the recorder, which goes on. Passive."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.aside import Aside
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import announce
from desktop.widgets.panel import Panel, beside
from desktop.widgets.text import Text


class ClosingQuestion(Panel):
    """Keep and close, discard and close, or neither."""

    keep_requested = Signal()
    discard_requested = Signal()
    stay_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("asked", parent)
        self._text = Text("", wrap=True)
        self._keep = KeycapButton("Keep", "K", "primary")
        self._discard = KeycapButton("Discard", "D")
        self._stay = KeycapButton("Cancel", "Esc")
        buttons, row = QWidget(), beside(8)
        for button in (self._stay, self._discard, self._keep):
            row.addWidget(button)
        buttons.setLayout(row)
        self.setLayout(Aside(self._text, buttons, (24, 12, 16, 12)))
        self._keep.clicked.connect(self.keep_requested)
        self._discard.clicked.connect(self.discard_requested)
        self._stay.clicked.connect(self.stay_requested)
        self.hide()

    def ask(self, text: str) -> None:
        """Show the question, or with an empty one take it away."""
        self._text.show_text(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)
