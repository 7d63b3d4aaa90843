"""A session, put together: its screens and who works behind them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.ground import Ground
from desktop.practice.ask_view import AskView
from desktop.practice.outcome_view import OutcomeView
from desktop.practice.parts import Screens, Services
from desktop.practice.pause_view import PauseView
from desktop.practice.presenter import PracticePresenter
from desktop.practice.reflect_view import ReflectView
from desktop.practice.summary_view import SummaryView
from desktop.practice.wiring import wire_fillers, wire_practice


class Practice:
    """What a session is made of; the diagnostic works with its screens and services too."""

    def __init__(self, ground: Ground, leave: Callable[[], None]) -> None:
        window, settings = ground.window, ground.settings
        ask, reflect, pause = AskView(), ReflectView(), PauseView()
        self.outcome, self.summary = OutcomeView(), SummaryView()
        named: dict[str, QWidget] = {
            "ask": ask,
            "reflect": reflect,
            "outcome": self.outcome,
            "summary": self.summary,
            "pause": pause,
        }
        for name in named:
            window.add_screen(name, partial(named.__getitem__, name))
        self.services = Services(
            ground.sound.recorder,
            ground.transcribing,
            ground.jobs,
            ground.folder,
            ground.clock,
            lambda: settings.current,
            ground.deck,
        )
        self.screens = Screens(ask, reflect, self.outcome, window, self.summary, pause)
        self.presenter = PracticePresenter(self.screens, self.services, leave, ground.history)
        wire_practice(ask, reflect, self.outcome, pause, self.summary, self.presenter)
        wire_fillers(reflect, self.presenter, settings)

    def goes_on(self) -> bool:
        """Whether a prompt is asked or reflected on."""
        return self.presenter.asking.question is not None or self.presenter.judging.reflection is not None
