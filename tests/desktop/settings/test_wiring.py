"""The screen and its presenter together: what a person does reaches the file and the devices."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.settings.store import SettingsStore
from desktop.settings.view import SettingsView
from desktop.settings.wiring import settings_screen, wire_settings
from tests.desktop.settings.test_presenter import Room
from tests.desktop.settings.test_view import control, texts

Shown = Callable[..., QWidget]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "data", SettingsView())
    wire_settings(made.screen, made.presenter)
    yield made
    made.presenter.test.close()
    made.library.close()


def test_the_window_is_told_when_a_person_wants_to_go(room: Room, shown: Shown, qtbot: QtBot):
    gone: list[bool] = []
    view = settings_screen(room.store, room.jobs, room.folder, room.presenter.test, lambda: gone.append(True))
    room.jobs.held = True  # the devices of this machine are none of this test's
    shown(view)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert gone == [True]


def test_shown_it_knows_the_devices_and_the_data(room: Room, shown: Shown):
    shown(room.screen)
    assert control(room.screen, "Microphone").count() == 2
    assert str(room.folder.root) in [text.replace("\u200b", "") for text in texts(room.screen)]


def test_what_is_chosen_by_key_is_in_the_file_at_once(room: Room, shown: Shown, qtbot: QtBot):
    shown(room.screen)
    for name, key in (
        ("Microphone", Qt.Key.Key_Down),
        ("Appearance", Qt.Key.Key_End),
        ("Length of a session", Qt.Key.Key_Down),
        ("Show my words while I speak", Qt.Key.Key_Space),
    ):
        widget = control(room.screen, name)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(widget, key)
    kept = SettingsStore(room.folder.settings).current
    assert (kept.microphone, kept.appearance, kept.session_minutes, kept.live_words) == ("Blue Yeti", "dark", 20, False)


def test_a_test_is_begun_by_its_key_and_forgotten_with_the_screen(room: Room, shown: Shown, qtbot: QtBot):
    shown(room.screen)
    qtbot.keyClick(room.screen, Qt.Key.Key_T)
    room.recorder.speak(3)
    qtbot.waitUntil(lambda: room.recorder.stops == 1)
    room.recorder.end()
    assert any(text.startswith("You came in well") for text in texts(room.screen))
    sound = room.recorder.path
    qtbot.keyClick(room.screen, Qt.Key.Key_P)
    assert room.presenter.test.model.playing
    room.screen.hide()
    assert not sound.exists()
    assert not room.presenter.test.running


def test_own_words_are_in_the_file_once_the_screen_is_left(room: Room, shown: Shown, qtbot: QtBot):
    shown(room.screen)
    field = control(room.screen, "My own words")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(field, "Zanzibase, K and V")
    room.screen.hide()
    assert SettingsStore(room.folder.settings).current.words == ("Zanzibase", "K and V")
    assert not room.presenter.test.running
