"""SQLite connections to the library, set up one way only, and the transaction every user action is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

_PRAGMAS = (
    "locking_mode = EXCLUSIVE",  # first: with it WAL needs no shared memory, and nobody else gets in
    "journal_mode = WAL",
    "synchronous = FULL",  # an acknowledged answer survives a power cut
    "foreign_keys = ON",
    "cell_size_check = ON",
    "mmap_size = 0",
    "secure_delete = ON",  # what a person deleted for good is not left in the free pages of the file
    "fullfsync = ON",  # this and the next act on macOS, where fsync alone does not reach the disk
    "checkpoint_fullfsync = ON",
)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file that exists: ``mode`` is ``ro`` or ``rw``; waits for no lock, and reads nothing yet."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=0)


def own(path: Path) -> Database:
    """Open the file at ``path`` as its only user, lock taken. Raises the ``sqlite3`` errors as they come."""
    conn = connect(path, "rw")
    try:
        answers = [conn.execute(f"PRAGMA {pragma}").fetchone() for pragma in _PRAGMAS]
        if answers[1] != ("wal",):
            raise RuntimeError(f"SQLite answered {answers[1]} to journal_mode = WAL")
        db = Database(conn, execute_plugins=False, strict=True)
        # Promised is the lock only from the first write on: make one, so that a second process is refused at once.
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("COMMIT")
    except BaseException:
        conn.close()
        raise
    return db


@contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """All or nothing. IMMEDIATE, because a transaction that reads first and writes later can be refused halfway."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def header(conn: sqlite3.Connection) -> tuple[int, int]:
    """Application id and schema version as they stand in the file, what is only in its log included."""
    return _number(conn, "application_id"), _number(conn, "user_version")


def faults(conn: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite's quick check says against the file; empty when it is sound."""
    lines = (" ".join(str(line).split()) for (line,) in conn.execute("PRAGMA quick_check(5)"))
    return tuple(line for line in lines if line != "ok")


def _number(conn: sqlite3.Connection, pragma: str) -> int:
    return int(conn.execute(f"PRAGMA {pragma}").fetchone()[0])
