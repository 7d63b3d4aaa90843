"""How deep was it: the four depths, what the ticks suggest, and the question asked once before a doubtful choice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.practice.model import RATE_NOTE, suggestion
from desktop.widgets.depth_picker import DepthCard, DepthPicker
from desktop.widgets.keys import announce
from desktop.widgets.panel import Panel, beside, stacked
from desktop.widgets.text import Text
from scheduler.depth import Depth

NOTE_PX = 34
"""Two lines, so that nothing moves when a depth explains itself."""


class DepthPanel(Panel):
    """Pinned under the ticks, so that 1 to 4 are always in sight."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._suggestion, self._question = Text("", "small", wrap=True), Text("", "body", wrap=True)
        self._strip, self._picker = Panel("asked"), DepthPicker()
        self._note = Text(RATE_NOTE, "small", wrap=True)
        self._note.setMinimumHeight(NOTE_PX)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._picker.chosen.connect(self.chosen)
        self._picker.looked_at.connect(lambda sentence: self._note.show_text(sentence or RATE_NOTE))
        stacked(self._strip, (12, 8, 12, 8)).addWidget(self._question)
        head = beside(8)
        head.addWidget(Text("How deep was it?", "strong"))
        self._suggestion.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._suggestion, 1)
        rows = stacked(self, (22, 16, 22, 12), 12)
        rows.addLayout(head)
        for part in (self._picker, self._strip, self._note):
            rows.addWidget(part)
        self.show_confirmation("")

    def show_depths(self, depths: tuple[Depth, ...]) -> None:
        """Show the four depths."""
        self._picker.show_depths(depths)

    def cards(self) -> list[DepthCard]:
        """Return the cards, shallow to deep."""
        return self._picker.cards()

    def suggest(self, depth: int | None) -> None:
        """Mark what the ticks suggest."""
        self._suggestion.show_text(suggestion(depth))
        self._picker.suggest(depth)

    def show_confirmation(self, text: str) -> None:
        """Ask ``text`` in place of the note; an empty text brings the note back."""
        self._question.show_text(text)
        self._strip.setVisible(bool(text))
        self._note.setVisible(not text)
        if text:
            announce(self, text)
