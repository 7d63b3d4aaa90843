from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.practice.ask_view import LOW_BELOW_PX, AskView
from desktop.practice.model import AskModel, RecorderState
from desktop.practice.typing_view import LEAST_HEIGHT_PX, TextField
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.text import Text
from tests.desktop.samples import ASK, FOLLOW_UP, HOSTILE

Shown = Callable[..., QWidget]
SIGNALS = (
    *("start", "stop", "retry", "discard", "leave", "skip", "pause", "put_off", "type", "cancel", "keep", "back"),
    *("keep_and_close", "discard_and_close", "stay"),
)
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
        (ASK, R.THINKING, ["start"], ["leave"], []),
        (ASK, R.THOUGHT, ["start"], ["leave"], []),
        (ASK, R.LOADING, [], ["cancel"], []),
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
    assert "Really discard" in texts(view)
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
        (R.NO_MICROPHONE, ["No microphone", "Try again", "Type instead", "Load a file"]),
        (R.THOUGHT, ["Begin when you are ready", "Start"]),
        (R.LOADING, ["Loading the file…", "Cancel"]),
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


def test_the_time_to_think_is_counted_in_whole_seconds(view: AskView):
    view.show_prompt(ASK)
    for left_s, words in ((45, "Think: 0:45"), (44.2, "Think: 0:45"), (0.3, "Think: 0:01")):
        view.set_thinking(left_s)
        view.set_state(R.THINKING)
        assert words in texts(view)
    view.set_state(R.THOUGHT)
    assert "Begin when you are ready" in texts(view)


def test_a_follow_up_is_in_sight_however_long_its_decision(qtbot: QtBot, view: AskView):
    view.show_prompt(replace(FOLLOW_UP, decision="A decision that goes on and on. " * 200))
    bar = view._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert view._question.visibleRegion().boundingRect().height() == view._question.height()
    view.show_prompt(FOLLOW_UP)
    qtbot.waitUntil(lambda: bar.value() == 0)


# Doing without the microphone, or without the prompt for now


@pytest.mark.parametrize("state", [R.READY, R.NO_MICROPHONE, R.PREPARING, R.THINKING, R.THOUGHT])
@pytest.mark.parametrize(
    ("key", "signal"), [(Qt.Key.Key_T, "type"), (Qt.Key.Key_P, "pause"), (Qt.Key.Key_L, "put_off")]
)
def test_what_else_can_be_done_has_its_key(
    qtbot: QtBot, view: AskView, sent: list[str], state: R, key: Qt.Key, signal: str
):
    view.show_prompt(ASK)
    view.set_state(state)
    qtbot.keyClick(view, key)
    assert sent == [signal]


@pytest.mark.parametrize("state", [R.RECORDING, R.KEEPING, R.LOADING])
def test_while_an_answer_is_on_its_way_there_is_nothing_else(qtbot: QtBot, view: AskView, sent: list[str], state: R):
    view.show_prompt(ASK)
    view.set_state(state)
    for key in (Qt.Key.Key_T, Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_O):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert sent == []
    assert view.findChildren(QFileDialog) == []
    assert not any(command.enabled for command in view.commands())


def test_the_menus_have_it_too(view: AskView, sent: list[str]):
    view.show_prompt(ASK)
    view.set_state(R.READY)
    for command in view.commands():
        assert command.enabled
        if command.text not in {"Load a sound file…", "Bury until tomorrow", "Suspend this prompt"}:
            command.slot()
    assert sent == ["type", "pause", "put_off"]


def field(view: AskView) -> TextField:
    return view.findChildren(TextField)[0]


@pytest.fixture
def written(view: AskView) -> list[str]:
    heard: list[str] = []
    view.text_changed.connect(heard.append)
    return heard


def test_in_the_field_every_letter_is_a_letter(qtbot: QtBot, view: AskView, sent: list[str], written: list[str]):
    view.show_prompt(ASK)
    view.show_draft("")
    assert QApplication.focusWidget() is field(view)
    qtbot.keyClicks(field(view), "to spell 1-4?")
    qtbot.keyClick(field(view), Qt.Key.Key_Return)
    assert (written[-1], sent) == ("to spell 1-4?\n", [])
    assert "3 words" in texts(view)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_and_enter_keeps_and_escape_goes_back(qtbot: QtBot, view: AskView, sent: list[str], key: Qt.Key):
    view.show_prompt(ASK)
    view.show_draft("a thought")
    qtbot.keyClick(field(view), key, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field(view), Qt.Key.Key_Escape)
    assert sent == ["keep", "back"]


def test_nothing_can_not_be_kept(qtbot: QtBot, view: AskView, sent: list[str]):
    view.show_prompt(ASK)
    view.show_draft(" ")
    qtbot.keyClick(field(view), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == []


def test_a_draft_comes_back_with_the_cursor_behind_it_and_is_not_told_as_news(
    qtbot: QtBot, view: AskView, written: list[str]
):
    view.show_prompt(ASK)
    view.show_draft("a draft")
    assert written == []
    qtbot.keyClicks(field(view), "!")
    assert written == ["a draft!"]


def test_markup_in_the_field_is_text(qtbot: QtBot, view: AskView):
    view.show_draft(HOSTILE)
    assert field(view).toPlainText() == HOSTILE


def test_leaving_the_field_gives_the_keys_back(qtbot: QtBot, view: AskView, sent: list[str]):
    view.show_prompt(ASK)
    view.show_draft("")
    view.set_state(R.READY)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert sent == ["start"]


def test_who_comes_back_to_the_screen_goes_on_typing(view: AskView):
    view.show_prompt(ASK)
    view.show_draft("")
    view._question.setFocus()
    view.setFocus()
    assert QApplication.focusWidget() is field(view)


def test_a_long_question_leaves_the_field_in_sight(view: AskView):
    view.show_prompt(replace(ASK, decision="A decision of a usual length, said in full. " * 12))
    view.show_draft("words " * 2000)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert view.rect().contains(field(view).mapTo(view, field(view).rect().bottomRight()))
    assert field(view).height() >= LEAST_HEIGHT_PX


# A sound file


@pytest.fixture
def chosen(view: AskView) -> list[tuple[Path, ...]]:
    heard: list[tuple[Path, ...]] = []
    view.files_chosen.connect(heard.append)
    return heard


def drop(view: AskView, *urls: str) -> None:
    """Carry these over the window and let them go."""
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    where, copy, left = view.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(view, QDragEnterEvent(where, copy, data, left, Qt.KeyboardModifier.NoModifier))
    QApplication.sendEvent(view, QDropEvent(where.toPointF(), copy, data, left, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize(
    ("urls", "paths"),
    [
        (["file:///a/b%20c.wav"], (Path("/a/b c.wav"),)),
        (["file:///a.wav", "file:///b.wav"], (Path("/a.wav"), Path("/b.wav"))),
        (["https://example.org/a.wav"], ()),
    ],
)
def test_what_is_dropped_is_passed_on(
    view: AskView, chosen: list[tuple[Path, ...]], urls: list[str], paths: tuple[Path, ...]
):
    view.show_prompt(ASK)
    view.set_state(R.READY)
    drop(view, *urls)
    assert chosen == [paths]


@pytest.mark.parametrize(("state", "hinted"), [(R.READY, True), (R.TYPING, True), (R.RECORDING, False)])
def test_while_a_file_is_held_over_the_screen_it_says_what_a_drop_will_do(view: AskView, state: R, hinted: bool):
    view.show_prompt(ASK)
    view.set_state(state)
    data = QMimeData()
    data.setUrls([QUrl("file:///a.wav")])
    enter = QDragEnterEvent(
        view.rect().center(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    assert ("Drop the sound file to answer with it." in texts(view)) == hinted
    QApplication.sendEvent(view, QDragLeaveEvent())
    assert "Drop the sound file to answer with it." not in texts(view)


def test_text_that_is_dragged_is_not_taken(view: AskView):
    data = QMimeData()
    data.setText("words")
    enter = QDragEnterEvent(
        view.rect().center(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(view, enter)
    assert not enter.isAccepted()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)],
)
def test_a_file_is_chosen_in_a_dialog_that_holds_up_nothing(
    qtbot: QtBot,
    view: AskView,
    chosen: list[tuple[Path, ...]],
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    tmp_path: Path,
):
    view.show_prompt(ASK)
    view.set_state(R.READY)
    qtbot.keyClick(view, key, modifier)
    (dialog,) = view.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "a.wav"))
    dialog.close()
    assert chosen == [(tmp_path / "a.wav",)]


# The window wants to close


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize(
    ("key", "signal"),
    [(Qt.Key.Key_K, "keep_and_close"), (Qt.Key.Key_D, "discard_and_close"), (Qt.Key.Key_Escape, "stay")],
)
def test_the_question_at_closing_has_its_keys_and_no_others(
    qtbot: QtBot, view: AskView, sent: list[str], typing: bool, key: Qt.Key, signal: str
):
    view.show_prompt(ASK)
    view.show_draft("a thought") if typing else view.set_state(R.RECORDING)
    view.ask_about_closing("Keep it?")
    assert "Keep it?" in texts(view)
    for each in (Qt.Key.Key_Space, Qt.Key.Key_S, key):
        qtbot.keyClick(QApplication.focusWidget(), each)
    assert sent == [signal]


def test_after_the_question_everything_is_as_before(qtbot: QtBot, view: AskView, sent: list[str]):
    view.show_prompt(ASK)
    view.set_state(R.RECORDING)
    view.ask_about_closing("Keep it?")
    view.ask_about_closing("")
    assert "Keep it?" not in texts(view)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert sent == ["stop"]
    view.show_draft("a thought")
    view.ask_about_closing("Keep it?")
    view.ask_about_closing("")
    assert QApplication.focusWidget() is field(view)
    assert field(view).toPlainText() == "a thought"


def test_in_a_low_window_the_question_gets_the_room_around_it(view: AskView):
    view.show_prompt(ASK)
    gaps = []
    for height in (LOW_BELOW_PX + 200, LOW_BELOW_PX - 1):
        view.resize(1024, height)
        view.layout().activate()
        gaps.append(height - view._header.height() - view._scroll.height() - view._bar.height())
    assert gaps[1] <= gaps[0] - 40


def test_what_is_not_shown_above_the_question_takes_no_room(view: AskView):
    view.show_prompt(replace(ASK, decision="Which of both do you choose, and why? " * 20))
    view.resize(1024, LOW_BELOW_PX - 1)
    view.layout().activate()
    assert view._question.mapTo(view._scroll.page, QPoint()).y() == 0


def test_in_a_low_window_the_question_at_closing_gets_the_room_of_the_header(qtbot: QtBot, view: AskView):
    view.show_prompt(ASK)
    view.set_state(R.RECORDING)
    view.ask_about_closing("You are recording. Keep what you said until now before the window closes?")
    view.resize(1024, 800)
    assert view._header.isVisible()
    view.resize(1024, LOW_BELOW_PX - 1)
    assert not view._header.isVisible()
    view.ask_about_closing("")
    assert view._header.isVisible()
