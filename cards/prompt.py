"""A prompt: a decision under a constraint, never a definition to recite. Values only."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cards.rounds import Round


class Protocol(StrEnum):
    """How a coding prompt is gone through aloud; the value is what stands in deck files."""

    NARRATE = "narrate"
    DEBUG = "debug"
    MEDIUM = "medium"


class Stage(StrEnum):
    """A part of an interview loop outside of the four rounds; the value is what stands in deck files."""

    RECRUITER = "recruiter"
    CULTURE = "culture"


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A claim that a strong answer makes, and the spoken forms it is recognised by."""

    claim: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """A number that a prompt computes: ``result`` is what ``expression`` gives, but for a share of ``within``."""

    expression: str
    result: float
    within: float


@dataclass(frozen=True, slots=True)
class CounterPrint:
    """What the program of a debugging prompt prints, and the class of failure that this rules out or confirms."""

    output: str
    failure_class: str
    confirms: bool


_REFLECTION_S = 60


@lru_cache
def _planned_minutes(seconds: int) -> int:
    # Asked for every prompt of a deck whenever a day is planned; there are few different ones.
    return max(1, round((seconds + _REFLECTION_S) / 60))


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt of a deck, complete and checked."""

    id: str
    round: Round
    topic: str
    title: str
    decision: str
    constraints: tuple[str, ...]
    """At least two; each changes the answer, and an attempt gets one of them."""
    follow_ups: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]
    failure: str
    """The silent way in which the obvious choice goes wrong, and how one would notice."""
    wrong_claim: str
    model_answer: str
    seconds: int
    """Target time for the first answer."""
    follow_up_seconds: int
    target_depth: int
    dimensions: tuple[str, ...]
    year: int
    snippet: str = ""
    """Code that is shown, or nothing."""
    diagnostic: str = ""
    checklist: tuple[str, ...] = ()
    basis: str = ""
    """Where each number comes from."""
    computed: tuple[Computed, ...] = ()
    protocol: Protocol | None = None
    """Of a coding prompt; None for one without steps of its own."""
    failure_class: str = ""
    """What is wrong with the snippet of a debugging prompt, as ``cards/coding.toml`` names it."""
    counter_prints: tuple[CounterPrint, ...] = ()
    stage: Stage | None = None
    """Set for a prompt outside of the four rounds, which no daily session asks."""

    @property
    def minutes(self) -> int:
        """What the prompt asks of a session: answer, one follow-up and the reflection after it, in whole minutes."""
        return _planned_minutes(self.seconds + self.follow_up_seconds)
