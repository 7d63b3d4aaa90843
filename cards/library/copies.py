"""Copies of the open library in the folder backups: written under a temporary name, verified, then given their own."""

import os
import shutil
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from cards.library.connection import connect, faults
from cards.library.errors import LibraryDamaged, LibraryFull
from cards.library.folder import BACKUPS, free_name, make_private, stamp, sync_file, sync_folder
from cards.library.schema import spelled

SPACE_NEEDED_BYTES = 200_000_000


def refuse_without_space(path: Path, what: str = "a copy", times: int = 2) -> None:
    """Raise LibraryFull unless the disk has room for ``what``, which takes up to so many ``times`` the library."""
    needed = max(SPACE_NEEDED_BYTES, times * path.stat().st_size)
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        raise LibraryFull(path, f"{free // 1_000_000} MB free of the {needed // 1_000_000} MB {what} needs")


def write_draft(db: Database, path: Path) -> Path:
    """Write a verified copy of the library as it is now into the folder backups, under a hidden name."""
    folder = path.parent / BACKUPS
    make_private(folder)
    for abandoned in folder.glob(".copy-*"):
        abandoned.unlink()  # of an earlier run that was killed; the lock on the library says that none is running now
    draft = _draft(folder)
    try:
        db.execute("VACUUM INTO ?", [str(draft)])
        sync_file(draft)
        verify_copy(draft, db)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def name_draft(draft: Path, kind: str, version: int, moment: datetime) -> Path:
    """Give a draft a name that nobody has and that says what it is for, when it was written and its schema."""
    copy = free_name(draft.parent, f"{kind}-{stamp(moment)}-v{spelled(version)}", ".sqlite3")
    draft.replace(copy)
    sync_folder(copy.parent)
    return copy


def verify_copy(draft: Path, db: Database) -> None:
    """Raise LibraryDamaged unless ``draft`` is sound and has as many rows in every table as ``db``."""
    with closing(connect(draft, "ro")) as conn:
        found = faults(conn)
        copied = Database(conn, execute_plugins=False, recursive_triggers=False)
        if found or _rows(copied) != _rows(db):
            raise LibraryDamaged(draft, found[0] if found else "the copy lacks rows")


def _draft(folder: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=".copy-", dir=folder)  # readable by the owner alone; SQLite fills it
    os.close(handle)
    return Path(name)


def _rows(db: Database) -> dict[str, int]:
    return {name: db.table(name).count for name in db.table_names()}
