from dataclasses import replace
from time import thread_time

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards.attempt_line import Hit
from desktop.review.lines import LineList
from desktop.theme import DARK, LIGHT, apply, palette
from desktop.widgets.row_painting import roles_of
from tests.desktop.review.samples import HIT, NOW, SENTENCE, line, model


@pytest.fixture
def lines(qtbot: QtBot) -> LineList:
    made = LineList()
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    return made


def show(lines: LineList, *numbers: int, anew: bool = False) -> None:
    lines.show_lines(model(*numbers), anew)


def choose(lines: LineList, row: int) -> None:
    """Not ``setCurrentIndex``: that looks at the keyboard for Shift and Ctrl."""
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    lines.selectionModel().setCurrentIndex(lines.rows.index(row), flag)


def heights(lines: LineList) -> list[int]:
    return [lines.visualRect(lines.rows.index(row)).height() for row in range(lines.rows.rowCount())]


def test_rows_have_one_of_three_heights(lines: LineList):
    every = (line(1), line(2, words="none"), line(3, hit=HIT), line(4, deleted=NOW), line(5))
    lines.show_lines(replace(model(), lines=every), True)
    plain, remark, hit, deleted, last = heights(lines)
    assert plain == last < remark == deleted < hit


def test_rows_grow_with_the_text(lines: LineList):
    show(lines, 1)
    (before,) = heights(lines)
    font = lines.font()
    font.setPixelSize(30)
    lines.setFont(font)
    lines.doItemsLayout()
    assert heights(lines)[0] > before * 1.4


def test_a_row_tells_a_screen_reader_everything(lines: LineList):
    lines.show_lines(model(1, marked=True), True)
    words = lines.rows.data(lines.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "marked" in words
    assert "System design" in words


def test_the_selection_stays_with_its_answers(lines: LineList):
    show(lines, 1, 2, 3)
    choose(lines, 1)
    show(lines, 9, 1, 2, 3)
    assert lines.current() == 2
    assert lines.chosen() == (2,)


def test_an_answer_that_is_gone_leaves_its_place_to_the_next(lines: LineList):
    show(lines, 1, 2, 3, 4)
    choose(lines, 1)
    show(lines, 1, 3, 4)
    assert lines.chosen() == (3,)
    choose(lines, 2)
    show(lines, 1, 3)
    assert lines.chosen() == (3,)
    show(lines, 1, anew=True)
    assert lines.chosen() == (1,)


def test_answers_that_came_back_are_selected(lines: LineList):
    show(lines, 1, 4)
    lines.show_lines(replace(model(1, 2, 3, 4), select=(3, 2)), False)
    assert lines.current() == 3
    assert lines.chosen() == (2, 3)


def begin(lines: LineList, *numbers: int) -> None:
    lines.show_lines(replace(model(*numbers), more=True), True)


def test_the_selection_waits_for_the_rest_of_the_list(lines: LineList):
    show(lines, 1, 2, 3, 4)
    choose(lines, 3)
    picked: list[object] = []
    lines.picked.connect(picked.append)
    begin(lines, 9, 1)
    assert lines.current() == 9
    lines.pick_now()  # the keys had not rested yet
    assert picked == []
    show(lines, 9, 1, 3, 4, anew=True)
    assert lines.chosen() == (4,)
    assert picked == [4]
    begin(lines, 7, 8)
    show(lines, 7, 8, 9, anew=True)
    assert lines.chosen() == (7,)
    assert picked == [4, 7]


def test_who_chooses_before_the_rest_has_come_is_left_there(lines: LineList):
    show(lines, 1, 2, 3, 4)
    choose(lines, 3)
    begin(lines, 1, 2)
    choose(lines, 1)
    show(lines, 1, 2, 3, 4, anew=True)
    assert lines.chosen() == (2,)


def test_nothing_is_chosen_where_there_is_nothing(lines: LineList):
    show(lines, 1)
    show(lines)
    assert lines.current() is None
    assert lines.chosen() == ()


def test_many_selected_answers_stay_selected(lines: LineList):
    show(lines, *range(2000))
    lines.selectAll()
    show(lines, *range(2000))
    assert len(lines.chosen()) == 2000


def test_colours_follow_the_palette():
    assert roles_of(palette(LIGHT)) is LIGHT
    assert roles_of(palette(DARK)) is DARK


def drawn(lines: LineList) -> QImage:
    QApplication.sendPostedEvents()
    return lines.grab().toImage()


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_hits_have_the_colour_of_a_marker(qapp: QApplication, lines: LineList, roles: object):
    apply(qapp, roles)  # type: ignore[arg-type]
    long = Hit(1, f"{SENTENCE} {SENTENCE}", ((7, 12),), 0.0)
    unbroken = Hit(1, "x" * 400, ((0, 3),), None)
    every = (line(1, hit=long), line(2, hit=unbroken, marked=True, round=None), line(3, hit=Hit(1, "", (), None)))
    lines.show_lines(replace(model(), lines=every), True)
    image = drawn(lines)
    colours = {image.pixelColor(x, y).name() for x in range(0, 300, 2) for y in range(0, 120, 2)}
    qapp.setStyleSheet("")
    assert roles.highlight in colours  # type: ignore[attr-defined]


def test_five_thousand_answers_are_shown_at_once(lines: LineList):
    every = tuple(line(number) for number in range(5000))
    begun = thread_time()
    lines.show_lines(replace(model(), lines=every), True)
    lines.doItemsLayout()
    drawn(lines)
    assert thread_time() - begun < 1.0  # of this thread, however busy the machine is: measured 0.1


def test_a_list_lets_go(lines: LineList, qtbot: QtBot):
    show(lines, 1, 2)
    choose(lines, 1)
    assert lines._settled.isActive()
    lines.hide()
    assert not lines._settled.isActive()
    assert isinstance(lines, QWidget)
