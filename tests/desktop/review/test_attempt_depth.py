"""A depth that is changed long after: what is stored, what becomes of the date, and the way back."""

from datetime import date, timedelta

import pytest

from cards.attempt import Ticks
from cards.library import LibraryFull
from desktop.rating import rate
from desktop.review.attempt_depth import DateChange, said
from desktop.rules_change import RulesChange
from scheduler.memory import longest_wait, replayed
from scheduler.rules import Rules, as_json
from tests.support.attempt_desk import AttemptDesk
from tests.support.desk import EVENING, USUAL, Desk, rated

TODAY = date(2026, 11, 21)


@pytest.fixture
def review(desk: Desk) -> AttemptDesk:
    return AttemptDesk(desk)


def answered(review: AttemptDesk, depth: int, days_ago: int = 0) -> int:
    """An answer that was given and rated so many days ago; returns the attempt."""
    review.desk.clock.at -= timedelta(days=days_ago)
    attempt = review.answer()
    at = review.desk.clock()
    rate(review.desk.real, attempt, "F1.a", depth, terms=USUAL, suggested=depth, ticks=Ticks(), at=at)
    review.desk.clock.at += timedelta(days=days_ago)
    return attempt


def change(review: AttemptDesk, attempt: int, depth: int) -> None:
    review.presenter.open_attempt(attempt)
    review.presenter.depth.change(depth)


def depths(review: AttemptDesk) -> list[int]:
    return [each.depth for each in review.desk.real.reviews()]


def due(review: AttemptDesk) -> date:
    return review.desk.real.schedules()["F1.a"].due


def notice(review: AttemptDesk) -> str:
    return review.desk.notices.get("depth", "")


def elsewhere(review: AttemptDesk) -> str:
    return review.desk.notices.get("step", "")


def test_another_depth_is_replayed_into_the_date(review: AttemptDesk):
    attempt = answered(review, 1)
    assert due(review) == TODAY + timedelta(days=1)
    change(review, attempt, 3)
    (stored,) = review.desk.real.reviews()
    assert (stored.depth, stored.rating, stored.suggested_depth) == (3, 3, 1)
    assert due(review) == stored.after.due > TODAY + timedelta(days=1)
    assert review.desk.real.check(replayed) == ()
    assert review.screen.model is not None
    assert review.screen.model.facts.endswith("depth 3, decided under the constraint")
    assert notice(review).startswith("Depth 3 now: it comes back on ")
    assert notice(review).endswith(" instead of Sunday, 22 November.")


def test_an_early_answer_moves_the_date_of_all_that_came_after(review: AttemptDesk):
    first = answered(review, 4, days_ago=20)
    answered(review, 3, days_ago=10)
    before = due(review)
    change(review, first, 1)
    assert depths(review) == [1, 3]
    assert due(review) < before
    assert review.desk.real.check(replayed) == ()


def test_one_step_takes_it_back_and_does_it_again(review: AttemptDesk):
    attempt = answered(review, 2)
    log, schedules = review.desk.real.reviews(), review.desk.real.schedules()
    change(review, attempt, 4)
    changed = (review.desk.real.reviews(), review.desk.real.schedules())
    assert review.history.undo_name == "change of depth"
    review.history.undo()
    assert (review.desk.real.reviews(), review.desk.real.schedules()) == (log, schedules)
    assert notice(review).startswith("Depth 2 now: it comes back on ")
    assert review.screen.model is not None
    assert review.screen.model.depth == 2
    review.history.redo()
    assert (review.desk.real.reviews(), review.desk.real.schedules()) == changed
    assert review.screen.model.depth == 4


def test_the_new_date_keeps_the_days_off(review: AttemptDesk):
    attempt = answered(review, 3)
    free = frozenset(TODAY + timedelta(days=days) for days in range(1, 6))
    review.desk.real.set_setting("rules", as_json(Rules(days_off=free)))
    change(review, attempt, 1)
    assert due(review) == TODAY + timedelta(days=6)
    assert review.desk.real.check(replayed) == ()


def test_a_shallow_depth_comes_back_within_three_days(review: AttemptDesk):
    for days in (60, 40, 20):
        answered(review, 4, days_ago=days)
    attempt = answered(review, 4)
    assert due(review) > TODAY + timedelta(days=30)
    change(review, attempt, 2)
    assert TODAY < due(review) <= TODAY + timedelta(days=3)


def test_an_answer_that_moved_no_date_moves_none_now(review: AttemptDesk):
    answered(review, 3)
    second = answered(review, 2)
    before = due(review)
    change(review, second, 4)
    assert depths(review) == [3, 4]
    assert due(review) == before
    assert notice(review).startswith("Depth 4 now: it comes back on ")
    assert notice(review).endswith(", as before: only the first answer of a day moves the date.")


def test_the_depth_it_has_is_no_change(review: AttemptDesk):
    attempt = answered(review, 2)
    change(review, attempt, 2)
    assert not review.history.undo_name
    assert not notice(review)


def test_what_is_not_rated_or_lies_in_the_trash_is_not_changed(review: AttemptDesk):
    unrated = review.answer()
    change(review, unrated, 3)
    attempt = answered(review, 2)
    review.desk.real.delete_attempts([attempt], EVENING)
    change(review, attempt, 3)
    assert depths(review) == [2]
    assert not review.history.undo_name


def test_of_a_prompt_that_is_gone_the_depth_alone_changes(review: AttemptDesk):
    attempt = answered(review, 2)
    review.desk.prompts = ()
    change(review, attempt, 3)
    assert depths(review) == [3]
    assert notice(review) == "Depth 3 now. No deck has this prompt any more, so it does not come back."
    assert review.desk.real.check(replayed) == ()


def test_everybody_who_shows_depths_is_told(review: AttemptDesk):
    told: list[int] = []
    review.presenter.depth.changed.append(told.append)
    attempt = answered(review, 2)
    change(review, attempt, 3)
    review.history.undo()
    assert told == [attempt, attempt]


def test_what_is_said_goes_with_the_answer(review: AttemptDesk):
    attempt, other = answered(review, 2), review.answer()
    change(review, attempt, 3)
    assert notice(review)
    review.presenter.open_attempt(other)
    assert not notice(review)


def test_taken_back_while_something_else_is_looked_at_it_is_said_of_which_prompt(review: AttemptDesk):
    attempt, other = answered(review, 2), review.answer()
    change(review, attempt, 3)
    review.presenter.open_attempt(other)
    review.history.undo()
    assert elsewhere(review).startswith("Your answer to “Title of F1.a” has another depth. Depth 2 now: ")
    change(review, attempt, 1)
    review.presenter.leave()
    assert not elsewhere(review)
    review.history.undo()  # from another screen
    assert elsewhere(review).startswith("Your answer to “Title of F1.a” has another depth. Depth 2 now: ")
    assert not notice(review)
    assert depths(review) == [2]
    review.history.redo()
    assert " Depth 1 now: " in elsewhere(review)


def test_a_change_that_fails_changes_nothing(review: AttemptDesk):
    attempt = answered(review, 2)
    review.desk.library.failing["change_depth"] = LibraryFull(review.desk.folder.library, "no room")
    change(review, attempt, 3)
    assert depths(review) == [2]
    assert "library" in review.desk.notices
    assert not review.history.undo_name


def test_a_rating_is_taken_back_after_the_change_was(review: AttemptDesk):
    """The steps of a rating and of its change lie upon each other."""
    desk = review.desk
    desk.begin("F1.a")
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    review.presenter.depth._history = desk.history
    (before,) = desk.real.reviews()
    change(review, before.attempt, 1)
    desk.undo()
    assert desk.real.reviews() == (before,)
    desk.undo()
    assert desk.real.reviews() == ()
    desk.practice.redo()
    assert desk.real.reviews() == (before,)


def test_a_change_is_dated_by_the_rules_of_now(review: AttemptDesk):
    """As a rating of today would be: nobody knows any more how full the days were then."""
    attempt = answered(review, 3)
    review.desk.real.set_setting("rules", as_json(Rules(retention=0.7, weak_retention=0.7)))
    change(review, attempt, 4)
    assert review.desk.real.reviews()[-1].desired_retention == 0.7
    rated(review.desk.real, 2, EVENING + timedelta(days=30))
    assert review.desk.real.check(replayed) == ()


@pytest.mark.parametrize(
    ("before", "due", "counts", "sentence"),
    [
        (1, 9, True, "Depth 3 now: it comes back on Monday, 30 November instead of Sunday, 22 November."),
        (0, 9, True, "Depth 3 now: it comes back on Monday, 30 November, and is not due any more."),
        (-4, -6, True, "Depth 3 now: it is due, as before."),
        (9, 0, True, "Depth 3 now: it is due, not only on Monday, 30 November."),
        (9, 9, True, "Depth 3 now: it comes back on Monday, 30 November, as before."),
    ],
)
def test_what_became_of_the_date_is_said(before: int, due: int, counts: bool, sentence: str):
    first, second = TODAY + timedelta(days=before), TODAY + timedelta(days=due)
    assert said(DateChange(3, first, second, counts=counts, asked=True), TODAY) == sentence


def days_off(review: AttemptDesk, *days: date) -> None:
    change = RulesChange(Rules(days_off=frozenset(days)), review.desk.prompts, review.desk.clock)
    change.redo(review.desk.real)


def test_another_depth_of_an_answer_that_made_no_date_leaves_a_moved_one_alone(review: AttemptDesk):
    answered(review, 4)
    second = answered(review, 4)
    was = due(review)
    days_off(review, was)
    moved = due(review)
    assert moved != was
    change(review, second, 1)
    assert due(review) == moved
    review.history.undo()
    assert due(review) == moved
    assert review.desk.real.check(replayed) == ()


def test_another_depth_of_an_earlier_answer_dates_the_last_one_anew(review: AttemptDesk):
    """What was added to its days was for a memory that is another one now."""
    first = answered(review, 3, days_ago=9)
    answered(review, 3)
    was = due(review)
    off = [was + timedelta(days=number) for number in range(-3, 21)]
    days_off(review, *off)
    pushed = due(review)
    assert pushed == off[-1] + timedelta(days=1)
    change(review, first, 1)
    stands = review.desk.real.standings()["F1.a"]
    longest = longest_wait(stands.schedule.memory, stands.depth, stands.desired_retention)
    assert TODAY < due(review) <= TODAY + timedelta(days=longest) < off[0]
    assert review.desk.real.check(replayed) == ()
    review.history.undo()
    assert due(review) == pushed
    assert review.desk.real.check(replayed) == ()
