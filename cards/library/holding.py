"""An open library file with its one owner, and the transaction that every action on it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from cards.library.connection import transaction
from cards.library.errors import LibraryDamaged, world
from cards.library.rows import Unreadable


class Holding:
    """The open file at ``path``, held until it is closed."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db

    def close(self) -> None:
        """Fold the log into the file and let go of it. May be called twice."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[Database]:
        try:
            with world(self.path), transaction(self._db) as db:
                yield db
        except Unreadable as error:
            raise LibraryDamaged(self.path, str(error)) from error
