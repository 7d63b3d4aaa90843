"""Spacing: which day near the one that memory asks for, so that days are alike and easy weekdays and days off are kept.

Every function here is pure, and nothing is drawn by chance: the same prompt with the same reviews gets the same day.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from itertools import accumulate, count
from math import floor

from scheduler.rules import Rules

MAXIMUM_INTERVAL_DAYS = 3650
EASY_WEEKDAY = 0.5
"""How much of an ordinary day's minutes an easy weekday shall have."""

_FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""From, to, and how far a date may move for each day between: those of Anki."""
_LOAD_EXPONENT = 2.15
"""This and the next are the exponents of Anki's load balancer."""
_DAYS_EXPONENT = 3


def bounds(days: float, minimum: int = 1, maximum: int = MAXIMUM_INTERVAL_DAYS) -> tuple[int, int]:
    """Return the first and the last day that a prompt may come back on when its curve waits `days`.

    Under 2.5 days there is one only; from there on it is a day to both sides, and a share of every day of the wait.
    Source: `constrained_fuzz_bounds` of Anki, `rslib/src/scheduler/states/fuzz.rs`.
    """
    minimum = min(minimum, maximum)
    days = min(max(days, minimum), maximum)
    delta = 0.0
    if days >= 2.5:
        delta = 1.0 + sum(share * max(min(days, end) - start, 0.0) for start, end, share in _FUZZ_RANGES)
    lower = min(max(_rounded(days - delta), minimum), maximum)
    upper = min(max(_rounded(days + delta), minimum), maximum)
    if upper == lower and 2 < upper < maximum:
        upper += 1
    return lower, upper


def spread(  # noqa: PLR0913 - from when on, what is asked for, and all that a day is chosen by
    curve_days: float,
    day: date,
    *,
    seed: str,
    load: Mapping[date, float],
    rules: Rules,
    earliest: int = 1,
    latest: int = MAXIMUM_INTERVAL_DAYS,
) -> int:
    """Return how many days after `day` a prompt comes back when its curve waits `curve_days`.

    It is a day within `bounds` and from `earliest` to `latest`, rather one that is near and has few minutes in `load`
    (minutes due by date); on an easy weekday each of these counts double and there is half the chance. `seed` decides
    between them. Days off have none at all, and where no other is left they win over `latest`: it is the first free
    day after them.
    """
    lower, upper = bounds(curve_days, maximum=latest)
    first = max(lower, earliest)
    choice = [days for days in range(first, upper + 1) if day + timedelta(days=days) not in rules.days_off]
    if not choice:
        return _free_from(first, day, rules)
    return _chosen(choice, [_weight(days, day, load, rules) for days in choice], seed)


def _weight(days: int, day: date, load: Mapping[date, float], rules: Rules) -> float:
    due = day + timedelta(days=days)
    ease = EASY_WEEKDAY if due.weekday() in rules.easy_weekdays else 1.0
    # Half the chance alone would leave an easy weekday four fifths of the minutes, since the others fill up.
    return float(ease * (load.get(due, 0.0) / ease + 1.0) ** -_LOAD_EXPONENT / days**_DAYS_EXPONENT)


def _chosen(choice: Sequence[int], weights: Sequence[float], seed: str) -> int:
    """Return the one of `choice` on which the seed's place falls when each is as wide as its weight."""
    ends = list(accumulate(weights))
    place = int.from_bytes(blake2b(seed.encode(), digest_size=8).digest()) / 2**64 * ends[-1]
    return next((days for days, end in zip(choice, ends, strict=True) if place < end), choice[-1])


def _free_from(days: int, day: date, rules: Rules) -> int:
    return next(later for later in count(days) if day + timedelta(days=later) not in rules.days_off)


def _rounded(days: float) -> int:
    # Half a day up, as in Anki; Python's own `round` would take it to the even day.
    return floor(days + 0.5)
