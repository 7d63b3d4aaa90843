"""The commands every screen has: what the menus hold before a screen adds to them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.commands import EDIT, FILE, GO, HELP, TOOLS, VIEW, Command
from desktop.menus import Groups
from desktop.shortcuts import COMMANDS, PLACES

if TYPE_CHECKING:
    from desktop.window import MainWindow


@dataclass(frozen=True, slots=True)
class Place:
    """A screen one can go to, by its name and by what it is called."""

    name: str
    caption: str
    current: bool


def _nothing() -> None:
    """For a command that is carried out by a screen which is not in front."""


def window_commands(window: "MainWindow") -> dict[str, Groups]:
    """Return the commands of each menu, as things stand."""

    def own(menu: str, text: str, slot: Callable[[], object] = _nothing, enabled: bool = True) -> Command:
        return Command(menu, text, COMMANDS.get(text, ""), slot, enabled and slot is not _nothing)

    def named(text: str, step: str | None, slot: Callable[[], object]) -> Command:
        return Command(EDIT, f"{text} {step}" if step else text, COMMANDS[text], slot, step != "")

    places = window.places()
    undo, redo = window.steps()
    full = window.isFullScreen()
    return {
        FILE: (
            (own(FILE, "Export…"), own(FILE, "Load a sound file…")),
            (own(FILE, "Quit", window.close),),
        ),
        EDIT: (
            (named("Undo", undo, window.undo_requested.emit), named("Redo", redo, window.redo_requested.emit)),
            (own(EDIT, "Copy", window.copy), own(EDIT, "Find", window.search, enabled=window.can_go("review"))),
        ),
        VIEW: (
            (Command(VIEW, "Full screen", COMMANDS["Full screen"], window.toggle_full_screen, checked=full),),
            (
                own(VIEW, "Larger text", lambda: window.zoom(1)),
                own(VIEW, "Smaller text", lambda: window.zoom(-1)),
                own(VIEW, "Normal text", lambda: window.zoom(0)),
            ),
        ),
        GO: (_go(window, places),),
        TOOLS: (
            (own(TOOLS, "Settings", lambda: window.go("settings"), enabled=window.can_go("settings")),),
            (own(TOOLS, "Check the library"),),
        ),
        HELP: (
            (
                own(HELP, "How a session works", window.show_help),
                own(HELP, "Keyboard shortcuts", window.show_shortcuts),
            ),
            (own(HELP, "About Viva Voce", window.show_about),),
        ),
    }


def key_of_place(place: str, number: int) -> str:
    """Return the key that goes to a screen; ``number`` is its place in the rail, from 0."""
    return COMMANDS["Settings"] if place == "settings" else PLACES[number]


def _go(window: "MainWindow", places: tuple[Place, ...]) -> tuple[Command, ...]:
    return tuple(
        Command(
            GO,
            place.caption,
            "" if place.name == "settings" else key_of_place(place.name, number),  # the key is that of Tools
            partial(window.go, place.name),
            place.current or window.can_go(place.name),
            place.current,
        )
        for number, place in enumerate(places)
    )
