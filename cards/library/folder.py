"""The library's neighbours on disk: names that sort by time, private files, directories that are synced."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

BACKUPS = "backups"
RECORDINGS = "recordings"
COMPANIONS = ("", "-wal", "-shm")
"""A library file and the two that SQLite may keep beside it: they mean something only together."""


def stamp(moment: datetime) -> str:
    """``20261121T221200Z``: UTC, without characters that a file system forbids. The moment must be aware."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs its UTC offset")
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A path in ``folder`` that does not exist yet: ``stem`` and a running number, so that names sort by age."""
    paths: Iterator[Path] = (folder / f"{stem}-{number:02}{suffix}" for number in count(1))
    return next(path for path in paths if not path.exists())


def make_private(folder: Path) -> None:
    """Create ``folder`` for its owner alone. One that exists keeps its rights: it may be shared on purpose."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def sync_file(path: Path) -> None:
    """Wait until a file that SQLite does not hold open has reached the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until names created, moved or removed in ``folder`` have reached the disk."""
    if os.name != "posix":
        return  # Windows has no handle for this
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_writable(path: Path) -> bool:
    """Whether this process may write ``path``; asked of the system, nothing is written for it."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
