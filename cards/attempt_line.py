"""An attempt as one line of a list: what can be told without reading what was said. Values only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cards.rounds import Round


@dataclass(frozen=True, slots=True)
class Hit:
    """Where in an attempt the searched words were said."""

    take: int
    text: str
    """The sentence of the transcript around them, as plain text."""
    spans: tuple[tuple[int, int], ...]
    """Begin and end of each searched word within ``text``, in characters, in order and not touching."""
    start_s: float | None
    """When the sentence begins, in seconds from the beginning of the take; None where no times are known."""


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt in a list of many."""

    id: int
    prompt: str
    title: str
    """The prompt's title as the deck last had it, its id where there is none."""
    round: Round | None
    """None when the prompt no longer exists in the deck."""
    topic: str
    at: datetime
    """When it began, with the person's own UTC offset."""
    study_day: date
    seconds: float
    """Length of everything that was said and kept."""
    depth: int | None
    """None while it has no review."""
    marked: bool
    typed: bool
    """True when its first kept answer was written instead of spoken."""
    words: Literal["all", "some", "none"]
    """Whether every kept take has its whole transcript, some of it is there, or nothing."""
    hit: Hit | None = None
    """Where the searched words were said; None when nothing was searched, or found in the prompt alone."""
    deleted: datetime | None = None
    """When it was moved to the trash, None outside of it."""
