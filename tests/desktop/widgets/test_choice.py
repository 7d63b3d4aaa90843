from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.choice import Choice, Number
from desktop.widgets.keys import bind
from tests.desktop.samples import HOSTILE

Shown = Callable[..., QWidget]
OPTIONS = ((None, "The system's"), ("a", HOSTILE), ("b", "B " + "long " * 60))


@pytest.fixture
def choice(shown: Shown) -> Choice:
    made = Choice("Microphone")
    made.show_options(OPTIONS, "a")
    shown(made)
    return made


@pytest.fixture
def number(shown: Shown) -> Number:
    made = Number("Time to think", range(301), 5, "s", zero="None")
    made.show_number(30)
    shown(made)
    return made


def wheel(widget: QWidget) -> None:
    centre = QPointF(widget.rect().center())
    turned = QWheelEvent(
        centre,
        widget.mapToGlobal(centre),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turned)


def test_a_choice_shows_what_holds_and_says_what_is_picked(qtbot: QtBot, choice: Choice):
    assert choice.currentText() == HOSTILE
    choice.setFocus()
    with qtbot.waitSignal(choice.chosen) as sent:
        qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert sent.args == [None]


def test_other_options_change_what_is_offered_and_say_nothing(qtbot: QtBot, choice: Choice):
    with qtbot.assertNotEmitted(choice.chosen):
        choice.show_options((*OPTIONS, ("c", "C")), "c")
        choice.show_options(OPTIONS[:2], None)
    assert (choice.count(), choice.currentText()) == (2, "The system's")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_long_name_is_cut_with_an_ellipsis_and_its_list_stays_in_the_window(qtbot: QtBot, choice: Choice):
    choice.show_options(OPTIONS, "b")
    choice.setFixedWidth(300)
    assert not choice.grab().isNull()
    choice.showPopup()
    assert 300 < choice.view().width() <= choice.window().width()
    choice.hidePopup()


@pytest.mark.parametrize("made", ["choice", "number"])
def test_a_wheel_that_passes_by_changes_nothing(request: pytest.FixtureRequest, qtbot: QtBot, made: str):
    widget = request.getfixturevalue(made)
    widget.setFocus()
    with qtbot.assertNotEmitted(widget.chosen):
        wheel(widget)


@pytest.mark.parametrize("made", ["choice", "number"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown])
def test_the_arrow_keys_are_its_own_though_the_screen_scrolls_by_them(
    request: pytest.FixtureRequest, qtbot: QtBot, made: str, key: Qt.Key
):
    widget = request.getfixturevalue(made)
    taken: list[str] = []
    for name in ("Down", "Up", "PgDown"):
        bind(widget.window(), name, lambda name=name: taken.append(name))
    widget.setFocus()
    with qtbot.waitSignal(widget.chosen):
        qtbot.keyClick(widget, key)
    assert taken == []


@pytest.mark.parametrize("made", ["choice", "number"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_End])
def test_so_are_the_keys_to_its_ends(request: pytest.FixtureRequest, qtbot: QtBot, made: str, key: Qt.Key):
    widget = request.getfixturevalue(made)
    taken: list[str] = []
    for name in ("Home", "End"):
        bind(widget.window(), name, lambda name=name: taken.append(name))
    widget.setFocus()
    qtbot.keyClick(widget, key)
    assert taken == []


def test_a_number_is_shown_with_its_unit_and_zero_by_its_word(qtbot: QtBot, number: Number):
    assert number.text() == "30 s"
    with qtbot.assertNotEmitted(number.chosen):
        number.show_number(0)
    assert number.text() == "None"


def test_a_number_out_of_its_bounds_cannot_be_typed(qtbot: QtBot, number: Number):
    number.setFocus()
    number.lineEdit().selectAll()
    qtbot.keyClicks(number.lineEdit(), "99999")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.value() <= 300


def test_what_is_being_typed_is_left(qtbot: QtBot, number: Number):
    number.setFocus()
    number.lineEdit().selectAll()
    qtbot.keyClicks(number.lineEdit(), "4")
    number.show_number(30)
    assert number.lineEdit().text().startswith("4")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.value() == 4


@pytest.mark.parametrize("made", ["choice", "number"])
def test_all_that_takes_the_focus_has_its_name(request: pytest.FixtureRequest, made: str):
    widget = request.getfixturevalue(made)
    for each in (widget, *widget.findChildren(QWidget)):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert each.accessibleName() == widget.accessibleName()
