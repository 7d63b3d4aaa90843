"""Statements about the diagnostic: what a person said of their answers. Each runs inside the caller's transaction.

Like a review, one whose attempt is in the trash or purged counts on: what was deleted moves no number.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from cards.diagnostic import Diagnosed, Result
from cards.library.rows import Unreadable, moment_of, offset_s, read, utc_text

_COLUMNS = "attempt, question, result, at_utc, utc_offset_s, study_day"
_ADD = f"INSERT INTO diagnostics ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants
_REMOVE = f"DELETE FROM diagnostics WHERE attempt = ? RETURNING {_COLUMNS}"  # noqa: S608 - constants
_ALL = f"SELECT {_COLUMNS} FROM diagnostics ORDER BY attempt"  # noqa: S608 - constants


def add(db: Database, diagnosed: Diagnosed, at: datetime) -> None:
    """Add how a question went."""
    values = (diagnosed.attempt, diagnosed.question, diagnosed.result.value, utc_text(at), offset_s(at))
    db.execute(_ADD, [*values, diagnosed.day.isoformat()])


def remove(db: Database, attempt: int) -> Diagnosed:
    """Take back what was said of an attempt, and return it. Raises KeyError where nothing was."""
    row = db.execute(_REMOVE, [attempt]).fetchone()
    if row is None:
        raise KeyError(attempt)
    return _diagnosed(row)


def everything(db: Database) -> tuple[Diagnosed, ...]:
    """All of it with the earlier ones of each question, oldest attempt first: numbers grow, whatever a clock says."""
    return tuple(_diagnosed(row) for row in db.execute(_ALL))


def unreadable(db: Database) -> tuple[int, ...]:
    """The attempts of which nothing here ever wrote what is stored."""
    return tuple(row[0] for row in db.execute(_ALL).fetchall() if not _is_readable(row))


def _diagnosed(row: Sequence[Any]) -> Diagnosed:
    return read(_diagnosed_of, row, f"the diagnosis of attempt {row[0]}")


def _diagnosed_of(row: Sequence[Any]) -> Diagnosed:
    attempt, question, result, at_utc, offset, day = row
    moment_of(at_utc, offset)
    return Diagnosed(question, Result(result), date.fromisoformat(day), attempt)


def _is_readable(row: Sequence[Any]) -> bool:
    try:
        _diagnosed(row)
    except Unreadable:
        return False
    return True
