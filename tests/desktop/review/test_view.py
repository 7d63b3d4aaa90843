from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cards.query import Query, parse
from desktop.commands import Command
from desktop.review.view import ReviewView
from desktop.widgets.keycap_button import QuietButton
from desktop.widgets.keys import bind
from desktop.widgets.text import Text
from tests.desktop.review.samples import model

Shown = Callable[..., QWidget]
CONTROL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def attempt() -> QuietButton:
    """The right half: something that takes the keyboard, with keys of its own."""
    made = QuietButton()
    made.replayed = []  # type: ignore[attr-defined]
    bind(made, "R", lambda: made.replayed.append(1))  # type: ignore[attr-defined]
    return made


@pytest.fixture
def view(shown: Shown, attempt: QuietButton) -> ReviewView:
    made = ReviewView()
    made.set_attempt_view(attempt)
    shown(made)
    return made


@pytest.fixture
def told(view: ReviewView) -> list[tuple[str, object]]:
    """Everything the screen said, in order."""
    said: list[tuple[str, object]] = []
    for name in ("search_requested", "query_chosen", "mark_requested", "delete_requested", "restore_requested",
                 "purge_requested", "export_requested", "picked"):  # fmt: skip
        getattr(view, name).connect(lambda value, of=name: said.append((of, value)))
    for name in ("empty_requested", "trash_requested", "today_requested"):
        getattr(view, name).connect(lambda of=name: said.append((of, None)))
    return said


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, text: str = "") -> None:
    """Press a key where the keyboard is, shortcuts and all."""
    widget = QApplication.focusWidget()
    assert widget is not None
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier, text)
    override.ignore()
    QApplication.sendEvent(widget, override)
    if not override.isAccepted():
        from PySide6.QtTest import QTest  # noqa: PLC0415

        QTest.keyClick(widget, key, modifier)
        return
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))


def texts(view: QWidget) -> list[str]:
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


def focused(view: ReviewView) -> str:
    widget = QApplication.focusWidget()
    return "field" if widget is view._field else "list" if widget is view._list else type(widget).__name__


def test_the_answers_are_counted(view: ReviewView):
    view.show_list(model(1, 2, 3, trashed=2))
    assert "3 answers" in texts(view)
    assert "Trash, 2" in texts(view)


def test_as_long_as_there_is_more_to_come_nothing_is_counted_or_opened(
    view: ReviewView, told: list[tuple[str, object]]
):
    view.show_list(model(1))
    view.show_list(replace(model(2, 3, query="cache"), more=True))
    assert "More than 2 answers" in texts(view)
    view.show_list(model(2, 3, 4, query="cache"))
    assert "3 answers" in texts(view)
    assert told == [("picked", 1), ("picked", 2)]
    assert view._list.current() == 2


def test_what_was_not_understood_is_said(view: ReviewView):
    view.show_list(model(1, query="foo:bar"))
    assert "foo: is not a filter; it is searched as words." in texts(view)
    view.show_list(model(1))
    assert not any("filter" in text for text in texts(view))


def test_the_first_answer_is_open_and_the_list_has_the_keyboard(view: ReviewView, told: list[tuple[str, object]]):
    view.setFocus()
    view.show_list(model(1, 2))
    assert told == [("picked", 1)]
    assert focused(view) == "list"


def test_the_keyboard_goes_round(qtbot: QtBot, view: ReviewView):
    view.show_list(model(1, 2))
    view.focus_list()
    press(Qt.Key.Key_Return)
    assert focused(view) == "QuietButton"
    press(Qt.Key.Key_Left)
    assert focused(view) == "list"
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Escape)
    assert focused(view) == "list"
    press(Qt.Key.Key_F, CONTROL)
    assert focused(view) == "field"
    press(Qt.Key.Key_Down)
    assert focused(view) == "list"


def test_walking_opens_where_the_keys_come_to_rest(qtbot: QtBot, view: ReviewView, told: list[tuple[str, object]]):
    view.show_list(model(1, 2, 3))
    view.focus_list()
    told.clear()
    with qtbot.waitSignal(view.picked):
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Down)
    assert told == [("picked", 3)]
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Return)
    assert told == [("picked", 3), ("picked", 1)]
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_End)
    assert view._list.current() == 3
    view.hide()
    assert not view._list._settled.isActive()


def test_keys_act_on_what_is_selected(view: ReviewView, told: list[tuple[str, object]]):
    view.show_list(model(1, 2, 3))
    view.focus_list()
    told.clear()
    press(Qt.Key.Key_M, text="m")
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_A, CONTROL)
    press(Qt.Key.Key_E, CONTROL)
    assert told == [("mark_requested", (1,)), ("delete_requested", (1, 2)), ("export_requested", (1, 2, 3))]
    assert "3 answers, 3 selected" in texts(view)


def test_several_answers_have_buttons(view: ReviewView, told: list[tuple[str, object]]):
    view.show_list(model(1, 2))
    assert not view._selection.isVisible()
    view._list.selectAll()
    assert view._selection.isVisible()
    told.clear()
    for button in view._selection.findChildren(QPushButton):
        button.click()
    assert told == [("mark_requested", (1, 2)), ("delete_requested", (1, 2)), ("export_requested", (1, 2))]


def test_marked_answers_can_be_unmarked(view: ReviewView):
    view.show_list(model(1, 2, marked=True))
    view._list.selectAll()
    assert "Remove mark" in texts(view)


def test_letters_of_the_answer_reach_it_from_the_list(qtbot: QtBot, view: ReviewView, attempt: QuietButton):
    view.show_list(model(1, 2))
    view.focus_list()
    press(Qt.Key.Key_R, text="r")
    assert attempt.replayed == [1]  # type: ignore[attr-defined]


def test_in_the_trash_the_keys_restore_and_delete_for_good(
    view: ReviewView, told: list[tuple[str, object]], attempt: QuietButton
):
    view.show_list(model(1, 2, query="is:deleted"))
    view.focus_list()
    told.clear()
    press(Qt.Key.Key_U, text="u")
    press(Qt.Key.Key_R, text="r")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Delete, SHIFT)
    assert told == [("restore_requested", (1,)), ("purge_requested", (1,)), ("empty_requested", None)]
    assert attempt.replayed == [1]  # type: ignore[attr-defined]
    press(Qt.Key.Key_Escape)
    assert told[-1] == ("query_chosen", Query())


def test_the_trash_asks_in_place(view: ReviewView):
    view.show_list(model(1, 2, query="is:deleted"))
    assert {"Restore", "Delete for good", "Empty trash", "2 answers in the trash", "30 days left"} - set(
        texts(view)
    ) == {"30 days left"}
    view.show_question("Really?", everything=False)
    assert "Really?" in texts(view)
    view.clear_question()
    assert "Really?" not in texts(view)


@pytest.mark.parametrize(
    ("query", "key", "said"),
    [
        ("", Qt.Key.Key_Return, ("today_requested", None)),
        ("cache", Qt.Key.Key_Escape, ("query_chosen", Query())),
        ("cache", Qt.Key.Key_Return, ("query_chosen", Query())),
        ("is:deleted", Qt.Key.Key_Escape, ("query_chosen", Query())),
    ],
)
def test_an_empty_list_leads_on(
    view: ReviewView, told: list[tuple[str, object]], query: str, key: Qt.Key, said: tuple[str, object]
):
    view.show_list(model(1))
    view.focus_list()
    view.set_search(query)
    view.show_list(model(query=query))
    told.clear()
    assert view._model is not None
    assert view._model.empty is not None
    assert view._model.empty.heading in texts(view)
    press(key)
    assert said in told


def test_the_list_gets_the_keyboard_back_when_it_comes_back(view: ReviewView):
    view.show_list(model(1))
    view.focus_list()
    view.show_list(model(query="cache"))
    assert focused(view) == "ReviewView"
    view.show_list(model(1))
    assert focused(view) == "list"


def test_the_trash_is_a_key_away(view: ReviewView, told: list[tuple[str, object]]):
    view.show_list(model(1))
    view.focus_list()
    press(Qt.Key.Key_T, CONTROL)
    assert told[-1] == ("trash_requested", None)


def test_days_to_type_over_are_marked(view: ReviewView, told: list[tuple[str, object]]):
    view.show_list(model(1))
    view.query_chosen.connect(lambda _: view.set_search("after:2026-10-23 before:2026-11-22"))
    entries = view._filters._date.entries()
    entries[-1].trigger()
    assert isinstance(told[-1][1], Query)
    assert focused(view) == "field"
    assert view._field.selectedText() == "2026-10-23"


def test_coming_and_going_is_said(qtbot: QtBot, shown: Shown):
    made = ReviewView()
    with qtbot.waitSignal(made.entered):
        shown(made)
    with qtbot.waitSignal(made.left):
        made.hide()


@pytest.mark.parametrize(("query", "words"), [("", "Mark"), ("is:deleted", "Restore")])
def test_the_menus_know_what_can_be_done(view: ReviewView, query: str, words: str):
    view.show_list(model(1, query=query))
    commands = view.commands()
    assert all(isinstance(each, Command) for each in commands)
    assert {"Find", words} <= {each.text for each in commands if each.enabled}
    view.show_list(model(query=query))
    assert words not in {each.text for each in view.commands() if each.enabled}


def test_columns_at_the_smallest_window(view: ReviewView):
    view.window().resize(824, 640)
    view.show_list(model(1))
    QApplication.sendPostedEvents()
    assert 280 <= view._page.width() <= 360


def test_a_search_elsewhere_keeps_what_is_selected(view: ReviewView, told: list[tuple[str, object]]):
    view.show_list(model(1, 2, 3))
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view._list.selectionModel().setCurrentIndex(view._list.rows.index(2), flag)
    view.show_list(replace(model(3, 1), query=parse("cache")))
    assert view._list.current() == 3
    view.show_list(replace(model(1), query=parse("cache miss")))
    assert view._list.chosen() == (1,)
