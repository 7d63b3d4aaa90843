"""PortAudio, which the whole process shares: loaded late, started anew for new devices, never under an open stream."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from audio.errors import NoPortAudio


class PortAudio:
    """The library, and how many of our streams are open.

    PortAudio freezes its list of devices when it starts, so one plugged in later is found only after a new start. A new
    start frees every open stream: with a recording playing it was measured to end in heap corruption.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams = 0

    @contextmanager
    def opening(self) -> Iterator[Any]:
        """The sounddevice module for opening one stream, which counts as open once the block ends without an error.

        Raises ``NoPortAudio`` where the system lacks the library. One stream is opened at a time.
        """
        with self._lock:
            yield self._fresh()
            self._streams += 1

    @contextmanager
    def looking(self) -> Iterator[Any]:
        """The sounddevice module for a look at the devices; while a stream is open they are those of its start.

        Raises ``NoPortAudio``. No stream is opened meanwhile.
        """
        with self._lock:
            yield self._fresh()

    def _fresh(self) -> Any:  # noqa: ANN401 - a module
        known = "sounddevice" in sys.modules
        sounddevice = load_portaudio()
        if known and not self._streams:
            with suppress(sounddevice.PortAudioError):
                sounddevice._terminate()
            with suppress(sounddevice.PortAudioError):  # opening will then fail, and say why
                sounddevice._initialize()
        return sounddevice

    def closed(self) -> None:
        """A stream is closed. One that hangs while closing is never reported, and then nothing is started anew."""
        with self._lock:
            self._streams -= 1


def load_portaudio() -> Any:  # noqa: ANN401 - a module
    """The sounddevice module; raises ``NoPortAudio`` where the system lacks the library."""
    try:
        import sounddevice  # noqa: PLC0415 - loading PortAudio takes 0.2 s and may fail
    except OSError as error:
        raise NoPortAudio from error
    return sounddevice


PORTAUDIO = PortAudio()
