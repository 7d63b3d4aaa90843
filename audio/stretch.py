"""Speech at another speed with its pitch kept: WSOLA, after Verhelst and Roelands (ICASSP 1993), as a stream.

The sound is laid together anew from grains of 40 ms that overlap by half. Each grain is taken from near the place that
the speed asks for, there where it fits best onto the grain before, so that the periods of a voice meet in step. It is
written here because no library of a permissive licence was both kept up and told which place it had come to.
"""

import numpy as np
from numpy.typing import NDArray

HOP = 320
"""20 ms at 16 kHz: what each step gives, and half a grain."""
REACH = 160
"""A grain may lie this far from its place: 10 ms to each side hold a whole period of the deepest voice (50 Hz)."""

_RISE = np.sin(np.pi * (np.arange(HOP) + 0.5) / (2 * HOP)) ** 2
"""With its mirror image it adds up to one: half a Hann window."""

Samples = NDArray[np.int16]


class Stretch:
    """A stream of 16 kHz samples at ``speed`` (0.5 to 2); how it is cut into blocks makes no difference to the sound.

    Correlations are sums of whole numbers in float64 and thus exact, so the choice of a grain depends on nothing but
    the samples. At speed 1 what comes out is what went in.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        """May be changed at any time, and counts from the next grain on."""
        self.place = 0.0
        """The input sample that the next output sample belongs to."""
        self._held = np.empty(0)
        self._held_from = 0
        self._next = 0
        """Where the sound would go on if nothing were stretched: the second half of the last grain begins here."""

    def process(self, block: Samples) -> Samples:
        """What can be said of the sound up to ``block``; nothing, while too little has come for a grain."""
        self._held = np.concatenate((self._held, block))
        grains = []
        while round(self.place) + REACH + 2 * HOP <= self._end:
            grains.append(self._grain())
        self._forget()
        return np.concatenate(grains) if grains else np.empty(0, np.int16)

    def flush(self) -> Samples:
        """The rest, to the last sample that came; the stream is then over."""
        end = self._end
        self._held = np.concatenate((self._held, np.zeros(REACH + 3 * HOP)))
        rest = [np.empty(0, np.int16)]
        while self.place < end:
            left = round((end - self.place) / self.speed)
            rest.append(self._grain()[:left])
        return np.concatenate(rest)

    @property
    def _end(self) -> int:
        return self._held_from + len(self._held)

    def _grain(self) -> Samples:
        """The end of the last grain fading into the beginning of the next."""
        fading = self._at(self._next, HOP)
        start = self._best(fading)
        grain = fading * _RISE[::-1] + self._at(start, HOP) * _RISE
        self._next = start + HOP
        self.place += HOP * self.speed
        samples: Samples = np.rint(grain).astype(np.int16)
        return samples

    def _best(self, fading: NDArray[np.float64]) -> int:
        """Where near ``place`` the sound is most like ``fading`` (normalised correlation)."""
        place = round(self.place)
        if abs(self._next - place) <= REACH:
            return self._next  # itself: nothing fits better
        first = max(0, place - REACH)
        near = self._at(first, place + REACH + HOP - first)
        energy = np.cumsum(np.concatenate(([0.0], near * near)))
        likeness = np.correlate(near, fading, "valid") / np.sqrt(energy[HOP:] - energy[:-HOP] + 1.0)
        best = int(likeness.argmax())
        return first + best if likeness[best] > 0 else place

    def _at(self, start: int, count: int) -> NDArray[np.float64]:
        return self._held[start - self._held_from : start - self._held_from + count]

    def _forget(self) -> None:
        """Let go of what no later grain can need, whatever the speed will be."""
        spare = min(self._next, round(self.place) - REACH) - self._held_from
        if spare > 0:
            self._held = self._held[spare:]
            self._held_from += spare
