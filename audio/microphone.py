"""The microphone: PortAudio through sounddevice, behind a protocol that a test can implement.

PortAudio wants its library loaded, its streams opened and closed on one thread that is not the window's (COM on
Windows); ``Recorder`` gives it that thread, so nothing here is called from anywhere else.
"""

from collections.abc import Callable
from typing import Any, Protocol

from audio.devices import chosen, spoken_name
from audio.errors import NoMicrophone
from audio.events import Block, StreamEnded
from audio.portaudio import PORTAUDIO

LATENCY_S = 0.15
"""Measured: with the default latency a software microphone gives its first samples after seconds, with this at once."""


Deliver = Callable[[Block | StreamEnded], None]


class OpenMicrophone(Protocol):
    """A microphone that is delivering blocks."""

    name: str
    rate_hz: int

    def close(self) -> None:
        """Stop delivering. May hang when the device is gone: call it where that does no harm."""


class Microphone(Protocol):
    """Something that can be opened and then delivers blocks on a thread of its own."""

    def open(self, deliver: Deliver) -> OpenMicrophone:
        """Start delivering; raises ``NoMicrophone`` or ``NoPortAudio``."""


class _PortAudioStream:
    def __init__(self, stream: Any, name: str, rate_hz: int) -> None:  # noqa: ANN401 - sounddevice ships no types
        self._stream = stream
        self._closed = False
        self.name = name
        self.rate_hz = rate_hz

    def close(self) -> None:
        self._stream.abort()
        self._stream.close()
        if not self._closed:
            self._closed = True
            PORTAUDIO.closed()


class PortAudioMicrophone:
    """The input whose name ``device`` gives when it is opened, or the system's default.

    ``tell`` hears, on the thread that opens, a sentence when that input is not there, and an empty one otherwise.
    """

    def __init__(
        self, device: Callable[[], str | None] = lambda: None, tell: Callable[[str], object] = lambda _: None
    ) -> None:
        self._device = device
        self._tell = tell

    def open(self, deliver: Deliver) -> OpenMicrophone:
        """Open the device at its own rate, mono, 16 bit."""

        def callback(indata: Any, frames: int, time: Any, status: Any) -> None:  # noqa: ANN401
            deliver(Block(bytes(indata), status.input_overflow))

        with PORTAUDIO.opening() as sounddevice:
            try:
                device = chosen(sounddevice, "input", self._device(), self._tell)
                info = sounddevice.query_devices(device, "input")
                stream = sounddevice.RawInputStream(
                    samplerate=info["default_samplerate"],
                    blocksize=0,
                    device=device,
                    channels=1,
                    dtype="int16",
                    latency=LATENCY_S,
                    callback=callback,
                    finished_callback=lambda: deliver(StreamEnded()),
                )
                _start(stream)
            except (sounddevice.PortAudioError, ValueError) as error:
                raise NoMicrophone(str(error)) from error
        return _PortAudioStream(stream, spoken_name(info["name"], "input"), int(info["default_samplerate"]))


def _start(stream: Any) -> None:  # noqa: ANN401
    try:
        stream.start()
    except BaseException:
        stream.close()
        raise
