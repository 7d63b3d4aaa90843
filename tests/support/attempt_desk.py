"""The pane of one answer beside a desk: the library, the files and the history are real, the sound is silent."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from audio.wav import RATE_HZ
from cards.attempt import Ended, TakeRecord, Transcript, Word
from cards.attempt_line import Hit
from cards.library import Library
from desktop.history import History
from desktop.review.attempt_model import AttemptModel, Script
from desktop.review.attempt_parts import Around
from desktop.review.attempt_presenter import AttemptPresenter
from desktop.settings.store import SettingsStore
from scheduler.days import study_day
from tests.support.desk import EVENING, Desk, write_wav

SENTENCES = "Then a cache in front of the model. Most questions repeat, so exact match first. I would notice drift."


@dataclass(frozen=True)
class FakeWave:
    """As ``audio.waveform.Waveform``."""

    seconds: float
    peaks: tuple[float, ...] = ()
    pauses: tuple[tuple[float, float], ...] = ()
    problem: str = ""


@dataclass
class FakeSound:
    """As ``audio.playback.Player``: it does what it is told at once, and its time is the test's."""

    position: float = 0.0
    playing: bool = False
    loaded: Path | None = None
    loads: int = 0
    speed: float = 1.0
    loop: tuple[float, float] | None = None

    def load(self, sound: Path) -> None:
        self.loaded, self.position, self.playing, self.loop = sound, 0.0, False, None
        self.loads += 1

    def play(self) -> None:
        self.playing = True

    def pause(self) -> None:
        self.playing = False

    def stop(self) -> None:
        self.playing, self.position = False, 0.0

    def seek(self, seconds: float) -> None:
        self.position = seconds

    def set_speed(self, speed: float) -> None:
        self.speed = speed

    def set_loop(self, loop: tuple[float, float] | None) -> None:
        self.loop = loop


class FakeAttempt:
    """The pane: it remembers what it was last told, and how often."""

    def __init__(self) -> None:
        self.model: AttemptModel | None = None
        self.script = Script()
        self.take = 0
        self.wave: Any = None
        self.trouble = ""
        self.position = 0.0
        self.word: tuple[int, int] | None = None
        self.sentence: tuple[int, int] | None = None
        self.found: tuple[tuple[int, int], ...] = ()
        self.playing = False
        self.speed = 0.0
        self.looping = False
        self.action = ""
        self.models: tuple[tuple[str, str], ...] = ()
        self.said = ""
        self.writing = ""
        """What stands in the note and was not told yet."""
        self.about = ""
        """What is said of the marked word."""
        self.read_out: list[str] = []
        self.marks = 0
        self.presenter: AttemptPresenter | None = None

    def show_nothing(self) -> None:
        self.model, self.script = None, Script()

    def show_attempt(self, model: AttemptModel) -> None:
        self.model = model

    def show_words(self, script: Script) -> None:
        self.script = script

    def show_take(self, take: int) -> None:
        self.take = take

    def show_wave(self, wave: Any) -> None:  # noqa: ANN401 - None or a waveform
        self.wave = wave

    def show_trouble(self, text: str) -> None:
        self.trouble = text

    def show_position(self, seconds: float) -> None:
        self.position = seconds

    def mark(self, word: tuple[int, int] | None, sentence: tuple[int, int] | None, follow: bool) -> None:
        self.word, self.sentence = word, sentence
        self.marks += 1

    def show_about(self, text: str, aloud: bool = False) -> None:
        self.about = text
        if aloud and text:
            self.read_out.append(text)

    def mark_found(self, found: tuple[tuple[int, int], ...]) -> None:
        self.found = found

    def set_playing(self, playing: bool) -> None:
        self.playing = playing

    def set_speed(self, speed: float) -> None:
        self.speed = speed

    def set_looping(self, looping: bool) -> None:
        self.looping = looping

    def set_words_action(self, caption: str) -> None:
        self.action = caption

    def choose_model(self, models: tuple[tuple[str, str], ...]) -> None:
        self.models = models

    def say(self, text: str) -> None:
        self.said = text

    def leave_note(self) -> None:
        if self.presenter is None:
            return
        if self.writing:
            writing, self.writing = self.writing, ""
            self.presenter.note.write(writing)
        self.presenter.note.end()

    # What the test looks at

    @property
    def text(self) -> str:
        return "\n".join(passage.text for passage in self.script.passages)

    def at(self, span: tuple[int, int] | None) -> str:
        return "" if span is None else self.text[span[0] : span[1]]


@dataclass
class AttemptDesk:
    """A desk, and the pane of one answer beside it."""

    desk: Desk
    copied: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        desk = self.desk
        self.screen, self.sound = FakeAttempt(), FakeSound()
        self.looked: list[Path] = []
        """The sounds whose waveform was asked for."""
        self.waves: dict[str, Exception] = {}
        """What looking at a sound fails with, by its name."""
        self.problem = ""
        """What is said of a sound of which a part is missing."""
        self.history = History(desk.jobs, desk.stage)
        self.settings = SettingsStore(desk.root / "settings.toml")
        self.around = Around(
            jobs=desk.jobs,
            folder=desk.folder,
            clock=desk.clock,
            player=self.sound,
            transcribing=desk.transcribing,
            history=self.history,
            settings=self.settings,
            notices=desk.stage,
            prompt=desk.find,
            copy=self.copied.append,
            waveform=self._wave,
            prompts=lambda: desk.prompts,
        )
        self.presenter = AttemptPresenter(self.screen, self.around)
        self.screen.presenter = self.presenter

    def _wave(self, sound: Path, columns: int) -> FakeWave:
        self.looked.append(sound)
        if sound.name in self.waves:
            raise self.waves[sound.name]
        return FakeWave(float(len(self.looked)), (0.5,) * columns, problem=self.problem)

    def open(self, attempt: int | None = None, hit: Hit | None = None) -> int:
        """An answer is chosen in the list: this one or a new one."""
        chosen = self.answer() if attempt is None else attempt
        self.presenter.open_attempt(chosen, hit)
        return chosen

    def takes(self, attempt: int) -> tuple[TakeRecord, ...]:
        return self.desk.real.attempt(attempt).takes

    def hear(self, seconds: float) -> None:
        """It plays, and has come to this second."""
        self.sound.position = seconds
        self.presenter.sound.tick()

    def answer(self, text: str = SENTENCES, follow_up: str = "", prompt: str = "F1.a") -> int:
        """A spoken answer with its words, one a second, and its follow-up; returns the attempt."""
        library, desk = self.desk.real, self.desk
        at = desk.clock()
        take = library.begin_answer(prompt, "fifty rows", at, study_day(at), "", f"{at.timestamp():.0f}.wav")
        self._spoken(library, take, text)
        if follow_up:
            at = desk.clock()
            sound = f"{at.timestamp():.0f}.wav"
            second = library.begin_answer(prompt, "", at, study_day(at), "And then?", sound, attempt=take.attempt)
            self._spoken(library, second, follow_up)
        return take.attempt

    def _spoken(self, library: Library, take: TakeRecord, text: str) -> None:
        samples = round(transcript(text).words[-1].end * RATE_HZ)
        write_wav(self.desk.folder.recordings / take.sound, samples)
        library.end_take(take.id, samples, Ended.PERSON)
        library.save_transcript(take.id, transcript(text))


def transcript(text: str, *, complete: bool = True, word_s: float = 1.0) -> Transcript:
    """``text`` spoken evenly; a word "~3" is a silence of three words' length."""
    words, at = [], 0.0
    for word in text.split():
        if word.startswith("~"):
            at += float(word[1:]) * word_s
            continue
        words.append(Word(word, at, at + word_s, 0.9))
        at += word_s
    said = " ".join(word.word for word in words)
    return Transcript("base", said, tuple(words), EVENING + timedelta(minutes=5), complete)
