"""Answers that a crash cut off: found, heard, kept or let go. Knows no Qt."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from audio.heard import PlayerEvent, PlayFailed
from audio.wav import repair, samples_in
from cards.attempt import Ended
from desktop.folders import DataFolder
from desktop.jobs import Jobs
from desktop.library_work import LibraryWork
from desktop.today.day import Left
from desktop.today.parts import Listening, Stage, TodayScreen
from desktop.transcribing import Transcribing

if TYPE_CHECKING:
    from cards.library import Library


class CutOffAnswers:
    """What to do with a take that never ended. Whoever shows them says so by ``_left`` and is asked to ``refresh``."""

    def __init__(  # noqa: PLR0913, PLR0917 - what the screen as a whole works with
        self,
        screen: TodayScreen,
        jobs: Jobs,
        folder: DataFolder,
        clock: Callable[[], datetime],
        player: Listening,
        transcribing: Transcribing,
        stage: Stage,
    ) -> None:
        self._screen = screen
        self._jobs = jobs
        self._library = LibraryWork(jobs, stage)
        self._folder = folder
        self._clock = clock
        self._player = player
        self._transcribing = transcribing
        self._stage = stage
        self._left: dict[int, Left] = {}
        self._listening: int | None = None
        self._sounding = False
        """It is with the player; what that says before is of another one."""

    def refresh(self) -> None:
        """Show the day anew."""
        raise NotImplementedError

    def find_left(self, library: "Library") -> tuple[Left, ...]:
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
