"""After the rating: when the prompt comes back and why, how a strong answer goes, and the way on. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.practice.model import OutcomeModel
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import Column, Hairline, Panel, ScrollColumn, beside, stacked
from desktop.widgets.round_badge import ScreenHeader
from desktop.widgets.text import Text, selectable

COLUMN_PX = 860
LAST_ONE = "That was the last one for today."


class OutcomeView(QWidget):
    """The next date, in words."""

    next_requested = Signal()
    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Outcome")
        self._header = ScreenHeader()
        self._depth, self._label = Text("", "muted"), Text("", "decision", wrap=True)
        self._comes_back, self._why = Text("", "lead", wrap=True), Text("", "muted", wrap=True)
        self._answer, self._failure, self._wrong = (selectable(Text("", "body", wrap=True)) for _ in range(3))
        self._answered, self._basis = Text("", "small", wrap=True), selectable(Text("", "small", wrap=True))
        self._numbers = _section("Where the numbers come from", self._basis)
        self._strong = QWidget()
        self._disclosure = Disclosure("How a strong answer goes", self._strong, "heading")
        self._next_title = Text("", "muted", wrap=True)
        self._undo = KeycapButton("Take it back", "Ctrl+Z")
        self._next = KeycapButton("Next", "Enter", "primary")
        self._undo.clicked.connect(self.undo_requested)
        self._next.clicked.connect(self.next_requested)
        self._lay_out()

    def show_outcome(self, model: OutcomeModel) -> None:
        """Show what the rating led to. The strong answer is open: this is the moment it teaches most."""
        self._header.show_header(model.header.round, model.header.place)
        self._depth.show_text(f"Depth {model.depth}")
        self._label.show_text(model.label)
        self._comes_back.show_text(model.comes_back)
        self._why.show_text(model.why)
        self._answered.show_text(f"Under this constraint: {model.answered}")
        self._answer.show_text(model.model_answer)
        self._failure.show_text(model.failure)
        self._wrong.show_text(model.wrong_claim)
        self._basis.show_text(model.basis)
        self._numbers.setVisible(bool(model.basis))
        self._next_title.show_text(f"Next: {model.next_title}" if model.next_title else LAST_ONE)
        self._next.set_caption("Next" if model.next_title else "Back to Today")
        self._disclosure.open()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        outcome = Column(COLUMN_PX)
        rows = outcome.rows
        rows.addStretch(2)
        for part, space in ((self._depth, 4), (self._label, 24), (self._comes_back, 4), (self._why, 32)):
            rows.addWidget(part)
            rows.addSpacing(space)
        rows.addWidget(self._strong_panel())
        rows.addStretch(3)
        bottom = Column(COLUMN_PX)
        bottom.rows.addWidget(self._bar())
        self._scroll = ScrollColumn(outcome).scrolled_by_keys()
        for part in (self._header, outcome, bottom):
            part.setContentsMargins(48, 0, 48, 0)
        screen = stacked(self, (0, 24, 0, 24), 16)
        screen.addWidget(self._header)
        screen.addWidget(self._scroll, 1)
        screen.addWidget(bottom)

    def _strong_panel(self) -> Panel:
        parts = stacked(self._strong, (4, 8, 4, 4))
        parts.addWidget(self._answered)
        parts.addSpacing(8)
        parts.addWidget(self._answer)
        parts.addWidget(_section("Where it fails", self._failure))
        parts.addWidget(_section("Often said, and wrong", self._wrong))
        parts.addWidget(self._numbers)
        panel = Panel()
        inner = stacked(panel, (20, 12, 20, 12))
        inner.addWidget(self._disclosure)
        inner.addWidget(self._strong)
        return panel

    def _bar(self) -> Panel:
        panel = Panel()
        row = QHBoxLayout(panel)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(24)
        row.addWidget(self._next_title, 1)
        buttons = beside(8)
        for button in (self._undo, self._next):
            buttons.addWidget(button)
        row.addLayout(buttons)
        return panel


def _section(heading: str, text: Text) -> QWidget:
    """Return a part of the strong answer, with a hairline above it."""
    section = QWidget()
    rows = stacked(section, (0, 12, 0, 0), 4)
    rows.addWidget(Hairline())
    rows.addSpacing(8)
    rows.addWidget(Text(heading, "section"))
    rows.addWidget(text)
    return section
