"""The right half of the Prompts screen: one prompt, its history, and what the person wrote to it. Passive."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.prompts.model import Answered, PaneModel
from desktop.prompts.prompt_text import PromptText
from desktop.widgets.flow import Flow
from desktop.widgets.keycap_button import Keycap, KeycapButton
from desktop.widgets.keys import bind
from desktop.widgets.layouts import layout_of
from desktop.widgets.note import Note
from desktop.widgets.panel import SCROLL_BAR_PX, Panel, ScrollColumn, beside, emptied, stacked
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.tag_field import TagField
from desktop.widgets.text import Text, selectable

NOTHING = "Choose a prompt at the left to read it whole, and to see what you made of it so far."
NOTE_LINES = 3
ANSWERS_SHOWN = 12
KEYS = {"example": "O", "note": "Shift+N", "tags": "T"}


class PromptPane(QWidget):
    """Says what is wanted of the prompt that is shown; whoever hears knows which one that is."""

    practise_requested = Signal()
    edit_requested = Signal()
    mark_requested = Signal()
    rest_requested = Signal()
    """Suspend it, or wake it."""
    attempt_requested = Signal(int)
    tags_written = Signal(object)
    example_written = Signal(str)
    example_left = Signal()
    note_written = Signal(str)
    note_left = Signal()
    escaped = Signal()
    """Out of a field, back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: PaneModel | None = None
        self._badge, self._where = RoundBadge(), Text("", "small", wrap=True)
        self._pills = QWidget()
        self._pills.setLayout(Flow(4))
        self._title = selectable(Text("", "title", wrap=True))
        self._standing = selectable(Text("", "muted", wrap=True))
        self._why = selectable(Text("", "small", wrap=True))
        self._leech, self._lost = Panel("asked"), selectable(Text("", wrap=True))
        self._practise = KeycapButton("Practise now", "Enter", "primary", low=True)
        self._edit, self._mark = KeycapButton("Edit", "E", low=True), KeycapButton("Mark", "M", low=True)
        self._rest = KeycapButton("Suspend", "S", low=True)
        self._prompt = PromptText("A")
        self._answers = QWidget()
        stacked(self._answers)
        self._tags = TagField("Tags of this prompt", "words of your own, such as: weak rag")
        self._example = Note("My own example", "Where did you meet this decision yourself? What did you choose?")
        self._note = Note("Note on this prompt", "What to think of next time")
        self._lay_out()
        self._wire()
        self.setAccessibleName("Prompt")

    # What is shown

    def show_nothing(self) -> None:
        """There is no prompt to show."""
        self._model = None
        self._pages.setCurrentIndex(0)

    def show_prompt(self, model: PaneModel) -> None:
        """Show a prompt; a strong answer is hidden again when it is another one."""
        other = self._model is None or self._model.id != model.id
        self._model = model
        if other:
            self._prompt.answer.open(False)
            self._scroll.verticalScrollBar().setValue(0)
        self._badge.show_round(model.prompt.round)
        self._where.show_text(model.prompt.where)
        self._show_pills(model.badges)
        self._title.show_text(model.prompt.title)
        self._standing.show_text(model.standing)
        self._why.show_text(model.why)
        self._why.setVisible(bool(model.why))
        self._lost.show_text(model.lost_thread)
        self._leech.setVisible(bool(model.lost_thread))
        self._mark.set_caption("Remove mark" if model.marked else "Mark")
        self._rest.set_caption("Wake" if model.suspended else "Suspend")
        for button in (self._practise, self._edit, self._rest):
            button.setVisible(not model.retired)
        self._prompt.show_prompt(model.prompt)
        self._show_answers(model.answers)
        self._tags.show_tags(model.tags)
        if other:
            self._tags.put_back()
        self._example.show_note(model.example)
        self._note.show_note(model.note)
        self._pages.setCurrentIndex(1)

    def leave_fields(self) -> None:
        """Tell what is being written, before another prompt is shown."""
        for field in (self._example, self._note):
            field.leave()

    def take_focus(self) -> None:
        """Give the keyboard to the first thing that takes it."""
        (self._practise if self._practise.isVisible() else self._mark).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def model(self) -> PaneModel | None:
        """What is shown."""
        return self._model

    # Within

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_scroll"):
            self._fit()

    def _fit(self) -> None:
        for field in (self._example, self._note):
            field.setFixedHeight(NOTE_LINES * self.fontMetrics().lineSpacing() + 20)

    def _show_pills(self, words: tuple[str, ...]) -> None:
        emptied(layout_of(self._pills))
        for each in words:
            layout_of(self._pills).addWidget(Text(each, "badge-words"))
        self._pills.setVisible(bool(words))

    def _show_answers(self, answers: tuple[Answered, ...]) -> None:
        rows = layout_of(self._answers)
        emptied(rows)
        if not answers:
            rows.addWidget(Text("None yet.", "muted"))
        for answer in answers[:ANSWERS_SHOWN]:
            button = KeycapButton(answer.words, kind="quiet", low=True)
            button.setAccessibleName(f"Open the answer of {answer.words}")
            button.clicked.connect(lambda _=False, attempt=answer.attempt: self.attempt_requested.emit(attempt))
            rows.addWidget(button)
        if (more := len(answers) - ANSWERS_SHOWN) > 0:
            rows.addWidget(Text(f"And {more} earlier, in Review.", "muted"))

    def _go_to(self, field: QWidget) -> None:
        if self._model is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(field)

    def _lay_out(self) -> None:
        content = QWidget()
        rows = stacked(content, (32, 24, 32 - SCROLL_BAR_PX, 24), 8)
        head = beside(8)
        head.addWidget(self._badge, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._where, 1)
        rows.addLayout(head)
        rows.addWidget(self._title)
        rows.addWidget(self._pills)
        stacked(self._leech, (16, 10, 16, 10)).addWidget(self._lost)
        for part in (self._standing, self._why, self._leech):
            rows.addWidget(part)
        actions = Flow(8)
        for button in (self._practise, self._edit, self._mark, self._rest):
            actions.addWidget(button)
        rows.addLayout(actions)
        rows.addSpacing(8)
        rows.addWidget(self._prompt)
        rows.addSpacing(8)
        rows.addWidget(Text("Your answers", "section"))
        rows.addWidget(self._answers)
        _add_field(rows, "My own example", self._example, KEYS["example"])
        _add_field(rows, "Tags", self._tags, KEYS["tags"])
        _add_field(rows, "Note", self._note, KEYS["note"])
        rows.addStretch(1)
        self._scroll = ScrollColumn(content, centred=False)
        self._scroll.verticalScrollBar().setSingleStep(48)
        self._fit()
        nothing, page = QWidget(), QWidget()
        empty = stacked(nothing, (32, 24, 32, 24))
        empty.addWidget(Text(NOTHING, "muted", wrap=True))
        empty.addStretch(1)
        stacked(page).addWidget(self._scroll)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(nothing)
        self._pages.addWidget(page)

    def _wire(self) -> None:
        passed: tuple[tuple[SignalInstance, SignalInstance], ...] = (
            (self._practise.clicked, self.practise_requested),
            (self._edit.clicked, self.edit_requested),
            (self._mark.clicked, self.mark_requested),
            (self._rest.clicked, self.rest_requested),
            (self._tags.written, self.tags_written),
            (self._example.written, self.example_written),
            (self._example.left, self.example_left),
            (self._note.written, self.note_written),
            (self._note.left, self.note_left),
            (self._tags.escaped, self.escaped),
            (self._example.escaped, self.escaped),
            (self._note.escaped, self.escaped),
        )
        for signal, mine in passed:
            signal.connect(mine)
        fields: dict[str, QWidget] = {"example": self._example, "note": self._note, "tags": self._tags}
        for name, field in fields.items():
            bind(self, KEYS[name], partial(self._go_to, field))
        bind(self, "A", self._toggle_answer)

    def _toggle_answer(self) -> None:
        if self._model is not None and self._model.prompt.complete:
            self._prompt.answer.toggle()
            self._scroll.ensureWidgetVisible(self._prompt.answer)


def _add_field(rows: QVBoxLayout, heading: str, field: QWidget, key: str) -> None:
    rows.addSpacing(8)
    rows.addWidget(Text(heading, "section"))
    line = beside(8)
    line.addWidget(field, 1)
    line.addWidget(Keycap(key), alignment=Qt.AlignmentFlag.AlignTop)
    rows.addLayout(line)
