"""A desk to practise at without a window, a microphone or a speech model: the library, the files and the rest are real.

The fakes implement the protocols of ``desktop.practice.presenter`` and ``desktop.today.presenter`` and remember what
they were told.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from audio.errors import AudioError
from audio.events import EndedBy, Event, Failed, Grown, Level, Phase, Status, TakeEnded, TakeStarted
from audio.transcription.journal import JournalWriter, journal_of, read_journal
from audio.transcription.models import DEFAULT
from audio.transcription.recogniser import Checked, HeardAhead, HeardAll, HeardMore, RecogniserEvent
from audio.transcription.words import NO_HELP, HeardWord, Help, Window
from audio.wav import RATE_HZ, WavWriter
from cards.attempt import Ended, TakeRecord, Ticks
from cards.library import Library
from cards.prompt import KeyPoint, Prompt
from cards.rounds import Round
from desktop.folders import DataFolder
from desktop.history import History
from desktop.jobs import WORLD
from desktop.opening import open_library
from desktop.practice.parts import Screens, Services
from desktop.practice.presenter import PracticePresenter
from desktop.rating import rate
from desktop.settings.values import Settings
from desktop.today.presenter import TodayPresenter
from desktop.transcribing import Choices, Transcribing
from scheduler.days import study_day
from scheduler.memory import Candidate, Terms
from scheduler.retention import Retention
from scheduler.rules import Rules
from tests.support.screens import FakeAsk, FakeOutcome, FakePause, FakeReflect, FakeStage, FakeSummary, FakeToday

EVENING = datetime(2026, 11, 21, 18, 0, tzinfo=timezone(timedelta(hours=1)))
"""A Saturday."""
USUAL = Terms(Retention(0.85, lifted=False, why="85 %: as anywhere else."), Rules(), {})
"""What dates are made with where nothing is set and nothing else is due."""


class SteppingClock:
    """Moves on by ``step`` each time somebody looks."""

    def __init__(self, at: datetime = EVENING, step: timedelta = timedelta(seconds=1)) -> None:
        self.at = at
        self.step = step

    def __call__(self) -> datetime:
        self.at += self.step
        return self.at


def prompt(prompt_id: str = "F1.a", round_: Round = Round.ML, **changed: object) -> Prompt:
    """A complete prompt with four key points."""
    values: dict[str, Any] = {
        "id": prompt_id,
        "round": round_,
        "topic": "models",
        "title": f"Title of {prompt_id}",
        "decision": f"What do you choose in {prompt_id}?",
        "constraints": ("fifty rows", "fifty million rows"),
        "follow_ups": ("And at ten times the load?", "And without labels?"),
        "key_points": tuple(KeyPoint(f"Claim {number}", (f"word {number}",)) for number in range(1, 5)),
        "failure": "It goes stale.",
        "wrong_claim": "More data always helps.",
        "model_answer": "It depends on the rows.",
        "seconds": 120,
        "follow_up_seconds": 45,
        "target_depth": 3,
        "dimensions": ("m1",),
        "year": 2026,
    }
    return Prompt(**{**values, **changed})


class FakeSettings:
    """The settings of the desk, without a file."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    @property
    def current(self) -> Settings:
        return self._desk.settings

    def change(self, **values: Any) -> None:  # noqa: ANN401 - each has the type of its field
        self._desk.settings = replace(self._desk.settings, **values)


class FakePlayer:
    """Remembers what plays; the test says when it ends."""

    def __init__(self) -> None:
        self.sound: Path | None = None
        self.playing = False

    @property
    def sounding(self) -> Path | None:
        return self.sound if self.playing else None

    def load(self, sound: Path) -> None:
        self.sound, self.playing = sound, False

    def play(self) -> None:
        self.playing = True

    def stop(self) -> None:
        self.playing = False


class FakeRecogniser:
    """Remembers the takes it is told of, and writes their journals when the test says what was heard."""

    def __init__(self, hear: Callable[[RecogniserEvent, int], None], model: str = DEFAULT, number: int = 0) -> None:
        self._hear, self.model, self.number = hear, model, number
        self.followed: list[tuple[int, Path, int, bool]] = []
        self.helped: dict[int, Help] = {}
        self.forgotten: list[int] = []
        self.closed = False

    def follow(self, take: int, sound: Path, samples: int, final: bool, help: Help = NO_HELP) -> None:
        self.followed.append((take, sound, samples, final))
        self.helped[take] = help

    def forget(self, take: int) -> None:
        self.forgotten.append(take)

    def close(self) -> None:
        self.closed = True

    def say(self, event: RecogniserEvent) -> None:
        """Whatever the process says."""
        self._hear(event, self.number)

    def hear(self, take: int, text: str, took_s: float = 0.0) -> None:
        """Another window of ``take`` holds ``text``; half of what is left is in it."""
        sound, samples = self._newest(take)
        journal = JournalWriter(journal_of(sound), self.model)
        start = journal.heard.end
        heard = window(text, start, (start + samples) // 2)
        journal.append(heard)
        self.say(HeardMore(take, heard, took_s))

    def guess(self, take: int, text: str) -> None:
        """What stands after the windows of ``take`` for now; half of what is left is in it."""
        sound, samples = self._newest(take)
        heard = read_journal(journal_of(sound))
        start = heard.end if heard else 0
        self.say(HeardAhead(take, window(text, start, (start + samples) // 2)))

    def finish(self, take: int, text: str = "", *, checked: bool = True) -> None:
        """All of ``take`` is heard, ``text`` last."""
        if text:
            self.hear(take, text)
        sound, samples = self._newest(take)
        JournalWriter(journal_of(sound), self.model).finish(samples)
        self.say(HeardAll(take))
        if checked:
            self.say(Checked(take))

    def _newest(self, take: int) -> tuple[Path, int]:
        return next((sound, samples) for number, sound, samples, _ in reversed(self.followed) if number == take)


class FakeRecorder:
    """Writes real WAV files; the test speaks into it and says what the world does to it."""

    def __init__(self, say: Callable[[Event], None]) -> None:
        self.say = say
        self.status = Status()
        self.opened = 0
        self.started: list[Path] = []
        self.stops = 0
        self.samples = 0
        self.broken: AudioError | None = None
        """What opening the microphone fails with."""
        self.no_room: AudioError | None = None
        """What beginning a take fails with."""
        self.at_start: Callable[[Path], None] = lambda _path: None

    def open(self) -> None:
        if self.status.phase is not Phase.CLOSED:
            return
        self.opened += 1
        if self.broken is not None:
            self.say(Failed(self.broken))
            return
        self.status = Status(Phase.LISTENING, "Desk microphone", Level(-30.0, -20.0))

    def start(self, path: Path) -> None:
        self.at_start(path)
        error = self.broken or self.no_room
        if error is not None:
            self.say(Failed(error))
            return
        self.started.append(path)
        self.samples = 0

    def stop(self) -> None:
        self.stops += 1

    def release(self) -> None:
        self.status = Status()

    # What the test does

    @property
    def path(self) -> Path:
        return self.started[-1]

    def speak(self, seconds: float = 2.0) -> None:
        """Sound reaches the running take."""
        first = self.samples == 0
        self.samples += round(seconds * RATE_HZ)
        self.status = replace(self.status, phase=Phase.RECORDING, samples=self.samples)
        if first:
            self.say(TakeStarted(self.path))
        self.say(Grown(self.path, self.samples))

    def end(self, by: EndedBy = EndedBy.PERSON, error: AudioError | None = None) -> None:
        """The take is closed and on the disk; without its microphone the recorder closes too."""
        write_wav(self.path, self.samples)
        lost = by is EndedBy.MICROPHONE
        self.status = Status() if lost else replace(self.status, phase=Phase.LISTENING, samples=0)
        self.say(TakeEnded(self.path, self.samples, by, 0, error))


_PERIOD = b"".join(((index * 37) % 2000 + 1).to_bytes(2, "little") for index in range(2000))


def window(text: str, start: int = 0, end: int = RATE_HZ) -> Window:
    """A decoded stretch in which ``text`` was said, spread evenly."""
    words = text.split()
    step_s = (end - start) / RATE_HZ / max(1, len(words))
    begin_s = [start / RATE_HZ + number * step_s for number in range(len(words))]
    heard = zip(words, begin_s, strict=True)
    return Window(start, end, tuple(HeardWord(f" {word}", at, at + step_s, 0.9) for word, at in heard))


def write_wav(path: Path, samples: int) -> Path:
    """A take of ``samples`` samples, none of them zero."""
    with suppress(FileNotFoundError):
        path.unlink()
    with WavWriter(path) as wav:
        wav.append((_PERIOD * (samples // 2000 + 1))[: 2 * samples])
    return path


class FaultyLibrary:
    """The real library, but what is named in ``failing`` raises instead."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.failing: dict[str, Exception] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the library has
        def fail(*_arguments: object, **_named: object) -> None:
            raise self.failing[name]

        return fail if name in self.failing else getattr(self.library, name)


class InlineJobs:
    """Runs jobs at once, in the order of the calls; while ``held`` they wait until the test runs them."""

    def __init__(self, library: FaultyLibrary) -> None:
        self._library = library
        self._waiting: deque[Callable[[], None]] = deque()
        self._busy = False
        self.held = False

    def library(self, work: Callable[[Any], Any], done: Callable[[Any], None], failed: Callable[..., None]) -> None:
        self._add(lambda: work(self._library), done, failed)

    def pool(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[..., None]) -> None:
        self._add(work, done, failed)

    def _add(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[..., None]) -> None:
        def run() -> None:
            try:
                result = work()
            except WORLD as error:
                failed(error)
            else:
                done(result)

        self._waiting.append(run)
        if not self.held and not self._busy:
            self.run()

    def run(self, count: int | None = None) -> None:
        """Run ``count`` of the jobs that wait, or all, those included that they begin."""
        self._busy = True
        try:
            while self._waiting and count != 0:
                self._waiting.popleft()()
                count = None if count is None else count - 1
        finally:
            self._busy = False

    def let_go(self) -> None:
        """Run what waits, and everything from now on at once."""
        self.held = False
        self.run()

    @property
    def waiting(self) -> int:
        return len(self._waiting)


@dataclass
class _Watched:
    """The session's presenter, and what Today began with it."""

    practice: PracticePresenter
    begun: list[tuple[Prompt, ...]]

    def begin(
        self, prompts: tuple[Prompt, ...], minutes: int, reasons: Mapping[str, str], beyond: tuple[Prompt, ...]
    ) -> None:
        self.begun.append(prompts)
        self.practice.begin(prompts, minutes, reasons, beyond)

    def rate_later(self, prompt: Prompt, attempt: int) -> None:
        self.practice.rate_later(prompt, attempt)


@dataclass
class Desk:
    """Everything a session is made of."""

    root: Path
    prompts: tuple[Prompt, ...] = field(default_factory=lambda: (prompt("F1.a"), prompt("S1.a", Round.DESIGN)))

    def __post_init__(self) -> None:
        self.folder = DataFolder(self.root)
        self.clock = SteppingClock()
        self.real = open_library(self.folder, self.clock())
        self.real.sync_prompts(self.prompts, complete=True)
        self.library = FaultyLibrary(self.real)
        self.jobs = InlineJobs(self.library)
        self.stage, self.ask, self.reflect, self.outcome = FakeStage(), FakeAsk(), FakeReflect(), FakeOutcome()
        self.settings = Settings()
        self.summary, self.pause = FakeSummary(), FakePause()
        self.model, self.models, self.waits = DEFAULT, (DEFAULT, "tiny.en", "small"), ""
        self.help_of: Callable[[str], Help] | None = None
        self.left = 0
        self.begun: list[tuple[Prompt, ...]] = []
        self.sit_down()

    def sit_down(self) -> None:
        """Begin anew with what is in the library, as the next start of the app does."""
        choices = Choices(
            model=lambda: self.model, usable=lambda: self.models, waits=lambda: self.waits, help_of=self.help_of
        )
        self.transcribing = Transcribing(
            self._recogniser, self.jobs, self.folder.recordings, self.clock, self.stage, choices
        )
        self.recognisers: list[FakeRecogniser] = []
        self.recorder = FakeRecorder(self._heard)
        services = Services(
            self.recorder,
            self.transcribing,
            self.jobs,
            self.folder,
            self.clock,
            lambda: self.settings,
            lambda: self.prompts,
        )
        screens = Screens(self.ask, self.reflect, self.outcome, self.stage, self.summary, self.pause)
        self.history = History(self.jobs, self.stage)
        self.practice = PracticePresenter(screens, services, self._leave, self.history)
        self.today_screen, self.player = FakeToday(), FakePlayer()
        self.today = TodayPresenter(
            self.today_screen,
            self.jobs,
            self.folder,
            self.clock,
            self.player,
            self.transcribing,
            _Watched(self.practice, self.begun),
            self.stage,
            FakeSettings(self),
            self.history,
        )

    def _heard(self, event: Event) -> None:
        self.practice.asking.hear(event)

    def _recogniser(self, model: str, number: int) -> FakeRecogniser:
        self.recognisers.append(FakeRecogniser(self.transcribing.hear, model, number))
        return self.recognisers[-1]

    @property
    def recogniser(self) -> FakeRecogniser:
        """The process that was started last; before any was, one that hears nothing."""
        return self.recognisers[-1] if self.recognisers else FakeRecogniser(self.transcribing.hear)

    @property
    def followed(self) -> list[tuple[int, Path, int, bool]]:
        """What all processes were told, in their order."""
        return [each for recogniser in self.recognisers for each in recogniser.followed]

    def _leave(self) -> None:
        self.left += 1
        self.stage.show_screen("today")

    def press(self, what: str) -> None:
        """What a person does while a question, or what follows it, is in front."""
        getattr(self.practice.asking if hasattr(self.practice.asking, what) else self.practice, what)()

    def find(self, prompt_id: str) -> Prompt | None:
        return next((each for each in self.prompts if each.id == prompt_id), None)

    def close(self) -> None:
        self.real.close()

    # What a person does

    def begin(self, *prompt_ids: str, minutes: int = 0, beyond: tuple[Prompt, ...] = ()) -> None:
        """Start a session with these prompts, or all."""
        chosen = [self.find(each) for each in prompt_ids] if prompt_ids else self.prompts
        prompts = [each for each in chosen if each is not None]
        self.practice.begin(prompts, minutes, {each.id: f"Why {each.id}." for each in prompts}, beyond)

    def answer(self, seconds: float = 2.0) -> int:
        """Answer what is asked; returns the take."""
        self.practice.asking.start()
        self.recorder.speak(seconds)
        self.practice.asking.stop()
        self.recorder.end()
        return self.takes()[-1].id

    def answer_to_reflection(self) -> int:
        """Answer the prompt and skip its follow-up; returns the take."""
        take = self.answer()
        self.practice.skip()
        return take

    def rate(self, depth: int = 2) -> None:
        self.practice.choose_depth(depth)

    def undo(self) -> None:
        self.practice.undo(self.find)

    # What there is then

    @property
    def notices(self) -> dict[str, str]:
        return self.stage.notices

    def files(self, folder: Path | None = None) -> set[str]:
        place = folder or self.folder.recordings
        return {each.name for each in place.iterdir() if each.is_file()} if place.exists() else set()

    def takes(self) -> list[TakeRecord]:
        """Every take that began, the discarded ones and those of attempts that are no history among them, by id."""
        found: list[TakeRecord] = []
        with suppress(KeyError):
            for attempt in count(1):
                found.extend(self.real.attempt(attempt).takes)
        return sorted(found, key=lambda take: take.id)

    def asked(self) -> list[str]:
        return [model.decision.removeprefix("What do you choose in ").rstrip("?") for model in self.ask.shown]


def rated(library: Library, depth: int, at: datetime = EVENING, prompt_id: str = "F1.a") -> Candidate:
    """A new attempt at the prompt, rated, of which no sound was kept."""
    take = library.begin_answer(prompt_id, "fifty rows", at, study_day(at), "", f"{uuid4()}.wav")
    library.drop_take(take.id, 0, Ended.PERSON, at)
    ticks = Ticks({"Claim 1": True})
    return rate(library, take.attempt, prompt_id, depth, terms=USUAL, suggested=2, ticks=ticks, at=at)


def ids(prompts: Iterable[Prompt]) -> list[str]:
    return [each.id for each in prompts]
