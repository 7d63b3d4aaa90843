"""The prompt, large enough to speak to, and the recorder under it. Passive."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.practice.model import LONG_DECISION, AskModel, RecorderState
from desktop.practice.recorder_bar import RecorderBar
from desktop.widgets.keys import bind
from desktop.widgets.last_words import LastWords
from desktop.widgets.panel import Column, Panel, ScrollColumn, stacked
from desktop.widgets.round_badge import ScreenHeader
from desktop.widgets.text import Text, restyle, selectable

COLUMN_PX = 860
FRAME_MS = 33


class AskView(QWidget):
    """Shows a prompt or its follow-up. Space starts and stops; it can do nothing else here."""

    frame = Signal()
    """About thirty times a second while the screen is in front: time to look at the recorder."""
    start_requested = Signal()
    stop_requested = Signal()
    retry_requested = Signal()
    discard_requested = Signal()
    leave_requested = Signal()
    skip_requested = Signal()
    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Prompt")
        self._target_s = 0
        self._header, self._bar, self._last_words = ScreenHeader(), RecorderBar(), LastWords()
        self._before = Text("", "muted", wrap=True)
        self._follow_up = Text("Follow-up", "strong")
        restyle(self._follow_up, "tone", "accent")
        self._question = selectable(Text("", "decision", wrap=True))
        self._constraint = selectable(Text("", "lead", wrap=True))
        self._snippet = selectable(Text("", "code"))
        self._soft, self._code = Panel("soft"), Panel()
        self._frames = QTimer(self, interval=FRAME_MS)
        self._frames.timeout.connect(self.frame)
        self._lay_out()
        self._pass_on()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count frames."""
        self._frames.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is drawn that nobody sees."""
        self._frames.stop()
        super().hideEvent(event)

    def show_prompt(self, model: AskModel) -> None:
        """Show the prompt, or, when the model has one, its follow-up with the prompt small above it."""
        follow_up = bool(model.follow_up)
        constraint = f"This time: {model.constraint}"
        self._target_s = model.target_s
        self._header.show_header(model.header.round, model.header.place)
        self._before.show_text(f"{model.decision}\n{constraint}")
        question = model.follow_up or model.decision
        self._question.show_text(question)
        large = len(question) < LONG_DECISION and not model.snippet  # code needs the room
        restyle(self._question, "role", "decision" if large else "decision-long")
        self._constraint.show_text(constraint)
        self._snippet.show_text(model.snippet)
        for part in (self._before, self._follow_up):
            part.setVisible(follow_up)
        self._soft.setVisible(not follow_up)
        self._code.setVisible(bool(model.snippet))
        self._bar.set_follow_up(follow_up)
        self.set_live_words("")
        self.set_clock(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_state(self, state: RecorderState) -> None:
        """Show what the recorder does."""
        self._bar.set_state(state)

    def set_clock(self, elapsed_s: float) -> None:
        """Show the seconds of sound against the prompt's target."""
        self._bar.set_clock(elapsed_s, self._target_s)

    def set_level(self, peak_db: float, rms_db: float) -> None:
        """Add what the microphone heard since the last call."""
        self._bar.set_level(peak_db, rms_db)

    def set_microphone(self, name: str) -> None:
        """Show which microphone is listening."""
        self._bar.set_microphone(name)

    def set_live_words(self, words: str) -> None:
        """Show the end of what was heard so far."""
        self._last_words.show_words(words)

    def _pass_on(self) -> None:
        for name in ("start", "stop", "retry", "discard", "leave", "skip"):
            getattr(self._bar, f"{name}_requested").connect(getattr(self, f"{name}_requested"))
        bind(self, "Ctrl+Z", self.undo_requested.emit)

    def _lay_out(self) -> None:
        stacked(self._soft, (20, 16, 24, 16)).addWidget(self._constraint)
        stacked(self._code, (20, 16, 20, 16)).addWidget(self._snippet)
        prompt = Column(COLUMN_PX)
        rows = prompt.rows
        rows.addStretch(2)
        for part, space in ((self._before, 24), (self._follow_up, 8), (self._question, 24), (self._soft, 16)):
            rows.addWidget(part)
            rows.addSpacing(space)
        rows.addWidget(self._code)
        rows.addStretch(3)
        bottom = Column(COLUMN_PX)
        bottom.rows.addWidget(self._last_words)
        bottom.rows.addSpacing(12)
        bottom.rows.addWidget(self._bar)
        self._header.setContentsMargins(48, 0, 48, 0)
        prompt.setContentsMargins(48, 0, 48, 0)
        bottom.setContentsMargins(48, 0, 48, 0)
        screen = stacked(self, (0, 24, 0, 24), 16)
        screen.addWidget(self._header)
        screen.addWidget(ScrollColumn(prompt).scrolled_by_keys(), 1)
        screen.addWidget(bottom)
