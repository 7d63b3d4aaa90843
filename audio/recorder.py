"""Microphone to file: one thread that owns the microphone, writes the take and measures the level.

The audio callback only puts blocks into a queue. The thread takes them out, resamples to 16 kHz and, while a take
runs, appends them to its WAV with a sync every two seconds. Commands travel through the same queue, so their place
among the blocks is exact. A take ends when the person stops it, or when the world does: then what is there is kept. A
machine that slept is such an end: nobody goes on in the middle of a sentence of an hour ago.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue

from audio.errors import AudioError, MicrophoneLost, RecorderFault
from audio.events import Close, Event, Failed, Item, Phase, Start, Status, Stop
from audio.limits import LIMITS, Limits
from audio.microphone import Microphone
from audio.sleep import SleepWatch, seconds_asleep


class Recorder:
    """Owns the microphone's thread. Methods return at once; what happens comes as events, on that thread.

    The thread is a daemon: an app that dies of a fault of its own must not live on with an open microphone.
    """

    def __init__(
        self,
        microphone: Microphone,
        on_event: Callable[[Event], None],
        limits: Limits = LIMITS,
        *,
        clock: Callable[[], datetime] | None = None,
        asleep_s: Callable[[], float] = seconds_asleep,
    ) -> None:
        """``clock`` is asked for one thing, to say when the machine fell asleep; ``asleep_s`` is ``seconds_asleep``."""
        self._microphone = microphone
        self._on_event = on_event
        self._limits = limits
        self._clock = clock
        self._asleep_s = asleep_s
        self._lock = threading.Lock()
        self._queue: SimpleQueue[Item] | None = None
        """To the thread that has the microphone now; None while it is closed."""
        self._thread: threading.Thread | None = None
        self.status = Status()
        """Replaced as a whole by the recorder's thread; read it from anywhere."""

    def open(self) -> None:
        """Open the microphone and listen: the level lives, nothing is written. Does nothing while it is open."""
        with self._lock:
            if self._queue is not None:
                return
            self._queue = SimpleQueue()
            self.status = Status(Phase.WAKING)
            self._thread = threading.Thread(
                target=self._listen, args=(self._queue, self._thread), name="recorder", daemon=True
            )
            self._thread.start()

    def start(self, path: Path) -> None:
        """Begin a take with the next samples; ignored while one runs.

        Answered in any case: by ``TakeStarted`` with the first sound, by ``TakeEnded`` when none comes, or by
        ``Failed``; that one comes at once, on this thread, when the microphone is closed.
        """
        if not self._put(Start(path)):
            self._on_event(Failed(MicrophoneLost(recording=False)))

    def stop(self) -> None:
        """End the take after what is still on its way."""
        self._put(Stop())

    def release(self) -> None:
        """End a running take and let the microphone go, without waiting for either."""
        with self._lock:
            if self._queue is not None:
                self._queue.put(Close())
            self._queue = None
            self.status = Status()

    def close(self) -> None:
        """End a running take, let the microphone go and wait for both; but not for ever, should the device hang."""
        self.release()
        if self._thread is not None:
            self._thread.join(2 * self._limits.letting_go_s)
            self._thread = None

    def _put(self, item: Item) -> bool:
        with self._lock:
            if self._queue is None:
                return False
            self._queue.put(item)
            return True

    def _publish(self, queue: SimpleQueue[Item], status: Status) -> None:
        """Show ``status`` unless the microphone was released meanwhile; CLOSED makes room for the next ``open``."""
        with self._lock:
            if self._queue is queue:
                self.status = status
                if status.phase is Phase.CLOSED:
                    self._queue = None

    def _listen(self, queue: SimpleQueue[Item], previous: threading.Thread | None) -> None:
        if previous is not None:
            previous.join(2 * self._limits.letting_go_s)  # it may still be letting the device go

        def publish(status: Status) -> None:
            self._publish(queue, status)

        def fail(error: AudioError) -> None:
            publish(Status())
            self._on_event(Failed(error))

        try:
            from audio.listening import Listening  # noqa: PLC0415 - loads numpy and soxr, off the window's thread

            source = self._microphone.open(queue.put)
            sleep = SleepWatch(self._asleep_s)
            listening = Listening(source, queue, self._on_event, publish, self._limits, sleep, self._clock)
        except AudioError as error:
            fail(error)
            return
        except BaseException:  # a fault of ours
            fail(RecorderFault(recording=False))
            raise
        try:
            listening.run()
        finally:
            publish(Status())
