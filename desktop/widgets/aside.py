"""Words with buttons beside them; the buttons go under words that would become a narrow column."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.widgets.text import Text

LEAST_LETTERS = 30
"""So much of a line the words keep beside the buttons, or all of it where they are shorter."""


class Aside(QLayout):
    """Two widgets: words that wrap at the left, buttons at the right, or at the right under them."""

    def __init__(self, words: Text, buttons: QWidget, margins: tuple[int, int, int, int], spacing: int = 16) -> None:
        super().__init__()
        self._words = words
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(*margins)
        self.setSpacing(spacing)
        self.addWidget(words)
        self.addWidget(buttons)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one of the two."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
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
        """Return the height of both at this width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, room: QRect) -> None:
        """Put both in their places."""
        super().setGeometry(room)
        self._lay(room, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of both beside each other."""
        width = self._least_words() + self.spacing() + self._buttons().width()
        return self._with_margins(QSize(width, self._buttons().height()))

    def minimumSize(self) -> QSize:
        """Return the width of the buttons, for the words go above them, and the height of both as they stand."""
        least = self._with_margins(self._buttons())
        width = self.geometry().width()
        return QSize(least.width(), max(least.height(), self.heightForWidth(width) if width > least.width() else 0))

    def _buttons(self) -> QSize:
        return self._items[-1].sizeHint()

    def _with_margins(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())

    def _least_words(self) -> int:
        metrics = self._words.fontMetrics()
        return min(metrics.horizontalAdvance(self._words.text()) + 2, LEAST_LETTERS * metrics.averageCharWidth())

    def _lay(self, room: QRect, move: bool) -> int:
        words, buttons = self._items
        size, margins = self._buttons(), self.contentsMargins()
        inner = room.marginsRemoved(margins)
        beside = inner.width() - size.width() - self.spacing() >= self._least_words()
        width = inner.width() - size.width() - self.spacing() if beside else inner.width()
        words_px = max(0, words.heightForWidth(width)) if self._words.text() else 0
        gap = self.spacing() // 2 if words_px else 0
        height = max(words_px, size.height()) if beside else words_px + gap + size.height()
        if move:
            room_px = inner.height() if beside else words_px
            words.setGeometry(QRect(inner.topLeft(), QSize(width, room_px)))
            top = inner.y() + (inner.height() - size.height()) // 2 if beside else inner.y() + words_px + gap
            buttons.setGeometry(QRect(QPoint(inner.x() + inner.width() - size.width(), top), size))
        return height + margins.top() + margins.bottom()
