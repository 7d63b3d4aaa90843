from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.code_view import SCROLL_ROOM_PX, CodeView

Shown = Callable[..., QWidget]


def test_it_is_as_high_as_its_lines_and_shows_them_as_they_are(qtbot: QtBot, shown: Shown):
    made = CodeView("Code")
    shown(made)
    made.show_code("<b>one</b>")
    low = made.sizeHint().height()
    made.show_code("one\n    two\nthree")
    assert made.toPlainText() == "one\n    two\nthree"
    assert 2 * low < made.sizeHint().height() < 4 * low
    qtbot.waitUntil(lambda: made.verticalScrollBar().maximum() == 0)


def test_a_line_that_is_too_long_can_be_scrolled_by_keys(shown: Shown):
    made = CodeView("Code")
    room = shown(made)
    made.show_code("short")
    assert not made.focusPolicy() & Qt.FocusPolicy.TabFocus
    low = made.sizeHint().height()
    made.show_code("long " * 100)
    assert made.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert made.sizeHint().height() == low + SCROLL_ROOM_PX
    assert room.width() == 1024
