"""The menu bar: the window's commands and what the screen in front adds to them, with one owner for each key."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QWidget

from desktop.commands import FILE, HELP, MENUS, TOOLS, Command
from desktop.widgets.keys import keycap_text, sequences

Groups = tuple[tuple[Command, ...], ...]
"""The commands of one menu; a line stands between two groups."""

ROLES = {
    (FILE, "Quit"): QAction.MenuRole.QuitRole,
    (TOOLS, "Settings"): QAction.MenuRole.PreferencesRole,
    (HELP, "About Viva Voce"): QAction.MenuRole.AboutRole,
}
"""What macOS moves into the menu of the application."""


def merged(own: Mapping[str, Groups], offered: Iterable[Command]) -> dict[str, Groups]:
    """Return the window's commands with a screen's among them.

    One with the words of one of the window's stands in its place, the others in a group of their own at the end of
    their menu; in File before the last group, which is Quit's.
    """
    rest = {(each.menu, each.text): each for each in offered}
    menus = {
        menu: tuple(tuple(rest.pop((menu, each.text), each) for each in group) for group in own.get(menu, ()))
        for menu in MENUS
    }
    for menu in MENUS:
        added = tuple(each for each in rest.values() if each.menu == menu)
        end = len(menus[menu]) - (menu == FILE)
        menus[menu] = tuple(group for group in (*menus[menu][:end], added, *menus[menu][end:]) if group)
    return menus


def bound_keys(screen: QWidget | None) -> set[QKeySequence]:
    """Return the keys that ``screen`` binds itself."""
    shortcuts = [] if screen is None else screen.findChildren(QShortcut)
    return {key for shortcut in shortcuts for key in QShortcut.keys(shortcut)}


class Menus:
    """Shows commands as actions of ``window``; their keys work also while the menu bar is hidden.

    ``ask`` returns the commands of each menu. It is called whenever they may have changed, when a menu opens, and
    before one of them is carried out: a screen need not say that a command is to be had or not just now.
    """

    def __init__(self, window: QMainWindow, ask: Callable[[], Mapping[str, Groups]]) -> None:
        self._window = window
        self._ask = ask
        self._actions: dict[tuple[str, str], QAction] = {}
        self._screen: QWidget | None = None
        self.bar = QMenuBar(window)
        self._menus = {name: self._menu(name) for name in MENUS}
        window.setMenuBar(self.bar)

    def action(self, menu: str, text: str) -> QAction:
        """Return the action with these words; KeyError where there is none."""
        return self._actions[menu, text]

    def fill(self, screen: QWidget | None) -> None:
        """Take up the commands anew.

        A key that ``screen`` binds itself stays its own and is only shown; of two commands with one key the first has
        it. Qt would carry out neither.
        """
        self._screen = screen
        taken = bound_keys(screen)
        menus = self._ask()
        self._forget({(menu, each.text) for menu, groups in menus.items() for group in groups for each in group})
        for menu, groups in menus.items():
            self._menus[menu].clear()
            for place, group in enumerate(groups):
                if place:
                    self._menus[menu].addSeparator()
                self._menus[menu].addActions([self._shown(command, taken) for command in group])

    def _menu(self, name: str) -> QMenu:
        menu = self.bar.addMenu(f"&{name}")
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._look_again)
        menu.aboutToHide.connect(self._let_keys_through)
        return menu

    def commands(self) -> Iterator[Command]:
        """Return all commands as they are now, menu by menu."""
        return (command for groups in self._ask().values() for group in groups for command in group)

    def _forget(self, wanted: set[tuple[str, str]]) -> None:
        for gone in set(self._actions) - wanted:
            action = self._actions.pop(gone)
            self._window.removeAction(action)
            action.deleteLater()

    def _shown(self, command: Command, taken: set[QKeySequence]) -> QAction:
        of = command.menu, command.text
        if of not in self._actions:
            self._actions[of] = self._new_action(command)
        action = self._actions[of]
        keys = sequences(command.key) if command.key else []
        only_shown = not taken.isdisjoint(keys)
        taken.update(keys)
        words = command.text.replace("&", "&&")
        action.setText(f"{words}\t{keycap_text(command.key)}" if only_shown else words)
        action.setShortcuts([] if only_shown else keys)
        action.setToolTip(f"{command.text} ({keycap_text(command.key)})" if keys else command.text)
        action.setCheckable(command.checked is not None)
        action.setChecked(bool(command.checked))
        return action

    def _new_action(self, command: Command) -> QAction:
        action = QAction(self._window)
        action.setMenuRole(ROLES.get((command.menu, command.text), QAction.MenuRole.NoRole))
        action.setAutoRepeat(False)
        action.triggered.connect(lambda: self._carry_out(command.menu, command.text))
        self._window.addAction(action)
        return action

    def _carry_out(self, menu: str, text: str) -> None:
        for command in self.commands():
            if (command.menu, command.text) == (menu, text) and command.enabled:
                command.slot()
                break
        self.fill(self._screen)

    def _look_again(self) -> None:
        """A menu opens: show what is to be had now."""
        self.fill(self._screen)
        for command in self.commands():
            self._actions[command.menu, command.text].setEnabled(command.enabled)

    def _let_keys_through(self) -> None:
        """Outside an open menu a key always arrives, and ``_carry_out`` asks."""
        for action in self._actions.values():
            action.setEnabled(True)
