"""What the day is for, and beside it where one stands; under each other where there is no room for both. Passive."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from desktop.widgets.layouts import HeightForWidth
from desktop.widgets.text import enlarged


@dataclass(frozen=True, slots=True)
class Widths:
    """Pixels of text at its usual size; they grow with it."""

    least: int
    """What the first must have for both to stand beside each other."""
    most: int
    """What one of them has at most that stands alone, or above the other."""
    second: int
    """Of the second, beside the first."""


class Abreast(HeightForWidth):
    """Two widgets from the top: the first takes the room it can have, the second has a width of its own.

    Under each other, or alone, they stand in the middle.
    """

    def __init__(self, first: QWidget, second: QWidget, widths: Widths, spacing: int) -> None:
        super().__init__()
        self._first = first
        self._widths = widths
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self.addWidget(first)
        self.addWidget(second)

    def sizeHint(self) -> QSize:
        """Return the size under each other, for the width is never asked for."""
        width = max(item.sizeHint().width() for item in self._items)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return the width of the wider one, and the height of both as they stand."""
        width = max((item.minimumSize().width() for item in self._shown()), default=0)
        given = self.geometry().width()
        return QSize(width, self.heightForWidth(given) if given >= width else 0)

    def are_abreast(self, width: int) -> bool:
        """Whether both stand beside each other in ``width`` pixels."""
        return len(self._shown()) > 1 and width >= self._px(self._widths.least) + self.spacing() + self._px(
            self._widths.second
        )

    def _px(self, pixels: int) -> int:
        return enlarged(pixels, self._first)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, room: QRect, move: bool) -> int:
        if self.are_abreast(room.width()):
            return self._lay_abreast(room, move)
        width = min(room.width(), self._px(self._widths.most))
        at = QPoint(room.x() + (room.width() - width) // 2, room.y())
        for item in self._shown():
            if at.y() > room.y():
                at.setY(at.y() + self.spacing())
            height = _height(item, width)
            if move:
                item.setGeometry(QRect(at, QSize(width, height)))
            at.setY(at.y() + height)
        return at.y() - room.y()

    def _lay_abreast(self, room: QRect, move: bool) -> int:
        first, second = self._items
        beside = self._px(self._widths.second)
        width = min(room.width() - beside - self.spacing(), self._px(self._widths.most))
        left = room.x() + (room.width() - width - self.spacing() - beside) // 2
        heights = _height(first, width), _height(second, beside)
        if move:
            first.setGeometry(QRect(left, room.y(), width, heights[0]))
            second.setGeometry(QRect(left + width + self.spacing(), room.y(), beside, heights[1]))
        return max(heights)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
