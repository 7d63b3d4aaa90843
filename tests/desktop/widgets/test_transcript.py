from collections.abc import Callable

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.following import Look
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


SAID = "Um, a KV cache [not understood, 0:02 to 0:04] skew."
LOOKS = (
    Look((0, 3), "filler"),
    Look((6, 14), "repaired", "Repaired: heard as “<b>KV cash</b>”."),
    Look((15, 45), "gap", "Not understood."),
    Look((46, 51), "unsure", "In doubt."),
)


def form(transcript: Transcript, place: int) -> QTextCharFormat:
    cursor = transcript.textCursor()
    cursor.setPosition(place + 1)
    return cursor.charFormat()


def test_what_is_not_plain_words_differs_by_more_than_its_colour(transcript: Transcript):
    transcript.show_passages((Passage(SAID),), LOOKS)
    plain, filler, repaired, gap, unsure = (form(transcript, place) for place in (4, 0, 6, 15, 46))
    muted = QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
    assert (filler.fontItalic(), filler.foreground().color()) == (True, muted)
    assert (gap.fontItalic(), gap.foreground().color()) == (False, muted)  # its brackets and words say what it is
    assert repaired.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
    assert unsure.underlineStyle() == QTextCharFormat.UnderlineStyle.DashUnderline
    assert repaired.foreground().color() == unsure.foreground().color() == plain.foreground().color() != muted
    assert (plain.fontItalic(), plain.fontUnderline()) == (False, False)


def test_a_word_under_the_pointer_says_what_is_to_be_known_of_it(transcript: Transcript):
    transcript.show_passages((Passage(SAID),), LOOKS)

    def tip_at(place: int) -> str:
        cursor = transcript.textCursor()
        cursor.setPosition(place)
        return transcript.tip_at(transcript.cursorRect(cursor).center() + QPoint(2, 0))

    assert tip_at(8).replace("\u2060", "") == LOOKS[1].says
    assert not QtGui.Qt.mightBeRichText(tip_at(8))
    assert tip_at(4) == ""
    assert tip_at(48) == "In doubt."


def test_a_word_gone_to_with_the_keyboard_says_it_too(qtbot: QtBot, transcript: Transcript):
    transcript.show_passages((Passage(SAID),), LOOKS)
    told: list[str] = []
    transcript.look_reached.connect(told.append)
    transcript.setFocus()
    for _ in range(15):
        qtbot.keyClick(transcript, Qt.Key.Key_Right)
    assert told == [""] * 5 + [LOOKS[1].says] * 8 + ["", LOOKS[2].says]


def test_plain_words_have_no_look(transcript: Transcript):
    transcript.show_passages((Passage(SAID),), LOOKS)
    assert [transcript.look_at(place) for place in (3, 14, 51, 99)] == [None] * 4
    transcript.show_passages((Passage(SAID),))
    assert not form(transcript, 0).fontItalic()
