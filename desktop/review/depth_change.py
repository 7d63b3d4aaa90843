"""Another depth for an answer that has one: the four of them, in place. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.practice.depth_panel import NOTE_PX
from desktop.widgets.aside import Aside
from desktop.widgets.depth_picker import DepthCard, DepthPicker
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import announce
from desktop.widgets.panel import Panel, stacked
from desktop.widgets.text import Text
from scheduler.depth import DEPTHS

QUESTION = "How deep was it?"
NOTE = "The date of this prompt follows, and Ctrl+Z takes it back."


class DepthChange(Panel):
    """Closed until it is opened; what is chosen or left closes it again."""

    chosen = Signal(int)
    closed = Signal()
    """It had the keyboard, and nobody has it now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._depth = 0
        self._picker, self._note = DepthPicker(), Text(NOTE, "small", wrap=True)
        self._keep = KeycapButton("Keep it", "Esc", "quiet", low=True)
        self._picker.show_depths(tuple(DEPTHS.values()))
        self._picker.chosen.connect(self._choose)
        self._picker.looked_at.connect(self._tell)
        self._note.setMinimumHeight(NOTE_PX)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._keep.clicked.connect(self.close_again)
        rows = stacked(self, (16, 8, 12, 12), 8)
        rows.addLayout(Aside(Text(QUESTION, "strong", wrap=True), self._keep, (0, 0, 0, 0), 8))
        for part in (self._picker, self._note):
            rows.addWidget(part)
        self.hide()

    def cards(self) -> list[DepthCard]:
        """Return the cards, shallow to deep."""
        return self._picker.cards()

    def open_at(self, depth: int) -> None:
        """Offer the depths; ``depth`` is the one that stands, and has the keyboard."""
        self._depth = depth
        self._picker.suggest(depth)
        self.show()
        self.cards()[depth - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{QUESTION} It is {depth} now.")

    def close_again(self) -> None:
        """Leave the depth as it is."""
        had_keyboard = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.hide()
        if had_keyboard:
            self.closed.emit()

    def _tell(self, sentence: str) -> None:
        """Explain the depth that is looked at; of the one that stands that is not news."""
        stands = DEPTHS[self._depth].sentence if self._depth else ""
        self._note.show_text(NOTE if sentence in {"", stands} else sentence)

    def _choose(self, depth: int) -> None:
        self.close_again()
        if depth != self._depth:
            self.chosen.emit(depth)
