"""Parts of sentences about what an estimate rests on; the whole sentences are tested with the estimates."""

import pytest

from cards.diagnostic import Result
from scheduler import evidence


@pytest.mark.parametrize(
    ("recent", "older", "said"),
    [
        ((0, 0, 0, 0), 0, "no rated answers to go by"),
        ((0, 0, 0, 0), 3, "3 answers, none of them in the last 14 days"),
        ((0, 0, 1, 0), 0, "1 answer in the last 14 days is at depth 3"),
        ((1, 0, 0, 2), 1, "3 answers in the last 14 days have an average depth of 3.0, and 1 older one counts less"),
    ],
)
def test_depths(recent: tuple[int, ...], older: int, said: str):
    assert evidence.depths(recent, older) == said


@pytest.mark.parametrize(
    ("recent", "older", "said"),
    [
        ((0, 0, 0), 1, "1 answer, not in the last 14 days"),
        ((0, 0, 2), 0, "in the last 14 days strong in 2 answers"),
        (
            (1, 4, 2),
            5,
            "in the last 14 days weak in 1 answer, between in 4 and strong in 2, and 5 older ones count less",
        ),
    ],
)
def test_shown(recent: tuple[int, ...], older: int, said: str):
    assert evidence.shown(dict(zip(("weak", "between", "strong"), recent, strict=True)), older) == said


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ({"Q1": Result.STUCK, "Q5": Result.STUCK}, "you were stuck on both of its questions"),
        ({"Q1": Result.CAN, "Q5": Result.CAN}, "you could answer both of its questions"),
        ({"Q5": Result.PARTLY}, "you could partly answer the question about tuning and prompting"),
        (
            {"Q2": Result.CAN, "Q6": Result.STUCK},
            "you could answer the question about a RAG pipeline and were stuck on the one about the design of an agent",
        ),
    ],
)
def test_results(results: dict[str, Result], said: str):
    assert evidence.results(results) == said
