"""A stream of blocks at the device's rate to 16 kHz, through soxr's band-limited filter."""

import numpy as np
import soxr
from numpy.typing import NDArray

from audio.wav import RATE_HZ


class Resampler:
    """A stream of 16-bit blocks at ``rate_hz`` to 16 kHz."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._begin()

    def _begin(self) -> None:
        same = self._rate_hz == RATE_HZ
        self._stream = None if same else soxr.ResampleStream(self._rate_hz, RATE_HZ, 1, dtype="int16")

    def resample(self, pcm: bytes) -> NDArray[np.int16]:
        """What the filter gives for a block; may be shorter or longer than the ratio says, evenly in the long run."""
        block = np.frombuffer(pcm, dtype="<i2")
        return block if self._stream is None else np.asarray(self._stream.resample_chunk(block), np.int16)

    def flush(self) -> NDArray[np.int16]:
        """The samples the filter still holds; the next block begins a new stream."""
        if self._stream is None:
            return np.empty(0, np.int16)
        rest = np.asarray(self._stream.resample_chunk(np.empty(0, np.int16), last=True), np.int16)
        self._begin()
        return rest
