"""The real window, a real PortAudio device, the real recogniser, a real library: one answer from voice to next date."""

import os
import re
import wave
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audio.soundfiles import read_blocks
from cards.attempt import AttemptRecord, Ended
from cards.library import Library
from desktop.app import App
from desktop.clock import now
from desktop.folders import DataFolder
from desktop.widgets.text import Text
from desktop.words import spoken_day
from scheduler.memory import replayed
from tests.conftest import ANSWER
from tests.support.sound import SoftwareMicrophone, words_kept

PATIENCE_MS = 60_000
FIRST_GOOD = timedelta(days=4)
"""FSRS-6 with its published parameters: a first Good has stability 2.3065 days, and falls to 85 % after four."""
pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def app(qtbot: QtBot, folder: DataFolder, microphone: SoftwareMicrophone) -> Iterator[App]:
    app = App(folder)
    qtbot.addWidget(app.window)
    app.show()
    app.window.activateWindow()
    wait_for_title(qtbot, app, "Today")
    yield app
    app.close()


@pytest.fixture
def press(qtbot: QtBot, app: App) -> Callable[..., None]:
    """Press a key where the keyboard is, as a person does, and wait until the title says what must come of it."""

    def press(key: Qt.Key, until: str = "", modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or app.window, key, modifier)
        if until:
            wait_for_title(qtbot, app, until)

    return press


def wait_for_title(qtbot: QtBot, app: App, start: str) -> None:
    qtbot.waitUntil(lambda: app.window.windowTitle().startswith(start), timeout=PATIENCE_MS)


def say(qtbot: QtBot, microphone: SoftwareMicrophone, sound: Path) -> None:
    with microphone.saying(sound) as player:
        qtbot.waitUntil(lambda: player.poll() is not None, timeout=PATIENCE_MS)


def reopened(app: App, folder: DataFolder) -> tuple[AttemptRecord, ...]:
    """Close the window and read what it left."""
    app.window.close()
    with Library.open(folder.library, now()) as library:
        assert library.check(replayed) == ()
        return library.history()


def pcm_of(wav: Path) -> bytes:
    with wave.open(str(wav)) as file:
        return file.readframes(file.getnframes())


def test_an_answer_becomes_words_ticks_a_depth_and_a_date(
    qtbot: QtBot,
    app: App,
    press: Callable[..., None],
    folder: DataFolder,
    microphone: SoftwareMicrophone,
    spoken_answer: Path,
    tmp_path: Path,
) -> None:
    press(Qt.Key.Key_Return, until="Ready ·")
    press(Qt.Key.Key_Space, until="Recording")
    say(qtbot, microphone, spoken_answer)
    press(Qt.Key.Key_Space, until="Ready for the follow-up")
    (wav,) = folder.recordings.glob("*.wav")
    copy = tmp_path / "copy.wav"
    os.link(wav, copy)  # the app deletes the WAV once its FLAC is safe

    press(Qt.Key.Key_S, until="Reflect")
    for _ in range(5):
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_3, until="Rated")
    shown = {text.text() for text in app.window.findChildren(Text) if text.isVisible()}
    qtbot.waitUntil(lambda: not wav.exists(), timeout=PATIENCE_MS)
    (attempt,) = reopened(app, folder)

    (take,) = attempt.takes
    assert take.ended is Ended.PERSON
    assert take.transcript is not None
    assert take.transcript.model == "base"
    assert words_kept(ANSWER, attempt.text) >= 0.9
    times = [(word.start, word.end) for word in take.transcript.words]
    assert times == sorted(times)
    assert b"".join(read_blocks(folder.recordings / take.sound)) == pcm_of(copy)
    assert sum(attempt.ticks.key_points.values()) == 5
    assert attempt.review is not None
    assert (attempt.review.depth, attempt.review.rating, attempt.review.affects_memory) == (3, 3, True)
    due = attempt.review.after.due
    assert abs(due - attempt.study_day - FIRST_GOOD) <= timedelta(days=1)  # to spread the work
    assert spoken_day(due, attempt.study_day) in shown


def test_the_microphone_taken_away_keeps_the_take_and_says_so_once(
    qtbot: QtBot,
    app: App,
    press: Callable[..., None],
    folder: DataFolder,
    microphone: SoftwareMicrophone,
    spoken_answer: Path,
) -> None:
    press(Qt.Key.Key_Return, until="Ready ·")
    press(Qt.Key.Key_Space, until="Recording")
    assert app.parts is not None
    recorder = app.parts.sound.recorder
    with microphone.saying(spoken_answer) as player:
        qtbot.waitUntil(lambda: recorder.status.samples > 5 * 16_000, timeout=PATIENCE_MS)
        heard = recorder.status.samples
        microphone.unplug()
        player.wait()
    try:
        wait_for_title(qtbot, app, "No microphone")
        kept = [notice for notice in app.window.notices() if "went away" in notice]
        assert len(kept) == 1
        assert re.search(r"what you said until then is kept", kept[0])
    finally:
        microphone.plug()
    press(Qt.Key.Key_S, until="Reflect")
    press(Qt.Key.Key_1, until="Rated")
    qtbot.waitUntil(lambda: not list(folder.recordings.glob("*.wav")), timeout=PATIENCE_MS)
    (attempt,) = reopened(app, folder)
    (take,) = attempt.takes
    assert take.ended is Ended.MICROPHONE
    assert take.samples is not None
    assert take.samples >= heard
    assert "simple model" in attempt.text
