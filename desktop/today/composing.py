"""Today, put together: it is the first screen, the one that others lead back to, and has its own clock."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from cards.deck import Deck
from desktop.ground import Ground
from desktop.practice.presenter import PracticePresenter
from desktop.today.presenter import TodayPresenter
from desktop.today.view import TodayView
from desktop.today.wiring import wire_today

MINUTE_MS = 60_000


class Today:
    """The screen, which the window showed before anything else was there, and who works behind it."""

    def __init__(
        self, ground: Ground, view: TodayView, practice: PracticePresenter, begin_diagnostic: Callable[[], None]
    ) -> None:
        self._window = ground.window
        self.view = view
        self.presenter = TodayPresenter(
            view,
            ground.jobs,
            ground.folder,
            ground.clock,
            ground.sound.player,
            ground.transcribing,
            practice,
            ground.window,
            ground.settings,
            ground.history,
            begin_diagnostic,
        )
        wire_today(view, self.presenter)

    def show(self) -> None:
        """Bring it to the front, as things stand by now."""
        self.presenter.refresh()
        self._window.show_screen("today")

    def changed(self) -> None:
        """What it shows may be otherwise: say so if it is looked at."""
        if self.view.isVisible():
            self.presenter.refresh()

    def begin(self, deck: Deck) -> QTimer:
        """Show the day and what an earlier run left; the timer turns the day while it is looked at."""
        minutes = QTimer(self.view, interval=MINUTE_MS)
        minutes.timeout.connect(lambda: self.presenter.turn_day() if self.view.isVisible() else None)
        minutes.start()
        self.presenter.use_deck(deck)
        self.presenter.refresh()
        self.presenter.take_up_unfinished()
        return minutes
