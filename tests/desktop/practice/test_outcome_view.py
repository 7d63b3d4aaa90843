from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.practice.model import lost_thread
from desktop.practice.outcome_view import LAST_ONE, OutcomeView
from desktop.widgets.text import Text
from tests.desktop.samples import HOSTILE, OUTCOME

Shown = Callable[..., QWidget]


@pytest.fixture
def view(shown: Shown) -> OutcomeView:
    made = OutcomeView()
    shown(made)
    return made


def texts(view: QWidget) -> list[str]:
    shown = (text.text().replace("\u00a0%", " %") for text in view.findChildren(Text) if text.isVisible())
    return [text for text in shown if text]


def test_the_next_date_and_the_strong_answer_are_shown(view: OutcomeView):
    view.show_outcome(OUTCOME)
    expected = {
        "Depth 3",
        OUTCOME.label,
        OUTCOME.comes_back,
        OUTCOME.why,
        OUTCOME.retention,
        OUTCOME.model_answer,
        OUTCOME.failure,
        OUTCOME.wrong_claim,
        OUTCOME.basis,
        f"Under this constraint: {OUTCOME.answered}",
        f"Next: {OUTCOME.next_title}",
    }
    assert expected <= set(texts(view))


def test_a_model_answer_under_another_constraint_says_so(view: OutcomeView):
    view.show_outcome(replace(OUTCOME, other_constraint=True))
    assert f"Under another constraint than yours: {OUTCOME.answered}" in texts(view)


def test_without_a_basis_nothing_is_said_of_numbers(view: OutcomeView):
    view.show_outcome(replace(OUTCOME, basis=""))
    assert "Where the numbers come from" not in texts(view)


def test_the_last_one_leads_back(view: OutcomeView):
    view.show_outcome(replace(OUTCOME, next_title=""))
    assert {LAST_ONE, "Back to Today"} <= set(texts(view))


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "next_requested"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "next_requested"),
    ],
)
def test_keys(qtbot: QtBot, view: OutcomeView, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str):
    view.show_outcome(OUTCOME)
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(view, key, modifier)


def test_taking_it_back_carries_the_key_of_the_menu(qtbot: QtBot, view: OutcomeView):
    """Ctrl+Z is the window's: what the button does is what Undo does."""
    view.show_outcome(OUTCOME)
    with qtbot.assertNotEmitted(view.undo_requested):
        qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view._undo.key() == "Ctrl+Z"
    with qtbot.waitSignal(view.undo_requested):
        qtbot.mouseClick(view._undo, Qt.MouseButton.LeftButton)


def test_space_goes_nowhere(qtbot: QtBot, view: OutcomeView):
    view.show_outcome(OUTCOME)
    with qtbot.assertNotEmitted(view.next_requested), qtbot.assertNotEmitted(view.undo_requested):
        qtbot.keyClick(view, Qt.Key.Key_Space)


@pytest.mark.parametrize(
    "field",
    [
        *("model_answer", "failure", "wrong_claim", "why", "next_title", "basis", "answered"),
        *("retention", "lost_thread"),
    ],
)
def test_markup_is_shown_letter_by_letter(view: OutcomeView, field: str):
    view.show_outcome(replace(OUTCOME, **{field: HOSTILE}))
    assert any(HOSTILE in words for words in texts(view))


def buttons(view: OutcomeView) -> list[str]:
    shown = [button for button in (view._undo, view._finish, view._next) if button.isVisible()]
    return [f"{button.caption()} {button.key()}" for button in sorted(shown, key=lambda button: button.x())]


@pytest.mark.parametrize(
    ("changed", "sentence", "expected"),
    [
        ({"summed_up": True}, "Next: {}", ["Take it back Ctrl+Z", "Finish Esc", "Next Enter"]),
        ({}, "Next: {}", ["Take it back Ctrl+Z", "Next Enter"]),
        (
            {"summed_up": True, "enough": True, "time_up": 25},
            "Your 25 minutes are over. One more would be: {}",
            ["Take it back Ctrl+Z", "One more M", "Finish Enter"],
        ),
        (
            {"summed_up": True, "enough": True},
            "That was the last one of this session. One more would be: {}",
            ["Take it back Ctrl+Z", "One more M", "Finish Enter"],
        ),
        ({"summed_up": True, "enough": True, "next_title": ""}, LAST_ONE, ["Take it back Ctrl+Z", "Finish Enter"]),
        ({"enough": True, "next_title": ""}, LAST_ONE, ["Take it back Ctrl+Z", "Back to Today Enter"]),
    ],
)
def test_enter_goes_on_or_to_the_end(
    qtbot: QtBot, view: OutcomeView, changed: dict[str, Any], sentence: str, expected: list[str]
):
    view.show_outcome(replace(OUTCOME, enough=True, time_up=1))
    view.show_outcome(replace(OUTCOME, **changed))
    qtbot.waitUntil(lambda: buttons(view) == expected)
    assert sentence.format(OUTCOME.next_title) in texts(view)
    signal = view.next_requested if expected[-1] == "Next Enter" else view.finish_requested
    with qtbot.waitSignal(signal):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_escape_closes_the_options_before_it_finishes(qtbot: QtBot, view: OutcomeView):
    view.show_outcome(replace(OUTCOME, summed_up=True))
    qtbot.keyClick(view, Qt.Key.Key_O)
    with qtbot.assertNotEmitted(view.finish_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    with qtbot.waitSignal(view.finish_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_a_prompt_that_is_lost_again_and_again_says_what_to_do(qtbot: QtBot, view: OutcomeView):
    view.show_outcome(OUTCOME)
    assert not view._lost.isVisible()
    with qtbot.assertNotEmitted(view.rewrite_requested):
        qtbot.keyClick(view, Qt.Key.Key_R)
    view.show_outcome(replace(OUTCOME, lost_thread=lost_thread(4)))
    assert "You have lost the thread of this prompt four times: split it or rewrite it." in texts(view)
    with qtbot.waitSignal(view.rewrite_requested):
        qtbot.keyClick(view, Qt.Key.Key_R)
    with qtbot.waitSignal(view.header.suspend_requested):
        qtbot.mouseClick(view._lost.suspend, Qt.MouseButton.LeftButton)
    assert view._lost.suspend.key() == "Shift+S"
    with qtbot.waitSignal(view.header.suspend_requested):
        qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    view.header.show_options()
    with qtbot.waitSignal(view.header.suspend_requested):
        qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    view.show_outcome(OUTCOME)
    assert not view._lost.isVisible()


def test_the_keyboard_comes_to_what_to_do_about_it_first(qtbot: QtBot, view: OutcomeView):
    view.show_outcome(replace(OUTCOME, lost_thread=lost_thread(5)))
    reached = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached.index(view._lost.rewrite) < reached.index(view._lost.suspend) < reached.index(view._next)
    view._lost.suspend.setFocus()
    with qtbot.waitSignal(view.header.suspend_requested):
        qtbot.keyClick(view._lost.suspend, Qt.Key.Key_Return)


def test_the_note_is_kept_before_the_prompt_is_rewritten(qtbot: QtBot, view: OutcomeView):
    view.show_outcome(replace(OUTCOME, lost_thread=lost_thread(4)))
    told: list[str] = []
    view.note_changed.connect(told.append)
    view.rewrite_requested.connect(lambda: told.append("rewrite"))
    qtbot.keyClick(view, Qt.Key.Key_E)
    qtbot.keyClicks(QApplication.focusWidget(), "the number")
    qtbot.mouseClick(view._lost.rewrite, Qt.MouseButton.LeftButton)
    assert told == ["the number", "rewrite"]
