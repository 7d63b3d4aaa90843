import errno
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cards.library import Library, errors
from cards.library.errors import LibraryError, LibraryFull, LibraryMisplaced, LibraryReadOnly, LibraryUnreachable, world


def kinds():
    return LibraryError.__subclasses__()


@pytest.mark.parametrize("kind", kinds())
def test_each_is_one_sentence_with_the_path(kind: type[LibraryError], tmp_path: Path):
    sentence = str(kind(tmp_path / "library.sqlite3", "a detail"))
    assert str(tmp_path / "library.sqlite3") in sentence
    assert sentence.endswith(".")
    assert "; " in sentence or ", then" in sentence
    assert "!" not in sentence


def failed(name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorcode = getattr(sqlite3, name)
    return error


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EROFS, LibraryReadOnly),
        (errno.EACCES, LibraryReadOnly),
        (errno.ENOSPC, LibraryFull),
        (errno.ENOTDIR, LibraryMisplaced),
        (errno.ENAMETOOLONG, LibraryMisplaced),
        (errno.EIO, LibraryUnreachable),
    ],
)
def test_the_system_is_understood_by_number(tmp_path: Path, number: int, kind: type[LibraryError]):
    with pytest.raises(kind), world(tmp_path):
        raise OSError(number, "text that says nothing")


def test_an_input_output_error_is_a_full_disk_only_when_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(LibraryUnreachable), world(tmp_path / "library.sqlite3"):
        raise failed("SQLITE_IOERR_WRITE")
    monkeypatch.setattr(errors, "_HARDLY_ANYTHING_FREE", 2**62)
    with pytest.raises(LibraryFull), world(tmp_path / "library.sqlite3"):
        raise failed("SQLITE_IOERR_WRITE")


@pytest.mark.parametrize(
    "mistake", [failed("SQLITE_CONSTRAINT"), failed("SQLITE_ERROR"), sqlite3.ProgrammingError("x")]
)
def test_our_own_mistakes_stay_what_they_are(tmp_path: Path, mistake: sqlite3.Error):
    with pytest.raises(sqlite3.Error) as raised, world(tmp_path):
        raise mistake
    assert raised.value is mistake


@pytest.mark.parametrize("below", ["", "sub"])
def test_a_file_in_the_place_of_a_folder_is_not_a_disk_that_does_not_answer(tmp_path: Path, below: str):
    (tmp_path / "data").write_bytes(b"a file")
    path = tmp_path / "data" / below / "library.sqlite3"
    with pytest.raises(LibraryMisplaced, match="cannot be a folder"), world(path):
        path.parent.mkdir(parents=True)
    with pytest.raises(LibraryMisplaced, match="cannot be a folder"):
        Library.open(path, datetime(2026, 11, 21, tzinfo=UTC))
    assert (tmp_path / "data").read_bytes() == b"a file"


def test_a_folder_in_the_place_of_the_library_is_named(tmp_path: Path):
    path = tmp_path / "library.sqlite3"
    path.mkdir()
    with pytest.raises(LibraryMisplaced, match=r"library\.sqlite3 is a folder"):
        Library.open(path, datetime(2026, 11, 21, tzinfo=UTC))
    assert list(tmp_path.iterdir()) == [path]
