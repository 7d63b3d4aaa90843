"""What a session works with: its screens and services, as protocols and values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from audio.events import Status
from cards.prompt import Prompt
from desktop.folders import DataFolder
from desktop.jobs import Jobs
from desktop.library_work import Notices
from desktop.practice.model import AskModel, OutcomeModel, RecorderState, ReflectModel, Said
from desktop.practice.summary_model import SummaryModel
from desktop.settings.values import Settings
from desktop.transcribing import Transcribing


class AskScreen(Protocol):
    """What the presenter needs of the screen with the prompt."""

    def show_prompt(self, model: AskModel) -> None: ...  # noqa: D102
    def set_place(self, place: str) -> None: ...  # noqa: D102
    def set_state(self, state: RecorderState) -> None: ...  # noqa: D102
    def set_clock(self, elapsed_s: float) -> None: ...  # noqa: D102
    def set_level(self, peak_db: float, rms_db: float) -> None: ...  # noqa: D102
    def set_microphone(self, name: str) -> None: ...  # noqa: D102
    def set_live_words(self, words: str, ahead: str = "", note: str = "") -> None: ...  # noqa: D102
    def set_thinking(self, left_s: float) -> None: ...  # noqa: D102
    def show_draft(self, text: str) -> None: ...  # noqa: D102
    def ask_about_closing(self, text: str) -> None: ...  # noqa: D102


class ReflectScreen(Protocol):
    """What it needs of the screen with the ticks."""

    def show_reflection(self, model: ReflectModel) -> None: ...  # noqa: D102
    def set_said(self, said: tuple[Said, ...]) -> None: ...  # noqa: D102
    def set_waiting(self, waiting: bool) -> None: ...  # noqa: D102
    def set_suggestion(self, depth: int | None) -> None: ...  # noqa: D102
    def show_confirmation(self, text: str) -> None: ...  # noqa: D102
    def clear_confirmation(self) -> None: ...  # noqa: D102
    def set_note(self, note: str) -> None: ...  # noqa: D102


class OutcomeScreen(Protocol):
    """What it needs of the screen with the next date."""

    def show_outcome(self, model: OutcomeModel) -> None: ...  # noqa: D102
    def show_words(self, sentence: str, *, asks: bool) -> None: ...  # noqa: D102
    def set_note(self, note: str) -> None: ...  # noqa: D102


class SummaryScreen(Protocol):
    """What it needs of the screen at the end."""

    def show_summary(self, model: SummaryModel) -> None: ...  # noqa: D102


class PauseScreen(Protocol):
    """What it needs of the screen between pausing and going on."""

    def show_pause(self, place: str) -> None: ...  # noqa: D102


class Stage(Notices, Protocol):
    """The window: which screen is in front, and what stands above it."""

    def show_screen(self, name: str) -> None: ...  # noqa: D102
    def set_phase(self, phase: str) -> None: ...  # noqa: D102
    def close_unasked(self) -> None: ...  # noqa: D102


class TakeRecorder(Protocol):
    """What it needs of ``audio.recorder.Recorder``."""

    status: Status

    def open(self) -> None: ...  # noqa: D102
    def start(self, path: Path) -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Screens:
    """The screens of a session, and the stage they appear on."""

    ask: AskScreen
    reflect: ReflectScreen
    outcome: OutcomeScreen
    stage: Stage
    summary: SummaryScreen
    pause: PauseScreen
    ask_name: str = "ask"
    """What the stage calls ``ask``: the diagnostic has a screen of its own to ask on."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the session works with."""

    recorder: TakeRecorder
    transcribing: Transcribing
    jobs: Jobs
    folder: DataFolder
    clock: Callable[[], datetime]
    settings: Callable[[], Settings] = Settings
    """What the person has set, as it is now."""
    prompts: Callable[[], Sequence[Prompt]] = tuple
    """All of the deck, as it is now."""
