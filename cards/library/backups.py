"""Copies of the library that a person can put in its place, thinner the older they are."""

import filecmp
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from cards.library.connection import header
from cards.library.copies import name_draft, refuse_without_space, write_draft
from cards.library.errors import LibraryFull, world
from cards.library.folder import BACKUPS

KIND = "backup"
_NAME = re.compile(rf"{KIND}-(\d{{8}}T\d{{6}}Z)-v\d+\.\d+-\d\d+\.sqlite3")
_PERIODS: tuple[tuple[int, Callable[[datetime], str]], ...] = (
    (7, lambda at: at.strftime("%Y-%m-%d")),
    (4, lambda at: at.strftime("%G-%V")),
    (6, lambda at: at.strftime("%Y-%m")),
)
"""How many days, weeks and months (UTC) keep their last backup, and how to tell one from the other."""


def back_up(db: Database, path: Path, moment: datetime) -> Path | None:
    """Write a verified copy of the library, unless the newest one holds the same or the disk is nearly full.

    Then thin the older ones. Outside of a transaction only. Returns the new copy.
    """
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # so that the file's own time says whether it changed
    newest = max(_dated(path.parent / BACKUPS, moment), default=(None, None))[1]
    if newest is not None and newest.stat().st_mtime_ns > path.stat().st_mtime_ns:
        return None
    try:
        with world(path):
            refuse_without_space(path)
            draft = write_draft(db, path)
    except LibraryFull:
        return None  # the library itself is safe, and it says so when it runs out of room
    # A copy may have lost its own time on the way to another disk; the same library gives the same bytes again.
    if newest is not None and filecmp.cmp(draft, newest, shallow=False):
        draft.unlink()
        return None
    copy = name_draft(draft, KIND, header(db.conn)[1], moment)
    for old in surplus((file for _, file in _dated(copy.parent, moment)), moment):
        old.unlink()
    return copy


def surplus(files: Iterable[Path], moment: datetime) -> tuple[Path, ...]:
    """Those of ``files`` that are not needed: all of today and yesterday stay, 7 daily, 4 weekly and 6 monthly ones.

    By name, which says when a copy was written: a file's own times change when somebody copies the folder. Files that
    are no backups or dated after ``moment`` play no part.
    """
    dated = sorted(((_time_of(file), file) for file in files if _is_past(file, moment)), reverse=True)
    yesterday = (moment.astimezone(UTC) - timedelta(days=1)).date()
    kept = {file for at, file in dated if at.date() >= yesterday}
    for number, period in _PERIODS:
        last = {period(at): file for at, file in reversed(dated)}
        kept.update(last[name] for name in sorted(last, reverse=True)[:number])
    return tuple(file for _, file in dated if file not in kept)


def _dated(folder: Path, moment: datetime) -> list[tuple[datetime, Path]]:
    return [(_time_of(file), file) for file in folder.glob(f"{KIND}-*.sqlite3") if _is_past(file, moment)]


def _is_past(file: Path, moment: datetime) -> bool:
    found = _NAME.fullmatch(file.name)
    if found is None:
        return False
    try:
        return _time_of(file) <= moment
    except ValueError:
        return False  # the name only looks like a time


def _time_of(file: Path) -> datetime:
    return datetime.strptime(file.name.split("-")[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
