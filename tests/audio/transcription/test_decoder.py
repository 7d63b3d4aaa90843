"""Decoding while the file grows gives what decoding the whole file gives."""

import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.errors import CannotRead
from audio.transcription import decoder
from audio.transcription.decoder import SHORTEST, WINDOW, decode_growing
from audio.transcription.words import Heard, HeardWord, Window
from audio.wav import RATE_HZ, WavWriter, read_pcm
from tests.support.fakes import ramp


class FakeDecoder:
    """Its words and the end of a window depend on the sound and on the last word before, as Whisper's do."""

    def __init__(self) -> None:
        self.windows: list[tuple[int, int]] = []

    def decode(self, pcm: bytes, start: int, heard_until_s: float) -> Window:
        samples = len(pcm) // 2
        self.windows.append((start, samples))
        end = start + 1 + zlib.crc32(pcm) % samples
        return Window(start, end, (HeardWord(f" {heard_until_s}", start / RATE_HZ, end / RATE_HZ, 1.0),))


def heard_in_steps(sound: Path, steps: list[int], total: int) -> tuple[Window, ...]:
    heard = Heard("fake")
    for samples, final in [*((step, False) for step in sorted(steps)), (total, True)]:
        for window in decode_growing(FakeDecoder(), sound, heard, samples, final):
            heard = Heard("fake", (*heard.windows, window))
    return heard.windows


@given(st.integers(0, 3000), st.data())
def test_in_any_steps_it_hears_the_same_as_at_once(total: int, data: st.DataObject) -> None:
    steps = data.draw(st.lists(st.integers(0, total), max_size=8))
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as small:
        small.setattr(decoder, "WINDOW", 300)
        small.setattr(decoder, "SHORTEST", 10)
        sound = Path(folder) / "take.wav"
        with WavWriter(sound) as out:
            out.append(ramp(total).tobytes())
        windows = heard_in_steps(sound, steps, total)
        assert windows == heard_in_steps(sound, [], total)
    assert [window.start for window in windows] == [0, *(window.end for window in windows)][: len(windows)]
    assert total - (windows[-1].end if windows else 0) < 10


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    with WavWriter(tmp_path / "take.wav") as out:
        out.append(ramp(WINDOW + RATE_HZ).tobytes())
    return tmp_path / "take.wav"


def test_a_growing_take_is_decoded_in_whole_windows_only(sound: Path) -> None:
    fake = FakeDecoder()
    assert list(decode_growing(fake, sound, Heard("fake"), WINDOW - 1, final=False)) == []
    first = next(decode_growing(fake, sound, Heard("fake"), WINDOW, final=False))
    assert fake.windows == [(0, WINDOW)]
    assert first == FakeDecoder().decode(read_pcm(sound, 0, WINDOW), 0, 0.0)


def test_a_rest_too_short_for_a_word_is_left(sound: Path) -> None:
    heard = Heard("fake", (Window(0, 1000, ()),))
    assert list(decode_growing(FakeDecoder(), sound, heard, 1000 + SHORTEST - 1, final=True)) == []


def test_a_file_shorter_than_announced_is_an_error_and_not_for_ever(sound: Path) -> None:
    heard = Heard("fake", (Window(0, WINDOW, ()),))
    with pytest.raises(CannotRead, match="shorter than what was recorded"):
        list(decode_growing(FakeDecoder(), sound, heard, WINDOW + 2 * RATE_HZ, final=True))
