"""Terms that were perhaps heard only because they were hinted at."""

import pytest

from audio.transcription.doubt import NEAR_S, covered, is_confirmed, suspects
from audio.transcription.words import HeardWord, Help


def heard(text: str, every_s: float = 0.5) -> list[HeardWord]:
    return [HeardWord(f" {word}", at * every_s, at * every_s + 0.4, 0.9) for at, word in enumerate(text.split())]


WORDS = heard("I put a vector index behind CI/CD, and Raft keeps the write-ahead log.")


@pytest.mark.parametrize(
    ("hints", "credit", "expected"),
    [
        (("vector index", "Raft"), ("a vector index",), {3: ("vector", "index")}),
        (("vector index", "Raft"), ("uses raft", "vector index"), {3: ("vector", "index"), 8: ("raft",)}),
        (("write ahead log",), ("the write-ahead log",), {11: ("write", "ahead", "log")}),
        (("CI/CD",), ("CI/CD",), {6: ("ci/cd",)}),
        (("Paxos",), ("Paxos",), {}),
        (("vector index",), ("index of a vector",), {}),
        (("Raft",), ("raftsman",), {}),
        (("vector index",), (), {}),
        ((), ("vector index",), {}),
        (("", "..."), ("", "..."), {}),
    ],
)
def test_suspect_is_a_hinted_term_that_stands_in_a_key_point_and_was_heard(
    hints: tuple[str, ...], credit: tuple[str, ...], expected: dict[int, tuple[str, ...]]
) -> None:
    assert suspects(WORDS, Help(hints, credit)) == expected


def test_every_place_where_it_was_heard_is_suspect() -> None:
    assert set(suspects(heard("Raft or raft, not a raft?"), Help(("Raft",), ("Raft",)))) == {0, 2, 5}


@pytest.mark.parametrize(
    ("unhinted", "expected"),
    [
        ("I put a vector index behind it", True),
        ("I put a Vector, index. behind it", True),
        ("I put a victor index behind it", False),
        ("vector vector vector vector vector vector", False),
        ("", False),
    ],
)
def test_a_term_is_confirmed_by_the_same_words_about_there(unhinted: str, expected: bool) -> None:
    assert is_confirmed(3, ("vector", "index"), WORDS, heard(unhinted)) is expected


def test_the_same_words_elsewhere_confirm_nothing() -> None:
    moved = [HeardWord(" Raft", 4.0 + NEAR_S + 0.1, 7, 0.9)]
    assert not is_confirmed(8, ("raft",), WORDS, moved)
    assert is_confirmed(8, ("raft",), WORDS, [HeardWord(" Raft", 4.0 + NEAR_S - 0.1, 7, 0.9)])


def test_the_words_of_a_term_are_those_that_it_is_made_of() -> None:
    assert covered(WORDS, 3, ("vector", "index")) == range(3, 5)
    assert covered(WORDS, 11, ("write", "ahead", "log")) == range(11, 13)
    repair = [HeardWord(" service level objective", 0, 1, 0.9, "service level of jective"), *heard("holds")]
    assert covered(repair, 0, ("service", "level", "objective")) == range(1)
