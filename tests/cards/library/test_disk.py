"""A disk that is full and one that may only be read: real ones, small and in memory, in a namespace of their own."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cards.library import Library, LibraryFull
from tests.support.library_values import Values

ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size={size} tmpfs "$1"
exec "$2" -c "$3" "$1"
"""

COMMON = """if True:
    import subprocess, sys
    from datetime import UTC, date, datetime
    from pathlib import Path
    from cards.library import Library, LibraryFull, LibraryReadOnly

    folder = Path(sys.argv[1])
    path = folder / "library.sqlite3"
    moment, day = datetime(2026, 11, 21, 9, tzinfo=UTC), date(2026, 11, 21)
"""

FILL = (
    COMMON
    + """
    kept = 0
    (folder / "ballast").write_bytes(bytes(100_000))
    with Library.open(path, moment) as library:
        library._db.table("prompts").insert({"id": "F5.a", "round": "ml", "topic": "", "title": "", "decision": ""})
        try:
            while True:
                library.begin_answer("F5.a", "x" * 20_000, moment, day, "", f"{kept}.wav")
                kept += 1
        except LibraryFull as error:
            assert str(path) in str(error), error
        assert len(library.history()) == kept > 5, "reading goes on"
    (folder / "ballast").unlink()
    with Library.open(path, moment) as library:
        assert len(library.history()) == kept
        assert library.check(tuple) == ()
"""
)

READ_ONLY = (
    COMMON
    + """
    Library.open(path, moment).close()
    subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
    for tried in (path, folder / "other.sqlite3", folder / "below" / "library.sqlite3"):
        try:
            Library.open(tried, moment)
        except LibraryReadOnly as error:
            assert str(tried) in str(error), error
        else:
            raise AssertionError(tried)
"""
)

NO_ROOM_TO_BEGIN = (
    COMMON
    + """
    (folder / "ballast").write_bytes(bytes(230_000))
    try:
        Library.open(path, moment)
    except LibraryFull:
        (folder / "ballast").unlink()
    else:
        raise AssertionError("it fitted")
    assert list(folder.iterdir()) == [], "nothing half made is left"
"""
)


def own_namespace() -> list[str] | None:
    """The command that may mount without changing anything for others, or None where the system forbids it."""
    command = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None:
        return None
    for candidate in (command, ["unshare", "--mount"]):
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(
                [*candidate, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=True, capture_output=True, timeout=10
            )
            return candidate
    return None


@pytest.mark.parametrize(
    ("program", "size"),
    [(FILL, "1m"), (READ_ONLY, "1m"), (NO_ROOM_TO_BEGIN, "256k")],
    ids=["full", "read only", "no room to begin"],
)
def test_on_a_disk_of_its_own(tmp_path: Path, program: str, size: str):
    namespace = own_namespace()
    if namespace is None:
        pytest.skip("this system lets no test mount a small disk of its own")
    script = ON_A_SMALL_DISK.format(size=size)
    arguments = ["sh", "-c", script, "sh", str(tmp_path), sys.executable, program]
    done = subprocess.run([*namespace, *arguments], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_file_keeps_what_was_saved(library: Library, reopened: Callable[[], Library], values: Values):
    """The same by SQLite's own limit, which needs no right to mount."""
    kept = 0
    pages = library._db.execute("PRAGMA page_count").fetchone()[0]
    library._db.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(LibraryFull) as full:
        while True:
            values.begin(library, constraint="x" * 20_000)
            kept += 1
    assert "free some space" in str(full.value)
    assert kept > 0
    again: Library = reopened()
    assert len(again.history()) == kept
    values.begin(again, constraint="x" * 20_000)
