"""Our own errors: a report kept in the data folder, one sentence on the screen, and the app goes on where it can."""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

log = logging.getLogger(__name__)

SENTENCE = (
    "Something in this app went wrong; what you said and rated is safe. A report for its makers was written to {path} "
    "and stays on this machine."
)
EARLIER = (
    "Something in this app went wrong the last time; what you said and rated then is safe. A report for its makers is "
    "in {path} and stays on this machine."
)
UNWRITTEN = (
    "Something in this app went wrong; what you said and rated is safe. A report could not be written to {path} "
    "({detail})."
)


NATIVE = "native.log"
"""What native code leaves when it kills the process. It grows; nothing else writes there."""


def newest_report(folder: Path) -> Path | None:
    """Return the last report in ``folder``, or None. Their names tell the moment (UTC)."""
    return max(folder.glob("*.txt"), default=None)


def reports_mark(folder: Path) -> str:
    """Return what tells these reports from older ones: the name of the last one and the length of native.log."""
    newest = newest_report(folder)
    return f"{newest.name if newest else '-'} {_native_bytes(folder)}"


def unseen_report(folder: Path, seen: str) -> Path | None:
    """Return the report that was written since ``reports_mark`` was ``seen``; empty for never. None when none was."""
    name, _, length = seen.partition(" ")
    native, newest = _native_bytes(folder), newest_report(folder)
    if native and str(native) != length:
        return folder / NATIVE
    return newest if newest is not None and newest.name > name else None


def _native_bytes(folder: Path) -> int:
    try:
        return (folder / NATIVE).stat().st_size
    except OSError:
        return 0


class CrashReports:
    """Writes reports into ``folder``; ``tell`` is given the sentence, on whatever thread failed."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._clock = clock
        self._tell = tell
        self._native: TextIO | None = None
        self._seen: set[str] = set()
        """Tracebacks that were reported: a fault that comes with every frame must not fill the disk."""

    def install(self) -> None:
        """Catch what nobody caught, in every thread, and crashes of native code."""
        sys.excepthook = self._report
        threading.excepthook = lambda args: self._report(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        with suppress(OSError):  # a folder that cannot be written is the library's to complain of
            self._make_folder()
            self._native = (self._folder / NATIVE).open("a")
            faulthandler.enable(self._native)

    def _make_folder(self) -> None:
        """The data folder and this one in it, readable by their owner alone."""
        for folder in (self._folder.parent, self._folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        if text in self._seen:
            return
        self._seen.add(text)
        from importlib.metadata import version  # noqa: PLC0415 - 15 ms that the window need not wait for

        at = self._clock().astimezone(UTC)
        path = self._folder / f"{at:%Y%m%dT%H%M%S.%fZ}.txt"
        about = (
            "Viva Voce",
            version("vivavoce"),
            "Python",
            platform.python_version(),
            platform.platform(),
            f"{at:%F %T}",
        )
        try:
            self._make_folder()
            path.write_text(" ".join(about) + "\n\n" + text, encoding="utf-8")
        except OSError as failure:
            log.error("crash report not written: %s\n%s", failure, text)
            self._tell(UNWRITTEN.format(path=self._folder, detail=failure.strerror))
            return
        log.error("crash report written: %s", path.name)
        self._tell(SENTENCE.format(path=path))
