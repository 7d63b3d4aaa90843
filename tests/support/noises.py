"""What a microphone hears while nobody speaks, made in code, the same every time: 16-bit samples at 16 kHz."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from audio.wav import RATE_HZ

Signal = NDArray[np.float64]
"""From -1 to 1."""
Chance = np.random.Generator


def noise(name: str, seconds: float) -> NDArray[np.int16]:
    """The noise called ``name`` in ``NOISES``."""
    seed = sorted(NOISES).index(name)
    signal = NOISES[name](round(seconds * RATE_HZ), np.random.default_rng(seed))
    samples: NDArray[np.int16] = np.clip(np.round(signal * 32767), -32768, 32767).astype("<i2")
    return samples


def white(samples: int, chance: Chance, db: float) -> Signal:
    """Hiss, its root mean square ``db`` decibels of full scale."""
    return chance.standard_normal(samples) * 10 ** (db / 20)


def pink(samples: int, chance: Chance, db: float) -> Signal:
    """Noise whose power falls with the frequency, as that of rooms does."""
    spectrum = np.fft.rfft(chance.standard_normal(samples))
    spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(samples, 1 / RATE_HZ), 20.0))
    signal = np.fft.irfft(spectrum, samples)
    return signal / np.sqrt(np.mean(signal**2)) * 10 ** (db / 20)


def keyboard(samples: int, chance: Chance, db: float) -> Signal:
    """Typing with pauses: each key clicks and thumps as it goes down, and clicks more softly as it comes up."""
    signal = white(samples, chance, -62)
    at = 0.3 * RATE_HZ
    while at < samples:
        key = _key(chance) * 10 ** (db / 20) * chance.uniform(0.4, 1.3)
        _add(signal, at, key)
        _add(signal, at + chance.uniform(0.05, 0.09) * RATE_HZ, 0.4 * key)
        at += RATE_HZ * (chance.uniform(0.5, 2) if chance.random() < 0.1 else chance.gamma(3, 0.05))
    return signal


def _key(chance: Chance) -> Signal:
    length = int(chance.uniform(0.008, 0.03) * RATE_HZ)
    place = np.arange(length)
    click = chance.standard_normal(length) * np.exp(-place / (length / 4))
    ring = np.sin(2 * np.pi * chance.uniform(1500, 4000) * place / RATE_HZ) * np.exp(-place / (length / 5))
    thump = np.sin(2 * np.pi * chance.uniform(150, 400) * place / RATE_HZ) * np.exp(-place / (length / 2))
    return click + ring + 0.5 * thump


def _hum(samples: int, chance: Chance) -> Signal:
    times = np.arange(samples) / RATE_HZ
    tones = sum(level * np.sin(2 * np.pi * hz * times) for hz, level in ((50, 0.02), (100, 0.01), (150, 0.006)))
    return np.asarray(tones) + white(samples, chance, -60)


def _breath(samples: int, chance: Chance) -> Signal:
    signal = white(samples, chance, -60)
    at = 0.0
    while at < samples:
        length = int(chance.uniform(0.8, 1.6) * RATE_HZ)
        swell = np.sin(np.pi * np.arange(length) / length) ** 2
        air = np.convolve(chance.standard_normal(length), np.ones(4) / 4, "same")
        _add(signal, at, air * swell * 10 ** (-32 / 20))
        at += chance.uniform(2, 4) * RATE_HZ
    return signal


def _clicks(samples: int, chance: Chance) -> Signal:
    signal = white(samples, chance, -65)
    for at in range(RATE_HZ // 2, samples, RATE_HZ):
        _add(signal, at, 0.3 * np.exp(-np.arange(80) / 15) * chance.choice([-1, 1]))
    return signal


def _fan(samples: int, chance: Chance) -> Signal:
    times = np.arange(samples) / RATE_HZ
    return pink(samples, chance, -40) * (1 + 0.3 * np.sin(2 * np.pi * 0.5 * times))


def _door(samples: int, chance: Chance) -> Signal:
    signal = white(samples, chance, -60)
    for at in range(5 * RATE_HZ, samples, 13 * RATE_HZ):
        _add(signal, at, 0.4 * np.exp(-np.arange(RATE_HZ // 2) / 1500) * chance.standard_normal(RATE_HZ // 2))
    return signal


def _add(signal: Signal, at: float, what: Signal) -> None:
    start = int(at)
    signal[start : start + len(what)] += what[: max(0, len(signal) - start)]


NOISES: dict[str, Callable[[int, Chance], Signal]] = {
    "a muted microphone": lambda samples, _chance: np.zeros(samples),
    "dither": lambda samples, chance: white(samples, chance, -90),
    "a silent room": lambda samples, chance: white(samples, chance, -70),
    "white noise": lambda samples, chance: white(samples, chance, -45),
    "loud white noise": lambda samples, chance: white(samples, chance, -25),
    "soft pink noise": lambda samples, chance: pink(samples, chance, -50),
    "pink noise": lambda samples, chance: pink(samples, chance, -35),
    "loud pink noise": lambda samples, chance: pink(samples, chance, -20),
    "a soft keyboard": lambda samples, chance: keyboard(samples, chance, -30),
    "a keyboard": lambda samples, chance: keyboard(samples, chance, -20),
    "a loud keyboard": lambda samples, chance: keyboard(samples, chance, -10),
    "mains hum": _hum,
    "breath": _breath,
    "clicks": _clicks,
    "a fan": _fan,
    "a door": _door,
}
