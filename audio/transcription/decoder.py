"""Whisper's own long-form decoding, one 30-second window after the other, over a file that may still grow.

A window starts where the last one ended, so with no conditioning on earlier text each depends on its own 30 seconds
alone: decoding while the person speaks gives what decoding the finished file gives.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from audio.errors import CannotRead
from audio.transcription.words import Heard, Window
from audio.wav import RATE_HZ, SAMPLE_BYTES, read_pcm

WINDOW = 30 * RATE_HZ
"""Samples that Whisper takes in at once."""
SHORTEST = RATE_HZ // 10
"""A rest shorter than this, in samples, holds no word."""


class WindowDecoder(Protocol):
    """Turns one window of sound into words."""

    def decode(self, pcm: bytes, start: int, heard_until_s: float) -> Window:
        """Decode at most 30 s of 16-bit PCM that begin at sample ``start``; the window ends after ``start``."""


def decode_growing(decoder: WindowDecoder, sound: Path, heard: Heard, samples: int, final: bool) -> Iterator[Window]:
    """The windows that can be decoded of the first ``samples`` samples of ``sound``, after what was ``heard``.

    While the take grows only whole windows are decoded; with ``final`` the rest too. Raises ``CannotRead`` when the
    file holds less, and ``OSError``.
    """
    start = heard.end
    last_word_s = heard.words[-1].end_s if heard.words else 0.0
    while samples - start >= WINDOW or (final and samples - start >= SHORTEST):
        wanted = min(WINDOW, samples - start)
        pcm = read_pcm(sound, start, wanted)
        if len(pcm) < wanted * SAMPLE_BYTES:  # to go on would be for ever: a window of nothing ends where it began
            raise CannotRead(sound, "it is shorter than what was recorded")
        window = decoder.decode(pcm, start, last_word_s)
        yield window
        start = window.end
        last_word_s = window.words[-1].end_s if window.words else last_word_s
