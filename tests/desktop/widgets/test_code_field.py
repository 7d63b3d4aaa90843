from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.code_field import SETTLED_MS, CodeField

Shown = Callable[..., QWidget]
LINES = "\n".join(f"line {number}" for number in range(1, 201))


def field(shown: Shown) -> CodeField:
    made = CodeField("Text")
    shown(made)
    made.show_text(LINES)
    return made


def test_what_is_shown_is_not_told_and_what_is_typed_is(qtbot: QtBot, shown: Shown):
    made = field(shown)
    assert not made._settled.isActive()
    with qtbot.waitSignal(made.settled, timeout=10 * SETTLED_MS) as signal:
        qtbot.keyClicks(made, "ab")
    assert signal.args == [f"ab{LINES}"]
    qtbot.keyClicks(made, "c")
    made.hide()
    assert not made._settled.isActive()


def test_it_goes_to_a_line(shown: Shown):
    made = field(shown)
    made.go_to_line(150)
    assert made.line() == 150
    assert made.hasFocus()
    made.go_to_line(0)
    assert made.line() == 1
    made.go_to_line(5_000)
    assert made.line() == 1


def test_the_numbers_have_room_beside_the_text(shown: Shown):
    made = field(shown)
    narrow = CodeField("Other")
    shown(narrow)
    assert made.numbers_px() > narrow.numbers_px()
    assert made._numbers.width() == made.numbers_px()
    assert made.viewport().x() >= made.numbers_px()


def test_marked_lines_are_drawn(shown: Shown):
    made = field(shown)
    before = made._numbers.grab().toImage()
    made.mark_lines({1: True, 3: False})
    after = made._numbers.grab().toImage()
    assert before != after
    made.go_to_line(190)
    assert made.firstVisibleBlock().blockNumber() > 100


def test_tab_and_esc_leave_it(qtbot: QtBot, shown: Shown):
    made = field(shown)
    made.setFocus()
    with qtbot.waitSignal(made.escaped):
        qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert made.tabChangesFocus()
    assert made.toPlainText() == LINES
    assert made._numbers.mapTo(made, QPoint()).x() <= made.viewport().x()
