"""What the presenters of the pane share: the screen, the player, and all they work with. Knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cards.prompt import Prompt
from desktop.folders import DataFolder
from desktop.following import Span
from desktop.history import History
from desktop.jobs import Jobs
from desktop.library_work import Notices
from desktop.review.attempt_model import AttemptModel, Script
from desktop.settings.store import SettingsStore
from desktop.transcribing import Transcribing

if TYPE_CHECKING:
    from audio.waveform import Waveform as Wave


class AttemptScreen(Protocol):
    """What the presenter needs of the pane."""

    def show_nothing(self) -> None: ...  # noqa: D102
    def show_attempt(self, model: AttemptModel) -> None: ...  # noqa: D102
    def show_words(self, script: Script) -> None: ...  # noqa: D102
    def show_take(self, take: int) -> None: ...  # noqa: D102
    def show_wave(self, wave: "Wave | None") -> None: ...  # noqa: D102
    def show_trouble(self, text: str) -> None: ...  # noqa: D102
    def show_position(self, seconds: float) -> None: ...  # noqa: D102
    def mark(self, word: Span | None, sentence: Span | None, follow: bool) -> None: ...  # noqa: D102
    def show_about(self, text: str, aloud: bool = False) -> None: ...  # noqa: D102
    def mark_found(self, found: tuple[Span, ...]) -> None: ...  # noqa: D102
    def set_playing(self, playing: bool) -> None: ...  # noqa: D102
    def set_speed(self, speed: float) -> None: ...  # noqa: D102
    def set_looping(self, looping: bool) -> None: ...  # noqa: D102
    def set_words_action(self, caption: str) -> None: ...  # noqa: D102
    def choose_model(self, models: tuple[tuple[str, str], ...]) -> None: ...  # noqa: D102
    def say(self, text: str) -> None: ...  # noqa: D102
    def leave_note(self) -> None: ...  # noqa: D102


class Sound(Protocol):
    """What it needs of ``audio.playback.Player``."""

    @property
    def position(self) -> float: ...  # noqa: D102
    @property
    def playing(self) -> bool: ...  # noqa: D102

    def load(self, sound: Path) -> None: ...  # noqa: D102
    def play(self) -> None: ...  # noqa: D102
    def pause(self) -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102
    def seek(self, seconds: float) -> None: ...  # noqa: D102
    def set_speed(self, speed: float) -> None: ...  # noqa: D102
    def set_loop(self, loop: tuple[float, float] | None) -> None: ...  # noqa: D102


def _waveform(sound: Path, columns: int) -> "Wave":
    from audio.waveform import waveform  # noqa: PLC0415 - numpy, never on the window's thread

    return waveform(sound, columns)


@dataclass(frozen=True, slots=True)
class Around:
    """What the pane works with."""

    jobs: Jobs
    folder: DataFolder
    clock: Callable[[], datetime]
    player: Sound
    transcribing: Transcribing
    history: History
    settings: SettingsStore
    notices: Notices
    prompt: Callable[[str], Prompt | None]
    """The prompt with this id, if the deck has it."""
    copy: Callable[[str], None]
    """Puts a text on the clipboard."""
    waveform: "Callable[[Path, int], Wave]" = _waveform
    prompts: Callable[[], Sequence[Prompt]] = tuple
    """All of the deck."""
