from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.note import Note


@pytest.fixture
def note(shown: Callable[..., QWidget]) -> Note:
    widget = Note("Note", "A note to yourself")
    shown(widget)
    widget.setFocus()
    return widget


def told(note: Note) -> list[str]:
    heard: list[str] = []
    note.written.connect(heard.append)
    note.left.connect(lambda: heard.append("left"))
    note.escaped.connect(lambda: heard.append("escaped"))
    return heard


def test_it_tells_a_moment_after_the_last_key(qtbot: QtBot, note: Note):
    heard = told(note)
    qtbot.keyClicks(note, "so 5")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["so 5"])


def test_leaving_it_tells_at_once(qtbot: QtBot, note: Note):
    heard = told(note)
    qtbot.keyClicks(note, "so")
    note.clearFocus()
    assert heard == ["so", "left"]


def test_esc_leaves_it(qtbot: QtBot, note: Note):
    heard = told(note)
    qtbot.keyClicks(note, "so")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert heard == ["so", "left", "escaped"]


def test_a_note_that_is_shown_was_not_written(qtbot: QtBot, note: Note):
    heard = told(note)
    note.show_note("of before")
    note.leave()
    assert note.toPlainText() == "of before"
    assert heard == ["left"]


def test_markup_stays_as_it_is(note: Note):
    note.show_note("<b>x</b>")
    assert note.toPlainText() == "<b>x</b>"


def test_its_letters_are_its_own(qtbot: QtBot, shown: Callable[..., QWidget]):
    note, button = Note("Note", ""), KeycapButton("Play", "5")
    shown(note, button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_5)
    note.leave()
    assert note.toPlainText() == "5"
    assert pressed == []
