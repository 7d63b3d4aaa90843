"""Walks over every screen in its fullest state: what holds for each widget, whatever it is."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextEdit, QWidget

from desktop.practice.ask_view import AskView
from desktop.practice.model import RecorderState, Said
from desktop.practice.outcome_view import OutcomeView
from desktop.practice.reflect_view import ReflectView
from desktop.theme import LIGHT, apply
from desktop.today.problem_view import ProblemView
from desktop.today.view import TodayView
from desktop.widgets.keycap_button import KeycapButton, QuietButton
from tests.desktop.samples import ASK, FOLLOW_UP, HOSTILE, OUTCOME, RECOVERIES, REFLECT, TODAY, UNRATED

Shown = Callable[..., QWidget]


def today() -> TodayView:
    view = TodayView()
    view.show_today(replace(TODAY, recoveries=RECOVERIES, unrated=UNRATED, deck_problems=("a", "b"), note=HOSTILE))
    return view


def problem() -> ProblemView:
    view = ProblemView()
    view.show_problem(HOSTILE, True)
    return view


def ask() -> AskView:
    view = AskView()
    view.show_prompt(replace(ASK, decision=HOSTILE, snippet=HOSTILE))
    view.set_state(RecorderState.RECORDING)
    return view


def follow_up() -> AskView:
    view = AskView()
    view.show_prompt(replace(FOLLOW_UP, follow_up=HOSTILE))
    view.set_state(RecorderState.READY)
    return view


def reflect() -> ReflectView:
    view = ReflectView()
    view.show_reflection(replace(REFLECT, said=(Said(HOSTILE),), key_points=(HOSTILE, "b"), suggested=3))
    return view


def outcome() -> OutcomeView:
    view = OutcomeView()
    view.show_outcome(replace(OUTCOME, model_answer=HOSTILE))
    return view


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[None]:
    apply(qapp, LIGHT)
    yield
    qapp.setStyleSheet("")


@pytest.fixture(params=[today, problem, ask, follow_up, reflect, outcome], ids=lambda made: made.__name__)
def view(request: pytest.FixtureRequest, shown: Shown, styled: None) -> QWidget:
    made = request.param()
    shown(made)
    return made


def test_every_label_shows_plain_text(view: QWidget):
    labels = view.findChildren(QLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_every_text_that_can_be_scrolled_holds_its_text_as_it_is(view: QWidget):
    for text in view.findChildren(QTextEdit):
        assert text.toPlainText() == HOSTILE
        assert not text.acceptRichText()


def test_everything_that_takes_the_focus_has_a_name(view: QWidget):
    assert view.accessibleName()
    for widget in view.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), widget


def test_every_button_that_is_shown_has_its_key_or_takes_the_focus(view: QWidget):
    for button in view.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(button, KeycapButton), button


def test_no_key_is_on_two_buttons(view: QWidget):
    keys = [
        button.accessibleDescription()
        for button in view.findChildren(KeycapButton)
        if button.isVisible() and button.accessibleDescription()
    ]
    assert len(keys) == len(set(keys))


def test_a_tool_tip_is_on_the_buttons_with_a_key_and_never_html(view: QWidget):
    """Qt guesses whether a tool tip is HTML."""
    for widget in view.findChildren(QWidget):
        if isinstance(widget, KeycapButton) and widget.key():
            assert widget.toolTip() == f"{widget.caption()} ({widget.key()})"
        assert "<" not in widget.toolTip()


def test_no_word_is_cut_off(view: QWidget):
    for label in view.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()


def test_space_presses_no_button_that_is_not_its_own(view: QWidget):
    """Sent to each in turn, as if it had the focus: only the recorder's own button may answer."""
    pressed: list[str] = []
    buttons = [button for button in view.findChildren(QuietButton) if button.isVisible()]
    for button in buttons:
        button.clicked.connect(lambda _=False, of=button: pressed.append(of.accessibleDescription()))
    for button in buttons:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            space = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            QApplication.sendEvent(button, space)
    assert set(pressed) <= {"Key: Space"}
