"""Where sentences begin and end, and when."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.attempt import Word
from cards.sentences import MOST_WORDS, sentences


def texts(text: str):
    return [text[each.begin : each.end] for each in sentences(text, ())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n ", []),
        ("I would cache.", ["I would cache."]),
        ("  I would cache. But not the tail?  Never! ", ["I would cache.", "But not the tail?", "Never!"]),
        ("Some say e.g. the cache is 3.5 ms. So what", ["Some say e.g. the cache is 3.5 ms.", "So what"]),
        ('He said "no." Then he left… "And?"', ['He said "no."', "Then he left…", '"And?"']),
        ("first line\nsecond line\n\nthird", ["first line", "second line", "third"]),
        ("Einfach. Österreich", ["Einfach.", "Österreich"]),
    ],
)
def test_sentences_of_a_text(text: str, found: list[str]):
    assert texts(text) == found


def test_a_text_without_a_stop_is_cut_between_words():
    assert [len(each.split()) for each in texts("word " * (2 * MOST_WORDS + 3))] == [MOST_WORDS, MOST_WORDS, 3]


def test_a_sentence_begins_with_its_first_word():
    words = [
        Word(text, at, at + 0.5, 1.0) for at, text in enumerate(("I", "would", "cache.", "But", "C", "++", "too."))
    ]
    found = sentences("I would cache. But C++ too. Unheard.", words)
    assert [each.start_s for each in found] == [0, 3, None]


def test_a_word_that_is_not_in_the_text_loses_no_other():
    words = [
        Word("Um", 0.0, 0.1, 1.0),
        Word("", 0.1, 0.1, 1.0),
        Word("Yes.", 1.0, 1.2, 1.0),
        Word("No.", 2.0, 2.2, 1.0),
    ]
    assert [each.start_s for each in sentences("Yes. No.", words)] == [1.0, 2.0]


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(st.text(st.sampled_from("aB .!?…\n\"'é"), max_size=60))
def test_nothing_but_blanks_is_lost(text: str):
    found = sentences(text, ())
    assert "".join("".join(texts(text)).split()) == "".join(text.split())
    assert all(one.end <= other.begin for one, other in itertools.pairwise(found))
