"""The layout a widget of ours was given, and what layouts of our own have in common."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


def layout_of(widget: QWidget) -> QLayout:
    """Return the layout of a widget that has one; asking one that has none is a fault of ours."""
    layout = widget.layout()
    if layout is None:
        raise LookupError(f"{type(widget).__name__} has no layout")
    return layout


class HeightForWidth(QLayout):
    """A layout whose height follows from its width; a subclass says in ``_lay`` where its items go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def _lay(self, room: QRect, move: bool) -> int:
        """Return the height needed at the width of ``room``, and ``move`` the items there or only measure."""
        raise NotImplementedError

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item after the others."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the items at this width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, room: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(room)
        self._lay(room, move=True)
