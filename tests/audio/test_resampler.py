import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from audio.resampler import Resampler
from audio.wav import RATE_HZ

RATES_HZ = (8_000, 16_000, 22_050, 44_100, 48_000, 96_000)
DITHER = 3
"""soxr rounds with a little noise, so two runs differ by this much at most."""


def tone(rate_hz: int, samples: int) -> NDArray[np.int16]:
    return (8000 * np.sin(2 * np.pi * 440 * np.arange(samples) / rate_hz)).astype("<i2")


def resampled(rate_hz: int, blocks: list[NDArray[np.int16]]) -> NDArray[np.int64]:
    resampler = Resampler(rate_hz)
    parts = [resampler.resample(block.tobytes()) for block in blocks]
    return np.concatenate([*parts, resampler.flush()]).astype(np.int64)


@given(st.sampled_from(RATES_HZ), st.lists(st.integers(0, 3000), min_size=1, max_size=12))
def test_the_size_of_the_blocks_changes_nothing(rate_hz: int, sizes: list[int]) -> None:
    sound = tone(rate_hz, sum(sizes))
    blocks = np.split(sound, np.cumsum(sizes)[:-1])
    in_blocks, at_once = resampled(rate_hz, blocks), resampled(rate_hz, [sound])
    assert len(in_blocks) == len(at_once) == pytest.approx(len(sound) * RATE_HZ / rate_hz, abs=2)
    assert np.abs(in_blocks - at_once).max(initial=0) <= DITHER


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_tone_stays_a_tone(rate_hz: int) -> None:
    heard = resampled(rate_hz, [tone(rate_hz, rate_hz)])
    spectrum = np.abs(np.fft.rfft(heard))
    assert spectrum.argmax() == 440
    assert (spectrum[430:451] ** 2).sum() / (spectrum**2).sum() > 0.999


def test_what_is_above_hearing_of_16_khz_does_not_fold_back() -> None:
    high = (8000 * np.sin(2 * np.pi * 12_000 * np.arange(48_000) / 48_000)).astype("<i2")
    assert np.abs(resampled(48_000, [high])[500:-500]).max() < 20


@pytest.mark.parametrize("rate_hz", [16_000, 48_000])
def test_after_a_flush_a_new_stream_begins(rate_hz: int) -> None:
    resampler, sound = Resampler(rate_hz), tone(rate_hz, rate_hz // 2)
    first = np.concatenate([resampler.resample(sound.tobytes()), resampler.flush()]).astype(int)
    second = np.concatenate([resampler.resample(sound.tobytes()), resampler.flush()]).astype(int)
    assert len(first) == len(second)
    assert np.abs(first - second).max() <= DITHER
