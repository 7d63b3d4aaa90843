from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.search_field import SearchField


@pytest.fixture
def field(shown: Callable[..., QWidget]) -> SearchField:
    made = SearchField("Search", "What you said", "Ctrl+F")
    shown(made)
    made.setFocus()
    return made


@pytest.fixture
def searched(field: SearchField) -> list[str]:
    found: list[str] = []
    field.searched.connect(found.append)
    return found


def test_it_asks_once_the_letters_rest(qtbot: QtBot, field: SearchField, searched: list[str]):
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, "cache")
    assert searched == ["cache"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_going_on_asks_at_once(qtbot: QtBot, field: SearchField, searched: list[str], key: Qt.Key):
    qtbot.keyClicks(field, "ca")
    with qtbot.waitSignal(field.went_on):
        qtbot.keyClick(field, key)
    assert searched == ["ca"]
    qtbot.keyClick(field, key)
    assert searched == ["ca"]


def test_escape_empties_it_and_then_leaves(qtbot: QtBot, field: SearchField, searched: list[str]):
    qtbot.keyClicks(field, "ca")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert searched == ["ca", ""]
    with qtbot.waitSignal(field.escaped):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_what_is_written_for_a_person_is_not_asked_again(qtbot: QtBot, field: SearchField, searched: list[str]):
    field.show_text("round:ml")
    assert not field._settled.isActive()
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert not field._settled.isActive()
    assert searched == []


def test_a_hidden_field_asks_nothing(qtbot: QtBot, field: SearchField):
    qtbot.keyClicks(field, "ca")
    field.hide()
    assert not field._settled.isActive()


def test_its_key_is_shown_while_it_is_empty(qtbot: QtBot, field: SearchField):
    assert field._keycap.isVisible()
    assert field._keycap.geometry().right() < field.width()
    qtbot.keyClicks(field, "c")
    assert not field._keycap.isVisible()
    field.show_text("")
    assert field._keycap.isVisible()
    field.setFixedWidth(120)
    qtbot.waitUntil(lambda: not field._keycap.isVisible())
