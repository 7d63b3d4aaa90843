from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.rail import NARROW_PX, WIDE_PX, Rail

Shown = Callable[..., QWidget]


@pytest.fixture
def rail(shown: Shown) -> Rail:
    made = Rail("Viva Voce")
    made.add_place("today", "Today", "Ctrl+1")
    made.add_place("settings", "Settings", "Ctrl+,")
    made.add_place("review", "Review", "Ctrl+2")
    shown(made)
    return made


def test_settings_stand_at_the_bottom_whenever_they_came(rail: Rail):
    assert [entry.accessibleName() for entry in rail.entries()] == ["Today", "Review", "Settings"]
    places = [entry.y() for entry in rail.entries()]
    assert places == sorted(places)
    assert places[2] - places[1] > places[1] - places[0]


def test_a_place_is_added_once(rail: Rail):
    rail.add_place("today", "Today", "Ctrl+1")
    assert len(rail.entries()) == 3


def test_where_one_is_is_marked_and_a_click_is_only_a_wish(qtbot: QtBot, rail: Rail):
    rail.set_current("today")
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.mouseClick(rail.entry("review"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["review"]
    assert [entry.isChecked() for entry in rail.entries()] == [True, False, False]
    rail.set_current("review")
    assert [entry.isChecked() for entry in rail.entries()] == [False, True, False]


def test_tab_walks_from_the_top_and_enter_goes(qtbot: QtBot, rail: Rail):
    rail.entry("today").setFocus(Qt.FocusReason.TabFocusReason)
    for name in ("review", "settings"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is rail.entry(name)
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(rail.entry("settings"), Qt.Key.Key_Return)
    assert chosen.args == ["settings"]


def test_each_entry_says_its_key(rail: Rail):
    assert rail.entry("review").accessibleDescription() == "Key: Ctrl+2"
    assert rail.entry("review").toolTip() == "Review (Ctrl+2)"


@pytest.mark.parametrize(("narrow", "width"), [(False, WIDE_PX), (True, NARROW_PX)])
def test_it_is_narrower_where_there_is_little_room(qtbot: QtBot, rail: Rail, narrow: bool, width: int):
    rail.set_narrow(narrow)
    assert rail.sizeHint().width() == width


def test_large_text_widens_it(qtbot: QtBot, rail: Rail):
    rail.set_narrow(True)
    rail.entry("settings")._words.setStyleSheet("font-size: 60px")
    qtbot.waitUntil(lambda: rail.sizeHint().width() > WIDE_PX)
