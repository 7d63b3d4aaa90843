"""Statements about what was deleted and may come back, and its end. Each runs inside the caller's transaction.

A deleted attempt keeps its review and its part in the diagnostic: the log, and every date that follows from it, never
change. What was shown in it was seen.
"""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from cards.library import sentences
from cards.library.rows import offset_s, utc_text

_DELETE = """
    UPDATE attempts SET deleted_utc = ?, deleted_offset_s = ?
    WHERE id IN (SELECT value FROM json_each(?)) AND NOT purged RETURNING id
"""
_RESTORE = """
    UPDATE attempts SET deleted_utc = NULL, deleted_offset_s = NULL
    WHERE id IN (SELECT value FROM json_each(?)) AND NOT purged RETURNING id
"""
_OLD_ATTEMPTS = "SELECT id FROM attempts WHERE deleted_utc < :before"
# Every take of an attempt that goes, and discarded takes by themselves.
_OLD_TAKES = f"""
    FROM takes WHERE discarded_utc < :before OR attempt IN ({_OLD_ATTEMPTS})
"""
_FORGET = (
    "DELETE FROM transcripts WHERE take = :take",
    "DELETE FROM takes WHERE id = :take",
)
_EMPTY = (
    f"DELETE FROM ticks WHERE attempt IN ({_OLD_ATTEMPTS})",  # noqa: S608 - constants
    "UPDATE attempts SET note = '', marked = 0, purged = 1 WHERE deleted_utc < :before AND NOT purged",
)


def delete(db: Database, attempts: Iterable[int], at: datetime) -> None:
    """Move the attempts to the trash. Raises KeyError for one that is not there, or of which nothing is left."""
    _touch_all(db, _DELETE, attempts, utc_text(at), offset_s(at))


def restore(db: Database, attempts: Iterable[int]) -> None:
    """Take the attempts out of the trash. Raises KeyError as ``delete`` does."""
    _touch_all(db, _RESTORE, attempts)


def expired(db: Database, before: datetime) -> tuple[str, ...]:
    """File names of the sounds of which ``purge`` removes the takes, in their order."""
    statement = f"SELECT sound {_OLD_TAKES} ORDER BY id"
    found = db.execute(statement, {"before": utc_text(before)}).fetchall()
    return tuple(sound for (sound,) in found if sound is not None)


def purge(db: Database, before: datetime) -> None:
    """Remove takes, words, ticks, note and mark of what was deleted before, and takes discarded before."""
    values = {"before": utc_text(before)}
    for (take,) in db.execute(f"SELECT id {_OLD_TAKES}", values).fetchall():
        sentences.remove(db, take)
        for statement in _FORGET:
            db.execute(statement, {"take": take})
    for statement in _EMPTY:
        db.execute(statement, values)


def _touch_all(db: Database, statement: str, attempts: Iterable[int], *values: object) -> None:
    wanted = set(attempts)
    touched = {number for (number,) in db.execute(statement, [*values, json.dumps(sorted(wanted))]).fetchall()}
    if touched != wanted:
        raise KeyError(*sorted(wanted - touched))
