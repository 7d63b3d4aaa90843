import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cards.library import Library
from tests.support.library_values import Unprivileged, Values


@pytest.fixture
def values() -> Values:
    return Values()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.sqlite3"


@pytest.fixture
def library(path: Path, values: Values) -> Iterator[Library]:
    """An open library with one prompt."""
    with Library.open(path, values.moment) as opened:
        opened.sync_prompts([values.prompt()], complete=True)
        yield opened


@pytest.fixture
def reopened(library: Library, path: Path, values: Values) -> Iterator[Callable[[], Library]]:
    """Closes the library and opens it again: what is read then has been on the disk."""
    opened = [library]

    def reopen() -> Library:
        opened[-1].close()
        opened.append(Library.open(path, values.moment))
        return opened[-1]

    yield reopen
    opened[-1].close()


@pytest.fixture
def unprivileged() -> Iterator[Unprivileged]:
    """Runs a block without root's rights, which no file mode would stop; an ordinary user runs it as it is."""

    @contextmanager
    def drop(path: Path) -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        nobody = 65534
        for folder in (path, *path.parents):
            # What lies on the way must be passable; pytest makes its folders for root alone.
            if folder.exists() and folder.is_relative_to(Path(tempfile.gettempdir())) and folder.stat().st_uid == 0:
                opened.setdefault(folder, folder.stat().st_mode)
                folder.chmod(folder.stat().st_mode | 0o055)
        os.setresuid(nobody, nobody, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)

    opened: dict[Path, int] = {}
    yield drop
    for folder, mode in opened.items():
        folder.chmod(mode)
