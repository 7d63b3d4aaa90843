"""Where a prompt is written: its text, what the check says of it, and how it will be shown. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.commands import EDIT, FILE, GO, Command
from desktop.prompts.editor_model import ANOTHER, UNSAVED, CheckModel, EditorModel, Question, Remark
from desktop.prompts.prompt_text import PromptText
from desktop.widgets.code_field import CodeField
from desktop.widgets.flow import Flow
from desktop.widgets.keycap_button import KeycapButton, QuietButton, TwiceButton
from desktop.widgets.keys import announce
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import SCROLL_BAR_PX, Hairline, Panel, ScrollColumn, Upright, emptied, stacked
from desktop.widgets.text import OneLine, Text

NEXT_KEY, PREVIOUS_KEY = "F8", "Shift+F8"


class RemarkRow(QuietButton):
    """One thing that the check found; pressing it goes to its line."""

    def __init__(self, remark: Remark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{remark.place}: {remark.text}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        place, words = Text(remark.place, "small-strong", wrap=True), Text(remark.text, "small-ink", wrap=True)
        rows = stacked(self, (12, 8, 12, 8), 4)
        for part in (place, words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            rows.addWidget(part)
        if remark.is_error:
            place.setProperty("tone", "danger")

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        return layout_of(self).heightForWidth(width)


class AskedPanel(Panel):
    """A question in place, with its answers."""

    def __init__(self, words: str, *answers: KeycapButton, parent: QWidget | None = None) -> None:
        super().__init__("asked", parent)
        flow = Flow(8)
        for answer in answers:
            flow.addWidget(answer)
        rows = stacked(self, (16, 12, 16, 12), 8)
        rows.addWidget(Text(words, wrap=True))
        rows.addLayout(flow)


class EditorView(QWidget):
    """The text at the left; the check and the preview beside it."""

    text_settled = Signal(str)
    save_requested = Signal(str)
    same_requested = Signal(str)
    """Save it: it is still the same question."""
    another_requested = Signal(str)
    """Save it as a new question."""
    leave_requested = Signal(str)
    discard_requested = Signal()
    stayed = Signal()
    """What was asked is answered with going on."""
    take_back_requested = Signal()
    """The person's version is to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Editor of a prompt")
        self._remarks: tuple[Remark, ...] = ()
        self._title, self._place = Text("", "heading", wrap=True), OneLine("", "small")
        self._field = CodeField("Text of the prompt")
        self._summary = Text("", "strong", wrap=True)
        self._stale = Text("As it was when it was last whole", "small", wrap=True)
        self._rows, self._preview = QWidget(), PromptText(all_open=True)
        self._save = KeycapButton("Save", "Ctrl+S", "primary", low=True)
        self._next = KeycapButton("Next remark", NEXT_KEY, "quiet", low=True)
        self._close = KeycapButton("Close", "Esc", "quiet", low=True)
        self._take_back = TwiceButton("", "Press again: your version goes", low=True)
        self._questions = {Question.UNSAVED: self._unsaved_panel(), Question.ANOTHER: self._another_panel()}
        self._asked: Question | None = None
        self._lay_out()
        self._wire()
        self.ask(None)

    # What is shown

    def show_draft(self, model: EditorModel) -> None:
        """Begin to edit this."""
        self._title.show_text(model.title)
        self._place.show_line(model.place)
        self._take_back.set_resting(model.takes_back)
        self._take_back.disarm()
        self._take_back.setVisible(bool(model.takes_back))
        self.ask(None)
        self._field.show_text(model.text)
        self._summary.show_text("Looking at it")
        self._show_remarks(())

    def show_check(self, check: CheckModel) -> None:
        """Show what the check says, and the prompt as it would be asked where it is whole."""
        if check.summary != self._summary.text():
            announce(self, check.summary)
        self._summary.show_text(check.summary)
        self._show_remarks(check.remarks)
        self._stale.setVisible(check.preview is None)
        if check.preview is not None:
            self._preview.show_prompt(check.preview)
            self._preview.setVisible(True)

    def ask(self, question: Question | None) -> None:
        """Ask in place before going on; None takes the question away."""
        self._asked = question
        for each, panel in self._questions.items():
            panel.setVisible(each is question)
        for part in (self._place, self._buttons):
            part.setVisible(question is None)
        self._field.setReadOnly(question is not None)
        (self if question is not None else self._field).setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_preview(self) -> None:
        """Another prompt comes: what was shown of the last one is not of it."""
        self._preview.setVisible(False)

    def text(self) -> str:
        """Return what is written now."""
        return self._field.toPlainText()

    def commands(self) -> tuple[Command, ...]:
        """What this screen adds to the menus."""
        free = self._asked is None
        return (
            Command(FILE, "Save the prompt", "Ctrl+S", self._emit_save, free),
            Command(FILE, "Close the editor", "Esc", self._leave, free),
            Command(GO, "Next remark", NEXT_KEY, self._go_to_next, bool(self._remarks)),
            Command(GO, "Remark before", PREVIOUS_KEY, self._go_to_previous, bool(self._remarks)),
            Command(EDIT, "Select all", "Ctrl+A", self._field.selectAll),
        )

    # Keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lead on to the text, unless something is asked."""
        super().focusInEvent(event)
        if self._asked is None:
            self._field.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc answers a question with going on, and without one it leaves."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._leave()
        else:
            super().keyPressEvent(event)

    # Within

    def _leave(self) -> None:
        if self._asked is not None:
            self._stay()
        else:
            self.leave_requested.emit(self.text())

    def _stay(self) -> None:
        self.ask(None)
        self.stayed.emit()

    def _emit_save(self) -> None:
        self.save_requested.emit(self.text())

    def _go_to_next(self) -> None:
        self._go_to(sorted({each.line for each in self._remarks}), after=True)

    def _go_to_previous(self) -> None:
        self._go_to(sorted({each.line for each in self._remarks}, reverse=True), after=False)

    def _go_to(self, lines: list[int], after: bool) -> None:
        """Go to the next line with a remark in this direction, from the last one on to the first."""
        here = self._field.line()
        further = [line for line in lines if (line > here if after else line < here)]
        if lines:
            self._field.go_to_line((further or lines)[0])

    def _show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        if remarks == self._remarks and remarks:
            return
        self._remarks = remarks
        rows = layout_of(self._rows)
        emptied(rows)
        for remark in remarks:
            row = RemarkRow(remark)
            row.clicked.connect(lambda _=False, line=remark.line: self._field.go_to_line(line))
            rows.addWidget(row)
        self._field.mark_lines({each.line: each.is_error for each in reversed(remarks)})
        self._next.setEnabled(bool(remarks))

    def _unsaved_panel(self) -> AskedPanel:
        save, discard = KeycapButton("Save", "S", low=True), KeycapButton("Discard", "D", low=True)
        stay = KeycapButton("Go on writing", "Esc", low=True)
        save.clicked.connect(self._emit_save)
        discard.clicked.connect(self.discard_requested)
        stay.clicked.connect(self._stay)
        return AskedPanel(UNSAVED, save, discard, stay)

    def _another_panel(self) -> AskedPanel:
        same, another = KeycapButton("Same question", "S", low=True), KeycapButton("A new question", "N", low=True)
        stay = KeycapButton("Go on writing", "Esc", low=True)
        same.clicked.connect(lambda: self.same_requested.emit(self.text()))
        another.clicked.connect(lambda: self.another_requested.emit(self.text()))
        stay.clicked.connect(self._stay)
        return AskedPanel(ANOTHER, same, another, stay)

    def _wire(self) -> None:
        self._field.settled.connect(self.text_settled)
        self._field.escaped.connect(self._leave)
        self._save.clicked.connect(self._emit_save)
        self._close.clicked.connect(self._leave)
        self._next.clicked.connect(self._go_to_next)
        self._take_back.confirmed.connect(self.take_back_requested)

    def _lay_out(self) -> None:
        self._buttons = QWidget()
        flow = Flow(8)
        for button in (self._save, self._next, self._take_back, self._close):
            flow.addWidget(button)
        self._buttons.setLayout(flow)
        left, right = QWidget(), QWidget()
        rows = stacked(left, (24, 24, 16, 16), 4)
        rows.addWidget(self._title)
        rows.addWidget(self._place)
        rows.addSpacing(8)
        rows.addWidget(self._field, 1)
        rows.addSpacing(8)
        for panel in self._questions.values():
            rows.addWidget(panel)
        rows.addWidget(self._buttons)
        self._lay_out_right(stacked(right))
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(left, 3)
        columns.addWidget(Upright())
        columns.addWidget(right, 2)

    def _lay_out_right(self, rows: QVBoxLayout) -> None:
        content = QWidget()
        inner = stacked(content, (16, 24, 16 - SCROLL_BAR_PX, 24), 8)
        inner.addWidget(self._summary)
        stacked(self._rows)
        inner.addWidget(self._rows)
        inner.addSpacing(8)
        inner.addWidget(Hairline())
        inner.addSpacing(8)
        inner.addWidget(Text("As it will be shown", "section", wrap=True))
        inner.addWidget(self._stale)
        inner.addWidget(self._preview)
        inner.addStretch(1)
        rows.addWidget(ScrollColumn(content, centred=False))
