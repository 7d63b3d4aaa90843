"""Hear a take again: sound to the loudspeaker, on a thread of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from audio.errors import AudioError, NoLoudspeaker
from audio.portaudio import PORTAUDIO
from audio.wav import RATE_HZ, SAMPLE_BYTES

_BLOCK_BYTES = RATE_HZ // 10 * SAMPLE_BYTES
_HANG_S = 1.0
"""A device that hangs is left to itself after this long."""


class Player:
    """Plays one recording at a time; ``on_end`` hears, on the player's thread, how it ended: None or an error.

    Each recording has a thread. It is a daemon: a device that hangs must not keep a dying app alive.
    """

    def __init__(self, on_end: Callable[[AudioError | None], None]) -> None:
        self._on_end = on_end
        self._stop = threading.Event()
        """Of the recording that plays; each has its own."""
        self._thread: threading.Thread | None = None

    def play(self, sound: Path) -> None:
        """Start ``sound``, a WAV or FLAC at 16 kHz, once what played before has fallen silent; returns at once."""
        self.stop()
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(sound, self._stop, self._thread), name="player", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Fall silent within about a tenth of a second, without waiting for it; does nothing when nothing plays."""
        self._stop.set()

    def close(self) -> None:
        """Fall silent and wait for it; but not for ever, should the device hang."""
        self.stop()
        if self._thread is not None:
            self._thread.join(2 * _HANG_S)
            self._thread = None

    def _run(self, sound: Path, stop: threading.Event, previous: threading.Thread | None) -> None:
        if previous is not None:
            previous.join(_HANG_S)
        try:
            if not stop.is_set():
                self._play(sound, stop)
        except AudioError as error:
            self._on_end(error)
        else:
            self._on_end(None)

    def _play(self, sound: Path, stop: threading.Event) -> None:
        from audio.soundfiles import read_blocks  # noqa: PLC0415 - numpy and soundfile, off the window's thread

        with _output() as stream:
            for block in read_blocks(sound):
                for start in range(0, len(block), _BLOCK_BYTES):
                    if stop.is_set():
                        stream.abort()
                        return
                    stream.write(block[start : start + _BLOCK_BYTES])


@contextmanager
def _output() -> Iterator[Any]:
    """The default output, started; drained at the end, and closed whatever happened."""
    with PORTAUDIO.opening() as sounddevice:
        try:
            stream = sounddevice.RawOutputStream(samplerate=RATE_HZ, channels=1, dtype="int16", latency=0.1)
        except sounddevice.PortAudioError as error:
            raise NoLoudspeaker(str(error)) from error
    try:
        stream.start()
        yield stream
        stream.stop()
    except sounddevice.PortAudioError as error:
        raise NoLoudspeaker(str(error)) from error
    finally:
        stream.close()
        PORTAUDIO.closed()
