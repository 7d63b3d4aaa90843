"""Depth, 1 to 4: how deep a spoken answer went, suggested from four statements and chosen by the person."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statements:
    """What the person says about the answer just given. Each is a plain yes or no."""

    named_tradeoff: bool
    decided: bool
    named_failure: bool
    adapted: bool


@dataclass(frozen=True, slots=True)
class Depth:
    """One depth in words: a short label, and a sentence a person recognises the answer by."""

    number: int
    label: str
    sentence: str


STATEMENTS: Mapping[str, str] = {
    "named_tradeoff": "I named the tradeoff and what pulls each way.",
    "decided": "I decided under this constraint, with a reason or a number.",
    "named_failure": "I said when my choice fails and how I would notice.",
    "adapted": "I adapted to the follow-up instead of repeating myself.",
}
"""The four sentences shown to a person, in order; each key is a field of `Statements`."""

# FSRS learns from one bit, failed or passed. So the sentences put that line where it is: between 1 and 2.
DEPTHS: Mapping[int, Depth] = {
    depth.number: depth
    for depth in (
        Depth(
            1, "Recited", "I recited, or lost the interviewer's thread, and needed the model answer to find it again."
        ),
        Depth(
            2,
            "Named the tradeoff",
            "I could have kept the interviewer's thread without the model answer: I named what pulls each way.",
        ),
        Depth(
            3,
            "Decided under the constraint",
            "I kept the thread and decided under this constraint, with a reason or a number.",
        ),
        Depth(
            4,
            "Knows where it breaks",
            "I decided, said when my choice fails and how I would notice, and adapted to the follow-up.",
        ),
    )
}

_RATINGS: Mapping[int, int] = {1: 1, 2: 2, 3: 3, 4: 4}


def suggest(statements: Statements, follow_up_answered: bool) -> int:
    """Return the depth that the statements add up to.

    Without an answered follow-up nobody can have adapted to one, so 4 is not suggested; the person may still choose it.
    """
    if not statements.named_tradeoff:
        return 1
    if not statements.decided:
        return 2
    if statements.named_failure and statements.adapted and follow_up_answered:
        return 4
    return 3


def needs_confirmation(depth: int, ticked: int, total: int) -> bool:
    """Say whether to ask once more: the person chose 3 or 4 with under half of the `total` key points ticked."""
    return depth >= 3 and 2 * ticked < total


def rating_for(depth: int) -> int:
    """Return the FSRS rating of a depth: 1 Again, 2 Hard (a pass), 3 Good, 4 Easy. ValueError for any other depth."""
    if depth not in _RATINGS:
        raise ValueError(f"depth is 1 to 4, not {depth}")
    return _RATINGS[depth]
