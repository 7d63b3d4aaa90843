"""``?``: what the keys do, on the screen in front and everywhere. Made from the one table and from the buttons."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.commands import Command
from desktop.shortcuts import OWN_KEYS, SCREENS, Shortcut
from desktop.widgets.keycap_button import Keycap, KeycapButton
from desktop.widgets.panel import beside, stacked
from desktop.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Section:
    """Some keys under a heading."""

    title: str
    rows: tuple[Shortcut, ...]


def buttons_keys(screen: QWidget) -> tuple[Shortcut, ...]:
    """Return what the keys of the buttons in sight do; two buttons of the same words are one row."""
    found = (each for each in screen.findChildren(KeycapButton) if each.key() and each.isVisibleTo(screen))
    rows = {(each.key(), each.caption()): Shortcut((each.key(),), each.caption()) for each in found}
    return tuple(rows.values())


def sections(name: str, screen: QWidget, commands: Iterable[Command]) -> tuple[Section, ...]:
    """Return all keys: those of the screen of this name first, then those of the menus."""
    here = tuple(row for row in buttons_keys(screen) if not OWN_KEYS.intersection(row.keys))
    taken = {key for row in here for key in row.keys}
    menus = tuple(Shortcut((each.key,), each.text) for each in commands if each.enabled and each.key not in taken)
    on_screen = Section("On this screen", here + SCREENS.get(name, ()))
    return tuple(section for section in (on_screen, Section("Everywhere", menus)) if section.rows)


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
