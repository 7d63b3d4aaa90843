"""The real program on a display, by real key presses: killed in the middle of an answer, and what is left then."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audio.wav import RATE_HZ, samples_in
from tests.support.display import PATIENCE_S, Program
from tests.support.processes import alive, children_of
from tests.support.sound import SoftwareMicrophone

pytestmark = pytest.mark.slow
UNSYNCED_S = 2


def shell(data: Path, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    done = subprocess.run(
        [sys.executable, "-P", "-m", "desktop", *arguments, "--data-dir", str(data), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def wait_until(true: Callable[[], bool]) -> None:
    """For what another process does to its files, which nothing signals."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def test_an_answer_killed_in_the_middle_is_offered_and_kept(
    program: Callable[[], Program], microphone: SoftwareMicrophone, spoken_answer: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    app = program()
    app.begin_answer()
    microphone.say(spoken_answer)
    app.end_answer()
    app.press("1")
    app.wait_for_title("Rated")
    app.press("Return")
    app.wait_for_title("Ready ")

    before = set((data / "recordings").iterdir())
    app.press("space")
    app.wait_for_title("Recording")
    began = time.monotonic()
    (second,) = [path for path in (data / "recordings").glob("*.wav") if path not in before]
    with microphone.saying(spoken_answer) as player:
        wait_until(lambda: samples_in(second) > 8 * RATE_HZ)
        workers = children_of(app.process.pid)
        spoken_s = time.monotonic() - began
        app.kill()
        player.kill()
    assert workers
    wait_until(lambda: not any(alive(worker) for worker in workers))

    app = program()
    app.wait_for_title("Today")
    app.press("k")
    wait_until(second.with_suffix(".flac").exists)
    wait_until(lambda: not second.exists())
    assert app.close() == 0

    recovered, first = shell(data, "history")
    assert first["depth"] == 1
    assert "simple model" in first["text"]
    assert recovered["depth"] is None
    assert recovered["seconds"] >= spoken_s - UNSYNCED_S
    assert "simple model" in recovered["text"]
    assert shell(data, "check") == []
    assert recovered["prompt"] in [item["prompt"] for item in shell(data, "due")]


def test_what_was_being_typed_is_an_answer_after_a_kill(program: Callable[[], Program], tmp_path: Path) -> None:
    data = tmp_path / "data"
    app = program()
    app.wait_for_title("Today")
    app.press("Return")
    app.wait_for_title("Ready ")
    app.press("t")
    app.wait_for_title("Typing")
    log = data / "library.sqlite3-wal"
    before = log.stat().st_size, log.stat().st_mtime_ns
    app.type("keep the simple model")
    wait_until(lambda: (log.stat().st_size, log.stat().st_mtime_ns) != before)
    before = log.stat().st_size, log.stat().st_mtime_ns
    app.type(" and watch it")
    wait_until(lambda: (log.stat().st_size, log.stat().st_mtime_ns) != before)
    app.kill()

    for _ in range(2):  # it becomes one answer, whatever happens next
        app = program()
        app.wait_for_title("Today")
        app.kill()
    (kept,) = shell(data, "history")
    assert kept["text"].startswith("keep the simple model")
    assert shell(data, "check") == []


def test_words_that_were_listened_to_again_outlive_a_kill(
    program: Callable[[], Program], spoken_answer: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shell(data, "answer", "F1.a", "--audio", str(spoken_answer), "--depth", "2")
    (before,) = shell(data, "history")
    (flac,) = (data / "recordings").glob("*.flac")
    app = program()
    app.wait_for_title("Today")
    app.press("ctrl+2")
    app.wait_for_title("Review")
    app.press("Down")
    app.press("Return")
    app.press("w")
    wait_until(flac.with_suffix(".wav").exists)
    app.kill()
    (killed,) = shell(data, "history")
    assert killed["text"] == before["text"]

    app = program()
    app.wait_for_title("Today")
    wait_until(lambda: {file.name for file in (data / "recordings").iterdir() if file.is_file()} == {flac.name})
    assert app.close() == 0
    (after,) = shell(data, "history")
    assert "simple model" in after["text"]
    assert shell(data, "check") == []
