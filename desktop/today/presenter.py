"""Today: the queue of the day, what a crash left, and the ways into a session. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from audio.heard import PlayerEvent, PlayFailed
from audio.wav import RATE_HZ, repair, samples_in
from cards.attempt import AttemptRecord, Ended, TakeRecord
from cards.prompt import Prompt
from desktop.agenda import Agenda, agenda
from desktop.folders import DataFolder
from desktop.jobs import Jobs
from desktop.keeping import tidy
from desktop.library_work import LibraryWork
from desktop.practice.model import minutes_and_seconds
from desktop.today.model import FIRST_RUN, QueueRow, Recovery, TodayModel, Unrated, headline
from desktop.transcribing import Transcribing
from desktop.words import comes_back, spoken_day
from scheduler.memory import study_day

if TYPE_CHECKING:
    from pathlib import Path

    from cards.deck import Deck
    from cards.library import Library


UNRATED_SHOWN = 3
"""The newest ones; a longer list would read like a debt."""


class TodayScreen(Protocol):
    """What the presenter needs of the screen."""

    def show_loading(self) -> None: ...  # noqa: D102
    def show_today(self, model: TodayModel) -> None: ...  # noqa: D102
    def set_listening(self, take: int | None) -> None: ...  # noqa: D102


class Stage(Protocol):
    """What it needs of the window."""

    def set_phase(self, phase: str) -> None: ...  # noqa: D102
    def show_notice(self, text: str, kind: str) -> None: ...  # noqa: D102
    def clear_notice(self, kind: str) -> None: ...  # noqa: D102


class Practice(Protocol):
    """What it needs of ``desktop.practice.presenter.PracticePresenter``."""

    def begin(self, prompts: tuple[Prompt, ...]) -> None: ...  # noqa: D102
    def rate_later(self, prompt: Prompt, attempt: int) -> None: ...  # noqa: D102


class Listening(Protocol):
    """What it needs of ``audio.playback.Player``."""

    @property
    def playing(self) -> bool: ...  # noqa: D102
    def load(self, sound: "Path") -> None: ...  # noqa: D102
    def play(self) -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Left:
    """A take that a crash left, and how much sound of it there is."""

    take: TakeRecord
    prompt: str
    samples: int


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
        self._prompts: dict[str, Prompt] = {}
        self._problems: tuple[str, ...] = ()
        self._agenda: Agenda | None = None
        self._left: dict[int, _Left] = {}
        self._unrated: dict[int, AttemptRecord] = {}
        self._listening: int | None = None
        self._sounding = False
        """It is with the player; what that says before is of another one."""

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
        self._agenda = None  # what was shown is of the past: nobody may start with it any more

        def read(library: "Library") -> tuple[Agenda, tuple[_Left, ...], tuple[AttemptRecord, ...]]:
            return agenda(library, prompts, day), self._find_left(library), library.unrated_attempts()

        def show(found: tuple[Agenda, tuple[_Left, ...], tuple[AttemptRecord, ...]]) -> None:
            self._agenda, left, unrated = found
            self._left = {each.take.id: each for each in left}
            self._unrated = {each.id: each for each in unrated if each.prompt in self._prompts}
            self._screen.show_today(self._model(self._agenda))
            self._stage.set_phase("Today")

        self._library.do(read, show)

    def start(self) -> None:
        """Begin with the day's queue."""
        if self._agenda and self._agenda.items:
            self._stop_listening()
            self._practice.begin(tuple(self._prompts[item.prompt] for item in self._agenda.items))

    def rate(self, attempt: int) -> None:
        """Give an answer of an earlier session its depth."""
        if attempt in self._unrated:
            self._stop_listening()
            self._practice.rate_later(self._prompts[self._unrated[attempt].prompt], attempt)

    def turn_day(self) -> None:
        """Show the new day where an old one is still shown: a window may stay open over night."""
        if self._agenda is not None and self._agenda.day != study_day(self._clock()):
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

    def _find_left(self, library: "Library") -> tuple[_Left, ...]:
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
                found.append(_Left(take, library.attempt(take.attempt).prompt, samples))
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
        """Do without it: the row is marked, the sound moved out of the way."""
        left = self._decided(take)
        if left is None:
            return
        at, sound = self._clock(), self._folder.recordings / left.take.sound

        def discard(library: "Library") -> None:
            self._folder.discard(sound)
            library.end_take(take, left.samples, Ended.CRASH)
            library.discard_take(take, at)

        self._library.do(discard, lambda _: self.refresh(), lambda: self._undecided(left))

    def _decided(self, take: int) -> _Left | None:
        """The take, which cannot be decided upon a second time."""
        left = self._left.pop(take, None)
        if left is not None:
            self._stop_listening()
        return left

    def _undecided(self, left: _Left) -> None:
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

    # In words

    def _model(self, day: Agenda) -> TodayModel:
        return TodayModel(
            day=spoken_day(day.day, day.day),
            headline=headline(len(day.items), day.minutes),
            rows=tuple(
                QueueRow(item.round, self._prompts[item.prompt].title, item.why, item.minutes) for item in day.items
            ),
            note=_note(day),
            recoveries=tuple(self._recovery(left) for left in self._left.values()),
            unrated=tuple(self._unrated_answer(each) for each in list(self._unrated.values())[:UNRATED_SHOWN]),
            deck_problems=self._problems,
        )

    def _unrated_answer(self, attempt: AttemptRecord) -> Unrated:
        day = study_day(self._clock())
        when = "today" if attempt.study_day == day else f"on {spoken_day(attempt.study_day, day)}"
        return Unrated(attempt.id, self._prompts[attempt.prompt].title, f"{when} at {attempt.at:%H:%M}")

    def _recovery(self, left: _Left) -> Recovery:
        prompt = self._prompts.get(left.prompt)
        seconds = left.samples / RATE_HZ
        ended = left.take.started.timestamp() + seconds
        at = datetime.fromtimestamp(ended, left.take.started.tzinfo)
        return Recovery(
            left.take.id, prompt.title if prompt else left.prompt, f"{at:%H:%M}", minutes_and_seconds(seconds)
        )


def _note(day: Agenda) -> str:
    if day.reviews == 0:
        return FIRST_RUN
    if not day.items and day.next_due is not None:
        return f"The next prompt {comes_back(day.next_due, day.day)}."
    return ""
