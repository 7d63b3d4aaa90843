"""Phrases are found where they stand in the text, however it was written down."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.phrases import Speech, overlap, words_in

WORD = st.text(string.ascii_lowercase, min_size=2, max_size=8)


def found(text: str, *phrases: str) -> list[str]:
    return [text[hit.begin : hit.end] for hit in Speech(text).hits(phrases)]


@pytest.mark.parametrize(
    ("text", "phrase", "there"),
    [
        ("We traced it, “by hand”.", "by hand", ["by hand"]),
        ("A K.V. cache. And KV caches!", "KV cache", ["K.V. cache", "KV caches"]),
        ("It's non-deterministic.", "non-deterministic", ["non-deterministic"]),
        ("An A/B test", "A/B", ["A/B"]),
        ("I’d decide: today", "i'd decide", ["I’d decide"]),
        ("fragments — ragged", "rag", []),
        ("Two tests, then 2 tests", "two tests", ["Two tests", "2 tests"]),
        ("25% of them", "25 percent", ["25"]),
        ("", "anything", []),
    ],
)
def test_a_phrase_is_found_with_its_place(text: str, phrase: str, there: list[str]):
    assert found(text, phrase) == there


def test_of_phrases_that_overlap_the_longest_counts():
    assert found("A prompt injection, and a prompt", "prompt", "injection", "prompt injection") == [
        "prompt injection",
        "prompt",
    ]
    assert len(Speech("a prompt injection").all_hits(["prompt", "prompt injection"])) == 2


def test_words_are_counted_as_they_are_said():
    speech = Speech("Twenty five - no, 25 percent: an A/B test.")
    (hit,) = speech.hits(["A/B test"])
    assert len(speech) == 8
    assert (hit.first, hit.last) == (6, 7)


def test_what_follows_within_so_many_words():
    speech = Speech("It depends. I'd say, if a person reads it, yes.")
    (hit,) = speech.hits(["it depends"])
    assert speech.says_after(hit, ["if"], 3)
    assert not speech.says_after(hit, ["if"], 2)
    assert not speech.says_after(hit, ["it depends"], 9)


def test_a_calm_pace():
    assert words_in(20) == 47
    assert words_in(60) == 140


@given(st.text())
def test_any_text_can_be_searched(text: str):
    speech = Speech(text)
    for hit in speech.hits(["a", "the", "it depends", "A/B", "25 percent"]):
        assert 0 <= hit.begin < hit.end <= len(text)
        assert 0 <= hit.first <= hit.last < len(speech)


@given(st.lists(WORD, min_size=1, max_size=4), st.lists(WORD, max_size=4), st.lists(WORD, max_size=4))
def test_what_was_said_is_found_wherever_it_stands(phrase: list[str], before: list[str], after: list[str]):
    text = " ".join([*before, "so", *phrase, "so", *after])
    assert " ".join(phrase) in found(text, " ".join(phrase))


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=12), st.lists(st.sampled_from(["a", "a b", "b c", "c"])))
def test_hits_never_overlap_and_stand_in_order(words: list[str], phrases: list[str]):
    hits = Speech(" ".join(words)).hits(phrases)
    assert not any(overlap(one, other) for one, other in pairwise(hits))
    assert list(hits) == sorted(hits, key=lambda hit: hit.first)
