"""Today: the queue, how much of it, and what the days before left to do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.deck import Deck, DeckProblem
from cards.library import LibraryFull
from cards.prompt_state import PromptState
from cards.rounds import Round
from desktop.today.model import FIRST_RUN, NOTHING_DUE, WAY_BACK
from tests.support.desk import EVENING, Desk, ids, prompt, rated


@pytest.fixture(autouse=True)
def deck(desk: Desk) -> None:
    desk.today.use_deck(Deck(desk.prompts, ()))


# The day


def test_the_first_run(desk: Desk):
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.day == "Saturday, 21 November"
    assert model.headline == "Two prompts, about 8 minutes"
    assert model.note == FIRST_RUN
    assert [(row.round, row.title, row.minutes) for row in model.rows] == [
        (Round.DESIGN, "Title of S1.a", 4),
        (Round.ML, "Title of F1.a", 4),
    ] or [row.title for row in model.rows] == ["Title of F1.a", "Title of S1.a"]
    assert (model.recoveries, model.deck_problems) == ((), ())
    assert desk.stage.phase == "Today"


def test_start_begins_with_the_queue_in_its_order(desk: Desk):
    desk.today.start()
    assert desk.begun == []
    desk.today.refresh()
    desk.today.start()
    assert [f"Title of {each}" for each in ids(desk.begun[0])] == [row.title for row in desk.today_screen.model.rows]
    assert desk.stage.screen == "ask"


def test_nothing_due_says_what_comes_next(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(1)
    desk.practice.next()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.today.refresh()
    model = desk.today_screen.model
    assert (model.headline, model.rows) == (NOTHING_DUE, ())
    first = min(schedule.due for schedule in desk.real.schedules().values())
    assert model.note == (
        f"The next prompt comes back on {first:%A}, {first.day} {first:%B}, "
        f"{'tomorrow' if (first - EVENING.date()).days == 1 else f'in {(first - EVENING.date()).days} days'}."
    )
    desk.today.start()
    assert desk.begun == []


def test_a_prompt_that_left_the_deck_is_not_announced(desk: Desk):
    desk.begin()
    for _ in desk.prompts:
        desk.answer_to_reflection()
        desk.rate(1)
        desk.practice.next()
    desk.today.use_deck(Deck((), ()))
    desk.clock.at += timedelta(days=30)
    desk.today.refresh()
    assert (desk.today_screen.model.headline, desk.today_screen.model.note) == (NOTHING_DUE, "")


def test_due_prompts_come_back(desk: Desk):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    desk.rate(1)
    desk.practice.next()
    desk.clock.at += timedelta(days=2)
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.rows[0].title == "Title of F1.a"
    assert "Due since yesterday" in model.rows[0].why
    assert not model.note


def test_the_day_turns_at_four(desk: Desk):
    desk.clock.at = EVENING.replace(day=22, hour=3, minute=59)
    desk.today.refresh()
    assert desk.today_screen.model.day == "Saturday, 21 November"
    desk.clock.at += timedelta(minutes=1)
    desk.today.refresh()
    assert desk.today_screen.model.day == "Sunday, 22 November"


def test_deck_problems_are_shown_and_the_rest_is_asked(desk: Desk):
    problem = DeckProblem("own.toml", 3, "a quote is missing.", "Close it.")
    desk.today.use_deck(Deck(desk.prompts[:1], (problem,)))
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.deck_problems == (str(problem),)
    assert len(model.rows) == 1
    assert desk.today.prompt("S1.a") is None


def test_a_library_that_cannot_be_read_is_said(desk: Desk):
    error = LibraryFull(desk.folder.library, "no room")
    desk.library.failing["schedules"] = error
    desk.today.refresh()
    assert desk.notices == {"library": str(error)}
    assert desk.today_screen.shown == []


# What a session left without a depth


def unrated(desk: Desk, prompt: str = "F1.a") -> int:
    """An answer that was given and kept, and whose session was left; returns its attempt."""
    desk.begin(prompt)
    desk.answer_to_reflection()
    desk.practice.leave()
    return desk.real.history()[0].id


def test_an_answer_without_a_depth_is_offered_until_it_has_one(desk: Desk):
    attempt = unrated(desk)
    desk.today.refresh()
    (offered,) = desk.today_screen.model.unrated
    assert (offered.attempt, offered.title) == (attempt, "Title of F1.a")
    assert offered.when.startswith("today at ")
    desk.today.rate(attempt)
    assert desk.stage.screen == "reflect"
    desk.rate(2)
    desk.practice.next()
    desk.today.refresh()
    assert desk.today_screen.model.unrated == ()


def test_what_waits_for_a_depth_or_a_verdict_is_read_once(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    unrated(desk)
    times: list[int] = []
    read = desk.real.unrated_attempts
    monkeypatch.setattr(desk.real, "unrated_attempts", lambda: times.append(1) or read())
    desk.today.refresh()
    assert len(desk.today_screen.model.unrated) == len(times) == 1


def test_only_the_newest_few_are_offered(desk: Desk):
    attempts = [unrated(desk) for _ in range(5)]
    desk.today.refresh()
    assert [each.attempt for each in desk.today_screen.model.unrated] == attempts[:1:-1]


def test_an_answer_of_another_day_names_it(desk: Desk):
    unrated(desk)
    desk.clock.at += timedelta(days=2)
    desk.today.refresh()
    assert desk.today_screen.model.unrated[0].when.startswith("on Saturday, 21 November at ")


def test_an_attempt_that_is_not_offered_cannot_be_rated(desk: Desk):
    desk.today.refresh()
    desk.today.rate(7)
    assert desk.stage.screen == "today"


# A window that stays open


def test_the_day_turns_in_an_open_window(desk: Desk):
    desk.today.refresh()
    desk.today.turn_day()
    shown = desk.today_screen.model
    desk.clock.at += timedelta(days=1)
    desk.today.turn_day()
    assert desk.today_screen.model is not shown
    assert desk.today_screen.model.day == "Sunday, 22 November"


def test_nobody_starts_with_a_queue_that_is_being_read_anew(desk: Desk):
    desk.today.refresh()
    desk.jobs.held = True
    desk.today.refresh()
    desk.today.start()
    assert desk.begun == []
    desk.jobs.let_go()
    desk.today.start()
    assert len(desk.begun) == 1


# The length of a session


def many(desk: Desk, *seconds: int) -> None:
    """A deck of prompts, each so long to answer that it takes its seconds and two minutes more."""
    desk.prompts = tuple(prompt(f"P{n}", seconds=each, follow_up_seconds=60) for n, each in enumerate(seconds))
    desk.real.sync_prompts(desk.prompts, complete=True)
    desk.today.use_deck(Deck(desk.prompts, ()))
    desk.today.refresh()


def test_a_session_is_what_fits_into_its_minutes(desk: Desk):
    many(desk, *[180] * 8)
    model = desk.today_screen.model
    assert (model.headline, model.minutes, model.beyond) == (
        "Five prompts, about 25 minutes",
        25,
        "and three more that can wait",
    )
    desk.today.start()
    assert [f"Title of {each}" for each in ids(desk.begun[0])] == [row.title for row in model.rows]
    assert len(desk.begun[0]) == 5
    assert desk.ask.model.header.place == "1 of 5 · 25 minutes left"
    assert desk.ask.model.header.why == model.rows[0].why


def test_the_length_is_changed_in_steps_and_remembered(desk: Desk):
    many(desk, *[180] * 20)
    chosen = []
    for _ in range(9):
        desk.today.longer()
        chosen.append(desk.settings.session_minutes)
    assert chosen == [30, 45, 60, 60, 60, 60, 60, 60, 60]
    assert desk.today_screen.model.headline == "Twelve prompts, about 60 minutes"
    for _ in range(9):
        desk.today.shorter()
    assert desk.settings.session_minutes == 10
    assert desk.today_screen.model.headline == "Two prompts, about 10 minutes"


def test_a_length_of_ones_own_has_neighbours_too(desk: Desk):
    desk.settings = replace(desk.settings, session_minutes=40)
    desk.today.longer()
    assert desk.settings.session_minutes == 40  # nothing is shown yet
    desk.today.refresh()
    desk.today.longer()
    assert desk.settings.session_minutes == 45
    desk.settings = replace(desk.settings, session_minutes=40)
    desk.today.shorter()
    assert desk.settings.session_minutes == 30


# Coming back


def test_after_days_away_there_is_a_short_way_back_in(desk: Desk):
    many(desk, *[180] * 8)
    rated(desk.real, 3, EVENING, "P3")
    rated(desk.real, 1, EVENING, "P4")
    desk.clock.at = EVENING + timedelta(days=20)
    desk.today.refresh()
    model = desk.today_screen.model
    assert (model.way_back, model.headline, model.note) == (True, WAY_BACK, "Two prompts, about 10 minutes.")
    assert model.rows[0].title == "Title of P3"
    assert not any("Due" in row.why or "overdue" in row.why for row in model.rows)
    assert model.beyond == ""
    desk.today.start()
    assert len(desk.begun[0]) == 2
    assert desk.ask.model.header.place == "1 of 2 · 10 minutes left"


def test_the_full_session_is_still_there(desk: Desk):
    many(desk, *[180] * 8)
    rated(desk.real, 3, EVENING, "P3")
    desk.clock.at = EVENING + timedelta(days=20)
    desk.today.refresh()
    desk.today.start_full()
    assert len(desk.begun[0]) == 5
    assert desk.ask.model.header.place == "1 of 5 · 25 minutes left"


def test_two_days_are_not_away(desk: Desk):
    rated(desk.real, 3, EVENING)
    desk.clock.at = EVENING + timedelta(days=2)
    desk.today.refresh()
    assert not desk.today_screen.model.way_back


def test_after_one_answer_nobody_is_away_any_more(desk: Desk):
    many(desk, *[180] * 8)
    rated(desk.real, 3, EVENING, "P3")
    desk.clock.at = EVENING + timedelta(days=20)
    rated(desk.real, 3, desk.clock.at, "P3")
    desk.today.refresh()
    assert not desk.today_screen.model.way_back


# What rests


def test_a_suspended_prompt_is_listed_until_it_is_woken(desk: Desk):
    desk.real.set_prompt_state("F1.a", PromptState(suspended=True, note="kept"))
    desk.today.refresh()
    (sleeper,) = desk.today_screen.model.suspended
    assert (sleeper.prompt, sleeper.round, sleeper.title) == ("F1.a", Round.ML, "Title of F1.a")
    assert [row.title for row in desk.today_screen.model.rows] == ["Title of S1.a"]
    desk.today.wake("F1.a")
    assert desk.today_screen.model.suspended == ()
    assert desk.real.prompt_states()["F1.a"] == PromptState(note="kept")
    assert desk.history.undo_name == "wake"
    desk.undo()
    assert [each.prompt for each in desk.today_screen.model.suspended] == ["F1.a"]


def test_where_everything_rests_nothing_is_due_and_the_first_to_wake_is_named(desk: Desk):
    for each in ids(desk.prompts):
        desk.real.set_prompt_state(each, PromptState(buried_until=EVENING.date() + timedelta(days=1)))
    desk.today.refresh()
    model = desk.today_screen.model
    assert (model.headline, model.minutes) == (NOTHING_DUE, 0)
    assert model.note == "The next prompt comes back on Sunday, 22 November, tomorrow."


def test_a_prompt_that_is_not_in_the_deck_cannot_be_woken(desk: Desk):
    desk.today.wake("gone")
    assert desk.history.undo_name == ""


# Yesterday


def test_yesterday_is_one_line(desk: Desk):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    desk.rate(1)
    desk.practice.next()
    desk.today.refresh()
    assert desk.today_screen.model.yesterday is None
    desk.clock.at += timedelta(days=1)
    desk.today.refresh()
    line = desk.today_screen.model.yesterday
    assert line is not None
    assert line.sentence == (
        "Yesterday: 2 seconds, 1 answer. Listen again to “Title of F1.a”: it stayed at depth 1 (recited), and the "
        "prompt asks for 3."
    )
    assert line.attempt == desk.real.history()[0].id


def test_a_deep_yesterday_is_told_without_anything_to_hear_again(desk: Desk):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    for _ in range(2):
        desk.rate(4)
    desk.practice.next()
    desk.clock.at += timedelta(days=1)
    desk.today.refresh()
    line = desk.today_screen.model.yesterday
    assert line is not None
    assert (line.sentence, line.attempt) == ("Yesterday: 2 seconds, 1 answer.", None)
