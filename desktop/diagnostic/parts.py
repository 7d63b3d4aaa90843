"""What the diagnostic works with: its screens as protocols, and what is around it. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop.diagnostic.model import RouteModel, StartModel, VerdictModel
from desktop.history import History
from desktop.practice.drafts import Drafts
from desktop.practice.model import Said
from desktop.practice.parts import Screens, Services

START, QUESTION, VERDICT, ROUTE = "diagnostic", "question", "verdict", "route"
"""What the window calls the screens."""


class StartScreen(Protocol):
    """What is needed of the first page."""

    def show_start(self, model: StartModel) -> None: ...  # noqa: D102


class VerdictScreen(Protocol):
    """What is needed of the page with the answer and the three verdicts."""

    def show_verdict(self, model: VerdictModel) -> None: ...  # noqa: D102
    def set_said(self, said: tuple[Said, ...]) -> None: ...  # noqa: D102
    def set_waiting(self, waiting: bool) -> None: ...  # noqa: D102


class RouteScreen(Protocol):
    """What is needed of the page with the result."""

    def show_route(self, model: RouteModel) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Pages:
    """The diagnostic's own screens; what it asks on is among those that an ``Asking`` knows."""

    start: StartScreen
    verdict: VerdictScreen
    route: RouteScreen


@dataclass(frozen=True, slots=True)
class Around:
    """What the diagnostic works with besides its pages."""

    screens: Screens
    """Those of a session, except that ``ask`` is the one that the diagnostic asks on."""
    services: Services
    history: History
    leave: Callable[[], None]
    """Go to Today."""
    practising: Callable[[], bool]
    """Whether a session goes on, whose screens stay in front."""
    changed: Callable[[], None]
    """What Today shows may be otherwise, if it is looked at."""
    drafts: Drafts
    """What is typed, in a session as here: the library has one place for it."""
