"""What every room stands on: the composition root picks it, the rooms take from it what they need."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from audio.playback import Player
from audio.recorder import Recorder
from cards.deck import Deck
from cards.prompt import Prompt
from desktop.folders import DataFolder
from desktop.history import History
from desktop.jobs import ThreadJobs
from desktop.settings.sound_test import SoundTest
from desktop.settings.store import SettingsStore
from desktop.transcribing import Transcribing
from desktop.window import MainWindow


@dataclass(frozen=True, slots=True)
class SoundDevices:
    """Who records and who plays. Each opens its device only while it is used."""

    recorder: Recorder
    player: Player
    """For what a crash left, on Today."""
    review_player: Player
    test: SoundTest

    def close(self) -> None:
        """End a running take, fall silent."""
        self.test.close()
        for player in (self.player, self.review_player):
            player.close()
        self.recorder.close()


@dataclass(frozen=True, slots=True)
class Ground:
    """The window and what works behind every one of its screens."""

    window: MainWindow
    jobs: ThreadJobs
    folder: DataFolder
    clock: Callable[[], datetime]
    settings: SettingsStore
    sound: SoundDevices
    transcribing: Transcribing
    history: History
    prompts: dict[str, Prompt]
    """The deck by its ids, as it is now."""

    def deck(self) -> tuple[Prompt, ...]:
        """All of it, in its order."""
        return tuple(self.prompts.values())

    def use_deck(self, deck: Deck) -> None:
        """Ask from ``deck`` from now on."""
        self.prompts.clear()
        self.prompts.update(by_id(deck))


def by_id(deck: Deck) -> dict[str, Prompt]:
    """Return the prompts of ``deck`` under their ids."""
    return {prompt.id: prompt for prompt in deck.prompts}
