from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.transcript import Passage, Transcript

HOSTILE = '<b>x</b><img src="file:///etc/passwd"><a href="http://example.org">y</a>'


@pytest.fixture
def transcript(shown: Callable[..., QWidget]) -> Transcript:
    widget = Transcript()
    shown(widget)
    return widget


@pytest.mark.parametrize("kind", ["words", "heading", "note"])
def test_markup_is_shown_letter_by_letter(transcript: Transcript, kind: str):
    transcript.show_passages((Passage(HOSTILE, kind),))
    assert transcript.toPlainText() == HOSTILE


def test_passages_stand_one_under_the_other(transcript: Transcript):
    transcript.show_passages((Passage("one"), Passage("two", "heading"), Passage("three", "note")))
    assert transcript.toPlainText() == "one\ntwo\nthree"


def test_where_a_person_reads_stays_while_words_come(transcript: Transcript):
    transcript.show_passages((Passage("words " * 4000),))
    transcript.verticalScrollBar().setValue(300)
    transcript.show_passages((Passage("words " * 5000),))
    assert transcript.verticalScrollBar().value() == 300


def test_a_long_answer_begins_at_its_beginning(qtbot: QtBot, shown: Callable[..., QWidget]):
    transcript = Transcript()
    transcript.show_passages((Passage("words " * 4000),))
    room = shown(transcript)
    room.resize(900, 500)
    qtbot.waitUntil(lambda: transcript.verticalScrollBar().maximum() > 0)
    assert transcript.verticalScrollBar().value() == 0


@pytest.mark.parametrize("key", ["1", "4", "Ctrl+Z", "Space"])
def test_the_keys_of_the_screen_pass_through(qtbot: QtBot, transcript: Transcript, key: str):
    reached: list[bool] = []
    shortcut = QShortcut(QKeySequence(key), transcript.window())
    shortcut.activated.connect(lambda: reached.append(True))
    transcript.setFocus()
    pressed = QKeySequence(key)[0]
    qtbot.keyClick(transcript, pressed.key(), pressed.keyboardModifiers())
    assert reached == [True]


def test_it_can_be_copied_with_the_keyboard(qtbot: QtBot, transcript: Transcript):
    transcript.show_passages((Passage("so I would"),))
    transcript.setFocus()
    qtbot.keyClick(transcript, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "so I would"


def test_nothing_can_be_typed_into_it(qtbot: QtBot, transcript: Transcript):
    transcript.show_passages((Passage("so"),))
    transcript.setFocus()
    qtbot.keyClicks(transcript, "abc")
    assert transcript.toPlainText() == "so"
