"""A clock that is wrong: nothing that was said or rated changes, and the dates are right again once the clock is."""

from datetime import date, datetime, timedelta

import pytest

from cards.attempt import Ticks
from cards.library import Library
from cards.review import Review
from desktop.agenda import agenda
from desktop.calendar import settle_all, settled_day
from desktop.rating import last_rating, rate
from scheduler.days import study_day, trusted
from scheduler.memory import candidates, replayed
from tests.support.desk import EVENING, USUAL, Desk, rated

TODAY = study_day(EVENING)
AHEAD = EVENING + timedelta(days=365 * 70)
BEHIND = EVENING - timedelta(days=365 * 50)


def said(library: Library) -> list[tuple[str, int, datetime, date]]:
    return [(each.prompt, each.depth, each.at, each.study_day) for each in library.reviews()]


def last_days(library: Library) -> dict[str, date]:
    return {prompt: schedule.last_day for prompt, schedule in library.schedules().items()}


def test_with_a_right_clock_nothing_is_touched(desk: Desk):
    assert settled_day(desk.real, TODAY) == TODAY
    rated(desk.real, 3)
    assert settled_day(desk.real, TODAY) == TODAY
    assert settled_day(desk.real, TODAY + timedelta(days=400)) == TODAY + timedelta(days=400)
    assert desk.real.reviews()[0].counted_day is None


def test_a_flight_west_is_no_wrong_clock(desk: Desk):
    rated(desk.real, 3)
    assert settled_day(desk.real, TODAY - timedelta(days=1)) == TODAY - timedelta(days=1)
    assert desk.real.reviews()[0].counted_day is None


def test_answers_of_a_clock_that_ran_ahead_are_dated_anew(desk: Desk):
    rated(desk.real, 3, EVENING - timedelta(days=4), "S1.a")
    rated(desk.real, 3, AHEAD)
    before = said(desk.real)
    assert settled_day(desk.real, TODAY) == TODAY
    assert said(desk.real) == before
    assert last_days(desk.real) == {"F1.a": TODAY - timedelta(days=4), "S1.a": TODAY - timedelta(days=4)}
    assert max(schedule.due for schedule in desk.real.schedules().values()) < TODAY + timedelta(days=30)
    assert desk.real.check(replayed) == ()


def test_a_clock_that_was_set_back_goes_on_from_the_last_day_that_is_trusted(desk: Desk):
    for days in (8, 4):
        rated(desk.real, 3, EVENING - timedelta(days=days))
    latest = study_day(EVENING - timedelta(days=4))
    assert settled_day(desk.real, study_day(BEHIND)) == latest
    assert agenda(desk.real, desk.prompts, study_day(BEHIND)).day == latest
    rated(desk.real, 2, BEHIND, "S1.a")
    assert last_days(desk.real) == {"F1.a": latest, "S1.a": latest}
    assert desk.real.check(replayed) == ()
    assert settled_day(desk.real, TODAY) == TODAY


def test_what_is_said_of_a_date_by_a_clock_that_was_set_back_counts_from_the_day_that_is_trusted(desk: Desk):
    for days in (8, 4):
        rated(desk.real, 3, EVENING - timedelta(days=days))
    done = rated(desk.real, 2, BEHIND, "S1.a")
    days = (done.after.due - study_day(EVENING - timedelta(days=4))).days
    assert done.why.startswith("Comes back tomorrow" if days == 1 else f"Comes back in {days} days")
    again = rated(desk.real, 4, BEHIND + timedelta(hours=1), "S1.a")
    assert again.why.startswith("Still comes back tomorrow" if days == 1 else f"Still comes back in {days} days")


def test_an_answer_that_is_rated_days_later_is_of_its_own_day(desk: Desk):
    earlier = EVENING - timedelta(days=5)
    take = desk.real.begin_answer("S1.a", "one", earlier, study_day(earlier), "", "a.wav")
    rated(desk.real, 3)
    rate(desk.real, take.attempt, "S1.a", 3, terms=USUAL, suggested=None, ticks=Ticks(), at=EVENING)
    assert last_days(desk.real) == {"F1.a": TODAY, "S1.a": study_day(earlier)}
    assert all(each.counted_day is None for each in desk.real.reviews())


@pytest.mark.parametrize("wrong", [AHEAD, BEHIND])
def test_what_a_wrong_clock_dated_can_be_taken_back(desk: Desk, wrong: datetime):
    rated(desk.real, 3, EVENING - timedelta(days=4))
    before = desk.real.schedules()
    rated(desk.real, 2, wrong, "S1.a")
    last = last_rating(desk.real)
    assert last is not None
    last.take_back(desk.real)
    assert desk.real.schedules() == before
    last.again(desk.real)
    assert settled_day(desk.real, TODAY) == TODAY
    assert desk.real.check(replayed) == ()


def test_a_rating_that_comes_back_is_dated_as_when_it_was_given(desk: Desk):
    rated(desk.real, 3, EVENING - timedelta(days=4))
    rated(desk.real, 2, BEHIND, "S1.a")
    stood = desk.real.schedules()
    last = last_rating(desk.real)
    assert last is not None
    last.take_back(desk.real)
    last.again(desk.real)
    assert desk.real.schedules() == stood
    assert desk.real.check(replayed) == ()


def test_a_program_that_ends_between_an_answer_and_its_right_day_settles_it_at_the_next_start(desk: Desk):
    for days in (8, 4):
        rated(desk.real, 3, EVENING - timedelta(days=days))
    settle_all(desk.real)
    assert all(each.counted_day is None for each in desk.real.reviews())
    take = desk.real.begin_answer("S1.a", "one", BEHIND, study_day(BEHIND), "", "b.wav")
    chosen = candidates("S1.a", None, study_day(BEHIND), USUAL)[1]
    desk.real.add_review(
        Review(
            attempt=take.attempt,
            prompt="S1.a",
            at=BEHIND,
            study_day=study_day(BEHIND),
            suggested_depth=None,
            depth=2,
            rating=2,
            affects_memory=True,
            before=None,
            after=chosen.after,
            desired_retention=chosen.retention.value,
            shift=chosen.shift,
        )
    )
    assert settled_day(desk.real, TODAY) == TODAY  # the clock is right again: nothing tells
    settle_all(desk.real)
    assert last_days(desk.real)["S1.a"] == study_day(EVENING - timedelta(days=4))
    assert desk.real.check(replayed) == ()


def test_the_whole_log_is_settled_again_only_once_something_was_logged(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    read, days = [], Library.review_days
    monkeypatch.setattr(Library, "review_days", lambda library: read.append(library) or days(library))

    def settles(day: date) -> int:
        """How often the log is read whole for ``day``, which is then settled as if that were done every time."""
        read.clear()
        found, times = settled_day(desk.real, day), len(read)
        *counted, today = trusted([*days(desk.real), day])
        answers = sorted(desk.real.reviews(), key=lambda review: review.attempt)
        assert (today, counted) == (found, [each.counted_day or each.study_day for each in answers])
        return times

    rated(desk.real, 3, EVENING - timedelta(days=4), "S1.a")
    rated(desk.real, 3, AHEAD)
    tomorrow = TODAY + timedelta(days=1)
    assert [settles(day) for day in (TODAY, TODAY, tomorrow, TODAY, tomorrow)] == [1, 0, 1, 0, 0]
    desk.real.write_answer("F1.a", "one", EVENING, TODAY, "", "Said, and not rated.")
    assert [settles(day) for day in (TODAY, tomorrow)] == [0, 0]
    rated(desk.real, 2, EVENING)
    assert [settles(day) for day in (TODAY, TODAY, study_day(AHEAD), TODAY)] == [1, 0, 1, 0]
    last = last_rating(desk.real)
    assert last is not None
    last.take_back(desk.real)
    assert [settles(day) for day in (TODAY, TODAY)] == [1, 0]
    last.again(desk.real)
    assert [settles(day) for day in (TODAY, TODAY)] == [1, 0]
    assert desk.real.check(replayed) == ()
