"""Sound files of others into takes, and takes into FLAC."""

import hashlib
import os
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

import audio.soundfiles
from audio.errors import AudioError, CannotWrite, DiskFull, NotSound
from audio.soundfiles import archive, convert, read_blocks
from audio.wav import HEADER_BYTES, RATE_HZ, WavWriter, read_pcm, samples_in
from tests.support.disk import files_end_at, small_disk


def tone(rate_hz: int, seconds: float, channels: int = 1) -> NDArray[np.float64]:
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(round(rate_hz * seconds)) / rate_hz)
    return np.repeat(wave[:, None], channels, axis=1)


def noise(path: Path, samples: int) -> Path:
    """A take that cannot be compressed."""
    with WavWriter(path) as out:
        out.append(np.random.default_rng(1).integers(-30_000, 30_000, samples).astype("<i2").tobytes())
    return path


def pitch_hz(take: Path) -> float:
    sound = np.frombuffer(read_pcm(take, 0, 10**9), "<i2").astype(float)
    return float(np.abs(np.fft.rfft(sound)).argmax() * RATE_HZ / len(sound))


@pytest.mark.parametrize(
    ("name", "rate_hz", "channels"),
    [
        ("a.wav", 44_100, 2),
        ("a.wav", 8_000, 1),
        ("a.wav", 16_000, 1),
        ("a.flac", 48_000, 1),
        ("a.flac", 96_000, 8),
        ("a.ogg", 22_050, 2),
        ("a.mp3", 44_100, 1),
    ],
)
def test_any_sound_becomes_a_take(tmp_path: Path, name: str, rate_hz: int, channels: int) -> None:
    soundfile.write(tmp_path / name, tone(rate_hz, 1, channels), rate_hz)
    take = tmp_path / "take.wav"
    samples = convert(tmp_path / name, take)
    assert samples == samples_in(take) == pytest.approx(RATE_HZ, abs=0.1 * RATE_HZ if name == "a.mp3" else 2)
    assert pitch_hz(take) == pytest.approx(440, abs=2)
    assert soundfile.info(take).frames == samples


CODINGS = {
    "wav": ("PCM_U8", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW"),
    "flac": ("PCM_24",),
    "ogg": ("VORBIS", "OPUS"),
    "mp3": ("MPEG_LAYER_III",),
    "aiff": ("FLOAT",),
}
COARSE = ("OPUS", "MPEG_LAYER_III")
"""There are none of 192 kHz."""


@pytest.mark.parametrize(
    ("kind", "coding", "rate_hz", "channels"),
    [
        (kind, coding, rate_hz, channels)
        for kind, codings in CODINGS.items()
        for coding in codings
        for rate_hz, channels in ((8_000, 1), (48_000, 2), (192_000, 2))
        if rate_hz < 192_000 or coding not in COARSE
    ],
)
def test_a_take_is_as_loud_as_its_source(tmp_path: Path, kind: str, coding: str, rate_hz: int, channels: int) -> None:
    name = f"a.{kind}"
    soundfile.write(tmp_path / name, tone(rate_hz, 1, channels), rate_hz, subtype=coding)
    take = tmp_path / "take.wav"
    samples = convert(tmp_path / name, take)
    assert samples == pytest.approx(RATE_HZ, abs=2)
    assert pitch_hz(take) == pytest.approx(440, abs=2)
    sound = np.frombuffer(read_pcm(take, 1600, 12_800), "<i2").astype(float)
    assert np.sqrt(np.mean(sound**2)) == pytest.approx(0.5 * 32768 / np.sqrt(2), rel=0.05)


def test_floats_that_are_none_or_too_loud_are_cut_off(tmp_path: Path) -> None:
    sound = tone(16_000, 1)
    sound[4000:4100] = np.nan
    sound[5000:5100] = 1e30
    sound[6000:6100] = -np.inf
    soundfile.write(tmp_path / "a.wav", sound, 16_000, subtype="DOUBLE")
    convert(tmp_path / "a.wav", tmp_path / "take.wav")
    taken = np.frombuffer(read_pcm(tmp_path / "take.wav", 0, 16_000), "<i2")
    assert [set(taken[at : at + 100]) for at in (4000, 5000, 6000)] == [{0}, {32767}, {-32767}]


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.opus", "a.aiff"])
@pytest.mark.parametrize("share", [0.9, 0.5, 0.1, 0.01])
def test_of_a_truncated_file_there_is_what_it_holds_or_a_sentence(tmp_path: Path, name: str, share: float) -> None:
    sound = tone(48_000, 3) + 0.05 * np.random.default_rng(1).standard_normal((144_000, 1))
    kind = {"format": "OGG", "subtype": "OPUS"} if name == "a.opus" else {}
    soundfile.write(tmp_path / name, sound, 48_000, **kind)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: int(share * len(whole))])
    try:
        assert 0 < convert(tmp_path / name, tmp_path / "take.wav") <= 3 * share * RATE_HZ + RATE_HZ / 2
    except NotSound as error:
        assert str(error).startswith(f"{name} could not be read as sound (")
        assert not (tmp_path / "take.wav").exists()


def wav_header(rate_hz: int = 16_000, channels: int = 1, data_bytes: int = 8) -> bytes:
    width = 2 * channels
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", 36 + data_bytes, b"WAVE", b"fmt ", 16, 1, channels, rate_hz, rate_hz * width % 2**32, width, 16),
        *(b"data", data_bytes),
    )


def flac_that_claims(path: Path, samples: int) -> bytes:
    """A tenth of a second whose header claims ``samples``."""
    soundfile.write(path, tone(16_000, 0.1), 16_000)
    data = bytearray(path.read_bytes())
    data[21] = data[21] & 0xF0 | samples >> 32
    data[22:26] = struct.pack(">I", samples & 0xFFFFFFFF)
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "format not recognised"),
        (b"This is a letter.", "format not recognised"),
        (wav_header(data_bytes=0), "it is empty"),
        (wav_header(rate_hz=2**31 - 1) + bytes(8), "2147483647 Hz"),
        (wav_header(rate_hz=4_000) + bytes(8), "4000 Hz"),
        (wav_header(channels=1024) + bytes(2048), "1024 channels"),
        (wav_header(channels=9) + bytes(36), "9 channels"),
    ],
    ids=["empty", "text", "no samples", "rate", "low rate", "channels", "too many channels"],
)
def test_what_is_no_sound_is_one_sentence_and_leaves_nothing(tmp_path: Path, content: bytes, why: str) -> None:
    source = tmp_path / "sound.wav"
    source.write_bytes(content)
    with pytest.raises(NotSound, match=why):
        convert(source, tmp_path / "take.wav")
    assert list(tmp_path.iterdir()) == [source]
    assert source.read_bytes() == content


def test_a_wav_that_claims_more_than_it_holds_gives_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "sound.wav").write_bytes(wav_header(data_bytes=2**31 - 100) + bytes(3200))
    assert convert(tmp_path / "sound.wav", tmp_path / "take.wav") == 1600


@pytest.mark.parametrize("samples", [2**36 - 1, 2 * 3600 * 16_000 + 1])
def test_a_flac_that_claims_hours_is_refused_before_it_costs_memory(tmp_path: Path, samples: int) -> None:
    (tmp_path / "sound.flac").write_bytes(flac_that_claims(tmp_path / "short.flac", samples))
    with pytest.raises(NotSound, match="longer than two hours"):
        convert(tmp_path / "sound.flac", tmp_path / "take.wav")
    assert not (tmp_path / "take.wav").exists()


def test_a_flac_that_claims_an_hour_gives_what_it_holds_or_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "sound.flac").write_bytes(flac_that_claims(tmp_path / "short.flac", 3600 * 16_000))
    try:
        assert convert(tmp_path / "sound.flac", tmp_path / "take.wav") == 1600
    except NotSound:
        assert not (tmp_path / "take.wav").exists()


def test_over_two_hours_is_refused(tmp_path: Path) -> None:
    data_bytes = 2 * (2 * 3600 * 8_000 + 1)
    with (tmp_path / "sound.wav").open("wb") as file:
        file.write(wav_header(rate_hz=8_000, data_bytes=data_bytes))
        file.truncate(HEADER_BYTES + data_bytes)  # sparse: the zeros take no room
    with pytest.raises(NotSound, match="longer than two hours"):
        convert(tmp_path / "sound.wav", tmp_path / "take.wav")


@pytest.mark.parametrize(
    "read", [lambda path: convert(path, path.with_name("take.wav")), lambda path: next(read_blocks(path))]
)
def test_a_file_that_is_not_there_is_named_so(tmp_path: Path, read: object) -> None:
    with pytest.raises(NotSound, match=r"gone\.wav could not be read as sound \(there is no such file\)"):
        read(tmp_path / "gone.wav")  # type: ignore[operator]
    with pytest.raises(NotSound, match="is a directory"):
        read(tmp_path)  # type: ignore[operator]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(NotSound, match="it is not a file"):
        convert(tmp_path / "pipe.wav", tmp_path / "take.wav")


def test_converting_tells_how_far_it_is_and_can_be_cancelled(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000, 10), 16_000)
    told: list[int] = []
    assert convert(tmp_path / "a.wav", tmp_path / "take.wav", told.append) == told[-1] == 160_000
    assert told == sorted(told)
    assert len(told) > 1

    class Cancelled(Exception):
        pass

    def cancel(_: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        convert(tmp_path / "a.wav", tmp_path / "other.wav", cancel)
    assert not (tmp_path / "other.wav").exists()


def test_a_take_that_exists_is_not_converted_over(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000, 0.1), 16_000)
    (tmp_path / "take.wav").write_bytes(b"mine")
    with pytest.raises(CannotWrite, match=r"a\.wav was not taken over"):
        convert(tmp_path / "a.wav", tmp_path / "take.wav")
    assert (tmp_path / "take.wav").read_bytes() == b"mine"


def test_converting_onto_a_full_disk_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(16_000, 1), 16_000)
    with files_end_at(10_000), pytest.raises(DiskFull, match=r"a\.wav was not taken over; it is untouched"):
        convert(tmp_path / "a.wav", tmp_path / "take.wav")
    assert not (tmp_path / "take.wav").exists()


@pytest.mark.parametrize("samples", [1, 65_536, 65_537, 200_000])
def test_a_take_is_archived_bit_by_bit(tmp_path: Path, samples: int) -> None:
    wav = noise(tmp_path / "take.wav", samples)
    before = wav.read_bytes()
    flac, digest = archive(wav)
    assert flac == tmp_path / "take.flac"
    assert b"".join(read_blocks(flac)) == before[HEADER_BYTES:]
    assert digest == hashlib.sha256(flac.read_bytes()).hexdigest()
    assert wav.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [flac, wav]


@pytest.mark.parametrize("change", ["one sample", "shorter", "longer"])
def test_a_copy_that_differs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    wav = noise(tmp_path / "take.wav", 100_000)
    sound = np.frombuffer(read_pcm(wav, 0, 100_000), "<i2").copy()
    if change == "one sample":
        sound[99_999] += 1
    wrong = {"shorter": sound[:-1], "longer": np.append(sound, sound[:1])}.get(change, sound)
    monkeypatch.setattr(
        audio.soundfiles,
        "_encode",
        lambda _, target: soundfile.write(target, wrong, RATE_HZ, subtype="PCM_16", format="FLAC"),
    )
    with pytest.raises(CannotWrite, match="differs from the recording"):
        archive(wav)
    assert list(tmp_path.iterdir()) == [wav]


def test_an_earlier_archive_survives_a_failure(tmp_path: Path) -> None:
    wav = noise(tmp_path / "take.wav", 100_000)
    flac, _ = archive(wav)
    before = flac.read_bytes()
    with files_end_at(50_000), pytest.raises(AudioError, match="the recording stays as it is"):
        archive(wav)
    assert flac.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [flac, wav]


def test_archiving_onto_a_full_disk_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 300_000) as disk:
        wav = noise(disk / "take.wav", 100_000)
        with pytest.raises(DiskFull, match="the recording stays as it is"):
            archive(wav)
        assert list(disk.iterdir()) == [wav]


def test_a_take_that_is_gone_cannot_be_archived(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        archive(tmp_path / "take.wav")
    assert not list(tmp_path.iterdir())


def test_an_empty_take_has_no_archive(tmp_path: Path) -> None:
    wav = noise(tmp_path / "take.wav", 0)
    with pytest.raises(CannotWrite, match="the recording is empty"):
        archive(wav)
    assert list(tmp_path.iterdir()) == [wav]
