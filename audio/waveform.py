"""A recording at a glance: how loud it is where, and where nothing is said."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.errors import NotSound
from audio.soundfiles import opened_take
from audio.wav import RATE_HZ

UNIT = RATE_HZ // 100
"""10 ms: what is measured at once. Two hours are 720,000 of them, and nothing else is kept in memory."""
_BLOCK = 400 * UNIT
_SMALL_BLOCK = 4 * UNIT
"""A block in which the file is damaged is lost; small ones come nearer to that place."""
_FULL_SCALE = 32_768

SHORTEST_PAUSE_S = 1.0
_LONGEST_CLICK = 6
"""Units: a key, a mouse or a smack of the lips within a pause does not end it."""
_SMOOTH = 5
"""Units: the level of noise wanders by several dB from one to the next, its mean over these by little."""
_MARGIN_DB = 6.0
_SHARE = 0.35
_RANGE_DB = 50.0
_FAINTEST = 0.05
"""A recording whose loudest place is fainter than this share of full scale is not drawn as if it were loud."""


@dataclass(frozen=True, slots=True)
class Waveform:
    """How a recording looks, or what there is of it: ``problem`` is then a sentence."""

    seconds: float
    peaks: tuple[float, ...]
    """The loudest of each column, 0 to 1, where 1 is the loudest of the recording (a click of 50 ms apart)."""
    pauses: tuple[tuple[float, float], ...]
    """From and until when nothing is said for at least a second."""
    problem: str = ""


def waveform(sound: Path, columns: int) -> Waveform:
    """Measure the take at ``sound`` in one pass; raises ``NotSound`` where nothing of it can be read.

    A pause is a second or more that stays below a level between the take's own noise and its own speech: the noise is
    the level that a tenth of it stays under, speech the one that a twentieth of it goes above, and the line is drawn at
    35 % of the way in dB, but at least 6 dB above the noise. So neither a quiet microphone nor a loud fan changes what
    is a pause; an offset and sounds up to 60 ms count for nothing, and a take of even noise is one pause.
    """
    with opened_take(sound) as file:
        claimed: int = file.frames
    peaks, powers, read = _measure(sound, claimed)
    claimed_s, read_s = claimed / RATE_HZ, read / RATE_HZ
    problem = ""
    if read_s < claimed_s:
        problem = (
            f"{sound.name} is damaged: of its {_clock(claimed_s)} only the first {_clock(read_s)} can be heard. "
            "Nothing was changed."
        )
    return Waveform(read_s, _columns(peaks, columns), _pauses(powers), problem)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _measure(sound: Path, claimed: int) -> tuple[NDArray[np.int32], NDArray[np.float32], int]:
    """Loudest sample and power without offset of each unit, and the samples that could be read."""
    most = -(-claimed // UNIT)
    peaks, powers = np.zeros(most, np.int32), np.zeros(most, np.float32)
    read = 0
    for block in _blocks(sound, claimed):
        units = np.pad(block, (0, -len(block) % UNIT)).reshape(-1, UNIT)
        here = slice(read // UNIT, read // UNIT + len(units))
        peaks[here] = np.maximum(units.max(axis=1).astype(np.int32), -units.min(axis=1).astype(np.int32))
        samples = units.astype(np.float32)
        mean = samples.mean(axis=1)
        powers[here] = np.einsum("ij,ij->i", samples, samples) / UNIT - mean * mean
        read += len(block)
    units_read = -(-read // UNIT)
    return peaks[:units_read], powers[:units_read], read


def _blocks(sound: Path, claimed: int) -> Iterator[NDArray[np.int16]]:
    """The samples, in memory that the next ones overwrite; up to where the file is damaged, or nearly."""
    block = np.empty(_BLOCK, np.int16)
    start = 0
    for size in (_BLOCK, _SMALL_BLOCK):
        with suppress(NotSound), opened_take(sound) as file:
            file.seek(start)
            while got := len(file.read(out=block[: min(size, claimed - start)])):
                yield block[:got]
                start += got
            return


def _columns(peaks: NDArray[np.int32], columns: int) -> tuple[float, ...]:
    if not len(peaks) or columns < 1:
        return (0.0,) * max(0, columns)
    starts = np.arange(columns) * len(peaks) // columns
    loudest = np.maximum.reduceat(peaks, starts)
    reference = max(float(np.quantile(peaks, 0.995)), _FAINTEST * _FULL_SCALE)
    return tuple(np.minimum(loudest / reference, 1.0).tolist())


def _pauses(powers: NDArray[np.float32]) -> tuple[tuple[float, float], ...]:
    if len(powers) * UNIT < SHORTEST_PAUSE_S * RATE_HZ:
        return ()
    smooth = np.convolve(powers, np.full(_SMOOTH, 1 / _SMOOTH, np.float32), "same")
    levels_db = 10 * np.log10(np.maximum(smooth, 0.1))
    noise_db, speech_db = np.quantile(levels_db, (0.1, 0.95))
    noise_db = max(noise_db, speech_db - _RANGE_DB)
    silent = levels_db < noise_db + max(_MARGIN_DB, _SHARE * (speech_db - noise_db))
    for start, end in _runs(~silent):
        if end - start <= _LONGEST_CLICK + _SMOOTH - 1:  # smoothing has made it so much longer
            silent[start:end] = True
    unit_s = UNIT / RATE_HZ
    return tuple(
        (start * unit_s, end * unit_s) for start, end in _runs(silent) if (end - start) * unit_s >= SHORTEST_PAUSE_S
    )


def _runs(of: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """From and until where ``of`` is true without a break."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], of.view(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
