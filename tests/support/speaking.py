"""A voice made of vowels, and a speech model that hears them: its words follow from the samples it is given alone."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.transcription.decoder import WINDOW, Pass
from audio.transcription.words import HeardWord
from audio.wav import RATE_HZ, WavWriter

Samples = NDArray[np.int16]
_PAUSE = RATE_HZ // 50
"""A pause between two vowels is longer than this, in samples."""


def vowel(seconds: float, pitch_hz: float = 125.0, level: float = 0.1) -> Samples:
    """A voice that says one vowel."""
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave = sum(np.sin(2 * np.pi * pitch_hz * number * times) / number for number in range(1, int(3000 / pitch_hz)))
    edge = np.clip(np.minimum(times, times[-1:] - times) / 0.005, 0, 1)
    sound: Samples = np.round(wave * edge * level * 32767).astype("<i2")
    sound[(sound == 0) & (edge > 0)] = 1  # exact zeros are pauses
    return sound


def silence(seconds: float) -> Samples:
    """Nothing at all, as a muted microphone gives."""
    return np.zeros(round(seconds * RATE_HZ), "<i2")


def speech(parts: Sequence[tuple[float, float]]) -> Samples:
    """Vowels of so many seconds, each followed by a pause of so many, each with a pitch of its own."""
    pieces = [silence(0)]
    for number, (said_s, pause_s) in enumerate(parts):
        pieces += [vowel(said_s, 110 + 7 * (number % 20)), silence(pause_s)]
    return np.concatenate(pieces)


def steady(seconds: float) -> Samples:
    """Somebody who does not pause."""
    return speech([(0.3, 0.1)] * (int(seconds / 0.4) + 1))[: round(seconds * RATE_HZ)]


def written(path: Path, samples: Samples) -> Path:
    """``samples`` as the WAV of a take."""
    with WavWriter(path) as out:
        out.append(samples.astype("<i2").tobytes())
    return path


@dataclass
class VowelModel:
    """Writes a word for each vowel; its text tells every sample that the model was given, so nothing is ever alike by
    chance. What its window's end cuts off is left for the next one, as Whisper leaves it."""

    window: int = WINDOW
    lengths: list[int] = field(default_factory=list)
    """How many samples it was given, each time."""

    def encode(self, samples: Samples) -> "Vowels":
        self.lengths.append(len(samples))
        return Vowels(samples.copy(), self.window)


@dataclass(frozen=True)
class Vowels:
    samples: Samples
    window: int

    def no_speech(self) -> float:
        return 0.0

    def write(self, hints: str, said_until_s: float, ends_s: float | None) -> Pass:
        told = zlib.crc32(self.samples.tobytes() + hints.encode())
        found = _runs(self.samples)
        cut = len(found) > 1 and len(self.samples) == self.window and found[-1][1] == self.window
        words = tuple(
            HeardWord(f" {told:08x}-{place}", round(start / RATE_HZ, 2), round(end / RATE_HZ, 2), 0.9)
            for place, (start, end) in enumerate(found[: -1 if cut else None])
        )
        seconds = len(self.samples) / RATE_HZ
        return Pass(words, words[-1].end_s if cut else seconds, whole=not cut, log_probability=-0.3)


def _runs(samples: Samples) -> list[tuple[int, int]]:
    """Where it sounds: from and to, in samples."""
    sounding = np.flatnonzero(samples)
    if not sounding.size:
        return []
    breaks = np.flatnonzero(np.diff(sounding) > _PAUSE)
    edges = [-1, *breaks.tolist(), len(sounding) - 1]
    runs = [(int(sounding[a + 1]), int(sounding[b]) + 1) for a, b in pairwise(edges)]
    return [(start, end) for start, end in runs if end - start > _PAUSE]
