"""What was practised, as the estimates and the queue read it: one small value a rated answer. Values only."""

from dataclasses import dataclass
from datetime import date

from cards.attempt import Shown


@dataclass(frozen=True, slots=True)
class Answered:
    """One rated answer."""

    prompt: str
    day: date
    """The study day that counts for it, which a wrong clock cannot move."""
    depth: int
    counts: bool
    """False for every answer of a prompt after the first of its day."""
    first: bool
    """True where the prompt had never been reviewed before."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How one dimension was shown in one rated answer."""

    day: date
    """The study day that counts for the answer."""
    dimension: str
    shown: Shown
