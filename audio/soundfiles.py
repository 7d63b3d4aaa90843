"""Whole sound files: any of them into the WAV of a take, and the WAV of a take into FLAC for keeping."""

import hashlib
import os
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from audio.errors import CannotWrite, NotSound, writing_error
from audio.resampler import Resampler
from audio.wav import HEADER_BYTES, RATE_HZ, SAMPLE_BYTES, WavWriter, read_pcm, sync_folder

LONGEST_S = 2 * 60 * 60
_RATES_HZ = range(8_000, 192_001)
_CHANNELS = range(1, 9)
_BLOCK = 1 << 16


def convert(source: Path, target: Path) -> int:
    """Write ``source`` (WAV, FLAC, OGG, MP3) as the WAV of a take, 16 kHz mono; returns its samples.

    Raises ``NotSound`` for what cannot be read, claims an absurd rate or channel count, or lasts over two hours, before
    or while reading, so a lying header costs no memory. ``target`` must not exist and is removed after a failure.
    """
    with WavWriter(target) as out:
        try:
            with soundfile.SoundFile(source) as sound:
                _check(source, sound)
                for pcm in _resampled(sound):
                    out.append(pcm.tobytes())
                    if out.samples > LONGEST_S * RATE_HZ:
                        raise NotSound(source, "it is longer than two hours")
        except (soundfile.LibsndfileError, OSError) as error:
            target.unlink()
            raise NotSound(source, _reason(error)) from error
        except BaseException:
            target.unlink()
            raise
        return out.samples


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    return str(getattr(error, "error_string", "") or error).rstrip(".").lower()


def _check(source: Path, sound: soundfile.SoundFile) -> None:
    if sound.samplerate not in _RATES_HZ or sound.channels not in _CHANNELS:
        raise NotSound(source, f"it claims {sound.samplerate} Hz and {sound.channels} channels")
    if not 0 < sound.frames <= LONGEST_S * sound.samplerate:
        raise NotSound(source, "it is empty" if sound.frames == 0 else "it is longer than two hours")


def _resampled(sound: soundfile.SoundFile) -> Iterator[NDArray[np.int16]]:
    resampler = Resampler(sound.samplerate)
    while len(block := sound.read(_BLOCK, dtype="int16", always_2d=True)):
        mono = block[:, 0] if sound.channels == 1 else block.mean(axis=1).astype("<i2")
        yield resampler.resample(mono.tobytes())
    yield resampler.flush()


def read_blocks(path: Path) -> Iterator[bytes]:
    """The 16-bit PCM of a take's FLAC or WAV, block by block; raises ``NotSound``."""
    try:
        with soundfile.SoundFile(path) as sound:
            while len(block := sound.read(_BLOCK, dtype="int16")):
                yield block.astype("<i2").tobytes()
    except (soundfile.LibsndfileError, OSError) as error:
        raise NotSound(path, _reason(error)) from error


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
        _encode(wav, part)
        same = all(a == b for a, b in zip(_wav_blocks(wav), chain(read_blocks(part), repeat(b"")), strict=False))
        if not same or soundfile.info(part).frames != (wav.stat().st_size - HEADER_BYTES) // SAMPLE_BYTES:
            raise CannotWrite(part, "the compressed copy differs from the recording")
        with part.open("r+b") as file:
            os.fsync(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        part.replace(flac)
        sync_folder(flac.parent)
    except OSError as error:
        raise writing_error(flac, error) from error
    except (soundfile.LibsndfileError, NotSound) as error:
        raise CannotWrite(flac, _reason(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return flac, digest


def _encode(wav: Path, target: Path) -> None:
    with soundfile.SoundFile(target, "w", RATE_HZ, 1, subtype="PCM_16", format="FLAC") as out:
        for pcm in _wav_blocks(wav):
            out.write(np.frombuffer(pcm, dtype="<i2"))
