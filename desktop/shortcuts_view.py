"""``?``: what the keys do, on the screen in front and everywhere. Made from the one table and from the buttons."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.commands import Command, commands_of
from desktop.shortcuts import OWN_KEYS, SCREENS, Shortcut
from desktop.widgets.keycap_button import Keycap, KeycapButton
from desktop.widgets.panel import beside, stacked
from desktop.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Section:
    """Some keys under a heading."""

    title: str
    rows: tuple[Shortcut, ...]


def buttons_keys(screen: QWidget, in_sight: bool = True) -> tuple[Shortcut, ...]:
    """Return what the keys of the buttons do: of those in sight, or of all that the screen may show."""
    found = (each for each in screen.findChildren(KeycapButton) if each.key())
    return tuple(Shortcut((each.key(),), each.caption()) for each in found if each.isVisibleTo(screen) or not in_sight)


def sections(name: str, screen: QWidget, commands: Iterable[Command]) -> tuple[Section, ...]:
    """Return all keys: those of the screen of this name first, then those of the menus that are there everywhere.

    A key stands there once: as a button says it, as the table has it, or as the menu does.
    """
    own = {(each.menu, each.text) for each in commands_of(screen)}
    with_keys = [each for each in commands if each.key]
    theirs = tuple(Shortcut((each.key,), each.text) for each in with_keys if (each.menu, each.text) in own)
    buttons = tuple(each for each in buttons_keys(screen) if not OWN_KEYS.issuperset(each.keys))
    here = _once((*buttons, *SCREENS.get(name, ()), *theirs), ())
    others = (each for each in with_keys if each.enabled and (each.menu, each.text) not in own)
    everywhere = _once((Shortcut((each.key,), each.text) for each in others), here)
    found = (Section("On this screen", here), Section("Everywhere", everywhere))
    return tuple(section for section in found if section.rows)


def _once(shortcuts: Iterable[Shortcut], before: tuple[Shortcut, ...]) -> tuple[Shortcut, ...]:
    taken = {key for shortcut in before if not shortcut.focused for key in shortcut.keys}
    rows = []
    for shortcut in shortcuts:
        if shortcut.focused or taken.isdisjoint(shortcut.keys):
            rows.append(shortcut)
            taken.update(() if shortcut.focused else shortcut.keys)
    return tuple(rows)


class ShortcutsPage(QWidget):
    """The sections under each other, keys at the left."""

    def __init__(self, shown: tuple[Section, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for section in shown:
            heading = Text(section.title, "section")
            heading.setContentsMargins(0, 16 if grid.count() else 0, 0, 4)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for shortcut in section.rows:
                _add_row(grid, shortcut)
        rows = stacked(self)
        rows.addLayout(grid)
        rows.addStretch(1)


def _add_row(grid: QGridLayout, shortcut: Shortcut) -> None:
    keys = beside(4)
    for key in shortcut.keys:
        keys.addWidget(Keycap(key))
    keys.addStretch(1)
    row = grid.rowCount()
    grid.addLayout(keys, row, 0)
    grid.addWidget(Text(shortcut.text, wrap=True), row, 1)
