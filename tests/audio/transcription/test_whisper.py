"""The adapter to faster-whisper, and the real model behind it: nothing is lost or invented, terms and fillers come."""

import inspect
import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from difflib import SequenceMatcher
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from audio.transcription.fillers import is_filler
from audio.transcription.words import Heard, Help
from audio.wav import RATE_HZ
from tests.audio.transcription.conftest import TECHNICAL, Listen
from tests.bench import corpus_noises as bench_noises
from tests.conftest import ANSWER
from tests.support.noises import NOISES, noise, pink
from tests.support.sound import words_kept
from tests.support.speaking import Samples, silence

if TYPE_CHECKING:
    from audio.transcription.whisper import Whisper

HINTS = ("vLLM", "pgvector", "CI/CD", "nginx", "Raft", "MCTS", "Kafka", "vector index", "embedding", "replica")
AIMED_AT = {"a muted microphone", "a silent room", "pink noise", "a keyboard"}
"""A minute of each of them, half a minute of the others."""


# What is pinned


def test_faster_whisper_is_the_one_that_was_read() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    (pin,) = [each for each in project["dependencies"] if each.startswith("faster-whisper")]
    assert pin == f"faster-whisper=={version('faster-whisper')}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("encode", "self, features"),
        ("get_prompt", "self, tokenizer, previous_tokens, without_timestamps, prefix, hotwords"),
        ("generate_with_fallback", "self, encoder_output, prompt, tokenizer, options"),
        (
            "_split_segments_by_timestamps",
            "self, tokenizer, tokens, time_offset, segment_size, segment_duration, seek",
        ),
        (
            "add_word_timestamps",
            "self, segments, tokenizer, encoder_output, num_frames, prepend_punctuations, append_punctuations, "
            "last_speech_timestamp",
        ),
    ],
)
def test_half_private_methods_are_as_they_were(name: str, parameters: str) -> None:
    import audio.transcription.whisper  # noqa: PLC0415 - seconds, and before anything else of the library

    method = getattr(audio.transcription.whisper.WhisperModel, name)
    assert ", ".join(inspect.signature(method).parameters) == parameters


@pytest.mark.slow
def test_options_are_all_given(whisper: "Whisper") -> None:
    """A new option would get a default that nobody chose."""
    assert {option.name for option in fields(whisper._options)} == set(vars(whisper._options))
    assert not whisper._options.condition_on_previous_text
    assert whisper._options.hallucination_silence_threshold is None


STAMP = 1000
"""In these tests the first timestamp; smaller tokens are words."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("written", "before", "sentence"),
    [
        ([1000, 1, 2, 1050, 1050, 3, 1090, 1090], [1000, 1, 2, 1050], [1050, 3, 1090, 1090]),
        ([1000, 1, 2, 1050, 1050, 3, 1090], [1000, 1, 2, 1050], [1050, 3, 1090, 1090]),
        ([1000, 1, 1050, 1050], [], [1000, 1, 1050, 1050]),
        ([1000, 1, 1050], [], [1000, 1, 1050, 1050]),
        ([1000], [], [1000, 1000]),
    ],
    ids=["another begins", "none begins", "the only one", "the only one, ended", "nothing"],
)
def test_the_last_sentence_up_to_where_the_next_begins(
    written: list[int], before: list[int], sentence: list[int]
) -> None:
    from audio.transcription.whisper import last_sentence  # noqa: PLC0415 - as above

    assert last_sentence(written, STAMP) == (before, sentence)


# The real model


def lost(said: str, heard: str) -> list[str]:
    """The stretches of two words or more for which nothing was written."""
    a, b = (re.findall(r"[a-z']+", text.lower()) for text in (said, heard))
    changes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [" ".join(a[i:j]) for kind, i, j, k, m in changes if kind != "equal" and (j - i) - (m - k) >= 2]


@pytest.mark.slow
def test_no_two_words_in_a_row_of_a_long_technical_answer_are_lost(technical: Samples, technical_heard: Heard) -> None:
    assert len(technical) > 70 * RATE_HZ
    assert lost(TECHNICAL, technical_heard.text) == []
    assert words_kept(TECHNICAL, technical_heard.text) > 0.93
    assert technical_heard.gaps == ()
    starts = [word.start_s for word in technical_heard.words]
    assert starts == sorted(starts)
    assert technical_heard.words[-1].end_s <= len(technical) / RATE_HZ + 0.1


@pytest.mark.slow
def test_a_voice_that_grows_louder_over_a_noise_that_sets_in_is_heard_on(
    listen: Listen, technical: Samples, technical_heard: Heard
) -> None:
    """Voice activity detectors take the second part for noise, and a program that believes them deletes it."""
    sound = technical[: 50 * RATE_HZ].astype(float)
    sound[: 27 * RATE_HZ] *= 0.5
    later = sound[27 * RATE_HZ :]
    loudness_db = 10 * np.log10(np.mean((later / 32768) ** 2))
    later += 32767 * pink(len(later), np.random.default_rng(1), loudness_db - 10)
    heard = listen(np.clip(np.round(sound), -32768, 32767).astype("<i2"))
    for from_s, to_s in ((0.0, 27.0), (27.0, 49.5)):
        assert words_kept(between(technical_heard, from_s, to_s), between(heard, from_s - 0.5, to_s + 0.5)) > 0.85
    assert heard.gaps == ()


def between(heard: Heard, from_s: float, to_s: float) -> str:
    return "".join(word.text for word in heard.words if from_s <= word.start_s < to_s)


@pytest.mark.slow
def test_nothing_is_heard_where_the_microphone_is_muted_or_nobody_speaks_any_more(
    listen: Listen, answer: Samples
) -> None:
    half = len(answer) // 2
    muted_s = 6.0
    sound = np.concatenate((answer[:half], silence(muted_s), answer[half:], noise("a silent room", 20)))
    heard = listen(sound)
    from_s, end_s = half / RATE_HZ, len(answer) / RATE_HZ + muted_s
    assert words_kept(ANSWER, heard.text) > 0.9
    assert [word for word in heard.words if from_s + 0.5 < word.start_s < from_s + muted_s - 0.5] == []
    assert [word for word in heard.words if word.start_s > end_s] == []
    assert heard.gaps == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", NOISES)
def test_noise_has_no_words_whatever_is_hinted_at(listen: Listen, name: str) -> None:
    heard = listen(noise(name, 60 if name in AIMED_AT else 30), Help(HINTS, HINTS))
    assert heard.text == ""
    assert heard.gaps == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["keyboard", "breathing"])
def test_noise_with_vowels_of_a_kind_has_no_words_either(listen: Listen, name: str) -> None:
    """Keys that ring and breath that whistles pass for voices, and may be shown as such, but nothing was said."""
    signal = bench_noises.NOISES[name](np.random.default_rng(7))
    heard = listen(np.clip(np.round(signal * 32767), -32768, 32767).astype(np.int16), Help(HINTS, HINTS))
    assert heard.text == ""


@pytest.mark.slow
def test_terms_are_written_as_they_are_hinted_at(listen: Listen, spoken: Callable[[str], Samples]) -> None:
    sound = spoken(
        "We deploy with CI slash CD, store the vectors in p g vector, and serve the model with v L L M behind an nginx "
        "proxy. The replicas agree through Raft, and the planner uses M C T S."
    )
    plain, hinted = listen(sound), listen(sound, Help(HINTS, ("serve it with vLLM", "Raft")))
    assert "CI/CD" in plain.text
    assert "vLLM" not in plain.text
    assert {"CI/CD", "pgvector", "vLLM", "Raft", "MCTS"} <= {word.text.strip(" .,") for word in hinted.words}
    assert [word.text.strip(" .,") for word in hinted.words if word.unsure] == ["vLLM"]
    assert not {"nginx,", "Kafka", "embedding"} & set(hinted.text.split())


@pytest.mark.slow
def test_fillers_are_written(listen: Listen, spoken: Callable[[str], Samples]) -> None:
    heard = listen(
        spoken(
            "So, um, I would keep the simple model. Uh, the cost is some bias, and I accept that here, um, because the "
            "data is small."
        )
    )
    assert len([word for word in heard.words if is_filler(word.text)]) >= 2


@pytest.mark.slow
def test_what_whisper_leaves_to_a_next_window_is_written_where_there_is_none(
    whisper: "Whisper", spoken: Callable[[str], Samples]
) -> None:
    """A sentence that stops early is gone on with, from the same sound; with more to come it is left alone."""
    sound = whisper.encode(spoken("The cache is small. The index is large, and we rebuild it every night."))
    stamp = whisper._tokenizer.timestamp_begin
    prompt = whisper._model.get_prompt(whisper._tokenizer, [])
    early = [stamp, *whisper._tokenizer.encode(" The cache is small."), stamp + 70, stamp + 70]
    whole = sound._to_the_end(early, prompt, 5.0)
    assert whole[: len(early)] == early
    assert words_kept("every night", whisper._tokenizer.decode(whole)) == 1.0
    assert sound._to_the_end(early, prompt, 1.5) == early
