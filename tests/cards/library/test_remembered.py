"""Readings that are remembered: the same object while nothing changes, and never what was."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cards.attempt import Ended, Ticks
from cards.library import Library
from cards.library.remembered import MOST
from cards.review import Move, Review
from cards.rounds import Shown
from tests.support.library_values import Values
from tests.support.replaying import replayed

DAY = timedelta(days=1)
TICKS = Ticks(dimensions={"m1": Shown.STRONG, "m2": Shown.WEAK})


def draft(library: Library, values: Values, day: int, **changed: object) -> Review:
    """A review of a new attempt as it must be."""
    take = values.begin(library)
    *_, review = replayed(
        [*library.reviews(), values.review(take.attempt, study_day=values.day + day * DAY, **changed)]
    )
    assert isinstance(review, Review)
    return review


@pytest.fixture
def rated(library: Library, values: Values):
    """A library with an answer of the first day and one of the third."""
    for day in (0, 2):
        library.add_review(draft(library, values, day), TICKS)
    return library


def readings(library: Library, since: date = date.min):
    return library.schedules(), library.answered(since), library.judged(since)


def read_anew(library: Library, since: date = date.min):
    """The readings as another opening finds them."""
    library._remembered._readings.clear()
    return readings(library, since)


CHANGES: dict[str, Callable[[Library, Values], object]] = {
    "undo": lambda library, _: library.undo_last_review(replayed),
    "depth": lambda library, _: library.change_depth([replace(library.reviews()[0], depth=1)], replayed),
    "days": lambda library, values: library.correct_days([values.day, values.day + DAY], replayed),
    "rules": lambda library, values: library.change_rules(
        {}, {}, [Move("F5.a", 0.7, lifted=False, shift=3)], values.moment, replayed
    ),
    "ticks": lambda library, _: library.save_ticks(1, Ticks(dimensions={"m1": Shown.WEAK})),
    "no ticks": lambda library, _: library.save_ticks(1, Ticks()),
    "rebuild": lambda library, _: library.rebuild(lambda log: [replace(each, depth=2) for each in replayed(log)]),
    "harm": lambda library, _: library._db.execute("UPDATE reviews SET depth = 1"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_what_is_there_is_read(rated: Library, values: Values, change: str):
    readings(rated)
    CHANGES[change](rated, values)
    found = readings(rated)
    assert found == read_anew(rated)


def test_what_was_purged_is_not_remembered(rated: Library, values: Values):
    before = rated.judged(date.min)
    rated.delete_attempts([1], values.moment)
    assert rated.judged(date.min) is before
    rated.purge(values.moment + DAY)
    assert sum(rated.judged(date.min).values()) == 2


@pytest.mark.parametrize("day", [1, 2, 9])
def test_a_rating_goes_to_the_end_of_what_was_read(rated: Library, values: Values, day: int):
    review = draft(rated, values, day, depth=1)
    for since in (date.min, values.day + 2 * DAY, values.day + 5 * DAY):
        readings(rated, since)
    rated.add_review(review, Ticks(dimensions={"m3": Shown.BETWEEN}))
    for since in (date.min, values.day + 2 * DAY, values.day + 5 * DAY):
        found = readings(rated, since)
        assert found == read_anew(rated, since)


def test_nothing_is_read_again_for_an_answer_that_waits_for_its_depth(rated: Library, values: Values):
    answered, judged = rated.answered(date.min), rated.judged(date.min)
    take = values.begin(rated)
    rated.end_take(take.id, 16_000, Ended.PERSON)
    rated.save_ticks(take.attempt, TICKS)
    rated.save_ticks(take.attempt, Ticks({"claim": True}, {"a": True}, {"m1": Shown.WEAK}))
    rated.set_setting("minutes", 30)
    assert rated.answered(date.min) is answered
    assert rated.judged(date.min) is judged


def test_a_rating_that_cannot_be_stored_changes_no_reading(rated: Library, values: Values):
    before = readings(rated)
    with pytest.raises(sqlite3.IntegrityError):
        rated.add_review(replace(draft(rated, values, 9), depth=5), TICKS)
    assert readings(rated) == before == read_anew(rated)


def test_what_is_returned_can_be_changed(rated: Library):
    rated.schedules().clear()
    assert list(rated.schedules()) == ["F5.a"]


def test_few_readings_are_remembered(rated: Library, values: Values):
    first = rated.answered(values.day)
    for day in range(1, MOST + 1):
        assert rated.answered(values.day + day * DAY) is rated.answered(values.day + day * DAY)
    assert rated.answered(values.day) is not first
    assert len(rated._remembered.all()) == MOST


def test_nothing_of_it_is_in_the_file(rated: Library, path: Path):
    assert rated._db.execute("SELECT count(*) FROM temp.sqlite_master WHERE type = 'trigger'").fetchone()[0] > 0
    rated.close()
    assert b"log_has_changed" not in path.read_bytes()
