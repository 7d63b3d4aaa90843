"""What is said of a date is true."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.memory import (
    candidates,
    told,
)
from scheduler.rules import Rules
from tests.scheduler.memories import (
    DEPTHS,
    HISTORIES,
    NOON,
    PROPERTY,
    RETENTIONS,
    SCATTERED,
    START,
    answered,
    folded,
    scattered,
    terms,
)


def test_why_tells_a_capped_date_from_one_on_the_curve():
    schedule = folded([(0, 4), (20, 4)])
    assert schedule is not None
    recited, named, decided, _ = candidates("f1", schedule, schedule.due, terms())
    assert recited.why.startswith(("Comes back in 2 days", "Comes back in 3 days", "Comes back tomorrow"))
    assert named.why.startswith(("Comes back in 2 days: its own curve", "Comes back in 3 days: its own curve"))
    assert named.why.endswith("days, but an answer at depth 2 (named the tradeoff) returns within 3 days.")
    assert "your chance of still having the thread then is estimated at 8" in decided.why


def test_why_of_a_first_recited_answer():
    assert candidates("f1", None, START, terms())[0].why == (
        "Comes back tomorrow, on its own curve, and an answer at depth 1 (recited) returns within 3 days in any case."
    )


def test_why_of_a_date_beside_its_curve():
    by_shift = {
        candidate.shift: candidate.why
        for number in range(40)
        for candidate in candidates(f"p{number}", None, START, terms(0.9))[3:]
    }
    chance = "your chance of still having the thread then is estimated at"
    assert by_shift[0] == f"Comes back in 8 days, on its own curve: {chance} 90 %."
    assert (
        by_shift[-1] == f"Comes back in 7 days, 1 day earlier than on its own curve, to spread the work: {chance} 91 %."
    )
    assert (
        by_shift[2] == f"Comes back in 10 days, 2 days later than on its own curve, to spread the work: {chance} 89 %."
    )


def test_why_of_a_date_after_days_off():
    off = frozenset(START + timedelta(days=days) for days in range(1, 20))
    assert candidates("f1", None, START, terms(0.9, rules=Rules(days_off=off)))[3].why == (
        "Comes back in 20 days, 12 days later than on its own curve, for days off come first: "
        "your chance of still having the thread then is estimated at 83 %."
    )


def test_why_of_a_shallow_answer_that_a_day_off_leaves_within_its_days():
    off = frozenset({START + timedelta(days=1)})
    assert candidates("f1", None, START, terms(rules=Rules(days_off=off)))[0].why == (
        "Comes back in 2 days, 1 day later than on its own curve, for days off come first, "
        "and an answer at depth 1 (recited) returns within 3 days in any case."
    )


def test_why_of_a_second_answer_on_the_day_names_the_date_that_stays():
    schedule = folded([(0, 3)])
    assert schedule is not None
    days = (schedule.due - START).days
    assert candidates("f1", schedule, START, terms())[3].why == (
        f"Still comes back in {days} days: only the first answer of a day moves the date, "
        "and this prompt already has one of that day."
    )


def test_why_counts_from_the_day_of_the_rating_where_that_is_later():
    due = candidates("f1", None, START, terms())[2].after.due
    later = [candidates("f1", None, START, terms(), today=due - timedelta(days=days))[2].why for days in (2, 1, 0, -5)]
    assert [why.split(",")[0] for why in later] == [
        "Comes back in 2 days",
        "Comes back tomorrow",
        "Comes back today",
        "Comes back today",
    ]


@PROPERTY
@given(HISTORIES, st.integers(0, 500), DEPTHS, SCATTERED)
def test_the_days_in_why_are_the_days_until_it_is_due(
    history: list[tuple[int, int]],
    days_later: int,
    depth: int,
    drawn: tuple[frozenset[int], frozenset[int], dict[int, float]],
):
    schedule = folded(history)
    day = START if schedule is None else schedule.last_day + timedelta(days=days_later)
    candidate = candidates("f1", schedule, day, scattered(day, drawn, 0.85))[depth - 1]
    days = (candidate.after.due - day).days
    assert ("comes back tomorrow" if days == 1 else f"comes back in {days} days") in candidate.why.lower()
    assert candidate.why.count(".") == 1


@PROPERTY
@given(HISTORIES, st.integers(-5, 500), DEPTHS, SCATTERED, RETENTIONS)
def test_a_review_of_the_log_is_told_as_it_was_when_it_was_made(
    history: list[tuple[int, int]],
    days_later: int,
    depth: int,
    drawn: tuple[frozenset[int], frozenset[int], dict[int, float]],
    retention: float,
):
    before = folded(history)
    at = NOON if before is None else NOON + (before.last_day - START) + timedelta(days=days_later)
    by, today = scattered(at.date(), drawn, retention), at.date() + timedelta(days=1)
    made = candidates("f1", before, at.date(), by, today=today)[depth - 1]
    again = told(answered(1, "f1", at, depth, before, by), today)
    assert again == replace(made, retention=again.retention)
    assert (again.retention.value, again.retention.lifted) == (retention, False)
