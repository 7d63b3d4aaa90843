"""The offer to find the weakest round by six questions, until they are answered. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.today.model import FIND_WEAKEST
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import Panel, stacked
from desktop.widgets.text import Text

KEY = "D"


class DiagnosticCard(Panel):
    """A sentence and a button. Without a sentence it is not there."""

    requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._sentence = Text("", "small", wrap=True)
        self.begin = KeycapButton("Begin", KEY)
        self.begin.set_about(FIND_WEAKEST)
        self.begin.clicked.connect(self.requested)
        rows = stacked(self, (20, 20, 20, 20), 8)
        rows.addWidget(Text(FIND_WEAKEST, "strong", wrap=True))
        rows.addWidget(self._sentence)
        rows.addSpacing(4)
        rows.addWidget(self.begin, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_offer(self, sentence: str, *, begun: bool, with_key: bool) -> None:
        """Offer it, or to go on with it; without its key where another card has that."""
        self.begin.set_caption("Go on" if begun else "Begin")
        self._sentence.show_text(sentence)
        self.begin.set_key(KEY if with_key else "")
        self.setVisible(bool(sentence))
