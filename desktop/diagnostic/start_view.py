"""The six questions: what they are for, how each stands, and the way in. Passive."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.diagnostic.model import ABOUT, HEADLINE, QuestionRow, StartModel
from desktop.widgets.aside import Aside
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import tab_order
from desktop.widgets.panel import Column, Panel, ScrollColumn, beside, listed, stacked
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import Text, enlarged

COLUMN_PX = 760
BESIDE_FROM_PX = 560
"""By the size of the text: in a narrower row its state and its button go under the question."""
STATE_PX = 240
"""How a question stands, and its button: as wide in each row, so that they stand under each other."""


class _State(QWidget):
    """What stands at the right of a question, or under it."""

    def sizeHint(self) -> QSize:
        """As wide in each row, with text of any size."""
        hint = super().sizeHint()
        return hint.expandedTo(QSize(enlarged(STATE_PX, self), hint.height()))


class QuestionLine(QWidget):
    """One question: what it is about, how it stands, and what can be done with it."""

    requested = Signal(str)

    def __init__(self, row: QuestionRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = KeycapButton(row.action, str(row.number) if row.action else "", "quiet", low=True)
        self.button.set_about(row.title)
        self.button.clicked.connect(lambda: self.requested.emit(row.question))
        self._state = _State()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out(row)

    def _lay_out(self, row: QuestionRow) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(row.title, "item", wrap=True))
        words.addWidget(Text(row.asks, "small", wrap=True))
        standing, when = QVBoxLayout(), Text(row.when, "small")
        standing.setSpacing(2)
        standing.addStretch(1)
        standing.addWidget(Text(row.standing, "item" if row.when else "muted"))
        standing.addWidget(when)
        standing.addStretch(1)
        state = beside(8)
        state.addLayout(standing)
        state.addStretch(1)
        state.addWidget(self.button)
        self._state.setLayout(state)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._state)
        line = beside(24)
        line.setContentsMargins(24, 12, 16, 12)
        line.addWidget(RoundBadge(row.round), alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._row, 1)
        self.setLayout(line)
        when.setVisible(bool(row.when))
        self.button.setVisible(bool(row.action))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words readable."""
        super().resizeEvent(event)
        fits = self.width() >= enlarged(BESIDE_FROM_PX, self)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)


class StartView(QWidget):
    """The first page of the diagnostic."""

    begin_requested = Signal()
    """From where it was left, if it was."""
    again_requested = Signal()
    result_requested = Signal()
    question_requested = Signal(str)
    """This one alone."""
    leave_requested = Signal()
    left = Signal()
    """It is looked at no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Diagnostic")
        self._next, self._section, self._list = Text("", wrap=True), Text("The six questions", "section"), Panel()
        self._again = KeycapButton("Take it again", "A")
        self._result = KeycapButton("See the result", "R")
        self._begin = KeycapButton("Begin", "Enter", "primary")
        self._back = KeycapButton("Back to Today", "Esc", "quiet", low=True)
        self._ask = QWidget()
        self._lines: tuple[QuestionLine, ...] = ()
        self._again.clicked.connect(self.again_requested)
        self._result.clicked.connect(self.result_requested)
        self._begin.clicked.connect(self.begin_requested)
        self._back.clicked.connect(self.leave_requested)
        self._scroll = self._lay_out()

    def show_start(self, model: StartModel) -> None:
        """Show how it stands; the keyboard is at no button, and Enter goes on."""
        self._next.show_text(model.next)
        self._again.setVisible(model.again)
        self._show_main(model)
        for part in (self._section, self._list):
            part.setVisible(bool(model.rows))
        self._lines = tuple(QuestionLine(row) for row in model.rows)
        for line in self._lines:
            line.requested.connect(self.question_requested)
        listed(self._list, self._lines)
        questions = (line.button for line in self._lines)
        tab_order(self._again, self._result, self._begin, *questions, self._back)
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that something else is looked at."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    def _show_main(self, model: StartModel) -> None:
        """Enter does what comes next: the questions, or where none is left their result."""
        self._begin.setVisible(bool(model.begin))
        self._result.setVisible(model.result)
        if model.begin:
            self._begin.set_caption(model.begin)
        self._result.set_key("R" if model.begin else "Enter")
        self._result.set_kind("" if model.begin else "primary")
        self._begin.set_key("Enter" if model.begin else "")
        self._ask.setVisible(model.again or model.result or bool(model.begin))

    def _lay_out(self) -> ScrollColumn:
        buttons = beside(8)
        for button in (self._again, self._result, self._begin):
            buttons.addWidget(button)
        self._ask.setLayout(buttons)
        self._ask.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        panel = Panel()
        panel.setLayout(Aside(self._next, self._ask, (24, 16, 16, 16), 24))
        stacked(self._list)
        column = Column(COLUMN_PX)
        for block, space in (
            (Text(ABOUT, "muted", wrap=True), 24),
            (panel, 24),
            (self._section, 12),
            (self._list, 0),
        ):
            column.rows.addWidget(block)
            column.rows.addSpacing(space)
        column.rows.addStretch(1)
        head = beside(16)
        head.addWidget(Text(HEADLINE, "title", wrap=True), 1)
        head.addWidget(self._back)
        column.rows.insertSpacing(0, 8)
        column.rows.insertLayout(0, head)  # after the rest: Tab begins at what comes next
        page = QWidget()
        stacked(page, (48, 24, 48, 24)).addWidget(column)
        scroll = ScrollColumn(page).scrolled_by_keys()
        stacked(self).addWidget(scroll)
        return scroll
