"""The WAV file of a take while it grows: 16 kHz, mono, 16 bit, its header right after every sync.

WAV and not FLAC, because a WAV reads back whole after the process was killed: the header may then claim less than the
file holds, never more than was written, and ``repair`` sets it from the file's length.
"""

import errno
import os
import struct
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from audio.errors import NOT_STARTED, STOPPED, NotSound, writing_error

RATE_HZ = 16_000
SAMPLE_BYTES = 2
HEADER_BYTES = 44


def _header(data_bytes: int) -> bytes:
    """The canonical 44 bytes (RIFF, fmt, data) before ``data_bytes`` of samples."""
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        HEADER_BYTES - 8 + data_bytes,
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        RATE_HZ,
        RATE_HZ * SAMPLE_BYTES,
        SAMPLE_BYTES,
        8 * SAMPLE_BYTES,
        b"data",
        data_bytes,
    )


def sync_folder(folder: Path) -> None:
    """Make a created, renamed or deleted name in ``folder`` survive a power cut (a no-op where folders cannot open)."""
    try:
        fd = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows does not open folders, and does not need it
        return
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network and shared folders cannot
            raise
    finally:
        os.close(fd)


def samples_in(path: Path) -> int:
    """Whole samples that the file at ``path`` holds, by its length and not by its header."""
    return max(0, path.stat().st_size - HEADER_BYTES) // SAMPLE_BYTES


class WavWriter:
    """Appends PCM to a new file; refuses to touch one that exists. Every failed write raises an ``AudioError``."""

    def __init__(self, path: Path, so: str = "") -> None:
        """``so`` says in an error what did not happen, where the file is not that of a running take."""
        self.path = path
        self.samples = 0
        self._so = so or NOT_STARTED
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise writing_error(path, error, self._so) from error
        try:
            self._write(_header(0))
            self.sync()
            sync_folder(path.parent)
        except BaseException as error:
            os.close(self._fd)
            path.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise writing_error(path, error, self._so) from error
            raise
        self._so = so or STOPPED

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError as error:
            raise writing_error(self.path, error, self._so) from error

    def append(self, pcm: bytes) -> None:
        """Write whole 16-bit samples. After a failure the file ends with the last whole sample that fitted."""
        try:
            self._write(pcm)
        except BaseException:
            with suppress(OSError):
                self.samples = max(0, os.fstat(self._fd).st_size - HEADER_BYTES) // SAMPLE_BYTES
                # The place to write goes back too, or the next sample would begin with half of this one.
                end = os.lseek(self._fd, HEADER_BYTES + self.samples * SAMPLE_BYTES, os.SEEK_SET)
                os.ftruncate(self._fd, end)
            raise
        self.samples += len(pcm) // SAMPLE_BYTES

    def sync(self) -> None:
        """Put the true length into the header and everything on the disk."""
        try:
            os.lseek(self._fd, 0, os.SEEK_SET)
            try:
                self._write(_header(self.samples * SAMPLE_BYTES))
            finally:  # after a failure too, or the next samples would be written over the first ones
                os.lseek(self._fd, HEADER_BYTES + self.samples * SAMPLE_BYTES, os.SEEK_SET)
            os.fsync(self._fd)
        except OSError as error:
            raise writing_error(self.path, error, self._so) from error

    def close(self) -> None:
        """Sync and close; a second call does nothing."""
        if self._fd >= 0:
            fd = self._fd
            try:
                self.sync()
            finally:
                self._fd = -1
                self._let_go(fd)

    def _let_go(self, fd: int) -> None:
        try:
            os.close(fd)
        except OSError as error:  # a network folder says only now that there was no room
            raise writing_error(self.path, error, self._so) from error


def repair(path: Path) -> int:
    """Make what a crash left at ``path`` a WAV again and return its samples; the sound itself is not touched.

    A file that ended inside its header becomes an empty WAV. Safe to repeat. Raises ``NotSound`` for a file that is no
    take, and leaves it as it is.
    """
    try:
        with path.open("r+b") as file:
            samples = max(0, os.fstat(file.fileno()).st_size - HEADER_BYTES) // SAMPLE_BYTES
            if not _ours(file.read(HEADER_BYTES)):
                raise NotSound(path, "it is not a recording of this app")
            file.seek(0)
            file.write(_header(samples * SAMPLE_BYTES))
            file.truncate(HEADER_BYTES + samples * SAMPLE_BYTES)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise writing_error(path, error, "it is as the crash left it") from error
    return samples


def _ours(head: bytes) -> bool:
    """Whether ``head`` may have begun a take: our header but for its two lengths, or the zeros of a power cut."""
    model = _header(0)[: len(head)]
    same = head[:4] == model[:4] and head[8:40] == model[8:40]
    return same or not any(head)


def read_pcm(path: Path, start: int, count: int) -> bytes:
    """At most ``count`` samples from sample ``start`` of a file that may still grow, as little-endian 16-bit bytes."""
    with path.open("rb") as file:
        file.seek(HEADER_BYTES + start * SAMPLE_BYTES)
        data = file.read(count * SAMPLE_BYTES)
    return data[: len(data) // SAMPLE_BYTES * SAMPLE_BYTES]
