"""Small buttons above a list: on or off, or with a menu of choices."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from cards.query_parts import DEPTHS
from desktop.widgets.keycap_button import QuietButton
from desktop.widgets.text import restyle

CHIP_PX = 28
LONGEST_CAPTION = 18
T = TypeVar("T")


class Chip(QuietButton):
    """A small button that is on or off, or opens a choice. ``kind`` is a round, or empty."""

    def __init__(self, caption: str, name: str, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("round", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_state(caption, on=False)

    def show_state(self, caption: str, on: bool) -> None:
        """Show this caption, filled when the filter is on."""
        self.setText(caption.replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {caption}" if caption not in self._name else self._name)
        self.setAccessibleDescription("on" if on else "off")
        restyle(self, "on", "true" if on else "false")
        self.updateGeometry()

    def is_on(self) -> bool:
        """Tell whether the filter is on."""
        return bool(self.property("on") == "true")

    def sizeHint(self) -> QSize:
        """Return the size of the words and as much around them as the stylesheet leaves."""
        words = self.fontMetrics().size(0, self.text())
        return QSize(max(words.width() + 22, CHIP_PX), max(words.height() + 8, CHIP_PX))

    def minimumSizeHint(self) -> QSize:
        """A chip is never narrower than its words."""
        return self.sizeHint()


class Chooser(Chip):
    """A chip that opens a menu. ``fill`` is asked for its entries each time."""

    def __init__(self, caption: str, name: str, fill: Callable[[QMenu], None], parent: QWidget | None = None) -> None:
        super().__init__(caption, name, parent=parent)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._refill)
        self._fill = fill
        self.clicked.connect(self._open)

    def entries(self) -> list[QAction]:
        """Return what the menu offers now."""
        self._refill()
        return self._menu.actions()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the menu too."""
        if event.key() == Qt.Key.Key_Down:
            self._open()
        else:
            super().keyPressEvent(event)

    def _refill(self) -> None:
        self._menu.clear()
        self._fill(self._menu)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))


def fill_choices(
    menu: QMenu,
    none: str,
    offered: Iterable[tuple[T, str]],
    on: frozenset[T],
    choose: Callable[[frozenset[T]], object],
) -> None:
    """Offer values by their words, each to be put among those that are ``on`` or taken off; ``none`` takes all off."""
    menu_entry(menu, none, not on, partial(choose, frozenset()))
    menu.addSeparator()
    for value, words in offered:
        menu_entry(menu, words, value in on, partial(choose, on ^ {value}))


def menu_entry(menu: QMenu, words: str, on: bool, slot: Callable[[], object]) -> None:
    """Add an entry that is on or off to ``menu``; ``slot`` is called when it is chosen."""
    action = menu.addAction(words.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda _=False: slot())


def depths_caption(depths: frozenset[int | None]) -> str:
    """Return which depths are asked for: "Depth 1, 2", "No depth yet", or only "Depth" for any."""
    numbers = ", ".join(str(depth) for depth in DEPTHS if depth in depths)
    none = " or none" if numbers else "No depth yet"
    return (f"Depth {numbers}" if numbers or not depths else "").strip() + (none if None in depths else "")


def named_caption(kind: str, names: frozenset[str]) -> str:
    """Return which name is asked for, or how many; only the ``kind`` for any."""
    if len(names) > 1:
        return f"{len(names)} {kind.lower()}s"
    name = next(iter(names), kind)
    return name if len(name) <= LONGEST_CAPTION else name[:LONGEST_CAPTION].rstrip() + "…"
