"""The bar under a prompt: state, clock, level, microphone, and the keys that belong to them."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.practice.model import RecorderState, clock, minutes_and_seconds
from desktop.widgets.banner import Dot
from desktop.widgets.keycap_button import KeycapButton, TwiceButton
from desktop.widgets.keys import announce
from desktop.widgets.level_meter import LevelMeter
from desktop.widgets.panel import Panel, beside
from desktop.widgets.text import OneLine, Text, restyle

CLOCK_PX = 190
GAP_PX = 16


@dataclass(frozen=True, slots=True)
class _Look:
    """How a state reads: its words and tone, what the main button says, and whether it can be pressed."""

    words: str
    tone: str
    button: str
    enabled: bool


_LOOKS = {
    RecorderState.PREPARING: _Look("Getting ready…", "muted", "Start", False),
    RecorderState.READY: _Look("Ready", "good", "Start", True),
    RecorderState.THINKING: _Look("Time to think", "accent", "Start", True),
    RecorderState.THOUGHT: _Look("Begin when you are ready", "good", "Start", True),
    RecorderState.RECORDING: _Look("Recording", "danger", "Stop", True),
    RecorderState.KEEPING: _Look("Keeping your answer…", "muted", "Stop", False),
    RecorderState.NO_MICROPHONE: _Look("No microphone", "warn", "Try again", True),
    RecorderState.TYPING: _Look("Typing", "muted", "Start", False),
    RecorderState.LOADING: _Look("Loading the file…", "muted", "Start", False),
}
_STARTING = frozenset({RecorderState.READY, RecorderState.THINKING, RecorderState.THOUGHT})
_BUSY = frozenset({RecorderState.RECORDING, RecorderState.KEEPING, RecorderState.LOADING})


class RecorderBar(Panel):
    """Passive: shows what it is told and says what was pressed. Space is the main button in every state."""

    start_requested = Signal()
    stop_requested = Signal()
    retry_requested = Signal()
    discard_requested = Signal()
    leave_requested = Signal()
    skip_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._state, self._follow_up, self._asked = RecorderState.PREPARING, False, False
        self._dot, self._words = Dot(), Text("", "strong")
        self._elapsed, self._beside = Text("0:00", "clock"), Text("", "muted")
        self._meter, self._microphone = LevelMeter(), OneLine("", "small")
        self._leave = KeycapButton("Leave", "Esc")
        self._skip = KeycapButton("Skip", "S")
        self._cancel = KeycapButton("Cancel", "Esc")
        self._discard = TwiceButton("Discard", "Really discard", "Esc")
        self._main = KeycapButton("Start", "Space", "primary")
        self._lay_out()
        self._connect()
        self.set_state(RecorderState.PREPARING)

    def set_follow_up(self, follow_up: bool) -> None:
        """Word the buttons for the first answer, or for its follow-up, which may be skipped as well as left."""
        self._follow_up = follow_up
        self.set_state(self._state)

    def set_state(self, state: RecorderState) -> None:
        """Show this state and the keys it has."""
        if state != self._state:
            self._discard.disarm()
            announce(self, _LOOKS[state].words)
            if state == RecorderState.NO_MICROPHONE:
                self._meter.clear()
        self._state = state
        look, recording = _LOOKS[state], state == RecorderState.RECORDING
        idle = state not in _BUSY
        if state != RecorderState.THINKING:
            self._words.show_text(look.words)
        restyle(self._words, "tone", look.tone if recording else "")
        restyle(self._dot, "tone", look.tone)
        self._meter.set_recording(recording)
        answer = self._follow_up and state in {RecorderState.PREPARING, *_STARTING}
        self._main.set_caption("Answer" if answer else look.button)
        self._main.setEnabled(look.enabled)
        self._main.setVisible(not self._asked)
        self._discard.setVisible(recording and not self._asked)
        self._cancel.setVisible(state == RecorderState.LOADING)
        self._skip.setVisible(idle and self._follow_up)
        self._leave.setVisible(idle)
        self._fit()

    def set_thinking(self, left_s: float) -> None:
        """Show the time that is left to think; it starts nothing."""
        self._words.show_text(f"Think: {minutes_and_seconds(ceil(left_s))}")

    def set_asked(self, asked: bool) -> None:
        """While a question about this take is in front, its answers are the only buttons."""
        self._asked = asked
        self.set_state(self._state)

    def set_clock(self, elapsed_s: float, target_s: int) -> None:
        """Show the time spoken against the target, both in seconds. It never stops anything."""
        time = clock(elapsed_s, target_s)
        self._elapsed.show_text(time.elapsed)
        self._beside.show_text(time.beside)
        for part in (self._elapsed, self._beside):
            restyle(part, "tone", time.pace.value)

    def set_level(self, peak_db: float, rms_db: float) -> None:
        """Add one bar to the meter."""
        self._meter.set_level(peak_db, rms_db)

    def set_microphone(self, name: str) -> None:
        """Show which microphone is listening."""
        self._microphone.show_line(name)

    def _connect(self) -> None:
        self._main.clicked.connect(self._main_pressed)
        self._leave.clicked.connect(self.leave_requested)
        self._skip.clicked.connect(self.skip_requested)
        self._cancel.clicked.connect(self.cancel_requested)
        self._discard.confirmed.connect(self.discard_requested)

    def _main_pressed(self) -> None:
        signals = {
            **dict.fromkeys(_STARTING, self.start_requested),
            RecorderState.RECORDING: self.stop_requested,
            RecorderState.NO_MICROPHONE: self.retry_requested,
        }
        if self._state in signals:
            signals[self._state].emit()

    def _lay_out(self) -> None:
        state = beside(10)
        state.addWidget(self._dot)
        state.addWidget(self._words)
        state.addStretch(1)
        time = beside(8)
        for part in (self._elapsed, self._beside):
            time.addWidget(part, alignment=Qt.AlignmentFlag.AlignBaseline)
        time.addStretch(1)
        left, middle = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(state)
        left.addLayout(time)
        middle.setSpacing(8)
        middle.addWidget(self._meter)
        middle.addWidget(self._microphone)
        clock_block = QWidget()
        clock_block.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        clock_block.setMinimumWidth(CLOCK_PX)
        clock_block.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(24, 16, 24, 16)
        self._row.setSpacing(GAP_PX)
        buttons = beside(8)
        buttons.addStretch(1)
        for button in (self._leave, self._skip, self._cancel, self._discard, self._main):
            buttons.addWidget(button)
        self._shown = beside(GAP_PX)
        self._shown.addWidget(clock_block)
        self._shown.addLayout(middle, 1)
        self._buttons = buttons
        self._row.addLayout(self._shown, 1)
        self._row.addLayout(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find room for the buttons."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put the buttons under the clock where they have no room beside it: with large text, in a small window."""
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - GAP_PX
        fits = self._shown.minimumSize().width() + self._buttons.minimumSize().width() <= room
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
