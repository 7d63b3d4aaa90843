"""Sessions, from the first prompt to the next date and back, through everything that a person may press."""

import pytest

from audio.errors import NoMicrophone
from audio.events import Phase, TakeStarted
from cards.attempt import Ended
from cards.library import LibraryFull
from desktop.practice.model import RecorderState
from tests.support.desk import Desk, prompt


def full(desk: Desk) -> LibraryFull:
    return LibraryFull(desk.folder.library, "no room")


# The way through


def test_a_session_from_its_first_prompt_to_its_end(desk: Desk):
    desk.begin()
    assert (desk.stage.screen, desk.stage.phase) == ("ask", "Getting ready")
    assert desk.ask.model.decision == "What do you choose in F1.a?"
    assert desk.ask.model.constraint == "fifty rows"
    assert desk.ask.model.target_s == 120
    assert desk.ask.model.header.place == "1 of 2 · about 8 minutes left"
    desk.answer()
    assert desk.ask.model.follow_up == "And at ten times the load?"
    assert desk.ask.model.target_s == 45
    desk.answer()
    assert (desk.stage.screen, desk.stage.phase) == ("reflect", "Reflect")
    assert desk.outcome.shown == []
    desk.rate(2)
    assert (desk.stage.screen, desk.stage.phase) == ("outcome", "Rated")
    assert desk.outcome.model.next_title == "Title of S1.a"
    desk.practice.next()
    assert desk.ask.model.header.place == "2 of 2 · about 4 minutes left"
    desk.answer_to_reflection()
    desk.rate(1)
    assert not desk.outcome.model.next_title
    desk.practice.next()
    assert (desk.left, desk.stage.screen, desk.stage.phase) == (1, "today", "")
    assert [attempt.review.depth for attempt in desk.real.history() if attempt.review] == [1, 2]


def test_the_library_knows_of_a_take_before_the_recorder_does(desk: Desk):
    known = []
    desk.recorder.at_start = lambda path: known.append([take.sound for take in desk.real.unfinished_takes()])
    desk.begin()
    desk.practice.asking.start()
    assert known == [[desk.recorder.path.name]]
    assert desk.recorder.path.parent == desk.folder.recordings


def test_what_a_take_leaves_in_the_library(desk: Desk):
    desk.begin()
    desk.answer(seconds=3)
    desk.answer(seconds=1)
    first, second = desk.takes()
    assert (first.question, first.samples, first.ended) == ("", 48_000, Ended.PERSON)
    assert (second.question, second.samples) == ("And at ten times the load?", 16_000)
    assert first.attempt == second.attempt


def test_constraint_and_follow_up_take_turns(desk: Desk):
    for constraint, follow_up in (("fifty rows", "And at ten times the load?"), ("fifty million rows", "And without")):
        desk.begin("F1.a")
        assert desk.ask.model.constraint == constraint
        desk.answer()
        assert desk.ask.model.follow_up.startswith(follow_up)
        desk.practice.skip()
        desk.rate()
        desk.practice.next()


def test_a_snippet_stands_under_the_prompt_and_not_under_its_follow_up(desk: Desk):
    desk.practice.begin([prompt("F1.a", snippet="x = 1")])
    assert desk.ask.model.snippet == "x = 1"
    desk.answer()
    assert not desk.ask.model.snippet


def test_a_skipped_follow_up_leads_to_the_reflection(desk: Desk):
    desk.begin()
    desk.answer()
    desk.practice.skip()
    assert desk.stage.screen == "reflect"
    assert len(desk.reflect.model.said) == 1
    assert desk.recorder.status.phase is Phase.CLOSED


def test_only_a_follow_up_can_be_skipped(desk: Desk):
    desk.begin()
    desk.practice.skip()
    assert desk.stage.screen == "ask"
    desk.answer()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.skip()
    assert desk.stage.screen == "ask"


# Pressing more often than needed


def test_two_starts_are_one_take(desk: Desk):
    desk.begin()
    desk.jobs.held = True
    desk.practice.asking.start()
    desk.practice.asking.start()
    desk.jobs.let_go()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.start()
    assert len(desk.recorder.started) == len(desk.takes()) == 1


def test_two_stops_are_one(desk: Desk):
    desk.begin()
    desk.practice.asking.stop()
    desk.practice.asking.start()
    desk.practice.asking.stop()  # nothing was heard yet: nothing to stop
    assert desk.recorder.stops == 0
    desk.recorder.speak()
    desk.practice.asking.stop()
    desk.practice.asking.stop()
    assert desk.recorder.stops == 1


@pytest.mark.parametrize("press", ["start", "stop", "discard", "skip", "leave", "undo"])
def test_nothing_gets_between_a_stop_and_its_take_being_kept(desk: Desk, press: str):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.stop()
    desk.jobs.held = True
    desk.recorder.end()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.KEEPING
    desk.undo() if press == "undo" else desk.press(press)
    desk.jobs.let_go()
    assert desk.ask.model.follow_up
    assert desk.stage.screen == "ask"
    assert len(desk.recorder.started) == 1
    assert [take.samples for take in desk.takes()] == [32_000]


def test_a_skip_while_the_answer_to_a_follow_up_begins_does_nothing(desk: Desk):
    desk.begin()
    desk.answer()
    desk.jobs.held = True
    desk.practice.asking.start()
    desk.practice.skip()
    desk.jobs.let_go()
    assert desk.stage.screen == "ask"
    desk.recorder.speak()
    desk.practice.asking.stop()
    desk.recorder.end()
    assert desk.stage.screen == "reflect"
    assert len(desk.reflect.model.said) == 2


def test_enter_twice_starts_one_session(desk: Desk):
    desk.jobs.held = True
    desk.begin()
    desk.begin()
    desk.jobs.let_go()
    assert desk.asked() == ["F1.a"]


def test_enter_twice_after_an_outcome_skips_no_prompt(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate()
    desk.jobs.held = True
    desk.practice.next()
    desk.practice.next()
    desk.jobs.let_go()
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"
    assert desk.stage.screen == "ask"


def test_a_depth_pressed_twice_is_one_rating(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.jobs.held = True
    desk.rate(2)
    desk.rate(1)
    desk.jobs.let_go()
    desk.rate(1)
    assert [review.depth for review in desk.real.reviews()] == [2]


def test_nothing_happens_where_nothing_can(desk: Desk):
    for press in ("start", "stop", "discard", "skip", "next"):
        desk.press(press)
    desk.practice.judging.tick_key_point(0, True)
    desk.practice.judging.tick_statement(0, True)
    desk.practice.judging.tick_dimension("m1", "weak")
    desk.rate(3)
    desk.undo()
    desk.recorder.say(TakeStarted(desk.folder.recordings / "x.wav"))
    assert desk.stage.screen == "today"
    assert (desk.left, desk.recorder.started, desk.real.history()) == (0, [], ())


# Taking back


def rated_session(desk: Desk) -> None:
    """Both prompts rated, the second outcome in front."""
    desk.begin()
    desk.answer_to_reflection()
    desk.practice.judging.tick_key_point(0, True)
    desk.practice.judging.tick_statement(0, True)
    desk.rate(2)
    desk.practice.next()
    desk.answer_to_reflection()
    desk.rate(1)


def test_undo_at_the_outcome_brings_prompt_and_ticks_back(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.practice.judging.tick_key_point(0, True)
    desk.practice.judging.tick_statement(0, True)
    desk.practice.judging.tick_dimension("m1", "strong")
    desk.rate(2)
    desk.undo()
    model = desk.reflect.model
    assert desk.stage.screen == "reflect"
    assert (model.ticked, model.affirmed, model.chosen) == ({0}, {0}, {"m1": "strong"})
    assert model.suggested == 2
    assert model.header.place == "1 of 2 · about 8 minutes left"
    assert (desk.real.reviews(), desk.real.schedules()) == ((), {})
    desk.rate(1)
    assert [review.depth for review in desk.real.reviews()] == [1]
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"


def test_undo_from_the_next_prompt(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.undo()
    assert desk.stage.screen == "reflect"
    assert desk.recorder.status.phase is Phase.CLOSED
    desk.rate(1)
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"
    assert desk.ask.model.header.place.startswith("2 of 2")


def test_undo_from_today_is_a_session_of_its_own(desk: Desk):
    rated_session(desk)
    desk.practice.next()
    assert desk.stage.screen == "today"
    desk.undo()
    assert desk.reflect.model.header.place == "1 of 1 · about 4 minutes left"
    desk.rate(2)
    assert not desk.outcome.model.next_title
    desk.practice.next()
    assert desk.left == 2


def test_undo_after_leaving_in_the_middle_does_not_go_on_with_the_session_left(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.practice.leave()
    desk.undo()
    assert desk.reflect.model.header.place.startswith("1 of 1")
    desk.rate(2)
    desk.practice.next()
    assert desk.stage.screen == "today"


def test_undo_after_a_new_start_of_the_app(desk: Desk):
    rated_session(desk)
    desk.sit_down()
    desk.undo()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("1 of 1")


def test_undo_twice_goes_back_twice_and_asks_for_no_answer_again(desk: Desk):
    rated_session(desk)
    desk.undo()
    desk.undo()
    assert desk.real.reviews() == ()
    assert desk.reflect.model.header.place.startswith("1 of 2")
    assert desk.reflect.model.ticked == {0}
    desk.rate(2)
    desk.practice.next()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("2 of 2")
    desk.rate(1)
    assert [(review.prompt, review.depth) for review in desk.real.reviews()] == [("F1.a", 2), ("S1.a", 1)]
    assert len(desk.takes()) == 2


@pytest.mark.parametrize("skipped", [True, False])
def test_an_answer_that_was_not_rated_yet_waits_while_another_is_taken_back(desk: Desk, skipped: bool):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.answer()
    if skipped:
        desk.practice.skip()
    desk.undo()
    assert desk.reflect.model.header.place.startswith("1 of 2")
    desk.rate(2)
    desk.practice.next()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("2 of 2")
    desk.rate(1)
    assert [review.prompt for review in desk.real.reviews()] == ["F1.a", "S1.a"]
    desk.practice.next()
    assert desk.left == 1


def test_undo_of_a_prompt_that_this_session_does_not_have_comes_first(desk: Desk):
    desk.begin("S1.a")
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.begin("F1.a")
    desk.undo()
    assert desk.reflect.model.header.place.startswith("1 of 2")
    desk.rate(2)
    desk.practice.next()
    assert desk.asked()[-1] == "F1.a"


def test_undo_while_recording_is_ignored(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    for press in (desk.practice.asking.start, desk.recorder.speak, desk.practice.asking.stop):
        press()
        desk.undo()
        assert desk.stage.screen == "ask"
        assert len(desk.real.reviews()) == 1


def test_undo_with_nothing_to_take_back_does_nothing(desk: Desk):
    desk.begin()
    desk.undo()
    assert desk.stage.screen == "ask"
    desk.answer()
    assert desk.ask.model.follow_up


def test_a_rating_whose_prompt_has_left_the_deck_stays(desk: Desk):
    rated_session(desk)
    desk.sit_down()
    desk.practice.undo(lambda _: None)
    assert len(desk.real.reviews()) == 2
    assert desk.stage.screen == "outcome"


@pytest.mark.parametrize("press", ["next", "leave", "start", "rate", "begin"])
def test_nothing_gets_between_an_undo_and_its_prompt(desk: Desk, press: str):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    if press in {"leave", "start", "rate"}:
        desk.practice.next()
    if press == "rate":
        desk.answer_to_reflection()
    if press == "begin":
        desk.practice.next()
        desk.practice.leave()
    desk.jobs.held = True
    desk.undo()
    actions = {"rate": lambda: desk.rate(2), "begin": desk.begin}
    actions[press]() if press in actions else desk.press(press)
    desk.jobs.let_go()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("1 of")
    assert desk.real.reviews() == ()
    assert len(desk.recorder.started) == (2 if press == "rate" else 1)


def test_an_undo_that_failed_changes_nothing(desk: Desk):
    rated_session(desk)
    desk.library.failing["undo_last_review"] = full(desk)
    desk.undo()
    assert desk.stage.screen == "outcome"
    assert desk.notices == {"library": str(full(desk))}
    desk.practice.next()
    assert desk.stage.screen == "today"


# Leaving


def test_leaving_lets_the_microphone_go_and_keeps_what_was_said(desk: Desk):
    desk.begin()
    desk.answer()
    desk.practice.leave()
    assert (desk.left, desk.stage.screen, desk.stage.phase) == (1, "today", "")
    assert desk.recorder.status.phase is Phase.CLOSED
    assert desk.takes()[0].samples == 32_000
    assert desk.practice.asking.question is None


def test_leaving_takes_the_sentences_of_the_session_away(desk: Desk):
    desk.recorder.broken = NoMicrophone()
    desk.begin()
    desk.practice.leave()
    assert not desk.notices


def test_nobody_leaves_a_take_that_begins_or_runs(desk: Desk):
    desk.begin()
    desk.jobs.held = True
    desk.practice.asking.start()
    desk.practice.leave()
    desk.jobs.let_go()
    desk.practice.leave()
    desk.recorder.speak()
    desk.practice.leave()
    assert desk.left == 0
    desk.practice.asking.stop()
    desk.recorder.end()
    assert desk.ask.model.follow_up
