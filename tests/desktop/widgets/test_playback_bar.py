from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.playback_bar import PlaybackBar


@pytest.fixture
def bar(shown: Callable[..., QWidget]) -> PlaybackBar:
    widget = PlaybackBar()
    shown(widget)
    return widget


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        ("5", "play_requested"),
        ("6", "back_requested"),
        ("7", "on_requested"),
        ("R", "replay_requested"),
        ("L", "loop_requested"),
        ("[", "slower_requested"),
        ("-", "slower_requested"),
        ("]", "faster_requested"),
        ("+", "faster_requested"),
        ("=", "faster_requested"),
    ],
)
def test_every_key_does_one_thing(qtbot: QtBot, bar: PlaybackBar, key: str, signal: str):
    heard: list[str] = []
    for name in {s for _, s in test_every_key_does_one_thing.pytestmark[0].args[1]}:
        getattr(bar, name).connect(lambda of=name: heard.append(of))
    pressed = QKeySequence(key)[0]
    qtbot.keyClick(bar, pressed.key(), pressed.keyboardModifiers())
    assert heard == [signal]


def test_the_clock_counts_in_whole_seconds(bar: PlaybackBar):
    bar.set_length(158.0)
    assert bar.clock() == "0:00 / 2:38"
    bar.set_position(47.9)
    assert bar.clock() == "0:47 / 2:38"
    bar.set_length(3.0)
    assert bar.clock() == "0:00 / 0:03"


def test_it_says_what_pressing_will_do(bar: PlaybackBar):
    play, loop = bar.buttons()[0], bar.buttons()[4]
    assert (play.caption(), loop.accessibleName()) == ("Play", "Loop this sentence")
    bar.set_playing(True)
    bar.set_looping(True)
    assert (play.caption(), loop.caption()) == ("Pause", "Stop loop")
    bar.set_playing(False)
    bar.set_looping(False)
    assert (play.caption(), loop.caption()) == ("Play", "Loop")


def test_without_sound_no_button_can_be_pressed(qtbot: QtBot, bar: PlaybackBar):
    bar.set_usable(False)
    heard: list[bool] = []
    bar.play_requested.connect(lambda: heard.append(True))
    qtbot.keyClick(bar, Qt.Key.Key_5)
    assert heard == []
    assert not any(button.isEnabled() for button in bar.buttons())


def test_narrow_it_takes_more_lines(bar: PlaybackBar):
    assert bar.layout().heightForWidth(240) > bar.layout().heightForWidth(800)
