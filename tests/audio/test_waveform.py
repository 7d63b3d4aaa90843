"""A recording at a glance: the loudest of each column, pauses by the take's own levels, and files that lie."""

import struct
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from audio.errors import NotSound
from audio.resampler import Resampler
from audio.wav import RATE_HZ
from audio.waveform import waveform

Sound = NDArray[np.float64]


@pytest.fixture(scope="module")
def speech(spoken_answer: Path) -> Sound:
    """A little over four seconds without a long pause, at full scale 1."""
    with wave.open(str(spoken_answer)) as file:
        resampler = Resampler(file.getframerate())
        said = np.concatenate((resampler.resample(file.readframes(file.getnframes())), resampler.flush()))
    return said[: 4 * RATE_HZ] / 32_768


def noise(seconds: float, rms_db: float) -> Sound:
    rng = np.random.default_rng(5)
    return rng.normal(0.0, 10 ** (rms_db / 20), round(seconds * RATE_HZ))


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE_HZ))


def saved(path: Path, sound: Sound) -> Path:
    soundfile.write(path, np.clip(sound * 32_767, -32_768, 32_767).astype("<i2"), RATE_HZ)
    return path


def rounded(pauses: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(round(start, 1), round(end, 1)) for start, end in pauses]


def test_each_column_shows_its_loudest(tmp_path: Path) -> None:
    sound = np.concatenate((np.full(RATE_HZ, 0.25), silence(1), np.full(RATE_HZ, -0.5), np.full(RATE_HZ, 0.125)))
    shape = waveform(saved(tmp_path / "steps.wav", sound), 4)
    assert shape.peaks == pytest.approx((0.5, 0.0, 1.0, 0.25), abs=0.01)
    assert (shape.seconds, shape.problem) == (4.0, "")


def test_one_click_does_not_make_the_rest_small_and_hiss_is_not_drawn_as_speech(tmp_path: Path) -> None:
    sound = np.full(10 * RATE_HZ, 0.1)
    sound[RATE_HZ] = 1.0
    assert waveform(saved(tmp_path / "click.wav", sound), 10).peaks == pytest.approx([1.0] * 10, abs=0.01)
    assert max(waveform(saved(tmp_path / "hiss.wav", np.full(RATE_HZ, 0.001)), 10).peaks) < 0.05


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 40_000), st.integers(1, 3_000))
def test_there_are_as_many_columns_as_asked_for(
    tmp_path_factory: pytest.TempPathFactory, samples: int, columns: int
) -> None:
    shape = waveform(saved(tmp_path_factory.mktemp("any") / "any.wav", np.full(samples, 0.5)), columns)
    assert len(shape.peaks) == columns
    assert min(shape.peaks) == pytest.approx(1.0)
    assert shape.seconds == samples / RATE_HZ


@pytest.mark.parametrize("gain_db", [0, -20, -35])
@pytest.mark.parametrize("noise_db", [-90, -70, -45])
def test_pauses_are_found_whatever_microphone_and_room(
    speech: Sound, tmp_path: Path, gain_db: float, noise_db: float
) -> None:
    """The noise goes with the gain, as it does where it comes in by the microphone."""
    gap = silence(1.5)
    sound = np.concatenate((speech, gap, speech, gap[: RATE_HZ // 2], speech, gap))
    sound = (sound + noise(len(sound) / RATE_HZ, noise_db)) * 10 ** (gain_db / 20)
    found = rounded(waveform(saved(tmp_path / "said.wav", sound), 100).pauses)
    assert len(found) == 2
    for (start, end), (from_s, to_s) in zip(found, [(4.0, 5.5), (14.0, 15.5)], strict=True):
        assert start == pytest.approx(from_s, abs=0.25)
        assert end == pytest.approx(to_s, abs=0.25)


def test_a_key_or_an_offset_does_not_end_a_pause(speech: Sound, tmp_path: Path) -> None:
    gap = noise(2.0, -70)
    gap[RATE_HZ : RATE_HZ + 480] += 0.5
    shape = waveform(saved(tmp_path / "said.wav", np.concatenate((speech, gap, speech)) + 0.05), 100)
    assert len(shape.pauses) == 1
    start, end = shape.pauses[0]
    assert end - start == pytest.approx(2.0, abs=0.4)


def test_a_word_does_end_a_pause(speech: Sound, tmp_path: Path) -> None:
    gap = noise(1.3, -70)
    word = speech[RATE_HZ : RATE_HZ * 3 // 2]
    assert len(waveform(saved(tmp_path / "said.wav", np.concatenate((speech, gap, word, gap))), 9).pauses) == 2


@pytest.mark.parametrize("level_db", [-200, -80, -30])
def test_even_noise_is_one_pause_and_speech_alone_is_none(speech: Sound, tmp_path: Path, level_db: float) -> None:
    assert rounded(waveform(saved(tmp_path / "noise.wav", noise(3.0, level_db)), 9).pauses) == [(0.0, 3.0)]
    assert waveform(saved(tmp_path / "speech.wav", speech), 9).pauses == ()
    assert waveform(saved(tmp_path / "short.wav", silence(0.9)), 9).pauses == ()


def test_a_file_damaged_half_way_shows_what_there_is_and_says_so(tmp_path: Path) -> None:
    sound = saved(tmp_path / "said.flac", noise(80.0, -20))
    whole = sound.read_bytes()
    sound.write_bytes(whole[: len(whole) // 2])
    shape = waveform(sound, 10)
    assert 35 < shape.seconds < 45
    assert min(shape.peaks) > 0
    assert shape.problem.startswith("said.flac is damaged: of its 1:20 only the first 0:")


def test_a_recording_cut_short_has_a_problem_too(tmp_path: Path) -> None:
    sound = saved(tmp_path / "said.wav", noise(10.0, -20))
    with sound.open("r+b") as file:
        file.seek(40)
        file.write(struct.pack("<I", 60 * RATE_HZ * 2))
    shape = waveform(sound, 10)
    assert shape.seconds == 10.0


def lying_flac(path: Path, samples: int) -> Path:
    """A second of sound whose header claims ``samples`` (the lower 32 bits of FLAC's 36)."""
    data = bytearray(saved(path, noise(1.0, -20)).read_bytes())
    data[22:26] = struct.pack(">I", samples)
    path.write_bytes(data)
    return path


def test_a_header_that_claims_too_much_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotSound, match="longer than two hours"):
        waveform(lying_flac(tmp_path / "day.flac", 24 * 3600 * RATE_HZ), 10)


def test_a_header_that_claims_what_is_not_there_shows_what_is(tmp_path: Path) -> None:
    shape = waveform(lying_flac(tmp_path / "hour.flac", 3600 * RATE_HZ), 10)
    assert shape.seconds == pytest.approx(1.0, abs=0.05)
    assert "of its 60:00 only the first 0:0" in shape.problem


@pytest.mark.parametrize("content", [b"", b"no sound at all" * 100])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "take.flac"
    path.write_bytes(content)
    with pytest.raises(NotSound):
        waveform(path, 10)
    with pytest.raises(NotSound, match="no such file"):
        waveform(tmp_path / "gone.flac", 10)


def test_two_hours_are_taken_in_one_pass(tmp_path: Path) -> None:
    path = tmp_path / "two hours.wav"
    with soundfile.SoundFile(path, "w", RATE_HZ, 1, subtype="PCM_16") as out:
        minute = (noise(60.0, -30) * 32_767).astype("<i2")
        for _ in range(120):
            out.write(minute)
    assert waveform(path, 1_000).seconds == 7_200
