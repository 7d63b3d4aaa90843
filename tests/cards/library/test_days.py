"""Which day counts for a review, where a clock was wrong."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cards.library import Library
from cards.review import Review
from tests.support.library_values import Values
from tests.support.replaying import replayed

Rate = Callable[[date], Review]
FIRST = date(2026, 11, 21)
AHEAD = date(2031, 1, 1)


@pytest.fixture
def rate(library: Library, values: Values):
    """Gives an answer on a day, and rates it."""

    def rated(day: date) -> Review:
        draft = values.review(values.begin(library).attempt, study_day=day)
        *_, review = replayed([*library.reviews(), draft])
        assert isinstance(review, Review)
        library.add_review(review)
        return review

    return rated


def counted(library: Library):
    return [review.counted_day for review in library.reviews()]


def test_a_clock_that_ran_ahead_is_corrected_and_the_date_follows(
    library: Library, reopened: Callable[[], Library], rate: Rate
):
    for day in (FIRST, AHEAD, FIRST + timedelta(days=9)):
        rate(day)
    assert [review.affects_memory for review in library.reviews()] == [True, True, False]
    assert library.latest_day() == AHEAD
    right = [FIRST, FIRST + timedelta(days=8), FIRST + timedelta(days=9)]
    assert library.correct_days(right, replayed) == 1
    again = reopened()
    assert counted(again) == [None, right[1], None]
    assert [review.affects_memory for review in again.reviews()] == [True, True, True]
    assert again.review_days() == (FIRST, AHEAD, right[2])  # what the clock said stays
    assert again.latest_day() == right[2] == again.schedules()["F5.a"].last_day
    assert again.any_day_corrected()
    assert again.check(replayed) == ()


def test_a_correction_is_taken_back_with_what_followed(library: Library, rate: Rate):
    rate(FIRST)
    rate(AHEAD)
    before = library.reviews(), library.schedules()
    library.correct_days([FIRST, FIRST], replayed)
    assert library.reviews() != before[0]
    assert library.correct_days(library.review_days(), replayed) == 1
    assert (library.reviews(), library.schedules()) == before
    assert not library.any_day_corrected()


def test_days_that_are_right_already_change_nothing(library: Library, rate: Rate):
    rate(FIRST)
    changes = library._db.conn.total_changes
    assert library.correct_days([FIRST], replayed) == 0
    assert library._db.conn.total_changes == changes


@pytest.mark.parametrize("days", [[], [FIRST] * 3])
def test_there_is_a_day_for_each_review(library: Library, rate: Rate, days: list[date]):
    rate(FIRST)
    rate(AHEAD)
    with pytest.raises(ValueError, match="zip"):
        library.correct_days(days, replayed)
    assert counted(library) == [None, None]


def test_days_that_cannot_be_replayed_are_not_stored(library: Library, rate: Rate):
    def refuse(log: object):
        raise ArithmeticError("no curve")

    rate(FIRST)
    with pytest.raises(ArithmeticError):
        library.correct_days([AHEAD], refuse)
    assert counted(library) == [None]


def test_days_are_in_the_order_of_the_answers_not_of_the_depths(library: Library, values: Values):
    """An answer may get its depth days after the one that came after it."""
    earlier, later = values.begin(library), values.begin(library)
    for take, day in ((later, FIRST + timedelta(days=3)), (earlier, FIRST)):
        *_, review = replayed([*library.reviews(), values.review(take.attempt, study_day=day)])
        assert isinstance(review, Review)
        library.add_review(review)
    assert library.review_days() == (FIRST, FIRST + timedelta(days=3))
    assert library.correct_days([FIRST, FIRST + timedelta(days=2)], replayed) == 1
    assert counted(library) == [FIRST + timedelta(days=2), None]
