"""Words with buttons beside them; the buttons go under words that would become a narrow column."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from desktop.widgets.layouts import HeightForWidth
from desktop.widgets.text import Text

LEAST_LETTERS = 30
"""So much of a line the words keep beside the buttons, or all of it where they are shorter."""


class Aside(HeightForWidth):
    """Two widgets: words that wrap at the left, buttons at the right, or at the right under them."""

    def __init__(self, words: Text, buttons: QWidget, margins: tuple[int, int, int, int], spacing: int = 16) -> None:
        super().__init__()
        self._words = words
        self.setContentsMargins(*margins)
        self.setSpacing(spacing)
        self.addWidget(words)
        self.addWidget(buttons)

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
