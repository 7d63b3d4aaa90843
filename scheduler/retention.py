"""Desired retention: the chance of still having the thread at which a prompt comes back, by round.

A round's prompts come back sooner only once it is weak and has nothing new left: while it has, a new prompt gains more
depth than an early return of an old one costs (simulated: about twice the reviews for four points of recall).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.rounds import ROUNDS, Round
from scheduler.rules import Rules
from scheduler.weakness import RoundWeakness

WEAKEST_ROUNDS = 2
"""So many of the weakest rounds may come back sooner."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The desired retention of a prompt."""

    value: float
    """From 0 to 1."""
    lifted: bool
    """True where it is the one for weak rounds, which may be as high as the other."""
    why: str
    """One sentence."""


def desired_retention(
    round_: Round, weakness: Mapping[Round, RoundWeakness], unseen: Mapping[Round, int], rules: Rules
) -> Retention:
    """Return the desired retention of the prompts of `round_`.

    It is `rules.weak_retention` in the two rounds of the highest `weakness` (of equal ones the earlier in `Round`) that
    have no prompt left without a rating, and `rules.retention` everywhere else. `unseen` counts those prompts by round;
    a round that is not in it has none.
    """
    name = ROUNDS[round_].name
    if round_ not in _weakest(weakness):
        why = f"{name} does not count among your two weakest rounds."
        return Retention(rules.retention, False, _aim(rules.retention, why))
    new = unseen.get(round_, 0)
    if new:
        still = "1 of its prompts is" if new == 1 else f"{new} of its prompts are"
        why = f"{name} counts among your two weakest rounds, but {still} still new, which comes first."
        return Retention(rules.retention, False, _aim(rules.retention, why))
    why = f"{name} counts among your two weakest rounds and has no new prompt left."
    return Retention(rules.weak_retention, True, _aim(rules.weak_retention, why))


def said(value: float, lifted: bool) -> str:
    """Say why a date that is stored has the desired retention `value`. The ranks of that day are not stored with it."""
    if lifted:
        return _aim(value, "the round was one of the weakest then and had no new prompt left.")
    return f"{_percent(value)}: how sure you wanted to be of still having the thread, when the date was made."


def _weakest(weakness: Mapping[Round, RoundWeakness]) -> list[Round]:
    order = sorted(weakness, key=lambda round_: (-weakness[round_].weakness, list(Round).index(round_)))
    return order[:WEAKEST_ROUNDS]


def _aim(value: float, why: str) -> str:
    # Who reads it never heard of a desired retention: what the percentage is stands with it.
    return f"The aim is a chance of {_percent(value)} of still having the thread when it comes back: {why}"


def _percent(value: float) -> str:
    return f"{100 * value:g} %"
