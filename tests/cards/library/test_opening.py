"""What stands where the library should be, and what becomes of it: opened, created, refused; never overwritten."""

import hashlib
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from cards.library import (
    Library,
    LibraryDamaged,
    LibraryError,
    LibraryForeign,
    LibraryInUse,
    LibraryMissing,
    LibraryNewer,
    LibraryReadOnly,
    set_aside,
)
from cards.library.schema import APPLICATION_ID, STEPS, pack
from tests.support.library_values import Unprivileged, Values


@pytest.fixture
def filled(path: Path, values: Values):
    """A closed library with 300 attempts: some tens of pages."""
    with Library.open(path, values.moment) as library:
        library.sync_prompts([values.prompt()], complete=True)
        with library._transaction() as db:
            for number in range(300):
                db.execute(
                    """INSERT INTO attempts (prompt, constraint_text, at_utc, utc_offset_s, study_day)
                       VALUES ('F5.a', ?, '2026-01-01T00:00:00.000000+00:00', 0, '2026-01-01')""",
                    [f"{number} " * 100],
                )
            db.execute(
                """INSERT INTO takes (attempt, position, question, sound, started_utc, utc_offset_s)
                   SELECT id, 0, '', id || '.wav', at_utc, 0 FROM attempts"""
            )
    return path


def content(folder: Path) -> dict[str, str]:
    """Every file below the folder with the hash of its bytes; SQLite's -shm is scratch memory and left out."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.endswith("-shm"))
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def assert_refused(kind: type[LibraryError], path: Path, moment: datetime):
    before = content(path.parent)
    for _ in range(2):
        with pytest.raises(kind) as refused:
            Library.open(path, moment)
        assert str(path) in str(refused.value)
    after = {name: digest for name, digest in content(path.parent).items() if not empty(path.parent / name)}
    assert after == {name: digest for name, digest in before.items() if not empty(path.parent / name)}


def empty(file: Path) -> bool:
    return file.stat().st_size == 0 and file.name.endswith("-wal")


def mark(path: Path, application_id: int, version: int) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA application_id = {application_id}")
        conn.execute(f"PRAGMA user_version = {version}")


def test_a_new_library_is_private_and_nothing_lies_beside_it(path: Path, values: Values):
    with Library.open(path, values.moment):
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_library_copied_with_open_rights_becomes_private(filled: Path, values: Values):
    filled.chmod(0o644)
    Library.open(filled, values.moment).close()
    assert stat.S_IMODE(filled.stat().st_mode) == 0o600


def test_a_folder_that_exists_keeps_its_rights(tmp_path: Path, values: Values):
    tmp_path.chmod(0o755)
    Library.open(tmp_path / "library.sqlite3", values.moment).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_the_file_says_whose_it_is_and_how_new(filled: Path):
    with closing(sqlite3.connect(filled)) as conn:
        assert conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert conn.execute("PRAGMA user_version").fetchone() == (STEPS[-1].version,)


def test_opening_and_closing_changes_nothing(filled: Path, values: Values):
    before = content(filled.parent)
    Library.open(filled, values.moment).close()
    assert content(filled.parent) == before


@pytest.mark.parametrize("name", ["a ?#%20.sqlite3", "ünï 名.sqlite3"])
def test_any_file_name_is_just_a_name(tmp_path: Path, values: Values, name: str):
    Library.open(tmp_path / name, values.moment).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_an_empty_file_is_damage(path: Path, values: Values):
    path.parent.mkdir()
    path.touch()
    assert_refused(LibraryDamaged, path, values.moment)


def test_a_file_that_is_no_database_is_damage(path: Path, values: Values):
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be looked at " * 200)
    assert_refused(LibraryDamaged, path, values.moment)


@pytest.mark.parametrize("kept", [100, 4096, 4097, 60_000])
def test_a_file_cut_off_is_damage(filled: Path, values: Values, kept: int):
    os.truncate(filled, kept)
    assert_refused(LibraryDamaged, filled, values.moment)


@pytest.mark.parametrize("page", [0, 1, 20])
def test_a_page_overwritten_is_damage(filled: Path, values: Values, page: int):
    with filled.open("rb+") as file:
        file.seek(page * 4096)
        file.write(b"\xff" * 4096)
    assert_refused(LibraryDamaged, filled, values.moment)


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_file_of_another_program_is_foreign(path: Path, values: Values, journal: str):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA journal_mode = {journal}")
        conn.execute("CREATE TABLE theirs (a)")
    assert_refused(LibraryForeign, path, values.moment)


@pytest.mark.parametrize("version", [pack(4, 0), pack(32767, 65535)])
def test_a_newer_library_is_refused_untouched(filled: Path, values: Values, version: int):
    mark(filled, APPLICATION_ID, version)
    assert_refused(LibraryNewer, filled, values.moment)


def test_a_newer_minor_version_is_opened_and_stays(filled: Path, values: Values):
    mark(filled, APPLICATION_ID, pack(3, 7))
    with Library.open(filled, values.moment) as library:
        assert len(library.history()) == 300
    with closing(sqlite3.connect(filled)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (pack(3, 7),)


def test_a_library_without_version_is_damage(filled: Path, values: Values):
    mark(filled, APPLICATION_ID, 0)
    assert_refused(LibraryDamaged, filled, values.moment)


@pytest.mark.parametrize("remains", ["recordings/one.wav", "backups/copy.sqlite3"])
def test_a_library_that_is_gone_is_not_replaced_unasked(path: Path, values: Values, remains: str):
    left = path.parent / remains
    left.parent.mkdir(parents=True)
    left.touch()
    assert_refused(LibraryMissing, path, values.moment)
    Library.open(path, values.moment, start_new=True).close()
    assert left.exists()


def test_a_log_without_its_library_is_never_played_into_a_new_one(path: Path, values: Values):
    path.parent.mkdir()
    path.with_name(path.name + "-wal").write_bytes(b"log")
    with pytest.raises(LibraryMissing):
        Library.open(path, values.moment, start_new=True)


def test_start_new_opens_what_is_there(filled: Path, values: Values):
    with Library.open(filled, values.moment, start_new=True) as library:
        assert len(library.history()) == 300


def test_a_damaged_library_is_set_aside_with_its_log(filled: Path, values: Values):
    filled.write_bytes(b"damaged")
    filled.with_name(filled.name + "-wal").write_bytes(b"log")
    aside = set_aside(filled, values.moment)
    assert aside.name == "library.damaged-20261121T162700Z-01.sqlite3"
    assert aside.read_bytes() == b"damaged"
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"log"
    Library.open(filled, values.moment).close()
    assert set_aside(filled, values.moment).name == "library.damaged-20261121T162700Z-02.sqlite3"


def test_setting_aside_what_is_not_there_is_nothing(tmp_path: Path, values: Values):
    set_aside(tmp_path / "library.sqlite3", values.moment)
    assert list(tmp_path.iterdir()) == []


def test_a_second_opener_in_this_process_is_refused_and_the_first_keeps_its_lock(
    library: Library, path: Path, values: Values
):
    with pytest.raises(LibraryInUse):
        Library.open(path, values.moment)
    assert in_other_process(path) == "LibraryInUse"
    library.set_setting("key", 1)
    assert library.setting("key") == 1


def test_a_library_is_held_from_the_moment_it_is_open(filled: Path, values: Values):
    with Library.open(filled, values.moment):
        assert in_other_process(filled) == "LibraryInUse"


def test_a_second_process_is_refused_until_the_first_closes(library: Library, path: Path, values: Values):
    assert in_other_process(path) == "LibraryInUse"
    library.set_setting("key", 1)
    assert in_other_process(path) == "LibraryInUse"
    library.close()
    assert in_other_process(path) == "open"


@pytest.mark.skipif(not hasattr(os, "setresuid"), reason="needs rights that can be taken away")
@pytest.mark.parametrize("part", ["folder", "file"])
def test_a_library_that_may_not_be_written_is_read_only(
    filled: Path, values: Values, part: str, unprivileged: Unprivileged
):
    (filled.parent if part == "folder" else filled).chmod(0o555 if part == "folder" else 0o444)
    filled.parent.parent.chmod(0o755)
    with unprivileged(filled), pytest.raises(LibraryReadOnly) as refused:
        Library.open(filled, values.moment)
    assert str(filled) in str(refused.value)


@pytest.mark.skipif(not hasattr(os, "setresuid"), reason="needs rights that can be taken away")
def test_no_library_is_begun_in_a_folder_that_may_not_be_written(
    tmp_path: Path, values: Values, unprivileged: Unprivileged
):
    tmp_path.chmod(0o555)
    for path in (tmp_path / "library.sqlite3", tmp_path / "below" / "library.sqlite3"):
        with unprivileged(path), pytest.raises(LibraryReadOnly):
            Library.open(path, values.moment)
    assert list(tmp_path.iterdir()) == []


def in_other_process(path: Path) -> str:
    program = """if True:
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from cards.library import Library, LibraryError
        try:
            Library.open(Path(sys.argv[1]), datetime(2026, 1, 1, tzinfo=UTC)).close()
            print("open")
        except LibraryError as error:
            print(type(error).__name__)
    """
    return subprocess.run(
        [sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True
    ).stdout.strip()
