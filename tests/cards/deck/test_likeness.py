"""Prompts that are nearly the same are found, and found fast."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cards.deck import builtin_folder, load_deck
from cards.deck.likeness import LEAST_SHARED, Likeness, alike, runs
from cards.prompt import Prompt

DECK = load_deck(builtin_folder()).prompts
WORDS = ("cat", "dog", "runs", "sleeps", "eats", "barks", "and", "then")


def asking(text: str, id_: str) -> Prompt:
    return replace(DECK[0], id=id_, decision=text, constraints=(), key_points=())


def test_no_two_prompts_that_ship_are_alike():
    assert list(alike(DECK)) == []


def test_a_copy_is_like_its_original_with_some_words_changed():
    copies = [
        replace(
            each, id=f"{each.id}-2", decision="Something else entirely is asked here.", constraints=each.constraints[:1]
        )
        for each in DECK[:40]
    ]
    assert [(copy.id, first.id) for copy, first in alike([*DECK, *copies])] == [
        (f"{each.id}-2", each.id) for each in DECK[:40]
    ]


def test_a_hundred_copies_are_a_hundred_messages_about_the_first():
    copies = [replace(DECK[0], id=f"x{number}") for number in range(100)]
    assert [(copy.id, first.id) for copy, first in alike(copies)] == [(f"x{number}", "x0") for number in range(1, 100)]


def test_known_ones_are_not_compared_with_each_other():
    known = Likeness([DECK[0], replace(DECK[0], id="x")])
    assert known.first_like(DECK[0]).id == "x"
    assert known.first_like(DECK[1]) is None


def test_what_has_hardly_any_words_is_like_nothing():
    assert list(alike([asking("", "a"), asking("", "b"), asking("two words", "c"), asking("two words", "d")])) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=8))
def test_whatever_shares_enough_is_met(texts: list[str]):
    """The rarest runs are enough to meet: comparing all with all finds the same."""
    prompts = [asking(text, f"p{number}") for number, text in enumerate(texts)]
    expected: list[tuple[str, str]] = []
    known: list[Prompt] = []
    for prompt in prompts:
        own = runs(prompt)
        near = [
            each for each in known if own and len(own & runs(each)) >= LEAST_SHARED * max(len(own), len(runs(each)))
        ]
        if near:
            expected.append((prompt.id, near[0].id))
        else:
            known.append(prompt)
    assert [(prompt.id, first.id) for prompt, first in alike(prompts)] == expected
