"""From a recording to what a loudspeaker takes: read from a place on, stretched, resampled, cut into pieces."""

from collections import deque
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray
from soundfile import LibsndfileError

from audio.errors import NotSound
from audio.heard import Loop
from audio.loudspeaker import Piece, Shape
from audio.soundfiles import opened_take
from audio.stretch import Stretch
from audio.wav import RATE_HZ

_BLOCK = 1024
"""Read at once: 64 ms, so that the first piece is soon there."""
_FADE = 64
"""4 ms: where the sound is joined or begins in its midst nothing clicks."""

_numbers = count(1)


def length_of(path: Path) -> float:
    """The seconds that the take at ``path`` claims to last; raises ``NotSound``."""
    with opened_take(path) as sound:
        return float(sound.frames / RATE_HZ)


class Passage:
    """The pieces of the take at ``path`` from ``position`` (seconds) to its end, or round and round within ``loop``."""

    def __init__(self, path: Path, position: float, shape: Shape, speed: float, loop: Loop | None) -> None:
        """Raises ``NotSound``."""
        self.speed = speed
        """May be changed at any time."""
        self.loop = loop
        """May be taken away at any time."""
        self.number = next(_numbers)
        self._path = path
        self._shape = shape
        self._files = ExitStack()
        self._sound = self._files.enter_context(opened_take(path))
        same = shape.rate_hz == RATE_HZ
        self._resampler = None if same else soxr.ResampleStream(RATE_HZ, shape.rate_hz, 1, dtype="int16")
        self._ready = np.empty(0, np.int16)
        """At the rate of the loudspeaker, not yet in a piece."""
        self._pieces = 0
        self._made = 0
        """Samples at 16 kHz that were given to the resampler."""
        self._places: deque[tuple[int, float, float]] = deque()
        """From which of them on the recording was at which place, and its speed from there."""
        self._over = False
        self._begin(position)

    def close(self) -> None:
        """Let go of the file; there are no more pieces."""
        self._over = True
        self._files.close()

    def next(self) -> Piece | None:
        """The next piece, the last one filled up with silence; None after it.

        Raises ``NotSound`` where the file is damaged, after the pieces before that place.
        """
        frames = self._shape.frames
        while len(self._ready) < frames and not self._over:
            self._more()
        if not len(self._ready):
            if self._read < self._end:
                raise NotSound(self._path, f"it is damaged from {self._read / RATE_HZ:.0f} seconds on")
            return None
        block, self._ready = self._ready[:frames], self._ready[frames:]
        position, speed = self._place()
        until = min(position + self._shape.block_s * speed, self._end / RATE_HZ)
        self._pieces += 1
        pcm = np.pad(block, (0, frames - len(block))).repeat(self._shape.channels).tobytes()
        return Piece(pcm, position, max(position, until), self.number)

    def _begin(self, position: float) -> None:
        self._start = self._read = min(round(position * RATE_HZ), self._sound.frames)
        self._stretch = Stretch(self.speed)

    @property
    def _end(self) -> int:
        frames: int = self._sound.frames
        return min(round(self.loop[1] * RATE_HZ), frames) if self.loop else frames

    def _place(self) -> tuple[float, float]:
        """Where in the recording the next piece begins, and its speed."""
        made = self._pieces * self._shape.frames * RATE_HZ / self._shape.rate_hz
        while len(self._places) > 1 and self._places[1][0] <= made:
            self._places.popleft()
        since, position, speed = self._places[0]
        return position + (made - since) / RATE_HZ * speed, speed

    def _more(self) -> None:
        """Read a block and make of it what can be made; at the end of a loop begin it anew."""
        self._stretch.speed = self.speed
        self._places.append((self._made, (self._start + self._stretch.place) / RATE_HZ, self.speed))
        block = self._block()
        made = self._stretch.process(block)
        if not len(block) or self._read >= self._end:
            made = np.concatenate((made, self._stretch.flush()))
            if self.loop and len(block):
                _fade(made[::-1])
                self._begin(self.loop[0])
            else:
                self._over = True
        self._made += len(made)
        if self._resampler:
            made = self._resampler.resample_chunk(made, last=self._over)
        self._ready = np.concatenate((self._ready, made))

    def _block(self) -> NDArray[np.int16]:
        """The next samples; none at the end, and none where the file is damaged."""
        try:
            if self._read == self._start:
                self._sound.seek(self._start)
            block: NDArray[np.int16] = self._sound.read(min(_BLOCK, self._end - self._read), dtype="int16")
        except LibsndfileError:
            return np.empty(0, np.int16)
        if self._read == self._start:
            _fade(block)
        self._read += len(block)
        return block


def _fade(block: NDArray[np.int16]) -> None:
    """Let ``block`` rise from silence."""
    first = block[:_FADE]
    first[:] = first * _rise(len(first))


def _rise(samples: int) -> NDArray[np.float64]:
    return (np.arange(samples) + 0.5) / samples


def fading(piece: Piece, channels: int) -> Piece:
    """``piece``, falling silent to its end."""
    samples = np.frombuffer(piece.pcm, "<i2").reshape(-1, channels)
    faded = (samples * _rise(len(samples))[::-1, None]).astype("<i2")
    return Piece(faded.tobytes(), piece.position, piece.until, piece.passage)
