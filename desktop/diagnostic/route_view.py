"""What comes of the diagnostic: where to begin and why, where each round stands, and every answer there is. Passive."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.diagnostic.model import AnswerRow, PhaseRow, RoundRow, RouteModel
from desktop.today.bars import DepthBand
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import tab_order
from desktop.widgets.panel import Column, Panel, ScrollColumn, beside, listed, over_buttons, stacked
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import Text, selectable
from desktop.words import counted

COLUMN_PX, NUMBER_PX = 760, 20


class RouteView(QWidget):
    """The result."""

    leave_requested = Signal()
    """To Today."""
    back_requested = Signal()
    """To the six questions."""
    attempt_requested = Signal(int)
    """The answer to look at in Review."""
    left = Signal()
    """It is looked at no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Where to begin")
        self._headline, self._why = Text("", "title", wrap=True), Text("", "muted", wrap=True)
        self._open, self._focus = Text("", "muted", wrap=True), selectable(Text("", wrap=True))
        self._phases, self._rounds, self._answers = Panel(), Panel(), Panel()
        self._disclosure = Disclosure("", self._answers)
        self._back = KeycapButton("The six questions", "Esc")
        self._leave = KeycapButton("To Today", "Enter", "primary")
        self._back.clicked.connect(self.back_requested)
        self._leave.clicked.connect(self.leave_requested)
        self._scroll = self._lay_out()
        self._disclosure.setVisible(False)

    def show_route(self, model: RouteModel) -> None:
        """Show the result; the keyboard is at no button, and Enter goes to Today."""
        self._headline.show_text(model.headline)
        self._why.show_text(model.why)
        self._why.setVisible(bool(model.why))
        self._open.show_text(model.open)
        self._open.setVisible(bool(model.open))
        self._focus.show_text(model.focus)
        self._fill(self._phases, [_phase(number, row) for number, row in enumerate(model.phases, start=1)])
        self._fill(self._rounds, [_round(row) for row in model.rounds])
        answers = [_Answer(row) for row in model.answers]
        for answer in answers:
            answer.open.clicked.connect(lambda _=False, of=answer.attempt: self.attempt_requested.emit(of))
        self._fill(self._answers, answers)
        self._disclosure.set_caption(f"All your answers to the six questions: {counted(len(answers), 'answer')}")
        self._disclosure.open(False)
        self._disclosure.setVisible(bool(answers))
        tab_order(self._disclosure, *(answer.open for answer in answers), self._back, self._leave)
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that something else is looked at."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    @staticmethod
    def _fill(panel: Panel, lines: Sequence[QWidget]) -> None:
        listed(panel, lines)
        panel.setVisible(bool(lines))

    def _lay_out(self) -> ScrollColumn:
        for panel in (self._phases, self._rounds, self._answers):
            stacked(panel)
        column = Column(COLUMN_PX)
        rows = column.rows
        focus = Panel("soft")
        stacked(focus, (20, 12, 24, 12)).addWidget(self._focus)
        for block, space in (
            (self._headline, 8),
            (self._why, 4),
            (self._open, 20),
            (self._phases, 24),
            (Text("Where your rounds stand", "section"), 12),
            (focus, 12),
            (self._rounds, 16),
        ):
            rows.addWidget(block)
            rows.addSpacing(space)
        rows.addWidget(self._disclosure, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(8)
        rows.addWidget(self._answers)
        rows.addStretch(1)
        return over_buttons(self, column, (self._back, self._leave))


def _phase(number: int, row: PhaseRow) -> QWidget:
    place = Text(f"{number}.", "section")
    place.setMinimumWidth(NUMBER_PX)
    facts = tuple(Text(mark, "badge-words") for mark in row.marks)
    return _line((place, RoundBadge(row.round)), row.title, row.reason, facts)


def _round(row: RoundRow) -> QWidget:
    band = DepthBand("Depth", row.depth, row.uncertainty)
    band.setAccessibleDescription(f"{row.depth:.1f} of 4, give or take {row.uncertainty:.1f}")
    return _line((RoundBadge(row.round),), row.title, row.why, (Text(f"{row.depth:.1f}", "strong"), band))


def _line(marks: tuple[QWidget, ...], title: str, why: str, facts: tuple[QWidget, ...]) -> QWidget:
    """Return a title and the reason for it, with marks at their left and facts at the right of the title."""
    line, words = QWidget(), QVBoxLayout()
    words.setSpacing(2)
    head = beside(12)
    head.addWidget(Text(title, "item", wrap=True), 1)
    for fact in facts:
        head.addWidget(fact)
    words.addLayout(head)
    words.addWidget(selectable(Text(why, "small", wrap=True)))
    row = beside(16)
    row.setContentsMargins(24, 12, 24, 12)
    for mark in marks:
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    line.setLayout(row)
    return line


class _Answer(QWidget):
    """One answer of any time: when, to which question, and how it was judged."""

    def __init__(self, row: AnswerRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attempt = row.attempt
        self.open = KeycapButton("Open", kind="quiet", low=True)
        self.open.set_about(f"{row.title}, {row.when}")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(row.title, "item", wrap=True))
        words.addWidget(Text(row.when, "small", wrap=True))
        line = beside(16)
        line.setContentsMargins(24, 8, 16, 8)
        line.addWidget(RoundBadge(row.round))
        line.addLayout(words, 1)
        line.addWidget(Text(row.result, "muted"))
        line.addWidget(self.open)
        self.setLayout(line)
