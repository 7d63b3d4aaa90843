from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.commands import EDIT, FILE, HELP, TOOLS, Command
from desktop.menus import Groups, Menus, merged
from desktop.widgets.keys import bind


def command(text: str, key: str = "", menu: str = FILE, **changed: object) -> Command:
    return Command(menu, text, key, changed.pop("slot", lambda: None), **changed)


EXPORT, QUIT, COPY = command("Export…", "Ctrl+E"), command("Quit", "Ctrl+Q"), command("Copy", "Ctrl+C", EDIT)
OWN: dict[str, Groups] = {FILE: ((EXPORT,), (QUIT,)), EDIT: ((COPY,),)}


def texts(groups: Groups) -> list[list[str]]:
    return [[each.text for each in group] for group in groups]


def test_a_screens_command_takes_the_place_of_one_of_the_same_words():
    theirs = command("Export…", "Ctrl+E", slot=print)
    assert merged(OWN, (theirs,))[FILE] == ((theirs,), (QUIT,))


@pytest.mark.parametrize(
    ("menu", "expected"),
    [(FILE, [["Export…"], ["Mine"], ["Quit"]]), (EDIT, [["Copy"], ["Mine"]]), (TOOLS, [["Mine"]])],
)
def test_others_stand_in_a_group_of_their_own(menu: str, expected: list[list[str]]):
    assert texts(merged(OWN, (command("Mine", menu=menu),))[menu]) == expected


def test_the_same_words_in_another_menu_are_another_command():
    assert texts(merged(OWN, (command("Copy", menu=TOOLS),))[EDIT]) == [["Copy"]]


class Bench:
    """A window with menus, and what they are told to show."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.screen = QWidget()
        self.window.setCentralWidget(self.screen)
        self.commands: list[Command] = []
        self.menus = Menus(self.window, lambda: merged({}, self.commands))
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.screen.setFocus()

    def show(self, *commands: Command) -> None:
        self.commands = list(commands)
        self.menus.fill(self.screen)

    def action(self, text: str, menu: str = FILE) -> QAction:
        return self.menus.action(menu, text)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.window.close()


def test_a_key_works_also_while_the_menu_bar_is_hidden(qtbot: QtBot, bench: Bench):
    done: list[str] = []
    bench.show(command("Export…", "Ctrl+E", slot=lambda: done.append("export")))
    for hidden in (False, True):
        bench.menus.bar.setHidden(hidden)
        qtbot.keyClick(bench.screen, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == ["export", "export"]


def test_a_key_that_the_screen_binds_stays_its_own(qtbot: QtBot, bench: Bench):
    done: list[str] = []
    bind(bench.screen, "Ctrl+E", lambda: done.append("button"))
    bench.show(command("Export…", "Ctrl+E", slot=lambda: done.append("menu")))
    qtbot.keyClick(bench.screen, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == ["button"]
    assert bench.action("Export…").text() == "Export…\tCtrl+E"


def test_whether_a_command_is_to_be_had_is_asked_when_it_is_wanted(qtbot: QtBot, bench: Bench):
    done: list[str] = []

    def export(enabled: bool) -> Command:
        return command("Export…", "Ctrl+E", slot=lambda: done.append("export"), enabled=enabled)

    bench.show(export(False))
    qtbot.keyClick(bench.screen, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    bench.commands = [export(True)]
    qtbot.keyClick(bench.screen, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == ["export"]


def test_an_open_menu_shows_what_is_to_be_had(bench: Bench):
    bench.show(command("Export…", "Ctrl+E", enabled=False), QUIT)
    menu = bench.menus.bar.actions()[0].menu()
    menu.aboutToShow.emit()
    assert [each.isEnabled() for each in menu.actions() if not each.isSeparator()] == [False, True]
    menu.aboutToHide.emit()
    assert bench.action("Export…").isEnabled()


def test_commands_come_and_go(bench: Bench):
    bench.show(command("Export…"), command("Mine"))
    before = bench.action("Export…")
    bench.show(command("Export…"))
    assert bench.action("Export…") is before
    with pytest.raises(KeyError):
        bench.action("Mine")


@pytest.mark.parametrize(("checked", "checkable"), [(None, False), (True, True), (False, True)])
def test_a_mark_is_shown(bench: Bench, checked: bool | None, checkable: bool):
    bench.show(command("Full screen", checked=checked))
    assert (bench.action("Full screen").isCheckable(), bench.action("Full screen").isChecked()) == (
        checkable,
        bool(checked),
    )


def test_words_are_shown_letter_by_letter_and_the_key_in_the_tip(bench: Bench):
    bench.show(command("Questions & answers", "Ctrl+E"), command("Plain"))
    assert bench.action("Questions & answers").text() == "Questions && answers"
    assert bench.action("Questions & answers").toolTip() == "Questions & answers (Ctrl+E)"
    assert bench.action("Plain").toolTip() == "Plain"


def test_macos_finds_what_belongs_into_its_own_menu(bench: Bench):
    bench.show(QUIT, command("Settings", menu=TOOLS), command("About Viva Voce", menu=HELP), EXPORT)
    roles = QAction.MenuRole
    assert bench.action("Quit").menuRole() == roles.QuitRole
    assert bench.action("Settings", TOOLS).menuRole() == roles.PreferencesRole
    assert bench.action("About Viva Voce", HELP).menuRole() == roles.AboutRole
    assert bench.action("Export…").menuRole() == roles.NoRole


def test_the_plus_needs_no_shift(bench: Bench):
    bench.show(command("Larger text", "Ctrl++"))
    assert bench.action("Larger text").shortcuts() == [QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")]
