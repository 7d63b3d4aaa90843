"""A look at a library that leaves everything as it is."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from cards.library import Library, LibraryDamaged, LibraryInUse, LibraryMissing, LibraryNewer
from cards.library.schema import STEPS, Step
from tests.support.holder import held
from tests.support.library_values import Values


def more(db: Database):
    db.execute("CREATE TABLE more (a INTEGER) STRICT")


@pytest.fixture
def closed(library: Library):
    library.set_setting("a", 1)
    library.close()
    return library.path


def everything(path: Path):
    return {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in path.parent.rglob("*") if file.is_file()}


def test_a_look_changes_nothing(closed: Path):
    before = everything(closed)
    found = Library.examine(closed)
    assert found is not None
    with found:
        assert found.setting("a") == 1
        assert found.check(tuple) == ()
        found.set_setting("a", 2)
    assert everything(closed) == before


def test_an_older_library_is_brought_up_to_date_in_memory_alone(closed: Path):
    before = everything(closed)
    found = Library.examine(closed, steps=(*STEPS, Step(3, 1, more)))
    assert found is not None
    with found:
        assert found._db.table("more").count == 0
    assert everything(closed) == before


def test_where_a_library_would_be_created(path: Path):
    assert Library.examine(path) is None
    assert not path.parent.exists()


@pytest.mark.parametrize("folder", ["recordings", "backups"])
def test_a_library_that_is_gone(path: Path, folder: str):
    (path.parent / folder).mkdir(parents=True)
    (path.parent / folder / "one").touch()
    with pytest.raises(LibraryMissing):
        Library.examine(path)


def test_what_open_refuses_is_refused(closed: Path, values: Values):
    with held(closed), pytest.raises(LibraryInUse):
        Library.examine(closed)
    Library.open(closed, values.moment, steps=(*STEPS, Step(4, 0, more))).close()
    with pytest.raises(LibraryNewer):
        Library.examine(closed)
    closed.write_bytes(b"")
    with pytest.raises(LibraryDamaged):
        Library.examine(closed)
