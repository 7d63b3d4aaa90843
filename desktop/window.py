"""The window: one screen at a time, the rail beside it, the menus, and above it what the world has to say."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from desktop.commands import Command, commands_of
from desktop.menus import Groups, Menus, merged
from desktop.theme import Look
from desktop.widgets.banner import NoticeAction, Notices
from desktop.widgets.panel import beside, stacked
from desktop.widgets.rail import Rail
from desktop.window_commands import Place, key_of_place, window_commands
from desktop.window_state import WindowState

TITLE = "Viva Voce"
PREFERRED = QSize(1280, 800)
FRAME = QSize(0, 40)
"""Room for the title bar that a desktop puts around the window."""
SMALLEST = QSize(880, 600)
NARROW_BELOW_PX = 1000
QUIET = frozenset({"ask", "reflect", "outcome", "pause", "summary", "problem", "question", "verdict"})
"""Screens with neither rail nor menu bar: one thing at a time. Their keys work all the same."""
ZOOMS = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class MainWindow(QMainWindow):
    """Holds the screens by name. A screen is built when it is first wanted."""

    closing = Signal()
    """The window goes, and nobody asks any more."""
    navigate = Signal(str)
    """A person wants to go to the screen of this name: from the rail or the Go menu."""
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, look: Look | None = None, state: WindowState | None = None) -> None:
        super().__init__()
        self._look, self._state = look, state
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._screens: dict[str, QWidget] = {}
        self._shown = ""
        self._captions: dict[str, str] = {}
        self._steps: tuple[str | None, str | None] = (None, None)
        self._offers: list[Callable[[], tuple[Command, ...]]] = []
        self._guards: list[Callable[[], bool]] = []
        self._unasked = False
        self._stack, self._notices, self._rail = QStackedWidget(), Notices(), Rail(TITLE)
        self._menus = Menus(self, self._commands)
        self._rail.chosen.connect(self.go)
        self._lay_out()
        self.setMinimumSize(SMALLEST)
        self.resize(PREFERRED.boundedTo(QGuiApplication.primaryScreen().availableSize() - FRAME))
        if state is not None:
            state.restore(self)
        if look is not None and state is not None:
            look.set_zoom(state.zoom)
        self.set_phase("")

    def _lay_out(self) -> None:
        room = QWidget()
        rows = stacked(room)
        rows.addWidget(self._notices)
        rows.addWidget(self._stack, 1)
        middle = QWidget()
        columns = beside(0)
        columns.addWidget(self._rail)
        columns.addWidget(room, 1)
        stacked(middle).addLayout(columns)
        self.setCentralWidget(middle)

    # Screens

    def add_screen(self, name: str, factory: Callable[[], QWidget], rail: str = "") -> None:
        """Make a screen known; ``factory`` is called when it is first wanted, ``rail`` is what the rail calls it."""
        self._factories[name] = factory
        if rail:
            self.promise_screen(name, rail)

    def promise_screen(self, name: str, rail: str) -> None:
        """Show in the rail where a screen will be that is added later: nothing moves when it comes."""
        if name not in self._captions:
            self._captions[name] = rail
            number = sum(each != "settings" for each in self._captions) - 1
            self._rail.add_place(name, rail, key_of_place(name, number))

    def screen_named(self, name: str) -> QWidget:
        """Return the screen, built now if it was not. KeyError for a name that was never added."""
        if name not in self._screens:
            self._screens[name] = self._factories[name]()
            self._stack.addWidget(self._screens[name])
        return self._screens[name]

    def show_screen(self, name: str) -> None:
        """Bring a screen to the front. The keyboard starts anew there: on no button, or where the screen says."""
        screen = self.screen_named(name)
        if self._shown == name:
            return
        self._shown = name
        self._rail.setVisible(name not in QUIET)
        self._menus.bar.setVisible(name not in QUIET)
        self._rail.set_current(name)
        self._stack.setCurrentWidget(screen)
        self.update_commands()
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def places(self) -> tuple[Place, ...]:
        """Return the screens of the rail that exist, from the top."""
        names = sorted(self._captions, key=lambda name: name == "settings")
        return tuple(Place(name, self._captions[name], name == self._shown) for name in names)

    def can_go(self, name: str) -> bool:
        """Whether the screen is there and the one in front can be left without a word."""
        return name in self._factories and self._shown not in QUIET

    def go(self, name: str) -> None:
        """Emit ``navigate``, unless the screen is shown or cannot be reached now; where it led to gives the title."""
        if self.can_go(name) and name != self._shown:
            self.navigate.emit(name)
            if name == self._shown:
                self.set_phase(self._captions[name])

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        """Set ``splitter`` to where a person left it, and remember where they move it."""
        if self._state is not None:
            self._state.keep_splitter(name, splitter)

    # Menus

    def offer(self, commands: Callable[[], tuple[Command, ...]]) -> None:
        """Add commands that are there on every screen; they are asked for whenever the menus are filled."""
        self._offers.append(commands)
        self.update_commands()

    def update_commands(self) -> None:
        """Ask for the commands anew: keys may have come or gone."""
        self._menus.fill(self._screens.get(self._shown))

    def set_steps(self, undo: str, redo: str) -> None:
        """Name what can be taken back and what can be done again: "rating". Empty for nothing."""
        self._steps = (undo, redo)
        self.update_commands()

    def steps(self) -> tuple[str | None, str | None]:
        """Return what ``set_steps`` said; None as long as nobody did."""
        return self._steps

    def _commands(self) -> dict[str, Groups]:
        offered = [command for offer in self._offers for command in offer()]
        return merged(window_commands(self), (*offered, *commands_of(self._screens.get(self._shown))))

    def copy(self) -> None:
        """Copy what is marked on the screen."""
        from desktop.selection import selected_text  # noqa: PLC0415 - not before the window

        if text := selected_text(self):
            QGuiApplication.clipboard().setText(text)

    def search(self) -> None:
        """Go to where answers are searched, and search there."""
        self.go("review")
        for command in commands_of(self._screens.get(self._shown)):
            if command.text == "Find" and command.enabled:
                command.slot()

    def toggle_full_screen(self) -> None:
        """Take the whole screen, or give it back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def zoom(self, step: int) -> None:
        """Make the text one step larger (1) or smaller (-1), or as large as the system's again (0)."""
        if self._look is None:
            return
        now = self._look.zoom
        larger, smaller = [each for each in ZOOMS if each > now], [each for each in ZOOMS if each < now]
        wanted = {1: larger[:1], -1: smaller[-1:], 0: [1.0]}[step]
        for zoom in wanted:
            self._look.set_zoom(zoom)
            if self._state is not None:
                self._state.keep_zoom(zoom)

    # What can be read over a screen

    def show_shortcuts(self) -> None:
        """Show all keys of the screen in front and of the menus."""
        from desktop.shortcuts_view import ShortcutsPage, sections  # noqa: PLC0415 - not before the window

        found = sections(self._shown, self.screen_named(self._shown), tuple(self._menus.commands()))
        self._show_sheet("Keyboard shortcuts", ShortcutsPage(found))

    def show_help(self) -> None:
        """Show how a session works."""
        from desktop.help import help_page  # noqa: PLC0415 - not before the window

        self._show_sheet("How a session works", help_page())

    def show_about(self) -> None:
        """Show what this program is."""
        from desktop.help import about_page  # noqa: PLC0415 - not before the window

        self._show_sheet("About Viva Voce", about_page())

    def _show_sheet(self, title: str, page: QWidget) -> None:
        from desktop.widgets.sheet import Sheet  # noqa: PLC0415 - not before the window

        Sheet(title, page, self).open()

    def show_notice(self, text: str, kind: str, tone: str = "warn", actions: tuple[NoticeAction, ...] = ()) -> None:
        """Show one sentence until ``clear_notice(kind)``; ``tone`` is ``warn``, ``danger`` or ``good``."""
        self._notices.show_notice(text, kind, tone, actions)

    def clear_notice(self, kind: str) -> None:
        """Take the sentence of this kind away; nothing happens if there is none."""
        self._notices.clear_notice(kind)

    def notices(self) -> tuple[str, ...]:
        """Return the sentences shown."""
        return self._notices.texts()

    def set_phase(self, phase: str, screen: str = "") -> None:
        """Say in the title what goes on: "Recording · Viva Voce". Nothing, if it is of a ``screen`` not in front."""
        if screen and screen != self._shown:
            return
        title = f"{phase} · {TITLE}" if phase else TITLE
        if title != self.windowTitle():
            self.setWindowTitle(title)

    # The window itself

    def come_to_front(self) -> None:
        """Be seen, also when it was minimised or lay under others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def add_close_guard(self, guard: Callable[[], bool]) -> None:
        """Ask ``guard`` before the window closes by a person's wish; it returns whether it may close now.

        One that has something to ask returns False, and calls ``close_unasked`` when the answer was to close.
        """
        self._guards.append(guard)

    def close_unasked(self) -> None:
        """Close whatever goes on: the system ends the session, or the person has answered."""
        self._unasked = True
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the screen more room where there is little."""
        super().resizeEvent(event)
        self._rail.set_narrow(self.width() < NARROW_BELOW_PX)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window goes, then let it go, unless somebody has to be asked first."""
        if not self._unasked and not all(guard() for guard in self._guards):
            event.ignore()
            return
        if self._state is not None:
            self._state.keep(self)
        self.closing.emit()
        super().closeEvent(event)
