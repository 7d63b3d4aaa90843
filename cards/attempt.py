"""One go at a prompt: its takes, what was said in them, and what the person ticked afterwards. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from cards.review import Review
from cards.rounds import Shown

TYPED = "typed"
"""The model of a transcript that the person wrote."""

SAMPLE_RATE_HZ = 16_000
"""Every recording is mono at this rate, so a number of samples is a length."""


class Ended(StrEnum):
    """What ended a take. Only a person does so on purpose; otherwise what was there is kept."""

    PERSON = "person"
    MICROPHONE = "microphone"
    DISK = "disk"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a transcript: start and end in seconds from the beginning of its take, probability from 0 to 1."""

    word: str
    start: float
    end: float
    probability: float
    heard: str = ""
    """What was heard, where ``word`` is a repair of it."""
    unsure: bool = False
    """A term of a key point that was not heard when nothing hinted at it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch with a voice in which no words could be made out, in seconds of its take."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a model heard in one take, or what the person typed."""

    model: str
    """The name of the model; ``TYPED`` for what was typed."""
    text: str
    words: tuple[Word, ...]
    at: datetime
    """When it was written, with the person's own UTC offset."""
    complete: bool = True
    """False while the end of the take has not been decoded yet."""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticks:
    """What the person ticked beside an attempt. Nothing in here touches memory by itself."""

    key_points: Mapping[str, bool] = field(default_factory=dict)
    """Claim of each key point that was offered, as it read then -> whether it was made."""
    statements: Mapping[str, bool] = field(default_factory=dict)
    """Name of each of the four depth statements -> yes or no."""
    dimensions: Mapping[str, Shown] = field(default_factory=dict)
    """Id of each dimension that was judged -> how it was shown."""


@dataclass(frozen=True, slots=True)
class TakeRecord:
    """One recording within an attempt, or an answer that was typed, as it stands in the library."""

    id: int
    attempt: int
    position: int
    """0 for the first take of the attempt, then counting up; a take that was purged leaves a gap."""
    question: str
    """Empty for the decision itself, else the follow-up that was asked."""
    sound: str
    """File name within the recordings folder; empty for an answer that was typed."""
    started: datetime
    samples: int | None
    """None while it is being recorded, and after a crash until somebody decides what becomes of it."""
    ended: Ended | None
    sha256: str | None
    """Of the archived sound; None until it is archived."""
    discarded: datetime | None
    transcript: Transcript | None

    @property
    def typed(self) -> bool:
        """True for an answer that was written: it has words and no sound."""
        return not self.sound

    @property
    def seconds(self) -> float:
        """Length of the sound in seconds; 0 while it is not known."""
        return (self.samples or 0) / SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One go at a prompt under one of its constraints, with all that belongs to it."""

    id: int
    prompt: str
    constraint: str
    at: datetime
    study_day: date
    takes: tuple[TakeRecord, ...]
    """In the order they were recorded, the discarded ones among them."""
    ticks: Ticks
    review: Review | None
    """None until a depth is confirmed, and again after an undo."""
    note: str = ""
    """What the person wrote beside it."""
    marked: bool = False
    deleted: datetime | None = None
    """When it was moved to the trash, None outside of it."""
    follow_up: str = ""
    """The follow-up that was shown, answered or not; empty where none was."""

    @property
    def kept_takes(self) -> tuple[TakeRecord, ...]:
        """The takes that were not discarded."""
        return tuple(take for take in self.takes if take.discarded is None)

    @property
    def seconds(self) -> float:
        """Length of everything that was said and kept, in seconds."""
        return sum(take.seconds for take in self.kept_takes)

    @property
    def text(self) -> str:
        """What was said and kept, a paragraph for each take that has words."""
        spoken = (take.transcript.text.strip() for take in self.kept_takes if take.transcript is not None)
        return "\n\n".join(text for text in spoken if text)
