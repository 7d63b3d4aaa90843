"""How much of the diagnostic is left, as Today and its first page offer it."""

from dataclasses import replace
from datetime import date

import pytest

from cards.diagnostic import QUESTIONS, Diagnosed, Result
from desktop.diagnostic.course import Course, Marks
from desktop.diagnostic.offering import offer
from tests.support.desk import prompt

DAY = date(2026, 11, 21)
PROMPTS = {code: prompt(f"{code}.a", question.round, diagnostic=code) for code, question in QUESTIONS.items()}


def course(judged: tuple[str, ...] = (), unjudged: tuple[str, ...] = (), **changed: object) -> Course:
    done = tuple(Diagnosed(each, Result.CAN, DAY, number) for number, each in enumerate(judged))
    made = Course(PROMPTS, done, {100 + number: each for number, each in enumerate(unjudged)}, Marks())
    return replace(made, **changed)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (course(), "Six questions, about 12 minutes of answers. You can leave after any of them."),
        (
            course(("Q1", "Q3")),
            "Four questions left, about 8 minutes of answers. You can leave after any of them.",
        ),
        (
            course(("Q1", "Q2", "Q3", "Q4"), ("Q5",)),
            "One question left, about 2 minutes of answers. One answer waits for your verdict.",
        ),
        (
            course(("Q1", "Q2", "Q3"), ("Q6",)),
            "Two questions left, about 4 minutes of answers. You can leave after any of them. One answer waits for "
            "your verdict.",
        ),
        (
            course((), ("Q1", "Q2", "Q2", "Q3", "Q4")),
            "Two questions left, about 4 minutes of answers. You can leave after any of them. Five answers wait for "
            "your verdict.",
        ),
        (course(("Q1", "Q2", "Q3", "Q4", "Q5"), ("Q6",)), "One answer waits for your verdict."),
        (course(("Q1", "Q2", "Q3", "Q4"), ("Q6", "Q5")), "Two answers wait for your verdict."),
        (course(tuple(QUESTIONS)), ""),
        (course(tuple(QUESTIONS), ("Q1",)), "One answer waits for your verdict."),
        (course(tuple(QUESTIONS), ("Q1", "Q1")), "Two answers wait for your verdict."),
        (course(tuple(QUESTIONS), ("Q1",), prompts={}), ""),
        (course(prompts={}), ""),
    ],
)
def test_the_diagnostic_is_offered_as_long_as_a_question_is_open(where: Course, words: str):
    assert offer(where) == words
