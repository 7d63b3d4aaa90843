"""The screen of speech models: what each is good for, how it stands with it, and what can be done. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.commands import TOOLS, Command
from desktop.models.model import ORDER, UNVERIFIED, Line, ModelsModel
from desktop.widgets.flow import Flow
from desktop.widgets.keycap_button import LOW_PX, KeycapButton, TwiceButton
from desktop.widgets.keys import announce, bind
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import Column, Hairline, Panel, ScrollColumn, beside, sections, stacked
from desktop.widgets.progress_line import ProgressLine
from desktop.widgets.text import Text, restyle, selectable

COLUMN_PX = 760
WHAT_FOR = (
    "They turn what you say into words, on this machine alone. A larger one hears better and takes longer. Installing "
    "one is the only thing this app ever does over a network, and it does so only when you press Install."
)
OWN = (
    "A folder with a Whisper model in CTranslate2 form: model.bin, config.json, tokenizer.json and vocabulary.txt or "
    "vocabulary.json. It stays where it is."
)


class _RemoveButton(TwiceButton):
    """What takes long to get back is asked twice; who goes on with Tab does not want it."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the first press."""
        super().focusOutEvent(event)
        self.disarm()


class ModelRow(QWidget):
    """One model. ``wanted`` is emitted with what a person wants done with it."""

    wanted = Signal(str, str)
    """``install``, ``cancel``, ``use``, ``measure``, ``verify`` or ``remove``; and the model."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._heading, self._mark = Text("", "item"), Text("", "small-strong")
        self._good_for, self._state = Text("", "small", wrap=True), selectable(Text("", "small-ink", wrap=True))
        self._bar, self._far = ProgressLine(f"How far {name} is"), Text("", "small-ink", wrap=True)
        self._buttons = {
            "install": KeycapButton("Install", low=True),
            "cancel": KeycapButton("Stop", low=True),
            "use": KeycapButton("Use", low=True),
            "measure": KeycapButton("Measure", low=True),
            "verify": KeycapButton("Verify", low=True),
        }
        self._remove = _RemoveButton("Remove", "Remove it from this machine?", low=True)
        self._left: QWidget = self._remove
        """The button that the keyboard was at when it went."""
        restyle(self._mark, "tone", "accent")
        for button in (*self._buttons.values(), self._remove):
            button.set_about(name)
        for action, button in self._buttons.items():
            button.clicked.connect(lambda _=False, action=action: self.wanted.emit(action, self._name))
        self._remove.confirmed.connect(lambda: self.wanted.emit("remove", self._name))
        self._lay_out()

    def show_line(self, line: Line) -> None:
        """Show how it stands, and offer what can be done."""
        self._name = line.name
        self._heading.show_text(line.heading)
        self._mark.show_text(line.mark)
        self._good_for.show_text(line.good_for)
        self._state.show_text(line.state)
        restyle(self._state, "tone", line.tone)
        self._bar.setVisible(line.progress is not None)
        self._far.setVisible(line.progress is not None)
        if line.progress is not None:
            self._bar.show_progress(line.progress.permille, line.progress.sentence)
            self._far.show_text(line.progress.sentence)
        self._offer(line)

    def settle(self) -> None:
        """Forget a first press."""
        self._remove.disarm()

    def _offer(self, line: Line) -> None:
        """Where the button goes that the keyboard is at, the keyboard stays in the row, and goes back when it comes."""
        if line.install:
            self._buttons["install"].set_caption(line.install)
        if line.remove:
            self._remove.set_resting(line.remove)
        buttons = (*self._buttons.values(), self._remove)
        wanted = (line.install, line.cancel, line.use, line.measure, line.verify, line.remove)
        shown = [button for button, each in zip(buttons, wanted, strict=True) if each]
        at = next((button for button in buttons if button.hasFocus()), None)
        for button in shown:  # before the others go, and the keyboard with them
            button.show()
        if at is not None and at not in shown and shown:
            (self._left if self._left in shown else shown[0]).setFocus(Qt.FocusReason.OtherFocusReason)
            self._left = at
        for button in buttons:
            button.setVisible(button in shown)

    def _lay_out(self) -> None:
        rows = stacked(self, (24, 12, 24, 12), 4)
        head = beside(12)
        head.addWidget(self._heading)
        head.addWidget(self._mark)
        head.addStretch(1)
        rows.addLayout(head)
        for part in (self._good_for, self._state, self._bar, self._far):
            rows.addWidget(part)
        room = QWidget()
        room.setMinimumHeight(LOW_PX)  # of a row with nothing to do too: no row moves when one of them is at work
        flow = Flow(8)
        room.setLayout(flow)
        for button in (*self._buttons.values(), self._remove):
            flow.addWidget(button)
        rows.addSpacing(4)
        rows.addWidget(room)


class ModelsView(QWidget):
    """The screen."""

    opened = Signal()
    wanted = Signal(str, str)
    """As ``ModelRow.wanted``."""
    automatic_requested = Signal()
    folder_chosen = Signal(str)
    agreed = Signal()
    declined = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Speech models")
        self._choice, self._sentence = Text("Looking.", wrap=True), selectable(Text("", wrap=True))
        self._automatic = KeycapButton("Let the app choose", "A")
        self._rows = {name: ModelRow(name) for name in ORDER}
        self._own = ModelRow("your folder")
        self._folder = KeycapButton("Choose a folder…", "F")
        self._panel = Panel("asked")
        self._asked = Text("", "strong", wrap=True)
        self._agree, self._decline = KeycapButton("Use it unverified", "Y"), KeycapButton("Leave it", "N")
        self._outcome = QWidget()
        """What came of the last thing that was done: beneath the page, so that it is seen from every row."""
        self._wire()
        self._lay_out()
        for part in (self._outcome, self._automatic, self._own, self._own_line, self._panel):
            part.hide()

    def show_models(self, model: ModelsModel) -> None:
        """Show how it stands with all of them."""
        self._choice.show_text(model.choice)
        self._automatic.setVisible(not model.automatic)
        for line in model.lines:
            self._rows[line.name].show_line(line)
        if model.own is not None:
            self._own.show_line(model.own)
        self._own.setVisible(model.own is not None)
        self._own_line.setVisible(model.own is not None)
        self._ask(model.question)
        if model.sentence != self._sentence.text().replace("\u200b", ""):
            self._sentence.show_text(model.sentence)
            announce(self._sentence, model.sentence)
        self._outcome.setVisible(bool(model.sentence))
        restyle(self._sentence, "tone", model.tone)

    def commands(self) -> tuple[Command, ...]:
        """What the menus offer while this screen is in front."""
        return (
            Command(TOOLS, "Let the app choose the speech model", "A", self._automatic.click, self._can_let()),
            Command(TOOLS, "Use a folder as speech model…", "F", self._folder.click),
        )

    def set_folder(self, folder: str) -> None:
        """A person has a folder."""
        self.folder_chosen.emit(folder)

    def showEvent(self, event: QShowEvent) -> None:
        """Look how things stand."""
        super().showEvent(event)
        self.opened.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was pressed once."""
        self._settle()
        super().hideEvent(event)

    def _settle(self) -> None:
        for row in self._rows.values():
            row.settle()

    def _can_let(self) -> bool:
        return not self._automatic.isHidden()

    def _ask(self, folder: str) -> None:
        asks = bool(folder)
        if asks and self._panel.isHidden():
            self._asked.show_text(f"Use {folder} as the speech model?")
            self._panel.show()
            announce(self._panel, f"{self._asked.text()} {UNVERIFIED}")
            self._decline.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self._panel)
        self._panel.setVisible(asks)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "A folder with a speech model")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.set_folder)
        dialog.open()

    def _wire(self) -> None:
        for row in (*self._rows.values(), self._own):
            row.wanted.connect(self._settle)
            row.wanted.connect(self.wanted)
        self._automatic.clicked.connect(self.automatic_requested)
        self._folder.clicked.connect(self._ask_folder)
        self._agree.clicked.connect(self.agreed)
        self._decline.clicked.connect(self.declined)
        bind(self, "Esc", self.leave_requested.emit)

    def _lay_out(self) -> None:
        column = Column(COLUMN_PX)
        rows = column.rows
        rows.addWidget(Text("Speech models", "title"))
        rows.addSpacing(8)
        rows.addWidget(Text(WHAT_FOR, "muted", wrap=True))
        rows.addSpacing(24)
        rows.addWidget(self._choice)
        rows.addSpacing(8)
        rows.addWidget(self._automatic)
        rows.addSpacing(16)
        rows.addWidget(sections(tuple(self._rows.values())))
        rows.addSpacing(32)
        rows.addWidget(Text("A folder you have", "section"))
        rows.addSpacing(8)
        rows.addWidget(self._own_panel())
        rows.addStretch(1)
        page = QWidget()
        stacked(page, (48, 48, 48, 48)).addWidget(column)
        self._scroll = ScrollColumn(page).scrolled_by_keys()
        stacked(self._outcome).addWidget(Hairline())
        told = Column(COLUMN_PX)
        told.rows.addWidget(self._sentence)
        told.setContentsMargins(48, 12, 48, 12)
        layout_of(self._outcome).addWidget(told)
        whole = stacked(self)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._outcome)

    def _own_panel(self) -> Panel:
        panel, choose = Panel(), QWidget()
        self._own_line = Hairline()
        line = beside(24)
        choose.setLayout(line)
        line.setContentsMargins(24, 12, 24, 12)
        line.addWidget(Text(OWN, "small", wrap=True), 1)
        line.addWidget(self._folder, alignment=Qt.AlignmentFlag.AlignVCenter)
        question = stacked(self._panel, (16, 12, 16, 12), 8)
        question.addWidget(self._asked)
        question.addWidget(Text(UNVERIFIED, wrap=True))
        buttons = Flow(8)
        buttons.addWidget(self._agree)
        buttons.addWidget(self._decline)
        question.addLayout(buttons)
        rows = stacked(panel, (1, 8, 1, 8))
        for part in (self._own, self._own_line, choose):
            rows.addWidget(part)
        room = QWidget()
        stacked(room, (24, 4, 24, 12)).addWidget(self._panel)
        rows.addWidget(room)
        return panel
