"""The list of prompts: a model, the painter of its rows, and the view. No widget per row: there may be thousands."""

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyleOptionViewItem,
)

from desktop.prompts.catalogue import Entry
from desktop.prompts.model import ListModel, badges, line_facts, read_aloud
from desktop.theme import Roles
from desktop.widgets.painted_list import Index, PaintedList, RowPainter
from desktop.widgets.row_painting import (
    GAP_PX,
    LINE_GAP_PX,
    PAD_PX,
    RowFonts,
    paint_badge,
    paint_ground,
    paint_line,
    paint_star,
    roles_of,
)

PILL_EDGE_PX = 6
PILL_MOST = 0.4
"""Of a line; what is left says where the prompt stands."""
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)


class EntriesModel(QAbstractListModel):
    """The prompts found, as rows. Words are put together for the rows that somebody looks at."""

    def __init__(self, parent: QListView | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.today = date.min

    def show(self, entries: tuple[Entry, ...], today: date) -> None:
        """Take these rows in the place of the others."""
        self.beginResetModel()
        self.entries, self.today = entries, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many prompts there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - whatever the role is
        """Return the title, or the row as a screen reader says it."""
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        return read_aloud(entry, self.today) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def row_of(self, prompt: str) -> int | None:
        """Return the row of a prompt, None when it was not found."""
        return next((row for row, entry in enumerate(self.entries) if entry.id == prompt), None)


class EntryPainter(RowPainter):
    """Draws one prompt: the letter of its round, its title, where it stands, and what is special about it."""

    def __init__(self, view: "PromptList") -> None:
        super().__init__(view)
        self._view = view
        self.measure()

    def measure(self) -> None:
        """See ``RowPainter``."""
        self._fonts = RowFonts.of(self._view.font())
        self._size = QSize(0, 2 * PAD_PX + self._fonts.title_px + self._fonts.small_px)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the one height of all rows."""
        return self._size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        entry = self._view.rows.entries[index.row()]
        roles, fonts = roles_of(QApplication.palette()), self._fonts
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, self._view.hasFocus(), roles)
        inner = option.rect.adjusted(PAD_PX, PAD_PX, -PAD_PX, -PAD_PX)
        side = fonts.badge_px
        square = QRect(inner.left(), inner.top() + (inner.height() - side) // 2, side, side)
        paint_badge(painter, square, entry.round, fonts.badge, roles)
        self._draw_words(painter, entry, inner.adjusted(side + GAP_PX, 0, 0, 0), roles)
        painter.restore()

    def _draw_words(self, painter: QPainter, entry: Entry, room: QRect, roles: Roles) -> None:
        fonts = self._fonts
        title = QRect(room.left(), room.top(), room.width(), fonts.title_px)
        if entry.state.marked:
            side = fonts.star_px
            star = QRectF(room.right() - side, title.center().y() - side / 2, side, side)
            paint_star(painter, star, QColor(roles.accent))
            title.setRight(title.right() - side - 6)
        paint_line(painter, entry.title, title, fonts.title, roles.ink)
        below = QRect(room.left(), title.bottom() + 1 + LINE_GAP_PX, room.width(), fonts.small_px - LINE_GAP_PX)
        for words in reversed(badges(entry)):
            self._draw_pill(painter, words, below, roles)
        paint_line(painter, line_facts(entry, self._view.rows.today), below, fonts.small, roles.muted)

    def _draw_pill(self, painter: QPainter, words: str, room: QRect, roles: Roles) -> None:
        """Draw ``words`` in a frame at the right of ``room`` and take their room away; none where that is too much."""
        width = QFontMetrics(self._fonts.small).horizontalAdvance(words) + 2 * PILL_EDGE_PX
        if width > PILL_MOST * room.width():
            return
        frame = QRect(room.right() - width, room.top(), width, room.height())
        painter.setPen(QPen(QColor(roles.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(QColor(roles.muted))
        painter.setFont(self._fonts.small)
        painter.drawText(frame, _CENTRED, words)
        room.setRight(frame.left() - PILL_EDGE_PX)


class PromptList(PaintedList):
    """The rows. The current one stays with its prompt when the rows change."""

    picked = Signal(str)
    """The prompt of the current row, once the keys have come to rest; empty for none."""

    def __init__(self, parent: QFrame | None = None) -> None:
        super().__init__("Prompts", parent)
        self.rows = EntriesModel(self)
        self.set_rows(self.rows, EntryPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)

    def current(self) -> str:
        """Return the prompt of the current row, or an empty text."""
        index = self.currentIndex()
        return self.rows.entries[index.row()].id if index.isValid() else ""

    def show_entries(self, model: ListModel, anew: bool, *, best: bool = False) -> None:
        """Show these rows, and go to the one that is wanted, else to the one that was current before, or the ``best``.

        A prompt that is gone leaves its place to the one that took it, and in another search (``anew``) to the first.
        """
        self._settled.stop()
        wanted = model.select or ("" if best else self.current())
        before, at = self.currentIndex().row(), self.verticalScrollBar().value()
        self._filling = True
        self.rows.show(model.entries, model.today)
        row = self.rows.row_of(wanted)
        if row is not None and not model.select:
            self.verticalScrollBar().setValue(at)
        if model.entries:
            fallback = 0 if anew else min(max(before, 0), len(model.entries) - 1)
            index = self.rows.index(fallback if row is None else row)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._filling = False
        self._pick()

    def _pick(self) -> None:
        super()._pick()
        self.picked.emit(self.current())
