"""The prompt, large enough to speak to, and the recorder or the text field under it. Passive."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import EDIT, FILE, Command
from desktop.practice.closing_question import ClosingQuestion
from desktop.practice.drop_hint import DropHint
from desktop.practice.model import LONG_DECISION, AskModel, RecorderState
from desktop.practice.other_ways import OtherWays
from desktop.practice.recorder_bar import RecorderBar
from desktop.practice.typing_view import TypingPanel
from desktop.widgets.last_words import LastWords
from desktop.widgets.panel import Column, Panel, ScrollColumn, stacked
from desktop.widgets.round_badge import ScreenHeader
from desktop.widgets.text import Text, enlarged, restyle, selectable

COLUMN_PX = 860
LOW_BELOW_PX = 400
"""By the size of the text: twice as high for text that is twice as large."""
EDGE_PX, GAP_PX = 24, 16
LOW_EDGE_PX, LOW_GAP_PX = 8, 10
"""Where the window is low."""
FRAME_MS = 33
SOUND_FILES = "Sound files (*.wav *.flac *.ogg *.oga *.opus *.mp3);;All files (*)"
_SPOKEN = frozenset({RecorderState.RECORDING, RecorderState.KEEPING})
_FREE = frozenset(RecorderState) - _SPOKEN - {RecorderState.LOADING}


class AskView(QWidget):
    """Shows a prompt or its follow-up. Space starts and stops; only in the text field it is a letter like others."""

    frame = Signal()
    """About thirty times a second while the screen is in front: time to look at the recorder."""
    start_requested = Signal()
    stop_requested = Signal()
    retry_requested = Signal()
    discard_requested = Signal()
    leave_requested = Signal()
    skip_requested = Signal()
    pause_requested = Signal()
    put_off_requested = Signal()
    """Not this prompt now."""
    bury_requested = Signal()
    """Not today."""
    suspend_requested = Signal()
    """Not until the person wakes it."""
    type_requested = Signal()
    text_changed = Signal(str)
    keep_requested = Signal()
    back_requested = Signal()
    """From the text field to the recorder."""
    files_chosen = Signal(object)
    """Paths, as a tuple: what was chosen in the dialog or dropped; empty for a drop of what is on no disk."""
    cancel_requested = Signal()
    """Of the file that is being loaded."""
    keep_and_close_requested = Signal()
    discard_and_close_requested = Signal()
    stay_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Prompt")
        self.setAcceptDrops(True)
        self._target_s = 0
        self._large, self._above_in_page = True, False
        self._state = RecorderState.PREPARING
        self._header, self._bar, self._last_words = ScreenHeader(), RecorderBar(), LastWords()
        self._ways, self._typing, self._closing = OtherWays(), TypingPanel(), ClosingQuestion()
        self._above = QStackedWidget()
        self._before = Text("", "muted", wrap=True)
        self._follow_up = Text("Follow-up", "strong")
        restyle(self._follow_up, "tone", "accent")
        self._question = selectable(Text("", "decision", wrap=True))
        self._constraint = selectable(Text("", "lead", wrap=True))
        self._snippet = selectable(Text("", "code"))
        self._soft, self._code = Panel("soft"), Panel()
        self._frames = QTimer(self, interval=FRAME_MS)
        self._frames.timeout.connect(self.frame)
        self._screen = self._lay_out()
        self._hint = DropHint(self)
        self._pass_on()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count frames."""
        self._frames.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is drawn that nobody sees."""
        self._frames.stop()
        super().hideEvent(event)

    def show_prompt(self, model: AskModel) -> None:
        """Show the prompt, or, when the model has one, its follow-up with the prompt small above it."""
        follow_up = bool(model.follow_up)
        constraint = f"This time: {model.constraint}"
        self._target_s = model.target_s
        self._header.show_header(model.header.round, model.header.place, model.header.why)
        self._before.show_text(f"{model.decision}\n{constraint}")
        question = model.follow_up or model.decision
        self._question.show_text(question)
        self._large = len(question) < LONG_DECISION and not model.snippet  # code needs the room
        self._fit()
        self._constraint.show_text(constraint)
        self._snippet.show_text(model.snippet)
        for part in (self._before, self._follow_up):
            part.setVisible(follow_up)
        self._soft.setVisible(not follow_up)
        self._code.setVisible(bool(model.snippet))
        self._bar.set_follow_up(follow_up)
        self.set_live_words("")
        self.set_clock(0)
        self.ask_about_closing("")
        QTimer.singleShot(0, self, self._bring_question_in_sight)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_question_in_sight(self) -> None:
        """With large text in a small window the decision above a follow-up may need all the room there is."""
        page = self._scroll.page
        top: QWidget = self._follow_up if self._follow_up.isVisibleTo(self) else page
        bottom = self._question.mapTo(page, self._question.rect().bottomLeft()).y()
        hidden = bottom > self._scroll.viewport().height()
        self._scroll.verticalScrollBar().setValue(top.mapTo(page, QPoint()).y() if hidden else 0)

    def _fit(self) -> None:
        """Leave the question room in a window that is low for its text: the quiet row scrolls with it there.

        The gaps around it are narrow then.
        """
        low = self.height() < enlarged(LOW_BELOW_PX, self)
        restyle(self._question, "role", "decision" if self._large and not low else "decision-long")
        if low == self._above_in_page:
            return
        self._above_in_page = low
        edge, gap = (LOW_EDGE_PX, LOW_GAP_PX) if low else (EDGE_PX, GAP_PX)
        self._screen.setContentsMargins(0, edge, 0, edge)
        self._screen.setSpacing(gap)
        if low:
            self._prompt_rows.insertWidget(self._prompt_rows.count() - 1, self._above)
        else:
            self._bottom_rows.insertWidget(1, self._above)
        self._arrange()

    def set_place(self, place: str) -> None:
        """Show where in the session this is, as its time goes by."""
        self._header.set_place(place)

    def set_state(self, state: RecorderState) -> None:
        """Show what the recorder does, and with it what a person can do."""
        self._bar.set_state(state)
        if state != self._state:
            self._state = state
            self._arrange()

    def _arrange(self) -> None:
        typing, asked = self._state is RecorderState.TYPING, self._closing.isVisibleTo(self)
        had_focus = self._typing.isAncestorOf(self.focusWidget() or self)
        self._typing.setVisible(typing)
        self._typing.setEnabled(not asked)
        self._bar.setVisible(not typing)
        self._above.setVisible(not (typing or asked))
        self._header.setVisible(not (asked and self._above_in_page))  # the answers to the question need its room
        self._above.setCurrentWidget(self._ways if self._state in _FREE else self._last_words)
        self._ways.set_prominent(self._state is RecorderState.NO_MICROPHONE)
        self._screen.setStretch(2, int(typing))
        if had_focus and not typing:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_thinking(self, left_s: float) -> None:
        """Show the seconds that are left to think."""
        self._bar.set_thinking(left_s)

    def show_draft(self, text: str) -> None:
        """Put what was typed before into the field, and the cursor behind it."""
        self.set_state(RecorderState.TYPING)
        self._typing.show_text(text)

    def ask_about_closing(self, text: str) -> None:
        """Ask what becomes of the answer before the window closes; empty takes the question away."""
        self._closing.ask(text)
        self._bar.set_asked(bool(text))
        self._arrange()
        if text:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._state is RecorderState.TYPING:
            self._typing.take_focus()

    def choose_file(self) -> None:
        """Let the person choose a sound file; the recorder goes on meanwhile."""
        dialog = QFileDialog(self, "Load a sound file", str(Path.home()), SOUND_FILES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.files_chosen.emit((Path(name),)))
        dialog.open()

    def commands(self) -> tuple[Command, ...]:
        """What this screen adds to the menus."""
        free = self._state in _FREE and self._state is not RecorderState.TYPING
        return (
            Command(FILE, "Load a sound file…", "Ctrl+O", self.choose_file, free),
            Command(EDIT, "Type instead", "T", self.type_requested.emit, free),
            Command(EDIT, "Pause", "P", self.pause_requested.emit, free),
            Command(EDIT, "Ask this later", "L", self.put_off_requested.emit, free),
            Command(EDIT, "Bury until tomorrow", "B", self.bury_requested.emit, free),
            Command(EDIT, "Suspend this prompt", "Shift+S", self.suspend_requested.emit, free),
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever brings the screen to the front goes on typing where they typed."""
        super().focusInEvent(event)
        if self._state is RecorderState.TYPING and not self._closing.isVisibleTo(self):
            self._typing.take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is a file, and say what a drop will do."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._hint.setGeometry(self.rect())
            self._hint.raise_()
            self._hint.setVisible(self._state in _FREE)

    def dragLeaveEvent(self, _: QDragLeaveEvent) -> None:
        """The file was carried on."""
        self._hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass the files on, whatever they are: what is wrong with them is said in a sentence."""
        self._hint.hide()
        event.acceptProposedAction()
        self.files_chosen.emit(_paths(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frame around the screen."""
        super().resizeEvent(event)
        self._hint.setGeometry(self.rect())
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text leaves less room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_scroll"):
            self._fit()

    def set_clock(self, elapsed_s: float) -> None:
        """Show the seconds of sound against the prompt's target."""
        self._bar.set_clock(elapsed_s, self._target_s)

    def set_level(self, peak_db: float, rms_db: float) -> None:
        """Add what the microphone heard since the last call."""
        self._bar.set_level(peak_db, rms_db)

    def set_microphone(self, name: str) -> None:
        """Show which microphone is listening."""
        self._bar.set_microphone(name)

    def set_live_words(self, words: str, ahead: str = "", note: str = "") -> None:
        """Show the end of what was heard so far, what stands after it for now, and whether the words fall behind."""
        self._last_words.show_words(words, ahead, note)

    def _pass_on(self) -> None:
        for name in ("start", "stop", "retry", "discard", "leave", "skip"):
            getattr(self._bar, f"{name}_requested").connect(getattr(self, f"{name}_requested"))
        self._bar.cancel_requested.connect(self.cancel_requested)
        for name in ("pause", "put_off", "type"):
            getattr(self._ways, f"{name}_requested").connect(getattr(self, f"{name}_requested"))
        self._ways.load_requested.connect(self.choose_file)
        self._typing.text_changed.connect(self.text_changed)
        self._typing.keep_requested.connect(self.keep_requested)
        self._typing.back_requested.connect(self.back_requested)
        self._closing.keep_requested.connect(self.keep_and_close_requested)
        self._closing.discard_requested.connect(self.discard_and_close_requested)
        self._closing.stay_requested.connect(self.stay_requested)

    def _lay_out(self) -> QVBoxLayout:
        stacked(self._soft, (20, 16, 24, 16)).addWidget(self._constraint)
        stacked(self._code, (20, 16, 20, 16)).addWidget(self._snippet)
        prompt = Column(COLUMN_PX)
        rows = prompt.rows
        rows.addStretch(2)
        for text, space in ((self._before, 24), (self._follow_up, 8)):
            text.setContentsMargins(0, 0, 0, space)  # which goes with it where it is not shown
            rows.addWidget(text)
        for part, space in ((self._question, 24), (self._soft, 16)):
            rows.addWidget(part)
            rows.addSpacing(space)
        rows.addWidget(self._code)
        rows.addStretch(3)
        bottom = Column(COLUMN_PX)
        self._prompt_rows, self._bottom_rows = rows, bottom.rows
        for page in (self._ways, self._last_words):
            self._above.addWidget(page)
        self._above.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for above in (self._closing, self._above):
            bottom.rows.addWidget(above)
        bottom.rows.addSpacing(12)
        bottom.rows.addWidget(self._bar)
        bottom.rows.addWidget(self._typing, 1)
        self._header.setContentsMargins(48, 0, 48, 0)
        prompt.setContentsMargins(48, 0, 48, 0)
        bottom.setContentsMargins(48, 0, 48, 0)
        screen = stacked(self, (0, EDGE_PX, 0, EDGE_PX), GAP_PX)
        screen.addWidget(self._header)
        self._scroll = ScrollColumn(prompt).scrolled_by_keys()
        self._scroll.verticalScrollBar().rangeChanged.connect(self._bring_question_in_sight)
        screen.addWidget(self._scroll, 1)
        screen.addWidget(bottom)
        return screen


def _paths(dropped: QMimeData) -> tuple[Path, ...]:
    """The files of this computer among what was dropped."""
    return tuple(Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile())
