"""A question is answered again, a verdict is taken back and given again."""

from datetime import timedelta

from cards.rounds import Round
from desktop.diagnostic.course import course_of
from tests.desktop.diagnostic.desk import ALL_STUCK, CAN, PARTLY, STUCK, DiagnosticDesk


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


def test_one_question_answered_alone_leads_to_those_that_are_open(desk: DiagnosticDesk):
    desk.diagnostic.open()
    desk.diagnostic.take("Q3")
    desk.speak()
    desk.diagnostic.choose(CAN)
    assert (desk.stage.screen, desk.start.model.begin, desk.start.model.result) == ("diagnostic", "Go on", True)


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


def test_a_verdict_taken_back_from_the_questions_leads_back_to_them(desk: DiagnosticDesk):
    desk.go_through(CAN, STUCK)
    desk.diagnostic.stop()
    desk.undo()
    assert desk.stage.screen == "verdict"
    desk.diagnostic.choose(PARTLY)
    assert (desk.stage.screen, desk.start.model.begin) == ("diagnostic", "Go on")
    assert desk.start.model.next.startswith("Four questions left.")
    assert desk.start.model.rows[1].standing == "Partly"
    assert desk.stage.notices["diagnostic"] == "Question 2: “Partly”. Ctrl+Z takes it back."


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
