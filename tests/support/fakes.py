"""Stand-ins for what a test machine lacks or cannot provoke: a microphone that does what it is told."""

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from audio.events import Block, StreamEnded
from audio.loudspeaker import Deliver as DeliverTaken
from audio.loudspeaker import Opened, Piece, Shape, Taken
from audio.microphone import Deliver

T = TypeVar("T")
PATIENCE_S = 30
BLOCK_S = 0.01


class Inbox:
    """Whatever happened, in order; pass ``put`` as the listener."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[object] = SimpleQueue()
        self.put: Callable[[object], None] = self._queue.put

    def next(self) -> object:
        return self._queue.get(timeout=PATIENCE_S)

    def wait_for(self, kind: type[T]) -> T:
        """The next event of this kind; those before it are thrown away."""
        while not isinstance(event := self.next(), kind):
            pass
        return event

    def rest(self) -> list[object]:
        """What has come and not been taken out."""
        return [self._queue.get_nowait() for _ in range(self._queue.qsize())]


class FakeMicrophone:
    """Delivers blocks of 10 ms when told to. ``errors`` are raised by the first calls of ``open``, one each."""

    name = "Fake microphone"

    def __init__(self, rate_hz: int = 16_000, errors: tuple[Exception, ...] = (), hangs: bool = False) -> None:
        self.rate_hz = rate_hz
        self.let_go = threading.Event()
        """Set by ``close``; a microphone that hangs waits here for the test to set it."""
        self.opened = 0
        self.closed = 0
        self._errors = list(errors)
        self._hangs = hangs
        self._delivers: SimpleQueue[Deliver] = SimpleQueue()
        self._deliver: Deliver | None = None

    def open(self, deliver: Deliver) -> "FakeMicrophone":
        self.opened += 1
        if self._errors:
            raise self._errors.pop(0)
        self._delivers.put(deliver)
        return self

    def close(self) -> None:
        if self._hangs:
            self.let_go.wait(PATIENCE_S)
        self.closed += 1
        self.let_go.set()

    def wait_until_open(self) -> None:
        """Deliver to whoever opens next, or opened since the last call."""
        self._deliver = self._delivers.get(timeout=PATIENCE_S)

    def say(self, sound: NDArray[np.int16], overflow: bool = False) -> None:
        """Deliver ``sound`` block by block, the first one after an overflow."""
        if self._deliver is None:
            self.wait_until_open()
        assert self._deliver is not None
        step = round(self.rate_hz * BLOCK_S)
        for start in range(0, len(sound), step):
            self._deliver(Block(sound[start : start + step].tobytes(), overflow and start == 0))

    def vanish(self) -> None:
        if self._deliver is None:
            self.wait_until_open()
        assert self._deliver is not None
        self._deliver(StreamEnded())


class FakeLine:
    """A way to a loudspeaker that takes a piece when it is told to."""

    def __init__(self, shape: Shape, deliver: DeliverTaken) -> None:
        self.pieces: deque[Piece] = deque()
        self.deliver = deliver
        self.closed = False
        deliver(Opened(self, shape))

    def take(self, at: float, dry: bool = False) -> Piece | None:
        """Take what waits, to be heard from ``at`` on; ``dry``: what it took before is lost."""
        piece = self.pieces.popleft() if self.pieces else None
        self.deliver(Taken(self, piece, at, dry))
        return piece

    def close(self) -> None:
        self.closed = True


class FakeLoudspeaker:
    """Opens such lines."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.lines: list[FakeLine] = []

    def __call__(self, deliver: DeliverTaken) -> FakeLine:
        self.lines.append(FakeLine(self.shape, deliver))
        return self.lines[-1]


def ramp(samples: int, start: int = 0) -> NDArray[np.int16]:
    """Sound in which every sample tells its place (up to 30,000), and none is zero."""
    return (np.arange(start, start + samples) % 30_000 + 1).astype("<i2")
