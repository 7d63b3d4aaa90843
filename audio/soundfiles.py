"""Whole sound files: any of them into the WAV of a take, and the WAV of a take into FLAC for keeping."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from shutil import disk_usage

import numpy as np
import soundfile
from numpy.typing import NDArray

from audio.errors import CannotWrite, DiskFull, NotSound, writing_error
from audio.resampler import Resampler
from audio.wav import RATE_HZ, SAMPLE_BYTES, WavWriter, read_pcm, samples_in, sync_folder

LONGEST_S = 2 * 60 * 60
_RATES_HZ = range(8_000, 192_001)
_CHANNELS = range(1, 9)
_FLOATS = ("FLOAT", "DOUBLE")
_BLOCK = 1 << 16
_KEPT = "the recording stays as it is, in its larger form"


def convert(source: Path, target: Path, progress: Callable[[int], object] = lambda _samples: None) -> int:
    """Write ``source`` (WAV, FLAC, OGG, MP3) as the WAV of a take, 16 kHz mono; returns its samples.

    Raises ``NotSound`` for what cannot be read, claims an absurd rate or channel count, or lasts over two hours, before
    or while reading, so a lying header costs no memory. ``progress`` is told the samples written so far, every few
    seconds of sound; what it raises cancels. ``target`` must not exist and is removed after a failure.
    """
    out = WavWriter(target, f"{source.name} was not taken over; it is untouched")
    try:
        with out, _opened(source) as sound:
            _check(source, sound)
            for pcm in _resampled(sound):
                out.append(pcm.tobytes())
                if out.samples > LONGEST_S * RATE_HZ:
                    raise NotSound(source, "it is longer than two hours")
                progress(out.samples)
            if not out.samples:
                raise NotSound(source, "it is empty")
    except BaseException:
        target.unlink(missing_ok=True)  # only now that it is closed: Windows removes no open file
        raise
    return out.samples


@contextmanager
def _opened(path: Path) -> Iterator[soundfile.SoundFile]:
    try:
        if not (path.is_file() or path.is_dir()) and path.exists():  # a pipe would be waited for, a device has no end
            raise NotSound(path, "it is not a file")
        with path.open("rb"):  # for the system's own reason: soundfile calls each of them a "system error"
            pass
        with soundfile.SoundFile(path) as sound:
            yield sound
    except (soundfile.LibsndfileError, OSError) as error:
        raise NotSound(path, _reason(error)) from error


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return str(getattr(error, "error_string", "") or error).rstrip(".").lower()


def _check(source: Path, sound: soundfile.SoundFile) -> None:
    if sound.samplerate not in _RATES_HZ or sound.channels not in _CHANNELS:
        raise NotSound(source, f"it claims {sound.samplerate} Hz and {sound.channels} channels")
    if not 0 < sound.frames <= LONGEST_S * sound.samplerate:
        raise NotSound(source, "it is empty" if sound.frames == 0 else "it is longer than two hours")


def _resampled(sound: soundfile.SoundFile) -> Iterator[NDArray[np.int16]]:
    resampler = Resampler(sound.samplerate)
    for block in _blocks(sound):
        mono = block[:, 0] if sound.channels == 1 else block.mean(axis=1).astype("<i2")
        yield resampler.resample(mono.tobytes())
    yield resampler.flush()


def _blocks(sound: soundfile.SoundFile) -> Iterator[NDArray[np.int16]]:
    """16-bit frames. libsndfile does not scale floats that are read as integers: all of them would be silence."""
    if sound.subtype not in _FLOATS:
        while len(block := sound.read(_BLOCK, dtype="int16", always_2d=True)):
            yield block
    while len(block := sound.read(_BLOCK, dtype="float32", always_2d=True)):
        yield np.round(np.clip(np.nan_to_num(block), -1, 1) * 32767).astype("<i2")


@contextmanager
def opened_take(path: Path) -> Iterator[soundfile.SoundFile]:
    """The sound of a take, 16 kHz mono, for reading here and there; its claims are looked at before anything is read.

    Raises ``NotSound``, also for what goes wrong while it is read.
    """
    with _opened(path) as sound:
        _check(path, sound)
        if (sound.samplerate, sound.channels) != (RATE_HZ, 1):
            raise NotSound(path, "it is not a recording of this app")
        yield sound


def read_blocks(path: Path) -> Iterator[bytes]:
    """The 16-bit PCM of a take's FLAC or WAV, block by block; raises ``NotSound``."""
    with _opened(path) as sound:
        while len(block := sound.read(_BLOCK, dtype="int16")):
            yield block.astype("<i2").tobytes()


def _wav_blocks(path: Path) -> Iterator[bytes]:
    start = 0
    while pcm := read_pcm(path, start, _BLOCK):
        yield pcm
        start += len(pcm) // SAMPLE_BYTES


def archive(wav: Path) -> tuple[Path, str]:
    """Write the FLAC of a finished take beside its WAV, read it back, compare; returns its path and SHA-256.

    The WAV stays: whoever calls deletes it once the library knows the FLAC. Raises ``CannotWrite`` or ``DiskFull``,
    with no FLAC left behind.
    """
    flac = wav.with_suffix(".flac")
    part = wav.with_suffix(".flac.part")
    try:
        with _writing(flac, wav, _KEPT):
            if not samples_in(wav):
                raise CannotWrite(flac, "the recording is empty", _KEPT)
            _encode(wav, part)
            same = all(a == b for a, b in zip(_wav_blocks(wav), chain(read_blocks(part), repeat(b"")), strict=False))
            if not same or soundfile.info(part).frames != samples_in(wav):
                raise CannotWrite(flac, "the compressed copy differs from the recording", _KEPT)
            with part.open("r+b") as file:
                os.fsync(file.fileno())
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            part.replace(flac)
            sync_folder(flac.parent)
    finally:
        part.unlink(missing_ok=True)
    return flac, digest


def save_flac(wav: Path, target: Path) -> None:
    """Write the sound of a take's WAV as FLAC to ``target``. Raises ``NotSound``, ``CannotWrite`` or ``DiskFull``."""
    with _opened(wav):
        pass
    with _writing(target, wav, "the recording is untouched"):
        _encode(wav, target)


@contextmanager
def _writing(target: Path, source: Path, so: str) -> Iterator[None]:
    """What the system says while ``target`` is made from ``source``, as ``CannotWrite`` or ``DiskFull``."""
    try:
        yield
    except OSError as error:
        raise writing_error(target, error, so) from error
    except (soundfile.LibsndfileError, NotSound) as error:
        # libsndfile has one error for all that a system can say
        if disk_usage(target.parent).free < source.stat().st_size:
            raise DiskFull(so) from error
        raise CannotWrite(target, _reason(error), so) from error


def _encode(wav: Path, target: Path) -> None:
    with soundfile.SoundFile(target, "w", RATE_HZ, 1, subtype="PCM_16", format="FLAC") as out:
        for pcm in _wav_blocks(wav):
            out.write(np.frombuffer(pcm, dtype="<i2"))
