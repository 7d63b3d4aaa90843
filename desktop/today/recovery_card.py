"""One card for each answer that a crash left behind."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.today.model import Recovery
from desktop.widgets.keycap_button import KeycapButton, TwiceButton
from desktop.widgets.panel import Panel, beside
from desktop.widgets.text import Text, selectable


class RecoveryCard(Panel):
    """The sentence, and Keep, Listen and Discard. Only the first card on the screen has keys."""

    keep_requested = Signal(int)
    listen_requested = Signal(int)
    discard_requested = Signal(int)

    def __init__(self, recovery: Recovery, keys: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        take = recovery.take
        self._keep = KeycapButton("Keep", "K" if keys else "")
        self._listen = KeycapButton("Listen", "L" if keys else "")
        self._discard = TwiceButton("Discard", "Discard for good", "D" if keys else "")
        self._keep.clicked.connect(lambda: self.keep_requested.emit(take))
        self._listen.clicked.connect(lambda: self.listen_requested.emit(take))
        self._discard.confirmed.connect(lambda: self.discard_requested.emit(take))
        for other in (self._keep, self._listen):
            other.clicked.connect(self._discard.disarm)
        buttons = beside(8)
        for button in self.buttons():
            buttons.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 16, 16)
        row.setSpacing(24)
        row.addWidget(selectable(Text(recovery.sentence, wrap=True)), 1)
        row.addLayout(buttons)

    def buttons(self) -> tuple[KeycapButton, ...]:
        """Return Keep, Listen and Discard."""
        return self._keep, self._listen, self._discard

    def set_listening(self, listening: bool) -> None:
        """Offer to stop while the recording plays."""
        self._listen.set_caption("Stop" if listening else "Listen")
