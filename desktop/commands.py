"""What can be done from the menus: commands as values, contributed by the window and by the screen in front."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

FILE, EDIT, VIEW, GO, TOOLS, HELP = MENUS = ("File", "Edit", "View", "Go", "Tools", "Help")


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of a menu.

    A screen's command with the words of one of the window's own ("Export…", "Find") takes its place while the screen
    is in front. A key that the screen binds itself, on a button for example, stays the screen's: the menu shows it.
    """

    menu: str
    """One of ``MENUS``."""
    text: str
    """As it is read, without marks for the keyboard: "Export…"."""
    key: str
    """A keycap's name such as ``Ctrl+E``, or empty for none."""
    slot: Callable[[], object]
    enabled: bool = True
    checked: bool | None = None
    """On or off; None for an entry that does something."""

    def __post_init__(self) -> None:
        """Refuse a menu that does not exist."""
        if self.menu not in MENUS:
            raise ValueError(f"there is no menu {self.menu!r}")


class Commanding(Protocol):
    """A screen that adds to the menus. It is asked when it comes to the front and whenever a menu opens."""

    def commands(self) -> tuple[Command, ...]: ...  # noqa: D102


def commands_of(screen: object) -> tuple[Command, ...]:
    """Return what ``screen`` adds to the menus: nothing, unless it says so."""
    ask = getattr(screen, "commands", None)
    return ask() if callable(ask) else ()
