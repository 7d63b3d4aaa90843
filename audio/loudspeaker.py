"""The loudspeaker: PortAudio through sounddevice, behind a protocol that a test can implement.

It takes blocks of 20 ms when it wants them, at its own rate; what it has taken is heard a little later, and each block
taken is told together with the moment when that will be. A device that is gone may hang in any call, so whatever is
asked of PortAudio is asked on a thread of the stream's own (which is also what COM on Windows wants), and nobody waits
for it without a bound.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol

from audio.devices import chosen
from audio.errors import AudioError, NoLoudspeaker
from audio.portaudio import PORTAUDIO
from audio.wav import SAMPLE_BYTES

LATENCY_S = 0.08
"""Asked of PortAudio, which gives what the device can. Measured: with 0.06 PulseAudio runs dry as soon as it starts."""
BLOCKS_A_SECOND = 50
_LETTING_GO_S = 0.5
_FILLING_S, _FILLING_LOOKS = 0.05, 25


@dataclass(frozen=True, slots=True)
class Shape:
    """What a loudspeaker takes: 16-bit ``frames`` at ``rate_hz``, the same sample on each of ``channels``."""

    rate_hz: int
    channels: int

    @property
    def frames(self) -> int:
        """Of one block."""
        return self.rate_hz // BLOCKS_A_SECOND

    @property
    def block_s(self) -> float:
        """How long a block is heard."""
        return self.frames / self.rate_hz


@dataclass(frozen=True, slots=True)
class Piece:
    """A block for the loudspeaker, and what it is of the recording: from ``position`` to ``until``, in seconds."""

    pcm: bytes
    position: float
    until: float
    passage: int
    """Whose piece it is."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The loudspeaker is there, and begins in a moment: what waits for it then is heard at once."""

    line: "Line"
    shape: Shape


@dataclass(frozen=True, slots=True)
class Taken:
    """The loudspeaker has taken ``piece``, or silence where there was none; heard from ``at`` on (``perf_counter``)."""

    line: "Line"
    piece: Piece | None
    at: float
    dry: bool = False
    """It had run out, so that some of what it took before was not heard."""


@dataclass(frozen=True, slots=True)
class Lost:
    """It could not be opened, or went away."""

    line: "Line"
    error: AudioError


Deliver = Callable[[Opened | Taken | Lost], None]


class Line(Protocol):
    """A way to a loudspeaker, opened in the background: it says ``Opened``, then ``Taken`` on and on; or ``Lost``."""

    pieces: deque[Piece]
    """What it takes next; whoever plays fills it, and may empty it."""

    def close(self) -> None:
        """Let the device go at once. Returns within half a second though the device may hang."""


Loudspeaker = Callable[[Deliver], Line]
"""Opens a line that delivers there; returns at once."""


class PortAudioLine:
    """The loudspeaker called ``device``, or the system's default; ``tell`` as for ``audio.devices.chosen``."""

    def __init__(self, device: str | None, tell: Callable[[str], object], deliver: Deliver) -> None:
        self.pieces: deque[Piece] = deque()
        self._device = device
        self._tell = tell
        self._deliver = deliver
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="loudspeaker", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let the device go at once. Returns within half a second though the device may hang."""
        self._closing.set()
        self._thread.join(_LETTING_GO_S)

    def _run(self) -> None:
        try:
            stream = self._open()
        except AudioError as error:
            self._deliver(Lost(self, error))
            return
        self._closing.wait()
        stream.abort()
        stream.close()
        PORTAUDIO.closed()

    def _open(self) -> Any:  # noqa: ANN401 - sounddevice ships no types
        with PORTAUDIO.opening() as sounddevice:
            try:
                device = chosen(sounddevice, "output", self._device, self._tell)
                info = sounddevice.query_devices(device, "output")
                shape = Shape(int(info["default_samplerate"]), min(2, info["max_output_channels"]))
                self._deliver(Opened(self, shape))
                return self._stream(sounddevice, device, shape)
            except (sounddevice.PortAudioError, ValueError) as error:
                raise NoLoudspeaker(str(error)) from error

    def _stream(self, sounddevice: Any, device: int | None, shape: Shape) -> Any:  # noqa: ANN401
        silence = bytes(shape.frames * shape.channels * SAMPLE_BYTES)

        def callback(outdata: Any, frames: int, time: Any, status: Any) -> None:  # noqa: ANN401
            lag_s = time.outputBufferDacTime - time.currentTime
            try:
                piece = self.pieces.popleft()
            except IndexError:
                piece = None
            outdata[:] = silence if piece is None else piece.pcm
            at = perf_counter() + (lag_s if lag_s > 0 else stream.latency)
            self._deliver(Taken(self, piece, at, status.output_underflow))

        def finished() -> None:
            if not self._closing.is_set():
                self._deliver(Lost(self, NoLoudspeaker("it went away")))

        stream = sounddevice.RawOutputStream(
            samplerate=shape.rate_hz,
            blocksize=shape.frames,
            device=device,
            channels=shape.channels,
            dtype="int16",
            latency=LATENCY_S,
            callback=callback,
            finished_callback=lambda: (  # None either way: PortAudio's wants nothing else
                None if self._closing.is_set() else self._deliver(Lost(self, NoLoudspeaker("it went away")))
            ),
        )
        try:
            self._wait_for_pieces()
            stream.start()
        except BaseException:
            stream.close()
            raise
        return stream

    def _wait_for_pieces(self) -> None:
        """A device that starts takes all that it can hold: silence there would be heard before anything else."""
        for _ in range(_FILLING_LOOKS):
            if self.pieces or self._closing.wait(_FILLING_S / _FILLING_LOOKS):
                return
