"""Study days: which day an answer belongs to, and which day counts where some clock was wrong.

Every function here is pure. A study day starts at 04:00 on the person's own clock.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

ROLLOVER_HOURS = 4
FLIGHT_DAYS = 1
"""A flight west puts the wall clock back by a study day at most; what goes back further is a clock that was wrong."""


@dataclass(frozen=True, slots=True)
class _Chain:
    """Runs of a log whose days go upwards. The last of them is the newest, `before` holds the others."""

    latest: date
    """The latest day so far, which counts for the newest run."""
    run: int
    runs: int
    entries: int
    before: "_Chain | None"

    @property
    def weight(self) -> tuple[int, int]:
        return self.runs, self.entries


def study_day(at: datetime) -> date:
    """Return the study day of a moment, by the wall clock that the moment itself carries.

    Until 04:00 it is still the day before. Raises ValueError for a moment without a UTC offset.
    """
    if at.utcoffset() is None:
        raise ValueError("a study day needs a moment with its UTC offset")
    # Wall clock minus hours, not elapsed time: the day must turn at 04:00 on the nights when clocks change, too.
    return (at.replace(tzinfo=None) - timedelta(hours=ROLLOVER_HOURS)).date()


def monday(day: date) -> date:
    """Return the Monday of the week that `day` is in."""
    return day - timedelta(days=day.weekday())


def trusted(days: Sequence[date]) -> tuple[date, ...]:
    """Return the day that counts for each day of a log, given in the order of the log; it never goes back.

    A day that lies `FLIGHT_DAYS` before the latest one is a flight west: the latest counts. Where days go back further
    some clock was wrong. Then the most sittings (entries of one day in a row) that agree on an order are right, of as
    many those that end earlier, then those with more entries. Any other counts as the right one before it, or as the
    first one where none is before it.
    """
    if all(earlier <= later for earlier, later in pairwise(days)):
        return tuple(days)
    runs = [(day, len(list(entries))) for day, entries in groupby(days)]
    right = _longest(runs)
    counted: list[date] = []
    latest = right[min(right)]
    for number, (_, entries) in enumerate(runs):
        latest = right.get(number, latest)
        counted.extend([latest] * entries)
    return tuple(counted)


def _longest(runs: Sequence[tuple[date, int]]) -> dict[int, date]:
    """Return the runs of the longest chain by their number, each with the day that counts for it."""
    # Patience: of the chains that end on a day or earlier only the heaviest is of use, so this list rises in both.
    front: list[_Chain] = []
    for number, (day, entries) in enumerate(runs):
        flown = _ending(front, day + timedelta(days=FLIGHT_DAYS))
        _enter(front, _extended(_ending(front, day), day, number, entries))
        if flown is not None and flown.latest > day:
            _enter(front, _extended(flown, flown.latest, number, entries))
    chain: _Chain | None = next(chain for chain in front if chain.runs == front[-1].runs)
    right: dict[int, date] = {}
    while chain is not None:
        right[chain.run] = chain.latest
        chain = chain.before
    return right


def _ending(front: Sequence[_Chain], day: date) -> _Chain | None:
    place = bisect_right(front, day, key=lambda chain: chain.latest)
    return front[place - 1] if place else None


def _extended(before: _Chain | None, latest: date, number: int, entries: int) -> _Chain:
    if before is None:
        return _Chain(latest, number, 1, entries, None)
    return _Chain(latest, number, before.runs + 1, before.entries + entries, before)


def _enter(front: list[_Chain], chain: _Chain) -> None:
    """Put a chain into the front, and take out those that end no earlier and weigh no more."""
    place = bisect_right(front, chain.latest, key=lambda other: other.latest)
    if place and front[place - 1].weight >= chain.weight:
        return
    while place and front[place - 1].latest == chain.latest:
        place -= 1
        del front[place]
    end = place
    while end < len(front) and front[end].weight <= chain.weight:
        end += 1
    front[place:end] = [chain]
