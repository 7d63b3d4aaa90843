"""The WAV of a take: right after every sync, whole after every cut."""

import errno
import os
import struct
import tempfile
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.errors import AudioError, CannotWrite, DiskFull, NotSound
from audio.wav import HEADER_BYTES, RATE_HZ, WavWriter, read_pcm, repair, samples_in, sync_folder
from tests.support.disk import files_end_at, small_disk
from tests.support.fakes import ramp

STEPS = st.lists(st.one_of(st.just("sync"), st.integers(0, 700)), max_size=12)


def frames(path: Path) -> bytes:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        return file.readframes(file.getnframes())


def write(path: Path, steps: list[str | int]) -> bytes:
    """Take ``steps`` and leave the file as a killed process would; returns the sound that went in."""
    said = b""
    out = WavWriter(path)
    for step in steps:
        if isinstance(step, int):
            pcm = ramp(step, len(said)).tobytes()
            out.append(pcm)
            said += pcm
        else:
            out.sync()
            assert frames(path) == said
        assert out.samples * 2 == len(said)
    os.close(out._fd)
    return said


@given(STEPS, st.data())
def test_cut_at_any_byte_it_is_repaired_to_its_whole_samples(steps: list[str | int], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take.wav"
        said = write(path, steps)
        size = path.stat().st_size
        assert size == HEADER_BYTES + len(said)
        cut = data.draw(st.integers(0, size))
        os.truncate(path, cut)
        whole = max(0, cut - HEADER_BYTES) // 2
        assert repair(path) == samples_in(path) == whole
        assert frames(path) == said[: 2 * whole]
        assert repair(path) == whole


def test_closing_makes_it_whole_and_may_be_repeated(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "take.wav") as out:
        out.append(ramp(100).tobytes())
    out.close()
    assert frames(tmp_path / "take.wav") == ramp(100).tobytes()


def test_a_file_that_exists_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(b"mine")
    with pytest.raises(CannotWrite, match="nothing is being recorded"):
        WavWriter(path)
    assert path.read_bytes() == b"mine"


def test_a_folder_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="No such file"):
        WavWriter(tmp_path / "nowhere" / "take.wav")


def test_a_full_disk_keeps_the_last_whole_sample_and_what_follows_is_not_shifted(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    out = WavWriter(path)
    out.append(ramp(400).tobytes())
    with files_end_at(HEADER_BYTES + 1001), pytest.raises(DiskFull, match="what you said until then is kept"):
        out.append(ramp(400, 400).tobytes())
    assert out.samples == 500
    out.append(ramp(3, 500).tobytes())
    out.close()
    assert frames(path) == ramp(503).tobytes()


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64 * 1024) as disk:
        out = WavWriter(disk / "take.wav")
        with pytest.raises(DiskFull):
            while True:
                out.append(ramp(1600, out.samples).tobytes())
        out.close()
        assert out.samples > 30_000
        assert frames(disk / "take.wav") == ramp(out.samples).tobytes()


def test_without_room_for_the_header_nothing_is_left(tmp_path: Path) -> None:
    with files_end_at(10), pytest.raises(DiskFull, match="nothing is being recorded"):
        WavWriter(tmp_path / "take.wav")
    assert not list(tmp_path.iterdir())


def test_a_sync_that_failed_does_not_let_later_samples_overwrite_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = WavWriter(tmp_path / "take.wav")
    out.append(ramp(100).tobytes())

    def refuse(_fd: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")  # a file system that writes changed blocks elsewhere

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", refuse)
        with pytest.raises(DiskFull):
            out.sync()
    out.append(ramp(50, 100).tobytes())
    out.close()
    assert frames(tmp_path / "take.wav") == ramp(150).tobytes()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_folder_that_cannot_be_synced_is_no_reason_not_to_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_fd: int) -> None:
        raise OSError(number, "Invalid argument")

    monkeypatch.setattr(os, "fsync", refuse)
    sync_folder(tmp_path)


def test_any_other_failure_to_sync_the_folder_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def refuse_folders(fd: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{fd}"):  # noqa: PTH112 - a link of the kernel's
            raise OSError(errno.EIO, "Input/output error")
        real(fd)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    with pytest.raises(AudioError, match="Input/output error"):
        WavWriter(tmp_path / "take.wav")
    assert not list(tmp_path.iterdir())


def test_a_foreign_file_is_not_repaired_to_pieces(tmp_path: Path) -> None:
    path = tmp_path / "music.wav"
    with wave.open(str(path), "w") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(bytes(4000))
    before = path.read_bytes()
    with pytest.raises(NotSound, match="not a recording of this app"):
        repair(path)
    assert path.read_bytes() == before


def test_a_header_that_a_power_cut_left_as_zeros_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(bytes(HEADER_BYTES) + ramp(9).tobytes())
    assert repair(path) == 9
    assert frames(path) == ramp(9).tobytes()


def test_a_lost_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="as the crash left it"):
        repair(tmp_path / "take.wav")


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 81))
def test_reading_gives_whole_samples_of_a_file_that_grows(start: int, count: int, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take.wav"
        path.write_bytes(bytes(HEADER_BYTES) + ramp(41).tobytes()[:size])
        pcm = read_pcm(path, start, count)
    assert pcm == ramp(size // 2).tobytes()[2 * start : 2 * (start + count)]


def test_the_header_is_the_canonical_one(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "take.wav") as out:
        out.append(bytes(8))
    head = (tmp_path / "take.wav").read_bytes()[:HEADER_BYTES]
    assert struct.unpack("<4sI4s4sIHHIIHH4sI", head) == (
        *(b"RIFF", 44, b"WAVE", b"fmt ", 16, 1, 1, 16_000, 32_000, 2, 16, b"data", 8),
    )
