"""What the presenter of Today needs of what is around it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from cards.prompt import Prompt
from desktop.library_work import Notices
from desktop.settings.values import Settings
from desktop.today.model import TodayModel

if TYPE_CHECKING:
    from pathlib import Path


class TodayScreen(Protocol):
    """What the presenter needs of the screen."""

    def show_loading(self) -> None: ...  # noqa: D102
    def show_today(self, model: TodayModel) -> None: ...  # noqa: D102
    def show_words(self, sentence: str, *, asks: bool) -> None: ...  # noqa: D102
    def set_listening(self, take: int | None) -> None: ...  # noqa: D102


class Stage(Notices, Protocol):
    """What it needs of the window."""

    def set_phase(self, phase: str, screen: str = "") -> None: ...  # noqa: D102


class Practice(Protocol):
    """What it needs of ``desktop.practice.presenter.PracticePresenter``."""

    def begin(  # noqa: D102
        self, prompts: tuple[Prompt, ...], minutes: int, reasons: Mapping[str, str], beyond: tuple[Prompt, ...]
    ) -> None: ...
    def rate_later(self, prompt: Prompt, attempt: int) -> None: ...  # noqa: D102


class Listening(Protocol):
    """What it needs of ``audio.playback.Player``."""

    @property
    def playing(self) -> bool: ...  # noqa: D102
    def load(self, sound: "Path") -> None: ...  # noqa: D102
    def play(self) -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102


class SessionLength(Protocol):
    """What it needs of ``desktop.settings.store.SettingsStore``."""

    current: Settings

    def change(self, *, session_minutes: int) -> None: ...  # noqa: D102
