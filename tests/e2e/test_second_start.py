"""The real program, started a second time: the first window comes to the front, and nothing else happens."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.app import OPEN_ALREADY
from desktop.instance import address
from tests.support.display import PATIENCE_S, Program

pytestmark = pytest.mark.slow


@pytest.fixture
def first(program: Callable[[], Program]) -> Iterator[Program]:
    app = program()
    app.wait_for_title("Today")
    yield app
    assert app.close() == 0


def start_again(data: Path, display: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "desktop", *arguments, "--data-dir", str(data)],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
    )


def test_a_second_start_raises_the_first_window(first: Program, tmp_path: Path, display: str) -> None:
    again = start_again(tmp_path / "data", display)
    assert (again.returncode, again.stderr) == (0, f"vivavoce: {OPEN_ALREADY}\n")
    assert first.process.poll() is None


def test_another_library_has_a_window_of_its_own(
    first: Program, program: Callable[[Path], Program], tmp_path: Path
) -> None:
    other = program(tmp_path / "other")
    other.wait_for_title("Today")
    assert other.close() == 0


def test_the_shell_says_that_the_first_one_holds_the_library(first: Program, tmp_path: Path, display: str) -> None:
    beside = start_again(tmp_path / "data", display, "history")
    assert beside.returncode == 3
    assert "another Viva Voce" in beside.stderr


def test_a_window_that_does_not_answer_is_said_to_hold_the_library(
    first: Program, program: Callable[[], Program]
) -> None:
    first.process.send_signal(signal.SIGSTOP)
    try:
        second = program()
        second.wait_for_title("Library")
        assert second.close() == 3
    finally:
        first.process.send_signal(signal.SIGCONT)


def test_after_kill_the_next_start_is_the_first_one(program: Callable[[], Program], tmp_path: Path) -> None:
    socket = Path(address(tmp_path / "data"))
    killed = program()
    killed.wait_for_title("Today")
    killed.kill()
    assert socket.is_socket()
    app = program()
    app.wait_for_title("Today")
    assert app.close() == 0
    assert not socket.exists()
