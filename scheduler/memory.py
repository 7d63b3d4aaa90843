"""The memory of a prompt: FSRS-6 over whole study days, and nothing but the first answer of a day touches it.

Every function here is pure. A day is always a study day, which starts at 04:00 on the person's own clock.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cards.review import Memory, Move, Review, Schedule
from scheduler import curve
from scheduler.depth import DEPTHS, rating_for
from scheduler.retention import Retention, said
from scheduler.rules import RETENTION_RANGE, Rules
from scheduler.spacing import MAXIMUM_INTERVAL_DAYS, bounds, spread

SHALLOW_CAP_DAYS = 3
"""Depth 1 and 2 come back within this many days, whatever their curve says; only days off make it more."""
LEECH_LAPSES = 4
"""After so many lapses it is not the person who should try once more: the prompt should be split or rewritten."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a date is made with, beside memory."""

    retention: Retention
    rules: Rules
    load: Mapping[date, float]
    """Minutes that are due by day, those of the prompt itself left out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one depth would do to a prompt, and what it does once that depth is confirmed."""

    depth: int
    rating: int
    affects_memory: bool
    after: Schedule
    shift: int
    """Days that are added to those of the curve; 0 where the date stays."""
    retention: Retention
    why: str
    """One sentence, to be shown only after the rating."""


def candidates(
    prompt: str, schedule: Schedule | None, day: date, terms: Terms, *, today: date | None = None
) -> tuple[Candidate, Candidate, Candidate, Candidate]:
    """Return what depth 1, 2, 3 and 4 on study day `day` would do; None stands for a prompt without reviews.

    None of them comes back sooner than a shallower one. `today` is the study day that `why` counts from, where an
    answer is rated later than on its own day. Raises ValueError when the desired retention is outside
    `RETENTION_RANGE`.
    """
    if schedule is not None and not _touches_memory(schedule, day):
        why = _why_kept(schedule, day, today or day)
        one, two, three, four = (
            Candidate(depth, rating_for(depth), False, schedule, 0, terms.retention, why) for depth in (1, 2, 3, 4)
        )
        return one, two, three, four
    one = _candidate(prompt, _advanced(schedule, day, 1), 1, terms, today or day, day)
    two = _candidate(prompt, _advanced(schedule, day, 2), 2, terms, today or day, one.after.due)
    three = _candidate(prompt, _advanced(schedule, day, 3), 3, terms, today or day, two.after.due)
    four = _candidate(prompt, _advanced(schedule, day, 4), 4, terms, today or day, three.after.due)
    return one, two, three, four


def told(review: Review, today: date) -> Candidate:
    """Return what a review of the log did, with the reason as it is said on study day `today`."""
    retention = Retention(review.desired_retention, review.lifted, said(review.desired_retention, review.lifted))
    if review.affects_memory:
        why = _why_moved(review.after, review.depth, review.desired_retention, today)
    else:
        why = _why_kept(review.after, review.counted_day or review.study_day, today)
    return Candidate(review.depth, review.rating, review.affects_memory, review.after, review.shift, retention, why)


def replayed(entries: Iterable[Review | Move]) -> Iterator[Review | Move]:
    """Give every entry of the log again, in its order, with what comes out of it.

    Only what went in is read (prompt, the day that counts, depth, desired retention, shift), never what came out of it:
    rating, `affects_memory`, `before` and `after` can therefore be checked against it.
    """
    schedules: dict[str, Schedule] = {}
    depths: dict[str, int] = {}
    for entry in entries:
        before = schedules.get(entry.prompt)
        if isinstance(entry, Review):
            again = _reviewed_again(entry, before)
            schedules[entry.prompt] = again.after
            if again.affects_memory:
                depths[entry.prompt] = entry.depth
            yield again
        elif before is None:
            yield replace(entry, after=None)
        else:
            schedules[entry.prompt] = after = moved(before, depths[entry.prompt], entry)
            yield replace(entry, after=after)


def moved(schedule: Schedule, depth: int, move: Move) -> Schedule:
    """Return where a prompt stands after a move; `depth` is that of its last review that touched memory."""
    return _dated(schedule, depth, move.desired_retention, move.shift)


def base_days(memory: Memory, depth: int, desired_retention: float) -> int:
    """Return how many days after its last review a prompt comes back when nothing shifts it.

    Raises ValueError when `desired_retention` is outside `RETENTION_RANGE`.
    """
    return min(_curve_days(memory, desired_retention), _latest(depth))


def longest_wait(memory: Memory, depth: int, desired_retention: float) -> int:
    """Return how many days after its last review a prompt comes back at the latest, where no days off are in the way.

    Raises ValueError as `base_days`.
    """
    return bounds(base_days(memory, depth, desired_retention), maximum=_latest(depth))[1]


def shift(prompt: str, schedule: Schedule, depth: int, terms: Terms, earliest: date) -> int:
    """Return how many days `terms` add to the `base_days` of a schedule, so that it is due on `earliest` or later."""
    days = base_days(schedule.memory, depth, terms.retention.value)
    chosen = spread(
        days,
        schedule.last_day,
        seed=f"{prompt} {schedule.reviews}",
        load=terms.load,
        rules=terms.rules,
        earliest=max(1, (earliest - schedule.last_day).days),
        latest=_latest(depth),
    )
    return chosen - days


def retrievability(schedule: Schedule, day: date) -> float:
    """Return the estimated chance, 0 to 1, that the person still keeps the thread of this prompt on `day`.

    It is 1 on the day of the last review, and on any day before it.
    """
    return curve.retrievability(schedule.memory.stability, max(0, (day - schedule.last_day).days))


def relative_overdueness(schedule: Schedule, desired_retention: float, day: date) -> float:
    """Return how much of the wait is over on `day`: 0 on the last day, 1 where the bare curve asks for the prompt.

    It compares prompts of different desired retention. With R the chance now, DR the desired one and d the decay of
    FSRS it is (R^(1/d) - 1) / (DR^(1/d) - 1), as Anki orders by: the days that passed over those that the curve waits.
    """
    waited = max(0, (day - schedule.last_day).days)
    return waited / curve.days_until(schedule.memory.stability, desired_retention)


def is_leech(schedule: Schedule) -> bool:
    """Say whether the prompt was lost so often that it should be split or rewritten."""
    return schedule.lapses >= LEECH_LAPSES


def _candidate(  # noqa: PLR0913, PLR0917 - which prompt, what of it, with what, and from when on
    prompt: str, bare: Schedule, depth: int, terms: Terms, today: date, earliest: date
) -> Candidate:
    added = shift(prompt, bare, depth, terms, earliest)
    after = _dated(bare, depth, terms.retention.value, added)
    why = _why_moved(after, depth, terms.retention.value, today)
    return Candidate(depth, rating_for(depth), True, after, added, terms.retention, why)


def _reviewed_again(review: Review, before: Schedule | None) -> Review:
    rating, day = rating_for(review.depth), review.counted_day or review.study_day
    if before is None or _touches_memory(before, day):
        after = _dated(_advanced(before, day, review.depth), review.depth, review.desired_retention, review.shift)
        affects_memory = True
    else:
        after, affects_memory = before, False
    result = (rating, affects_memory, before, after)
    # Of 100,000 rows nearly all are right as they stand, and to copy one takes longer than all the rest.
    if result == (review.rating, review.affects_memory, review.before, review.after):
        return review
    return replace(review, rating=rating, affects_memory=affects_memory, before=before, after=after)


def _touches_memory(before: Schedule, day: date) -> bool:
    # A day before the last one happens after a flight west or a corrected clock: no interval may be negative.
    return day > before.last_day


def _advanced(before: Schedule | None, day: date, depth: int) -> Schedule:
    """Return the schedule after an answer that touches memory; its date is still to be made."""
    rating = rating_for(depth)
    if before is None:
        return Schedule(curve.first(rating), last_day=day, due=day, reviews=1, lapses=0)
    memory = curve.reviewed(before.memory, rating, (day - before.last_day).days)
    return Schedule(memory, day, day, before.reviews + 1, before.lapses + (depth == 1))


def _dated(schedule: Schedule, depth: int, desired_retention: float, added: int) -> Schedule:
    days = max(1, base_days(schedule.memory, depth, desired_retention) + added)
    due = schedule.last_day + timedelta(days=days)
    return Schedule(schedule.memory, schedule.last_day, due, schedule.reviews, schedule.lapses)


def _curve_days(memory: Memory, desired_retention: float) -> int:
    lowest, highest = RETENTION_RANGE
    if not lowest <= desired_retention <= highest:
        raise ValueError(f"desired retention is {lowest} to {highest}, not {desired_retention}")
    return min(max(round(curve.days_until(memory.stability, desired_retention)), 1), MAXIMUM_INTERVAL_DAYS)


def _latest(depth: int) -> int:
    return SHALLOW_CAP_DAYS if depth <= 2 else MAXIMUM_INTERVAL_DAYS


def _why_moved(after: Schedule, depth: int, desired_retention: float, today: date) -> str:
    comes_back = f"Comes back {_in_days((after.due - today).days)}"
    waits, alone = (after.due - after.last_day).days, _curve_days(after.memory, desired_retention)
    pushed = waits > longest_wait(after.memory, depth, desired_retention)
    if depth > 2:
        return f"{comes_back}, {_beside_curve(waits, alone, pushed)}: {_chance(after)}."
    rule = f"an answer at depth {depth} ({DEPTHS[depth].label.lower()}) returns within {SHALLOW_CAP_DAYS} days"
    if waits > SHALLOW_CAP_DAYS:
        return f"{comes_back}, for days off come first: without them {rule}."
    if alone > SHALLOW_CAP_DAYS:
        return f"{comes_back}: its own curve would wait {alone} days, but {rule}."
    return f"{comes_back}, {_beside_curve(waits, alone, pushed)}, and {rule} in any case."


def _beside_curve(waits: int, alone: int, pushed: bool) -> str:
    if waits == alone:
        return "on its own curve"
    apart = "1 day" if abs(waits - alone) == 1 else f"{abs(waits - alone)} days"
    if pushed:
        return f"{apart} later than on its own curve, for days off come first"
    return f"{apart} {'later' if waits > alone else 'earlier'} than on its own curve, to spread the work"


def _chance(after: Schedule) -> str:
    chance = round(100 * retrievability(after, after.due))
    return f"your chance of still having the thread then is estimated at {chance} %"


def _why_kept(kept: Schedule, day: date, today: date) -> str:
    still = f"Still comes back {_in_days((kept.due - today).days)}"
    if day == kept.last_day:
        return f"{still}: only the first answer of a day moves the date, and this prompt already has one of that day."
    return f"{still}: an answer of a later day has moved the date already, so this one does not."


def _in_days(days: int) -> str:
    if days <= 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"
