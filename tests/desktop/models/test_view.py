from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.model import ORDER, Work, lines, progress
from desktop.models.view import ModelsView
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.progress_line import ProgressLine
from desktop.widgets.text import Text
from tests.desktop.models.samples import ASKED, IDLE, INSTALLING, STOCK

Shown = Callable[..., QWidget]


@pytest.fixture
def view(shown: Shown) -> ModelsView:
    made = ModelsView()
    made.show_models(IDLE)
    shown(made)
    return made


def button(view: ModelsView, name: str) -> KeycapButton:
    return next(each for each in view.findChildren(KeycapButton) if each.accessibleName() == name and each.isVisible())


def names(view: ModelsView) -> set[str]:
    return {each.accessibleName() for each in view.findChildren(KeycapButton) if each.isVisible()}


def texts(view: ModelsView) -> set[str]:
    return {each.text().replace("\u200b", "") for each in view.findChildren(Text) if each.isVisible()}


def test_every_model_stands_there_with_what_it_is_good_for(view: ModelsView):
    shown = texts(view)
    for line in IDLE.lines:
        assert {line.heading, line.good_for, line.state} <= shown
    assert [line.name for line in IDLE.lines] == list(ORDER)
    assert "base is used." in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Use: tiny.en", ["use", "tiny.en"]),
        ("Measure: base", ["measure", "base"]),
        ("Verify: base", ["verify", "base"]),
        ("Install again: tiny", ["install", "tiny"]),
        ("Go on installing: small", ["install", "small"]),
        ("Install: medium", ["install", "medium"]),
    ],
)
def test_each_button_is_pressed_by_key_and_says_what_is_wanted(
    qtbot: QtBot, view: ModelsView, name: str, said: list[str]
):
    pressed = button(view, name)
    pressed.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(view.wanted) as sent:
        qtbot.keyClick(pressed, Qt.Key.Key_Return)
    assert sent.args == said


def test_a_model_is_removed_by_a_second_press_alone(qtbot: QtBot, view: ModelsView):
    pressed = button(view, "Remove: base")
    with qtbot.assertNotEmitted(view.wanted):
        pressed.click()
    assert pressed.accessibleName() == "Remove it from this machine?: base"
    with qtbot.waitSignal(view.wanted) as sent:
        pressed.click()
    assert sent.args == ["remove", "base"]
    assert pressed.caption() == "Remove"


def test_a_first_press_is_forgotten_with_the_screen(view: ModelsView):
    pressed = button(view, "Remove: base")
    pressed.click()
    view.hide()
    view.show()
    assert pressed.caption() == "Remove"


def test_a_first_press_is_forgotten_by_who_goes_on(qtbot: QtBot, view: ModelsView):
    pressed = button(view, "Remove: base")
    pressed.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(pressed, Qt.Key.Key_Return)
    qtbot.keyClick(pressed, Qt.Key.Key_Tab)
    assert pressed.caption() == "Remove"
    pressed.click()
    button(view, "Verify: base").click()
    assert pressed.caption() == "Remove"


def test_no_row_moves_when_one_of_them_is_at_work(view: ModelsView):
    row = view._rows["medium"]
    before = row.sizeHint().height()
    view.show_models(INSTALLING)
    assert not names(view) & {"Install: medium", "Remove: medium"}
    assert row.sizeHint().height() == before


def test_an_installation_shows_how_far_it_is(qtbot: QtBot, view: ModelsView):
    view.show_models(INSTALLING)
    (bar,) = [each for each in view.findChildren(ProgressLine) if each.isVisible()]
    assert bar.value() == 534
    assert bar.accessibleDescription() == "260 MB of 486 MB, about 1 minute left"
    assert "260 MB of 486 MB, about 1 minute left" in texts(view)
    with qtbot.waitSignal(view.wanted) as sent:
        button(view, "Stop: small").click()
    assert sent.args == ["cancel", "small"]
    assert not any(name.startswith(("Install", "Go on")) for name in names(view))


def test_the_keyboard_stays_in_the_row_whose_button_goes(qtbot: QtBot, view: ModelsView):
    button(view, "Go on installing: small").setFocus(Qt.FocusReason.TabFocusReason)
    view.show_models(INSTALLING)
    assert QApplication.focusWidget() is button(view, "Stop: small")
    further = lines(STOCK, "base", Work("install", "small", progress(3, 4, 0, 1.0)))
    view.show_models(replace(INSTALLING, lines=further))
    assert QApplication.focusWidget() is button(view, "Stop: small")
    view.show_models(IDLE)
    assert QApplication.focusWidget() is button(view, "Go on installing: small")


def test_who_stops_a_measurement_is_at_its_button_again(view: ModelsView):
    button(view, "Measure: tiny.en").setFocus(Qt.FocusReason.TabFocusReason)
    view.show_models(replace(IDLE, lines=lines(STOCK, "base", Work("measure", "tiny.en"))))
    assert QApplication.focusWidget() is button(view, "Stop: tiny.en")
    view.show_models(IDLE)
    assert QApplication.focusWidget() is button(view, "Measure: tiny.en")


def test_a_folder_is_asked_for_once_and_the_answer_that_changes_nothing_has_the_keyboard(
    qtbot: QtBot, view: ModelsView
):
    view.show_models(ASKED)
    assert "Use /home/ada/another as the speech model?" in texts(view)
    assert QApplication.focusWidget() is button(view, "Leave it")
    with qtbot.waitSignal(view.declined):
        qtbot.keyClick(view, Qt.Key.Key_N)
    with qtbot.waitSignal(view.agreed):
        qtbot.keyClick(view, Qt.Key.Key_Y)
    view.show_models(replace(ASKED, question=""))
    assert "Leave it" not in names(view)


def test_a_folder_is_chosen_in_the_systems_dialog(qtbot: QtBot, view: ModelsView):
    qtbot.keyClick(view, Qt.Key.Key_F)
    dialog = view.findChild(QFileDialog)
    with qtbot.waitSignal(view.folder_chosen) as sent:
        dialog.fileSelected.emit("/models/mine")
    assert sent.args == ["/models/mine"]
    dialog.close()


@pytest.mark.parametrize(
    ("key", "signal"), [(Qt.Key.Key_A, "automatic_requested"), (Qt.Key.Key_Escape, "leave_requested")]
)
def test_keys_do_what_they_say(qtbot: QtBot, view: ModelsView, key: Qt.Key, signal: str):
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(view, key)


def test_where_the_app_chooses_it_need_not_be_asked_to(view: ModelsView):
    view.show_models(INSTALLING)
    assert "Let the app choose" not in names(view)
    assert [command.enabled for command in view.commands()] == [False, True]
