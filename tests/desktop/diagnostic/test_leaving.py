"""The diagnostic is left, and gone on with: by a person, by a crash, by a window that closes."""

from cards.attempt import Ended
from desktop.diagnostic.course import course_of
from desktop.practice.question import Question
from tests.desktop.diagnostic.desk import CAN, PARTLY, STUCK, DiagnosticDesk, full


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
    assert desk.start.model.next == (
        "Your answer about attention and convolution waits for your verdict. Five questions left."
    )
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
    assert desk.stage.screen == "diagnostic"
    assert desk.start.model.next.startswith("One question left: the one about attention and convolution")
    desk.diagnostic.show_result()
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
