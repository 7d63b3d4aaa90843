"""A sound file on its way to be a take, off the window's thread and until somebody cancels it."""

from collections.abc import Sequence
from pathlib import Path

from cards.attempt import TakeRecord

RECORDING = "A sound file cannot be taken over while you record; stop first, then give it again."
LOADING = "A sound file is being loaded already; let it finish or cancel it first."
SEVERAL = "Only one sound file can be the answer; give one of them."
ELSEWHERE = "What was dropped is not a file on this computer; save it first, then drop the file."


class Cancelled(Exception):
    """The person does not want the file any more."""


class Loading:
    """One file that is being converted into the sound of ``take``."""

    def __init__(self, take: TakeRecord, source: Path, target: Path) -> None:
        self.take = take
        self._source = source
        self._target = target
        self._cancelled = False

    def cancel(self) -> None:
        """Stop soon, and leave nothing; from any thread."""
        self._cancelled = True

    def run(self) -> int | None:
        """Write the take; returns its samples, None if it was cancelled. Raises ``NotSound`` and the disk's errors."""
        from audio.soundfiles import convert  # noqa: PLC0415 - loads numpy and soundfile, off the window's thread

        try:
            samples = convert(self._source, self._target, self._go_on)
        except Cancelled:
            return None
        if self._cancelled:
            self._target.unlink()
            return None
        return samples

    def _go_on(self, _: int) -> None:
        if self._cancelled:
            raise Cancelled


def what_is_wrong(files: Sequence[Path]) -> str:
    """Why ``files``, as they were chosen or dropped, are no answer; empty if they are."""
    if not files:
        return ELSEWHERE
    return SEVERAL if len(files) > 1 else ""
