"""What cannot have been said: words where nobody speaks, loops, the hints themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.transcription.sense import (
    JUDGED_S,
    LONG_REPEATS,
    NO_SPEECH,
    REPEATS,
    SURELY_NO_SPEECH,
    invented,
    is_speechless,
    leaked,
    plain,
    without_loops,
)
from audio.transcription.voice import Voice
from audio.transcription.words import HeardWord

TERMS = ("vector index", "CI/CD", "Raft", "p95", "write-ahead log")


def heard(text: str) -> list[HeardWord]:
    return [HeardWord(f" {word}", at / 2, at / 2 + 0.4, 0.9) for at, word in enumerate(text.split())]


def text(words: tuple[HeardWord, ...]) -> str:
    return "".join(word.text for word in words).strip()


def voice(seconds: float, *spoken: tuple[float, float], vowels: bool = True) -> Voice:
    """A voice from and to these seconds."""
    possible = np.zeros(round(seconds * 100), bool)
    for start_s, end_s in spoken:
        possible[round(start_s * 100) : round(end_s * 100)] = True
    return Voice(possible, possible & vowels, np.where(possible, -20, -70).astype(np.float32))


# Loops


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I would I would keep it", "I would I would keep it"),
        ("no no no no no that fails", "no no no no no that fails"),
        ("no no no no no no that fails", "no that fails"),
        ("Thank you. " * 4 + "Bye.", "Thank you. " * 4 + "Bye."),
        ("So. " + "Thank you. " * 5 + "Bye.", "So. Thank you. Bye."),
        ("and Then, AND then and then and then and then it", "and Then, it"),
        ("one two three four five six seven eight " * 5, "one two three four five six seven eight"),
        ("one two three four five six seven eight nine " * 5, "one two three four five six seven eight nine"),
        ("I would do it. " * 2, "I would do it. " * 2),
        ("uh uh uh uh uh uh uh uh yes yes yes yes yes yes yes", "uh yes"),
        ("", ""),
    ],
)
def test_of_a_phrase_repeated_on_and_on_one_is_kept(said: str, kept: str) -> None:
    assert text(without_loops(heard(said))) == kept.strip()


SENTENCE = "I am going to write a letter in the chat."


@pytest.mark.parametrize(("times", "left"), [(2, 2), (3, 1), (8, 1)])
def test_a_sentence_may_be_said_twice_and_is_a_loop_from_the_third_time_on(times: int, left: int) -> None:
    said = " ".join([SENTENCE] * times)
    assert text(without_loops(heard(f"So {said} Yes."))) == " ".join(["So", *[SENTENCE] * left, "Yes."])


def test_what_is_kept_of_a_loop_is_its_first_with_its_times() -> None:
    words = heard("so " + "yes " * (REPEATS[1] + 1))
    assert without_loops(words) == (words[0], words[1])


@given(st.lists(st.integers(), unique=True, max_size=60))
def test_nothing_is_taken_from_words_that_do_not_repeat(numbers: list[int]) -> None:
    words = heard(" ".join(map(str, numbers)))
    words = [word for word, number in zip(words, numbers, strict=True) if number >= 0]
    assert without_loops(words) == tuple(words)


@given(st.lists(st.sampled_from(["so", "yes", "the", "a."]), max_size=40))
def test_what_is_left_is_a_part_in_order_and_so_much_repeats_no_more(said: list[str]) -> None:
    words = heard(" ".join(said))
    left = without_loops(words)
    rest = iter(words)
    assert all(word in rest for word in left)
    assert set(map(plain, said)) == {plain(word.text) for word in left}
    assert len(words) - len(left) == 0 or len(words) > LONG_REPEATS


@given(st.lists(st.sampled_from(["so", "yes"]), max_size=30), st.integers(REPEATS[1] + 1, 20))
def test_of_a_word_said_on_and_on_never_more_than_the_allowed_ones_stand(before: list[str], times: int) -> None:
    left = without_loops(heard(" ".join([*before, "stop", *["uh"] * times])))
    assert [plain(word.text) for word in left[-2:]] == ["stop", "uh"]


# Words where nobody speaks


@pytest.mark.parametrize(
    ("start_s", "end_s", "expected"),
    [(4.0, 5.0, False), (2.0, 2.6, False), (2.0, 2.4, True), (5.6, 6.0, True), (5.4, 6.0, False), (8.0, 9.9, True)],
)
def test_a_word_far_from_any_voice_is_invented(start_s: float, end_s: float, expected: bool) -> None:
    word = HeardWord(" Thank", start_s, end_s, 0.9)
    assert invented(word, voice(10, (3.0, 5.0))) is expected


@pytest.mark.parametrize("written", [" ...", " .", "…", " -", "", " ♪"])
def test_dots_alone_are_no_word_even_where_somebody_speaks(written: str) -> None:
    assert invented(HeardWord(written, 4, 4.5, 0.9), voice(10, (3.0, 5.0)))


@pytest.mark.parametrize("written", [" I", " C#", " 3", " um,", " né", " O(n)", " 的"])
def test_a_word_where_somebody_speaks_is_kept(written: str) -> None:
    assert not invented(HeardWord(written, 4, 4.5, 0.01), voice(10, (3.0, 5.0)))


@pytest.mark.parametrize(
    ("no_speech", "vowels", "seconds", "expected"),
    [
        (NO_SPEECH + 0.01, False, 1.0, True),
        (NO_SPEECH - 0.01, False, 30.0, False),
        (NO_SPEECH + 0.01, True, 30.0, False),
        (SURELY_NO_SPEECH + 0.01, True, 30.0, True),
        (SURELY_NO_SPEECH + 0.01, True, JUDGED_S - 0.1, False),
        (0.0, True, 30.0, False),
        (0.99, True, 0.5, False),
        (0.99, False, 0.5, True),
    ],
)
def test_where_nobody_speaks(no_speech: float, vowels: bool, seconds: float, expected: bool) -> None:
    assert is_speechless(no_speech, voice(seconds, (0, seconds), vowels=vowels), seconds) is expected


# Hints that were written down


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("vector index, CI/CD, Raft", True),
        ("We have CI/CD. Raft p95 and so on", True),
        ("Raft, p95, Write-ahead log.", True),
        ("I use a vector index and CI/CD and Raft", False),
        ("Raft CI/CD vector index", False),
        ("vector index CI/CD", False),
        ("", False),
    ],
)
def test_three_hints_in_their_own_order_have_leaked(written: str, expected: bool) -> None:
    assert leaked(heard(written), TERMS) is expected


@pytest.mark.parametrize("hints", [(), ("Raft",), ("Raft", "p95")])
def test_fewer_than_three_hints_cannot_leak(hints: tuple[str, ...]) -> None:
    assert not leaked(heard("Raft p95 Raft p95"), hints)


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from(["a", "b", "c d", "e"]), max_size=6))
def test_whatever_was_written_it_is_told_whether_it_is_a_row_of_hints(said: list[str], hints: list[str]) -> None:
    rows = [" ".join(hints[at : at + 3]) for at in range(len(hints) - 2)]
    assert leaked(heard(" ".join(said)), hints) == any(f" {row} " in f" {' '.join(said)} " for row in rows)
