"""What FSRS sees of an attempt, and what it makes of a prompt. Values only."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """FSRS state of one prompt: stability in days, difficulty from 1 to 10."""

    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where a prompt stands after its reviews: a function of the review log that can always be rebuilt."""

    memory: Memory
    last_day: date
    """Study day of the last review that touched memory."""
    due: date
    """Study day on which the prompt comes back."""
    reviews: int
    """Reviews that touched memory so far."""
    lapses: int
    """Of those after the first, how many were rated Again."""


@dataclass(frozen=True, slots=True)
class Review:
    """One confirmed depth, as it stands in the review log."""

    attempt: int
    prompt: str
    at: datetime
    """The moment of the rating, with the person's own UTC offset."""
    study_day: date
    suggested_depth: int | None
    """What the ticks suggested; None where nobody was asked, as in the shell."""
    depth: int
    """The person's choice, 1 to 4: the one that counts."""
    rating: int
    """FSRS rating, 1 Again to 4 Easy."""
    affects_memory: bool
    """False for every answer of a prompt after the first of its study day."""
    before: Schedule | None
    """None when the prompt had never been reviewed."""
    after: Schedule
    desired_retention: float
    counted_day: date | None = None
    """The study day that counts instead, where the clock was wrong; None where `study_day` does."""
    lifted: bool = False
    """The retention was raised above the usual one, for its round was weak and had no unseen prompt left."""
    shift: int = 0
    """Days that were added to those of the curve: spreading, and days off."""


@dataclass(frozen=True, slots=True)
class Move:
    """A new date for a prompt by a change of the rules, as it stands in the log: memory stays as it is."""

    prompt: str
    desired_retention: float
    lifted: bool
    shift: int
    after: Schedule | None = None
    """What a replay makes of it; None where nothing was replayed, and for a prompt without reviews."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a prompt stands, with what its date was made from: the state that a replay folds the log into."""

    schedule: Schedule
    depth: int
    """Of the last review that touched memory."""
    desired_retention: float
    """This and the next two are of that review, or of the last move after it."""
    lifted: bool
    shift: int
