"""What the bench speaks and plays: every answer is whole, every noise a minute that is the same every time."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from audio.wav import RATE_HZ, samples_in
from cards.rounds import Round
from tests.bench.corpus_answers import FOLDER, Script, spellings
from tests.bench.corpus_noises import NOISES, REQUIRED, SECONDS, write_noises
from tests.bench.speech_hints import help_for
from tests.bench.speech_stops import SETTLED_S, stops

TEXTS = sorted(FOLDER.glob("*.txt"))


def _parts(path: Path) -> tuple[str, str]:
    prompt, _, text = path.read_text().strip().partition("\n")
    return prompt, text


def _terms(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def test_there_are_twenty_answers() -> None:
    assert len(TEXTS) == 20


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_an_answer_has_a_prompt_with_hints_and_marked_terms(path: Path) -> None:
    prompt, text = _parts(path)
    assert help_for(prompt).hints
    assert 60 <= len(text.split()) <= 130
    assert 6 <= len(_terms(text)) <= 14
    assert text.count("{") == text.count("}")


def test_what_is_pronounced_or_spelled_is_said_in_some_answer() -> None:
    table = tomllib.loads((FOLDER / "pronounced.toml").read_text())
    said = {term.lower() for path in TEXTS for term in _terms(_parts(path)[1])}
    assert not {term for term in [*table["said"], *spellings()] if term.lower() not in said}


def test_noises_are_a_minute_each_and_the_same_every_time(tmp_path: Path) -> None:
    first, second = write_noises(tmp_path / "a"), write_noises(tmp_path / "b")
    assert set(REQUIRED) <= set(first) == set(NOISES)
    assert all(samples_in(path) == SECONDS * RATE_HZ for path in first.values())
    assert all(first[name].read_bytes() == second[name].read_bytes() for name in first)


def test_stops_are_at_pauses_and_within_sentences_in_turns() -> None:
    sentences = tuple((5.0 * number, 5.0 * number + 3.9) for number in range(200))
    chosen = stops(Script(np.zeros(0, np.int16), sentences), 300.0, 5, seed=1)
    assert [stop.rest_s > 0 for stop in chosen] == [True, True, False, True, False, True, False, True]
    assert [stop.at_s for stop in chosen] == sorted(stop.at_s for stop in chosen)
    for stop in chosen:
        into = stop.at_s % 5.0
        assert (into >= 3.9 + SETTLED_S - 1e-6) if stop.rest_s > 0 else (1.5 <= into <= 3.4)


def test_stops_are_found_among_pauses_of_all_lengths() -> None:
    chance = np.random.default_rng(7)
    begins = np.cumsum(chance.uniform(2.0, 9.0, 400))
    sentences = tuple(
        (float(begin), float(begin + share * (following - begin)))
        for begin, following, share in zip(begins, begins[1:], chance.uniform(0.6, 0.95, 399), strict=False)
    )
    chosen = stops(Script(np.zeros(0, np.int16), sentences), 300.0, 7, seed=2)
    assert len(chosen) == 12
    assert all(stop.rest_s >= SETTLED_S for stop in chosen if stop.rest_s > 0)


def test_every_round_has_a_stand_in() -> None:
    assert {help_for(f"{letter}9.z").hints != () for letter in "FSCB"} == {True}
    assert len(Round) == 4
