"""What the presenters of the Prompts screen need of the screen and of the rest of the house. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cards.deck import Deck
from cards.prompt import Prompt
from desktop.decks import Decks
from desktop.history import Step
from desktop.jobs import Jobs
from desktop.library_work import Notices
from desktop.prompts.model import ListModel, PaneModel

PLACE = "prompts"
"""What the window calls this screen."""


class PromptsScreen(Protocol):
    """What is needed of the screen."""

    def show_list(self, model: ListModel) -> None: ...  # noqa: D102
    def set_search(self, text: str) -> None: ...  # noqa: D102


class Pane(Protocol):
    """What is needed of its right half."""

    def show_nothing(self) -> None: ...  # noqa: D102
    def show_prompt(self, model: PaneModel) -> None: ...  # noqa: D102
    def leave_fields(self) -> None: ...  # noqa: D102


class Stage(Notices, Protocol):
    """What is needed of the window."""

    def set_phase(self, phase: str, screen: str = "") -> None: ...  # noqa: D102


class Changes(Protocol):
    """What is needed of ``desktop.history.History``."""

    changed: list[Callable[[], None]]

    def do(self, step: Step) -> None: ...  # noqa: D102
    def push(self, step: Step) -> None: ...  # noqa: D102
    def hush(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Around:
    """What the screen works with."""

    jobs: Jobs
    decks: Decks
    """Has been loaded; used on the library's thread alone."""
    clock: Callable[[], datetime]
    stage: Stage
    history: Changes
    practise: Callable[[Prompt], None]
    """Ask this prompt now."""
    open_attempt: Callable[[int], None]
    """Show an answer in Review."""
    deck_changed: Callable[[Deck], None]
    """The person has written, changed or removed a prompt, and the library has it."""
    come_back: Callable[[], None]
    """Bring the Prompts screen to the front."""
    close: Callable[[], object]
    """Close the window: the person has answered what had to be asked first."""
