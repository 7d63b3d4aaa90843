"""The real program and the real recogniser: what is killed under the words, and words that wait."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from audio.soundfiles import convert
from audio.wav import RATE_HZ, WavWriter, read_pcm
from desktop.settings.store import SettingsStore
from desktop.settings.values import Transcribe
from tests.e2e.test_killed import shell
from tests.support.display import Program
from tests.support.processes import children_of
from tests.support.sound import SoftwareMicrophone

pytestmark = pytest.mark.slow
PARTS = 4
DECODING_S = 300
"""The recogniser steps back behind whatever else this machine does."""


def until_decoded(true: Callable[[], bool]) -> None:
    """For what another process does to its files, which nothing signals."""
    end = time.monotonic() + DECODING_S
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def journals(data: Path) -> list[Path]:
    return list((data / "recordings").glob("*.words.jsonl"))


def windows(data: Path) -> int:
    """How many are in the journals; a line that is just being written is none yet."""
    lines = (line for journal in journals(data) for line in journal.read_bytes().splitlines(keepends=True))
    return sum(line.startswith(b'{"window"') and line.endswith(b"\n") for line in lines)


def sounds(data: Path) -> set[str]:
    return {file.suffix for file in (data / "recordings").iterdir() if file.is_file()}


@pytest.fixture
def long_answer(spoken_answer: Path, tmp_path: Path) -> Path:
    """The same answer several times in a row: more than one window."""
    once, whole = tmp_path / "once.wav", tmp_path / "long.wav"
    samples = convert(spoken_answer, once)
    with WavWriter(whole) as wav:
        for _ in range(PARTS):
            wav.append(read_pcm(once, 0, samples))
    assert PARTS * samples > 40 * RATE_HZ
    return whole


def choose(data: Path, transcribe: Transcribe) -> None:
    data.mkdir(parents=True, exist_ok=True)
    SettingsStore(data / "settings.toml").change(transcribe=transcribe)


def answer(app: Program, microphone: SoftwareMicrophone, sound: Path) -> None:
    """Up to the reflection."""
    app.begin_answer()
    microphone.say(sound)
    app.end_answer()


def test_a_recogniser_that_is_killed_over_a_take_goes_on_where_it_stood(
    program: Callable[[], Program], microphone: SoftwareMicrophone, long_answer: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    app = program()
    app.begin_answer()
    with microphone.saying(long_answer) as player:
        until_decoded(lambda: windows(data) >= 1)
        first = journals(data)[0].read_bytes()
        first = first[: first.index(b"\n", first.index(b'{"window"')) + 1]
        for worker in children_of(app.process.pid):
            os.kill(worker, signal.SIGKILL)
        player.wait()
    app.press("space")
    app.wait_for_title("Ready for the follow-up")
    until_decoded(lambda: windows(data) > 1 or not journals(data))
    assert all(journal.read_bytes().startswith(first) for journal in journals(data))
    until_decoded(lambda: sounds(data) == {".flac"})
    assert app.close() == 0
    (attempt,) = shell(data, "history")
    assert attempt["text"].count("simple model") >= PARTS - 1
    assert shell(data, "check") == []


def test_an_app_that_is_killed_before_all_words_are_there_shows_them_and_goes_on(
    program: Callable[[], Program], microphone: SoftwareMicrophone, long_answer: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    app = program()
    answer(app, microphone, long_answer)
    app.kill()
    app = program()
    app.wait_for_title("Today")
    until_decoded(lambda: sounds(data) == {".flac"})
    assert app.close() == 0
    (attempt,) = shell(data, "history")
    assert attempt["text"].count("simple model") >= PARTS - 1


def test_words_wait_until_they_are_asked_for_over_a_restart_as_well(
    program: Callable[[], Program], microphone: SoftwareMicrophone, spoken_answer: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    choose(data, "when_asked")
    app = program()
    answer(app, microphone, spoken_answer)
    assert not children_of(app.process.pid)
    assert app.close() == 0
    assert sounds(data) == {".wav"}
    app = program()
    app.wait_for_title("Today")
    app.press("t")
    until_decoded(lambda: sounds(data) == {".flac"})
    assert app.close() == 0
    (attempt,) = shell(data, "history")
    assert "simple model" in attempt["text"]
