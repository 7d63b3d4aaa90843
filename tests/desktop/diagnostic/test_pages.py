"""The words of the pages, from where a person is."""

from dataclasses import replace
from datetime import date

import pytest

from cards.diagnostic import QUESTIONS, Diagnosed, Result
from cards.rounds import Round
from desktop.diagnostic.course import Course, Marks
from desktop.diagnostic.model import minutes_long
from desktop.diagnostic.pages import header, route_model, short_day, start_model
from scheduler.practice import Log, practice
from scheduler.rules import Rules
from tests.desktop.diagnostic.desk import CAN, PARTLY, STUCK, coded

DAY = date(2026, 11, 21)
PROMPTS = {each.diagnostic: each for each in coded() if each.diagnostic}


def judged(*results: Result, day: date = DAY) -> tuple[Diagnosed, ...]:
    asked = zip(QUESTIONS, results, strict=False)
    return tuple(Diagnosed(each, result, day, place) for place, (each, result) in enumerate(asked, start=1))


def course(*results: Result, day: date = DAY, **changed: object) -> Course:
    return replace(Course(PROMPTS, judged(*results, day=day), {}, Marks()), **changed)


def route(found: Course):
    return route_model(found, practice(coded(), frozenset(), Log({}, diagnosed=found.diagnosed), Rules(), DAY))


@pytest.mark.parametrize(
    ("found", "says", "begin"),
    [
        (course(), "Six questions, about 63 minutes of answers. You can leave after any of them.", "Begin"),
        (course(prompts={"Q1": PROMPTS["Q1"]}), "One question, about 3 minutes of answers.", "Begin"),
        (course(CAN), "Five questions left. Next: the one about a RAG pipeline, 30 minutes.", "Go on"),
        (
            course(CAN, CAN, CAN, CAN, STUCK),
            "One question left: the one about the design of an agent, 20 minutes.",
            "Go on",
        ),
        (
            course(CAN, CAN, CAN, CAN, unjudged={5: "Q6"}),
            "One question left: the one about tuning and prompting, 3 minutes. Your answer about the design of an "
            "agent waits for your verdict.",
            "Go on",
        ),
        (
            course(CAN, CAN, unjudged={5: "Q4", 6: "Q6"}),
            "Two questions left. Next: the one about writing attention from memory, 4 minutes. Two answers wait for "
            "your verdict.",
            "Go on",
        ),
        (
            course(CAN, unjudged={5: "Q2"}),
            "Your answer about a RAG pipeline waits for your verdict. Four questions left.",
            "Go on",
        ),
        (
            course(CAN, CAN, CAN, CAN, unjudged={5: "Q5", 6: "Q5"}),
            "Two answers wait for your verdict, first the one about tuning and prompting. One question left: "
            "the one about the design of an agent, 20 minutes.",
            "Go on",
        ),
        (
            course(*[CAN] * 6, marks=Marks(since=6)),
            "Six questions left. Next: the one about attention and convolution, 3 minutes.",
            "Go on",
        ),
        (
            course(unjudged={4: "Q3"}, prompts={"Q3": PROMPTS["Q3"]}),
            "Your answer about writing attention from memory waits for your verdict.",
            "Go on",
        ),
        (course(*[CAN] * 6), "All six questions are answered, the last one today.", ""),
        (
            course(*[CAN] * 6, day=date(2025, 10, 3)),
            "All six questions are answered, the last one on Friday, 3 October 2025.",
            "",
        ),
        (
            course(CAN, prompts={"Q1": PROMPTS["Q1"]}),
            "One question is answered, the last one today.",
            "",
        ),
    ],
)
def test_what_comes_next_in_a_sentence(found: Course, says: str, begin: str):
    model = start_model(found, DAY)
    assert (model.next, model.begin) == (says, begin)
    assert model.again == (not begin)


def test_each_question_stands_as_it_went():
    found = course(CAN, PARTLY, unjudged={9: "Q2"}, prompts={**PROMPTS, "Q6": PROMPTS["Q6"]})
    rows = start_model(found, date(2026, 11, 25)).rows
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.round for row in rows] == [each.round for each in QUESTIONS.values()]
    assert [(row.standing, row.when, row.action) for row in rows] == [
        ("I can", "21 November", "Again"),
        ("No verdict yet", "", "Judge it"),
        ("4 minutes", "", "Answer"),
        ("3 minutes", "", "Answer"),
        ("3 minutes", "", "Answer"),
        ("20 minutes", "", "Answer"),
    ]
    assert rows[0].title == "Attention and convolution"


def test_a_question_that_lost_its_prompt_keeps_its_verdict():
    row = start_model(course(STUCK, prompts={}), DAY).rows[0]
    assert (row.standing, row.action) == ("Stuck", "")
    assert row.asks.startswith("Can you say")


def test_the_minutes_of_all_are_those_of_each_together():
    model = start_model(course(), DAY)
    each = [int(row.standing.split()[0]) for row in model.rows]
    assert f"about {sum(each)} minutes" in model.next


def test_where_the_clock_says_how_long_the_line_above_does_not():
    assert header("Q1").place == "Question 1 of 6"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(20, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (150, "3 minutes"), (1800, "30 minutes")],
)
def test_a_part_of_a_minute_counts(seconds: int, said: str):
    assert minutes_long(seconds) == said


@pytest.mark.parametrize(
    ("day", "said"), [(DAY, "today"), (date(2026, 3, 1), "1 March"), (date(2025, 12, 31), "31 December 2025")]
)
def test_a_short_day(day: date, said: str):
    assert short_day(day, DAY) == said


# The result


def test_the_route_is_the_schedulers_and_the_rounds_are_the_estimates():
    found = course(CAN, STUCK, PARTLY, STUCK, CAN, STUCK)
    model = route(found)
    assert [row.title for row in model.phases] == ["System design", "Behavioral"]
    assert [row.marks for row in model.phases] == [(), ()]
    assert [row.round for row in model.rounds] == list(Round)
    weakest = min(model.rounds, key=lambda row: row.depth)
    assert weakest.title == "System design, your focus this week"
    assert "you were stuck on both" in weakest.why
    assert model.open == ""


def test_stuck_on_everything_says_what_is_to_be_short():
    marks = {row.round: row.marks for row in route(course(*[STUCK] * 6)).phases}
    assert marks == {
        Round.ML: ("in short",),
        Round.DESIGN: (),
        Round.CODING: ("in short",),
        Round.BEHAVIORAL: (),
    }


def test_the_focus_has_its_reason_and_says_nothing_twice():
    found = course(*[STUCK] * 6)
    model = route(found)
    focus = next(row for row in model.rounds if "focus" in row.title)
    assert model.focus.startswith(f"{focus.title.split(',')[0]} is your focus this week. ")
    assert focus.why not in model.focus
    assert model.focus.endswith(".")
    assert ".." not in model.focus


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (course(*[CAN] * 6), ""),
        (course(CAN), ""),
        (course(CAN, unjudged={7: "Q2"}), "One answer has no verdict yet."),
        (
            course(*[CAN] * 6, unjudged={7: "Q1", 8: "Q2"}, marks=Marks(since=6)),
            "Two answers have no verdict yet. Four questions are still to be answered again.",
        ),
    ],
)
def test_what_may_still_change_it(found: Course, says: str):
    assert route(found).open == says


def test_every_answer_is_there_the_last_first():
    older = judged(*[STUCK] * 6, day=date(2026, 10, 3))
    newer = tuple(replace(each, attempt=each.attempt + 6) for each in judged(CAN))
    rows = route(course(diagnosed=(*older, *newer))).answers
    assert [(row.attempt, row.result) for row in rows[:2]] == [(7, "I can"), (6, "Stuck")]
    assert rows[0].when == "Saturday, 21 November"
    assert len(rows) == 7
