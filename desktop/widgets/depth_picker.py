"""Four cards, keys 1 to 4: how deep the answer went."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.focus_ring import paint_focus_ring
from desktop.widgets.keycap_button import Keycap, QuietButton
from desktop.widgets.keys import bind
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import beside, stacked
from desktop.widgets.text import Text, restyle
from scheduler.depth import Depth


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
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 8, 10)
        column.setSpacing(6)
        for part in (Keycap(str(depth.number)), Text(depth.label, "card", wrap=True)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        bind(self, str(depth.number), self.click)

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
        self._row = beside(8)
        stacked(self).addLayout(self._row)

    def show_depths(self, depths: tuple[Depth, ...]) -> None:
        """Show these depths. The cards are made once."""
        if self._cards:
            return
        for depth in depths:
            self._cards[depth.number] = self._card(depth)
            self._row.addWidget(self._cards[depth.number], 1)

    def cards(self) -> list[DepthCard]:
        """Return the cards, shallow to deep."""
        return list(self._cards.values())

    def suggest(self, depth: int | None) -> None:
        """Mark one card, or none."""
        for each, card in self._cards.items():
            restyle(card, "suggested", "true" if each == depth else "false")

    def _card(self, depth: Depth) -> DepthCard:
        card = DepthCard(depth)
        card.clicked.connect(lambda: self.chosen.emit(depth.number))
        card.looked_at.connect(lambda looked: self.looked_at.emit(depth.sentence if looked else ""))
        return card
