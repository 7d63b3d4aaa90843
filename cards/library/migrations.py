"""Brings an older library to the schema this program knows: a verified copy first, then one transaction."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from cards.library.connection import transaction
from cards.library.copies import name_draft, refuse_without_space, write_draft
from cards.library.schema import APPLICATION_ID, Step, spelled
from cards.library.soundness import broken_references, broken_search

COPIES_KEPT = 3
KIND = "premigration"
SPACE_TIMES = 5
"""The copy, the log in which everything is written anew (1.9 times a library full of words), and what that adds to the
file (0.9 times): measured with the step to 2.0. A disk that fills up on the way loses nothing, but is full."""


def migrate(db: Database, path: Path, version: int, steps: Sequence[Step], moment: datetime) -> None:
    """Apply the steps after ``version`` to the library at ``path``, which ``db`` owns.

    Raises LibraryFull with nothing done when space is short. When a step fails, the file is as it was.
    """
    pending = [step for step in steps if step.version > version]
    if not pending:
        return
    refuse_without_space(path, "a new form of the library", SPACE_TIMES)
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


def keep_copy(db: Database, path: Path, version: int, moment: datetime) -> Path:
    """Write a verified copy of the library as it is now into the folder backups; the last three of these are kept."""
    copy = name_draft(write_draft(db, path), KIND, version, moment)
    # By name, which begins with the time of writing: a file's own times change when somebody copies the folder.
    for old in sorted(copy.parent.glob(f"{KIND}-*.sqlite3"))[:-COPIES_KEPT]:
        old.unlink()
    return copy
