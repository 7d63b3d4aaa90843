"""What ``?`` shows is what is bound: the table, the keycaps and the menus, screen by screen."""

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.commands import EDIT, VIEW, Command, commands_of
from desktop.menus import merged
from desktop.shortcuts import COMMANDS, OWN_KEYS, SCREENS, Shortcut
from desktop.shortcuts_view import Section, ShortcutsPage, buttons_keys, sections
from desktop.widgets.keycap_button import Keycap, KeycapButton
from desktop.widgets.keys import bind, sequences
from desktop.window import MainWindow
from desktop.window_commands import window_commands
from tests.desktop import screens

Make = Callable[[], QWidget]
EVERY_SCREEN = pytest.mark.parametrize("make", screens.SCREENS, ids=lambda make: make.__name__)


def written(keys: set[str]) -> set[str]:
    """The keys as Qt writes them, with those that count as the same."""
    same = {"="} if "+" in keys else set()  # the plus without Shift
    return same | {sequence.toString() for key in keys for sequence in sequences(key)}


def bound(screen: QWidget) -> set[str]:
    return {key.toString() for shortcut in screen.findChildren(QShortcut) for key in QShortcut.keys(shortcut)}


def keys_of(rows: tuple[Shortcut, ...]) -> set[str]:
    return {key for row in rows for key in row.keys}


@EVERY_SCREEN
def test_every_key_that_a_screen_binds_is_shown(qtbot: QtBot, make: Make):
    screen = make()
    qtbot.addWidget(screen)
    table = keys_of(SCREENS.get(screens.name_of(make), ()))
    buttons = keys_of(buttons_keys(screen, in_sight=False))
    commands = {command.key for command in commands_of(screen)}
    assert bound(screen) <= written(table | buttons | commands)


@EVERY_SCREEN
def test_every_key_that_the_table_has_is_bound(qtbot: QtBot, make: Make):
    screen = make()
    qtbot.addWidget(screen)
    rows = tuple(row for row in SCREENS.get(screens.name_of(make), ()) if not row.focused)
    assert written(keys_of(rows)) - {"="} <= bound(screen) | written({each.key for each in commands_of(screen)})


@EVERY_SCREEN
def test_no_screen_binds_a_key_of_the_window(qtbot: QtBot, make: Make):
    screen = make()
    qtbot.addWidget(screen)
    assert not bound(screen) & written(set(OWN_KEYS))


@EVERY_SCREEN
def test_no_key_is_in_two_entries_of_the_menus(qtbot: QtBot, make: Make):
    window, screen = MainWindow(), make()
    for each in (window, screen):
        qtbot.addWidget(each)
    menus = merged(window_commands(window), commands_of(screen))
    keys = Counter(each.key for groups in menus.values() for group in groups for each in group if each.key)
    assert not {key for key, times in keys.items() if times > 1}


def test_the_menus_take_their_keys_from_the_table(qtbot: QtBot):
    window = MainWindow()
    qtbot.addWidget(window)
    menus = window_commands(window)
    shown = {each.text: each.key for groups in menus.values() for group in groups for each in group if each.key}
    assert shown == COMMANDS


def test_every_screen_of_the_table_exists():
    assert set(SCREENS) <= {screens.name_of(make) for make in screens.SCREENS}


# The page


class Screen(QWidget):
    """A button with a key, one out of sight, and a command."""

    def __init__(self) -> None:
        super().__init__()
        KeycapButton("Keep", "K", parent=self)
        KeycapButton("Hidden", "H", parent=self).hide()
        KeycapButton("Take it back", "Ctrl+Z", parent=self)
        bind(self, "P", self.update)

    def commands(self) -> tuple[Command, ...]:
        return (Command(EDIT, "Mark", "M", self.update), Command(EDIT, "Keep it", "K", self.update))


def test_a_key_stands_there_once_and_the_screens_come_first(qtbot: QtBot):
    screen = Screen()
    qtbot.addWidget(screen)
    undo, off = Command(EDIT, "Undo", "Ctrl+Z", print), Command(VIEW, "Off", "Ctrl+Y", print, enabled=False)
    found = sections("pause", screen, (undo, *screen.commands(), off, Command(VIEW, "No key", "", print)))
    assert found == (
        Section(
            "On this screen",
            (Shortcut(("K",), "Keep"), Shortcut(("P",), "Go on"), Shortcut(("M",), "Mark")),
        ),
        Section("Everywhere", (Shortcut(("Ctrl+Z",), "Undo"),)),
    )


def test_the_page_shows_every_key_on_a_cap(qtbot: QtBot):
    page = ShortcutsPage((Section("On this screen", (Shortcut(("Up", "Down"), "Scroll"),)),))
    qtbot.addWidget(page)
    assert [cap.text() for cap in page.findChildren(Keycap)] == ["Up", "Down"]
