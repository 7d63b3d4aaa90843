"""Brings an older library to the schema this program knows: a verified copy first, then one transaction."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from cards.library.connection import connect, faults, transaction
from cards.library.errors import LibraryDamaged, LibraryFull
from cards.library.folder import BACKUPS, free_name, make_private, stamp, sync_file, sync_folder
from cards.library.schema import APPLICATION_ID, Step, spelled
from cards.library.soundness import broken_references, broken_search

COPIES_KEPT = 3
SPACE_NEEDED_BYTES = 200_000_000


def migrate(db: Database, path: Path, version: int, steps: Sequence[Step], moment: datetime) -> None:
    """Apply the steps after ``version`` to the library at ``path``, which ``db`` owns.

    Raises LibraryFull with nothing done when space is short. When a step fails, the file is as it was.
    """
    pending = [step for step in steps if step.version > version]
    if not pending:
        return
    refuse_without_space(path)
    keep_copy(db, path, version, moment)
    apply(db, pending)


def apply(db: Database, steps: Sequence[Step]) -> None:
    """Run ``steps`` in one transaction, and keep their result only if it is sound."""
    with transaction(db):
        for step in steps:
            step.apply(db)
        faults_found = (*broken_references(db), *broken_search(db))
        if faults_found:
            raise RuntimeError(f"the step to schema {spelled(steps[-1].version)} broke {faults_found[0]}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {steps[-1].version}")


def refuse_without_space(path: Path) -> None:
    """Raise LibraryFull unless the disk has room for a copy and for the migration, both times generously."""
    needed = max(SPACE_NEEDED_BYTES, 2 * path.stat().st_size)
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        raise LibraryFull(path, f"{free // 1_000_000} MB free of the {needed // 1_000_000} MB an update needs")


def keep_copy(db: Database, path: Path, version: int, moment: datetime) -> Path:
    """Write a verified copy of the library as it is now into the folder backups; the last three of these are kept."""
    folder = path.parent / BACKUPS
    make_private(folder)
    for abandoned in folder.glob(".copy-*"):
        abandoned.unlink()  # of an earlier run that was killed; the lock on the library says that none is running now
    draft = _draft(folder)
    try:
        db.execute("VACUUM INTO ?", [str(draft)])
        sync_file(draft)
        verify_copy(draft, db)
        copy = free_name(folder, f"premigration-{stamp(moment)}-v{spelled(version)}", ".sqlite3")
        draft.replace(copy)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    # By name, which begins with the time of writing: a file's own times change when somebody copies the folder.
    for old in sorted(folder.glob("premigration-*.sqlite3"))[:-COPIES_KEPT]:
        old.unlink()
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
