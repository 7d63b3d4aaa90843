"""The diagnostic: stored beside its attempt, kept with every retake, no review and no memory."""

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cards.attempt import Ended
from cards.diagnostic import Diagnosed, Result
from cards.library import Library, LibraryDamaged
from tests.support.library_values import Values


@pytest.fixture
def answer(library: Library, values: Values):
    """Gives an answer that has no depth, and returns its attempt."""

    def answered() -> int:
        take = values.begin(library)
        library.end_take(take.id, 16_000, Ended.PERSON)
        return take.attempt

    return answered


def test_every_retake_is_kept_oldest_attempt_first(
    library: Library, reopened: Callable[[], Library], answer: Callable[[], int], values: Values
):
    first, second, again = answer(), answer(), answer()
    library.add_diagnosis(again, "Q1", Result.CAN, values.utc, date(2001, 1, 1))  # a clock that was wrong
    library.add_diagnosis(first, "Q1", Result.STUCK, values.moment, values.day)
    library.add_diagnosis(second, "Q2", Result.PARTLY, values.moment, values.day + timedelta(days=1))
    library = reopened()
    assert library.diagnosed() == (
        Diagnosed("Q1", Result.STUCK, values.day, first),
        Diagnosed("Q2", Result.PARTLY, values.day + timedelta(days=1), second),
        Diagnosed("Q1", Result.CAN, date(2001, 1, 1), again),
    )
    assert (library.reviews(), library.schedules()) == ((), {})
    assert library.check(tuple) == ()


def test_what_was_judged_waits_for_no_depth(library: Library, answer: Callable[[], int], values: Values):
    judged, waiting = answer(), answer()
    library.add_diagnosis(judged, "Q1", Result.CAN, values.moment, values.day)
    assert [each.id for each in library.unrated_attempts()] == [waiting]
    assert library.undo_diagnosis(judged) == Diagnosed("Q1", Result.CAN, values.day, judged)
    assert {each.id for each in library.unrated_attempts()} == {judged, waiting}
    assert library.diagnosed() == ()


def test_an_attempt_is_judged_once(library: Library, answer: Callable[[], int], values: Values):
    attempt = answer()
    library.add_diagnosis(attempt, "Q1", Result.CAN, values.moment, values.day)
    with pytest.raises(sqlite3.IntegrityError):
        library.add_diagnosis(attempt, "Q1", Result.STUCK, values.moment, values.day)
    assert [each.result for each in library.diagnosed()] == [Result.CAN]


def test_what_does_not_exist_is_refused(library: Library, answer: Callable[[], int], values: Values):
    with pytest.raises(sqlite3.IntegrityError):
        library.add_diagnosis(99, "Q1", Result.CAN, values.moment, values.day)
    with pytest.raises(KeyError):
        library.undo_diagnosis(answer())


def test_it_counts_whatever_becomes_of_its_attempt(library: Library, answer: Callable[[], int], values: Values):
    attempt = answer()
    library.add_diagnosis(attempt, "Q1", Result.CAN, values.moment, values.day)
    before = library.diagnosed()
    library.delete_attempts([attempt], values.moment)
    assert library.diagnosed() == before
    library.purge(values.moment + timedelta(days=1))
    assert (library.diagnosed(), library.check(tuple)) == (before, ())


@pytest.mark.parametrize("column", ["study_day", "at_utc"])
def test_one_that_nothing_here_wrote_is_damage(
    library: Library, answer: Callable[[], int], values: Values, column: str
):
    attempt = answer()
    library.add_diagnosis(attempt, "Q1", Result.CAN, values.moment, values.day)
    library._db.execute(f"UPDATE diagnostics SET {column} = 'someday'")  # noqa: S608 - from above
    with pytest.raises(LibraryDamaged, match=f"the diagnosis of attempt {attempt}"):
        library.diagnosed()
    (finding,) = library.check(tuple)
    assert finding.what == f"The diagnosis of attempt {attempt} cannot be read."
