from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.words_line import WordsLine


@pytest.fixture
def line(qtbot: QtBot) -> WordsLine:
    widget = WordsLine()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    ("sentence", "asks", "visible", "offered"),
    [("", False, False, False), ("They are on their way.", False, True, False), ("They wait.", True, True, True)],
)
def test_it_takes_room_only_for_something(line: WordsLine, sentence: str, asks: bool, visible: bool, offered: bool):
    line.show()
    line.show_line(sentence, asks=asks)
    assert (line.isVisible(), line.ask.isVisible()) == (visible, offered)


def test_its_key_asks(qtbot: QtBot, line: WordsLine, shown: Callable[..., QWidget]):
    shown(line)
    line.show_line("They wait.", asks=True)
    with qtbot.waitSignal(line.asked):
        qtbot.keyClick(line, Qt.Key.Key_T)
    assert line.ask.accessibleName() == "Transcribe now"
