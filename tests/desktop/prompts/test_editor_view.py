from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.prompts.editor_model import ANOTHER, UNSAVED, Question, Remark
from desktop.prompts.editor_view import EditorView, RemarkRow
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.text import Text
from tests.desktop.prompts.samples import checked, editor

Shown = Callable[..., QWidget]
LINES = "\n".join(f"line {number}" for number in range(1, 41))
REMARKS = (Remark(12, "The title is missing. Add it.", True), Remark(30, "It is long. Shorten it.", False))
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(shown: Shown) -> EditorView:
    made = EditorView()
    shown(made)
    made.show_draft(editor(LINES))
    return made


def texts(view: QWidget) -> list[str]:
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_the_text_has_the_keyboard_and_tells_what_is_written(qtbot: QtBot, view: EditorView):
    assert QApplication.focusWidget() is view._field
    assert view.text() == LINES
    with qtbot.waitSignal(view.text_settled) as signal:
        press(Qt.Key.Key_X)
    assert signal.args == [f"x{LINES}"]


def test_remarks_lead_to_their_lines(qtbot: QtBot, view: EditorView):
    view.show_check(checked(*REMARKS, whole=False))
    qtbot.waitUntil(lambda: {"2 things to mend.", "Line 12, to be mended", "Line 30, a hint"} <= set(texts(view)))
    rows = [each for each in view.findChildren(RemarkRow) if each.isVisible()]
    rows[1].click()
    assert view._field.line() == 30
    for expected in (12, 30, 12):
        press(Qt.Key.Key_F8)
        assert view._field.line() == expected
    view._go_to_previous()
    assert view._field.line() == 30


def test_the_preview_stays_until_the_text_is_whole_again(view: EditorView):
    view.show_check(checked())
    assert "As it was when it was last whole" not in texts(view)
    assert "What do you choose in C1.a?" in texts(view)
    assert "• Claim 1" in texts(view)
    view.show_check(checked(*REMARKS, whole=False))
    assert {"As it was when it was last whole", "What do you choose in C1.a?"} <= set(texts(view))
    view.forget_preview()
    assert "What do you choose in C1.a?" not in texts(view)


@pytest.mark.parametrize(
    ("question", "words", "key", "signal"),
    [
        (Question.UNSAVED, UNSAVED, Qt.Key.Key_S, "save_requested"),
        (Question.UNSAVED, UNSAVED, Qt.Key.Key_D, "discard_requested"),
        (Question.UNSAVED, UNSAVED, Qt.Key.Key_Escape, "stayed"),
        (Question.ANOTHER, ANOTHER, Qt.Key.Key_S, "same_requested"),
        (Question.ANOTHER, ANOTHER, Qt.Key.Key_N, "another_requested"),
        (Question.ANOTHER, ANOTHER, Qt.Key.Key_Escape, "stayed"),
    ],
)
def test_a_question_is_answered_by_a_key(
    qtbot: QtBot, view: EditorView, question: Question, words: str, key: Qt.Key, signal: str
):
    view.ask(question)
    assert words in texts(view)
    with qtbot.waitSignal(getattr(view, signal)):
        press(key)
    assert view.text() == LINES


def test_after_a_question_one_goes_on_writing(view: EditorView):
    view.ask(Question.UNSAVED)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view._field
    assert not view._field.isReadOnly()


def test_saving_and_leaving_tell_the_text(qtbot: QtBot, view: EditorView):
    with qtbot.waitSignal(view.save_requested) as saved:
        press(Qt.Key.Key_S, CONTROL)
    with qtbot.waitSignal(view.leave_requested) as left:
        press(Qt.Key.Key_Escape)
    assert saved.args == left.args == [LINES]


def test_ones_own_version_goes_at_the_second_press(qtbot: QtBot, view: EditorView):
    assert not view._take_back.isVisible()
    view.show_draft(editor(LINES, takes_back="Remove this prompt"))
    assert view._take_back.caption() == "Remove this prompt"
    view._take_back.click()
    with qtbot.waitSignal(view.take_back_requested):
        view._take_back.click()


def test_the_menus_know_what_can_be_done(view: EditorView):
    enabled = {each.text for each in view.commands() if each.enabled}
    assert "Save the prompt" in enabled
    assert "Next remark" not in enabled
    view.show_check(checked(*REMARKS))
    view.ask(Question.UNSAVED)
    enabled = {each.text for each in view.commands() if each.enabled}
    assert "Save the prompt" not in enabled
    assert "Next remark" in enabled


def test_every_button_in_sight_says_its_key(view: EditorView):
    keys = {each.key() for each in view.findChildren(KeycapButton) if each.isVisible()}
    assert keys == {"Ctrl+S", "F8", "Esc"}
