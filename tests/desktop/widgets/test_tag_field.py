from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.tag_field import TagField

Shown = Callable[..., QWidget]


@pytest.fixture
def field(shown: Shown) -> TagField:
    made = TagField("Tags", "words")
    shown(made)
    made.show_tags(("rag", "weak"))
    made.setFocus()
    return made


def test_enter_tells_them_once(qtbot: QtBot, field: TagField):
    told: list[object] = []
    field.written.connect(told.append)
    QTest.keyClicks(field, ", new  one")
    with qtbot.waitSignal(field.escaped):
        QTest.keyClick(field, Qt.Key.Key_Return)
    field.clearFocus()
    assert told == [("rag", "weak", "new", "one")]


def test_leaving_tells_them(field: TagField):
    told: list[object] = []
    field.written.connect(told.append)
    QTest.keyClicks(field, " x")
    field.clearFocus()
    assert told == [("rag", "weak", "x")]


def test_esc_puts_back_what_was_there(qtbot: QtBot, field: TagField):
    told: list[object] = []
    field.written.connect(told.append)
    QTest.keyClicks(field, " x")
    with qtbot.waitSignal(field.escaped):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    field.clearFocus()
    assert field.text() == "rag weak"
    assert not told


def test_what_is_being_written_is_not_overwritten(field: TagField):
    QTest.keyClicks(field, " x")
    field.show_tags(("rag",))
    assert field.text() == "rag weak x"
    field.put_back()
    assert field.text() == "rag"
    field.show_tags(("other",))
    assert field.text() == "other"
