"""From a chosen depth to the next date, in a real library."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.library import Library
from cards.review import Schedule
from desktop.rating import Rated, last_rating
from desktop.rules_change import RulesChange
from scheduler.memory import replayed
from scheduler.rules import Rules
from tests.support.desk import EVENING, Desk, rated


def undo(library: Library) -> Rated | None:
    last = last_rating(library)
    if last is not None:
        last.take_back(library)
    return last


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_the_candidate_is_what_is_stored(desk: Desk, depth: int):
    chosen = rated(desk.real, depth)
    (review,) = desk.real.reviews()
    assert (review.depth, review.rating, review.suggested_depth) == (depth, depth, 2)
    assert (review.before, review.after) == (None, chosen.after)
    assert desk.real.schedules() == {"F1.a": chosen.after}
    assert desk.real.history()[0].ticks.key_points == {"Claim 1": True}
    if depth <= 2:
        assert chosen.after.due <= EVENING.date() + timedelta(days=3)


def test_only_the_first_answer_of_a_day_moves_the_date(desk: Desk):
    first = rated(desk.real, 3)
    second = rated(desk.real, 1, EVENING + timedelta(hours=9))  # three in the morning: the same study day
    assert not second.affects_memory
    assert second.after == first.after
    assert [review.affects_memory for review in desk.real.reviews()] == [True, False]
    third = rated(desk.real, 1, EVENING + timedelta(hours=10))
    assert third.affects_memory


def test_a_rating_is_not_taken_back_in_the_place_of_another(desk: Desk):
    rated(desk.real, 3)
    first = last_rating(desk.real)
    rated(desk.real, 2, EVENING + timedelta(days=4))
    before, schedules = desk.real.reviews(), desk.real.schedules()
    assert first is not None
    with pytest.raises(KeyError):
        first.take_back(desk.real)
    assert (desk.real.reviews(), desk.real.schedules()) == (before, schedules)


def test_undo_puts_the_prompt_where_it_stood(desk: Desk):
    assert undo(desk.real) is None
    stood: list[Schedule | None] = [None]
    for days in range(0, 12, 4):
        stood.append(rated(desk.real, 2, EVENING + timedelta(days=days)).after)
    for before in reversed(stood[:-1]):
        assert undo(desk.real) is not None
        assert desk.real.schedules().get("F1.a") == before
    assert undo(desk.real) is None


def test_the_same_review_can_be_stored_again(desk: Desk):
    rated(desk.real, 2)
    chosen = rated(desk.real, 4, EVENING + timedelta(days=3))
    before = desk.real.reviews(), desk.real.schedules()
    last = undo(desk.real)
    assert last is not None
    assert last.candidate(EVENING.date() + timedelta(days=3)) == chosen
    last.again(desk.real)
    assert (desk.real.reviews(), desk.real.schedules()) == before
    assert desk.real.history()[0].ticks == last.ticks
    assert desk.real.check(replayed) == ()


answers = st.lists(
    st.tuples(st.sampled_from(["F1.a", "S1.a"]), st.integers(1, 4), st.integers(0, 100), st.booleans()), max_size=12
)


@given(answers)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_rated_and_taken_back_the_log_replays_to_what_is_stored(desk: Desk, rows: list):
    at = EVENING
    for prompt, depth, hours, back in rows:
        at += timedelta(hours=hours)
        rated(desk.real, depth, at, prompt)
        if back:
            undo(desk.real)
    assert desk.real.check(replayed) == ()
    while undo(desk.real):
        pass
    assert desk.real.schedules() == {}


def test_a_rating_whose_date_was_moved_since_is_not_taken_back_by_a_later_run(desk: Desk):
    """The move would be lost, and with it what the person set."""
    rated(desk.real, 4)
    assert last_rating(desk.real) is not None
    due = desk.real.schedules()["F1.a"].due
    change = RulesChange(Rules(days_off=frozenset({due})), desk.prompts, lambda: EVENING)
    assert change.redo(desk.real).moved == 1
    assert last_rating(desk.real) is None
    rated(desk.real, 3, EVENING + timedelta(hours=1))  # a second answer of the day moves nothing and can be taken back
    stood = desk.real.schedules()
    assert undo(desk.real) is not None
    assert desk.real.schedules() == stood
    assert desk.real.schedules()["F1.a"].due != due
    assert desk.real.check(replayed) == ()
    change.undo(desk.real)
    assert last_rating(desk.real) is not None
