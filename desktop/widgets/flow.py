"""A row that goes on in the next line where there is no room."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from desktop.widgets.layouts import HeightForWidth


class Flow(HeightForWidth):
    """Lays widgets out from left to right, in as many lines as they need; hidden ones take no room."""

    def __init__(self, spacing: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def sizeHint(self) -> QSize:
        """Return the size of all in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(each.width() for each in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((each.height() for each in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        least = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def _lay(self, room: QRect, move: bool) -> int:
        x, y, line = room.x(), room.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x > room.x() and x + hint.width() > room.right() + 1:
                x, y, line = room.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x, line = x + hint.width() + self.spacing(), max(line, hint.height())
        return y + line - room.y()
