"""Four cards, keys 1 to 4: how deep the answer went."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetrics, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QWidget

from desktop.widgets.focus_ring import paint_focus_ring
from desktop.widgets.keycap_button import Keycap, QuietButton
from desktop.widgets.keys import bind
from desktop.widgets.layouts import layout_of
from desktop.widgets.text import Text, restyle
from scheduler.depth import Depth

GAP_PX, BORDERS_PX = 8, 4
LINES = 3
"""Of words on a card: more than these, and the cards go into two rows."""


class DepthCard(QuietButton):
    """One depth, with its key. Space never presses it: it is a ``QuietButton``."""

    looked_at = Signal(bool)
    """The pointer or the focus came to the card, or left it."""

    def __init__(self, depth: Depth, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"Depth {depth.number}: {depth.label}")
        self.setAccessibleDescription(depth.sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(12, 10, 8, 10)
        self._row.setSpacing(8)
        self._key, self._label = Keycap(str(depth.number)), Text(depth.label, "card", wrap=True)
        for part, stretch in ((self._key, 0), (self._label, 1)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
        bind(self, str(depth.number), self.click)

    def set_flat(self, flat: bool) -> None:
        """Put the words beside the key, not under it."""
        direction = QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)

    def reads_well(self, width: int, flat: bool) -> bool:
        """Whether the words take at most ``LINES`` lines on a card of this width, and no word is cut."""
        self._label.ensurePolished()
        margins = self._row.contentsMargins()
        room = width - margins.left() - margins.right() - BORDERS_PX
        if flat:
            room -= self._key.sizeHint().width() + self._row.spacing()
        font = QFont(self._label.font())
        font.setWeight(QFont.Weight.DemiBold)  # it may become the suggested one
        metrics = QFontMetrics(font)
        longest = max(metrics.horizontalAdvance(word) for word in self._label.text().split())
        return longest <= room and self._label.heightForWidth(room) < (LINES + 0.5) * metrics.lineSpacing()

    def sizeHint(self) -> QSize:
        """Return the room for the key and two lines of words."""
        return layout_of(self).sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least its words need."""
        return layout_of(self).minimumSize()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Say that the pointer came."""
        super().enterEvent(event)
        self.looked_at.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the pointer left."""
        super().leaveEvent(event)
        self.looked_at.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the focus came."""
        super().focusInEvent(event)
        self.looked_at.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the focus left."""
        super().focusOutEvent(event)
        self.looked_at.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card and, with the focus, its ring."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus_ring(self, self.palette().color(QPalette.ColorRole.Highlight))


class DepthPicker(QWidget):
    """Shows the depths, marks the suggested one and says which is looked at."""

    chosen = Signal(int)
    looked_at = Signal(str)
    """The sentence of the depth under the pointer or the focus; empty when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[int, DepthCard] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_PX)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)

    def show_depths(self, depths: tuple[Depth, ...]) -> None:
        """Show these depths. The cards are made once."""
        if self._cards:
            return
        for depth in depths:
            self._cards[depth.number] = self._card(depth)
        self._arrange()

    def cards(self) -> list[DepthCard]:
        """Return the cards, shallow to deep."""
        return list(self._cards.values())

    def suggest(self, depth: int | None) -> None:
        """Mark one card, or none."""
        for each, card in self._cards.items():
            restyle(card, "suggested", "true" if each == depth else "false")

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of one card: the others go under it."""
        least = min((card.minimumSizeHint().width() for card in self.cards()), default=0)
        return QSize(least, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find room for the words."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """The words may have grown."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            QTimer.singleShot(0, self, self._arrange)  # the cards hear of it after this widget

    def _arrange(self) -> None:
        """Four beside each other, or two, or one: as many as can be read."""
        cards = self.cards()
        columns = next((each for each in (4, 2) if self._fits(cards, each)), 1)
        if not cards or columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(cards):
            card.set_flat(columns < len(cards))
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < columns))

    def _fits(self, cards: list[DepthCard], columns: int) -> bool:
        width = (self.width() - (columns - 1) * GAP_PX) // columns
        return all(card.reads_well(width, columns < len(cards)) for card in cards)

    def _card(self, depth: Depth) -> DepthCard:
        card = DepthCard(depth)
        card.clicked.connect(lambda: self.chosen.emit(depth.number))
        card.looked_at.connect(lambda looked: self.looked_at.emit(depth.sentence if looked else ""))
        return card
