from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.keycap_button import KeycapButton, TwiceButton

Shown = Callable[..., QWidget]


def presses_of(button: KeycapButton) -> list[str]:
    presses: list[str] = []
    button.clicked.connect(lambda: presses.append(button.caption()))
    return presses


@pytest.mark.parametrize(
    ("key", "pressed"),
    [
        ("Space", Qt.Key.Key_Space),
        ("Enter", Qt.Key.Key_Return),
        ("Enter", Qt.Key.Key_Enter),
        ("Esc", Qt.Key.Key_Escape),
        ("3", Qt.Key.Key_3),
        ("S", Qt.Key.Key_S),
    ],
)
def test_the_key_on_the_cap_presses_the_button(qtbot: QtBot, shown: Shown, key: str, pressed: Qt.Key):
    button = KeycapButton("Go", key)
    room, presses = shown(button), presses_of(button)
    qtbot.keyClick(room, pressed)
    assert len(presses) == 1


def test_without_a_key_only_the_pointer_presses_it(qtbot: QtBot, shown: Shown):
    button = KeycapButton("Go")
    room, presses = shown(button), presses_of(button)
    qtbot.keyClick(room, Qt.Key.Key_Return)
    assert not presses
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(presses) == 1


def test_a_disabled_or_hidden_button_has_no_key(qtbot: QtBot, shown: Shown):
    button = KeycapButton("Go", "Space")
    room, presses = shown(button), presses_of(button)
    button.setEnabled(False)
    qtbot.keyClick(room, Qt.Key.Key_Space)
    button.setEnabled(True)
    button.hide()
    qtbot.keyClick(room, Qt.Key.Key_Space)
    assert not presses


def test_space_never_presses_a_focused_button_and_enter_does(qtbot: QtBot, shown: Shown):
    button = KeycapButton("Go", "G")
    shown(button)
    presses = presses_of(button)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not presses
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(presses) == 1


def test_enter_goes_to_the_focused_button_before_another_ones_key(qtbot: QtBot, shown: Shown):
    start, other = KeycapButton("Start", "Enter"), KeycapButton("Other")
    shown(start, other)
    started, others = presses_of(start), presses_of(other)
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert (len(started), len(others)) == (0, 1)


def test_a_key_can_be_taken_away(qtbot: QtBot, shown: Shown):
    button = KeycapButton("Keep", "K")
    room, presses = shown(button), presses_of(button)
    button.set_key("")
    qtbot.keyClick(room, Qt.Key.Key_K)
    assert not presses
    assert button.accessibleDescription() == ""


def test_a_screen_reader_hears_the_words_and_the_key(qtbot: QtBot):
    button = KeycapButton("Stop", "Space")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.accessibleDescription()) == ("Stop", "Key: Space")


def test_what_cannot_be_taken_back_is_asked_twice(qtbot: QtBot):
    button = TwiceButton("Discard", "Discard for good")
    qtbot.addWidget(button)
    confirmed: list[bool] = []
    button.confirmed.connect(lambda: confirmed.append(True))
    button.click()
    assert (button.caption(), confirmed) == ("Discard for good", [])
    button.click()
    assert (button.caption(), confirmed) == ("Discard", [True])


def test_a_first_press_can_be_forgotten(qtbot: QtBot):
    button = TwiceButton("Discard", "Discard for good")
    qtbot.addWidget(button)
    with qtbot.assertNotEmitted(button.confirmed):
        button.click()
        button.disarm()
        button.click()
