"""What a recording is heard with: play and pause, five seconds back and on, one sentence again and again, the speed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.practice.model import minutes_and_seconds
from desktop.widgets.flow import Flow
from desktop.widgets.keycap_button import LEAST_HEIGHT_PX, KeycapButton
from desktop.widgets.keys import bind
from desktop.widgets.panel import beside, stacked
from desktop.widgets.text import Text


class PlaybackBar(QWidget):
    """Passive. Two rows: what is pressed all the time with the clock, and beneath it what is pressed now and then."""

    play_requested = Signal()
    """Or pause, where it plays."""
    back_requested = Signal()
    on_requested = Signal()
    replay_requested = Signal()
    loop_requested = Signal()
    slower_requested = Signal()
    faster_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._play = KeycapButton("Play", "5")
        self._back, self._on = KeycapButton("−5 s", "6"), KeycapButton("+5 s", "7")
        self._back.setAccessibleName("5 seconds back")
        self._on.setAccessibleName("5 seconds on")
        self._replay = KeycapButton("Replay", "R", "quiet", low=True)
        self._loop = KeycapButton("Loop", "L", "quiet", low=True)
        self._slower = KeycapButton("−", "[", "quiet", low=True)
        self._faster = KeycapButton("+", "]", "quiet", low=True)
        self._slower.setAccessibleName("Slower")
        self._faster.setAccessibleName("Faster")
        self._clock, self._speed = Text("0:00 / 0:00", "muted"), Text("1×", "muted")
        self._seconds, self._shown = 0.0, -1
        self.set_looping(False)
        self._play.clicked.connect(self.play_requested)
        self._back.clicked.connect(self.back_requested)
        self._on.clicked.connect(self.on_requested)
        self._replay.clicked.connect(self.replay_requested)
        self._loop.clicked.connect(self.loop_requested)
        self._slower.clicked.connect(self.slower_requested)
        self._faster.clicked.connect(self.faster_requested)
        for key, button in (("-", self._slower), ("+", self._faster), ("=", self._faster)):
            bind(self, key, button.click)
        self._lay_out()

    def buttons(self) -> tuple[KeycapButton, ...]:
        """Return the buttons in the order Tab walks them."""
        return (self._play, self._back, self._on, self._replay, self._loop, self._slower, self._faster)

    def clock(self) -> str:
        """Return what the clock says."""
        return self._clock.text()

    def set_playing(self, playing: bool) -> None:
        """Offer to pause, or to play."""
        self._play.set_caption("Pause" if playing else "Play")

    def set_length(self, seconds: float) -> None:
        """Count towards this."""
        self._seconds, self._shown = seconds, -1
        self.set_position(0.0)

    def set_position(self, seconds: float) -> None:
        """Show whole seconds; nothing is drawn while they stay the same."""
        if int(seconds) != self._shown:
            self._shown = int(seconds)
            self._tell()

    def set_speed(self, speed: str) -> None:
        """Show how fast it plays, such as "1.25×"."""
        self._speed.show_text(speed)

    def set_looping(self, looping: bool) -> None:
        """Offer to go on after the sentence, or to play it again and again."""
        self._loop.set_caption("Stop loop" if looping else "Loop")
        self._loop.setAccessibleName("Go on after this sentence" if looping else "Loop this sentence")
        self._loop.set_kind("" if looping else "quiet")

    def set_usable(self, usable: bool) -> None:
        """Let the buttons be pressed, where there is something to hear."""
        for button in self.buttons():
            button.setEnabled(usable)

    def _tell(self) -> None:
        self._clock.show_text(f"{minutes_and_seconds(max(0, self._shown))} / {minutes_and_seconds(self._seconds)}")

    def _lay_out(self) -> None:
        self._speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clock.setMinimumHeight(LEAST_HEIGHT_PX)  # in the middle of a line of buttons
        self._clock.setContentsMargins(8, 0, 0, 0)
        self._speed.setMinimumWidth(self.fontMetrics().horizontalAdvance("1.25×") + 8)
        speed, parts = QWidget(), beside(0)
        for part in (self._slower, self._speed, self._faster):
            parts.addWidget(part)
        speed.setLayout(parts)
        rows = stacked(self, spacing=4)
        rows.addLayout(_line(8, self._play, self._back, self._on, self._clock))
        rows.addLayout(_line(4, self._replay, self._loop, speed))


def _line(spacing: int, *parts: QWidget) -> Flow:
    line = Flow(spacing)
    for part in parts:
        line.addWidget(part)
    return line
