from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.transcription.words import NO_HELP
from cards.deck import builtin_folder, load_deck
from cards.prompt import KeyPoint, Prompt
from cards.vocabulary import terms
from desktop.hints import MOST_HINTS, MOST_OWN, MOST_SIGNS, help_by_id, help_for

PROMPTS = {prompt.id: prompt for prompt in load_deck(builtin_folder()).prompts}
SCORING = PROMPTS["S4.a"]


def with_aliases(*aliases: str) -> Prompt:
    return replace(SCORING, key_points=(KeyPoint("A claim.", aliases),))


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_an_answer_is_helped_by_the_terms_of_its_topic(prompt: Prompt):
    assert help_for(prompt, ()).hints == terms(prompt)


def test_own_words_come_first_and_once():
    assert help_for(SCORING, ("Zanzibase", "bm25")).hints[:3] == ("Zanzibase", "bm25", "RRF")


def test_many_own_words_leave_room_for_the_topic():
    own = tuple(f"own{number}" for number in range(100))
    hints = help_for(SCORING, own).hints
    assert hints[:MOST_OWN] == own[:MOST_OWN]
    assert len(hints) == MOST_HINTS
    assert hints[MOST_OWN:] == terms(SCORING)[: MOST_HINTS - MOST_OWN]


def test_without_a_prompt_there_are_the_own_words():
    assert help_for(None, ("Zanzibase",)).hints == ("Zanzibase",)
    assert help_for(None, ()) == NO_HELP


def test_what_a_hint_could_fake_is_checked_again_as_said_and_as_written():
    known = help_for(with_aliases("b m 25 finds it", "keyword search", "a cross encoder"), ())
    assert known.credit == ("b m 25 finds it", "BM25 finds it", "a cross encoder", "a cross-encoder")


def test_what_nobody_hinted_at_is_not_checked_again():
    assert help_for(with_aliases("part numbers need it", "is an rf"), ()).credit == ()


def test_an_own_word_in_a_key_point_is_checked_again_too():
    assert help_for(with_aliases("use zanzibase"), ("Zanzibase",)).credit == ("use zanzibase", "use Zanzibase")


def test_help_is_found_by_the_id_of_a_prompt():
    help_of = help_by_id(PROMPTS, lambda: ("Zanzibase",))
    assert help_of("S4.a") == help_for(SCORING, ("Zanzibase",))
    assert help_of("gone") == NO_HELP


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40), max_size=100))
def test_hints_are_few_short_and_different(own: list[str]):
    hints = help_for(SCORING, own).hints
    assert len(hints) <= MOST_HINTS
    assert len(", ".join(hints)) <= MOST_SIGNS
    assert len({hint.casefold() for hint in hints}) == len(hints)
