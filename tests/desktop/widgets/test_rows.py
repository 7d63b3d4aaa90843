from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cards.rounds import Dimension
from desktop.widgets.dimension_row import VALUES, DimensionRow
from desktop.widgets.rows import CheckRow, Row, YesNoRow

DIMENSION = Dimension("design-start", "Where you start", "I started from services.", "I started from the answer.")


Shown = Callable[..., QWidget]


@pytest.fixture
def rows(shown: Shown) -> list[Row]:
    made: list[Row] = [CheckRow("first"), CheckRow("second"), YesNoRow("third")]
    shown(*made)
    return made


def test_space_ticks_the_focused_row(qtbot: QtBot, rows: list[Row]):
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Space)
    assert [row.isChecked() for row in rows] == [True, False, False]


def test_a_click_anywhere_on_the_row_ticks_it(qtbot: QtBot, rows: list[Row]):
    qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton, pos=QPoint(rows[1].width() - 3, 4))
    assert rows[1].isChecked()


def test_the_arrows_walk_and_change_nothing(qtbot: QtBot, rows: list[Row]):
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    qtbot.keyClick(rows[1], Qt.Key.Key_Down)
    assert rows[2].hasFocus()
    qtbot.keyClick(rows[2], Qt.Key.Key_Up)
    assert rows[1].hasFocus()
    assert not any(row.isChecked() for row in rows)


@pytest.mark.parametrize("checked", [True, False])
def test_a_statement_says_yes_or_no_in_words(qtbot: QtBot, checked: bool):
    row = YesNoRow("I decided", checked)
    qtbot.addWidget(row)
    assert row._pill.text() == ("yes" if checked else "no")
    row.toggle()
    assert row._pill.text() == ("no" if checked else "yes")


def test_long_words_take_several_lines(qtbot: QtBot):
    row = CheckRow("a claim with many words " * 10)
    qtbot.addWidget(row)
    assert row.heightForWidth(250) > 3 * row.heightForWidth(4000)


@pytest.mark.parametrize("stored", [value for value, _ in VALUES])
def test_a_dimension_says_where_the_answer_stood(qtbot: QtBot, stored: str):
    row = DimensionRow(DIMENSION)
    qtbot.addWidget(row)
    chosen: list[tuple[str, str]] = []
    row.chosen.connect(lambda *what: chosen.append(what))
    next(each for each in row.segments() if each.property("stored") == stored).click()
    assert (chosen, row.value()) == ([("design-start", stored)], stored)


def test_a_dimension_starts_where_it_was_and_emits_nothing(qtbot: QtBot):
    row = DimensionRow(DIMENSION, "between")
    qtbot.addWidget(row)
    assert row.value() == "between"


def test_left_and_right_choose_up_and_down_leave(qtbot: QtBot, shown: Shown):
    above, row, below = CheckRow("above"), DimensionRow(DIMENSION, "weak"), CheckRow("below")
    shown(above, row, below)
    weak = row.segments()[0]
    weak.setFocus()
    qtbot.keyClick(weak, Qt.Key.Key_Right)
    assert row.value() == "between"
    qtbot.keyClick(row.segments()[1], Qt.Key.Key_Down)
    assert below.hasFocus()
    row.segments()[1].setFocus()
    qtbot.keyClick(row.segments()[1], Qt.Key.Key_Up)
    assert above.hasFocus()
    assert row.value() == "between"
