"""The left of a screen that searches: field, filters, how many were found, and the rows or what there is not."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme import BODY_PX
from desktop.widgets.empty import Empty
from desktop.widgets.empty_list import EmptyList
from desktop.widgets.panel import SCROLL_BAR_PX, Hairline, ScrollColumn, Upright, beside, stacked
from desktop.widgets.search_field import SearchField
from desktop.widgets.text import Text

LEAST_PX, MOST_PX = 280, 360


class SearchSide(ScrollColumn):
    """``found`` are the rows; ``bars`` stand below them, ``foot`` below the line, its first part at the left."""

    def __init__(
        self, field: SearchField, filters: QWidget, found: QWidget, bars: Sequence[QWidget], foot: Sequence[QWidget]
    ) -> None:
        self.count = Text("", "small")
        self.empty = EmptyList()
        self._field, self._found = field, found
        self._problems = Text("", "small", wrap=True)
        super().__init__(self._laid_out(filters, bars, foot), centred=False)
        self._problems.setVisible(False)
        self.empty.setVisible(False)
        self.setMaximumWidth(MOST_PX)
        self._fit()

    def show_problems(self, text: str) -> None:
        """Say what of the search was not understood; nothing where all was."""
        self._problems.show_text(text)
        self._problems.setVisible(bool(text))

    def show_empty(self, empty: Empty | None) -> None:
        """Show why there are no rows, or the rows."""
        if empty is not None:
            self.empty.show_empty(empty)
        self.empty.setVisible(empty is not None)
        self.count.setVisible(empty is None)
        self._found.setVisible(empty is None)

    def mark_search(self) -> None:
        """Give the search field the keyboard, with its text marked."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Give larger text more room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        larger = QFontInfo(self._field.font()).pixelSize() / BODY_PX
        self.setMinimumWidth(round(min(MOST_PX, LEAST_PX * max(1.0, larger))))

    def _laid_out(self, filters: QWidget, bars: Sequence[QWidget], foot: Sequence[QWidget]) -> QWidget:
        side = QWidget()
        rows = stacked(side, (16, 24, 16 - SCROLL_BAR_PX, 16))
        rows.addWidget(self._field)
        self._problems.setContentsMargins(8, 8, 0, 0)
        rows.addWidget(self._problems)
        rows.addSpacing(8)
        rows.addWidget(filters)
        rows.addSpacing(12)
        count = beside(0)
        count.addSpacing(8)
        count.addWidget(self.count, 1)
        rows.addLayout(count)
        rows.addSpacing(8)
        rows.addWidget(self._found, 1)
        rows.addWidget(self.empty, 1)
        rows.addSpacing(8)
        for bar in bars:
            rows.addWidget(bar)
        if bars:
            rows.addSpacing(8)
        rows.addWidget(Hairline())
        rows.addSpacing(4)
        rows.addWidget(foot[0], alignment=Qt.AlignmentFlag.AlignLeft)
        for part in foot[1:]:
            rows.addWidget(part)
        return side


def two_halves(parent: QWidget, side: SearchSide, chosen: QWidget) -> None:
    """Put ``side`` and what is chosen in it beside each other, a line between them."""
    columns = QHBoxLayout(parent)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(0)
    columns.addWidget(side, 1)
    columns.addWidget(Upright())
    columns.addWidget(chosen, 2)
