"""Looks at a library file before anything is written: whose it is, how new, whether it is sound."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from cards.library.connection import connect, faults, header
from cards.library.errors import LibraryDamaged, LibraryForeign, LibraryNewer, world
from cards.library.schema import APPLICATION_ID, major_of, spelled


def inspect(path: Path, known: int) -> int:
    """Return the schema version of the library at ``path``; its bytes stay as they are whatever is found.

    ``known`` is the newest schema version this program knows. Raises LibraryDamaged, LibraryForeign, LibraryNewer,
    LibraryInUse, LibraryReadOnly, LibraryMisplaced or LibraryUnreachable.

    Only SQLite itself opens the file: closing any other handle on it would drop this process's locks on it.
    """
    with world(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if path.stat().st_size == 0:
            # SQLite would take it for a valid empty database, and what was lost would never be missed.
            raise LibraryDamaged(path, "the file is empty")
        with closing(connect(path, _mode(path))) as conn:
            return _judge(conn, path, known)


def read(path: Path) -> sqlite3.Connection:
    """A copy of the library at ``path`` in memory, its log included. Raises the ``sqlite3`` errors as they come."""
    copy = sqlite3.connect(":memory:")
    with closing(connect(path, _mode(path))) as conn:
        conn.backup(copy)
    copy.execute("PRAGMA foreign_keys = ON")
    return copy


def _judge(conn: sqlite3.Connection, path: Path, known: int) -> int:
    application_id, version = header(conn)
    if application_id != APPLICATION_ID:
        raise LibraryForeign(path)
    if major_of(version) > major_of(known):
        raise LibraryNewer(path, spelled(version))
    if version == 0:
        raise LibraryDamaged(path, "it has no schema version")
    found = faults(conn)
    if found:
        raise LibraryDamaged(path, found[0])
    return version


def _mode(path: Path) -> str:
    """Read-only when a crash left a log, since a writing connection would fold the log into the file on closing.

    Without a log a writing connection changes nothing, and unlike a read-only one it clears away its helper files.
    """
    logs = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    return "ro" if any(log.exists() and log.stat().st_size > 0 for log in logs) else "rw"
