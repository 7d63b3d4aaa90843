"""What is made of one window: where it ends, what is left out of it, and what is listened to again.

The model writes what its script says; the voice is measured in a sound that is made to fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.transcription.decoder import WINDOW, Pass, Sound, decode, prompt, uncovered
from audio.transcription.fillers import FILLER_HINT
from audio.transcription.voice import VoiceTrack
from audio.transcription.words import Gap, HeardWord, Window
from audio.wav import RATE_HZ
from tests.support.speaking import Samples, silence, speech, vowel

NEAR = RATE_HZ / 4
"""A window ends in the quietest moment about the end of a word."""

HINTS = ("vector index", "CI/CD", "Raft")
EVERY_S = 0.4
"""``talk`` has a syllable so often, and a script a word for each."""


def talk(seconds: float) -> Samples:
    return speech([(0.3, 0.1)] * round(seconds / EVERY_S))


def said(text: str, start_s: float = 0.0, every_s: float = EVERY_S) -> tuple[HeardWord, ...]:
    return tuple(
        HeardWord(f" {word}", round(start_s + at * every_s, 2), round(start_s + at * every_s + 0.3, 2), 0.9)
        for at, word in enumerate(text.split())
    )


def counted(start_s: float, end_s: float) -> tuple[HeardWord, ...]:
    """A word for each syllable from ``start_s`` to ``end_s``."""
    first, last = round(start_s / EVERY_S), round(end_s / EVERY_S)
    return said(" ".join(f"w{number}" for number in range(first, last)), start_s)


@dataclass
class Script:
    """A model that writes the passes of its script, one after the other, whatever it is given."""

    passes: list[Pass]
    no_speech_of: list[float] = field(default_factory=list)
    given: list[Samples] = field(default_factory=list)
    hinted: list[str] = field(default_factory=list)
    said_until: list[float] = field(default_factory=list)

    def encode(self, samples: Samples) -> "Script":
        self.given.append(samples)
        return self

    def no_speech(self) -> float:
        return self.no_speech_of.pop(0) if self.no_speech_of else 0.01

    def write(self, hints: str, said_until_s: float, ends_s: float | None) -> Pass:
        self.hinted.append(hints)
        self.said_until.append(said_until_s)
        return self.passes.pop(0)


def wrote(words: Sequence[HeardWord], stamped_s: float, whole: bool = False, log_probability: float = -0.3) -> Pass:
    return Pass(tuple(words), stamped_s, whole, log_probability)


def sound(samples: Samples, start: int = 0) -> Sound:
    track = VoiceTrack()
    track.append(samples)
    return Sound(start, samples, track.voice(0, len(samples)))


def window(
    samples: Samples, *passes: Pass, hints: Sequence[str] = (), last: bool = False, start: int = 0
) -> tuple[Window, Script]:
    script = Script(list(passes))
    heard = decode(script, sound(samples, start), hints, 0.0, last=last)
    assert script.passes == []
    return heard, script


def texts(heard: Window) -> str:
    return heard.text.strip()


# Where a window ends: the three known ways of losing speech


def test_a_window_ends_where_its_last_word_ends() -> None:
    heard, _ = window(talk(30), wrote(counted(0, 26), 26.2))
    assert heard.words[-1].end_s == 25.9
    assert heard.end == pytest.approx(25.9 * RATE_HZ, abs=NEAR)
    assert len(heard.words) == 65


def test_a_last_word_that_is_stretched_past_the_timestamp_does_not_skip_what_follows_it() -> None:
    *words, last = counted(0, 24)
    stretched = HeardWord(last.text, last.start_s, 26.6, 0.4)
    heard, _ = window(talk(30), wrote([*words, stretched], 24.0))
    assert heard.end == pytest.approx(24 * RATE_HZ, abs=NEAR)
    assert heard.words[-1].text == last.text


def test_words_after_a_timestamp_that_they_were_pulled_past_are_written_by_the_next_window() -> None:
    words = [*counted(0, 24), *said("and more", 25.2)]
    heard, _ = window(talk(30), wrote(words, 24.0))
    assert heard.end == pytest.approx(24 * RATE_HZ, abs=NEAR)
    assert "more" not in heard.text


def test_a_single_timestamp_at_the_end_with_speech_after_it_does_not_skip_that() -> None:
    heard, _ = window(talk(30), wrote(counted(0, 27.6), 30.0, whole=True))
    assert heard.end == pytest.approx(27.5 * RATE_HZ, abs=RATE_HZ / 10)
    assert len(heard.words) == 69
    assert heard.gaps == ()


def test_a_single_timestamp_at_the_end_with_nothing_after_it_is_the_end() -> None:
    samples = np.concatenate((talk(27.6), silence(2.4)))
    heard, _ = window(samples, wrote(counted(0, 27.6), 30.0, whole=True))
    assert heard.end == WINDOW


def test_a_window_without_a_pair_of_timestamps_does_not_skip_what_it_did_not_write() -> None:
    """Without a pair faster-whisper takes the whole window as done, however little of it was written."""
    heard, _ = window(talk(30), *[wrote(counted(0, 10), 30.0, whole=True)] * 2)
    assert heard.end == pytest.approx(9.9 * RATE_HZ, abs=RATE_HZ / 10)


EDGE = counted(0, 30)


@pytest.mark.parametrize(
    ("ends", "parted"),
    [({}, 70), ({60: "."}, 61), ({56: ".", 62: "?"}, 63), ({10: ".", 30: "."}, 70)],
    ids=["no sentence ends", "one does", "the last of two", "too long ago"],
)
def test_a_window_that_is_written_to_its_very_edge_is_parted_before_it(ends: dict[int, str], parted: int) -> None:
    """After a sentence, if one ends near, else in the longest pause: the word that the edge cuts is heard whole."""
    words = [replace(word, text=word.text + ends.get(place, "")) for place, word in enumerate(EDGE)]
    words[70] = replace(words[70], start_s=words[70].start_s + 0.05)
    heard, _ = window(talk(30), wrote(words, 30.0, whole=True))
    assert heard.words == tuple(words[:parted])
    assert heard.end == pytest.approx(words[parted - 1].end_s * RATE_HZ, abs=NEAR)


def test_the_last_window_is_not_parted() -> None:
    heard, _ = window(talk(30), wrote(EDGE, 30.0, whole=True), last=True)
    assert (heard.words, heard.end) == (EDGE, WINDOW)


def test_a_window_that_ends_where_it_began_goes_forward_all_the_same() -> None:
    heard, _ = window(talk(30), wrote(said("So"), 0.0))
    assert heard.end >= RATE_HZ // 2


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.floats(0, 30), st.floats(0, 3)), max_size=6),
    st.floats(0, 30),
    st.booleans(),
    st.booleans(),
    st.floats(-3, 0),
)
def test_whatever_a_model_writes_a_window_goes_forward_and_stays_within(
    times: list[tuple[float, float]], stamped_s: float, whole: bool, last: bool, log_probability: float
) -> None:
    words = [HeardWord(f" w{at}", start_s, start_s + long_s, 0.5) for at, (start_s, long_s) in enumerate(sorted(times))]
    script = Script([wrote(words, stamped_s, whole, log_probability)] * 40)
    samples = np.concatenate((talk(12), silence(3)))
    heard = decode(script, sound(samples, 1600), (), 0.0, last=last)
    assert 1600 < heard.end <= 1600 + len(samples)
    assert heard.start == 1600
    for gap in heard.gaps:
        assert 0.1 <= gap.start_s < gap.end_s <= 15.2


# Words that were not said


@pytest.mark.parametrize("no_speech", [0.7, 0.99])
def test_a_sound_without_a_vowel_in_which_the_model_hears_nobody_has_no_words(no_speech: float) -> None:
    chance = np.random.default_rng(1)
    samples = np.concatenate((silence(2), chance.normal(0, 3000, 8000).astype("<i2"), silence(2)))
    script = Script([], [no_speech])
    heard = decode(script, sound(samples, 160), HINTS, 0.0, last=True)
    assert heard == Window(160, 160 + len(samples), ())


def test_where_nobody_may_speak_no_hints_are_given_and_doubtful_words_are_a_gap() -> None:
    script = Script([wrote(counted(0, 3), 3.0, log_probability=-0.9)], [0.7])
    heard = decode(script, sound(talk(3), RATE_HZ), HINTS, 0.0, last=True)
    assert script.hinted == [""]
    assert heard.words == ()
    (gap,) = heard.gaps
    assert gap == Gap(pytest.approx(1, abs=0.2), pytest.approx(4, abs=0.3))
    assert heard.end == RATE_HZ + len(talk(3))


def test_where_nobody_may_speak_words_that_the_model_believes_stand() -> None:
    script = Script([wrote(counted(0, 3), 3.0, log_probability=-0.5)], [0.7])
    heard = decode(script, sound(talk(3)), HINTS, 0.0, last=True)
    assert script.hinted == [""]
    assert len(heard.words) == len(counted(0, 3))
    assert heard.gaps == ()


def test_silence_is_not_even_given_to_the_model() -> None:
    heard, script = window(silence(30))
    assert heard == Window(0, WINDOW, ())
    assert script.given == []


def test_words_where_nobody_speaks_are_left_out() -> None:
    samples = np.concatenate((talk(8), silence(10)))
    heard, _ = window(samples, wrote([*counted(0, 8), *said("Thank you.", 15)], 16.0), last=True)
    assert texts(heard).endswith("w19")
    assert heard.end == len(samples)


def test_a_loop_is_left_once_and_what_it_stood_for_is_for_the_next_window() -> None:
    heard, _ = window(talk(16), *[wrote([*counted(0, 8), *said(" ".join(["yes"] * 20), 8)], 16.0)] * 2, last=True)
    assert texts(heard).endswith("w19 yes")
    assert heard.end == pytest.approx(8.3 * RATE_HZ, abs=RATE_HZ / 10)


# Hints


def test_fillers_are_hinted_at_before_the_terms() -> None:
    assert prompt(()) == FILLER_HINT
    assert prompt(HINTS).startswith(f"{FILLER_HINT} vector index, CI/CD, Raft")
    _, script = window(talk(4), wrote(counted(0, 4), 4.0), hints=HINTS, last=True)
    assert script.hinted == [prompt(HINTS)]


def test_hints_that_are_written_down_are_not_believed() -> None:
    leak = wrote([*counted(0, 2), *said("vector index CI/CD Raft", 2)], 4.0)
    heard, script = window(talk(4), leak, wrote(counted(0, 4), 4.0, log_probability=-0.9), hints=HINTS, last=True)
    assert script.hinted == [prompt(HINTS), ""]
    assert texts(heard) == "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9"


def test_hints_with_which_it_goes_round_in_a_loop_are_not_given() -> None:
    loop = replace(wrote(counted(0, 4), 4.0), repetitive=True)
    heard, script = window(talk(4), loop, wrote(said("a b c d e f g h i j"), 4.0), hints=HINTS, last=True)
    assert script.hinted == [prompt(HINTS), ""]
    assert texts(heard) == "a b c d e f g h i j"


def test_hints_with_which_speech_is_left_out_are_not_given() -> None:
    short = wrote(counted(0, 4), 12.0)
    heard, script = window(talk(12), short, wrote(counted(0, 12), 12.0), hints=HINTS, last=True)
    assert script.hinted == [prompt(HINTS), ""]
    assert len(heard.words) == 30


def test_of_two_passes_that_nobody_believes_the_likelier_stands() -> None:
    unlikely, likely = wrote(counted(0, 4), 4.0, log_probability=-1.4), wrote(said("a b c d e f g h i j"), 4.0)
    heard, _ = window(talk(4), unlikely, likely, hints=HINTS, last=True)
    assert texts(heard) == "a b c d e f g h i j"


def test_what_was_said_before_is_told_in_seconds_of_the_window() -> None:
    script = Script([wrote(counted(0, 4), 4.0)])
    decode(script, sound(talk(4), 3 * RATE_HZ), (), 2.5, last=True)
    assert script.said_until == [-0.5]


# Speech without words


def test_speech_without_words_is_listened_to_again_by_itself() -> None:
    holed = wrote([*counted(0, 4), *counted(8, 12)], 12.0)
    again = wrote(said("what was left out here", 0.2), 4.0)
    heard, script = window(talk(12), holed, holed, again, last=True, start=RATE_HZ)
    assert (
        texts(heard) == "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 what was left out here w20 w21 w22 w23 w24 w25 w26 w27 w28 w29"
    )
    assert heard.gaps == ()
    _, part = script.given
    assert len(part) == pytest.approx(4.3 * RATE_HZ, abs=0.3 * RATE_HZ)
    found = heard.words[10]
    assert found.start_s == pytest.approx(5 + 0.1, abs=0.2)
    assert list(heard.words) == sorted(heard.words, key=lambda word: word.start_s)


@pytest.mark.parametrize(
    ("again", "kept"),
    [
        ("w8 w9 and this is new w20 w21", "and this is new"),
        ("w8 w9 and this", "and this"),
        ("this w20", "this"),
        ("w9 w20", ""),
        ("w8 w9", ""),
        ("new", "new"),
    ],
)
def test_what_is_listened_to_again_does_not_repeat_its_neighbours(again: str, kept: str) -> None:
    holed = wrote([*counted(0, 4), *counted(8, 12)], 12.0)
    heard, _ = window(talk(12), holed, holed, wrote(said(again, 0.2), 4.0), last=True)
    written = [word.text.strip() for word in heard.words]
    assert " ".join(written[10:-10]) == kept
    assert heard.gaps == ()


@pytest.mark.parametrize(
    "again", [wrote((), 4.0), wrote(said("what is this", 0.2), 4.0, log_probability=-2)], ids=["no words", "nonsense"]
)
def test_speech_that_gives_no_words_a_second_time_is_a_gap(again: Pass) -> None:
    holed = wrote([*counted(0, 4), *counted(8, 12)], 12.0)
    heard, _ = window(talk(12), holed, holed, again, last=True, start=RATE_HZ)
    assert len(heard.words) == 20
    (gap,) = heard.gaps
    assert gap == Gap(pytest.approx(5, abs=0.2), pytest.approx(9, abs=0.2))


def test_a_window_of_speech_without_any_word_is_a_gap() -> None:
    heard, _ = window(talk(12), *[wrote((), 12.0)] * 3, last=True)
    assert heard.words == ()
    (gap,) = heard.gaps
    assert gap.end_s - gap.start_s > 11
    assert heard.end == 12 * RATE_HZ


def test_a_pause_between_words_is_no_gap() -> None:
    samples = np.concatenate((talk(4), silence(4), talk(4)))
    heard, _ = window(samples, wrote([*counted(0, 4), *counted(8, 12)], 12.0), last=True)
    assert heard.gaps == ()
    assert len(heard.words) == 20


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (counted(0, 12), []),
        (counted(0, 10.8), []),
        (counted(0, 8), [(20, 8, 12)]),
        (counted(4, 12), [(0, 0, 4)]),
        ((*counted(0, 4), *counted(8, 12)), [(10, 4, 8)]),
        ((HeardWord(" stretched", 0, 12, 0.1),), [(1, 2, 12)]),
        ((), [(0, 0, 12)]),
    ],
    ids=["covered", "a short rest", "the end", "the beginning", "the middle", "a stretched word", "all"],
)
def test_stretches_without_words(words: tuple[HeardWord, ...], expected: list[tuple[int, float, float]]) -> None:
    found = uncovered(words, sound(talk(12)).voice, 12.0)
    assert [place for place, _, _ in found] == [place for place, _, _ in expected]
    for (_, start_s, until_s), (_, from_s, to_s) in zip(found, expected, strict=True):
        assert start_s == pytest.approx(from_s, abs=0.6)
        assert until_s == pytest.approx(to_s, abs=0.3)


def test_a_noise_without_a_vowel_is_no_gap() -> None:
    chance = np.random.default_rng(1)
    samples = np.concatenate((talk(4), chance.normal(0, 1500, 4 * RATE_HZ).astype("<i2"), talk(4)))
    assert uncovered((*counted(0, 4), *counted(8, 12)), sound(samples).voice, 12.0) == []


def test_a_word_begins_where_the_voice_does() -> None:
    """Alignment lets the first word after a pause begin in the pause."""
    samples = np.concatenate((vowel(0.4), silence(1.0), vowel(0.6)))
    words = (HeardWord(" So", 0, 0.4, 0.9), HeardWord(" yes.", 0.5, 2.0, 0.9))
    heard, _ = window(samples, wrote(words, 2.0), last=True)
    assert heard.words[1].start_s == pytest.approx(1.4, abs=0.08)
    assert heard.words[0].start_s == 0


def test_between_two_windows_the_sound_is_at_its_quietest() -> None:
    """What is left of a word at the beginning of a window is heard as another."""
    samples = speech([(0.3, 0.1)] * 49 + [(0.48, 0.06)] + [(0.3, 0.1)] * 25)[:WINDOW]
    words = [HeardWord(f" w{at}", float(at), at + 1.0, 0.9) for at in range(20)]
    heard, _ = window(samples, wrote(words, 20.0))
    assert heard.end == pytest.approx(20.11 * RATE_HZ, abs=0.04 * RATE_HZ)
