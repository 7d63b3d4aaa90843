"""A desk with the six questions on it: the library and the files are real, the screens remember what they are shown."""

from dataclasses import dataclass, field

from audio.events import Event
from cards.diagnostic import QUESTIONS, Result
from cards.library import LibraryFull
from cards.prompt import Prompt
from cards.rounds import Round
from desktop.diagnostic.model import RouteModel, StartModel, VerdictModel
from desktop.diagnostic.parts import QUESTION, Around, Pages
from desktop.diagnostic.presenter import DiagnosticPresenter
from desktop.practice.model import Said
from desktop.practice.parts import Screens, Services
from tests.support.desk import Desk, prompt
from tests.support.screens import FakeAsk

CODED = {"Q1": "F5.a", "Q2": "S1.a", "Q3": "C2.a", "Q4": "B1.a", "Q5": "F9.a", "Q6": "S7.a"}
CAN, PARTLY, STUCK = Result.CAN, Result.PARTLY, Result.STUCK
ALL_STUCK = (STUCK,) * 6
SECONDS = {"Q1": 150, "Q2": 1800, "Q3": 240, "Q4": 180, "Q5": 150, "Q6": 1200}


def coded() -> tuple[Prompt, ...]:
    """The six prompts, and one that opens no question."""
    opening = (
        prompt(CODED[each.id], each.round, diagnostic=each.id, seconds=SECONDS[each.id]) for each in QUESTIONS.values()
    )
    return (prompt("F1.a", Round.ML), *opening)


class FakeStart:
    """The page with the six questions."""

    def __init__(self) -> None:
        self.shown: list[StartModel] = []

    @property
    def model(self) -> StartModel:
        return self.shown[-1]

    def show_start(self, model: StartModel) -> None:
        self.shown.append(model)


class FakeVerdict:
    """The page with an answer and its verdicts."""

    def __init__(self) -> None:
        self.shown: list[VerdictModel] = []
        self.said: tuple[Said, ...] = ()
        self.waiting = False

    @property
    def model(self) -> VerdictModel:
        return self.shown[-1]

    def show_verdict(self, model: VerdictModel) -> None:
        self.shown.append(model)
        self.said = model.said

    def set_said(self, said: tuple[Said, ...]) -> None:
        self.said = said

    def set_waiting(self, waiting: bool) -> None:
        self.waiting = waiting


class FakeRoute:
    """The page with the result."""

    def __init__(self) -> None:
        self.shown: list[RouteModel] = []

    @property
    def model(self) -> RouteModel:
        return self.shown[-1]

    def show_route(self, model: RouteModel) -> None:
        self.shown.append(model)


@dataclass
class DiagnosticDesk(Desk):
    """What a diagnostic is made of, beside the sessions of the same window."""

    prompts: tuple[Prompt, ...] = field(default_factory=coded)

    def sit_down(self) -> None:
        super().sit_down()
        self.question, self.start, self.verdict, self.route = FakeAsk(), FakeStart(), FakeVerdict(), FakeRoute()
        services = Services(
            self.recorder,
            self.transcribing,
            self.jobs,
            self.folder,
            self.clock,
            lambda: self.settings,
            lambda: self.prompts,
        )
        screens = Screens(
            self.question, self.reflect, self.outcome, self.stage, self.summary, self.pause, ask_name=QUESTION
        )
        around = Around(
            screens,
            services,
            self.history,
            self._leave,
            self._practising,
            self._changed,
            self.practice.asking.drafts,
        )
        self.changes = 0
        self.diagnostic = DiagnosticPresenter(Pages(self.start, self.verdict, self.route), around)

    def _practising(self) -> bool:
        return self.practice.asking.question is not None or self.practice.judging.reflection is not None

    def _changed(self) -> None:
        self.changes += 1

    def _heard(self, event: Event) -> None:
        super()._heard(event)
        self.diagnostic.hear(event)

    # What a person does

    def speak(self, seconds: float = 2.0) -> int:
        """Answer the question in front; returns the attempt."""
        self.diagnostic.asking.start()
        self.recorder.speak(seconds)
        self.diagnostic.asking.stop()
        self.recorder.end()
        return self.takes()[-1].attempt

    def write(self, text: str) -> None:
        """Type into the field, and keep nothing yet."""
        self.diagnostic.asking.type_instead()
        self.diagnostic.asking.typed(text)

    def go_through(self, *results: Result) -> None:
        """Answer and judge the next questions, from the page that begins them."""
        self.diagnostic.open()
        self.diagnostic.begin()
        for result in results:
            self.speak()
            self.diagnostic.choose(result)

    # What there is then

    @property
    def judged(self) -> list[tuple[str, Result]]:
        return [(each.question, each.result) for each in self.real.diagnosed()]

    def asked_now(self) -> str:
        """The question in front, by the prompt it is asked as."""
        asked = self.diagnostic.asking.question
        return "" if asked is None else asked.prompt.diagnostic


def full(desk: DiagnosticDesk) -> LibraryFull:
    """The error of a disk without room."""
    return LibraryFull(desk.folder.library, "no room")
