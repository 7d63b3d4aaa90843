"""Whether the rows fit together: references that lead nowhere, a search index that has lost its text."""

import sqlite3

from sqlite_utils import Database


def sqlite_version() -> str:
    """Version of the SQLite that Python is linked with."""
    return sqlite3.sqlite_version


def broken_references(db: Database) -> tuple[str, ...]:
    """Tables with rows that point at nothing, each once."""
    return tuple(sorted({row[0] for row in db.execute("PRAGMA foreign_key_check")}))


def broken_search(db: Database) -> tuple[str, ...]:
    """Full-text indexes that no longer agree with the text they were built from. Inside a transaction only."""
    return tuple(name for name in search_indexes(db) if not _agrees(db, name))


def search_indexes(db: Database) -> tuple[str, ...]:
    """Names of all full-text indexes."""
    return tuple(name for name in db.table_names() if db.table(name).virtual_table_using == "FTS5")


def rebuild_search(db: Database) -> None:
    """Build every full-text index anew from its text."""
    for name in search_indexes(db):
        db.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')')  # noqa: S608 - a name from the schema


def _agrees(db: Database, name: str) -> bool:
    try:
        # An INSERT by its spelling only: it changes nothing. Rank 1 compares with the text itself.
        db.execute(f'INSERT INTO "{name}" ("{name}", rank) VALUES (\'integrity-check\', 1)')  # noqa: S608 - as above
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return False
    return True
