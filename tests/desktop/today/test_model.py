import pytest

from desktop.today.model import (
    NOTHING_DUE,
    Recovery,
    Unrated,
    headline,
    more_that_can_wait,
    problems_caption,
    suspended_caption,
)


@pytest.mark.parametrize(
    ("prompts", "minutes", "words"),
    [
        (5, 24, "Five prompts, about 24 minutes"),
        (1, 1, "One prompt, about 1 minute"),
        (12, 60, "Twelve prompts, about 60 minutes"),
        (13, 61, "13 prompts, about 61 minutes"),
        (0, 0, NOTHING_DUE),
    ],
)
def test_headline(prompts: int, minutes: int, words: str):
    assert headline(prompts, minutes) == words


def test_a_cut_off_answer_in_a_sentence():
    sentence = Recovery(7, "Loss is flat", "14:32", "1:42").sentence
    assert sentence == "An answer to “Loss is flat” was cut off at 14:32, after 1:42 of sound."


def test_an_answer_without_a_depth_in_a_sentence():
    sentence = Unrated(3, "Loss is flat", "today at 14:32").sentence
    assert sentence == "Your answer to “Loss is flat”, given today at 14:32, has no depth yet."


@pytest.mark.parametrize(("count", "words"), [(1, "1 prompt could not be read"), (2, "2 prompts could not be read")])
def test_deck_problems_are_counted(count: int, words: str):
    assert problems_caption(count) == words


@pytest.mark.parametrize(
    ("count", "words"), [(0, ""), (1, "and one more that can wait"), (7, "and seven more that can wait")]
)
def test_what_did_not_fit_is_no_debt(count: int, words: str):
    assert more_that_can_wait(count) == words


@pytest.mark.parametrize(("count", "words"), [(1, "1 prompt suspended"), (2, "2 prompts suspended")])
def test_suspended_prompts_are_counted(count: int, words: str):
    assert suspended_caption(count) == words
