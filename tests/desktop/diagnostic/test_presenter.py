"""The diagnostic from its first question to its result, and whatever is pressed on the way."""

import pytest

from audio.events import Phase
from cards.rounds import Round
from desktop.practice.model import RecorderState
from tests.desktop.diagnostic.desk import ALL_STUCK, CAN, CODED, PARTLY, STUCK, DiagnosticDesk
from tests.support.desk import rated


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
    assert model.header.place == "Question 2 of 6"
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


def test_what_was_practised_stands_beside_the_verdicts(desk: DiagnosticDesk):
    rated(desk.real, 4, prompt_id="F1.a")
    desk.go_through(*ALL_STUCK)
    rounds = {row.round: row for row in desk.route.model.rounds}
    assert list(rounds) == list(Round)
    assert rounds[Round.ML].depth > rounds[Round.CODING].depth
    assert "were stuck on" in rounds[Round.ML].why


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
