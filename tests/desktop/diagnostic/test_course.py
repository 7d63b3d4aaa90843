"""What is still to do, from what was judged and what was answered; and the setting that is beside it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.diagnostic import QUESTIONS, Diagnosed, Result
from desktop.diagnostic.course import KEY, Course, Marks, answered, ask, begin_anew, course_of, settle
from tests.desktop.diagnostic.desk import CODED, DiagnosticDesk, coded
from tests.support.desk import prompt

DAY = date(2026, 11, 21)
PROMPTS = {each.diagnostic: each for each in coded() if each.diagnostic}
QUESTION = st.sampled_from(tuple(QUESTIONS))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("answers", "since", "asked")), inner),
)


def judged(*questions: str, first: int = 1, result: Result = Result.CAN) -> tuple[Diagnosed, ...]:
    return tuple(Diagnosed(each, result, DAY, first + place) for place, each in enumerate(questions))


def course(diagnosed: tuple[Diagnosed, ...] = (), unjudged: dict[int, str] | None = None, since: int = 0) -> Course:
    return Course(PROMPTS, diagnosed, unjudged or {}, Marks(since=since))


@pytest.mark.parametrize(
    ("found", "to_do"),
    [
        (course(), tuple(QUESTIONS)),
        (course(judged("Q1", "Q4")), ("Q2", "Q3", "Q5", "Q6")),
        (course(judged(*QUESTIONS)), ()),
        (course(judged(*QUESTIONS), since=6), tuple(QUESTIONS)),
        (course((*judged(*QUESTIONS), *judged("Q3", first=7)), since=6), ("Q1", "Q2", "Q4", "Q5", "Q6")),
        (course(judged(*QUESTIONS), {9: "Q2"}), ("Q2",)),
        (course(judged("Q1"), {9: "Q2"}), ("Q2", "Q3", "Q4", "Q5", "Q6")),
    ],
)
def test_what_is_still_to_do(found: Course, to_do: tuple[str, ...]):
    assert found.to_do == to_do


@given(st.lists(st.tuples(QUESTION, st.sampled_from(Result)), max_size=20), st.dictionaries(st.integers(50), QUESTION))
def test_nothing_is_asked_twice_and_nothing_that_waits_is_left_out(
    given_: list[tuple[str, Result]], unjudged: dict[int, str]
):
    diagnosed = tuple(Diagnosed(each, result, DAY, place) for place, (each, result) in enumerate(given_, start=1))
    found = course(diagnosed, unjudged)
    assert set(unjudged.values()) <= set(found.to_do)
    assert set(found.to_do) == set(QUESTIONS) - found.results.keys() | set(unjudged.values())
    assert list(found.to_do) == [each for each in QUESTIONS if each in found.to_do]
    assert found.begun == bool(diagnosed or unjudged)


@given(
    st.dictionaries(st.integers(1), QUESTION),
    st.integers(0),
    st.lists(QUESTION, unique=True).map(tuple),
    st.frozensets(st.integers(1)),
)
def test_the_setting_is_read_as_it_was_written(
    answers: dict[int, str], since: int, asked: tuple[str, ...], known: frozenset[int]
):
    marks = Marks(answers, since, asked, known)
    assert Marks.of(marks.as_json()) == marks


@given(JSON)
def test_a_setting_that_nobody_here_wrote_is_as_none(value: object):
    assert Marks.of(value) == Marks()


def test_of_two_answers_that_wait_the_last_is_judged_first():
    assert course(unjudged={3: "Q1", 8: "Q1", 5: "Q2"}).waiting("Q1") == 8
    assert course(unjudged={5: "Q2"}).waiting("Q1") is None


def test_a_question_is_asked_as_the_first_prompt_that_carries_its_code(desk: DiagnosticDesk):
    mine = (prompt("X.a", diagnostic="Q1"), *coded(), prompt("X.b", diagnostic="Q2"), prompt("X.c", diagnostic="Q9"))
    found = course_of(desk.real, mine)
    assert {question: each.id for question, each in found.prompts.items()} == {**CODED, "Q1": "X.a"}


def test_what_is_answered_while_it_is_asked_is_found_whoever_wrote_it(desk: DiagnosticDesk):
    at = desk.clock()
    before = desk.real.write_answer("F5.a", "fifty rows", at, DAY, "", "Of a session.")
    ask(desk.real, course_of(desk.real, desk.prompts), ("Q1",))
    assert course_of(desk.real, desk.prompts).unjudged == {}
    ours = desk.real.write_answer("F5.a", "fifty rows", at, DAY, "", "Of the diagnostic.")
    other = desk.real.write_answer("F1.a", "fifty rows", at, DAY, "", "To another prompt.")
    assert course_of(desk.real, desk.prompts).unjudged == {ours.attempt: "Q1"}
    settle(desk.real, course_of(desk.real, desk.prompts))
    later = desk.real.write_answer("F5.a", "fifty rows", at, DAY, "", "Of a session again.")
    assert course_of(desk.real, desk.prompts).unjudged == {ours.attempt: "Q1"}
    assert len({before.attempt, ours.attempt, other.attempt, later.attempt}) == 4


def test_what_waits_is_known_without_being_read_again(desk: DiagnosticDesk, monkeypatch: pytest.MonkeyPatch):
    at = desk.clock()
    session = desk.real.write_answer("F5.a", "fifty rows", at, DAY, "", "Of a session.").attempt
    ours = desk.real.write_answer("F5.a", "fifty rows", at, DAY, "", "Of the diagnostic.").attempt
    answered(desk.real, course_of(desk.real, desk.prompts), "Q1", ours)
    found = course_of(desk.real, desk.prompts)
    monkeypatch.setattr(desk.real, "unrated_attempts", pytest.fail)
    ask(desk.real, found, ("Q1",))
    assert [each.id for each in found.without_depth] == [session]
    assert Marks.of(desk.real.setting(KEY)).known == {session, ours}


def test_an_answer_after_which_a_follow_up_was_shown_is_of_a_session(desk: DiagnosticDesk):
    ask(desk.real, course_of(desk.real, desk.prompts), ("Q1",))
    take = desk.real.write_answer("F5.a", "fifty rows", desk.clock(), DAY, "", "An answer.")
    desk.real.show_follow_up(take.attempt, "And at ten times the load?")
    assert course_of(desk.real, desk.prompts).unjudged == {}


def test_an_answer_stays_an_answer_when_another_question_is_asked(desk: DiagnosticDesk):
    read = lambda: course_of(desk.real, desk.prompts)  # noqa: E731 - as short as what it does
    ask(desk.real, read(), ("Q1",))
    take = desk.real.write_answer("F5.a", "fifty rows", desk.clock(), DAY, "", "An answer.")
    answered(desk.real, read(), "Q1", take.attempt)
    ask(desk.real, read(), ("Q2",))
    assert read().unjudged == {take.attempt: "Q1"}
    desk.real.add_diagnosis(take.attempt, "Q1", Result.STUCK, desk.clock(), DAY)
    assert read().unjudged == {}
    begin_anew(desk.real, read())
    assert read().to_do == tuple(QUESTIONS)
    assert Marks.of(desk.real.setting(KEY)).answers == {take.attempt: "Q1"}
