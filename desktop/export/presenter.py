"""Export of answers, one after the other, while everything else goes on. Knows no Qt."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cards.attempt import AttemptRecord
from desktop.export.writing import Exported, export
from desktop.jobs import Jobs

if TYPE_CHECKING:
    from cards.library import Library

MISSING_SHOWN = 5


class ExportScreen(Protocol):
    """What the presenter needs of the sheet."""

    def show_choice(self, answers: int) -> None: ...  # noqa: D102
    def show_progress(self, done: int, answers: int) -> None: ...  # noqa: D102
    def show_end(self, sentence: str, details: tuple[str, ...], tone: str) -> None: ...  # noqa: D102


class ExportPresenter:
    """Asks what to export, and does it. An answer at a time, so that it can be ended between two."""

    def __init__(self, screen: ExportScreen, jobs: Jobs, recordings: Path, title_of: Callable[[str], str]) -> None:
        self._screen = screen
        self._jobs = jobs
        self._recordings = recordings
        self._title_of = title_of
        self._attempts: tuple[int, ...] = ()
        self._waiting: list[int] = []
        self._files = 0
        self._missing: list[str] = []
        self._wanted = False

    def open(self, attempts: Sequence[int]) -> None:
        """Offer to export these; nothing is offered while an export runs, or for no answer."""
        if attempts and not self._wanted:
            self._attempts = tuple(attempts)
            self._screen.show_choice(len(self._attempts))

    def start(self, formats: tuple[str, ...], target: Path) -> None:
        """Write the chosen ``formats`` into the folder ``target``."""
        if self._wanted or not formats:
            return
        self._waiting, self._files, self._missing, self._wanted = list(self._attempts), 0, [], True
        self._next(formats, target)

    def cancel(self) -> None:
        """End after the answer that is written now; what is written stays."""
        self._wanted = False

    def _next(self, formats: tuple[str, ...], target: Path) -> None:
        total = len(self._attempts)
        if not self._wanted or not self._waiting:
            self._end(total - len(self._waiting), target)
            return
        self._screen.show_progress(total - len(self._waiting), total)
        number = self._waiting.pop(0)

        def read(library: "Library") -> AttemptRecord:
            return library.attempt(number)

        def write(attempt: AttemptRecord) -> None:
            title = self._title_of(attempt.prompt)
            self._jobs.pool(lambda: export(attempt, title, formats, self._recordings, target), written, self._failed)

        def written(done: Exported) -> None:
            self._files += len(done.files)
            self._missing += done.missing
            self._next(formats, target)

        self._jobs.library(read, write, self._failed)

    def _end(self, done: int, target: Path) -> None:
        total = len(self._attempts)
        ended = "" if done == total else f" Ended after {counted(done, 'answer')} of {total}."
        what = f"{counted(self._files, 'file')} written to {target}." if self._files else "Nothing was written."
        details = tuple(self._missing[:MISSING_SHOWN])
        if len(self._missing) > MISSING_SHOWN:
            details = (*details, f"And {len(self._missing) - MISSING_SHOWN} more that are not there.")
        self._wanted = False
        self._screen.show_end(what + ended, details, "good" if self._files else "warn")

    def _failed(self, error: Exception) -> None:
        self._wanted = False
        self._screen.show_end(f"{error} {counted(self._files, 'file')} written before.", (), "danger")


def counted(number: int, thing: str) -> str:
    """Return "1 file" or "3 files"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
