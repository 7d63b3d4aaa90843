"""The bench's own measures: each is wrong in one known way in these texts, and must see just that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.speech_texts import (
    Fillers,
    Lost,
    Spoken,
    aligned,
    fillers,
    joined,
    lost,
    percentile,
    squashed,
    start_errors,
    terms,
    verbatim,
)

WORDS = st.lists(st.sampled_from(["the", "cache", "um", "a", "b", "budget", "of"]), max_size=12)


@given(WORDS, WORDS)
def test_an_alignment_goes_through_both_sides_once_and_in_order(said: list[str], heard: list[str]) -> None:
    pairs = aligned(said, heard)
    assert [one for one, _ in pairs if one is not None] == list(range(len(said)))
    assert [other for _, other in pairs if other is not None] == list(range(len(heard)))
    assert (None, None) not in pairs


@given(WORDS)
def test_what_is_the_same_is_aligned_with_itself_and_nothing_is_lost(words: list[str]) -> None:
    assert aligned(words, words) == [(number, number) for number in range(len(words))]
    assert lost(words, words) == []


@given(WORDS, WORDS)
def test_an_alignment_is_as_cheap_as_the_edit_distance(said: list[str], heard: list[str]) -> None:
    def distance(one: list[str], other: list[str]) -> int:
        row = list(range(len(other) + 1))
        for number, word in enumerate(one, 1):
            diagonal, row[0] = row[0], number
            for column, each in enumerate(other, 1):
                diagonal, row[column] = (
                    row[column],
                    min(diagonal + (word != each), row[column] + 1, row[column - 1] + 1),
                )
        return row[-1]

    cost = sum(one is None or other is None or said[one] != heard[other] for one, other in aligned(said, heard))
    assert cost == distance(said, heard)


def test_a_stretch_that_is_left_out_is_lost_and_where_it_was() -> None:
    said = verbatim("route to an agent with a planner and a budget of tokens. I would evaluate")
    heard = verbatim("route to an agent with a budget of tokens. I would evaluate")
    assert [len(each.words) for each in lost(said, heard)] == [3]
    assert [len(each.words) for each in lost(said, verbatim("route to an agent with a evaluate"))] == [8]
    assert lost(said[:4], said[:1]) == [Lost(1, ("to", "an", "agent"))]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("with P I I scrubbing", "with PII scrubbing"),
        ("the cross encoder score", "the cross-encoder score"),
        ("the re ranking adds", "the reranking adds"),
        ("use K V cache here", "use a KV cash here"),
    ],
)
def test_written_otherwise_is_not_lost(said: str, heard: str) -> None:
    assert lost(verbatim(said), verbatim(heard)) == []


def test_losses_come_longest_first() -> None:
    found = lost(verbatim("one two three four five six"), verbatim("one three six"))
    assert [len(each.words) for each in found] == [2, 1]


def test_letters_become_one_word_only_in_runs() -> None:
    assert joined(["the", "p", "i", "i", "of", "a", "team"]) == ["the", "pii", "of", "a", "team"]


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        ("Um, so I uh have a cold.", Fillers(2, 2, 0)),
        ("So I have a cold.", Fillers(2, 0, 0)),
        ("Uh so I hmm have a cold.", Fillers(2, 2, 0)),
        ("Um so um I uh have a cold um", Fillers(2, 2, 2)),
        ("Um. Um. Um.", Fillers(2, 2, 1)),
    ],
)
def test_fillers_are_found_or_invented(heard: str, found: Fillers) -> None:
    assert fillers("um so i uh have a cold", heard) == found


def test_word_times_are_compared_where_both_have_the_word() -> None:
    said = [Spoken("this", 1.0), Spoken("is", 1.2), Spoken("the", 1.4), Spoken("corpus", 1.6)]
    heard = [Spoken(" This", 1.1), Spoken(" is,", 1.2), Spoken(" a", 1.4), Spoken(" corpus.", 1.3)]
    assert start_errors(said, heard) == pytest.approx([0.1, 0.0, 0.3])


def test_terms_count_by_their_letters_in_whole_words() -> None:
    heard = "The KV-cache and CICD; P-99 of the I/O is O(n log n). RAGs, not storage."
    said = [(term, ()) for term in ("KV cache", "CI/CD", "p99", "I/O", "O(n log n)", "RAG", "C#", "age")]
    found = terms(said, heard)
    assert (found.said, found.right, found.missed) == (8, 6, ("C#", "age"))


def test_a_term_counts_as_often_as_it_was_said_and_was_heard() -> None:
    assert terms([("RAG", ())] * 2, "rag is a rag, a rag").right == 2
    assert terms([("RAG", ())] * 3, "rag, rag and a rack").missed == ("RAG",)
    assert terms([("pass-at-k", ["pass@k"])], "we report pass@k").right == 1


def test_signs_that_make_a_term_stay() -> None:
    assert squashed("C#") != squashed("C") and squashed("C++") == "c++"


def test_percentile_is_a_value_that_occurs() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.9) == 3.0
    assert percentile([1.0], 0.5) == 1.0
