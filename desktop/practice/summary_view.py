"""The end of a session: what was practised, what comes back when, and one answer to hear again. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.practice.again import Again
from desktop.practice.summary_model import Return, SummaryModel, SummaryRow
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import Column, Panel, ScrollColumn, listed, over_buttons, stacked
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import Text, selectable

COLUMN_PX = 760


class SummaryView(QWidget):
    """What the session was worth, in facts."""

    done_requested = Signal()
    listen_requested = Signal(int)
    """The attempt to hear again."""
    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Summary")
        self._attempt: int | None = None
        self._headline = Text("", "title", wrap=True)
        self._rows, self._returns, self._again = Panel(), Panel(), Panel()
        self._again_title, self._again_why = Text("", "item", wrap=True), Text("", "muted", wrap=True)
        self._reasons = Text("", "small", wrap=True)
        self._unrated, self._closing = selectable(Text("", "body", wrap=True)), Text("", "muted", wrap=True)
        self._undo = KeycapButton("Take it back", "Ctrl+Z")
        self._listen = KeycapButton("Listen", "R")
        self._done = KeycapButton("Done", "Enter", "primary")
        self._undo.clicked.connect(self.undo_requested)
        self._done.clicked.connect(self.done_requested)
        self._listen.clicked.connect(self._listen_pressed)
        self._scroll = self._lay_out()

    def show_summary(self, model: SummaryModel) -> None:
        """Show the end of a session; the keyboard starts on no button, and Enter is done."""
        self._headline.show_text(model.headline)
        listed(self._rows, [_rated(row) for row in model.rows])
        listed(self._returns, [_return(each) for each in model.returns])
        self._reasons.show_text("\n".join(model.reasons))
        self._reasons.setVisible(bool(model.reasons))
        self._show_again(model.again)
        self._unrated.show_text(model.unrated)
        self._unrated.setVisible(bool(model.unrated))
        self._closing.show_text(model.closing)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def _show_again(self, again: Again | None) -> None:
        self._attempt = again.attempt if again is not None else None
        self._again.setVisible(again is not None)
        if again is not None:
            self._again_title.show_text(again.title)
            self._again_why.show_text(f"{again.why[:1].upper()}{again.why[1:]}")

    def _listen_pressed(self) -> None:
        if self._attempt is not None:
            self.listen_requested.emit(self._attempt)

    def _lay_out(self) -> ScrollColumn:
        for panel in (self._rows, self._returns):
            stacked(panel)
        words = QWidget()
        text = stacked(words, spacing=4)
        for part in (Text("To hear again", "section"), self._again_title, self._again_why):
            text.addWidget(part)
        again = QHBoxLayout(self._again)
        again.setContentsMargins(24, 16, 24, 16)
        again.setSpacing(24)
        again.addWidget(words, 1)
        again.addWidget(self._listen)
        column = Column(COLUMN_PX)
        rows = column.rows
        for block, space in (
            (self._headline, 24),
            (self._rows, 16),
            (self._again, 16),
            (Text("Comes back", "section"), 12),
            (self._returns, 8),
            (self._reasons, 16),
            (self._unrated, 4),
            (self._closing, 0),
        ):
            rows.addWidget(block)
            rows.addSpacing(space)
        rows.addStretch(1)
        return over_buttons(self, column, (self._undo, self._done))


def _rated(row: SummaryRow) -> QWidget:
    line = QWidget()
    parts = QHBoxLayout(line)
    parts.setContentsMargins(24, 12, 24, 12)
    parts.setSpacing(16)
    parts.addWidget(RoundBadge(row.round))
    parts.addWidget(Text(row.title, "item", wrap=True), 1)
    parts.addWidget(Text(f"Depth {row.depth}: {row.label.lower()}", "muted", wrap=True), 1)
    return line


def _return(back: Return) -> QWidget:
    line = QWidget()
    parts = QHBoxLayout(line)
    parts.setContentsMargins(24, 12, 24, 12)
    parts.setSpacing(16)
    day, titles = Text(back.day, "item", wrap=True), Text("\n".join(back.titles), "muted", wrap=True)
    for part, share in ((day, 2), (titles, 3)):
        part.setAlignment(Qt.AlignmentFlag.AlignTop)
        parts.addWidget(part, share)
    return line
