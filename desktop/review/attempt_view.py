"""One answer to come back to: title, sound, words, note. Passive: it shows a model and says what was pressed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedLayout, QWidget

from desktop.commands import EDIT, VIEW, Command
from desktop.following import Span
from desktop.review.attempt_head import KEY as DEPTH_KEY
from desktop.review.attempt_head import AttemptHead
from desktop.review.attempt_model import AttemptModel, Script, TakeModel, spoken_speed
from desktop.review.model_menu import ModelMenu
from desktop.widgets.dimension_row import Segment
from desktop.widgets.flow import Flow
from desktop.widgets.keycap_button import Keycap, KeycapButton
from desktop.widgets.keys import announce, bind
from desktop.widgets.layouts import layout_of
from desktop.widgets.list_button import ListButton
from desktop.widgets.note import Note
from desktop.widgets.panel import SCROLL_BAR_PX, Panel, ScrollColumn, beside, emptied, stacked
from desktop.widgets.playback_bar import PlaybackBar
from desktop.widgets.spoken_text import SpokenText
from desktop.widgets.text import Text, selectable
from desktop.widgets.transcript import HIDE_FILLERS, SHOW_FILLERS, Passage
from desktop.widgets.waveform import Waveform

if TYPE_CHECKING:
    from audio.waveform import Waveform as Wave

FRAME_MS = 16
SAID_MS = 4000
WORDS_LINES, NOTE_LINES = 7, 2
TEXT_PX = 8
"""From the edge of the words, where the ring of the focus is, to their letters."""
NOTHING = "Choose an answer to hear it again and to read what you said."
MODELS_KEY = "Shift+W"
NOTE_HINT = "A note to yourself"


class AttemptView(QWidget):
    """The pane beside the list. It keeps what is drawn; what that means is the presenter's."""

    frame = Signal()
    """Sixty times a second while something plays and this can be seen."""
    left = Signal()
    """It is not seen any more."""
    play_requested = Signal()
    back_requested = Signal()
    on_requested = Signal()
    replay_requested = Signal()
    loop_requested = Signal()
    slower_requested = Signal()
    faster_requested = Signal()
    seek_requested = Signal(float)
    place_clicked = Signal(int)
    line_walked = Signal(int)
    words_walked = Signal(int)
    take_chosen = Signal(int)
    next_take_requested = Signal()
    previous_take_requested = Signal()
    copy_requested = Signal(str)
    """What is selected, empty for all that was said."""
    fillers_requested = Signal()
    """Fillers are to be left out, or to be shown again."""
    words_action_requested = Signal()
    models_requested = Signal()
    """Another model shall listen: which ones are there?"""
    model_chosen = Signal(str)
    note_written = Signal(str)
    note_left = Signal()
    mark_requested = Signal()
    depth_chosen = Signal(int)
    """Another depth for an answer that has one."""
    rate_requested = Signal(int)
    """The attempt whose depth is to be chosen now; so with the following."""
    delete_requested = Signal(int)
    export_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: AttemptModel | None = None
        self._take = 0
        self._playing = False
        self._head = AttemptHead()
        self._takes, self._take_group = QWidget(), QButtonGroup(self)
        self._sound, self._wave, self._bar = Panel(), Waveform(), PlaybackBar()
        self._trouble = selectable(Text("", "small-ink", wrap=True))
        self._words = SpokenText()
        self._known, self._fillers = Text("", "small", wrap=True), KeycapButton("", "F", "quiet", low=True)
        self._summary = ""
        self._words_action, self._models = KeycapButton("", "W", "quiet", low=True), ModelMenu(self)
        self._note = Note("Note", NOTE_HINT)
        self._mark = KeycapButton("Mark", "M", "quiet", low=True)
        self._copy = KeycapButton("Copy", "Ctrl+C", "quiet", low=True)
        self._export = ListButton("Export…", "Ctrl+E", "quiet")
        self._delete = ListButton("Delete", "Del", "quiet")
        self._said = Text("", "small", wrap=True)
        self._frames = QTimer(self, interval=FRAME_MS)
        self._silent_again = QTimer(self, singleShot=True, interval=SAID_MS)
        self.setAccessibleName("Answer")
        self._lay_out()
        self._wire()
        self.show_nothing()

    # What is shown

    def show_nothing(self) -> None:
        """Say what this pane is for."""
        self._model = None
        self._stack.setCurrentIndex(0)
        self._page.setEnabled(False)
        self.set_playing(False)
        self._words.show_spoken(())
        self._wave.show_wave(None, 0.0)

    def show_attempt(self, model: AttemptModel) -> None:
        """Show an answer; its words and its sound come apart. Of the same answer only what changed moves."""
        before, self._model = self._model, model
        self._page.setEnabled(True)
        self._stack.setCurrentIndex(1)
        self._head.show_head(model)
        self._mark.set_caption("Remove mark" if model.marked else "Mark")
        self._mark.setVisible(not model.deleted)
        self._delete.setVisible(not model.deleted)
        same = before is not None and before.attempt == model.attempt
        if not (same and self._note.hasFocus()):
            self._note.show_note(model.note)
        if not same or before is None or before.takes != model.takes:
            self._show_takes(model.takes)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)
            self._words.verticalScrollBar().setValue(0)
            self.say("")

    def show_words(self, script: Script) -> None:
        """Show what was said; where a person has scrolled to stays."""
        self._words.show_spoken(tuple(Passage(each.text, each.kind) for each in script.passages), script.looks)
        self._words.setAccessibleDescription(script.description)
        self._summary = script.summary
        self._fillers.set_caption(HIDE_FILLERS if script.verbatim else SHOW_FILLERS)
        self._fillers.setVisible(script.has_fillers)
        self.show_about("")

    def show_take(self, take: int) -> None:
        """Bring this take to the front."""
        if self._model is None or take >= len(self._model.takes):
            self._sound.setVisible(False)
            return
        self._take = take
        shown = self._model.takes[take]
        if (button := self._take_group.button(take)) is not None:
            button.setChecked(True)
        self._sound.setVisible(not shown.typed)
        self._bar.set_length(shown.seconds)
        self._wave.show_wave(None, shown.seconds)
        self._set_usable(not shown.silent)

    def show_wave(self, wave: "Wave | None") -> None:
        """Draw the sound of the take in front."""
        if self._model is not None and self._take < len(self._model.takes):
            self._wave.show_wave(wave, self._model.takes[self._take].seconds)

    def show_trouble(self, text: str) -> None:
        """Say what is wrong with the sound; empty for nothing."""
        if text and text != self._trouble.text():
            announce(self._trouble, text)
        self._trouble.show_text(text)
        self._trouble.setVisible(bool(text))

    def show_position(self, seconds: float) -> None:
        """Draw this place of the recording."""
        self._wave.set_position(seconds)
        self._bar.set_position(seconds)

    def mark(self, word: Span | None, sentence: Span | None, follow: bool) -> None:
        """Let a word and its sentence stand out."""
        self._words.mark(word, sentence, follow=follow)

    def show_about(self, text: str, aloud: bool = False) -> None:
        """Say what is to be known of the marked word, else of all words; ``aloud`` to a screen reader too."""
        self._known.show_text(text or self._summary)
        self._known.setVisible(bool(text or self._summary))
        if text and aloud:
            announce(self._known, text)

    def mark_found(self, found: tuple[Span, ...]) -> None:
        """Underline what was searched for."""
        self._words.mark_found(found)

    def set_playing(self, playing: bool) -> None:
        """Follow what is heard, or stop following."""
        self._playing = playing
        self._bar.set_playing(playing)
        self._follow()

    def set_speed(self, speed: float) -> None:
        """Show how fast it plays."""
        self._bar.set_speed(spoken_speed(speed))

    def set_looping(self, looping: bool) -> None:
        """Show whether a sentence is repeated."""
        self._bar.set_looping(looping)

    def set_words_action(self, caption: str) -> None:
        """Offer what can be done for the words of the take in front; empty for nothing."""
        self._words_action.set_caption(caption)
        self._words_action.setVisible(bool(caption))

    def choose_model(self, models: tuple[tuple[str, str], ...]) -> None:
        """Let one of these be chosen, each with what it is called; Esc chooses none."""
        self._scroll.ensureWidgetVisible(self._words_action)
        self._models.show_models(models, self._words_action)

    def say(self, text: str) -> None:
        """Say something that was done, for a moment."""
        self._said.show_text(text)
        self._said.setVisible(bool(text))
        if text:
            announce(self._said, text)
            self._silent_again.start()

    def leave_note(self) -> None:
        """Tell what was written in the note and not told yet."""
        self._note.leave()

    def focus_note(self) -> None:
        """Give the note the keyboard."""
        if self._model is not None:
            self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def change_depth(self) -> None:
        """Offer another depth for an answer that has one, or take the offer away."""
        self._head.change_depth()

    def commands(self) -> tuple[Command, ...]:
        """What can be done here, for the menus."""
        some = self._model is not None
        heard = some and self._bar.isEnabled() and self._sound.isVisibleTo(self)
        several = self._model is not None and len(self._model.takes) > 1
        redone = some and self._words_action.isVisibleTo(self)
        return (
            Command(EDIT, "Copy", "Ctrl+C", self._copy_selected, some),
            Command(EDIT, "Note", "N", self.focus_note, some),
            Command(EDIT, "Change the depth", DEPTH_KEY, self.change_depth, some and self._head.can_change),
            Command(EDIT, "Redo the words with another model…", MODELS_KEY, self.models_requested.emit, redone),
            Command(VIEW, "Play or pause", "5", self.play_requested.emit, heard),
            Command(VIEW, "5 seconds back", "6", self.back_requested.emit, heard),
            Command(VIEW, "5 seconds on", "7", self.on_requested.emit, heard),
            Command(VIEW, "Replay", "R", self.replay_requested.emit, heard),
            Command(VIEW, "Loop this sentence", "L", self.loop_requested.emit, heard),
            Command(VIEW, "Slower", "[", self.slower_requested.emit, heard),
            Command(VIEW, "Faster", "]", self.faster_requested.emit, heard),
            Command(VIEW, "Fillers", "F", self.fillers_requested.emit, self._fillers.isVisibleTo(self)),
            Command(VIEW, "Next recording", "T", self.next_take_requested.emit, several),
            Command(VIEW, "Recording before", "Shift+T", self.previous_take_requested.emit, several),
        )

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Follow again what plays."""
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow nothing that cannot be seen."""
        super().hideEvent(event)
        self._follow()
        if not event.spontaneous():
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_lines()

    # Within

    def _fit_lines(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self._words.setMinimumHeight(WORDS_LINES * line)
        self._note.setFixedHeight(NOTE_LINES * line + 20)

    def _follow(self) -> None:
        if self._playing and self.isVisible():
            self._frames.start()
        else:
            self._frames.stop()

    def _set_usable(self, usable: bool) -> None:
        self._bar.set_usable(usable)
        self._wave.setEnabled(usable)

    def _show_takes(self, takes: tuple[TakeModel, ...]) -> None:
        for button in self._take_group.buttons():
            self._take_group.removeButton(button)
        emptied(layout_of(self._takes))
        for number, take in enumerate(takes if len(takes) > 1 else ()):
            segment = Segment(take.label)
            segment.setAccessibleName(take.label)
            segment.setChecked(number == self._take)
            segment.clicked.connect(lambda _=False, chosen=number: self.take_chosen.emit(chosen))
            self._take_group.addButton(segment, number)
            layout_of(self._takes).addWidget(segment)
        if len(takes) > 1:
            key = Keycap("T")
            key.setFixedHeight(max(key.sizeHint().height(), self._take_group.button(0).sizeHint().height()))
            layout_of(self._takes).addWidget(key)
        self._takes.setVisible(len(takes) > 1)

    def _copy_selected(self) -> None:
        self.copy_requested.emit(self._words.textCursor().selectedText().replace("\u2029", "\n"))

    def _emit_attempt(self, signal: SignalInstance) -> None:
        if self._model is not None:
            signal.emit(self._model.attempt)

    def _wire(self) -> None:
        self._frames.timeout.connect(self.frame)
        self._silent_again.timeout.connect(lambda: self.say(""))
        for signal, mine in (
            (self._bar.play_requested, self.play_requested),
            (self._bar.back_requested, self.back_requested),
            (self._bar.on_requested, self.on_requested),
            (self._bar.replay_requested, self.replay_requested),
            (self._bar.loop_requested, self.loop_requested),
            (self._bar.slower_requested, self.slower_requested),
            (self._bar.faster_requested, self.faster_requested),
            (self._wave.seek_requested, self.seek_requested),
            (self._words.place_clicked, self.place_clicked),
            (self._words.line_walked, self.line_walked),
            (self._words.words_walked, self.words_walked),
            (self._words.play_requested, self.play_requested),
            (self._fillers.clicked, self.fillers_requested),
            (self._words_action.clicked, self.words_action_requested),
            (self._note.written, self.note_written),
            (self._note.left, self.note_left),
            (self._mark.clicked, self.mark_requested),
            (self._head.depth_chosen, self.depth_chosen),
        ):
            signal.connect(mine)
        self._note.escaped.connect(lambda: self._words.setFocus(Qt.FocusReason.OtherFocusReason))
        self._copy.clicked.connect(self._copy_selected)
        self._head.rate_requested.connect(lambda: self._emit_attempt(self.rate_requested))
        self._head.opened.connect(lambda: self._scroll.ensureWidgetVisible(self._head.depths))
        self._delete.clicked.connect(lambda: self._emit_attempt(self.delete_requested))
        self._export.clicked.connect(lambda: self._emit_attempt(self.export_requested))
        self._models.chosen.connect(self.model_chosen)
        bind(self, "N", self.focus_note)
        bind(self, MODELS_KEY, self.models_requested.emit)
        # In the list beside it these keys mean something else.
        for key, signal in (("T", self.next_take_requested), ("Shift+T", self.previous_take_requested)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(signal)

    def _lay_out(self) -> None:
        self._takes.setLayout(Flow(4))
        sound = stacked(self._sound, (16, 12, 16, 12), 8)
        sound.addWidget(self._wave)
        sound.addWidget(self._bar)
        self._fit_lines()
        note = beside(8)
        note.addWidget(self._note, 1)
        note.addWidget(Keycap("N"), alignment=Qt.AlignmentFlag.AlignTop)
        actions = Flow(4)
        for button in (self._words_action, self._mark, self._copy, self._export, self._delete):
            actions.addWidget(button)
        content, above, below = QWidget(), QWidget(), QWidget()
        top = stacked(above, (TEXT_PX, 0, TEXT_PX, 0), 4)
        top.addWidget(self._head)
        top.addSpacing(8)
        for block in (self._takes, self._sound, self._trouble):
            top.addWidget(block)
        bottom = stacked(below, (TEXT_PX, 0, TEXT_PX, 0), 4)
        known = beside(8)
        known.addWidget(self._known, 1)
        known.addWidget(self._fillers)
        bottom.addLayout(known)
        bottom.addWidget(self._said)
        bottom.addLayout(note)
        bottom.addLayout(actions)
        rows = stacked(content, (32 - TEXT_PX, 24, 32 - TEXT_PX - SCROLL_BAR_PX, 16), 8)
        rows.addWidget(above)
        rows.addWidget(self._words, 1)
        rows.addWidget(below)
        self._scroll = ScrollColumn(content, centred=False)
        self._page, empty = QWidget(), QWidget()
        stacked(self._page).addWidget(self._scroll)
        nothing = stacked(empty, (32, 24, 32, 24))
        nothing.addWidget(Text(NOTHING, "muted", wrap=True))
        nothing.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._page)
