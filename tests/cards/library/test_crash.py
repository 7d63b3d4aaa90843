"""``kill -9`` of the process that writes: what was acknowledged is there, and no half of anything else."""

import hashlib
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from cards.library import Library, LibraryDamaged, LibraryInUse, LibraryNewer
from cards.library.schema import STEPS, pack
from tests.support.library_values import Values

# Each round is an attempt with ticks, review and schedule; its number is printed once the library has taken it.
WRITER = """if True:
    import sys
    from datetime import UTC, date, datetime
    from pathlib import Path
    from uuid import uuid4
    from cards.attempt import Ticks
    from cards.library import Library
    from cards.review import Memory, Review, Schedule

    moment, day = datetime(2026, 11, 21, 9, tzinfo=UTC), date(2026, 11, 21)
    library = Library.open(Path(sys.argv[1]), moment)
    print("open", flush=True)
    for _ in range(100_000):
        attempt = library.begin_answer("F5.a", "50 ms", moment, day, "", f"{uuid4()}.wav").attempt
        after = Schedule(Memory(float(attempt), 5.0), day, day, attempt, 0)
        review = Review(attempt, "F5.a", moment, day, 3, 3, 3, True, None, after, 0.9)
        library.add_review(review, Ticks(key_points={f"claim {n}": True for n in range(20)}))
        print(attempt, flush=True)
"""


@contextmanager
def writing(path: Path):
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "open\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def killed_after(path: Path, rounds: int) -> int:
    """Kill the writer once it has acknowledged this many rounds; return the last one that it did acknowledge."""
    with writing(path) as process:
        seen = [process.stdout.readline() for _ in range(rounds)]
        process.kill()
        seen += process.stdout.readlines()
    return max(int(line) for line in seen if line.endswith("\n"))


@pytest.fixture
def prepared(path: Path, values: Values):
    with Library.open(path, values.moment) as library:
        library.sync_prompts([values.prompt()], complete=True)
    return path


def test_what_was_acknowledged_survives_kill_9(prepared: Path, values: Values):
    for rounds in (1, 7, 20, 33, 50):
        acknowledged = killed_after(prepared, rounds)
        with Library.open(prepared, values.moment) as library:
            history = library.history()
            log = library.reviews()
            assert log[-1].attempt >= acknowledged
            whole = [found for found in history if found.review is not None]
            assert all(len(found.ticks.key_points) == 20 for found in whole)
            assert all(found.ticks.key_points == {} for found in history if found.review is None)
            assert len(whole) == len(log)
            assert library.check(tuple) == ()


def left_by_a_kill(path: Path) -> None:
    with writing(path) as process:
        for _ in range(5):
            process.stdout.readline()
    assert path.with_name(path.name + "-wal").stat().st_size > 0


def digests(path: Path) -> list[str]:
    return [hashlib.sha256(path.with_name(path.name + end).read_bytes()).hexdigest() for end in ("", "-wal")]


def test_a_library_that_is_written_is_in_use_not_damaged(prepared: Path, values: Values):
    with writing(prepared) as process:
        for _ in range(20):
            with pytest.raises(LibraryInUse):
                Library.open(prepared, values.moment)
        assert process.poll() is None


def test_a_newer_library_with_a_log_is_refused_untouched(prepared: Path, values: Values):
    left_by_a_kill(prepared)
    with Library.open(prepared, values.moment) as library:
        library._db.execute(f"PRAGMA user_version = {pack(4, 0)}")
        snapshot(prepared)
    for end in ("", "-wal"):
        Path(f"{prepared}{end}.kept").rename(f"{prepared}{end}")
    before = digests(prepared)
    with pytest.raises(LibraryNewer):
        Library.open(prepared, values.moment)
    assert digests(prepared) == before


def test_a_damaged_library_with_a_log_is_refused_untouched(prepared: Path, values: Values):
    left_by_a_kill(prepared)
    with prepared.open("rb+") as file:
        file.seek(0, os.SEEK_END)
        pages = file.tell() // 4096
        for page in range(2, pages):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    before = digests(prepared)
    with pytest.raises(LibraryDamaged):
        Library.open(prepared, values.moment)
    assert digests(prepared) == before


def snapshot(path: Path) -> None:
    """Copy the file and its log as they lie on the disk now, by another process: ours would drop its own locks."""
    for end in ("", "-wal"):
        subprocess.run(["cp", f"{path}{end}", f"{path}{end}.kept"], check=True)


def test_the_probe_after_a_kill_reads_what_is_only_in_the_log(path: Path, values: Values):
    with Library.open(path, values.moment) as library:
        library.sync_prompts([values.prompt()], complete=True)
        values.begin(library, constraint="only in the log")
        snapshot(path)
    for end in ("", "-wal"):
        Path(f"{path}{end}.kept").rename(f"{path}{end}")
    with Library.open(path, values.moment) as library:
        assert [found.constraint for found in library.history()] == ["only in the log"]
        assert library._db.execute("PRAGMA user_version").fetchone() == (STEPS[-1].version,)
