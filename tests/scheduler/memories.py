"""Answers in a row and what became of them: for the tests of memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import settings
from hypothesis import strategies as st

from cards.review import Move, Review, Schedule, Standing
from scheduler.days import study_day
from scheduler.memory import Terms, candidates, replayed
from scheduler.retention import Retention
from scheduler.rules import Rules

PROPERTY = settings(deadline=None, max_examples=60)
START = date(2026, 1, 5)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
DEPTHS = st.integers(1, 4)
RETENTIONS = st.sampled_from([0.70, 0.80, 0.85, 0.90, 0.92, 0.95])
HISTORIES = st.lists(st.tuples(st.integers(0, 400), DEPTHS), max_size=12)
"""Days since the answer before, and the depth of each."""
OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NEAR = st.integers(1, 40)
"""Days from the day of an answer on."""
SCATTERED = st.tuples(st.frozensets(st.integers(0, 6)), st.frozensets(NEAR), st.dictionaries(NEAR, st.floats(0, 300)))
"""Easy weekdays, days off, and minutes that are due, the latter two in days from the answer on."""


def terms(
    retention: float = 0.85,
    *,
    lifted: bool = False,
    rules: Rules | None = None,
    load: Mapping[date, float] | None = None,
) -> Terms:
    return Terms(Retention(retention, lifted, "because."), rules or Rules(), load or {})


def scattered(day: date, drawn: tuple[frozenset[int], frozenset[int], dict[int, float]], retention: float) -> Terms:
    easy, off, load = drawn
    rules = Rules(easy_weekdays=easy, days_off=frozenset(day + timedelta(days=number) for number in off))
    return terms(
        retention, rules=rules, load={day + timedelta(days=number): minutes for number, minutes in load.items()}
    )


def folded(history: Sequence[tuple[int, int]], by: Terms | None = None) -> Schedule | None:
    """Answer after answer, each time the candidate of the chosen depth."""
    schedule, day = None, START
    for days_later, depth in history:
        day += timedelta(days=days_later)
        schedule = candidates("f1", schedule, day, by or terms())[depth - 1].after
    return schedule


def replay(entries: Iterable[Review | Move]) -> dict[str, Schedule]:
    """Where every prompt is left by the log."""
    return {entry.prompt: entry.after for entry in replayed(entries) if entry.after is not None}


def standings(entries: Iterable[Review | Move]) -> dict[str, Standing]:
    """The same, with what each date was made from."""
    found: dict[str, Standing] = {}
    for entry in replayed(entries):
        if isinstance(entry, Move):
            depth = found[entry.prompt].depth if entry.prompt in found else None
        else:
            depth = entry.depth if entry.affects_memory else None
        if depth is not None and entry.after is not None:
            found[entry.prompt] = Standing(entry.after, depth, entry.desired_retention, entry.lifted, entry.shift)
    return found


def on_the_curve(history: Sequence[tuple[int, int]], retention: float) -> Schedule | None:
    """As a log of the time before anything was shifted is replayed."""
    day, log = START, []
    for days_later, depth in history:
        day += timedelta(days=days_later)
        log.append(replace(answered(1, "f1", NOON, depth, None), study_day=day, desired_retention=retention, shift=0))
    return replay(log).get("f1")


def answered(
    attempt: int, prompt: str, at: datetime, depth: int, before: Schedule | None, by: Terms | None = None
) -> Review:
    """The review of an answer: the candidate of its depth, applied."""
    chosen = candidates(prompt, before, study_day(at), by or terms())[depth - 1]
    return Review(
        attempt=attempt,
        prompt=prompt,
        at=at,
        study_day=study_day(at),
        suggested_depth=depth,
        depth=depth,
        rating=chosen.rating,
        affects_memory=chosen.affects_memory,
        before=before,
        after=chosen.after,
        desired_retention=chosen.retention.value,
        lifted=chosen.retention.lifted,
        shift=chosen.shift,
    )
