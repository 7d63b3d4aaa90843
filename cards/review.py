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
