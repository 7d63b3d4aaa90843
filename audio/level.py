"""How loud a block of sound is."""

import numpy as np
from numpy.typing import NDArray

from audio.events import FLOOR_DB, SILENT, Level


def _decibel(amplitude: float) -> float:
    return max(FLOOR_DB, 20.0 * float(np.log10(max(amplitude, 1.0) / 32768.0)))


def level_of(pcm: NDArray[np.int16]) -> Level:
    """Level of a block of 16-bit samples; of an empty block the floor."""
    if not pcm.size:
        return SILENT
    wide = pcm.astype(np.float64)
    return Level(_decibel(float(np.sqrt(np.mean(wide * wide)))), _decibel(float(np.abs(wide).max())))
