"""The window: one screen at a time, and above it what the world has to say."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.widgets.banner import Notices
from desktop.widgets.keys import bind
from desktop.widgets.panel import stacked

TITLE = "Viva Voce"
PREFERRED = QSize(1280, 800)
SMALLEST = QSize(880, 600)


class MainWindow(QMainWindow):
    """Holds the screens by name. A screen is built when it is first wanted."""

    closing = Signal()
    """The window goes, and nobody asks any more."""
    navigate = Signal(str)
    """A person wants to go to the screen of this name: from the rail or the Go menu."""

    def __init__(self) -> None:
        super().__init__()
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._screens: dict[str, QWidget] = {}
        self._shown: QWidget | None = None
        self._captions: dict[str, str] = {}
        self._guards: list[Callable[[], bool]] = []
        self._unasked = False
        self._stack, self._notices = QStackedWidget(), Notices()
        middle = QWidget()
        rows = stacked(middle)
        rows.addWidget(self._notices)
        rows.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(SMALLEST)
        self.resize(PREFERRED.boundedTo(QGuiApplication.primaryScreen().availableSize()))
        self.set_phase("")
        bind(self, "Ctrl+Q", self.close)

    def add_screen(self, name: str, factory: Callable[[], QWidget], rail: str = "") -> None:
        """Make a screen known; ``factory`` is called when it is first wanted, ``rail`` is what the rail calls it."""
        self._factories[name] = factory
        if rail:
            self._captions[name] = rail

    def add_close_guard(self, guard: Callable[[], bool]) -> None:
        """Ask ``guard`` before the window closes by a person's wish; it returns whether it may close now.

        One that has something to ask returns False, and calls ``close_unasked`` when the answer was to close.
        """
        self._guards.append(guard)

    def close_unasked(self) -> None:
        """Close whatever goes on: the system ends the session, or the person has answered."""
        self._unasked = True
        self.close()

    def screen_named(self, name: str) -> QWidget:
        """Return the screen, built now if it was not. KeyError for a name that was never added."""
        if name not in self._screens:
            self._screens[name] = self._factories[name]()
            self._stack.addWidget(self._screens[name])
        return self._screens[name]

    def show_screen(self, name: str) -> None:
        """Bring a screen to the front. The keyboard starts anew there: on no button, or where the screen says."""
        screen = self.screen_named(name)
        if self._shown is screen:
            return
        self._shown = screen
        self._stack.setCurrentWidget(screen)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_notice(self, text: str, kind: str, tone: str = "warn") -> None:
        """Show one sentence until ``clear_notice(kind)``; ``tone`` is ``warn``, ``danger`` or ``good``."""
        self._notices.show_notice(text, kind, tone)

    def clear_notice(self, kind: str) -> None:
        """Take the sentence of this kind away; nothing happens if there is none."""
        self._notices.clear_notice(kind)

    def notices(self) -> tuple[str, ...]:
        """Return the sentences shown."""
        return self._notices.texts()

    def set_phase(self, phase: str) -> None:
        """Say in the title what goes on: "Recording · Viva Voce"."""
        title = f"{phase} · {TITLE}" if phase else TITLE
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window goes, then let it go, unless somebody has to be asked first."""
        if not self._unasked and not all(guard() for guard in self._guards):
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
