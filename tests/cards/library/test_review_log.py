"""The log: what is taken back or changed in it, and the dates that follow."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cards.attempt import Ticks
from cards.library import RULES, Library
from cards.review import Move, Review, Standing
from tests.support.library_values import Values
from tests.support.replaying import dues, replayed, standing_after

Rate = Callable[..., Review]
BEFORE, AFTER = {"retention": 0.85}, {"retention": 0.9}


@pytest.fixture
def rate(library: Library, values: Values):
    """Gives an answer on a day counted from the first, and rates it as the app does."""
    library.sync_prompts([values.prompt(name) for name in ("F5.a", "S1.a", "B1.a")], complete=True)

    def rated(prompt: str = "F5.a", day: int = 0, depth: int = 3, **changed: Any) -> Review:  # noqa: ANN401
        take = values.begin(library, prompt)
        draft = values.review(take.attempt, prompt, study_day=values.day + timedelta(days=day), depth=depth, **changed)
        log = [each for each in library.reviews() if each.prompt == prompt]
        *_, review = replayed([*log, draft])
        assert isinstance(review, Review)
        library.add_review(review)
        return review

    return rated


@pytest.fixture
def state(library: Library):
    """All that the library says about the log, as it is on the disk."""

    def found() -> tuple[object, ...]:
        tables = ("reviews", "moves", "rule_changes", "schedules", "settings")
        return tuple(library._db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables)  # noqa: S608

    return found


def refuse(log: object):
    raise ArithmeticError("no curve")


def entries_of(library: Library, prompt: str, *moves: Move):
    return [*(each for each in library.reviews() if each.prompt == prompt), *moves]


def test_a_review_keeps_what_its_date_was_made_with(library: Library, reopened: Callable[[], Library], rate: Rate):
    review = rate(counted_day=date(2026, 12, 24), lifted=True, shift=-2, desired_retention=0.92)
    again = reopened()
    assert again.reviews() == (review,)
    assert again.last_review() == review
    assert again.attempt(review.attempt).review == review
    assert again.schedule("F5.a") == again.schedules()["F5.a"] == review.after
    assert again.standings() == {"F5.a": Standing(review.after, 3, 0.92, True, -2)}


def test_an_empty_log(library: Library):
    assert (library.last_review(), library.count_reviews(), library.schedule("F5.a")) == (None, 0, None)
    assert (library.standings(), library.latest_day(), library.review_days()) == ({}, None, ())
    assert library.undo_last_review(replayed) is None


def test_undo_leaves_what_was_before(library: Library, rate: Rate, state: Callable[[], object]):
    rate()
    rate("S1.a", day=1)
    before = state()
    review = rate(day=3, depth=1)
    assert library.undo_last_review(replayed) == review
    assert state() == before
    assert library.check(replayed) == ()


def test_undo_of_another_attempt_than_the_last_is_refused(library: Library, rate: Rate, state: Callable[[], object]):
    first = rate()
    rate("S1.a")
    before = state()
    with pytest.raises(KeyError):
        library.undo_last_review(replayed, first.attempt)
    assert state() == before


def test_an_undo_that_cannot_be_replayed_has_undone_nothing(library: Library, rate: Rate, state: Callable[[], object]):
    rate()
    rate(day=3)
    before = state()
    with pytest.raises(ArithmeticError):
        library.undo_last_review(refuse)
    assert state() == before


def test_the_second_answer_of_a_day_leaves_the_date_alone(library: Library, rate: Rate):
    first = rate(shift=2)
    again = rate(depth=1, shift=5, desired_retention=0.7)
    assert not again.affects_memory
    assert library.standings() == {"F5.a": Standing(first.after, 3, 0.9, False, 2)}


def test_another_depth_moves_what_came_after_it(library: Library, rate: Rate):
    first, second = rate(), rate(day=30)
    other = rate("S1.a")
    former = library.change_depth([replace(first, depth=1, suggested_depth=4, shift=1, lifted=True)], replayed)
    assert [each.review for each in former] == [first]
    changed, later, untouched = library.reviews()
    assert (changed.depth, changed.rating, changed.suggested_depth, changed.shift, changed.lifted) == (1, 1, 4, 1, True)
    assert later.before == changed.after != first.after
    assert later.after.memory != second.after.memory
    assert untouched == other
    assert library.schedules() == {"F5.a": later.after, "S1.a": other.after}
    assert library.check(replayed) == ()


def test_another_depth_leaves_place_and_days(library: Library, rate: Rate, values: Values):
    review = rate(counted_day=date(2026, 11, 22))
    moved = replace(review, prompt="S1.a", study_day=date(2000, 1, 1), counted_day=None, affects_memory=False, depth=4)
    library.change_depth([replace(moved, at=values.utc)], replayed)
    (changed,) = library.reviews()
    assert (changed.prompt, changed.study_day, changed.counted_day) == ("F5.a", values.day, date(2026, 11, 22))
    assert (changed.depth, changed.affects_memory, changed.at) == (4, True, values.utc)


def test_another_depth_is_undone_with_the_moves_it_took_along(
    library: Library, rate: Rate, state: Callable[[], tuple[object, ...]], values: Values
):
    review = rate()
    for shift in (4, 2):
        library.change_rules(BEFORE, AFTER, [Move("F5.a", 0.8, lifted=True, shift=shift)], values.moment, replayed)
    before, stands = state(), library.standings()
    former = library.change_depth([replace(review, depth=1)], replayed)
    assert library.schedules()["F5.a"].due == values.day + timedelta(days=12)  # without the moves of the former date
    library.undo_change_depth(former, replayed)
    assert library.standings() == stands
    reviews, moves, *rest = state()
    assert [row[1:] for row in moves] == [row[1:] for row in before[1]]
    assert (reviews, *rest) == (before[0], *before[2:])


def test_a_move_that_comes_back_is_still_an_earlier_one(library: Library, rate: Rate, values: Values):
    first = rate()
    library.change_rules(BEFORE, AFTER, [Move("F5.a", 0.8, lifted=True, shift=4)], values.moment, replayed)
    rate(depth=1)  # the second of its day
    library.change_rules(BEFORE, AFTER, [Move("F5.a", 0.7, lifted=False, shift=2)], values.moment, replayed)
    before = library.standings()
    library.undo_change_depth(library.change_depth([replace(first, depth=1)], replayed), replayed)
    assert library.standings() == before


def test_an_attempt_without_a_review_has_no_depth_to_change(library: Library, rate: Rate, values: Values):
    review = rate()
    take = values.begin(library)
    with pytest.raises(KeyError):
        library.change_depth([replace(review, attempt=take.attempt)], replayed)
    former = library.change_depth([replace(review, depth=4)], replayed)
    library.undo_last_review(replayed)
    with pytest.raises(KeyError):
        library.undo_change_depth(former, replayed)


@pytest.mark.parametrize("depth", [0, 5])
def test_a_depth_that_cannot_be_stored_changes_nothing(
    library: Library, rate: Rate, state: Callable[[], object], depth: int
):
    review = rate()
    before = state()
    with pytest.raises(sqlite3.IntegrityError):
        library.change_depth([replace(review, depth=depth)], replayed)
    assert state() == before


def test_a_change_of_the_rules_moves_dates_and_touches_no_memory(
    library: Library, reopened: Callable[[], Library], rate: Rate, values: Values
):
    first, second = rate(), rate("S1.a", day=1)
    move = Move("F5.a", 0.8, lifted=True, shift=-1)
    library.change_rules(BEFORE, AFTER, [move], values.moment, replayed)
    again = reopened()
    expected = standing_after([first, move])
    assert expected is not None
    assert expected.schedule.due != first.after.due
    assert again.standings() == {"F5.a": expected, "S1.a": Standing(second.after, 3, 0.9, False, 0)}
    assert again.schedules() == {"F5.a": expected.schedule, "S1.a": second.after}
    assert again.reviews() == (first, second)
    assert again.setting(RULES) == AFTER
    assert again.check(replayed) == ()


def test_a_review_after_a_move_begins_where_the_move_left_it(library: Library, rate: Rate, values: Values):
    first = rate()
    move = Move("F5.a", 0.8, lifted=False, shift=3)
    library.change_rules(BEFORE, AFTER, [move], values.moment, replayed)
    take = values.begin(library)
    draft = values.review(take.attempt, study_day=values.day + timedelta(days=40), depth=2)
    *_, review = replayed([first, move, draft])
    assert isinstance(review, Review)
    library.add_review(review)
    assert review.before == replace(first.after, due=values.day + timedelta(days=6 + 20 + 3))
    assert library.standings() == {"F5.a": Standing(review.after, 2, 0.9, False, 0)}
    assert library.check(replayed) == ()
    library.undo_last_review(replayed)
    assert library.standings() == {"F5.a": standing_after([first, move])}


def test_a_move_counts_after_the_second_answer_of_a_day(library: Library, rate: Rate, values: Values):
    first, again = rate(), rate(depth=1)
    move = Move("F5.a", 0.8, lifted=True, shift=0)
    library.change_rules(BEFORE, AFTER, [move], values.moment, replayed)
    assert library.standings() == {"F5.a": standing_after([first, again, move])}


def test_a_change_of_the_rules_is_undone_as_a_whole(
    library: Library, rate: Rate, state: Callable[[], object], values: Values
):
    rate()
    rate("S1.a")
    library.set_setting(RULES, BEFORE)
    before = state()
    moves = [Move(prompt, 0.7, lifted=False, shift=2) for prompt in ("F5.a", "S1.a")]
    change = library.change_rules(BEFORE, AFTER, moves, values.moment, replayed)
    assert state() != before
    library.undo_rules(change, replayed)
    assert state() == before
    assert library.change_rules(BEFORE, AFTER, moves, values.moment, replayed) == change
    assert library.check(replayed) == ()


def test_only_the_last_change_of_the_rules_can_be_taken_back(
    library: Library, rate: Rate, state: Callable[[], object], values: Values
):
    rate()
    first = library.change_rules(BEFORE, AFTER, [], values.moment, replayed)
    last = library.change_rules(AFTER, BEFORE, [Move("F5.a", 0.7, False, 1)], values.moment, replayed)
    before = state()
    for change in (first, last + 1):
        with pytest.raises(KeyError):
            library.undo_rules(change, replayed)
    assert state() == before
    library.undo_rules(last, replayed)
    library.undo_rules(first, replayed)
    assert library.setting(RULES) == BEFORE


def test_a_review_that_is_undone_takes_the_moves_of_its_date_along(library: Library, rate: Rate, values: Values):
    first, _ = rate(), rate(day=5)
    change = library.change_rules(BEFORE, AFTER, [Move("F5.a", 0.7, False, 1)], values.moment, replayed)
    library.undo_last_review(replayed)
    assert library.schedules() == {"F5.a": first.after}
    assert library.check(replayed) == ()
    library.undo_rules(change, replayed)
    assert library.schedules() == {"F5.a": first.after}


@pytest.mark.parametrize(
    "moves",
    [
        [Move("B1.a", 0.8, lifted=False, shift=0)],
        [Move("F5.a", 0.8, lifted=False, shift=0), Move("F5.a", 0.9, lifted=False, shift=0)],
    ],
)
def test_moves_that_cannot_be_stored_change_nothing(
    library: Library, rate: Rate, state: Callable[[], object], values: Values, moves: list[Move]
):
    rate()
    before = state()
    with pytest.raises(sqlite3.IntegrityError):
        library.change_rules(BEFORE, AFTER, moves, values.moment, replayed)
    assert state() == before


@pytest.mark.parametrize("action", ["change_rules", "undo_rules", "change_depth"])
def test_what_cannot_be_replayed_changes_nothing(
    library: Library, rate: Rate, state: Callable[[], object], values: Values, action: str
):
    review = rate()
    moves = [Move("F5.a", 0.8, lifted=False, shift=1)]
    change = library.change_rules(BEFORE, AFTER, moves, values.moment, replayed)
    before = state()
    with pytest.raises(ArithmeticError):
        match action:
            case "change_rules":
                library.change_rules(AFTER, BEFORE, moves, values.moment, refuse)
            case "undo_rules":
                library.undo_rules(change, refuse)
            case _:
                library.change_depth([replace(review, depth=1)], refuse)
    assert state() == before


def test_many_prompts_move_at_once(library: Library, path: Path, values: Values):
    names = [f"P{number}.a" for number in range(250)]
    library.sync_prompts([values.prompt(name) for name in names], complete=True)
    for name in names:
        (review,) = replayed([values.review(values.begin(library, name).attempt, name)])
        assert isinstance(review, Review)
        library.add_review(review, Ticks())
    before = dues(library.schedules())
    moves = [Move(name, 0.8, lifted=False, shift=1) for name in names]
    change = library.change_rules(BEFORE, AFTER, moves, values.moment, replayed)
    assert {due - before[name] for name, due in dues(library.schedules()).items()} == {timedelta(days=11)}
    assert library.check(replayed) == ()
    library.undo_rules(change, replayed)
    assert dues(library.schedules()) == before
