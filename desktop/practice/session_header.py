"""The quiet lines above an answer that is judged: the round, how far the session is, and the other ways on."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.practice.model import Header
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import bind
from desktop.widgets.panel import beside, stacked
from desktop.widgets.round_badge import ScreenHeader

NOTE, PAUSE, PUT_OFF, BURY, SUSPEND = "note", "pause", "put_off", "bury", "suspend"
_WORDS = {
    NOTE: ("Note", "E"),
    PAUSE: ("Pause", "P"),
    PUT_OFF: ("Go on unrated", "L"),
    BURY: ("Bury until tomorrow", "B"),
    SUSPEND: ("Suspend", "Shift+S"),
}


def key_of(action: str) -> str:
    """Return the key of one of the ways on."""
    return _WORDS[action][1]


class SessionHeader(QWidget):
    """Its ways on, such as pausing, are behind "Options"; their keys work whether it is open or not."""

    pause_requested = Signal()
    put_off_requested = Signal()
    bury_requested = Signal()
    suspend_requested = Signal()
    note_requested = Signal()
    opened = Signal(bool)
    """What is behind "Options" is shown now, or not any more. While it is shown, Esc is the key that closes it."""

    def __init__(self, *actions: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = ScreenHeader()
        self._options = KeycapButton("Options", "O", "quiet")
        self._strip = QWidget()
        self._buttons = [self._button(action) for action in actions]
        self._keys = [bind(self, key_of(action), getattr(self, f"{action}_requested").emit) for action in actions]
        self._options.clicked.connect(lambda: self._open(self._strip.isHidden()))
        self.line = beside(8)
        """The first of the lines; a screen may add a button of its own to it."""
        self._lay_out()
        self._open(False)

    def show_header(self, header: Header) -> None:
        """Show where the session stands; what was open closes."""
        self._line.show_header(header.round, header.place, header.why)
        self._open(False)

    def settle_first(self, settle: Callable[[], None]) -> None:
        """Have ``settle`` called before any of the ways on is taken; to be said before anybody else listens."""
        for signal in (self.pause_requested, self.put_off_requested, self.bury_requested, self.suspend_requested):
            signal.connect(settle)

    def show_options(self) -> None:
        """Open what is behind "Options"."""
        self._open(True)

    def _open(self, opened: bool) -> None:
        self._strip.setVisible(opened)
        self._options.set_caption("Fewer options" if opened else "Options")
        self._options.set_key("Esc" if opened else "O")
        for key in self._keys:  # an open button has its key itself
            key.setEnabled(not opened)
        self.opened.emit(opened)

    def _button(self, action: str) -> KeycapButton:
        caption, key = _WORDS[action]
        button = KeycapButton(caption, key)
        button.clicked.connect(getattr(self, f"{action}_requested"))
        return button

    def _lay_out(self) -> None:
        self.line.addWidget(self._line, 1)
        self.line.addWidget(self._options)
        buttons = beside(8)
        buttons.addStretch(1)
        for button in self._buttons:
            buttons.addWidget(button)
        stacked(self._strip, (0, 4, 0, 4)).addLayout(buttons)
        rows = stacked(self)
        rows.addLayout(self.line)
        rows.addWidget(self._strip)
