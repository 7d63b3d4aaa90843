import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.crash import CrashReports
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
