"""The list of answers: a model, the painter of its rows, and the view. No widget per row: there may be thousands."""

from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyleOptionViewItem,
)

from cards.attempt_line import AttemptLine, Hit
from desktop.review.model import Excerpt, ListModel, excerpt, facts, facts_in_short, read_aloud, remark
from desktop.theme import Roles
from desktop.widgets.keys import ENTER
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

HIT_LINES = 2
LINE_ROLE = Qt.ItemDataRole.UserRole
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class LinesModel(QAbstractListModel):
    """The answers found, as rows. Words are put together for the rows that somebody looks at."""

    def __init__(self, parent: QListView | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[AttemptLine, ...] = ()
        self.now, self.today = NEVER, NEVER.date()

    def show(self, lines: tuple[AttemptLine, ...], now: datetime, today: date) -> None:
        """Take these rows in the place of the others."""
        self.beginResetModel()
        self.lines, self.now, self.today = lines, now, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many answers there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - whatever the role is
        """Return the title, the whole line, or the row as a screen reader says it."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return read_aloud(line, self.now, self.today)
        return None

    def row_of(self, attempt: int | None) -> int | None:
        """Return the row of an attempt, None when it was not found."""
        return next((row for row, line in enumerate(self.lines) if line.id == attempt), None)


class LinePainter(RowPainter):
    """Draws one answer: badge, title, facts, and what was found in it or what it waits for."""

    def __init__(self, view: "LineList") -> None:
        super().__init__(view)
        self._view = view
        self._sizes: tuple[QSize, QSize, QSize]
        self.measure()

    def measure(self) -> None:
        """See ``RowPainter``."""
        self._fonts = RowFonts.of(self._view.font())
        small_px = self._fonts.small_px
        low = 2 * PAD_PX + self._fonts.title_px + small_px
        self._sizes = (
            QSize(0, low),
            QSize(0, low + small_px),
            QSize(0, low + HIT_LINES * small_px),
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one of three heights: without a third line, with a short remark, with a hit."""
        line = self._view.rows.lines[index.row()]
        if line.hit is not None:
            return self._sizes[2]
        return self._sizes[1 if line.deleted is not None or line.words != "all" else 0]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        line = self._view.rows.lines[index.row()]
        roles = roles_of(QApplication.palette())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, self._view.hasFocus(), roles)
        inner = option.rect.adjusted(PAD_PX, PAD_PX, -PAD_PX, -PAD_PX)
        self._draw_badge(painter, line, inner, roles)
        words = inner.adjusted(self._fonts.badge_px + GAP_PX, 0, 0, 0)
        self._draw_words(painter, line, words, roles)
        painter.restore()

    def _draw_badge(self, painter: QPainter, line: AttemptLine, inner: QRect, roles: Roles) -> None:
        side = self._fonts.badge_px
        square = QRect(inner.left(), inner.top() + (inner.height() - side) // 2, side, side)
        paint_badge(painter, square, line.round, self._fonts.badge, roles)

    def _draw_words(self, painter: QPainter, line: AttemptLine, room: QRect, roles: Roles) -> None:
        title = QRect(room.left(), room.top(), room.width(), self._fonts.title_px)
        if line.marked:
            side = self._fonts.star_px
            star = QRectF(room.right() - side, title.center().y() - side / 2, side, side)
            paint_star(painter, star, QColor(roles.accent))
            title.setRight(title.right() - side - 6)
        paint_line(painter, line.title, title, self._fonts.title, roles.ink)
        below = QRect(room.left(), title.bottom() + 1 + LINE_GAP_PX, room.width(), self._fonts.small_px - LINE_GAP_PX)
        today = self._view.rows.today
        about = facts(line, today)
        if QFontMetrics(self._fonts.small).horizontalAdvance(about) > below.width():
            about = facts_in_short(line, today)
        paint_line(painter, about, below, self._fonts.small, roles.muted)
        below.translate(0, self._fonts.small_px)
        if line.hit is not None:
            self._draw_hit(painter, line.hit, below, roles)
        else:
            paint_line(painter, remark(line, self._view.rows.now), below, self._fonts.small, roles.muted)

    def _draw_hit(self, painter: QPainter, hit: Hit, room: QRect, roles: Roles) -> None:
        """Two lines of the sentence; what was looked for is bold on the colour of a marker."""
        marker = QTextCharFormat()
        marker.setFontWeight(QFont.Weight.Bold)
        marker.setBackground(QColor(roles.highlight))
        painter.setPen(QColor(roles.ink))
        whole = excerpt(hit)
        layout, shown = self._laid_out(whole, room.width(), marker)
        kept = whole.text[:shown].rstrip()
        while kept and shown < len(layout.text()):
            text = f"{kept} …"
            spans = tuple((start, end) for start, end in whole.spans if end <= len(kept))
            layout, shown = self._laid_out(Excerpt(text, spans), room.width(), marker)
            kept = kept.rpartition(" ")[0]
        layout.draw(painter, QPointF(room.topLeft()))

    def _laid_out(self, shown: Excerpt, width: int, marker: QTextCharFormat) -> tuple[QTextLayout, int]:
        """Break the sentence into the lines there is room for; tell how many of its letters are on them."""
        layout = QTextLayout(shown.text, self._fonts.small)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_format_range(start, end, marker) for start, end in shown.spans])
        letters = 0
        layout.beginLayout()
        for number in range(HIT_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, number * self._fonts.small_px))
            letters = line.textStart() + line.textLength()
        layout.endLayout()
        return layout, letters


def _format_range(start: int, end: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    range_ = QTextLayout.FormatRange()
    range_.start, range_.length, range_.format = start, end - start, form
    return range_


class LineList(PaintedList):
    """The rows, with a selection that stays with its answers when the rows change."""

    picked = Signal(object)
    """The attempt that is the current one, once the keys have come to rest; None for none."""
    selection_changed = Signal()
    _keys: tuple[Qt.Key, ...] = ()  # here, since Qt tells of events while the list is being made

    def __init__(self, parent: QFrame | None = None) -> None:
        super().__init__("Answers", parent)
        self._before: tuple[int | None, tuple[int, ...]] | None = None
        """The current and the selected answers, as long as the rest of the list has not come."""
        self.rows = LinesModel(self)
        self.set_rows(self.rows, LinePainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    # What is chosen

    def current(self) -> int | None:
        """Return the attempt of the current row."""
        index = self.currentIndex()
        return self.rows.lines[index.row()].id if index.isValid() else None

    def chosen(self) -> tuple[int, ...]:
        """Return the attempts of the selected rows, from top to bottom."""
        return tuple(self.rows.lines[index.row()].id for index in sorted(self.selectedIndexes(), key=QModelIndex.row))

    def show_lines(self, model: ListModel, anew: bool) -> None:
        """Show these rows, and select what is wanted, else what was selected before, as far as it is among them.

        An answer that is gone leaves its place to the one that took it, and in another search (``anew``) to the first.
        Where more rows are to come, what was selected before waits for them, and no answer is opened; unless a person
        chooses one meanwhile.
        """
        self._settled.stop()
        lines, select = model.lines, model.select
        before = self._before or (self.current(), self.chosen())
        self._before = before if model.more else None
        current, chosen = select[0] if select else before[0], set(select or before[1])
        first = min((index.row() for index in self.selectedIndexes()), default=0)
        at = self.verticalScrollBar().value()
        self._filling = True
        self.rows.show(lines, model.now, model.today)
        row = self.rows.row_of(current)
        if row is not None and not select:
            self.verticalScrollBar().setValue(at)
        self._choose(
            row if row is not None else 0 if anew else min(first, len(lines) - 1),
            [number for number, line in enumerate(lines) if line.id in chosen],
        )
        self._filling = False
        if not model.more:
            self.selection_changed.emit()
            self._pick()

    def set_keys(self, keys: tuple[Qt.Key, ...]) -> None:
        """While the list has the keyboard these keys are the screen's, whatever the answer beside it does with them."""
        self._keys = keys

    def all_marked(self) -> bool:
        """Tell whether every selected answer is marked, and there is one."""
        chosen = self.selectedIndexes()
        return bool(chosen) and all(self.rows.lines[index.row()].marked for index in chosen)

    def _choose(self, current: int, rows: list[int]) -> None:
        if not self.rows.lines:
            return
        flag = QItemSelectionModel.SelectionFlag
        index = self.rows.index(current)
        self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
        self.selectionModel().select(self._runs(rows or [current]), flag.ClearAndSelect)
        self.scrollTo(index)

    def _runs(self, rows: list[int]) -> QItemSelection:
        """Rows as a selection, with those that follow each other as one: thousands of ranges would be slow."""
        selection = QItemSelection()
        first = rows[0]
        for row, after in zip(rows, (*rows[1:], -1), strict=True):
            if after != row + 1:
                selection.select(self.rows.index(first), self.rows.index(row))
                first = after
        return selection

    def _pick(self) -> None:
        super()._pick()
        self.picked.emit(self.current())

    # What Qt tells

    def currentChanged(self, current: Index, previous: Index) -> None:
        """What a person chooses is not what was chosen before."""
        super().currentChanged(current, previous)
        if not self._filling:
            self._before = None

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say so, once for all rows that come with a new list."""
        super().selectionChanged(selected, deselected)
        if not self._filling:
            self._before = None
            self.selection_changed.emit()

    def _opens(self, key: int) -> bool:
        return key in ENTER or super()._opens(key)

    def _claimed(self) -> tuple[Qt.Key, ...]:
        return (*ENTER, *super()._claimed(), *self._keys)

    def _leaves(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return event.key() == Qt.Key.Key_Delete or (plain and super()._leaves(event))
