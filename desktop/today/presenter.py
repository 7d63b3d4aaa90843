"""Today: the queue of the day, what a crash left, and the ways into a session. Knows no Qt."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from audio.heard import PlayerEvent, PlayFailed
from audio.wav import repair, samples_in
from cards.attempt import AttemptRecord, Ended, TakeRecord
from cards.prompt import Prompt
from desktop.agenda import agenda, days_away, yesterdays
from desktop.folders import DataFolder
from desktop.history import History, Step
from desktop.jobs import Jobs
from desktop.keeping import tidy
from desktop.library_work import LibraryWork
from desktop.progress import rest_sentence
from desktop.prompt_changes import PromptChange
from desktop.settings.values import Settings
from desktop.today.day import Day, Left, today_model
from desktop.today.model import TodayModel
from desktop.transcribing import Transcribing
from scheduler.days import study_day
from scheduler.queue import QueueItem

if TYPE_CHECKING:
    from pathlib import Path

    from cards.deck import Deck
    from cards.library import Library


MINUTES = (10, 15, 20, 25, 30, 45, 60)
"""The lengths of a session that are offered."""


class TodayScreen(Protocol):
    """What the presenter needs of the screen."""

    def show_loading(self) -> None: ...  # noqa: D102
    def show_today(self, model: TodayModel) -> None: ...  # noqa: D102
    def show_words(self, sentence: str, *, asks: bool) -> None: ...  # noqa: D102
    def set_listening(self, take: int | None) -> None: ...  # noqa: D102


class Stage(Protocol):
    """What it needs of the window."""

    def set_phase(self, phase: str, screen: str = "") -> None: ...  # noqa: D102
    def show_notice(self, text: str, kind: str) -> None: ...  # noqa: D102
    def clear_notice(self, kind: str) -> None: ...  # noqa: D102


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


class TodayPresenter:
    """Shows the day, anew whenever it is asked to, and starts sessions."""

    def __init__(  # noqa: PLR0913, PLR0917 - the composition root passes what this screen works with
        self,
        screen: TodayScreen,
        jobs: Jobs,
        folder: DataFolder,
        clock: Callable[[], datetime],
        player: Listening,
        transcribing: Transcribing,
        practice: Practice,
        stage: Stage,
        settings: SessionLength,
        history: History,
    ) -> None:
        self._screen = screen
        self._jobs = jobs
        self._library = LibraryWork(jobs, stage)
        self._folder = folder
        self._clock = clock
        self._player = player
        self._transcribing = transcribing
        self._practice = practice
        self._stage = stage
        self._settings = settings
        self._history = history
        self._prompts: dict[str, Prompt] = {}
        self._problems: tuple[str, ...] = ()
        self._day: Day | None = None
        self._left: dict[int, Left] = {}
        self._unrated: dict[int, AttemptRecord] = {}
        self._listening: int | None = None
        self._sounding = False
        """It is with the player; what that says before is of another one."""
        transcribing.changed.append(lambda _: self._show_words())

    def use_deck(self, deck: "Deck") -> None:
        """The prompts there are, and what could not be read."""
        self._prompts = {prompt.id: prompt for prompt in deck.prompts}
        self._problems = tuple(str(problem) for problem in deck.problems)

    def prompt(self, prompt: str) -> Prompt | None:
        """The prompt with this id, if the deck has it."""
        return self._prompts.get(prompt)

    def refresh(self) -> None:
        """Read the library and show the day."""
        day, prompts = study_day(self._clock()), tuple(self._prompts.values())
        self._day = None  # what was shown is of the past: nobody may start with it any more

        def read(library: "Library") -> Day:
            left, unrated = self._find_left(library), library.unrated_attempts()
            return Day(agenda(library, prompts, day), left, unrated, yesterdays(library, day), days_away(library, day))

        def show(found: Day) -> None:
            self._day = found
            self._left = {each.take.id: each for each in found.left}
            self._unrated = {each.id: each for each in found.unrated if each.prompt in self._prompts}
            self._show(found)
            self._stage.set_phase("Today", "today")  # by now another screen may have been opened

        self._library.do(read, show)

    def _show(self, day: Day) -> None:
        model = today_model(
            day,
            self._prompts,
            minutes=self._minutes,
            left=tuple(self._left.values()),
            unrated=tuple(self._unrated.values()),
            problems=self._problems,
        )
        self._screen.show_today(model)
        self._show_words()

    def _show_words(self) -> None:
        rest = self._transcribing.rest
        self._screen.show_words(rest_sentence(rest), asks=rest.waiting > 0)

    def ask_for_words(self) -> None:
        """Have the words come that wait."""
        self._transcribing.go_on()

    def start(self) -> None:
        """Begin with what is shown."""
        if self._day is not None:
            short = self._day.short
            self._start(self._day.agenda.short if short else self._day.session(self._minutes))

    def start_full(self) -> None:
        """Begin with a session of the chosen length, where a short way back in is shown."""
        if self._day is not None:
            self._start(self._day.session(self._minutes))

    def _start(self, items: Sequence[QueueItem]) -> None:
        if self._day is None or not items:
            return
        self._stop_listening()
        taken = {item.prompt for item in items}
        beyond = tuple(self._prompts[each.prompt] for each in self._day.agenda.items if each.prompt not in taken)
        short = items == self._day.agenda.short and self._day.short
        minutes = sum(item.minutes for item in items) if short else self._minutes
        reasons = {item.prompt: item.why for item in items}
        self._practice.begin(tuple(self._prompts[item.prompt] for item in items), minutes, reasons, beyond)

    @property
    def _minutes(self) -> int:
        return self._settings.current.session_minutes

    def longer(self) -> None:
        """The next longer session."""
        self._choose(next((each for each in MINUTES if each > self._minutes), None))

    def shorter(self) -> None:
        """The next shorter one."""
        self._choose(next((each for each in reversed(MINUTES) if each < self._minutes), None))

    def _choose(self, minutes: int | None) -> None:
        if minutes is not None and self._day is not None:
            self._settings.change(session_minutes=minutes)
            self._show(self._day)

    def wake(self, prompt: str) -> None:
        """Ask this prompt again from now on."""
        if prompt in self._prompts:
            change = PromptChange.wake(prompt)
            self._history.do(Step("wake", change.undo, change.redo, self.refresh, self.refresh))

    def rate(self, attempt: int) -> None:
        """Give an answer of an earlier session its depth."""
        if attempt in self._unrated:
            self._stop_listening()
            self._practice.rate_later(self._prompts[self._unrated[attempt].prompt], attempt)

    def turn_day(self) -> None:
        """Show the new day where an old one is still shown: a window may stay open over night."""
        if self._day is not None and self._day.agenda.day != study_day(self._clock()):
            self.refresh()

    def take_up_unfinished(self) -> None:
        """Words and FLAC for the takes that an earlier run could not finish."""

        def look(library: "Library") -> tuple[TakeRecord, ...]:
            tidy(library, self._folder.recordings)
            return library.unarchived_takes()

        def follow(takes: tuple[TakeRecord, ...]) -> None:
            for take in takes:
                if take.samples and (self._folder.recordings / take.sound).exists():
                    self._transcribing.finish(take, take.samples)

        self._library.do(look, follow)

    # What a crash left

    def _find_left(self, library: "Library") -> tuple[Left, ...]:
        """Takes that never ended. One without any sound is not worth a question: nothing was said.

        One whose file is not there waits: the file may come back, and until then there is nothing to keep.
        """
        found = []
        for take in library.unfinished_takes():
            sound = self._folder.recordings / take.sound
            if not sound.exists():
                continue
            samples = samples_in(sound)
            if samples:
                found.append(Left(take, library.attempt(take.attempt).prompt, samples))
            else:
                library.discard_take(take.id, self._clock())
        return tuple(found)

    def keep(self, take: int) -> None:
        """Keep what a crash left: make its file whole, and give it words."""
        left = self._decided(take)
        if left is None:
            return
        sound = self._folder.recordings / left.take.sound

        def keep(library: "Library") -> int:
            samples = repair(sound)
            library.end_take(take, samples, Ended.CRASH)
            return samples

        def kept(samples: int) -> None:
            self._transcribing.finish(left.take, samples)
            self.refresh()

        self._library.do(keep, kept, lambda: self._undecided(left))

    def discard(self, take: int) -> None:
        """Do without it: the row is marked, then the sound moved out of the way.

        A crash in between leaves a sound that goes with its row; the other order would leave one nobody knows.
        """
        left = self._decided(take)
        if left is None:
            return
        at, sound = self._clock(), self._folder.recordings / left.take.sound

        def discard(library: "Library") -> None:
            library.drop_take(take, left.samples, Ended.CRASH, at)
            self._folder.discard(sound)

        self._library.do(discard, lambda _: self.refresh(), lambda: self._undecided(left))

    def _decided(self, take: int) -> Left | None:
        """The take, which cannot be decided upon a second time."""
        left = self._left.pop(take, None)
        if left is not None:
            self._stop_listening()
        return left

    def _undecided(self, left: Left) -> None:
        self._left[left.take.id] = left

    def listen(self, take: int) -> None:
        """Play what a crash left, or stop playing it."""
        left = self._left.get(take)
        playing, self._listening = self._listening, None
        if left is None or playing == take:
            self._stop_listening()
            return
        sound = self._folder.recordings / left.take.sound
        self._listening, self._sounding = take, False
        self._stage.clear_notice("sound")
        self._screen.set_listening(take)

        def play(_: int) -> None:
            if self._listening == take:
                self._sounding = True
                self._player.load(sound)
                self._player.play()

        def failed(error: Exception) -> None:
            if self._listening == take:
                self._stop_listening()
            self._stage.show_notice(str(error), "sound")

        self._jobs.pool(lambda: repair(sound), play, failed)

    def listened(self, event: PlayerEvent) -> None:
        """The player has ended a recording: this one, unless it plays the next already, or it is another screen's."""
        if not self._sounding:
            return
        if isinstance(event, PlayFailed):
            self._stage.show_notice(str(event.error), "sound")
        if not self._player.playing:
            self._listening, self._sounding = None, False
            self._screen.set_listening(None)

    def _stop_listening(self) -> None:
        self._listening, self._sounding = None, False
        self._player.stop()
        self._screen.set_listening(None)
