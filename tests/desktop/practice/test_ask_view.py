from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.practice.ask_view import AskView
from desktop.practice.model import AskModel, RecorderState
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.text import Text
from tests.desktop.samples import ASK, FOLLOW_UP, HOSTILE

Shown = Callable[..., QWidget]
SIGNALS = ("start", "stop", "retry", "discard", "leave", "skip")
R = RecorderState


@pytest.fixture
def view(shown: Shown) -> AskView:
    made = AskView()
    shown(made)
    return made


@pytest.fixture
def sent(view: AskView) -> list[str]:
    heard: list[str] = []
    for name in SIGNALS:
        getattr(view, f"{name}_requested").connect(lambda of=name: heard.append(of))
    return heard


def texts(view: QWidget) -> list[str]:
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


def test_the_decision_and_its_constraint_are_shown(view: AskView):
    view.show_prompt(ASK)
    words = texts(view)
    assert ASK.decision in words
    assert f"This time: {ASK.constraint}" in words
    assert "Follow-up" not in words


def test_a_follow_up_stands_large_and_its_prompt_small_above_it(view: AskView):
    view.show_prompt(FOLLOW_UP)
    words = texts(view)
    assert "Follow-up" in words
    assert view._question.text() == FOLLOW_UP.follow_up
    assert f"{ASK.decision}\nThis time: {ASK.constraint}" in words


@pytest.mark.parametrize("field", ["decision", "constraint", "snippet", "follow_up"])
def test_markup_is_shown_letter_by_letter(view: AskView, field: str):
    view.show_prompt(replace(ASK, **{field: HOSTILE}))
    assert any(HOSTILE in words for words in texts(view))


def test_code_keeps_its_lines(view: AskView):
    view.show_prompt(replace(ASK, snippet="for x in y:\n    print(x)"))
    assert "for x in y:\n    print(x)" in texts(view)


@pytest.mark.parametrize(
    ("model", "state", "space", "escape", "skip"),
    [
        (ASK, R.PREPARING, [], ["leave"], []),
        (ASK, R.READY, ["start"], ["leave"], []),
        (ASK, R.RECORDING, ["stop"], [], []),
        (ASK, R.KEEPING, [], [], []),
        (ASK, R.NO_MICROPHONE, ["retry"], ["leave"], []),
        (FOLLOW_UP, R.PREPARING, [], ["leave"], ["skip"]),
        (FOLLOW_UP, R.READY, ["start"], ["leave"], ["skip"]),
        (FOLLOW_UP, R.RECORDING, ["stop"], [], []),
        (FOLLOW_UP, R.KEEPING, [], [], []),
        (FOLLOW_UP, R.NO_MICROPHONE, ["retry"], ["leave"], ["skip"]),
    ],
)
def test_each_state_has_its_keys(
    qtbot: QtBot,
    view: AskView,
    sent: list[str],
    model: AskModel,
    state: RecorderState,
    space: list[str],
    escape: list[str],
    skip: list[str],
):
    view.show_prompt(model)
    view.set_state(state)
    for key, expected in ((Qt.Key.Key_Space, space), (Qt.Key.Key_S, skip), (Qt.Key.Key_Escape, escape)):
        sent.clear()
        qtbot.keyClick(view, key)
        assert sent == expected


def test_a_recording_is_discarded_by_two_presses_only(qtbot: QtBot, view: AskView, sent: list[str]):
    view.show_prompt(ASK)
    view.set_state(R.RECORDING)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert sent == []
    assert "Discard for good" in texts(view)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert sent == ["discard"]


def test_another_recording_does_not_inherit_the_first_press(qtbot: QtBot, view: AskView, sent: list[str]):
    view.show_prompt(ASK)
    view.set_state(R.RECORDING)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    view.set_state(R.READY)
    view.set_state(R.RECORDING)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert sent == []


def test_space_starts_whatever_has_the_focus(qtbot: QtBot, view: AskView, sent: list[str]):
    view.show_prompt(ASK)
    view.set_state(R.READY)
    view._bar._leave.setFocus()
    qtbot.keyClick(view._bar._leave, Qt.Key.Key_Space)
    qtbot.mouseClick(view._question, Qt.MouseButton.LeftButton)
    qtbot.keyClick(view._question, Qt.Key.Key_Space)
    assert sent == ["start", "start"]


def test_a_held_space_counts_once(view: AskView, sent: list[str]):
    view.show_prompt(ASK)
    view.set_state(R.READY)
    for repeated in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", repeated)
        QApplication.sendEvent(view.window().windowHandle(), press)
        view.set_state(R.RECORDING)
    assert sent == ["start"]


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_Return])
def test_other_keys_do_nothing(qtbot: QtBot, view: AskView, sent: list[str], key: Qt.Key):
    view.show_prompt(ASK)
    view.set_state(R.READY)
    qtbot.keyClick(view, key)
    assert sent == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (R.PREPARING, ["Getting ready…", "Start"]),
        (R.READY, ["Ready", "Start"]),
        (R.RECORDING, ["Recording", "Stop", "Discard"]),
        (R.KEEPING, ["Keeping your answer…"]),
        (R.NO_MICROPHONE, ["No microphone", "Try again"]),
    ],
)
def test_each_state_is_said_in_words(view: AskView, state: RecorderState, words: list[str]):
    view.show_prompt(ASK)
    view.set_state(state)
    assert set(words) <= set(texts(view))


@pytest.mark.parametrize(
    ("elapsed_s", "words", "tone"),
    [
        (0, ("0:00", "of 2:30"), ""),
        (102.9, ("1:42", "of 2:30"), ""),
        (132, ("2:12", "0:18 left"), "warn"),
        (161, ("2:41", "+0:11 over"), "danger"),
    ],
)
def test_the_clock_changes_its_words_with_its_colour(
    view: AskView, elapsed_s: float, words: tuple[str, str], tone: str
):
    view.show_prompt(ASK)
    view.set_clock(elapsed_s)
    assert set(words) <= set(texts(view))
    assert view._bar._elapsed.property("tone") == tone


def test_the_microphone_and_the_last_words_are_shown(view: AskView):
    view.show_prompt(ASK)
    view.set_state(R.RECORDING)
    view.set_microphone("Built-in microphone")
    view.set_live_words("so I would split")
    view.set_level(-20, -30)
    assert {"Built-in microphone", "so I would split"} <= set(texts(view))


def test_everything_important_is_in_sight_on_a_small_screen(view: AskView):
    view.show_prompt(replace(ASK, decision="A decision of a usual length, said in full. " * 5))
    view.set_state(R.RECORDING)
    for part in (view._question, view._soft, view._bar):
        corner = part.mapTo(view, part.rect().bottomRight())
        assert view.rect().contains(corner), part


@pytest.mark.parametrize("state", list(R))
@pytest.mark.parametrize("microphone", ["Built-in microphone", "A name of a microphone that says everything. " * 4])
def test_the_keys_of_a_follow_up_fit_on_a_small_screen(view: AskView, state: R, microphone: str):
    view.show_prompt(FOLLOW_UP)
    view.set_microphone(microphone)
    view.set_state(state)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    bar = view._bar
    assert bar.width() >= bar.minimumSizeHint().width()
    for button in bar.findChildren(KeycapButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            assert view.rect().contains(button.mapTo(view, button.rect().bottomRight()))
