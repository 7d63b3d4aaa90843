"""Words are found in speech however a recogniser spelled them, and not in other words."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.deck.fields import shared_forms
from cards.spoken import normal, says

WORD = st.text(string.ascii_lowercase, min_size=2, max_size=8)
NUMBERS = st.integers(0, 999_999)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Twenty-five percent of two hundred and fifty.", "25 percent of 250"),
        ("25% of 1,000 rows", "25 percent of 1000 rows"),
        ("one per cent", "1 percent"),
        ("about sixty-five thousand", "about 65000"),
        ("three point five million", "3.5 million"),
        ("one hundred and one", "101"),
        ("a hundred and more", "a hundred and more"),
        ("five nine", "5 9"),
        ("two thousand three hundred and four", "2304"),
        ("regularisation, behaviour and a modelled colour", "regularization behavior and a modeled color"),
        ("I’d “quote” it's 'fine'.", "i'd quote it's fine"),
        ("loss: 0.95. Then.", "loss 0.95 then"),
        ("", ""),
    ],
)
def test_one_form_for_all_spellings(written: str, form: str):
    assert normal(written) == form


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        ("KV cache", "it needs a K.V. cache"),
        ("KV cache", "a k v cache per user"),
        ("BM25", "I'd add b m 25"),
        ("BM25", "and BM twenty-five"),
        ("A/B test", "run an A B test"),
        ("re-rank", "then re rank them"),
        ("L2", "an L two penalty"),
        ("learning curve", "learning curves say"),
        ("sixty five thousand", "65,000 times"),
        ("twenty five percent", "25% of them"),
        ("one point five billion", "1.5 billion tokens"),
        ("cross-validation", "Cross validation, of course"),
        ("regularisation", "more regularization"),
        ("today I'd", "Today I’d do it"),
        ("p95", "the p 95 is"),
    ],
)
def test_an_alias_is_found_however_it_was_written_down(alias: str, said: str):
    assert says(normal(said), alias)


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        ("rag", "fragments and ragged edges"),
        ("index", "indexing it"),
        ("order n", "order nine"),
        ("25 percent", "125 percent"),
        ("5 percent", "0.5 percent"),
        ("route", "en-routed"),
        ("can do", "can't do"),
    ],
)
def test_other_words_are_not_taken_for_it(alias: str, said: str):
    assert not says(normal(said), alias)


@given(st.text())
def test_any_text_has_a_form_that_stays(text: str):
    form = normal(text)
    assert normal(form) == form
    assert form == " ".join(form.split())


@given(st.lists(WORD, min_size=1, max_size=4), st.lists(WORD, max_size=4), st.lists(WORD, max_size=4))
def test_what_was_said_is_found_wherever_it_stands(alias: list[str], before: list[str], after: list[str]):
    assert says(normal(" ".join([*before, "so", *alias, "so", *after])), " ".join(alias))


@given(NUMBERS)
def test_numbers_are_the_same_in_words_and_digits(number: int):
    assert normal(in_words(number)) == normal(f"{number:,}") == str(number)


def in_words(number: int) -> str:
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    units = [*small.split(), "seventeen", "eighteen", "nineteen"]
    tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return units[number]
    if number < 100:
        return tens[number // 10] + (f"-{units[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = number % 100
        return f"{units[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    rest = number % 1000
    return f"{in_words(number // 1000)} thousand" + (f" {in_words(rest)}" if rest else "")


def test_every_shared_form_is_found_in_itself():
    for forms in shared_forms().values():
        for form in forms:
            assert says(normal(f"so {form} then"), form), form
