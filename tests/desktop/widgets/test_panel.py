import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.disclosure import Disclosure
from desktop.widgets.panel import KEY_STEP_PX, Column, ScrollColumn
from desktop.widgets.text import Text


@pytest.mark.parametrize("sentences", [1, 60])
def test_a_page_is_as_tall_as_its_lines_at_this_width(qtbot: QtBot, sentences: int):
    column = Column(400)
    text = Text("A sentence that takes some room. " * sentences, wrap=True)
    column.rows.addWidget(text)
    column.rows.addStretch(1)
    area = ScrollColumn(column)
    qtbot.addWidget(area)
    area.resize(500, 200)
    area.show()
    qtbot.waitUntil(lambda: text.width() > 300)
    needed = text.heightForWidth(text.width())
    assert area.verticalScrollBar().maximum() == max(0, needed - area.viewport().height())


def test_arrow_and_page_keys_scroll_and_home_and_end_to_the_ends(qtbot: QtBot):
    column = Column(300)
    column.rows.addWidget(Text("A sentence that takes some room. " * 200, wrap=True))
    area = ScrollColumn(column).scrolled_by_keys()
    qtbot.addWidget(area)
    area.resize(500, 200)
    with qtbot.waitExposed(area):
        area.show()
    area.activateWindow()
    bar = area.verticalScrollBar()
    places = []
    page = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp)
    for key in (*page, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(area, key)
        places.append(bar.value())
    assert places == [KEY_STEP_PX, KEY_STEP_PX + bar.pageStep(), bar.pageStep(), 0, bar.maximum(), 0]


def test_left_and_right_are_left_to_the_screen(qtbot: QtBot):
    area = ScrollColumn(Column(300))
    qtbot.addWidget(area)
    for key, ours in ((Qt.Key.Key_Left, False), (Qt.Key.Key_Right, False), (Qt.Key.Key_Down, True)):
        press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        area.keyPressEvent(press)
        assert press.isAccepted() == ours


def test_what_stands_in_the_middle_stays_there_when_the_bar_comes(qtbot: QtBot):
    column = Column(300)
    text = Text("short", wrap=True)
    column.rows.addWidget(text)
    area = ScrollColumn(column)
    qtbot.addWidget(area)
    area.resize(500, 200)
    area.setStyleSheet("QScrollBar:vertical { width: 10px; }")
    area.show()
    before = text.mapTo(area, text.rect().center()).x()
    text.show_text("A sentence that takes some room. " * 60)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert abs(text.mapTo(area, text.rect().center()).x() - before) <= 1


def test_a_disclosure_opens_what_lies_under_it(qtbot: QtBot):
    room = QWidget()
    content = Text("details")
    disclosure = Disclosure("2 prompts & more", content)
    layout = QVBoxLayout(room)
    layout.addWidget(disclosure)
    layout.addWidget(content)
    qtbot.addWidget(room)
    assert content.isHidden()
    disclosure.click()
    assert not content.isHidden()
    disclosure.open(False)
    assert content.isHidden()
    assert disclosure.accessibleName() == "2 prompts & more"
