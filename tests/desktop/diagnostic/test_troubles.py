"""What the world does to a diagnostic: the microphone, the library and the deck."""

import pytest

from audio.errors import NoMicrophone
from tests.desktop.diagnostic.desk import CAN, STUCK, DiagnosticDesk, full
from tests.support.desk import prompt


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
