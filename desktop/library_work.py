"""What a screen asks of the library, and what it says when the world does not let that be."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from desktop.jobs import Jobs

if TYPE_CHECKING:
    from cards.library import Library

T = TypeVar("T")


class Notices(Protocol):
    """The window, as far as sentences stand above its screens."""

    def show_notice(self, text: str, kind: str, tone: str = "warn") -> None: ...  # noqa: D102
    def clear_notice(self, kind: str) -> None: ...  # noqa: D102


class LibraryWork:
    """Library jobs whose failure is said above the screen until the library works again."""

    def __init__(self, jobs: Jobs, notices: Notices) -> None:
        self._jobs = jobs
        self._notices = notices
        self._noticed = False
        self.turning = False
        """The next screen waits for the library: until it has come nothing else is begun."""

    def do(
        self,
        work: "Callable[[Library], T]",
        done: Callable[[T], None] = lambda _: None,
        undone: Callable[[], None] = lambda: None,
        safe: str = "",
    ) -> None:
        """Do ``work``, then ``done``. When it fails, say so and what is ``safe``, then ``undone``."""

        def succeeded(result: T) -> None:
            if self._noticed:
                self._noticed = False
                self._notices.clear_notice("library")
            done(result)

        def failed(error: Exception) -> None:
            self._noticed = True
            self._notices.show_notice(f"{error} {safe}".strip(), "library")
            undone()

        self._jobs.library(work, succeeded, failed)

    def turn(
        self,
        work: "Callable[[Library], T]",
        done: Callable[[T], None],
        undone: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask for what the next screen shows, and let ``done`` show it; ``undone`` when it failed."""
        self.turning = True

        def arrived(result: T) -> None:
            self.turning = False
            done(result)

        def failed() -> None:
            self.turning = False
            undone()

        self.do(work, arrived, failed)
