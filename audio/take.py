"""The file of a running take: when it is synced, reported and complete."""

from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage

from audio.errors import NOT_STARTED, STOPPED, AudioError, DiskFull, writing_error
from audio.events import Event, Grown, TakeStarted
from audio.wav import RATE_HZ, WavWriter

SYNC_S = 2.0
REPORT_S = 0.1


class Take:
    """A take on its way to the disk; ``emit`` hears of its first sample and then of its length."""

    def __init__(self, path: Path, free_bytes: int, overflows_before: int, emit: Callable[[Event], None]) -> None:
        self._free_bytes = free_bytes
        self.path = path
        self._check_room(NOT_STARTED)
        self._writer = WavWriter(path)
        self.overflows_before = overflows_before
        self._emit = emit
        self._synced = 0
        self._reported = 0
        self._stop_at: int | None = None

    def _check_room(self, so: str) -> None:
        try:
            free = disk_usage(self.path.parent).free
        except OSError as error:
            raise writing_error(self.path, error, so) from error
        if free < self._free_bytes:
            raise DiskFull(so)

    @property
    def samples(self) -> int:
        """Samples written so far."""
        return self._writer.samples

    @property
    def stopping(self) -> bool:
        """Whether the person has stopped, and only what is on its way is still waited for."""
        return self._stop_at is not None

    @property
    def complete(self) -> bool:
        """Whether everything up to the stop has arrived."""
        return self._stop_at is not None and self.samples >= self._stop_at

    def stop_after(self, samples: int) -> None:
        """The person stopped: end once this many more samples are in. A second stop does not prolong it."""
        if self._stop_at is None:
            self._stop_at = self.samples + samples

    def append(self, pcm: bytes) -> None:
        """Write; sync every two seconds; report ten times a second, so that a pause is heard while it lasts."""
        first = self.samples == 0
        self._writer.append(pcm)
        if first and self.samples:
            self._emit(TakeStarted(self.path))
        if self.samples - self._synced >= SYNC_S * RATE_HZ:
            self._writer.sync()
            self._synced = self.samples
            self._check_room(STOPPED)
        if self.samples - self._reported >= REPORT_S * RATE_HZ:
            self._reported = self.samples
            self._emit(Grown(self.path, self.samples))

    def finish(self, tail: bytes) -> AudioError | None:
        """Write the resampler's last samples and close; returns what went wrong, with the file whole all the same."""
        failure: AudioError | None = None
        try:
            self._writer.append(tail)
        except AudioError as error:
            failure = error
        try:
            self._writer.close()
        except AudioError as error:
            failure = failure or error
        return failure
