"""What was practised, as the estimates, the queue and the choice of a question read it. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cards.rounds import Shown


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


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a prompt was shown until now. A number is that of the last attempt that showed it: larger is later."""

    constraints: Mapping[str, int]
    """Constraint, as it read then -> the last attempt under it."""
    follow_ups: Mapping[str, int]
    """Follow-up, as it read then -> the last attempt that showed it, answered or not."""
