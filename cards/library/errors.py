"""What the world can do to the library file: one class each, and the one place that recognises them."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cards.errors import CardsError


class LibraryError(CardsError):
    """Base of everything that can happen to the library at ``path``; ``str()`` is the sentence a person reads."""

    sentence = "The library {path} cannot be used."

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(self.sentence.format(path=path, detail=detail))
        self.path = path
        self.detail = detail


class LibraryForeign(LibraryError):
    """A SQLite file of another program stands where the library should be."""

    sentence = "{path} belongs to another program and was left as it is; choose another data folder."


class LibraryNewer(LibraryError):
    """A newer Viva Voce wrote the file."""

    sentence = (
        "The library {path} was written by a newer Viva Voce and was left as it is; "
        "install that version or a later one to open it."
    )


class LibraryDamaged(LibraryError):
    """The file is empty, cut off, overwritten, or its pages contradict each other."""

    sentence = (
        "The library {path} is damaged ({detail}) and was left as it is, and your recordings are not affected; "
        "set it aside, then start a new one or put a copy from the folder backups in its place."
    )


class LibraryMissing(LibraryError):
    """What belongs to a library is there, the library itself is not."""

    sentence = (
        "The library {path} is gone although {detail} of it is still there and was left as it is; "
        "put the file back, or start a new library."
    )


class LibraryInUse(LibraryError):
    """Another process holds the file."""

    sentence = (
        "The library {path} is open in another Viva Voce, where everything is safe; close that one, then try again."
    )


class LibraryReadOnly(LibraryError):
    """File or folder may not be written."""

    sentence = (
        "The library {path} cannot be written ({detail}), and what is in it is safe; "
        "make the folder writable, or choose another data folder."
    )


class LibraryFull(LibraryError):
    """No room on the disk."""

    sentence = (
        "The disk of {path} is full ({detail}), and everything saved before is safe; free some space, then try again."
    )


class LibraryMisplaced(LibraryError):
    """A file stands where there has to be a folder, or a folder where there has to be a file."""

    sentence = "The library cannot be at {path} ({detail}), and nothing was changed; choose another data folder."


class LibraryUnreachable(LibraryError):
    """The disk answered with an error that is none of the above: unplugged, a network folder gone, hardware."""

    sentence = (
        "The disk did not answer for {path} ({detail}), and what was saved before is still in the file; "
        "check that the disk is connected, then try again."
    )


_BY_SQLITE = {
    sqlite3.SQLITE_BUSY: LibraryInUse,
    sqlite3.SQLITE_LOCKED: LibraryInUse,
    sqlite3.SQLITE_FULL: LibraryFull,
    sqlite3.SQLITE_READONLY: LibraryReadOnly,
    sqlite3.SQLITE_PERM: LibraryReadOnly,
    sqlite3.SQLITE_CANTOPEN: LibraryReadOnly,
    sqlite3.SQLITE_CORRUPT: LibraryDamaged,
    sqlite3.SQLITE_NOTADB: LibraryDamaged,
    sqlite3.SQLITE_IOERR: LibraryUnreachable,
}

_BY_ERRNO = {
    errno.EACCES: LibraryReadOnly,
    errno.EPERM: LibraryReadOnly,
    errno.EROFS: LibraryReadOnly,
    errno.ENOSPC: LibraryFull,
    errno.EDQUOT: LibraryFull,
    errno.EFBIG: LibraryFull,
}

_NO_PLACE = {
    errno.EEXIST: "cannot be a folder",
    errno.ENOTDIR: "cannot be a folder",
    errno.EISDIR: "is a folder",
    errno.ENAMETOOLONG: "has too long a name",
}
"""What is to be said of the file that the system names."""

_HARDLY_ANYTHING_FREE = 64 * 1024
"""Bytes. SQLite calls a quota or a full network disk a plain input/output error; below this it is taken for full."""


@contextmanager
def world(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the system into the class that names them; our own mistakes pass through.

    Decided by result code, never by text: a broken constraint or a wrong statement is a bug and stays what it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        found = _of_sqlite(error, path)
        if found is None:
            raise
        raise found from error
    except OSError as error:
        raise _of_system(error, path) from error


def _of_system(error: OSError, path: Path) -> LibraryError:
    number = error.errno or 0
    if number in _NO_PLACE:
        return LibraryMisplaced(path, f"{error.filename or path} {_NO_PLACE[number]}")
    kind = _BY_ERRNO.get(number, LibraryUnreachable)
    return kind(path, error.strerror or str(error))


def _of_sqlite(error: sqlite3.Error, path: Path) -> LibraryError | None:
    code = getattr(error, "sqlite_errorcode", None)  # absent when the module itself refused, before SQLite was asked
    if code is None:
        return None
    primary = code & 0xFF  # the rest of the number is SQLite's own finer distinction
    kind = _BY_SQLITE.get(primary)
    if kind is None:
        return None
    if primary == sqlite3.SQLITE_IOERR and _is_full(path):
        kind = LibraryFull
    return kind(path, str(error))


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _HARDLY_ANYTHING_FREE
    except OSError:
        return False
