"""The diagnostic from its first question to its result and back, through everything that a person may press."""

from datetime import timedelta

import pytest

from audio.errors import NoMicrophone
from audio.events import Phase
from cards.attempt import Ended
from cards.diagnostic import Result
from cards.library import LibraryFull
from cards.rounds import Round
from desktop.diagnostic.course import course_of
from desktop.practice.model import RecorderState
from desktop.practice.question import Question
from tests.desktop.diagnostic.desk import CODED, DiagnosticDesk
from tests.support.desk import prompt, rated

CAN, PARTLY, STUCK = Result.CAN, Result.PARTLY, Result.STUCK
ALL_STUCK = (STUCK,) * 6


def full(desk: DiagnosticDesk) -> LibraryFull:
    return LibraryFull(desk.folder.library, "no room")


# The way through


def test_six_questions_one_after_the_other_lead_to_a_result(desk: DiagnosticDesk):
    desk.diagnostic.open()
    assert (desk.stage.screen, desk.stage.phase) == ("diagnostic", "Diagnostic")
    desk.diagnostic.begin()
    for question, result in zip(CODED, (CAN, STUCK, CAN, PARTLY, CAN, STUCK), strict=True):
        assert (desk.stage.screen, desk.asked_now()) == ("question", question)
        desk.speak()
        assert (desk.stage.screen, desk.stage.phase) == ("verdict", "Verdict")
        desk.diagnostic.choose(result)
    assert (desk.stage.screen, desk.stage.phase) == ("route", "Where to begin")
    assert desk.judged == list(zip(CODED, (CAN, STUCK, CAN, PARTLY, CAN, STUCK), strict=True))
    assert [row.round for row in desk.route.model.phases] == [Round.DESIGN]
    assert desk.route.model.focus.startswith("System design is your focus this week.")
    desk.diagnostic.leave()
    assert (desk.left, desk.stage.screen) == (1, "today")


def test_a_question_is_asked_as_its_prompt_in_the_time_that_this_has(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.take("Q2")
    model = desk.question.model
    assert (model.decision, model.constraint) == ("What do you choose in S1.a?", "fifty rows")
    assert (model.target_s, model.follow_up) == (1800, "")
    assert model.header.place == "Question 2 of 6 · 30 minutes"
    assert model.header.round is Round.DESIGN
    assert "answers from documents" in model.header.why


def test_an_answer_leads_to_no_follow_up_no_review_and_no_date(desk: DiagnosticDesk):
    desk.go_through(CAN)
    assert [model.follow_up for model in desk.question.shown] == ["", ""]
    assert desk.real.reviews() == ()
    assert desk.real.schedules() == {}
    assert desk.reflect.shown == desk.outcome.shown == []
    assert desk.real.unrated_attempts() == ()


def test_the_take_is_kept_and_its_words_come_as_in_a_session(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.diagnostic.asking.start()
    desk.recorder.speak(2)
    assert desk.stage.phase == "Recording"
    desk.recogniser.hear(desk.takes()[0].id, "I would take")
    assert desk.question.words.strip() == "I would take"
    desk.diagnostic.asking.stop()
    desk.recorder.end()
    (take,) = desk.takes()
    assert (take.samples, take.question, take.discarded) == (32_000, "", None)
    assert "on their way" in desk.verdict.said[0].note
    desk.recogniser.finish(take.id, "convolution here.")
    assert desk.verdict.said[0].text == "I would take convolution here."
    assert desk.real.attempt(take.attempt).text == "I would take convolution here."


def test_the_constraint_is_the_one_seen_the_longest_ago(desk: DiagnosticDesk):
    for constraint in ("fifty rows", "fifty million rows", "fifty rows"):
        desk.diagnostic.open()
        desk.diagnostic.take("Q1")
        assert desk.question.model.constraint == constraint
        desk.speak()
        desk.diagnostic.choose(CAN)


def test_a_typed_answer_goes_on_like_a_spoken_one(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.write("I would take convolution.")
    desk.diagnostic.asking.keep_typed()
    assert desk.verdict.said[0].text == "I would take convolution."
    assert desk.verdict.model.length == ""
    desk.diagnostic.choose(PARTLY)
    desk.diagnostic.asking.tick()
    assert desk.question.state is RecorderState.TYPING


def test_the_verdict_page_has_what_to_compare_with(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.speak(seconds=90)
    model = desk.verdict.model
    assert model.points == ("Claim 1", "Claim 2", "Claim 3", "Claim 4")
    assert model.length == "1:30 of 2:30"
    assert model.asks.startswith("Can you say without notes when attention beats convolution")
    assert model.header.place == "Question 1 of 6"


def test_words_that_wait_can_be_asked_for(desk: DiagnosticDesk):
    desk.waits = "They wait until you ask for them."
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.speak()
    assert desk.verdict.waiting
    assert desk.verdict.said[0].note == desk.waits
    desk.diagnostic.judging.words.ask_for()
    desk.recogniser.finish(desk.takes()[0].id, "All of it.")
    assert not desk.verdict.waiting
    assert desk.verdict.said[0].text == "All of it."


def test_the_microphone_is_closed_while_nothing_is_asked(desk: DiagnosticDesk):
    desk.diagnostic.open()
    assert desk.recorder.status.phase is Phase.CLOSED
    desk.diagnostic.begin()
    assert desk.recorder.status.phase is not Phase.CLOSED
    desk.speak()
    assert desk.recorder.status.phase is Phase.CLOSED
    desk.diagnostic.choose(CAN)
    assert desk.recorder.status.phase is not Phase.CLOSED
    desk.diagnostic.stop()
    assert desk.recorder.status.phase is Phase.CLOSED


# Leaving and going on


def test_it_goes_on_where_it_was_left(desk: DiagnosticDesk):
    desk.go_through(CAN, STUCK)
    desk.diagnostic.stop()
    assert desk.stage.screen == "diagnostic"
    assert desk.start.model.begin == "Go on"
    desk.sit_down()
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.asked_now() == "Q3"


def test_an_answer_without_a_verdict_is_offered_again(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    attempt = desk.speak()
    desk.diagnostic.stop()
    assert desk.start.model.next == "Your answer about attention and convolution waits for your verdict."
    assert (desk.start.model.rows[0].standing, desk.start.model.rows[0].action) == ("No verdict yet", "Judge it")
    desk.sit_down()
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.stage.screen == "verdict"
    desk.diagnostic.choose(PARTLY)
    assert [(each.attempt, each.result) for each in desk.real.diagnosed()] == [(attempt, PARTLY)]
    assert desk.asked_now() == "Q2"


def test_an_answer_that_a_crash_cut_off_is_offered_once_it_is_kept(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.take("Q3")
    desk.diagnostic.asking.start()
    desk.recorder.speak(5)
    desk.recorder.release()
    (take,) = desk.real.unfinished_takes()
    desk.sit_down()
    desk.real.end_take(take.id, 80_000, Ended.CRASH)
    assert course_of(desk.real, desk.prompts).unjudged == {take.attempt: "Q3"}
    desk.diagnostic.open()
    desk.diagnostic.take("Q3")
    assert desk.stage.screen == "verdict"
    assert desk.diagnostic.judging.given.attempt.id == take.attempt


def test_what_was_being_typed_when_the_app_was_killed_is_offered_too(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.write("Half an ans")
    for _ in range(60):
        desk.diagnostic.asking.tick()
    desk.sit_down()
    desk.practice.asking.take_up_drafts()
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.verdict.said[0].text == "Half an ans"


def test_what_was_typed_and_left_is_an_answer_that_waits(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.write("Half an answer.")
    desk.diagnostic.skip()
    assert desk.asked_now() == "Q2"
    desk.diagnostic.stop()
    assert desk.start.model.rows[0].action == "Judge it"
    assert desk.start.model.rows[1].action == "Answer"


def test_what_is_typed_in_a_session_and_in_the_diagnostic_has_one_place(desk: DiagnosticDesk):
    """A disk that was full kept a session's text from becoming an answer: it outlives what is typed here."""
    desk.practice.asking.drafts.put(Question(desk.prompts[0], "fifty rows", ""), "Said in the session.")
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.write("Half an ans")
    for _ in range(60):
        desk.diagnostic.asking.tick()
    desk.sit_down()
    desk.practice.asking.take_up_drafts()
    said = {take.transcript.text for each in desk.real.history() for take in each.takes if take.transcript}
    assert said == {"Said in the session.", "Half an ans"}


def test_a_skipped_question_is_still_open(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.diagnostic.skip()
    assert desk.stage.notices["diagnostic"] == "Question 1 stays open until you go on another time."
    assert desk.asked_now() == "Q2"
    for _ in range(5):
        desk.speak()
        desk.diagnostic.choose(CAN)
    assert desk.stage.screen == "route"
    assert desk.route.model.why.endswith("1 question is not answered yet.")
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.asked_now() == "Q1"


def test_who_skips_all_is_back_at_the_questions(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    for _ in range(6):
        desk.diagnostic.skip()
    assert desk.stage.screen == "diagnostic"
    assert desk.start.model.begin == "Begin"


def test_an_answer_that_was_given_a_depth_waits_no_more(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.speak()
    desk.diagnostic.stop()
    desk.practice.rate_later(desk.find("F5.a"), desk.takes()[0].attempt)
    desk.practice.choose_depth(2)
    desk.practice.leave()
    desk.diagnostic.open()
    assert desk.start.model.rows[0].action == "Answer"


def test_an_answer_in_the_trash_waits_no_more_until_it_is_restored(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    attempt = desk.speak()
    desk.diagnostic.stop()
    desk.real.delete_attempts([attempt], desk.clock())
    assert not course_of(desk.real, desk.prompts).unjudged
    desk.real.restore_attempts([attempt])
    assert course_of(desk.real, desk.prompts).unjudged == {attempt: "Q1"}


def test_an_answer_given_in_a_session_is_none_of_the_diagnostic(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.diagnostic.stop()
    desk.begin("F5.a")
    desk.answer()
    desk.practice.leave()
    assert not course_of(desk.real, desk.prompts).unjudged


# Retakes


def test_a_retake_keeps_the_earlier_verdicts_and_can_be_left_too(desk: DiagnosticDesk):
    desk.go_through(*ALL_STUCK)
    desk.clock.at += timedelta(days=30)
    desk.diagnostic.open()
    assert (desk.start.model.again, desk.start.model.begin) == (True, "")
    desk.diagnostic.begin_anew()
    desk.speak()
    desk.diagnostic.choose(CAN)
    desk.diagnostic.stop()
    assert desk.start.model.begin == "Go on"
    desk.diagnostic.begin()
    assert desk.asked_now() == "Q2"
    for _ in range(5):
        desk.speak()
        desk.diagnostic.choose(CAN)
    assert len(desk.judged) == len(desk.route.model.answers) == 12
    assert desk.route.model.phases == ()
    assert [row.result for row in desk.route.model.answers] == ["I can"] * 6 + ["Stuck"] * 6
    assert desk.route.model.answers[0].when == "Monday, 21 December"


def test_one_question_can_be_answered_again_alone(desk: DiagnosticDesk):
    desk.go_through(*ALL_STUCK)
    desk.diagnostic.open()
    desk.diagnostic.take("Q3")
    desk.speak()
    desk.diagnostic.choose(CAN)
    assert desk.stage.screen == "route"
    assert desk.judged[-1] == ("Q3", CAN)
    assert Round.CODING not in {row.round for row in desk.route.model.phases}


def test_with_nothing_left_to_ask_beginning_shows_the_result(desk: DiagnosticDesk):
    desk.go_through(*ALL_STUCK)
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.stage.screen == "route"


def test_two_answers_to_one_question_are_both_offered(desk: DiagnosticDesk):
    desk.go_through(PARTLY)
    desk.diagnostic.stop()
    desk.diagnostic.take("Q1")
    second = desk.speak()
    desk.diagnostic.choose(STUCK)
    desk.history.undo()
    desk.history.undo()
    desk.diagnostic.stop()
    assert course_of(desk.real, desk.prompts).waiting("Q1") == second
    assert len(course_of(desk.real, desk.prompts).unjudged) == 2


# Taking back


def test_a_verdict_is_taken_back_and_given_again(desk: DiagnosticDesk):
    desk.go_through(STUCK)
    assert desk.stage.notices["diagnostic"] == "Question 1: “Stuck”. Ctrl+Z takes it back."
    assert desk.history.undo_name == "verdict"
    assert desk.diagnostic.undo()
    assert (desk.stage.screen, desk.judged) == ("verdict", [])
    assert desk.verdict.model.header.place.startswith("Question 1")
    assert "diagnostic" not in desk.stage.notices
    assert desk.diagnostic.redo()
    assert desk.judged == [("Q1", STUCK)]
    assert desk.asked_now() == "Q2"
    desk.diagnostic.undo()
    desk.diagnostic.choose(CAN)
    assert desk.judged == [("Q1", CAN)]
    assert desk.asked_now() == "Q2"


def test_the_last_verdict_is_taken_back_from_today(desk: DiagnosticDesk):
    desk.go_through(*ALL_STUCK)
    desk.diagnostic.leave()
    desk.undo()
    assert (desk.stage.screen, len(desk.judged)) == ("verdict", 5)
    desk.diagnostic.choose(CAN)
    assert desk.stage.screen == "route"
    assert desk.judged[-1] == ("Q6", CAN)


def test_a_verdict_taken_back_during_a_session_waits(desk: DiagnosticDesk):
    desk.go_through(CAN)
    desk.diagnostic.stop()
    desk.diagnostic.leave()
    desk.begin("F1.a")
    desk.undo()
    assert desk.stage.screen == "ask"
    assert desk.stage.notices["session"] == "Question 1 has no verdict any more; the diagnostic asks for it again."
    desk.practice.leave()
    assert not desk.stage.notices
    desk.diagnostic.open()
    assert desk.start.model.rows[0].action == "Judge it"


def test_what_was_given_again_elsewhere_is_only_shown(desk: DiagnosticDesk):
    desk.go_through(CAN)
    desk.diagnostic.undo()
    desk.diagnostic.stop()
    desk.history.redo()
    assert desk.stage.screen == "diagnostic"
    assert desk.start.model.rows[0].standing == "I can"
    assert desk.changes == 1


def test_what_was_given_again_where_it_was_taken_back_leads_on(desk: DiagnosticDesk):
    desk.go_through(CAN)
    desk.diagnostic.undo()
    desk.diagnostic.redo()
    assert (desk.asked_now(), desk.changes) == ("Q2", 0)


def test_a_rating_is_not_taken_back_from_the_diagnostic(desk: DiagnosticDesk):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.leave()
    assert not desk.diagnostic.undo()
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.diagnostic.undo()
    assert desk.diagnostic.redo()
    assert (desk.stage.screen, len(desk.real.reviews())) == ("question", 1)


def test_nothing_is_taken_back_while_somebody_speaks(desk: DiagnosticDesk):
    desk.go_through(CAN)
    desk.diagnostic.asking.start()
    desk.recorder.speak()
    assert desk.diagnostic.undo()
    assert desk.judged == [("Q1", CAN)]


# Pressing more often than needed, and at the wrong time


def test_two_presses_are_one_verdict(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.speak()
    desk.jobs.held = True
    desk.diagnostic.choose(CAN)
    desk.diagnostic.choose(STUCK)
    desk.jobs.let_go()
    assert desk.judged == [("Q1", CAN)]


@pytest.mark.parametrize("press", ["skip", "stop", "undo", "open", "begin", "begin_anew", "show_result", "leave"])
def test_nothing_gets_between_a_stop_and_its_take_being_kept(desk: DiagnosticDesk, press: str):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.diagnostic.asking.start()
    desk.recorder.speak()
    desk.diagnostic.asking.stop()
    desk.jobs.held = True
    desk.recorder.end()
    getattr(desk.diagnostic, press)()
    desk.jobs.let_go()
    assert desk.stage.screen == "verdict"
    assert len(desk.takes()) == 1


@pytest.mark.parametrize("press", ["open", "begin", "begin_anew", "show_result", "leave"])
def test_the_pages_between_cannot_be_reached_from_a_question(desk: DiagnosticDesk, press: str):
    desk.go_through(CAN)
    getattr(desk.diagnostic, press)()
    desk.diagnostic.take("Q6")
    assert (desk.stage.screen, desk.asked_now(), desk.left) == ("question", "Q2", 0)


def test_nothing_is_begun_while_a_session_goes_on(desk: DiagnosticDesk):
    desk.begin("F1.a")
    desk.diagnostic.open()
    assert desk.stage.screen == "ask"


def test_a_verdict_needs_an_answer_in_front(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.choose(CAN)
    desk.diagnostic.begin()
    desk.diagnostic.choose(CAN)
    desk.diagnostic.stop()
    desk.diagnostic.stop()
    desk.diagnostic.skip()
    assert desk.judged == []


def test_a_session_hears_nothing_of_the_diagnostics_takes(desk: DiagnosticDesk):
    desk.go_through(CAN)
    assert desk.ask.shown == []
    desk.diagnostic.stop()
    desk.begin("F1.a")
    desk.answer()
    assert len(desk.question.shown) == 2
    assert desk.stage.screen == "ask"


# The world


def test_no_microphone_is_said_and_can_be_tried_again(desk: DiagnosticDesk):
    desk.recorder.broken = NoMicrophone("none")
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.stage.notices == {"microphone": str(NoMicrophone("none"))}
    desk.recorder.broken = None
    desk.diagnostic.asking.retry()
    desk.speak()
    assert desk.stage.screen == "verdict"
    assert not desk.stage.notices


@pytest.mark.parametrize("what", ["diagnosed", "setting", "unrated_attempts"])
def test_a_library_that_cannot_be_read_leads_to_today(desk: DiagnosticDesk, what: str):
    desk.library.failing[what] = full(desk)
    desk.diagnostic.open()
    assert desk.stage.screen == "today"
    assert desk.stage.notices["library"] == str(full(desk))
    desk.library.failing.clear()
    desk.diagnostic.open()
    assert desk.stage.screen == "diagnostic"
    assert not desk.stage.notices


def test_a_question_that_cannot_be_begun_leaves_the_page_as_it_is(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.library.failing["set_setting"] = full(desk)
    desk.diagnostic.begin()
    assert (desk.stage.screen, "library" in desk.stage.notices) == ("diagnostic", True)
    desk.library.failing.clear()
    desk.diagnostic.begin()
    assert desk.asked_now() == "Q1"


def test_an_answer_whose_verdict_cannot_be_asked_for_waits(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.library.failing["attempt"] = full(desk)
    desk.speak()
    assert (desk.stage.screen, "library" in desk.stage.notices) == ("question", True)
    desk.library.failing.clear()
    desk.diagnostic.skip()
    desk.diagnostic.stop()
    assert desk.start.model.rows[0].action == "Judge it"


def test_a_verdict_that_cannot_be_stored_can_be_given_again(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.speak()
    desk.library.failing["add_diagnosis"] = full(desk)
    desk.diagnostic.choose(CAN)
    assert (desk.stage.screen, desk.judged) == ("verdict", [])
    assert "library" in desk.stage.notices
    desk.library.failing.clear()
    desk.diagnostic.choose(CAN)
    assert desk.judged == [("Q1", CAN)]
    assert "library" not in desk.stage.notices


def test_a_stored_verdict_is_not_stored_twice_when_the_next_question_cannot_come(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.speak()
    desk.library.failing["seen"] = full(desk)
    desk.diagnostic.choose(CAN)
    assert (desk.stage.screen, desk.judged, desk.diagnostic.goes_on) == ("today", [("Q1", CAN)], False)
    desk.library.failing.clear()
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.asked_now() == "Q2"


def test_a_skip_that_fails_leaves_the_question_in_front(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.library.failing["seen"] = full(desk)
    desk.diagnostic.skip()
    assert desk.asked_now() == "Q1"
    desk.library.failing.clear()
    desk.speak()
    desk.diagnostic.choose(STUCK)
    assert desk.judged == [("Q1", STUCK)]


# The deck


def test_a_deck_without_the_questions_says_so(desk: DiagnosticDesk):
    desk.prompts = (prompt("F1.a"),)
    desk.diagnostic.open()
    model = desk.start.model
    assert "no prompt for any of the six" in model.next
    assert (model.begin, model.again, model.result, model.rows) == ("", False, False, ())
    desk.diagnostic.begin()
    desk.diagnostic.take("Q1")
    assert desk.stage.screen == "diagnostic"


def test_a_question_whose_prompt_is_missing_is_passed_over(desk: DiagnosticDesk):
    desk.prompts = tuple(each for each in desk.prompts if each.diagnostic != "Q1")
    desk.diagnostic.open()
    assert desk.start.model.next.startswith("Five questions, about 60 minutes")
    assert desk.start.model.rows[0].asks == "The deck has no prompt for this question."
    desk.diagnostic.begin()
    assert desk.asked_now() == "Q2"


def test_a_prompt_that_leaves_the_deck_meanwhile_is_passed_over(desk: DiagnosticDesk):
    desk.go_through(CAN)
    desk.prompts = tuple(each for each in desk.prompts if each.diagnostic != "Q3")
    desk.speak()
    desk.diagnostic.choose(CAN)
    assert desk.asked_now() == "Q4"


# The window closes


def test_a_window_that_closes_asks_about_the_answer_first(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    assert desk.diagnostic.asking.may_close()
    desk.diagnostic.asking.start()
    desk.recorder.speak()
    assert not desk.diagnostic.asking.may_close()
    desk.diagnostic.asking.keep_and_close()
    assert desk.stage.closed


def test_closing_on_a_question_claims_no_later_answer_to_its_prompt(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.diagnostic.close()
    desk.sit_down()
    desk.begin("F5.a")
    desk.practice.asking.type_instead()
    desk.practice.asking.typed("Said in a session.")
    desk.practice.asking.close()
    assert len(desk.real.unrated_attempts()) == 1
    assert course_of(desk.real, desk.prompts).unjudged == {}


def test_what_was_being_typed_when_the_window_closes_waits_for_its_verdict(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.write("Half an answer.")
    desk.diagnostic.close()
    found = course_of(desk.real, desk.prompts)
    assert list(found.unjudged.values()) == ["Q1"]
    assert (found.marks.asked, found.marks.known) == ((), frozenset())


def test_a_take_that_runs_when_the_window_closes_is_found_again(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.begin()
    desk.diagnostic.asking.start()
    desk.recorder.speak()
    desk.diagnostic.close()
    (take,) = desk.real.unfinished_takes()
    desk.sit_down()
    desk.real.end_take(take.id, 32_000, Ended.CRASH)
    assert course_of(desk.real, desk.prompts).unjudged == {take.attempt: "Q1"}


def test_closing_where_nothing_is_asked_writes_nothing(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.library.failing["set_setting"] = full(desk)
    desk.diagnostic.close()
    assert not desk.stage.notices


def test_what_was_practised_stands_beside_the_verdicts(desk: DiagnosticDesk):
    rated(desk.real, 4, prompt_id="F1.a")
    desk.go_through(*ALL_STUCK)
    rounds = {row.round: row for row in desk.route.model.rounds}
    assert list(rounds) == list(Round)
    assert rounds[Round.ML].depth > rounds[Round.CODING].depth
    assert "were stuck on" in rounds[Round.ML].why
