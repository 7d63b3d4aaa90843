"""The screen and its presenter together: what a person does reaches the file and the devices."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.history import History
from desktop.settings.schedule_presenter import ScheduleAround
from desktop.settings.store import SettingsStore
from desktop.settings.view import SettingsView
from desktop.settings.wiring import settings_screen, wire_schedule, wire_settings
from desktop.standing import rules_of
from scheduler.rules import Rules
from tests.desktop.settings.test_presenter import Room
from tests.desktop.settings.test_view import control, texts
from tests.support.desk import EVENING, FakeStage, prompt, rated

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


def test_what_dates_are_made_by_is_changed_by_key_and_asked_about_first(room: Room, shown: Shown, qtbot: QtBot):
    deck = (prompt(),)
    room.library.sync_prompts(deck, complete=True)
    rated(room.library, 4)
    history = History(room.jobs, FakeStage())
    wire_schedule(room.screen, ScheduleAround(history, lambda: deck, lambda: EVENING))
    shown(room.screen)
    sure = control(room.screen, "How sure to be when a prompt comes back")
    sure.setFocus(Qt.FocusReason.TabFocusReason)
    sure.lineEdit().selectAll()
    qtbot.keyClicks(sure, "70")
    qtbot.keyClick(sure, Qt.Key.Key_Return)
    qtbot.waitUntil(room.screen.bar.isVisible)
    assert texts(room.screen.bar)[0] == "1 of 1 date moves to a later day."
    assert rules_of(room.library) == Rules()
    qtbot.keyClick(sure, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert rules_of(room.library) == Rules(0.70, 0.92)
    days = control(room.screen, "Days off")
    days.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(days, "2030-12-24")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert len(rules_of(room.library).days_off) == 1
    qtbot.keyClick(control(room.screen, "Remove: Tuesday, 24 December 2030"), Qt.Key.Key_Return)
    assert rules_of(room.library) == Rules(0.70, 0.92)
    qtbot.keyClick(control(room.screen, "Easy on Monday"), Qt.Key.Key_Space)
    room.screen.hide()
    history.undo()
    history.undo()
    history.undo()
    assert rules_of(room.library) == Rules(0.70, 0.92)
    history.undo()
    assert rules_of(room.library) == Rules()
