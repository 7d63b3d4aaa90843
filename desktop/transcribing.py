"""Every take on its way to words and to FLAC, whatever screen is shown meanwhile.

The recogniser is started with the first take that needs it. Once all words of a take are in its journal they go to the
library, the sound into FLAC, and the WAV away. What does not get that far is taken up at the next start.

A take that is FLAC already, and is listened to again, gets its WAV back for as long as that lasts.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from audio.transcription.recogniser import (
    Checked,
    HeardAhead,
    HeardAll,
    HeardMore,
    Loaded,
    Recogniser,
    RecogniserEvent,
    TakeFailed,
    Unavailable,
)
from audio.wav import RATE_HZ
from cards.attempt import TakeRecord, Transcript
from desktop.jobs import Jobs
from desktop.keeping import compress, doubt_words, put_away, save_words, settle, unpack
from desktop.library_work import Notices

WAV = ".wav"
STOPPED = "Listening to the words was stopped; it goes on when the app starts again, or now if you like."
STOPPED_AGAIN = "Listening again was stopped; these are the words of before."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the words of a take are. ``why`` says why there will be none for now."""

    text: str = ""
    heard_s: float = 0.0
    complete: bool = False
    why: str = ""


def _nothing(_: object) -> None:
    """Nobody has to show anything."""


class Transcribing:
    """Follows takes until they are settled."""

    def __init__(
        self,
        start: Callable[[], Recogniser],
        jobs: Jobs,
        recordings: Path,
        clock: Callable[[], datetime],
        notices: Notices,
    ) -> None:
        self._start = start
        self._recogniser: Recogniser | None = None
        self._jobs = jobs
        self._recordings = recordings
        self._clock = clock
        self._notices = notices
        self._takes: dict[int, TakeRecord] = {}
        self._progress: dict[int, Progress] = {}
        self._words_before: dict[int, Transcript] = {}
        """Of the takes that are listened to again: what they had, should it come to nothing."""
        self._stopped: set[int] = set()
        """Takes whose journal may still get the window that was being decoded when they were stopped."""
        self.changed: list[Callable[[int], None]] = []
        """Called with the number of a take that got on."""

    def warm_up(self) -> None:
        """Load the model now, so that it is there when the first window is."""
        if self._recogniser is None:
            self._recogniser = self._start()

    def grow(self, take: TakeRecord, samples: int) -> None:
        """The take has this many samples on the disk and goes on."""
        self._follow(take, samples, final=False)

    def finish(self, take: TakeRecord, samples: int) -> None:
        """The take is whole."""
        self._follow(take, samples, final=True)

    def forget(self, take: int) -> None:
        """The take was discarded or deleted: nothing that was heard of it comes back."""
        self._stop(take)
        self._words_before.pop(take, None)

    def _stop(self, take: int) -> None:
        self._takes.pop(take, None)
        if self._recogniser is not None:
            self._recogniser.forget(take)

    def retry(self, take: TakeRecord) -> None:
        """Listen to a whole take again, or go on where it was stopped. Repeatable after a crash at any moment.

        The words of before are no longer complete then: such a take is what the next start takes up. They are again
        when it is stopped, and when nothing can be heard.
        """
        if self.listening(take.id) or not take.samples:
            return
        self._takes[take.id] = take
        self._set(take.id, Progress())
        if take.transcript is None or not take.transcript.complete:
            self._follow_again(take)
            return
        self._words_before[take.id] = take.transcript
        journal_too = take.id not in self._stopped
        self._jobs.library(
            lambda library: doubt_words(library, take, self._recordings, journal_too=journal_too),
            lambda _: self._follow_again(take),
            lambda error: self._refuse(take.id, str(error)),
        )

    def cancel(self, take: int) -> None:
        """Stop listening for words to this take. What has been heard of it is kept."""
        record = self._takes.get(take)
        if record is None:
            return
        self._stop(take)
        self._stopped.add(take)
        if take in self._words_before:
            self._restore(take, STOPPED_AGAIN)
            return

        def saved(transcript: Transcript | None) -> None:
            self._set(take, Progress(transcript.text if transcript else "", self.progress(take).heard_s, why=STOPPED))

        at = self._clock()
        self._jobs.library(lambda library: save_words(library, record, self._recordings, at), saved, self._failed)

    def listening(self, take: int) -> bool:
        """Tell whether words of this take are on their way."""
        return take in self._takes and not self.progress(take).why

    def progress(self, take: int) -> Progress:
        """What is known of a take's words in this run of the app."""
        return self._progress.get(take, Progress())

    def close(self) -> None:
        """Stop; what is unfinished goes on at the next start."""
        if self._recogniser is not None:
            self._recogniser.close()

    def _follow(self, take: TakeRecord, samples: int, final: bool) -> None:
        self._takes[take.id] = take
        if take.sound.endswith(WAV):
            self._tell(take, samples, final)
            return

        def unpacked(_: object) -> None:
            if take.id in self._takes:
                self._tell(take, samples, final)

        self._jobs.pool(
            lambda: unpack(take, self._recordings), unpacked, lambda error: self._give_up(take.id, str(error))
        )

    def _tell(self, take: TakeRecord, samples: int, final: bool) -> None:
        self.warm_up()
        if self._recogniser is not None:
            self._recogniser.follow(take.id, (self._recordings / take.sound).with_suffix(WAV), samples, final)

    def _follow_again(self, take: TakeRecord) -> None:
        if take.id in self._takes:
            self._follow(take, take.samples or 0, final=True)

    def _refuse(self, take: int, why: str) -> None:
        """The library could not be told: everything is as before."""
        self._takes.pop(take, None)
        before = self._words_before.pop(take, None)
        if before is not None:
            self._set(take, Progress(before.text, complete=before.complete, why=why))

    def _give_up(self, take: int, why: str) -> None:
        """There will be no words for now: the ones of before come back."""
        if take in self._words_before:
            self._takes.pop(take, None)
            self._restore(take, why)
        else:
            self._set(take, replace(self.progress(take), why=why))

    def _restore(self, take: int, why: str) -> None:
        before = self._words_before.pop(take)
        self._jobs.library(
            lambda library: library.save_transcript(take, before),
            lambda _: self._set(take, Progress(before.text, complete=before.complete, why=why)),
            self._failed,
        )

    def hear(self, event: RecogniserEvent) -> None:
        """An event of the recogniser, on the window's thread."""
        match event:
            case HeardMore(take, window):
                if take not in self._takes:
                    return  # it was stopped or discarded while this was being decoded
                text = "".join(word.text for word in window.words)
                self._set(take, Progress(self.progress(take).text + text, window.end / RATE_HZ))
            case HeardAll(take):
                self._settle(take)
            case TakeFailed(take, why):
                if take in self._takes:
                    self._give_up(take, why)
            case Unavailable(why):
                for take in tuple(self._takes):
                    self._give_up(take, why)
            case Loaded() | HeardAhead() | Checked():
                pass

    def _failed(self, error: Exception) -> None:
        self._notices.show_notice(str(error), "archive")

    def _set(self, take: int, progress: Progress) -> None:
        self._progress[take] = progress
        for changed in tuple(self.changed):
            changed(take)

    def _settle(self, number: int) -> None:
        take = self._takes.pop(number, None)
        if take is None:
            return

        def settled(_: None) -> None:
            self._notices.clear_notice("archive")
            self._set(number, self.progress(number))  # its sound has another name from here on

        def compressed(result: tuple[str, str]) -> None:
            self._jobs.library(lambda library: settle(library, take, self._recordings, *result), settled, self._failed)

        def saved(transcript: Transcript | None) -> None:
            if transcript is None or not transcript.complete:
                # Its journal went away meanwhile; the sound stays, and the next start takes it up.
                if number in self._words_before:
                    self._restore(number, STOPPED_AGAIN)
                return
            # The journal may hold more than was heard in this run of the app.
            self._words_before.pop(number, None)
            self._stopped.discard(number)
            self._set(number, Progress(transcript.text, take.seconds, complete=True))
            if take.sha256 is None:
                self._jobs.pool(lambda: compress(take, self._recordings), compressed, self._failed)
            else:
                self._jobs.pool(lambda: put_away(take, self._recordings), _nothing, self._failed)

        def unsaved(error: Exception) -> None:
            self._set(number, replace(self.progress(number), why=str(error)))
            self._failed(error)

        at = self._clock()
        self._jobs.library(lambda library: save_words(library, take, self._recordings, at), saved, unsaved)
