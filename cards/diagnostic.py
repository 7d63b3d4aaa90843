"""The diagnostic: six questions that show where somebody who has practised nothing here yet is weak. Values only.

Each is asked as the prompt of the deck that carries its code, answered aloud, and then judged by the person. Their full
wording stands in ``coverage.toml``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cards.rounds import Round


class Result(StrEnum):
    """How a question went, as the person sees it; the value is what stands in the library and in ``--json``."""

    CAN = "can"
    PARTLY = "partly"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Question:
    """One of the six questions."""

    id: str
    """The code that a prompt names it by."""
    round: Round
    asks: str
    """What it is about, in words that follow "the question about"."""


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """One question, answered and judged. A retake is one more of them and replaces none."""

    question: str
    result: Result
    day: date
    """The study day that counts for the answer."""
    attempt: int


QUESTIONS: dict[str, Question] = {
    question.id: question
    for question in (
        Question("Q1", Round.ML, "attention and convolution"),
        Question("Q2", Round.DESIGN, "a RAG pipeline"),
        Question("Q3", Round.CODING, "writing attention from memory"),
        Question("Q4", Round.BEHAVIORAL, "an AI failure of your own"),
        Question("Q5", Round.ML, "tuning and prompting"),
        Question("Q6", Round.DESIGN, "the design of an agent"),
    )
}
"""All six by their code, in the order in which they are asked."""


def latest(diagnosed: Iterable[Diagnosed]) -> dict[str, Diagnosed]:
    """What counts of ``diagnosed``, which is oldest first: the last answer to each question, in the questions' order.

    An answer to a question that there is not is left out.
    """
    last = {each.question: each for each in diagnosed}
    return {question: last[question] for question in QUESTIONS if question in last}
