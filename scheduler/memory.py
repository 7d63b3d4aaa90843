"""The memory of a prompt: FSRS-6 over whole study days, and nothing but the first answer of a day touches it.

Every function here is pure. A day is always a study day, which starts at 04:00 on the person's own clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from fsrs import Card, Rating, Scheduler, State

from cards.review import Memory, Review, Schedule
from scheduler.depth import DEPTHS, rating_for

DESIRED_RETENTION = 0.85
"""The chance of keeping the thread at which a prompt comes back, where nothing else is set."""
RETENTION_RANGE = (0.70, 0.95)
"""Below, prompts return mostly failed; above, the work grows faster than what stays. FSRS itself checks nothing."""
SHALLOW_CAP_DAYS = 3
"""Depth 1 and 2 come back within this many days, whatever their curve says."""
MAXIMUM_INTERVAL_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one depth would do to a prompt, and what it does once that depth is confirmed."""

    depth: int
    rating: int
    affects_memory: bool
    after: Schedule
    why: str
    """One sentence, to be shown only after the rating."""


def candidates(
    schedule: Schedule | None,
    day: date,
    desired_retention: float = DESIRED_RETENTION,
    *,
    today: date | None = None,
) -> tuple[Candidate, Candidate, Candidate, Candidate]:
    """Return what depth 1, 2, 3 and 4 on study day `day` would do; None stands for a prompt without reviews.

    `today` is the study day that `why` counts from, where an answer is rated later than on its own day. Raises
    ValueError when `desired_retention` is outside `RETENTION_RANGE`.
    """
    return (
        _candidate(schedule, day, 1, desired_retention, today or day),
        _candidate(schedule, day, 2, desired_retention, today or day),
        _candidate(schedule, day, 3, desired_retention, today or day),
        _candidate(schedule, day, 4, desired_retention, today or day),
    )


def replay(reviews: Iterable[Review]) -> dict[str, Schedule]:
    """Rebuild the schedule of every prompt from the review log, in the order of the log.

    Only what went in is read (prompt, study day, depth, and the retention that was asked for then), never what came
    out of it: rating, `affects_memory`, `before` and `after` of the reviews can therefore be checked against it.
    """
    return {review.prompt: review.after for review in replayed(reviews)}


def replayed(reviews: Iterable[Review]) -> Iterator[Review]:
    """Give every review of the log again, with what comes out of it computed from what went in; see `replay`."""
    schedules: dict[str, Schedule] = {}
    for review in reviews:
        before, day = schedules.get(review.prompt), review.study_day
        if before is not None and not _touches_memory(before, day):
            after, affects_memory = before, False
        else:
            after, affects_memory = _moved(before, day, review.depth, review.desired_retention)[0], True
        schedules[review.prompt] = after
        yield replace(
            review, rating=rating_for(review.depth), affects_memory=affects_memory, before=before, after=after
        )


def retrievability(schedule: Schedule, day: date) -> float:
    """Return the estimated chance, 0 to 1, that the person still keeps the thread of this prompt on `day`.

    It is 1 on the day of the last review, and on any day before it.
    """
    return _scheduler(DESIRED_RETENTION).get_card_retrievability(_card(schedule), _fsrs_time(day))


def _candidate(before: Schedule | None, day: date, depth: int, desired_retention: float, today: date) -> Candidate:
    if before is not None and not _touches_memory(before, day):
        return Candidate(depth, rating_for(depth), False, before, _why_kept(before, day, today))
    after, curve_days = _moved(before, day, depth, desired_retention)
    return Candidate(depth, rating_for(depth), True, after, _why_moved(after, depth, curve_days, today))


def _touches_memory(before: Schedule, day: date) -> bool:
    # A day before the last one happens after a flight west or a corrected clock: no interval may be negative.
    return day > before.last_day


def _moved(before: Schedule | None, day: date, depth: int, desired_retention: float) -> tuple[Schedule, int]:
    """Return the new schedule, and the days that FSRS alone would have waited."""
    card = _reviewed(before, day, depth, desired_retention)
    if card.stability is None or card.difficulty is None:
        raise AssertionError("a reviewed FSRS card has a stability and a difficulty")
    curve_days = (card.due - _fsrs_time(day)).days
    after = Schedule(
        memory=Memory(card.stability, card.difficulty),
        last_day=day,
        due=day + timedelta(days=min(curve_days, SHALLOW_CAP_DAYS) if depth <= 2 else curve_days),
        reviews=1 if before is None else before.reviews + 1,
        lapses=0 if before is None else before.lapses + (depth == 1),
    )
    return after, curve_days


def _reviewed(before: Schedule | None, day: date, depth: int, desired_retention: float) -> Card:
    # Identity and due date of a card play no part in FSRS. Left out, py-fsrs reads the clock for them and sleeps.
    card = Card(card_id=0, due=_fsrs_time(day)) if before is None else _card(before)
    return _scheduler(desired_retention).review_card(card, Rating(rating_for(depth)), _fsrs_time(day))[0]


def _card(schedule: Schedule) -> Card:
    return Card(
        card_id=0,
        state=State.Review,
        stability=schedule.memory.stability,
        difficulty=schedule.memory.difficulty,
        due=_fsrs_time(schedule.due),
        last_review=_fsrs_time(schedule.last_day),
    )


def _fsrs_time(day: date) -> datetime:
    # py-fsrs counts periods of 24 hours in UTC, and takes no other zone. Noon to noon makes them study days.
    return datetime.combine(day, time(12), UTC)


@lru_cache
def _scheduler(desired_retention: float) -> Scheduler:
    lowest, highest = RETENTION_RANGE
    if not lowest <= desired_retention <= highest:
        raise ValueError(f"desired retention is {lowest} to {highest}, not {desired_retention}")
    # No steps: they would ask for the same spoken answer again within minutes. No fuzz: it draws from the global
    # random source, so a candidate would not be what is applied.
    return Scheduler(
        desired_retention=desired_retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MAXIMUM_INTERVAL_DAYS,
        enable_fuzzing=False,
    )


def _why_moved(after: Schedule, depth: int, curve_days: int, today: date) -> str:
    comes_back = f"Comes back {_in_days((after.due - today).days)}"
    if depth > 2:
        chance = round(100 * retrievability(after, after.due))
        return (
            f"{comes_back}, on its own curve: your chance of still having the thread then is estimated at {chance} %."
        )
    rule = f"an answer at depth {depth} ({DEPTHS[depth].label.lower()}) returns within {SHALLOW_CAP_DAYS} days"
    if curve_days > SHALLOW_CAP_DAYS:
        return f"{comes_back}: its own curve would wait {curve_days} days, but {rule}."
    return f"{comes_back}, on its own curve, and {rule} in any case."


def _why_kept(kept: Schedule, day: date, today: date) -> str:
    still = f"Still comes back {_in_days((kept.due - today).days)}"
    if day == kept.last_day:
        return f"{still}: only the first answer of a day moves the date, and this prompt already has one of that day."
    return f"{still}: an answer of a later day has moved the date already, so this one does not."


def _in_days(days: int) -> str:
    if days <= 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"
