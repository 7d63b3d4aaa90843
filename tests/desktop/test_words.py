from datetime import date

import pytest

from desktop.words import comes_back, counted, in_days, number_word, spoken_day

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


@pytest.mark.parametrize(("days", "words"), [(-1, "today"), (0, "today"), (1, "tomorrow"), (3, "in 3 days")])
def test_days_from_today(days: int, words: str):
    assert in_days(days) == words


@pytest.mark.parametrize(("number", "words"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (-1, "-1")])
def test_numbers_up_to_twelve_are_words(number: int, words: str):
    assert number_word(number) == words


def test_one_is_singular():
    assert (counted(1, "minute"), counted(2, "minute")) == ("1 minute", "2 minutes")
