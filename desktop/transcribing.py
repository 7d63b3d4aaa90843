"""Every take on its way to words and to FLAC, whatever screen is shown meanwhile.

The recogniser is started with the first take that needs it. Once all words of a take are in its journal they go to the
library, the sound into FLAC, and the WAV away. What does not get that far is taken up at the next start.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from audio.transcription.recogniser import (
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
from desktop.keeping import compress, save_words, settle
from desktop.library_work import Notices


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the words of a take are. ``why`` says why there will be none for now."""

    text: str = ""
    heard_s: float = 0.0
    complete: bool = False
    why: str = ""


class Transcribing:
    """Follows takes until they are settled; ``changed`` is called with the number of a take that got on."""

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
        self.changed: Callable[[int], None] = lambda _take: None

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
        """The take was discarded."""
        self._takes.pop(take, None)
        if self._recogniser is not None:
            self._recogniser.forget(take)

    def progress(self, take: int) -> Progress:
        """What is known of a take's words in this run of the app."""
        return self._progress.get(take, Progress())

    def close(self) -> None:
        """Stop; what is unfinished goes on at the next start."""
        if self._recogniser is not None:
            self._recogniser.close()

    def _follow(self, take: TakeRecord, samples: int, final: bool) -> None:
        self.warm_up()
        self._takes[take.id] = take
        if self._recogniser is not None:
            self._recogniser.follow(take.id, self._recordings / take.sound, samples, final)

    def hear(self, event: RecogniserEvent) -> None:
        """An event of the recogniser, on the window's thread."""
        match event:
            case HeardMore(take, until, text):
                before = self.progress(take)
                self._set(take, Progress(before.text + text, until / RATE_HZ))
            case HeardAll(take):
                self._settle(take)
            case TakeFailed(take, why):
                self._set(take, replace(self.progress(take), why=why))
            case Unavailable(why):
                for take in self._takes:
                    self._set(take, Progress(why=why))
            case Loaded():
                pass

    def _settled(self, _: None) -> None:
        self._notices.clear_notice("archive")

    def _failed(self, error: Exception) -> None:
        self._notices.show_notice(str(error), "archive")

    def _set(self, take: int, progress: Progress) -> None:
        self._progress[take] = progress
        self.changed(take)

    def _settle(self, number: int) -> None:
        take = self._takes.pop(number, None)
        if take is None:
            return

        def compressed(result: tuple[str, str]) -> None:
            self._jobs.library(
                lambda library: settle(library, take, self._recordings, *result), self._settled, self._failed
            )

        def saved(transcript: Transcript | None) -> None:
            if transcript is None or not transcript.complete:
                return  # its journal went away meanwhile; the sound stays, and the next start takes it up
            # The journal may hold more than was heard in this run of the app.
            self._set(number, Progress(transcript.text, take.seconds, complete=True))
            self._jobs.pool(lambda: compress(take, self._recordings), compressed, self._failed)

        def unsaved(error: Exception) -> None:
            self._set(number, replace(self.progress(number), why=str(error)))
            self._failed(error)

        at = self._clock()
        self._jobs.library(lambda library: save_words(library, take, self._recordings, at), saved, unsaved)
