"""After the rating: when the prompt comes back and why, how a strong answer goes, and the way on. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.practice.lost_thread import LostThread
from desktop.practice.model import OutcomeModel
from desktop.practice.note_panel import NotePanel
from desktop.practice.session_header import NOTE, PAUSE, SUSPEND, SessionHeader
from desktop.widgets.aside import Aside
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import tab_order
from desktop.widgets.panel import Column, Hairline, Panel, ScrollColumn, beside, stacked
from desktop.widgets.text import Text, selectable
from desktop.widgets.words_line import WordsLine
from desktop.words import counted

COLUMN_PX = 860
ALL_THAT_FITS = "That was the last one of this session."
LAST_ONE = "That was the last one."


class OutcomeView(QWidget):
    """The next date, in words."""

    next_requested = Signal()
    finish_requested = Signal()
    note_changed = Signal(str)
    note_written = Signal(str)
    undo_requested = Signal()
    rewrite_requested = Signal()
    """The prompt is to be edited."""
    words_requested = Signal()
    """Those that wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Outcome")
        self.header = SessionHeader(NOTE, PAUSE, SUSPEND)
        """Its signals are the session's."""
        self._note, self._words, self._lost = NotePanel(), WordsLine(), LostThread()
        self._words.asked.connect(self.words_requested)
        self._depth, self._label = Text("", "muted"), Text("", "decision", wrap=True)
        self._comes_back, self._why = Text("", "lead", wrap=True), Text("", "muted", wrap=True)
        self._retention = Text("", "muted", wrap=True)
        self._answer, self._failure, self._wrong = (selectable(Text("", "body", wrap=True)) for _ in range(3))
        self._answered, self._basis = Text("", "small", wrap=True), selectable(Text("", "small", wrap=True))
        self._numbers = _section("Where the numbers come from", self._basis)
        self._strong = QWidget()
        self._disclosure = Disclosure("How a strong answer goes", self._strong, "heading")
        self._next_title = Text("", "muted", wrap=True)
        self._undo = KeycapButton("Take it back", "Ctrl+Z")
        self._next = KeycapButton("Next")
        self._finish = KeycapButton("Finish")
        self._escape_lent = False
        self._undo.clicked.connect(self.undo_requested)
        for button, signal in ((self._next, self.next_requested), (self._finish, self.finish_requested)):
            button.clicked.connect(self._note.finish)
            button.clicked.connect(signal)
        self.header.settle_first(self._note.finish)
        self._lost.rewrite_requested.connect(self._rewrite)
        self._lost.suspend_requested.connect(self.header.suspend_requested)
        self.header.note_requested.connect(self._note.open)
        self.header.opened.connect(self._lend_escape)
        self._note.changed.connect(self.note_changed)
        self._note.written.connect(self.note_written)
        self._note.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._buttons = beside(8)
        self._lay_out()

    def show_outcome(self, model: OutcomeModel) -> None:
        """Show what the rating led to. The strong answer is open: this is the moment it teaches most."""
        self.header.show_header(model.header)
        self._depth.show_text(f"Depth {model.depth}")
        self._label.show_text(model.label)
        self._comes_back.show_text(model.comes_back)
        self._why.show_text(model.why)
        self._retention.show_text(model.retention)
        self._retention.setVisible(bool(model.retention))
        self._lost.show_sentence(model.lost_thread)
        under = "Under another constraint than yours" if model.other_constraint else "Under this constraint"
        self._answered.show_text(f"{under}: {model.answered}")
        self._answer.show_text(model.model_answer)
        self._failure.show_text(model.failure)
        self._wrong.show_text(model.wrong_claim)
        self._basis.show_text(model.basis)
        self._numbers.setVisible(bool(model.basis))
        self._next_title.show_text(_what_next(model))
        self._show_buttons(model)
        self._note.show_note(model.note)
        self._disclosure.open()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def show_words(self, sentence: str, *, asks: bool) -> None:
        """Say how the words of what was recorded stand; ``asks``: some wait."""
        self._words.show_line(sentence, asks=asks)

    def set_note(self, note: str) -> None:
        """Show the person's own note."""
        self._note.show_note(note)

    def _rewrite(self) -> None:
        self._note.finish()
        self.rewrite_requested.emit()

    def _lend_escape(self, opened: bool) -> None:
        """Esc closes the options first, where it would finish the session."""
        if opened and self._finish.key() == "Esc":
            self._finish.set_key("")
            self._escape_lent = True
        elif not opened and self._escape_lent:
            self._finish.set_key("Esc")
            self._escape_lent = False

    def _show_buttons(self, model: OutcomeModel) -> None:
        """Enter goes on while the session does, and to its end afterwards."""
        goes_on = bool(model.next_title) and not model.enough
        self._next.set_caption("Next" if goes_on else "One more")
        self._finish.set_caption("Finish" if model.summed_up else "Back to Today")
        self._next.setVisible(bool(model.next_title))
        self._finish.setVisible(model.summed_up or not goes_on)
        for button, key, kind in (
            (self._next, "Enter" if goes_on else "M", "primary" if goes_on else ""),
            (self._finish, "Esc" if goes_on else "Enter", "" if goes_on else "primary"),
        ):
            button.set_key("")
            button.set_kind(kind)
            button.set_key(key)
        first, last = (self._finish, self._next) if goes_on else (self._next, self._finish)
        for button in (first, last):  # what comes next stands at the right
            self._buttons.removeWidget(button)
            self._buttons.addWidget(button)
        tab_order(self._lost.rewrite, self._lost.suspend, self._words.ask, self._undo, first, last)

    def _lay_out(self) -> None:
        outcome = Column(COLUMN_PX)
        rows = outcome.rows
        rows.addStretch(2)
        dated = ((self._comes_back, 4), (self._why, 4), (self._retention, 24))
        for part, space in ((self._depth, 4), (self._label, 24), *dated, (self._lost, 8)):
            rows.addWidget(part)
            rows.addSpacing(space)
        rows.addWidget(self._strong_panel())
        rows.addStretch(3)
        bottom = Column(COLUMN_PX)
        bottom.rows.addWidget(self._words)
        bottom.rows.addWidget(self._note)
        bottom.rows.addSpacing(12)
        bottom.rows.addWidget(self._bar())
        self._scroll = ScrollColumn(outcome).scrolled_by_keys()
        for block in (self.header, outcome, bottom):
            block.setContentsMargins(48, 0, 48, 0)
        screen = stacked(self, (0, 8, 0, 24), 8)  # the button is taller than its line
        screen.addWidget(self.header)
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
        for button in (self._undo, self._finish, self._next):
            self._buttons.addWidget(button)
        buttons = QWidget()
        buttons.setLayout(self._buttons)
        panel.setLayout(Aside(self._next_title, buttons, (24, 16, 24, 16), 24))
        return panel


def _what_next(model: OutcomeModel) -> str:
    if not model.next_title:
        return LAST_ONE
    if not model.enough:
        return f"Next: {model.next_title}"
    over = f"Your {counted(model.time_up, 'minute')} are over." if model.time_up else ALL_THAT_FITS
    return f"{over} One more would be: {model.next_title}"


def _section(heading: str, text: Text) -> QWidget:
    """Return a part of the strong answer, with a hairline above it."""
    section = QWidget()
    rows = stacked(section, (0, 12, 0, 0), 4)
    rows.addWidget(Hairline())
    rows.addSpacing(8)
    rows.addWidget(Text(heading, "section"))
    rows.addWidget(text)
    return section
