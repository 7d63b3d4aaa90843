"""The settings screen's other half: a change is kept at once, and what takes time to look at is looked at beside it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from audio.devices import Device, inputs, outputs
from audio.events import Level
from desktop.folders import DataFolder
from desktop.jobs import Jobs
from desktop.models.looking import in_use
from desktop.review.model import size
from desktop.settings.model import (
    SOUND,
    AboutModel,
    Choices,
    DataModel,
    Place,
    TestModel,
    choices,
    reports,
)
from desktop.settings.own_words import words_of
from desktop.settings.sound_test import SoundTest
from desktop.settings.store import SettingsStore
from desktop.settings.values import Settings
from desktop.trash import KEPT, disk_use, trashed
from scheduler.memory import replayed

if TYPE_CHECKING:
    from cards.library import Library


class SettingsScreen(Protocol):
    """What it needs of the screen."""

    def show_settings(self, settings: Settings) -> None: ...  # noqa: D102
    def show_own_words(self, words: tuple[str, ...], problem: str) -> None: ...  # noqa: D102
    def show_microphones(self, microphones: Choices) -> None: ...  # noqa: D102
    def show_speakers(self, speakers: Choices) -> None: ...  # noqa: D102
    def show_test(self, model: TestModel) -> None: ...  # noqa: D102
    def show_level(self, level: Level) -> None: ...  # noqa: D102
    def show_model(self, sentence: str, tone: str) -> None: ...  # noqa: D102
    def show_data(self, model: DataModel) -> None: ...  # noqa: D102
    def show_about(self, model: AboutModel) -> None: ...  # noqa: D102
    def show_check(self, sentence: str, running: bool = False) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Looks:
    """How the world is looked at, on a thread of the pool; each raises only the world's errors."""

    microphones: Callable[[], tuple[Device, ...]] = inputs
    speakers: Callable[[], tuple[Device, ...]] = outputs
    model: Callable[[str], str] = in_use
    """What is used with a setting, in words."""


class SettingsPresenter:
    """Knows no Qt. ``open`` and ``leave`` are called when the screen comes and goes."""

    def __init__(  # noqa: PLR0913, PLR0917 - what the screen shows comes from six places
        self,
        screen: SettingsScreen,
        store: SettingsStore,
        jobs: Jobs,
        folder: DataFolder,
        test: SoundTest,
        looks: Looks = Looks(),
    ) -> None:
        self._screen = screen
        self._store = store
        self._jobs = jobs
        self._folder = folder
        self._looks = looks
        self._looking = False
        self._here = False
        self._devices: tuple[tuple[Device, ...], tuple[Device, ...]] | None = None
        self._trouble = ""
        """Why there are no devices to show."""
        self.test = test
        test.changed = screen.show_test
        store.listeners.append(lambda _: self._show_chosen())

    def open(self) -> None:
        """Show what is set, and look at the rest."""
        self._here = True
        self._screen.show_test(self.test.model)
        self._show_chosen()
        self._screen.show_data(DataModel(str(self._folder.root)))
        self._look_at_model()
        self._jobs.library(trashed, self._measure, lambda _: self._measure(()))
        self.look_for_devices()

    def leave(self) -> None:
        """Let the devices go."""
        self._here = False
        self.test.leave()

    def change(self, name: str, value: Any) -> None:  # noqa: ANN401 - of the setting's type
        """Keep the person's choice, at once."""
        if getattr(self._store.current, name) != value:
            self._store.change(**{name: value})

    def keep_words(self, text: str) -> None:
        """Keep the person's own words, as far as they can be."""
        words, problem = words_of(text)
        self.change("words", words)
        self._screen.show_own_words(words, problem)

    def look_for_devices(self) -> None:
        """Look which devices came and went, unless one is in use here or a look is on its way."""
        if self._looking or self.test.running:
            return
        self._looking = True
        self._jobs.pool(lambda: (self._looks.microphones(), self._looks.speakers()), self._found, self._found_none)

    def check_library(self) -> None:
        """Look whether the library is sound; what it says of the recordings is the shell's to find out."""
        self._screen.show_check("Checking.", running=True)
        self._jobs.library(_findings, self._show_findings, lambda error: self._screen.show_check(str(error)))

    def _show_findings(self, findings: tuple[str, ...]) -> None:
        self._screen.show_check(" ".join(findings) or SOUND)

    def tick(self) -> None:
        """Show the level, while a test runs."""
        level = self.test.tick()
        if level is not None:
            self._screen.show_level(level)

    def _found(self, devices: tuple[tuple[Device, ...], tuple[Device, ...]]) -> None:
        self._looking, self._trouble = False, ""
        self._devices = devices
        self._show_devices()

    def _found_none(self, error: Exception) -> None:
        self._looking, self._trouble = False, str(error)
        self._devices = ((), ())
        self._show_devices()

    def _show_chosen(self) -> None:
        if self._here:
            self._screen.show_settings(self._store.current)
            self._show_devices()

    def _show_devices(self) -> None:
        settings = self._store.current
        microphones, speakers = self._devices or ((), ())
        for kind, devices, chosen, show in (
            ("microphone", microphones, settings.microphone, self._screen.show_microphones),
            ("speaker", speakers, settings.speaker, self._screen.show_speakers),
        ):
            found = choices(kind, devices, chosen)  # type: ignore[arg-type]
            note = found.note if self._devices is not None else ""
            show(Choices(found.options, found.chosen, self._trouble or note))

    def _look_at_model(self) -> None:
        """Read all of it."""
        setting = self._store.current.speech_model
        self._jobs.pool(
            lambda: self._looks.model(setting),
            lambda sentence: self._screen.show_model(sentence, ""),
            lambda error: self._screen.show_model(str(error), "warn"),
        )

    def _measure(self, trash: tuple[str, ...]) -> None:
        self._jobs.pool(lambda: look_at(self._folder, trash), self._show_disk, _left_as_it_is)

    def _show_disk(self, found: "Found") -> None:
        self._screen.show_data(DataModel(str(self._folder.root), found.places))
        self._screen.show_about(AboutModel(found.version, reports(found.reports, str(self._folder.crashes))))


def _left_as_it_is(_: Exception) -> None:
    """What could not be looked at is not shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at the disk brought."""

    places: tuple[Place, ...]
    reports: int
    version: str


def _findings(library: "Library") -> tuple[str, ...]:
    return tuple(f"{finding.what} {finding.cure}" for finding in library.check(replayed))


def look_at(folder: DataFolder, trash: tuple[str, ...]) -> Found:
    """Measure what the data folder holds; ``trash`` names the sounds that are in it. What cannot be read is nothing."""
    use = disk_use(folder, trash)
    places = (
        Place("Recordings", size(use.octets)),
        Place("Trash", size(use.trash_octets), f"kept for {KEPT.days} days"),
        Place("Library", size(_octets((folder.library,)))),
        Place("Copies of the library", size(_octets((folder.root / "backups").glob("*")))),
    )
    return Found(places, len(list(folder.crashes.glob("*.txt"))), version("vivavoce"))


def _octets(files: Iterable[Path]) -> int:
    try:
        return sum(file.stat().st_size for file in files)
    except OSError:
        return 0
