"""The cards above the queue: answers that a crash cut off, and answers that have no depth yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.today.model import Recovery, Unrated
from desktop.widgets.keycap_button import KeycapButton, TwiceButton
from desktop.widgets.panel import Panel, beside
from desktop.widgets.text import Text, selectable


class AnswerCard(Panel):
    """A sentence about one answer, and what can be done with it. Only the first card of its kind has keys."""

    def __init__(self, sentence: str, *buttons: KeycapButton, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._buttons = buttons
        line = beside(8)
        for button in buttons:
            line.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 16, 16)
        row.setSpacing(24)
        row.addWidget(selectable(Text(sentence, wrap=True)), 1)
        row.addLayout(line)

    def buttons(self) -> tuple[KeycapButton, ...]:
        """Return the buttons, from left to right."""
        return self._buttons


class RecoveryCard(AnswerCard):
    """An answer that a crash cut off: Keep, Listen and Discard."""

    keep_requested = Signal(int)
    listen_requested = Signal(int)
    discard_requested = Signal(int)

    def __init__(self, recovery: Recovery, keys: bool, parent: QWidget | None = None) -> None:
        take = recovery.take
        keep = KeycapButton("Keep", "K" if keys else "")
        self._listen = KeycapButton("Listen", "L" if keys else "")
        self._discard = TwiceButton("Discard", "Really discard", "D" if keys else "")
        super().__init__(recovery.sentence, keep, self._listen, self._discard, parent=parent)
        keep.clicked.connect(lambda: self.keep_requested.emit(take))
        self._listen.clicked.connect(lambda: self.listen_requested.emit(take))
        self._discard.confirmed.connect(lambda: self.discard_requested.emit(take))
        for other in (keep, self._listen):
            other.clicked.connect(self._discard.disarm)

    def set_listening(self, listening: bool) -> None:
        """Offer to stop while the recording plays."""
        self._listen.set_caption("Stop" if listening else "Listen")


class UnratedCard(AnswerCard):
    """An answer that was given and not rated."""

    rate_requested = Signal(int)

    def __init__(self, unrated: Unrated, keys: bool, parent: QWidget | None = None) -> None:
        rate = KeycapButton("Rate it", "R" if keys else "")
        super().__init__(unrated.sentence, rate, parent=parent)
        rate.clicked.connect(lambda: self.rate_requested.emit(unrated.attempt))
