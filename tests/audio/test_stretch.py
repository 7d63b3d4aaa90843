"""Speech at another speed: its length, its pitch, its loudness, and nothing that clicks."""

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from audio.resampler import Resampler
from audio.stretch import HOP, Stretch
from audio.wav import RATE_HZ

SPEEDS = [0.75, 0.9, 1.0, 1.25, 1.5, 2.0]


def stretched(sound: NDArray[np.int16], speed: float, sizes: Iterator[int] | None = None) -> NDArray[np.int16]:
    stretch, pieces, start = Stretch(speed), [], 0
    while start < len(sound):
        size = next(sizes) if sizes else 1024
        pieces.append(stretch.process(sound[start : start + size]))
        start += size
    return np.concatenate((*pieces, stretch.flush()))


def tone(hz: float, seconds: float = 3.0) -> NDArray[np.int16]:
    return (8_000 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)).astype(np.int16)


def pitch_hz(sound: NDArray[np.int16]) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(spectrum.argmax() * RATE_HZ / len(sound))


def steepest(sound: NDArray[np.int16]) -> int:
    return int(np.abs(np.diff(sound.astype(np.int32))).max())


@pytest.fixture(scope="module")
def speech(spoken_answer: Path) -> NDArray[np.int16]:
    with wave.open(str(spoken_answer)) as file:
        resampler = Resampler(file.getframerate())
        return np.concatenate((resampler.resample(file.readframes(file.getnframes())), resampler.flush()))


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hz", [90, 220, 440, 1000])
def test_a_tone_keeps_its_pitch_and_nothing_clicks(speed: float, hz: float) -> None:
    before = tone(hz)
    after = stretched(before, speed)
    assert len(after) * speed == pytest.approx(len(before), abs=2 * speed)
    assert pitch_hz(after) == pytest.approx(hz, rel=0.01)
    assert steepest(after) <= 1.1 * steepest(before)
    assert np.abs(after).max() <= np.abs(before).max()


@pytest.mark.parametrize("speed", SPEEDS)
def test_speech_keeps_its_length_its_loudness_and_its_sound(speech: NDArray[np.int16], speed: float) -> None:
    after = stretched(speech, speed)
    assert len(after) * speed == pytest.approx(len(speech), rel=0.02)
    assert steepest(after) <= 1.1 * steepest(speech)
    assert power(after) == pytest.approx(power(speech), rel=0.1)
    assert np.corrcoef(colour(after), colour(speech))[0, 1] > 0.99


def power(sound: NDArray[np.int16]) -> float:
    return float((sound.astype(float) ** 2).mean())


def colour(sound: NDArray[np.int16]) -> NDArray[np.float64]:
    """How the power is spread over bands of about 60 Hz, in dB."""
    frames = sound[: len(sound) // 256 * 256].reshape(-1, 256).astype(float)
    return np.asarray(10 * np.log10((np.abs(np.fft.rfft(frames * np.hanning(256))) ** 2).mean(axis=0)))


def test_at_its_own_speed_nothing_is_changed(speech: NDArray[np.int16]) -> None:
    assert np.array_equal(stretched(speech, 1.0), speech)


@settings(deadline=None, max_examples=60)
@given(st.data(), st.sampled_from(SPEEDS), st.integers(0, 6_000))
def test_how_it_is_cut_into_blocks_makes_no_difference(data: st.DataObject, speed: float, samples: int) -> None:
    sound = np.random.default_rng(samples).integers(-32_768, 32_767, samples).cumsum().astype(np.int16)
    sizes = iter(lambda: data.draw(st.integers(0, 2_000).map(lambda size: size or 1)), None)
    assert np.array_equal(stretched(sound, speed, sizes), stretched(sound, speed))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 3 * HOP), st.floats(0.5, 2.0))
def test_short_sounds_come_out_too(samples: int, speed: float) -> None:
    assert len(stretched(tone(200, samples / RATE_HZ), speed)) == pytest.approx(samples / speed, abs=1)


def test_silence_stays_silent() -> None:
    assert not stretched(np.zeros(RATE_HZ, np.int16), 1.5).any()


def test_it_knows_its_place_and_changes_speed_without_a_click() -> None:
    before, stretch = tone(300), Stretch(1.0)
    pieces = [stretch.process(before[:16_000])]
    assert stretch.place == len(pieces[0])
    for speed, start in ((2.0, 16_000), (0.75, 32_000)):
        stretch.speed, place = speed, stretch.place
        pieces.append(stretch.process(before[start : start + 16_000]))
        assert stretch.place == place + len(pieces[-1]) * speed
    after = np.concatenate(pieces)
    assert steepest(after) <= 1.1 * steepest(before)
    assert pitch_hz(after) == pytest.approx(300, rel=0.01)


def test_it_holds_no_more_than_it_needs() -> None:
    stretch = Stretch(2.0)
    for _ in range(20):
        stretch.process(tone(150, 1.0))
    assert len(stretch._held) < RATE_HZ
