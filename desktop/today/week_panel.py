"""Where the week stands: its round and why, the floor, the four rounds' time against their need. Passive."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from cards.rounds import ROUNDS
from desktop.today.abreast import Abreast, Widths
from desktop.today.bars import DEPTH_PX, DepthBand, PartBar
from desktop.today.model import RoundBar, WeekModel, unbroken
from desktop.widgets.banner import Dot
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import Panel, beside, emptied, stacked
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import OneLine, Text, enlarged, restyle

WIDTHS = Widths(least=270, most=960, second=300)
COLUMN_GAP_PX = 12
LEGEND = (
    "A bar is a round's part of this week's minutes, its mark the part it should have. A prompt counts with the "
    "minutes it is planned with, however long you speak."
)
PLANNED = "Minutes are those that an answer is planned with, however long you spoke."


class DepthFigure(Text):
    """What stands in the column of depths: at least as wide as the band under it."""

    def __init__(self, text: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        """A number is never cut."""
        return super().minimumSizeHint().expandedTo(QSize(enlarged(DEPTH_PX, self.parentWidget() or self), 0))


class RoundLine(QWidget):
    """One round: its name and its time on the left, its depth on the right. What all of it means is the tool tip."""

    def __init__(self, bar: RoundBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(bar.explained)
        called = ROUNDS[bar.round].name
        name, part = OneLine(called, "small-strong"), PartBar(f"{called}, time of this week")
        restyle(name, "round", bar.round.value)
        part.show_part(bar.share, bar.wanted, bar.explained)
        band = DepthBand(f"{called}, depth {bar.estimate}", bar.depth, bar.uncertainty)
        words, bars = beside(8), beside(COLUMN_GAP_PX)
        words.addWidget(RoundBadge(bar.round))
        words.addWidget(name, 1)
        words.addWidget(Text(f"{bar.minutes} min", "small"))
        words.addSpacing(COLUMN_GAP_PX - words.spacing())
        words.addWidget(DepthFigure(bar.estimate, "small-strong"))
        bars.addWidget(part, 1)
        bars.addWidget(band)
        rows = stacked(self, spacing=4)
        rows.addLayout(words)
        rows.addLayout(bars)


class WeekPanel(Panel):
    """Without a week it is not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("This week")
        self._shown: WeekModel | None = None
        self._badge, self._headline = RoundBadge(), Text("", "strong", wrap=True)
        self._why, self._minutes = Text("", "small", wrap=True), Text("", "small-ink", wrap=True)
        self._shortage = Text("", "small-ink", wrap=True)
        self._floor = PartBar("The floor of this week's round")
        self._bars, self._reasons, self._warning = QWidget(), QWidget(), QWidget()
        self._comfort = Text("", "small-ink", wrap=True)
        self.disclosure = Disclosure("Where these numbers come from", self._reasons)
        self._standing, self._dot = QWidget(), Dot()
        restyle(self._dot, "tone", "warn")
        self._lay_out()

    def show_week(self, week: WeekModel | None) -> None:
        """Show how the week stands."""
        self.setVisible(week is not None)
        if week is None or week == self._shown:
            return
        self._shown = week
        self._badge.show_round(week.round)
        for text, words in (
            (self._headline, week.headline),
            (self._why, week.why),
            (self._minutes, week.minutes),
            (self._shortage, week.shortage),
            (self._comfort, week.comfort),
        ):
            text.show_text(unbroken(words))
            text.setVisible(bool(words))
        self._floor.setVisible(bool(week.minutes))
        whole = max(week.done, week.floor, 1)
        self._floor.show_part(week.done / whole, week.floor / whole if week.floor else None, week.minutes)
        self._warning.setVisible(bool(week.comfort))
        self._standing.setVisible(bool(week.bars))
        self.disclosure.setVisible(bool(week.bars))
        if not week.bars:
            self.disclosure.open(False)
        self._show_bars(week.bars)

    def _show_bars(self, bars: tuple[RoundBar, ...]) -> None:
        for rows in (layout_of(self._bars), layout_of(self._reasons)):
            emptied(rows)
        for bar in bars:
            layout_of(self._bars).addWidget(RoundLine(bar))
            layout_of(self._reasons).addWidget(Text(unbroken(bar.explained), "small", wrap=True))
        layout_of(self._reasons).addWidget(Text(PLANNED, "small", wrap=True))

    def _lay_out(self) -> None:
        both, heading = Abreast(self._focus_part(), self._standing, WIDTHS, 32), beside(8)
        heading.addWidget(Text("Where you stand", "strong"), 1)
        heading.addWidget(DepthFigure("Depth 1\u20134", "small"))
        standing = stacked(self._standing, spacing=12)
        standing.addLayout(heading)
        stacked(self._bars, spacing=12)
        standing.addWidget(self._bars)
        standing.addWidget(Text(LEGEND, "small", wrap=True))
        stacked(self._reasons, (20, 0, 0, 0), 8)
        rows = stacked(self, (20, 20, 20, 20), 12)
        rows.addLayout(both)
        rows.addWidget(self.disclosure, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._reasons)

    def _focus_part(self) -> QWidget:
        part = QWidget()
        headline = beside(8)
        headline.addWidget(self._badge)
        headline.addWidget(self._headline, 1)
        warning = beside(12)
        warning.setContentsMargins(0, 8, 0, 0)
        self._dot.setContentsMargins(0, 2, 0, 0)
        warning.addWidget(self._dot, alignment=Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self._comfort, 1)
        self._warning.setLayout(warning)
        rows = stacked(part, spacing=8)
        rows.addLayout(headline)
        rows.addWidget(self._why)
        rows.addSpacing(4)
        rows.addWidget(self._floor)
        rows.addWidget(self._minutes)
        rows.addWidget(self._shortage)
        rows.addWidget(self._warning)
        rows.addStretch(1)
        return part
