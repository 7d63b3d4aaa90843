"""The end of what was deleted: files first, then their rows. Knows no Qt.

A crash in between leaves rows that name files which are gone, and the next sweep goes on with them; the other order
would leave files that nobody knows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audio.transcription.journal import journal_of
from cards.errors import CardsError
from cards.library import Library
from desktop.folders import DataFolder

KEPT = timedelta(days=30)
"""So long a deleted answer, or a discarded recording, can be brought back."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
EVERYTHING = datetime(9999, 1, 1, tzinfo=UTC)


class CannotDelete(CardsError):
    """A file of the trash could not be deleted."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path.name} could not be deleted from {path.parent} ({detail}), so it stays in the trash. Close what "
            "uses it, then try again."
        )


@dataclass(frozen=True, slots=True)
class DiskUse:
    """How much room the recordings take, in bytes; what is in the trash is counted apart."""

    recordings: int = 0
    octets: int = 0
    trash_octets: int = 0


def sweep(library: Library, folder: DataFolder, now: datetime) -> int:
    """Delete for good what has been in the trash for thirty days; return the bytes that are free again.

    Raises CannotDelete, and what the library raises; it can be repeated.
    """
    return _remove(library, folder, now - KEPT)


def empty(library: Library, folder: DataFolder) -> int:
    """Delete for good all that is in the trash, and every discarded recording; otherwise as ``sweep``."""
    return _remove(library, folder, EVERYTHING)


def remove(library: Library, folder: DataFolder, attempts: Iterable[int]) -> int:
    """Delete these answers for good, whether they were in the trash or not; otherwise as ``sweep``.

    They are made the oldest of the trash first: after a crash the next sweep takes them.
    """
    library.delete_attempts(attempts, LONG_AGO)
    return _remove(library, folder, LONG_AGO + KEPT)


def trashed(library: Library) -> tuple[str, ...]:
    """Names of all sounds that are in the trash."""
    return library.expired(EVERYTHING)


def disk_use(folder: DataFolder, trash: Iterable[str]) -> DiskUse:
    """Measure the recordings; ``trash`` names the sounds that are in it. Slow: not for the window's thread."""
    gone = {file.name for name in trash for file in _files_of(folder, name)}
    count, octets, trash_octets = 0, 0, sum(_size(file) for file in _files(folder.discarded))
    for file in _files(folder.recordings):
        if file.name in gone:
            trash_octets += _size(file)
        else:
            octets += _size(file)
            count += file.suffix == ".flac" or (file.suffix == ".wav" and not file.with_suffix(".flac").exists())
    return DiskUse(count, octets, trash_octets)


def room_of(folder: DataFolder, sounds: Iterable[str]) -> int:
    """Return how many bytes the files of these sounds take."""
    return sum(_size(file) for sound in sounds for file in _files_of(folder, sound))


def _remove(library: Library, folder: DataFolder, before: datetime) -> int:
    freed = 0
    for sound in library.expired(before):
        for file in _files_of(folder, sound):
            octets = _size(file)
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise CannotDelete(file, error.strerror or str(error)) from error
            freed += octets
    library.purge(before)
    return freed


def _files_of(folder: DataFolder, sound: str) -> Iterator[Path]:
    """Every file there may be of one sound: archived or not, discarded or not, with its journal.

    The archive comes first: whoever unpacks it meanwhile sees that it is gone, and takes away what they made.
    """
    for place in (folder.recordings, folder.discarded):
        wav = (place / sound).with_suffix(".wav")
        flac = wav.with_suffix(".flac")
        yield from (flac, wav, journal_of(wav), wav.with_suffix(".wav.part"), flac.with_suffix(".flac.part"))


def _files(place: Path) -> list[Path]:
    try:
        return [file for file in place.iterdir() if file.is_file()]
    except OSError:
        return []


def _size(file: Path) -> int:
    """The file's size in bytes; 0 where there is none, or none that can be seen."""
    try:
        return file.stat().st_size
    except OSError:
        return 0
