"""Our formulas beside py-fsrs and beside what the authors of FSRS published."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler, State
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.review import Memory
from scheduler import curve

PROPERTY = settings(deadline=None)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
RATINGS = st.integers(1, 4)
MEMORIES = st.builds(Memory, st.floats(0.001, 36_500), st.floats(1, 10))
RETENTIONS = st.floats(0.70, 0.95)


def peer(retention: float = 0.9) -> Scheduler:
    return Scheduler(
        desired_retention=retention, learning_steps=(), relearning_steps=(), maximum_interval=3650, enable_fuzzing=False
    )


def card(memory: Memory) -> Card:
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=NOON,
        last_review=NOON,
    )


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
def test_a_first_answer_is_that_of_py_fsrs(rating: int):
    theirs, _ = peer().review_card(Card(card_id=1), Rating(rating), NOON)
    assert curve.first(rating) == Memory(theirs.stability, theirs.difficulty)


@PROPERTY
@given(MEMORIES, RATINGS, st.integers(1, 4000))
def test_a_later_answer_is_that_of_py_fsrs_to_the_last_bit(memory: Memory, rating: int, days: int):
    theirs, _ = peer().review_card(card(memory), Rating(rating), NOON + timedelta(days=days))
    assert curve.reviewed(memory, rating, days) == Memory(theirs.stability, theirs.difficulty)


@PROPERTY
@given(MEMORIES, st.integers(0, 4000))
def test_the_chance_is_that_of_py_fsrs(memory: Memory, days: int):
    theirs = peer().get_card_retrievability(card(memory), NOON + timedelta(days=days))
    assert curve.retrievability(memory.stability, days) == pytest.approx(theirs, rel=1e-12)


@PROPERTY
@given(MEMORIES, RATINGS, st.integers(1, 400), RETENTIONS)
def test_the_wait_is_that_of_py_fsrs(memory: Memory, rating: int, days: int, retention: float):
    at = NOON + timedelta(days=days)
    theirs, _ = peer(retention).review_card(card(memory), Rating(rating), at)
    waits = curve.days_until(curve.reviewed(memory, rating, days).stability, retention)
    assert min(max(round(waits), 1), 3650) == (theirs.due - at).days


@PROPERTY
@given(st.floats(0.001, 36_500), RETENTIONS)
def test_the_wait_ends_where_the_chance_has_fallen_to_the_retention(stability: float, retention: float):
    days = curve.days_until(stability, retention)
    assert curve.retrievability(stability, days) == pytest.approx(retention)


def test_intervals_are_those_that_fsrs_rs_publishes():
    """In the tests of src/inference.rs there: stability 1, desired retentions from 0.1 to 1.0."""
    waits = [max(1, round(curve.days_until(1.0, tenths / 10))) for tenths in range(1, 11)]
    assert waits[1:] == [34793, 2508, 387, 90, 27, 9, 3, 1, 1]
    # fsrs-rs computes with 32 bits, which carry seven digits.
    assert waits[0] == pytest.approx(3_116_766, rel=1e-6)
