"""The diagnostic in the window, by its keys, with a real library on its own thread."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from audio.events import Event
from cards.diagnostic import Result
from desktop.clock import now
from desktop.diagnostic.composing import Diagnostic
from desktop.diagnostic.parts import Around
from desktop.folders import DataFolder
from desktop.history import History
from desktop.jobs import ThreadJobs
from desktop.opening import open_library
from desktop.practice.drafts import Drafts
from desktop.practice.parts import Screens, Services
from desktop.transcribing import Transcribing
from desktop.window import MainWindow
from tests.desktop.diagnostic.desk import coded
from tests.support.desk import FakeRecogniser, FakeRecorder
from tests.support.screens import FakeAsk, FakeOutcome, FakePause, FakeReflect, FakeSummary

PATIENCE_MS = 10_000
CTRL = Qt.KeyboardModifier.ControlModifier


class Sitting:
    """A window with Today in front, and somebody at the keys."""

    def __init__(self, qtbot: QtBot, folder: DataFolder) -> None:
        self.window, self.jobs, self.bot = MainWindow(), ThreadJobs(), qtbot
        self.opened: list[int] = []
        prompts = coded()
        ready: list[bool] = []

        def open_with_prompts():
            library = open_library(folder, now())
            library.sync_prompts(prompts, complete=True)
            return library

        self.jobs.open(open_with_prompts, lambda: ready.append(True), pytest.fail)
        qtbot.waitUntil(lambda: bool(ready))
        transcribing = Transcribing(
            lambda model, number: FakeRecogniser(transcribing.hear, model, number),
            self.jobs,
            folder.recordings,
            now,
            self.window,
        )
        self.recorder = FakeRecorder(self._hear)
        services = Services(self.recorder, transcribing, self.jobs, folder, now, prompts=lambda: prompts)
        screens = Screens(FakeAsk(), FakeReflect(), FakeOutcome(), self.window, FakeSummary(), FakePause())
        self.history = History(self.jobs, self.window)
        for name, rail in (("today", "Today"), ("review", "Review")):
            self.window.add_screen(name, QWidget, rail)
        self.window.show_screen("today")
        around = Around(
            screens,
            services,
            self.history,
            leave=lambda: self.window.show_screen("today"),
            practising=lambda: False,
            changed=lambda: None,
            drafts=Drafts(self.history.library, now),
        )
        self.diagnostic = Diagnostic(self.window, around, self.opened.append)
        self.window.undo_requested.connect(lambda: self.diagnostic.undo() or self.history.undo())
        self.window.redo_requested.connect(lambda: self.diagnostic.redo() or self.history.redo())
        self.history.changed.append(lambda: self.window.set_steps(self.history.undo_name, self.history.redo_name))
        self.window.resize(1024, 640)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def _hear(self, event: Event) -> None:
        self.diagnostic.hear(event)

    def until(self, title: str) -> None:
        self.bot.waitUntil(lambda: self.window.windowTitle().startswith(title), timeout=PATIENCE_MS)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def speak(self) -> None:
        """Say something, from one press of Space to the next."""
        begun = len(self.recorder.started)
        self.until("Ready")
        self.press(Qt.Key.Key_Space)
        self.bot.waitUntil(lambda: len(self.recorder.started) == begun + 1, timeout=PATIENCE_MS)
        self.recorder.speak()
        self.press(Qt.Key.Key_Space)
        self.recorder.end()
        self.until("Verdict")

    def judged(self) -> list[tuple[str, Result]]:
        found: list[list[tuple[str, Result]]] = []
        self.jobs.library(
            lambda library: [(each.question, each.result) for each in library.diagnosed()], found.append, pytest.fail
        )
        self.bot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return found[0]


@pytest.fixture
def sitting(qtbot: QtBot, folder: DataFolder) -> Iterator[Sitting]:
    made = Sitting(qtbot, folder)
    yield made
    made.window.close_unasked()
    made.diagnostic.close()
    made.jobs.close()


def begin(sitting: Sitting) -> None:
    sitting.diagnostic.open()
    sitting.until("Diagnostic")
    sitting.press(Qt.Key.Key_Return)


def test_nothing_is_built_before_somebody_looks(sitting: Sitting):
    assert sitting.diagnostic._built is None
    assert sitting.diagnostic.may_close()
    assert not sitting.diagnostic.undo()
    assert not sitting.diagnostic.redo()


def test_a_question_from_key_to_key_and_its_verdict_back(sitting: Sitting):
    begin(sitting)
    sitting.speak()
    sitting.press(Qt.Key.Key_3)
    sitting.until("Ready")
    assert sitting.judged() == [("Q1", Result.STUCK)]
    assert sitting.window.steps()[0] == "verdict"
    sitting.press(Qt.Key.Key_Z, CTRL)
    sitting.until("Verdict")
    assert sitting.judged() == []
    sitting.press(Qt.Key.Key_1)
    sitting.until("Ready")
    assert sitting.judged() == [("Q1", Result.CAN)]


def test_a_typed_answer_by_the_keyboard_alone(sitting: Sitting):
    begin(sitting)
    sitting.until("Ready")
    sitting.press(Qt.Key.Key_T)
    sitting.until("Typing")
    QTest.keyClicks(QApplication.focusWidget(), "I would take convolution. 1 2 3")
    sitting.press(Qt.Key.Key_Return, CTRL)
    sitting.until("Verdict")
    sitting.press(Qt.Key.Key_2)
    sitting.until("Typing")
    assert sitting.judged() == [("Q1", Result.PARTLY)]


def test_all_six_lead_to_the_result_and_that_to_today(sitting: Sitting):
    begin(sitting)
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_3):
        sitting.speak()
        sitting.press(key)
    sitting.until("Where to begin")
    sitting.press(Qt.Key.Key_Escape)
    sitting.until("Diagnostic")
    sitting.press(Qt.Key.Key_Return)
    sitting.until("Where to begin")
    sitting.press(Qt.Key.Key_Return)
    sitting.bot.waitUntil(sitting.window.screen_named("today").isVisible, timeout=PATIENCE_MS)


def test_what_was_said_of_the_last_verdict_stays_with_the_diagnostic(sitting: Sitting):
    begin(sitting)
    for _ in range(6):
        sitting.speak()
        sitting.press(Qt.Key.Key_1)
    sitting.until("Where to begin")
    assert sitting.window.notices() == ("Question 6: “I can”. Ctrl+Z takes it back.",)
    sitting.window.show_screen("review")
    assert sitting.window.notices() == ()


def test_what_was_said_of_the_last_question_skipped_stays_there_too(sitting: Sitting):
    begin(sitting)
    sitting.until("Ready")
    for _ in range(6):
        sitting.press(Qt.Key.Key_L)
        sitting.bot.waitUntil(lambda: not sitting.history.library.turning, timeout=PATIENCE_MS)
    sitting.until("Diagnostic")
    assert sitting.window.notices() == ("Question 6 stays open until you go on another time.",)
    sitting.window.show_screen("review")
    assert sitting.window.notices() == ()


def test_leaving_a_question_leads_to_where_it_stands(sitting: Sitting):
    begin(sitting)
    sitting.speak()
    sitting.press(Qt.Key.Key_Escape)
    sitting.until("Diagnostic")
    sitting.press(Qt.Key.Key_1)
    sitting.until("Verdict")


def test_the_window_does_not_close_over_an_answer(sitting: Sitting):
    begin(sitting)
    sitting.until("Ready")
    sitting.press(Qt.Key.Key_Space)
    sitting.bot.waitUntil(lambda: bool(sitting.recorder.started), timeout=PATIENCE_MS)
    sitting.recorder.speak()
    sitting.window.close()
    assert sitting.window.isVisible()
    sitting.press(Qt.Key.Key_K)
    assert not sitting.window.isVisible()
    sitting.recorder.end()


def test_it_is_among_the_tools(sitting: Sitting):
    command = next(each for each in sitting.window._menus.commands() if each.text == "Diagnostic")
    assert command.enabled
    command.slot()
    sitting.until("Diagnostic")
