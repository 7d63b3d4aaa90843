"""A minute each of what a microphone hears while nobody speaks. Made in code, the same every time."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.wav import RATE_HZ, WavWriter

SECONDS = 60
Signal = NDArray[np.float64]
REQUIRED = ("silence", "pink noise", "keyboard")
"""Those that the aim names; the others are beside them."""


def write_noises(folder: Path) -> dict[str, Path]:
    """Each of them as a WAV under ``folder``, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Path] = {}
    for number, (name, make) in enumerate(NOISES.items()):
        signal = make(np.random.default_rng(1000 + number))
        path = folder / f"{name.replace(' ', '-')}.wav"
        path.unlink(missing_ok=True)
        with WavWriter(path) as out:
            out.append(np.clip(np.round(signal * 32767), -32768, 32767).astype("<i2").tobytes())
        made[name] = path
    return made


def _level(signal: Signal, db: float) -> Signal:
    """``signal`` with a root mean square of ``db`` below full scale."""
    return signal * 10 ** (db / 20) / np.sqrt(np.mean(signal**2))


def _times() -> Signal:
    return np.arange(SECONDS * RATE_HZ) / RATE_HZ


def _coloured(chance: np.random.Generator, power: float) -> Signal:
    """Noise whose power falls with the frequency to the ``power``: 1 is pink, 2 is brown."""
    samples = SECONDS * RATE_HZ
    spectrum = np.fft.rfft(chance.standard_normal(samples))
    frequency = np.fft.rfftfreq(samples, 1 / RATE_HZ)
    spectrum /= np.maximum(frequency, 20.0) ** (power / 2)
    return np.fft.irfft(spectrum, samples)


def _silence(chance: np.random.Generator) -> Signal:
    return _level(_coloured(chance, 0.5), -72)


def _zeros(_chance: np.random.Generator) -> Signal:
    return np.zeros(SECONDS * RATE_HZ)


def _pink(chance: np.random.Generator) -> Signal:
    return _level(_coloured(chance, 1), -35)


def _keyboard(chance: np.random.Generator) -> Signal:
    """Typing in bursts: each key clicks as it goes down, thumps at the bottom and clicks again, softer, coming up."""
    dry = np.zeros(SECONDS * RATE_HZ)
    at = 0.8
    while at < SECONDS - 1:
        for _ in range(int(chance.integers(4, 40))):
            wide = chance.random() < 0.16  # the space bar and its like: lower and louder
            strength = chance.lognormal(0, 0.25) * (1.5 if wide else 1.0)
            _add(dry, at, strength * _stroke(chance, wide))
            _add(dry, at + chance.uniform(0.06, 0.12), 0.35 * strength * _stroke(chance, wide))
            at += chance.lognormal(np.log(0.14), 0.35)
            if at >= SECONDS - 1:
                break
        at += chance.uniform(0.4, 3.5)
    room = chance.standard_normal(int(0.15 * RATE_HZ)) * np.exp(-np.arange(int(0.15 * RATE_HZ)) / (0.03 * RATE_HZ))
    room[0] = 12.0
    wet = np.fft.irfft(np.fft.rfft(dry, 2 * len(dry)) * np.fft.rfft(room, 2 * len(dry)))[: len(dry)]
    return wet / np.abs(wet).max() * 10 ** (-12 / 20) + _level(_coloured(chance, 1), -62)


def _stroke(chance: np.random.Generator, wide: bool) -> Signal:
    times = np.arange(int(0.05 * RATE_HZ)) / RATE_HZ
    click = chance.standard_normal(len(times)) * np.exp(-times / 0.002)
    modes = sum(
        chance.uniform(0.3, 1) * np.sin(2 * np.pi * hz * chance.uniform(0.9, 1.1) * times) * np.exp(-times / decay_s)
        for hz, decay_s in ((1800, 0.006), (3400, 0.004), (5600, 0.003))
    )
    thump = np.sin(2 * np.pi * (140 if wide else 260) * chance.uniform(0.9, 1.1) * times) * np.exp(-times / 0.014)
    return click + 0.8 * modes + (1.6 if wide else 0.8) * thump


def _add(signal: Signal, at_s: float, what: Signal) -> None:
    begin = int(at_s * RATE_HZ)
    room = min(len(what), len(signal) - begin)
    signal[begin : begin + room] += what[:room]


def _breathing(chance: np.random.Generator) -> Signal:
    """In and out every four seconds, close to the microphone."""
    times = _times()
    phase = (times + 0.15 * np.sin(times / 3)) % 4.0
    inward = np.where((phase > 0.3) & (phase < 1.5), np.sin(np.pi * (phase - 0.3) / 1.2), 0.0) ** 2
    outward = np.where((phase > 1.9) & (phase < 3.5), np.sin(np.pi * (phase - 1.9) / 1.6), 0.0) ** 2
    return _level(inward * _coloured(chance, 0.6) + 0.8 * outward * _coloured(chance, 1.2), -38)


def _hum(chance: np.random.Generator) -> Signal:
    """The mains, with its harmonics, and a little hiss."""
    times = _times()
    tones = sum(
        share * np.sin(2 * np.pi * 50 * number * times) for number, share in ((1, 1), (2, 0.6), (3, 0.4), (7, 0.1))
    )
    return _level(np.asarray(tones), -32) + _level(_coloured(chance, 0), -62)


def _clicks(chance: np.random.Generator) -> Signal:
    """A clock's tick every second."""
    signal = _level(_coloured(chance, 1), -65)
    for second in range(SECONDS):
        _add(signal, second + 0.5, 0.25 * _stroke(chance, False) / 3)
    return signal


def _tones(chance: np.random.Generator) -> Signal:
    """Chords of soft tones over a slow beat, like music from the next room."""
    times = _times()
    signal = np.zeros_like(times)
    for bar in range(SECONDS // 2):
        root = 220 * 2 ** (int(chance.choice([0, 3, 5, 7, 10])) / 12)
        since = times - 2 * bar
        shape = np.where((since >= 0) & (since < 2.4), np.minimum(since / 0.05, 1) * np.exp(-since / 0.9), 0.0)
        for ratio in (1, 1.25, 1.5, 2):
            signal += shape * (
                np.sin(2 * np.pi * root * ratio * times) + 0.3 * np.sin(4 * np.pi * root * ratio * times)
            )
    return _level(signal, -34) + _level(_coloured(chance, 1), -65)


NOISES: dict[str, Callable[[np.random.Generator], Signal]] = {
    "silence": _silence,
    "pink noise": _pink,
    "keyboard": _keyboard,
    "muted microphone": _zeros,
    "breathing": _breathing,
    "mains hum": _hum,
    "a click every second": _clicks,
    "music-like tones": _tones,
}
