"""The ways on above a judged answer, and the note beside it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.practice.note_panel import NotePanel
from desktop.practice.outcome_view import OutcomeView
from desktop.practice.reflect_view import ReflectView
from desktop.practice.session_header import BURY, NOTE, PAUSE, PUT_OFF, SUSPEND, SessionHeader
from tests.desktop.samples import HEADER, HOSTILE, OUTCOME, REFLECT

Shown = Callable[..., QWidget]
KEYS = [
    (Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier, "pause_requested"),
    (Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier, "put_off_requested"),
    (Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, "bury_requested"),
    (Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier, "suspend_requested"),
    (Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier, "note_requested"),
]


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(("key", "modifier", "signal"), KEYS)
def test_the_keys_work_whether_the_options_are_open_or_not(
    qtbot: QtBot, shown: Shown, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str, opened: bool
):
    header = SessionHeader(NOTE, PAUSE, PUT_OFF, BURY, SUSPEND)
    shown(header)
    header.show_header(HEADER)
    if opened:
        qtbot.keyClick(header, Qt.Key.Key_O)
    heard: list[None] = []
    getattr(header, signal).connect(lambda: heard.append(None))
    qtbot.keyClick(header, key, modifier)
    assert len(heard) == 1


def test_options_that_are_not_there_have_no_key(qtbot: QtBot, shown: Shown):
    header = SessionHeader(NOTE)
    shown(header)
    with qtbot.assertNotEmitted(header.bury_requested):
        qtbot.keyClick(header, Qt.Key.Key_B)


def field(view: QWidget) -> QPlainTextEdit:
    return next(each for each in view.findChildren(QPlainTextEdit) if each.accessibleName().startswith("Your note"))


@pytest.fixture
def note(shown: Shown) -> NotePanel:
    made = NotePanel()
    shown(made)
    return made


def test_a_note_is_told_once_when_it_is_left(qtbot: QtBot, note: NotePanel):
    told: list[str] = []
    note.changed.connect(told.append)
    note.show_note("first")
    note.open()
    qtbot.keyClicks(field(note), ", second 1234 ")
    assert told == []
    with qtbot.waitSignal(note.left):
        qtbot.keyClick(field(note), Qt.Key.Key_Escape)
    note.finish()
    assert told == ["first, second 1234"]


def test_an_empty_note_takes_no_room(qtbot: QtBot, note: NotePanel):
    note.show_note("")
    assert not note.isVisible()
    note.open()
    assert note.isVisible()
    qtbot.keyClick(field(note), Qt.Key.Key_Escape)
    assert not note.isVisible()


def test_markup_in_a_note_stays_text(note: NotePanel):
    note.show_note(HOSTILE)
    assert field(note).toPlainText() == HOSTILE


def test_keys_in_the_note_are_letters(qtbot: QtBot, shown: Shown):
    view = ReflectView()
    shown(view)
    view.show_reflection(REFLECT)
    qtbot.keyClick(view, Qt.Key.Key_E)
    with qtbot.assertNotEmitted(view.depth_chosen), qtbot.assertNotEmitted(view.header.pause_requested):
        qtbot.keyClicks(field(view), "1 p 4")
    heard: list[object] = []
    view.note_changed.connect(heard.append)
    view.depth_chosen.connect(heard.append)
    view._depth.cards()[2].click()
    assert heard == ["1 p 4", 3]


def test_the_outcome_tells_a_note_before_it_goes_on(qtbot: QtBot, shown: Shown):
    view = OutcomeView()
    shown(view)
    view.show_outcome(OUTCOME)
    qtbot.keyClick(view, Qt.Key.Key_E)
    qtbot.keyClicks(field(view), "a number")
    heard: list[str] = []
    view.note_changed.connect(heard.append)
    view.next_requested.connect(lambda: heard.append("next"))
    view._next.click()
    assert heard == ["a number", "next"]
