"""Microphone to file: one thread that owns the microphone, writes the take and measures the level.

The audio callback only puts blocks into a queue. The thread takes them out, resamples to 16 kHz and, while a take
runs, appends them to its WAV with a sync every two seconds. Commands travel through the same queue, so their place
among the blocks is exact. A take ends when the person stops it, or when the world does: then what is there is kept.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

from audio.errors import AudioError
from audio.events import Close, Event, Failed, Item, Phase, Start, Status, Stop
from audio.microphone import Microphone
from audio.take import FREE_BYTES


class Recorder:
    """Owns the microphone's thread. Methods return at once; what happens comes as events, on that thread."""

    def __init__(self, microphone: Microphone, on_event: Callable[[Event], None], free_bytes: int = FREE_BYTES) -> None:
        self._microphone = microphone
        self._on_event = on_event
        self._free_bytes = free_bytes
        self._queue: SimpleQueue[Item] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self.status = Status()
        """Replaced as a whole by the recorder's thread; read it from anywhere."""

    def open(self) -> None:
        """Open the microphone and listen: the level lives, nothing is written. Does nothing while it is open."""
        if self._thread is None or not self._thread.is_alive():
            self._queue = SimpleQueue()
            self.status = Status(Phase.WAKING)
            self._thread = threading.Thread(target=self._listen, args=(self._queue,), name="recorder")
            self._thread.start()

    def start(self, path: Path) -> None:
        """Begin a take with the next samples; ignored while one runs."""
        self._queue.put(Start(path))

    def stop(self) -> None:
        """End the take after what is still on its way."""
        self._queue.put(Stop())

    def close(self) -> None:
        """End a running take, let the microphone go and wait for both."""
        self._queue.put(Close())
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _publish(self, status: Status) -> None:
        self.status = status

    def _listen(self, queue: SimpleQueue[Item]) -> None:
        from audio.listening import Listening  # noqa: PLC0415 - loads numpy and soxr, off the window's thread

        try:
            source = self._microphone.open(queue.put)
        except AudioError as error:
            self.status = Status()
            self._on_event(Failed(error))
            return
        try:
            Listening(source, queue, self._on_event, self._publish, self._free_bytes).run()
        finally:
            self.status = Status()
