"""The real program, asked to end by the system: a take that runs is kept, and no microphone stays open."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.display import PATIENCE_S, Program

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_and_keeps_the_take(
    program: Callable[[], Program], tmp_path: Path, number: signal.Signals
) -> None:
    app = program()
    app.begin_answer()
    app.process.send_signal(number)
    assert app.process.wait(PATIENCE_S) == 0
    history = subprocess.run(
        [sys.executable, "-P", "-m", "desktop", "history", "--data-dir", str(tmp_path / "data"), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    (attempt,) = json.loads(history.stdout)
    assert attempt["seconds"] > 0
