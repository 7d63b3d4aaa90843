"""Work off the window's thread: one thread owns the library file, a small pool does the rest.

``done`` and ``failed`` are called back on the window's thread. ``failed`` gets the world's errors; of one of ours it
only hears that there was one, and the error is raised there, where the crash report catches it. Nobody waits for a job.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from audio.errors import AudioError
from cards.errors import CardsError

if TYPE_CHECKING:
    from cards.library import Library

T = TypeVar("T")
WORLD = (AudioError, CardsError)
Failed = Callable[[Exception], None]


class Fault(Exception):
    """What ``failed`` is told of an error of ours; the error itself is raised and reported."""

    def __init__(self) -> None:
        super().__init__("This step did not work, by a fault in this app; what you said and rated before is safe.")


class Jobs(Protocol):
    """What presenters need of it, so that their tests need no threads."""

    def library(self, work: "Callable[[Library], T]", done: Callable[[T], None], failed: Failed) -> None:
        """Run ``work`` with the open library, in the order of the calls."""

    def pool(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Run ``work`` beside everything else."""


class ThreadJobs(QObject):
    """The real one. ``open_library`` is run on the library's thread by ``open`` before any other library job."""

    _returned = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._owner = ThreadPoolExecutor(1, "library")
        self._others = ThreadPoolExecutor(2, "work")
        self._library: Library | None = None
        self._closed = False
        self._returned.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def open(self, open_library: "Callable[[], Library]", done: Callable[[], None], failed: Failed) -> None:
        """Open the library; after a failure it may be tried again."""

        def opened(library: "Library") -> None:
            self._library = library

        def work() -> None:
            opened(open_library())

        self._submit(self._owner, work, lambda _: done(), failed)

    def library(self, work: "Callable[[Library], T]", done: Callable[[T], None], failed: Failed) -> None:
        """See ``Jobs``."""

        def with_library() -> T:
            if self._library is None:
                raise RuntimeError("a library job before the library was opened")
            return work(self._library)

        self._submit(self._owner, with_library, done, failed)

    def pool(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """See ``Jobs``."""
        self._submit(self._others, work, done, failed)

    def close(self) -> None:
        """Finish what was begun, fold the library's log into its file, end the threads; nothing is called back then."""
        if self._closed:
            return
        self._closed = True
        self._others.shutdown(wait=True)
        self._owner.submit(self._close_library)
        self._owner.shutdown(wait=True)

    def _close_library(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None

    def _submit(
        self, executor: ThreadPoolExecutor, work: Callable[[], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        def returned(future: "Future[T]") -> None:
            self._returned.emit(lambda: self._deliver(future, done, failed))

        if not self._closed:
            executor.submit(work).add_done_callback(returned)

    def _deliver(self, future: "Future[Any]", done: Callable[[Any], None], failed: Failed) -> None:
        error = future.exception()
        if not self._closed:
            if error is None:
                done(future.result())
            else:
                failed(error if isinstance(error, WORLD) else Fault())  # whoever waits must not wait for ever
        if error is not None and not isinstance(error, WORLD):
            raise error
