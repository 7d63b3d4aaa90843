"""Settings: what can be chosen, a test of microphone and loudspeaker, and what the app knows of itself. Passive."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from audio.events import Level
from desktop.commands import FILE, TOOLS, Command
from desktop.settings.model import LICENCES, REST, UNCHECKED, AboutModel, Choices, DataModel, TestModel
from desktop.settings.own_words_field import OwnWordsField
from desktop.settings.schedule_model import ScheduleModel
from desktop.settings.schedule_view import ScheduleBar, ScheduleControls
from desktop.settings.setting import Setting, beside_button, padded
from desktop.settings.values import SESSION_MINUTES, THINKING_S, Settings
from desktop.widgets.choice import Choice, Number
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import announce, bind
from desktop.widgets.layouts import layout_of
from desktop.widgets.level_meter import LevelMeter
from desktop.widgets.panel import Column, ScrollColumn, beside, emptied, sections, stacked
from desktop.widgets.rows import CheckRow
from desktop.widgets.text import Text, restyle, selectable

COLUMN_PX = 760
LOOK_MS = 2_000
"""How often devices are looked for while the screen is shown."""
FRAME_MS = 33
TRANSCRIBE = (
    ("while_speaking", "While I speak"),
    ("on_mains", "While I speak, not on battery"),
    ("when_asked", "When I ask for it"),
)
APPEARANCE = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


class SettingsView(QWidget):
    """The screen. A changed setting is said at once: nothing here waits for an OK."""

    opened = Signal()
    left = Signal()
    leave_requested = Signal()
    changed = Signal(str, object)
    """A setting's name and its new value."""
    words_written = Signal(str)
    """The person's own words, a line each, when their field is left."""
    apply_requested = Signal()
    """Make the change of the schedule that is asked about."""
    test_requested = Signal()
    play_requested = Signal()
    check_requested = Signal()
    models_requested = Signal()
    look_requested = Signal()
    """Time to look which devices there are."""
    frame = Signal()
    """Time to show the level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Settings")
        self._minutes = Number("Length of a session", SESSION_MINUTES, 5, "min")
        self._thinking = Number("Time to think", THINKING_S, 5, "s", zero="None")
        self._appearance = Choice("Appearance")
        self._microphone, self._speaker = Choice("Microphone"), Choice("Loudspeaker")
        self._live = CheckRow("Show my words while I speak")
        self._transcribe = Choice("When to transcribe")
        self._own_words = OwnWordsField()
        self._microphone_row = Setting("Microphone", self._microphone)
        self._speaker_row = Setting("Loudspeaker", self._speaker)
        self._meter = LevelMeter()
        self._test_setting = Setting("Are you heard?", self._meter)
        self._test = KeycapButton("Test the microphone", "T")
        self._play = KeycapButton("Play it back", "P")
        self._model = selectable(Text("Looking.", "small", wrap=True))
        self._models = KeycapButton("Speech models", "M")
        self._folder = selectable(Text("", "small", wrap=True))
        self._copy, self._check = KeycapButton("Copy the path", "C"), KeycapButton("Check it", "L")
        self._check.setAccessibleName("Check the library")
        self._checked = selectable(Text(UNCHECKED, "small", wrap=True))
        self._places, self._version = QWidget(), Text("", "item")
        self.schedule, self.bar = ScheduleControls(), ScheduleBar(COLUMN_PX)
        self._crashes = selectable(Text("", "small", wrap=True))
        self._looks = QTimer(self, interval=LOOK_MS)
        self._frames = QTimer(self, interval=FRAME_MS)
        self._wire()
        self._lay_out()
        self.show_test(REST)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set; the devices have a say of their own."""
        self._minutes.show_number(settings.session_minutes)
        self._thinking.show_number(settings.thinking_s)
        self._appearance.show_options(APPEARANCE, settings.appearance)
        self._live.setChecked(settings.live_words)
        self._own_words.show_words(settings.words)
        self._transcribe.show_options(TRANSCRIBE, settings.transcribe)

    def show_own_words(self, words: tuple[str, ...], problem: str) -> None:
        """Show what was kept of the words that were written, and say what was not."""
        self._own_words.show_words(words)
        self._own_words.show_problem(problem)

    def show_schedule(self, model: ScheduleModel) -> None:
        """Show how dates are made, and what a change of that would move."""
        self.schedule.show_schedule(model)
        self.bar.show_change(model.said, model.asks, model.ready)
        self._leave.setEnabled(not model.asks)  # Esc is for the question first

    def days_taken(self) -> None:
        """The days that were written are among those off."""
        self.schedule.off.taken()

    def show_microphones(self, microphones: Choices) -> None:
        """Offer these microphones."""
        self._microphone.show_options(microphones.options, microphones.chosen)
        self._microphone_row.show_note(microphones.note, "warn")

    def show_speakers(self, speakers: Choices) -> None:
        """Offer these loudspeakers."""
        self._speaker.show_options(speakers.options, speakers.chosen)
        self._speaker_row.show_note(speakers.note, "warn")

    def show_test(self, model: TestModel) -> None:
        """Show how the test stands."""
        if model.recording and not self._frames.isActive():
            self._meter.clear()
            self._frames.start()
        elif not model.recording:
            self._frames.stop()
        self._test_setting.show_note(model.sentence)
        self._meter.set_recording(model.recording)
        self._test.setEnabled(not model.recording)
        self._play.setEnabled(model.can_play)
        self._play.set_caption("Stop" if model.playing else "Play it back")

    def show_level(self, level: Level) -> None:
        """Add what the microphone hears to the meter."""
        self._meter.set_level(level.peak_db, level.rms_db)

    def show_model(self, sentence: str, tone: str) -> None:
        """Say where the speech model is, or how to get it."""
        self._model.show_text(sentence)
        restyle(self._model, "tone", tone)

    def show_data(self, model: DataModel) -> None:
        """Show where the data is, and how much room it takes once that is known."""
        self._folder.show_text(model.folder)
        emptied(layout_of(self._places))
        for place in model.places:
            line, row = QWidget(), beside(8)
            line.setLayout(row)
            row.addWidget(Text(place.name, "small"))
            row.addWidget(Text(place.note, "small"), 1)
            row.addWidget(Text(place.size, "small-ink"))
            layout_of(self._places).addWidget(line)

    def show_check(self, sentence: str, running: bool = False) -> None:
        """Say what a check of the library found."""
        self._checked.show_text(sentence)
        self._check.setEnabled(not running)
        announce(self._checked, sentence)

    def show_about(self, model: AboutModel) -> None:
        """Show which program this is."""
        self._version.show_text(f"Viva Voce {model.version}")
        self._crashes.show_text(model.crashes)

    def commands(self) -> tuple[Command, ...]:
        """What the menus offer while this screen is in front."""
        return (
            Command(TOOLS, "Test the microphone", "T", self._test.click, self._test.isEnabled()),
            Command(TOOLS, "Play the test back", "P", self._play.click, self._play.isEnabled()),
            Command(TOOLS, "Check the library", "L", self._check.click, self._check.isEnabled()),
            Command(FILE, "Copy the path of the data folder", "C", self._copy.click),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look for devices."""
        super().showEvent(event)
        self._looks.start()
        self.opened.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was being typed, and let the devices be."""
        for number in (self._minutes, self._thinking):
            number.interpretText()
        self._own_words.finish()
        self.schedule.finish()
        self._looks.stop()
        self._frames.stop()
        self._copy.set_caption("Copy the path")
        self.left.emit()
        super().hideEvent(event)

    def _wire(self) -> None:
        for control, name in (
            (self._minutes, "session_minutes"),
            (self._thinking, "thinking_s"),
            (self._appearance, "appearance"),
            (self._transcribe, "transcribe"),
            (self._microphone, "microphone"),
            (self._speaker, "speaker"),
        ):
            control.chosen.connect(lambda value, name=name: self.changed.emit(name, value))
        self._live.clicked.connect(lambda on: self.changed.emit("live_words", on))
        self._own_words.written.connect(self.words_written)
        self._own_words.left.connect(self.setFocus)
        self._test.clicked.connect(self.test_requested)
        self._play.clicked.connect(self.play_requested)
        self._copy.clicked.connect(self._copy_path)
        self._check.clicked.connect(self.check_requested)
        self._models.clicked.connect(self.models_requested)
        self._looks.timeout.connect(self.look_requested)
        self._frames.timeout.connect(self.frame)
        self.bar.left.connect(self.setFocus)
        self.bar.agreed.connect(lambda: self.apply_requested.emit() if not self.schedule.settle() else None)
        self._leave = bind(self, "Esc", self.leave_requested.emit)

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self._folder.text().replace("\u200b", ""))
        self._copy.set_caption("Copied")
        announce(self._copy, "Copied")

    def _lay_out(self) -> None:
        column = Column(COLUMN_PX)
        rows = column.rows
        rows.addWidget(Text("Settings", "title"))
        general = (
            Setting("Length of a session", self._minutes, "How much Today plans for you."),
            Setting("Time to think", self._thinking, "Before the clock of an answer starts."),
            Setting("Appearance", self._appearance),
        )
        words = (
            self._when_row(),
            padded(self._live, left=18),
            beside_button("Speech model", self._model, self._models),
            self._own_words,
        )
        data = (
            beside_button("Everything is in one folder on this machine", self._folder, self._copy),
            self._filled(self._places),
            beside_button("Is the library sound?", self._checked, self._check),
        )
        for heading, panel in (
            ("General", sections(general)),
            ("Schedule", self.schedule),
            ("Recording", sections((self._microphone_row, self._speaker_row, self._test_row()))),
            ("Transcription", sections(words)),
            ("Data", sections(data)),
            ("About", sections((self._about_row(),))),
        ):
            rows.addSpacing(32)
            rows.addWidget(Text(heading, "section"))
            rows.addSpacing(8)
            rows.addWidget(panel)
        rows.addStretch(1)
        page = QWidget()
        stacked(page, (48, 48, 48, 48)).addWidget(column)
        scroll = ScrollColumn(page).scrolled_by_keys()
        shown_whole = partial(scroll.ensureWidgetVisible, self._own_words)  # of a text Qt shows the caret alone
        self._own_words.entered.connect(shown_whole)
        whole = stacked(self)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.bar)

    def _when_row(self) -> QWidget:
        hint = "Recordings are kept whatever you choose. Words that wait come with one key, from Today or the answer."
        return Setting("When to transcribe", self._transcribe, hint)

    def _test_row(self) -> QWidget:
        row, buttons = QWidget(), beside(8)
        buttons.setContentsMargins(24, 4, 24, 12)
        for button in (self._test, self._play):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows = stacked(row)
        rows.addWidget(self._test_setting)
        rows.addLayout(buttons)
        return row

    def _filled(self, places: QWidget) -> QWidget:
        stacked(places, (24, 12, 24, 12), 4)
        return places

    def _about_row(self) -> QWidget:
        row = QWidget()
        rows = stacked(row, (24, 16, 24, 16), 4)
        rows.addWidget(self._version)
        rows.addWidget(selectable(Text(LICENCES, "small", wrap=True)))
        rows.addSpacing(8)
        rows.addWidget(Text("Crash reports", "item"))
        rows.addWidget(self._crashes)
        return row
