"""Opens, creates and sets aside the library file, in the order that keeps a file we do not understand intact."""

import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from cards.library.connection import header, own
from cards.library.errors import LibraryMissing, LibraryReadOnly, world
from cards.library.folder import (
    BACKUPS,
    COMPANIONS,
    RECORDINGS,
    free_name,
    is_writable,
    make_private,
    stamp,
    sync_folder,
)
from cards.library.inspection import inspect, read
from cards.library.migrations import apply, migrate
from cards.library.schema import Step


def open_database(path: Path, moment: datetime, steps: Sequence[Step], *, start_new: bool) -> Database:
    """Return the only connection to the library at ``path``, its schema brought up to the last of ``steps``.

    Raises one of ``cards.library.errors``, with the file as it was.
    """
    with world(path):
        if not path.exists():
            make_private(path.parent)
            _refuse_unwritable(path.parent, path)
            _refuse_remains(path, start_new=start_new)
            _create(path, steps)
        for place in (path.parent, path):
            _refuse_unwritable(place, path)
        inspect(path, steps[-1].version)
        return _take(path, moment, steps)


def examine_database(path: Path, steps: Sequence[Step]) -> Database | None:
    """Return the library at ``path`` as a copy in memory with the schema of ``steps``; None for a new start.

    Nothing on the disk is changed. Raises one of ``cards.library.errors``, the same as ``open_database``.
    """
    with world(path):
        if not path.exists():
            _refuse_remains(path, start_new=False)
            return None
        for place in (path.parent, path):
            _refuse_unwritable(place, path)
        version = inspect(path, steps[-1].version)
        db = Database(read(path), execute_plugins=False, strict=True)
    pending = [step for step in steps if step.version > version]
    if pending:
        apply(db, pending)
    return db


def set_aside(path: Path, at: datetime) -> Path:
    """Rename a library that cannot be opened, with its log, to ``library.damaged-<utc>…`` and return its new path.

    Nothing is deleted. Raises LibraryReadOnly or LibraryUnreachable.
    """
    with world(path):
        aside = free_name(path.parent, f"{path.stem}.damaged-{stamp(at)}", path.suffix)
        # The file before its log: should we be stopped in between, the log alone is refused at the next start,
        # while a file alone would open without what its log held.
        for companion in COMPANIONS:
            old = path.with_name(path.name + companion)
            if old.exists():
                old.rename(aside.with_name(aside.name + companion))
        sync_folder(path.parent)
    return aside


def _take(path: Path, moment: datetime, steps: Sequence[Step]) -> Database:
    db = own(path)
    try:
        path.chmod(0o600)
        # Read again under the lock: another process may have migrated since the inspection.
        _, version = header(db.conn)
        migrate(db, path, version, steps, moment)
    except BaseException:
        db.close()
        raise
    return db


def _create(path: Path, steps: Sequence[Step]) -> None:
    """Build a new library under a temporary name and give it its own only when it is whole.

    So a file that is empty or half made always means damage, never a start that was interrupted.
    """
    handle, name = tempfile.mkstemp(prefix=".new-library-", dir=path.parent)  # mode 0600, and SQLite keeps it
    os.close(handle)
    draft = Path(name)
    try:
        db = own(draft)
        try:
            apply(db, steps)
        finally:
            db.close()
        _name_unless_taken(draft, path)
    finally:
        for companion in COMPANIONS:
            draft.with_name(draft.name + companion).unlink(missing_ok=True)
    sync_folder(path.parent)


def _name_unless_taken(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return  # another process was quicker; its library is the one that is opened
    except OSError:
        if path.exists():
            return
        draft.rename(path)  # a file system without hard links


def _refuse_remains(path: Path, *, start_new: bool) -> None:
    """A missing library is a new start only where nothing says that there was one, or where a person says so.

    Beside a log not even then: SQLite would play the old log into the new file.
    """
    if path.with_name(path.name + "-wal").exists():
        raise LibraryMissing(path, "the log")
    for what, folder in (("a backup", BACKUPS), ("a recording", RECORDINGS)):
        if not start_new and _has_files(path.parent / folder):
            raise LibraryMissing(path, what)


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(not entry.name.startswith(".") for entry in folder.iterdir())


def _refuse_unwritable(place: Path, path: Path) -> None:
    if not is_writable(place):
        raise LibraryReadOnly(path, f"no right to write {place.name or place}")
