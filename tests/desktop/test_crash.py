import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.crash import CrashReports, reports_mark, unseen_report
from tests.support.desk import SteppingClock

pytestmark = pytest.mark.expects_log


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def reports(tmp_path: Path, told: list[str]) -> Iterator[CrashReports]:
    hooks = sys.excepthook, threading.excepthook
    made = CrashReports(tmp_path / "crashes", SteppingClock(), told.append)
    made.install()
    yield made
    made.uninstall()
    sys.excepthook, threading.excepthook = hooks


def crash(text: str = "ours") -> None:
    try:
        raise ZeroDivisionError(text)
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def written(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted((folder / "crashes").glob("*.txt"))]


def test_an_error_of_ours_is_written_down_and_said(reports: CrashReports, tmp_path: Path, told: list[str]):
    crash("a fault with a name")
    (text,) = written(tmp_path)
    assert text.startswith("Viva Voce 0.")
    assert "2026-11-21 17:00:01" in text
    assert "ZeroDivisionError: a fault with a name" in text
    assert "in crash" in text
    (sentence,) = told
    assert str(next((tmp_path / "crashes").glob("*.txt"))) in sentence


def test_errors_in_other_threads_are_caught_too(reports: CrashReports, tmp_path: Path, told: list[str]):
    def fail() -> None:
        raise ZeroDivisionError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "in a thread" in written(tmp_path)[0]
    assert len(told) == 1


def test_the_same_fault_thirty_times_a_second_is_one_report(reports: CrashReports, tmp_path: Path, told: list[str]):
    for _ in range(30):
        crash()
    crash("another")
    assert len(written(tmp_path)) == len(told) == 2


def test_a_report_that_cannot_be_written_is_said_all_the_same(reports: CrashReports, tmp_path: Path, told: list[str]):
    (tmp_path / "crashes" / "native.log").unlink()
    (tmp_path / "crashes").rmdir()
    (tmp_path / "crashes").write_text("a file where the folder was")
    crash()
    assert "could not be written" in told[0]


def test_an_interrupt_is_no_fault(
    reports: CrashReports, tmp_path: Path, told: list[str], capsys: pytest.CaptureFixture[str]
):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (written(tmp_path), told) == ([], [])
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_the_hooks_are_given_back(tmp_path: Path):
    before = sys.excepthook, threading.excepthook
    made = CrashReports(tmp_path / "crashes", SteppingClock(), lambda _: None)
    made.install()
    assert sys.excepthook is not before[0]
    made.uninstall()
    made.uninstall()
    assert (sys.excepthook, threading.excepthook) == (sys.__excepthook__, threading.__excepthook__)
    sys.excepthook, threading.excepthook = before


def test_reports_are_for_their_owner_alone(reports: CrashReports, tmp_path: Path):
    assert (tmp_path / "crashes").stat().st_mode & 0o077 == 0


# What is told at the next start


def report(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("a report")
    return path


def test_without_reports_there_is_nothing_to_tell(tmp_path: Path):
    assert unseen_report(tmp_path / "crashes", "") is None
    assert unseen_report(tmp_path / "crashes", reports_mark(tmp_path / "crashes")) is None


def test_a_report_is_told_once(tmp_path: Path):
    report(tmp_path, "20261121T170001.000000Z.txt")
    second = report(tmp_path, "20261121T170002.000000Z.txt")
    assert unseen_report(tmp_path, "") == second
    seen = reports_mark(tmp_path)
    assert unseen_report(tmp_path, seen) is None
    third = report(tmp_path, "20261122T090000.000000Z.txt")
    assert unseen_report(tmp_path, seen) == third


def test_what_native_code_left_counts_too(tmp_path: Path):
    native = report(tmp_path, "native.log")
    assert unseen_report(tmp_path, "") == native
    seen = reports_mark(tmp_path)
    assert unseen_report(tmp_path, seen) is None
    native.write_text("a report, and another")
    assert unseen_report(tmp_path, seen) == native


def test_an_empty_native_log_is_no_report(tmp_path: Path):
    (tmp_path / "native.log").touch()
    assert unseen_report(tmp_path, "") is None


@pytest.mark.parametrize("seen", ["x", "- -", "20261121T170001.txt", " 3 4", "\x00"])
def test_a_mark_of_garbage_is_harmless(tmp_path: Path, seen: str):
    report(tmp_path, "20261121T170002.000000Z.txt")
    unseen_report(tmp_path, seen)


def test_a_fault_of_native_code_is_in_the_log(tmp_path: Path):
    """The process dies of it; faulthandler writes what it can."""
    code = (
        "import faulthandler, sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from desktop.crash import CrashReports\n"
        "CrashReports(Path(sys.argv[1]), lambda: datetime.now(UTC), print).install()\n"
        "faulthandler._sigsegv()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "crashes")], check=False, capture_output=True)
    assert done.returncode != 0
    assert unseen_report(tmp_path / "crashes", "") == tmp_path / "crashes" / "native.log"
