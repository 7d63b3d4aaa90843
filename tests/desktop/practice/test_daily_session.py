"""A session with a length: its time, its pauses, what rests, what is noted, and how it ends."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from audio.events import Phase
from cards.library import LibraryFull
from cards.prompt_state import PromptState
from cards.rounds import Round
from desktop.practice.model import AskModel
from desktop.prompt_changes import state_of
from tests.support.desk import EVENING, Desk, prompt

TOMORROW = EVENING.date() + timedelta(days=1)
THIRD = prompt("C1.a", Round.CODING)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """With a third prompt."""
    desk.prompts = (*desk.prompts, THIRD)
    desk.real.sync_prompts(desk.prompts, complete=True)
    return desk


def pass_time(desk: Desk, minutes: float) -> None:
    desk.clock.at += timedelta(minutes=minutes)


# The time


def test_the_header_says_what_is_left_and_why_the_prompt_is_asked(desk: Desk):
    desk.begin(minutes=25)
    assert desk.ask.model.header.place == "1 of 3 · 25 minutes left"
    assert desk.ask.model.header.why == "Why F1.a."
    pass_time(desk, 6)
    desk.practice.tick()
    assert desk.ask.place == "1 of 3 · 19 minutes left"


def test_a_pause_takes_no_time_and_lets_the_microphone_go(desk: Desk):
    desk.begin(minutes=25)
    question = desk.practice.asking.question
    desk.practice.pause()
    assert (desk.stage.screen, desk.stage.phase) == ("pause", "Paused")
    assert desk.recorder.status.phase is Phase.CLOSED
    assert desk.pause.place == "1 of 3 · 25 minutes left"
    pass_time(desk, 60)
    desk.practice.pause()
    desk.practice.resume()
    desk.practice.resume()
    assert desk.stage.screen == "ask"
    assert desk.practice.asking.question == question
    assert desk.recorder.status.phase is Phase.LISTENING
    desk.practice.tick()
    assert desk.ask.place == "1 of 3 · 25 minutes left"


def test_a_reflection_and_an_outcome_can_be_paused(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    for screen, phase in (("reflect", "Reflect"), ("outcome", "Rated")):
        desk.practice.pause()
        assert desk.stage.screen == "pause"
        desk.practice.resume()
        assert (desk.stage.screen, desk.stage.phase) == (screen, phase)
        if screen == "reflect":
            desk.rate(2)


@pytest.mark.parametrize("press", ["pause", "put_off", "bury", "suspend"])
def test_while_a_take_runs_nothing_takes_it_away(desk: Desk, press: str):
    desk.begin(minutes=25)
    desk.practice.asking.start()
    desk.recorder.speak()
    getattr(desk.practice, press)()
    assert desk.stage.screen == "ask"
    assert desk.real.prompt_states() == {}
    desk.practice.asking.stop()
    desk.recorder.end()
    assert desk.ask.model.follow_up
    assert [take.samples for take in desk.takes()] == [32_000]


@pytest.mark.parametrize("press", ["put_off", "bury", "suspend", "skip"])
def test_in_a_pause_only_going_on_and_leaving_do_something(desk: Desk, press: str):
    desk.begin(minutes=25)
    desk.answer()
    desk.practice.pause()
    getattr(desk.practice, press)()
    assert desk.stage.screen == "pause"
    assert desk.real.prompt_states() == {}
    desk.practice.leave()
    assert desk.stage.screen == "today"


def test_pause_does_nothing_where_no_session_is(desk: Desk):
    for press in ("pause", "resume", "put_off", "bury", "suspend"):
        getattr(desk.practice, press)()
    desk.practice.write_note("nothing")
    assert (desk.stage.screen, desk.real.prompt_states()) == ("today", {})


def test_when_the_time_is_up_nothing_stops_and_the_outcome_offers_the_end(desk: Desk):
    desk.begin(minutes=10)
    pass_time(desk, 11)
    desk.practice.tick()
    assert desk.ask.place == "1 of 3 · the time is up, finish in peace"
    desk.answer_to_reflection()
    desk.rate(2)
    model = desk.outcome.model
    assert (model.enough, model.time_up, model.next_title) == (True, 10, "Title of S1.a")
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"


def test_one_more_comes_from_what_did_not_fit(desk: Desk):
    desk.begin("F1.a", minutes=25, beyond=(THIRD,))
    desk.answer_to_reflection()
    desk.rate(2)
    model = desk.outcome.model
    assert (model.enough, model.time_up, model.next_title) == (True, 0, "Title of C1.a")
    desk.practice.next()
    assert desk.asked() == ["F1.a", "F1.a", "C1.a"]
    assert desk.ask.model.header.place.startswith("2 of 2")


# Not now


def test_not_now_comes_again_at_the_end(desk: Desk):
    desk.begin(minutes=25)
    desk.practice.put_off()
    assert "at the end of this session" in desk.notices["session"]
    for expected in ("S1.a", "C1.a", "F1.a"):
        assert desk.asked()[-1] == expected
        desk.answer_to_reflection()
        desk.rate(2)
        desk.practice.next()
    assert desk.stage.screen == "summary"


def test_not_now_for_the_only_one_is_said(desk: Desk):
    desk.begin("F1.a", minutes=25)
    desk.practice.put_off()
    assert "only one left" in desk.notices["session"]
    assert desk.asked() == ["F1.a"]


@pytest.mark.parametrize("reflecting", [True, False])
def test_not_now_after_the_answer_leaves_it_to_today(desk: Desk, reflecting: bool):
    desk.begin(minutes=25)
    desk.answer()
    if reflecting:
        desk.practice.skip()
    desk.practice.put_off()
    assert "waits on Today" in desk.notices["session"]
    assert desk.asked()[-1] == "S1.a"
    assert [each.prompt for each in desk.real.unrated_attempts()] == ["F1.a"]


# Resting


def test_a_buried_prompt_rests_until_tomorrow(desk: Desk):
    desk.begin(minutes=25)
    desk.practice.bury()
    assert desk.real.prompt_states() == {"F1.a": PromptState(buried_until=TOMORROW)}
    assert "rests until tomorrow" in desk.notices["session"]
    assert desk.asked()[-1] == "S1.a"
    assert desk.ask.model.header.place.startswith("1 of 2")


def test_a_suspended_prompt_leaves_the_session_and_undo_brings_it_back(desk: Desk):
    desk.begin(minutes=25)
    desk.practice.suspend()
    assert desk.real.prompt_states()["F1.a"].suspended
    assert desk.history.undo_name == "suspend"
    desk.undo()
    assert not state_of(desk.real, "F1.a").suspended
    assert desk.asked()[-1] == "F1.a"
    desk.practice.redo()
    assert desk.asked()[-1] == "S1.a"
    assert desk.real.prompt_states()["F1.a"].suspended


@pytest.mark.parametrize("press", ["bury", "suspend"])
def test_an_answer_whose_prompt_goes_to_rest_is_kept_and_comes_back_with_it(desk: Desk, press: str):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    getattr(desk.practice, press)()
    assert desk.asked()[-1] == "S1.a"
    assert [each.prompt for each in desk.real.unrated_attempts()] == ["F1.a"]
    desk.undo()
    assert desk.stage.screen == "reflect"
    desk.rate(2)
    assert [review.prompt for review in desk.real.reviews()] == ["F1.a"]
    assert len(desk.takes()) == 1


def test_what_became_of_a_prompt_has_been_read_once_the_next_is_answered(desk: Desk):
    desk.begin(minutes=25)
    desk.practice.bury()
    assert "session" in desk.notices
    desk.press("start")
    assert "session" not in desk.notices


def test_the_last_prompt_may_go_to_rest(desk: Desk):
    desk.begin("F1.a", minutes=25)
    desk.practice.bury()
    assert desk.stage.screen == "today"
    told: list[str] = []
    desk.practice.rested = lambda: told.append("rested")
    desk.undo()
    assert state_of(desk.real, "F1.a") == PromptState()
    desk.practice.redo()
    assert told == ["rested", "rested"]
    assert desk.notices["step"] == "“Title of F1.a” rests until tomorrow."


def test_a_rated_prompt_may_be_suspended_and_the_outcome_stays(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.bury()
    assert desk.real.prompt_states() == {}
    desk.practice.suspend()
    assert (desk.stage.screen, desk.real.prompt_states()["F1.a"].suspended) == ("outcome", True)
    desk.undo()
    assert (desk.stage.screen, desk.real.prompt_states().get("F1.a", PromptState())) == ("outcome", PromptState())
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"


def test_what_the_library_cannot_take_in_changes_nothing(desk: Desk):
    desk.begin(minutes=25)
    desk.library.failing["set_prompt_state"] = LibraryFull(desk.folder.library, "no room")
    desk.practice.bury()
    assert desk.asked() == ["F1.a"]
    assert desk.history.undo_name == ""
    assert "library" in desk.notices


# Notes, and none while speaking


def test_a_note_is_shown_where_the_answer_is_judged_and_can_be_taken_back(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    desk.practice.write_note("my own example")
    assert desk.real.prompt_states()["F1.a"].note == "my own example"
    desk.rate(2)
    assert desk.outcome.note == "my own example"
    desk.practice.write_note("another")
    assert (desk.outcome.note, desk.history.undo_name) == ("another", "note")
    desk.undo()
    assert (desk.outcome.note, state_of(desk.real, "F1.a").note) == ("my own example", "my own example")
    desk.practice.redo()
    assert desk.outcome.note == "another"


def test_a_note_is_stored_while_it_is_written_and_is_one_step(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    for text in ("my", "my own", "my own example"):
        desk.practice.keep_note(text)
        assert state_of(desk.real, "F1.a").note == text
    desk.practice.write_note("my own example")
    desk.undo()
    assert (state_of(desk.real, "F1.a").note, desk.history.undo_name) == ("", "")
    desk.practice.redo()
    assert state_of(desk.real, "F1.a").note == "my own example"


def test_a_note_that_did_not_change_is_no_step(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    desk.practice.write_note("")
    assert desk.history.undo_name == ""


def test_nobody_speaks_with_notes(desk: Desk):
    kept_back = "never to be seen while speaking"
    names = ("model_answer", "failure", "wrong_claim", "basis")
    hidden = replace(desk.prompts[0], checklist=(kept_back,), **dict.fromkeys(names, kept_back))
    desk.prompts = (hidden, *desk.prompts[1:])
    desk.begin("F1.a", minutes=25)
    desk.answer_to_reflection()
    desk.practice.write_note(kept_back)
    desk.rate(1)
    desk.practice.next()
    desk.practice.leave()
    desk.begin("F1.a", minutes=25)
    desk.answer()
    assert {field.name for field in fields(AskModel)} == {
        "header",
        "decision",
        "constraint",
        "target_s",
        "snippet",
        "follow_up",
    }
    for model in desk.ask.shown:
        assert kept_back not in repr(model)
        assert not any(point.claim in repr(model) for point in hidden.key_points)


# The end


def rated_twice(desk: Desk) -> None:
    desk.begin("F1.a", "S1.a", minutes=25)
    desk.answer_to_reflection()
    desk.practice.judging.tick_statement(0, True)
    desk.practice.judging.tick_statement(1, True)
    desk.rate(2)
    desk.practice.next()
    desk.answer_to_reflection()
    desk.rate(3)
    desk.rate(3)


def test_a_session_ends_with_its_summary(desk: Desk):
    rated_twice(desk)
    desk.practice.next()
    model = desk.summary.model
    assert (desk.stage.screen, desk.stage.phase) == ("summary", "Summary")
    assert model.headline == "Two answers, 4 seconds spoken"
    assert [(row.round, row.title, row.depth) for row in model.rows] == [
        (Round.ML, "Title of F1.a", 2),
        (Round.DESIGN, "Title of S1.a", 3),
    ]
    assert model.again is not None
    assert (model.again.title, model.again.why) == ("Title of F1.a", "you decided, but never said when it fails.")
    assert (model.unrated, model.closing) == ("", "Nothing else waits today.")
    desk.practice.leave()
    assert (desk.left, desk.stage.screen) == (1, "today")


def test_a_session_left_early_is_summed_up_if_something_was_rated(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.answer()
    desk.practice.leave()
    model = desk.summary.model
    assert [row.title for row in model.rows] == ["Title of F1.a"]
    assert model.unrated == "Your answer to “Title of S1.a” has no depth yet. It waits on Today."
    assert model.closing == "What is left of today can wait; nothing is lost by it."
    desk.practice.leave()
    assert desk.stage.screen == "today"


def test_a_session_without_a_rating_is_left_without_a_word(desk: Desk):
    desk.begin(minutes=25)
    desk.answer()
    desk.practice.leave()
    assert (desk.stage.screen, desk.summary.shown) == ("today", [])


def test_undo_at_the_summary_goes_on_with_the_session(desk: Desk):
    rated_twice(desk)
    desk.practice.next()
    desk.undo()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("2 of 2")
    desk.rate(1)
    desk.practice.next()
    assert [row.depth for row in desk.summary.model.rows] == [2, 1]


def test_the_time_at_the_summary_does_not_count(desk: Desk):
    rated_twice(desk)
    desk.practice.next()
    pass_time(desk, 60)
    desk.undo()
    assert desk.reflect.model.header.place == "2 of 2 · 25 minutes left"


# Doing again


def test_a_rating_that_was_taken_back_can_be_done_again(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    desk.practice.judging.tick_key_point(0, True)
    desk.rate(2)
    before = desk.real.reviews(), desk.real.schedules()
    shown = desk.outcome.model
    desk.undo()
    desk.practice.redo()
    assert (desk.real.reviews(), desk.real.schedules()) == before
    assert desk.stage.screen == "outcome"
    assert (desk.outcome.model.comes_back, desk.outcome.model.why) == (shown.comes_back, shown.why)
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"


def test_ratings_go_back_and_forth_in_their_order(desk: Desk):
    rated_twice(desk)
    log = desk.real.reviews()
    for left in (1, 0):
        desk.undo()
        assert len(desk.real.reviews()) == left
    for _ in range(2):
        desk.practice.redo()
    assert desk.real.reviews() == log
    assert desk.outcome.model.header.place.startswith("2 of 2")
    desk.practice.redo()
    assert desk.real.reviews() == log


def test_a_rating_of_an_earlier_run_can_be_taken_back_and_done_again(desk: Desk):
    rated_twice(desk)
    log = desk.real.reviews()
    desk.sit_down()
    for left in (1, 0):
        desk.undo()
        assert len(desk.real.reviews()) == left
    desk.undo()
    for _ in range(2):
        desk.practice.redo()
    assert desk.real.reviews() == log
    assert desk.stage.screen == "outcome"


def test_another_depth_after_an_undo_leaves_nothing_to_do_again(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    desk.rate(2)
    desk.undo()
    desk.rate(1)
    desk.practice.redo()
    assert [review.depth for review in desk.real.reviews()] == [1]
    assert desk.history.redo_name == ""


def test_redo_while_a_take_runs_is_ignored(desk: Desk):
    desk.begin(minutes=25)
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.undo()
    desk.practice.put_off()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.redo()
    assert desk.stage.screen == "ask"
    assert desk.real.reviews() == ()
