from datetime import date

import pytest

from desktop.words import comes_back, spoken_day

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "Saturday, 21 November"),
        (date(2026, 1, 1), "Thursday, 1 January"),
        (date(2027, 3, 5), "Friday, 5 March 2027"),
    ],
)
def test_a_day(day: date, words: str):
    assert spoken_day(day, TODAY) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 22), "comes back on Sunday, 22 November, tomorrow"),
        (date(2026, 11, 24), "comes back on Tuesday, 24 November, in 3 days"),
        (date(2027, 1, 1), "comes back on Friday, 1 January 2027, in 41 days"),
    ],
)
def test_when_a_prompt_comes_back(due: date, words: str):
    assert comes_back(due, TODAY) == words
