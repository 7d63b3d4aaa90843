"""The window's life: shown at once, then the library opened and the screens brought to life, at last all closed."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.clock import now
from desktop.commands import FILE, Command
from desktop.crash import EARLIER, CrashReports, newest_report, reports_mark, unseen_report
from desktop.folders import DataFolder
from desktop.instance import FirstInstance, Knocks, address, raised_first
from desktop.jobs import ThreadJobs
from desktop.settings.store import SettingsStore
from desktop.signals import Endings
from desktop.today.problem_view import ProblemView
from desktop.today.view import TodayView
from desktop.widgets.banner import NoticeAction
from desktop.window import MainWindow
from desktop.window_state import WindowState

if TYPE_CHECKING:
    from cards.deck import Deck
    from cards.library import Library
    from desktop.composition import Parts
    from desktop.decks import Decks

IN_USE = 3
OPEN_ALREADY = "This library is open already; its window has been brought to the front."


class Bridge(QObject):
    """Carries what other threads say to the window's."""

    recorder = Signal(object)
    recogniser = Signal(object, int)
    """What a process says, and the number of that process."""
    player = Signal(object)
    review_player = Signal(object)
    test_recorder = Signal(object)
    test_player = Signal(object)
    chosen_microphone = Signal(str)
    chosen_speaker = Signal(str)
    """That the chosen device is not there and the system's is used; empty when all is well."""
    crash = Signal(str)
    """The sentence about a report that was just written."""


class App(QObject):
    """Everything that lives as long as the window."""

    ready = Signal()
    """The library is open and Today can be used."""

    def __init__(self, folder: DataFolder, look: theme.Look | None = None) -> None:
        super().__init__()
        self.folder = folder
        self.exit_code = 0
        self.parts: Parts | None = None
        self.bridge = Bridge(self)
        self.jobs = ThreadJobs(self)
        self.settings = SettingsStore(folder.settings)
        if look is not None:
            look.set_appearance(self.settings.current.appearance)
            self.settings.listeners.append(lambda settings: look.set_appearance(settings.appearance))
        self.state = WindowState(folder.root / "window.ini")
        self.window = MainWindow(look, self.state)
        self.today = TodayView()
        self.window.add_screen("today", lambda: self.today, "Today")
        for name, rail in (("review", "Review"), ("prompts", "Prompts"), ("settings", "Settings")):
            self.window.promise_screen(name, rail)
        self.window.add_screen("problem", self._problem_screen)
        self.window.offer(self._commands)
        self.window.closing.connect(self.close)
        self.bridge.crash.connect(self._tell_of_report)
        self.first = FirstInstance(address(folder.root), self.window.come_to_front, self)
        self.today.show_loading()
        self.window.show_screen("today")
        self._deck: Deck | None = None
        self._decks: Decks | None = None
        self._closed = False
        self._setting_aside = False
        self._asked_first = False

    def show(self) -> None:
        """Show the window; whatever takes time comes after its first frame."""
        self.window.show()
        QTimer.singleShot(0, self, self.open_library)

    def open_library(self, start_new: bool = False) -> None:
        """Open the library on its own thread, where loading what that needs holds up no key."""
        folder = self.folder

        def opened() -> "Library":
            # Loaded here and not on the window's thread: together they take a fifth of a second.
            import PySide6.QtNetwork  # noqa: F401, PLC0415

            import desktop.composition  # noqa: F401, PLC0415
            from desktop.decks import Decks  # noqa: PLC0415
            from desktop.opening import open_with_deck  # noqa: PLC0415

            self._decks = Decks(folder)
            library, self._deck = open_with_deck(folder, now(), start_new=start_new, decks=self._decks)
            return library

        self.jobs.open(opened, self._compose, self._library_problem)

    def _compose(self) -> None:
        from desktop.composition import compose  # noqa: PLC0415 - loaded by now

        if self._closed or self._deck is None or self._decks is None:
            return
        self.state.allow()
        self.first.listen()
        self.parts = compose(
            self.window, self.today, self.bridge, self.jobs, self.folder, self._decks, self._deck, self.settings
        )
        self.window.show_screen("today")
        self._tell_of_earlier_crash()
        self.ready.emit()

    def _commands(self) -> tuple[Command, ...]:
        return (Command(FILE, "Copy the path of the data folder", "", self._copy_path_of_data),)

    def _copy_path_of_data(self) -> None:
        QGuiApplication.clipboard().setText(str(self.folder.root))

    # Reports of crashes

    def _tell_of_earlier_crash(self) -> None:
        report = unseen_report(self.folder.crashes, self.state.reports_seen)
        if report is not None:
            self._tell_of_report(EARLIER.format(path=report), report)

    def _tell_of_report(self, text: str, report: Path | None = None) -> None:
        """Say it once: what was shown here is not shown again at the next start."""
        report = report or newest_report(self.folder.crashes)
        dismiss = NoticeAction("Dismiss", lambda: self.window.clear_notice("crash"))
        copy = NoticeAction("Copy path", lambda: QGuiApplication.clipboard().setText(str(report)))
        self.window.show_notice(text, "crash", "danger", (copy, dismiss) if report else (dismiss,))
        self.state.keep_reports_seen(reports_mark(self.folder.crashes))

    # When the library cannot be opened

    def _problem_screen(self) -> ProblemView:
        screen = ProblemView()
        screen.close_requested.connect(self.window.close)
        screen.set_aside_requested.connect(self._set_aside)
        return screen

    def _library_problem(self, error: Exception) -> None:
        from cards.library import LibraryDamaged, LibraryInUse, LibraryMissing  # noqa: PLC0415 - loaded by now

        self._setting_aside = False
        if isinstance(error, LibraryInUse) and not self._asked_first:
            self._ask_first(error)
            return
        self.exit_code = IN_USE if isinstance(error, LibraryInUse) else 1
        screen = cast(ProblemView, self.window.screen_named("problem"))
        screen.show_problem(str(error), isinstance(error, LibraryDamaged | LibraryMissing))
        self.window.set_phase("Library")
        self.window.show_screen("problem")

    def _ask_first(self, error: Exception) -> None:
        """Somebody holds the library: most likely a window that was opened a moment ago, as by a double click."""
        self._asked_first = True

        def answered(yes: bool) -> None:
            if self._closed:
                return
            if yes:
                sys.stderr.write(f"vivavoce: {OPEN_ALREADY}\n")
                self.window.close_unasked()
            else:
                self._library_problem(error)

        self._knocks = Knocks(address(self.folder.root), answered, self)
        self._knocks.begin()

    def _set_aside(self) -> None:
        """The person agreed, once: what is there is renamed, never deleted, and a new library begun."""
        if self._setting_aside:
            return  # pressed again: by now the file may be the new library, and open
        self._setting_aside = True
        path = self.folder.library

        def rename() -> None:
            from cards.library import set_aside  # noqa: PLC0415 - loaded by now

            set_aside(path, now())  # also where only the log of a library is left

        def renamed(_: None) -> None:
            self.exit_code = 0
            self.window.set_phase("")
            self.open_library(start_new=True)

        self.jobs.pool(rename, renamed, self._library_problem)

    def close(self) -> None:
        """Let everything go; a running take is ended and kept first."""
        if self._closed:
            return
        self._closed = True
        self.first.close()
        self.state.sync()
        self.window.hide()  # what follows may wait for a device or the disk, and nobody need watch
        if self.parts is not None:
            self.parts.close()
            # The end of a running take has just been said from the recorder's thread: let it reach the library.
            QCoreApplication.sendPostedEvents(self.bridge)
            self.jobs.library(lambda library: library.back_up(now()), _heard_by_nobody, _heard_by_nobody)
        self.jobs.close()


def _heard_by_nobody(_: object) -> None:
    """The window is gone: a copy that failed is made at the end of the next day of practice."""


def main(folder: DataFolder) -> int:
    """Run the window until it is closed and return the exit code."""
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("vivavoce")
    qt.setApplicationDisplayName("Viva Voce")
    qt.setDesktopFileName("vivavoce")
    if raised_first(address(folder.root)):
        sys.stderr.write(f"vivavoce: {OPEN_ALREADY}\n")
        return 0
    app = App(folder, theme.install(qt))
    reports = CrashReports(folder.crashes, now, app.bridge.crash.emit)
    reports.install()
    endings = Endings(app.window.close_unasked) if os.name == "posix" else None  # elsewhere Qt watches no pipe
    qt.commitDataRequest.connect(lambda _: app.window.close_unasked())  # the session ends: nobody is there to be asked
    app.show()
    qt.exec()
    app.close()
    if endings is not None:
        endings.give_back()
    reports.uninstall()
    return app.exit_code
