"""Screens that only remember what they were told."""

from desktop.practice.model import AskModel, OutcomeModel, RecorderState, ReflectModel, Said
from desktop.practice.summary_model import SummaryModel
from desktop.today.model import TodayModel


class FakeAsk:
    """The screen with the prompt."""

    def __init__(self) -> None:
        self.shown: list[AskModel] = []
        self.place = ""
        self.state: RecorderState | None = None
        self.elapsed_s = 0.0
        self.level = (0.0, 0.0)
        self.microphone = ""
        self.words = self.ahead = self.words_note = ""
        self.thinking_s = 0.0
        self.draft = ""
        self.closing = ""

    @property
    def model(self) -> AskModel:
        return self.shown[-1]

    def show_prompt(self, model: AskModel) -> None:
        self.shown.append(model)
        self.words, self.elapsed_s = "", 0.0

    def set_place(self, place: str) -> None:
        self.place = place

    def set_state(self, state: RecorderState) -> None:
        self.state = state

    def set_clock(self, elapsed_s: float) -> None:
        self.elapsed_s = elapsed_s

    def set_level(self, peak_db: float, rms_db: float) -> None:
        self.level = (peak_db, rms_db)

    def set_microphone(self, name: str) -> None:
        self.microphone = name

    def set_live_words(self, words: str, ahead: str = "", note: str = "") -> None:
        self.words, self.ahead, self.words_note = words, ahead, note

    def set_thinking(self, left_s: float) -> None:
        self.thinking_s = left_s

    def show_draft(self, text: str) -> None:
        self.draft = text

    def ask_about_closing(self, text: str) -> None:
        self.closing = text


class FakeReflect:
    """The screen with the ticks."""

    def __init__(self) -> None:
        self.shown: list[ReflectModel] = []
        self.note = ""
        self.said: tuple[Said, ...] = ()
        self.suggested: int | None = None
        self.confirmation = ""
        self.waiting = False

    @property
    def model(self) -> ReflectModel:
        return self.shown[-1]

    def show_reflection(self, model: ReflectModel) -> None:
        self.shown.append(model)
        self.said, self.suggested, self.confirmation, self.note = model.said, model.suggested, "", model.note

    def set_said(self, said: tuple[Said, ...]) -> None:
        self.said = said

    def set_waiting(self, waiting: bool) -> None:
        self.waiting = waiting

    def set_suggestion(self, depth: int | None) -> None:
        self.suggested = depth

    def show_confirmation(self, text: str) -> None:
        self.confirmation = text

    def clear_confirmation(self) -> None:
        self.confirmation = ""

    def set_note(self, note: str) -> None:
        self.note = note


class FakeOutcome:
    """The screen with the next date."""

    def __init__(self) -> None:
        self.shown: list[OutcomeModel] = []
        self.note = ""
        self.words, self.asks = "", False

    @property
    def model(self) -> OutcomeModel:
        return self.shown[-1]

    def show_outcome(self, model: OutcomeModel) -> None:
        self.shown.append(model)
        self.note = model.note

    def set_note(self, note: str) -> None:
        self.note = note

    def show_words(self, sentence: str, *, asks: bool) -> None:
        self.words, self.asks = sentence, asks


class FakeSummary:
    """The screen at the end."""

    def __init__(self) -> None:
        self.shown: list[SummaryModel] = []

    @property
    def model(self) -> SummaryModel:
        return self.shown[-1]

    def show_summary(self, model: SummaryModel) -> None:
        self.shown.append(model)


class FakePause:
    """The screen of a pause."""

    def __init__(self) -> None:
        self.place = ""

    def show_pause(self, place: str) -> None:
        self.place = place


class FakeStage:
    """The window."""

    def __init__(self) -> None:
        self.screen = "today"
        self.phase = ""
        self.notices: dict[str, str] = {}
        self.closed = False
        self.said: list[str] = []
        """Every sentence that was ever shown, in order; one that is shown on is not said again."""

    def show_screen(self, name: str) -> None:
        self.screen = name

    def set_phase(self, phase: str, screen: str = "") -> None:
        self.phase = phase

    def show_notice(self, text: str, kind: str, tone: str = "warn") -> None:
        if self.notices.get(kind) != text:
            self.said.append(text)
        self.notices[kind] = text

    def clear_notice(self, kind: str) -> None:
        self.notices.pop(kind, None)

    def close_unasked(self) -> None:
        self.closed = True


class FakeToday:
    """The first screen."""

    def __init__(self) -> None:
        self.shown: list[TodayModel] = []
        self.words, self.asks = "", False
        self.listening: int | None = None

    @property
    def model(self) -> TodayModel:
        return self.shown[-1]

    def show_loading(self) -> None: ...

    def show_today(self, model: TodayModel) -> None:
        self.shown.append(model)

    def show_words(self, sentence: str, *, asks: bool) -> None:
        self.words, self.asks = sentence, asks

    def set_listening(self, take: int | None) -> None:
        self.listening = take
