"""The diagnostic, put together when it is first wanted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from audio.events import Event
from desktop.commands import TOOLS, Command
from desktop.diagnostic.parts import QUESTION, ROUTE, START, VERDICT, Around, Pages
from desktop.window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.diagnostic.presenter import DiagnosticPresenter


@dataclass(frozen=True, slots=True)
class _Built:
    screens: "dict[str, QWidget]"
    presenter: "DiagnosticPresenter"


class Diagnostic:
    """Its screens and who works behind them; nothing of it is made before somebody looks."""

    def __init__(self, window: MainWindow, around: Around, open_attempt: Callable[[int], None]) -> None:
        """``around.screens`` are those of the session: the one to ask on becomes the diagnostic's own."""
        self._window = window
        self._around = around
        self._open_attempt = open_attempt
        self._built: _Built | None = None
        for name in (START, QUESTION, VERDICT, ROUTE):
            window.add_screen(name, partial(self._screen, name))
        window.offer(lambda: (Command(TOOLS, "Diagnostic", "", self.open, window.can_go(START)),))
        window.add_close_guard(self.may_close)

    def open(self) -> None:
        """Show where it stands."""
        self._made().presenter.open()

    def hear(self, event: Event) -> None:
        """An event of the recorder."""
        if self._built is not None:
            self._built.presenter.hear(event)

    def undo(self) -> bool:
        """Take a verdict back where the diagnostic is in front; False where it is not, and others may."""
        return self._built is not None and self._built.presenter.undo()

    def redo(self) -> bool:
        """Do again what was taken back, likewise."""
        return self._built is not None and self._built.presenter.redo()

    def may_close(self) -> bool:
        """Whether the window may close; if not, the person is asked what becomes of the answer."""
        return self._built is None or self._built.presenter.asking.may_close()

    def close(self) -> None:
        """Keep what was typed."""
        if self._built is not None:
            self._built.presenter.close()

    def _screen(self, name: str) -> "QWidget":
        return self._made().screens[name]

    def _made(self) -> _Built:
        if self._built is None:
            self._built = self._build()
        return self._built

    def _build(self) -> _Built:
        # Loaded here: Today is drawn the earlier for it.
        from desktop.diagnostic.presenter import DiagnosticPresenter  # noqa: PLC0415
        from desktop.diagnostic.question_view import QuestionView  # noqa: PLC0415
        from desktop.diagnostic.route_view import RouteView  # noqa: PLC0415
        from desktop.diagnostic.start_view import StartView  # noqa: PLC0415
        from desktop.diagnostic.verdict_view import VerdictView  # noqa: PLC0415
        from desktop.diagnostic.wiring import wire_diagnostic, wire_opening  # noqa: PLC0415

        start, question, verdict, route = StartView(), QuestionView(), VerdictView(), RouteView()
        screens = replace(self._around.screens, ask=question, ask_name=QUESTION)
        presenter = DiagnosticPresenter(Pages(start, verdict, route), replace(self._around, screens=screens))
        wire_diagnostic(start, question, verdict, route, presenter)
        wire_opening(route, self._open_attempt)
        return _Built({START: start, QUESTION: question, VERDICT: verdict, ROUTE: route}, presenter)
