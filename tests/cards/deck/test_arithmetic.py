"""The numbers that prompts compute are computed again, and nothing that stands in a file does anything else."""

import math
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cards.deck import builtin_folder, load_deck
from cards.deck.arithmetic import MOST_CHARS, value


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("0.95 ** 15", 0.4633),
        ("2 * 32 * 8 * 128 * 2 / 1024", 128),
        ("log(1 + 9 / exp(1))", 1.4612),
        ("sqrt(0.85 * 0.15 / 200)", 0.02525),
        ("-2 + 7 // 2 - 7 % 4", -2),
        ("ceil(2.1) + floor(2.9)", 5),
        ("log2(8) + log10(1_000)", 6),
        ("comb(5, 2)", 10),
        ("1 / 0.25 ** 23", 70.4e12),
        ("  1e-3*5 ", 0.005),
        ("10e9 ** 3", 1e30),
    ],
)
def test_expressions_come_to_their_value(expression: str, expected: float):
    assert value(expression) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("", "no expression"),
        ("1 +", "no expression"),
        ("(1", "no expression"),
        ("1 / 0", "divides by zero"),
        ("0 ** -1", "divides by zero"),
        ("9 ** 9 ** 9 ** 9", "too large"),
        ("1e308 * 10", "too large"),
        ("exp(1000)", "too large"),
        ("1e999", "too large"),
        ("(1e999 - 1e999)", "too large"),
        ("ceil(1e999)", "too large"),
        ("(0 - 8) ** 0.5", "below zero"),
        ("sqrt(0 - 1)", "no sqrt of -1"),
        ("log(0)", "no log of 0"),
        ("comb(5, 2.5)", "whole numbers"),
        ("comb(100000, 50000)", "at most 1000"),
        ("comb(2, 5)", "not below"),
        ("comb(5)", "nothing else"),
        ("sqrt(4, 4)", "nothing else"),
        ("sqrt(x=4)", "nothing else"),
        ("sqrt", "nothing else"),
        ("open(1)", "nothing else"),
        ("1 if 2 else 3", "nothing else"),
        ("1if 2 else 3", "nothing else"),
        ("__import__('os')", "nothing else"),
        ("'a' * 9", "nothing else"),
        ("1 << 9", "nothing else"),
        ("[1][0]", "nothing else"),
        ("(1, 2)", "nothing else"),
        ("1j", "nothing else"),
        ("0x10", "nothing else"),
        ("1 × 2", "nothing else"),
        ("+1", "nothing else"),
        ("1\x002", "nothing else"),
        ("1" * (MOST_CHARS + 1), f"more than {MOST_CHARS}"),
    ],
)
def test_what_cannot_be_computed_is_a_sentence(expression: str, sentence: str):
    with pytest.raises(ValueError, match=sentence) as raised:
        value(expression)
    assert str(raised.value).endswith(".")


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="0123456789.e+-*/%(), sqrtlogexpcombceilfloor_\n'\"[]{}:=ifel", max_size=MOST_CHARS))
@example("-" * MOST_CHARS)
@example("(" * MOST_CHARS)
@example("(" * 59 + "1" + ")" * 59)
@example("9**" * 39 + "9")
@example("comb(1000,500)**" * 7 + "1")
@example("007")
def test_nothing_but_a_number_or_a_sentence_comes_out_in_short_time(expression: str):
    begun = time.process_time()
    try:
        assert math.isfinite(value(expression))
    except ValueError as error:
        assert str(error).endswith(".")
    assert time.process_time() - begun < 1


def test_every_number_of_the_deck_that_ships_comes_out():
    wrong = [
        (prompt.id, each.expression, value(each.expression), each.result)
        for prompt in load_deck(builtin_folder()).prompts
        for each in prompt.computed
        if abs(value(each.expression) - each.result) > abs(each.result) * each.within + 1e-12
    ]
    assert wrong == []
