"""The part about dates: the keyboard alone changes everything, and nothing is told that was not done."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QShortcut
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings.days_off import Stretch
from desktop.settings.schedule_model import Chosen, ScheduleModel
from desktop.settings.schedule_view import DaysField, Percent
from desktop.settings.values import Settings
from desktop.settings.view import SettingsView
from desktop.theme import BODY_PX, LIGHT, apply
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.text import Text
from tests.desktop.settings.schedule_samples import ASKING, DONE, OFF, RESTING, STRETCHES

Shown = Callable[..., QWidget]
SURE, WEAK = "How sure to be when a prompt comes back", "How sure to be in your weakest rounds"


@pytest.fixture
def view(shown: Shown, qapp: QApplication) -> Iterator[SettingsView]:
    apply(qapp, LIGHT)
    made = SettingsView()
    made.show_settings(Settings())
    made.show_schedule(RESTING)
    shown(made)
    yield made
    made.schedule.settle()
    qapp.setStyleSheet("")


def control(view: QWidget, name: str) -> QWidget:
    return next(each for each in view.findChildren(QWidget) if each.accessibleName() == name)


def focus(view: QWidget, name: str) -> QWidget:
    found = control(view, name)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def texts(view: QWidget) -> list[str]:
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


def test_what_holds_is_shown(view: SettingsView):
    assert control(view, SURE).text() == "85 %"
    assert control(view, WEAK).text() == "92 %"
    easy = [box.accessibleName() for box in view.findChildren(QCheckBox) if box.isChecked()]
    assert "Easy on Sunday" in easy
    assert "Easy on Saturday" not in easy
    for _, words in OFF:
        assert words in texts(view)
    assert not view.bar.isVisible()


def test_the_week_begins_on_monday(view: SettingsView):
    names = [box.accessibleName() for box in view.findChildren(QCheckBox) if box.accessibleName().startswith("Easy")]
    assert names[0] == "Easy on Monday"
    assert names[-1] == "Easy on Sunday"


def test_showing_it_changes_nothing(qtbot: QtBot, view: SettingsView):
    with qtbot.assertNotEmitted(view.schedule.chosen, wait=0):
        for model in (ASKING, DONE, RESTING, replace(RESTING, chosen=Chosen(95, 95, frozenset(range(7))))):
            view.show_schedule(model)
    assert not view.schedule._settled.isActive()


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        (SURE, Qt.Key.Key_Up, Chosen(86, 92, frozenset({6}))),
        (WEAK, Qt.Key.Key_Down, Chosen(85, 91, frozenset({6}))),
        ("Easy on Saturday", Qt.Key.Key_Space, Chosen(85, 92, frozenset({5, 6}))),
        ("Easy on Sunday", Qt.Key.Key_Space, Chosen(85, 92, frozenset())),
    ],
)
def test_each_control_is_changed_by_key_and_told_once_it_is_settled(
    qtbot: QtBot, view: SettingsView, name: str, key: Qt.Key, said: Chosen
):
    with qtbot.waitSignal(view.schedule.chosen) as sent:
        qtbot.keyClick(focus(view, name), key)
        assert not sent.signal_triggered
    assert sent.args == [said]


def test_on_the_way_to_a_value_nothing_is_told(qtbot: QtBot, view: SettingsView):
    told: list[Chosen] = []
    view.schedule.chosen.connect(told.append)
    for _ in range(7):
        qtbot.keyClick(focus(view, SURE), Qt.Key.Key_Up)
    assert told == []
    assert view.schedule.settle()
    assert told == [Chosen(92, 92, frozenset({6}))]
    assert not view.schedule.settle()


def test_what_is_being_changed_is_not_put_back(qtbot: QtBot, view: SettingsView):
    qtbot.keyClick(focus(view, SURE), Qt.Key.Key_Up)
    view.show_schedule(RESTING)
    assert control(view, SURE).value() == 86
    view.schedule.settle()
    view.show_schedule(RESTING)
    assert control(view, SURE).value() == 85


def test_the_bounds_are_those_of_the_rules(view: SettingsView):
    sure, weak = view.findChildren(Percent)
    assert (sure.minimum(), sure.maximum()) == (70, 95)
    view.show_schedule(replace(RESTING, chosen=Chosen(90, 93, frozenset())))
    assert (weak.minimum(), weak.maximum()) == (90, 95)


def test_days_are_written_and_told_with_enter(qtbot: QtBot, view: SettingsView):
    field = focus(view, "Days off")
    qtbot.keyClicks(field, "24 Dec - 2 Jan, 4 Jan")
    with qtbot.waitSignal(view.schedule.off.written) as sent:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert sent.args == ["24 Dec - 2 Jan, 4 Jan"]
    view.days_taken()
    assert field.text() == ""
    assert field.hasFocus()
    qtbot.keyClicks(field, "24 Dec - 2 Jan, 4 Jan")
    with qtbot.waitSignal(view.schedule.off.written):
        qtbot.mouseClick(control(view, "Add days off"), Qt.MouseButton.LeftButton)


def test_days_that_could_not_be_read_stay_to_be_put_right(qtbot: QtBot, view: SettingsView):
    field = focus(view, "Days off")
    qtbot.keyClicks(field, "31 Nov")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    view.show_schedule(DONE)
    assert field.text() == "31 Nov"
    assert DONE.problem in texts(view)
    view.show_schedule(RESTING)
    assert DONE.problem not in texts(view)


def test_days_are_removed_by_key_and_the_keyboard_stays_in_the_list(qtbot: QtBot, view: SettingsView):
    with qtbot.waitSignal(view.schedule.off.removed) as sent:
        qtbot.keyClick(focus(view, f"Remove: {OFF[0][1]}"), Qt.Key.Key_Return)
    assert sent.args == [STRETCHES[0]]
    view.show_schedule(replace(RESTING, off=OFF[1:]))
    assert control(view, f"Remove: {OFF[1][1]}").hasFocus()
    view.show_schedule(replace(RESTING, off=()))
    assert control(view, "Days off").hasFocus()
    assert isinstance(QApplication.focusWidget(), DaysField)


def test_it_asks_beneath_the_page_and_is_answered_by_key(qtbot: QtBot, view: SettingsView):
    view.show_schedule(ASKING)
    assert ASKING.said in texts(view.bar)
    with qtbot.waitSignal(view.apply_requested):
        qtbot.keyClick(focus(view, SURE), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(view.bar.declined), qtbot.assertNotEmitted(view.leave_requested, wait=0):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    view.show_schedule(RESTING)
    with qtbot.waitSignal(view.leave_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_until_it_is_known_what_would_move_there_is_nothing_to_say_yes_to(qtbot: QtBot, view: SettingsView):
    view.show_schedule(replace(ASKING, ready=False))
    with qtbot.assertNotEmitted(view.apply_requested, wait=0):
        qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert control(view.bar, "Cancel").isEnabled()


def test_what_was_typed_last_is_looked_at_before_it_is_made(qtbot: QtBot, view: SettingsView):
    view.show_schedule(ASKING)
    number = focus(view, SURE)
    number.selectAll()
    qtbot.keyClicks(number, "90")
    with qtbot.waitSignal(view.schedule.chosen) as sent, qtbot.assertNotEmitted(view.apply_requested, wait=0):
        qtbot.keyClick(number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent.args == [Chosen(90, 92, frozenset({5, 6}))]


def test_what_was_done_is_said_without_a_question(view: SettingsView):
    view.show_schedule(DONE)
    assert DONE.said in texts(view.bar)
    assert not any(button.isVisible() for button in view.bar.findChildren(KeycapButton))


def test_the_keyboard_goes_back_to_the_page_when_the_buttons_go(view: SettingsView):
    view.show_schedule(ASKING)
    focus(view.bar, "Apply")
    view.show_schedule(DONE)
    assert QApplication.focusWidget() is view


@pytest.mark.parametrize("name", [SURE, "Easy on Monday", "Days off"])
def test_ctrl_z_reaches_the_window_from_every_control(qtbot: QtBot, view: SettingsView, name: str):
    undone: list[bool] = []
    QShortcut(Qt.Modifier.CTRL | Qt.Key.Key_Z, view.window(), lambda: undone.append(True))
    widget = focus(view, name)
    qtbot.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    if isinstance(widget, QCheckBox):
        return
    qtbot.keyClicks(widget, "7")
    qtbot.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]  # what is being typed goes first


def test_esc_leaves_an_empty_line_to_the_screen_and_empties_a_written_one(qtbot: QtBot, view: SettingsView):
    field = focus(view, "Days off")
    qtbot.keyClicks(field, "24 De")
    with qtbot.assertNotEmitted(view.leave_requested, wait=0):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(view.leave_requested):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_what_was_changed_or_written_counts_when_the_screen_is_left(qtbot: QtBot, view: SettingsView):
    qtbot.keyClick(focus(view, SURE), Qt.Key.Key_Down)
    qtbot.keyClicks(focus(view, "Days off"), "tomorrow")
    with qtbot.waitSignals([view.schedule.chosen, view.schedule.off.written]):
        view.hide()


def test_every_control_has_a_name_of_its_own(view: SettingsView):
    view.show_schedule(ASKING)
    controls = [
        each
        for each in (*view.schedule.findChildren(QWidget), *view.bar.findChildren(QWidget))
        if isinstance(each, QSpinBox | QCheckBox | KeycapButton | DaysField) and each.isVisible()
    ]
    names = [each.accessibleName() for each in controls]
    assert len(names) == 2 + 7 + 1 + 1 + len(OFF) + 2
    assert all(names)
    assert len(set(names)) == len(names)
    buddies = {label.buddy().accessibleName() for label in view.findChildren(QLabel) if label.buddy()}
    assert buddies >= {SURE, WEAK, "Days off"}


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("model", [RESTING, ASKING, DONE])
def test_no_word_is_cut_off_at_any_size_of_text(qapp: QApplication, shown: Shown, zoom: float, model: ScheduleModel):
    font, large = qapp.font(), QFont(qapp.font())
    large.setPixelSize(round(BODY_PX * zoom))
    qapp.setFont(large)
    apply(qapp, LIGHT, zoom)
    made = SettingsView()
    made.show_settings(Settings())
    made.show_schedule(model)
    shown(made)
    for label in (*made.schedule.findChildren(QLabel), *made.bar.findChildren(QLabel)):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()
    for box in made.schedule.findChildren(QCheckBox):
        assert box.geometry().right() <= box.parentWidget().width()
    qapp.setFont(font)
    qapp.setStyleSheet("")


def test_a_stretch_removed_is_the_one_of_its_row(qtbot: QtBot, view: SettingsView):
    told: list[Stretch] = []
    view.schedule.off.removed.connect(told.append)
    for _, words in OFF:
        qtbot.mouseClick(control(view, f"Remove: {words}"), Qt.MouseButton.LeftButton)
    assert told == list(STRETCHES)
