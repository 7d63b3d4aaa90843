"""Every take on its way to words and to FLAC, whatever screen is shown meanwhile.

A process is started with the first take that needs it. Once all words of a take are in its journal they go to the
library and are shown; once its key points' terms were listened for again, the sound goes into FLAC, and the WAV away.
What does not get that far is taken up at the next start, and so is what waits: for mains power, or to be asked for.

A take that is FLAC already, and is listened to again, gets its WAV back for as long as that lasts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from audio.transcription.journal import journal_of, read_journal
from audio.transcription.models import DEFAULT
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
from audio.transcription.words import NO_HELP, Heard, Help, Window
from audio.wav import RATE_HZ
from cards.attempt import TakeRecord, Transcript
from desktop.ears import Ears, Sound
from desktop.jobs import Jobs
from desktop.keeping import compress, doubt_words, put_away, save_doubts, save_words, settle, unpack
from desktop.library_work import Notices
from desktop.pace import WINDOW_S
from desktop.progress import Progress, Rest, heard

WAV = ".wav"
STOPPED = "Listening to the words was stopped; it goes on when the app starts again, or now if you like."
STOPPED_AGAIN = "Listening again was stopped; these are the words of before."


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has set about words, looked at whenever it matters."""

    model: Callable[[], str] = lambda: DEFAULT
    """The model that listens, as the recogniser's process takes it."""
    usable: Callable[[], Sequence[str]] = lambda: (DEFAULT,)
    """All models that could."""
    factor: Callable[[str], float | None] = lambda _: None
    """Seconds of work for a second of sound that were measured of a model on this machine."""
    waits: Callable[[], str] = str
    """Why words have to wait now; empty when they may come."""
    help_of: Callable[[str], Help] | None = None
    """What is known beforehand of the words of an answer to the prompt with this id."""


@dataclass(slots=True)
class _Following:
    """A take that is not settled, and how far it is."""

    record: TakeRecord
    samples: int
    final: bool
    model: str = ""
    """The one that was chosen for this take alone."""
    asked: bool = False
    """The person wants the words now, whatever is set."""
    waiting: bool = False
    told: bool = False
    """A process knows of it; until then it is being made ready."""
    preparing: bool = False
    help: Help = NO_HELP
    windows: tuple[Window, ...] = ()
    stored: bool = False
    checked: bool = False


def _found(journal: Heard | None) -> Progress:
    return Progress() if journal is None else heard(journal.windows, journal.ahead)


class Transcribing:
    """Follows takes until they are settled."""

    def __init__(  # noqa: PLR0913, PLR0917 - what makes words, and where they go
        self,
        start: Callable[[str, int], Recogniser],
        jobs: Jobs,
        recordings: Path,
        clock: Callable[[], datetime],
        notices: Notices,
        choices: Choices = Choices(),
    ) -> None:
        """``start`` begins a process with a model; its number goes to ``hear`` with every event it has."""
        self._ears = Ears(start, choices.model, choices.factor)
        self._jobs = jobs
        self._recordings = recordings
        self._clock = clock
        self._notices = notices
        self._choices = choices
        self._takes: dict[int, _Following] = {}
        self._progress: dict[int, Progress] = {}
        self._words_before: dict[int, Transcript] = {}
        """Of the takes that are listened to again: what they had, should it come to nothing."""
        self._stopped: set[int] = set()
        """Takes that go on with the journal they have, should they be asked for again."""
        self._settling: dict[int, Callable[[TakeRecord], None] | None] = {}
        """Takes whose sound is being put away, and what is to be done with them after that."""
        self.changed: list[Callable[[int], None]] = []
        """Called with the number of a take that got on."""

    # What becomes of takes

    def warm_up(self) -> None:
        """Load the model now, so that it is there when the first window is; unless its words would wait."""
        if not self._choices.waits():
            self._ears.warm_up()

    def grow(self, take: TakeRecord, samples: int) -> None:
        """The take has this many samples on the disk and goes on."""
        state = self._takes.get(take.id)
        if state is None or not self.progress(take.id).why:
            self._follow(take, samples, final=False)

    def finish(self, take: TakeRecord, samples: int) -> None:
        """The take is whole."""
        self._follow(take, samples, final=True)

    def forget(self, take: int) -> None:
        """The take was discarded or deleted: nothing that was heard of it comes back."""
        self._stop(take)
        self._words_before.pop(take, None)
        self._progress.pop(take, None)
        if take in self._settling:
            self._settling[take] = None

    def retry(self, take: TakeRecord, model: str = "") -> None:
        """Listen to a whole take again, or go on where it was stopped or waits; with ``model`` for this take alone.

        The words of before are no longer complete then: such a take is what the next start takes up. They are again
        when it is stopped, and when nothing can be heard. Repeatable after a crash at any moment.
        """
        if self.listening(take.id) or not take.samples:
            return
        if take.id in self._settling:  # its WAV is about to go: whoever listened to it now would lose it on the way
            self._settling[take.id] = lambda put: self.retry(replace(take, sound=put.sound, sha256=put.sha256), model)
            return
        self._stop(take.id)
        state = self._takes[take.id] = _Following(take, take.samples, final=True, model=model, asked=True)
        self._set(take.id, Progress())
        if take.transcript is None or not take.transcript.complete:
            self._prepare(state)
            return
        self._words_before[take.id] = take.transcript
        journal_too = take.id not in self._stopped
        self._jobs.library(
            lambda library: doubt_words(library, take, self._recordings, journal_too=journal_too),
            lambda _: self._prepare(state),
            lambda error: self._refuse(state, str(error)),
        )

    def cancel(self, take: int) -> None:
        """Stop listening for words to this take, at once. What has been heard of it is kept."""
        if not self.listening(take):
            return
        record = self._takes[take].record
        self._stop(take)
        self._stopped.add(take)
        if take in self._words_before:
            self._restore(take, STOPPED_AGAIN)
            return

        def saved(transcript: Transcript | None) -> None:
            self._set(take, Progress(transcript.text if transcript else "", self.progress(take).heard_s, why=STOPPED))

        self._save(record, saved)

    def go_on(self, take: int | None = None) -> None:
        """The person asks for the words of this take, or of all that wait, now."""
        for state in tuple(self._takes.values()):
            if state.waiting and take in {None, state.record.id}:
                state.asked = True
                self._wait_no_more(state)

    def reconsider(self) -> None:
        """What the words waited for may be over: look again."""
        waiting = [state for state in self._takes.values() if state.waiting]
        if waiting and not self._choices.waits():
            for state in waiting:
                self._wait_no_more(state)

    def close(self) -> None:
        """Stop; what is unfinished goes on at the next start."""
        self._ears.close()

    # What is known of them

    def listening(self, take: int) -> bool:
        """Tell whether words of this take are on their way."""
        progress = self._progress.get(take, Progress())
        return take in self._takes and not progress.why and not progress.complete

    def progress(self, take: int) -> Progress:
        """What is known of a take's words in this run of the app."""
        progress = self._progress.get(take, Progress())
        return replace(progress, more_s=self._more_s(take)) if self.listening(take) else progress

    @property
    def waiting(self) -> bool:
        """Whether a take waits."""
        return any(state.waiting for state in self._takes.values())

    @property
    def rest(self) -> Rest:
        """What all whole takes still lack."""
        whole = [take for take, state in self._takes.items() if state.final]
        coming = [take for take in whole if self.listening(take)]
        waiting = [take for take in whole if self._takes[take].waiting]
        more = [self._more_s(take) for take in coming]
        return Rest(
            coming=len(coming),
            more_s=None if None in more else max((each for each in more if each is not None), default=0.0),
            waiting=len(waiting),
            why=self._progress[waiting[0]].why if waiting else "",
        )

    @property
    def too_slow(self) -> str:
        """The model that is set, where this machine does not keep up with it; empty otherwise."""
        return self._ears.model if self._ears.pace(self._ears.model).too_slow else ""

    @property
    def models(self) -> tuple[str, ...]:
        """The models that can listen, as far as can be seen at a glance."""
        return tuple(self._choices.usable())

    def _more_s(self, take: int) -> float | None:
        """Until this take is words, with all that is decoded before it. While it grows a window may be filling up."""
        if take not in self._ears.before(take):
            return None
        backlog = 0.0 if self._takes[take].final else -WINDOW_S
        for each in self._ears.before(take):
            state = self._takes.get(each)
            if state is not None:
                backlog += max(0.0, state.samples / RATE_HZ - self._progress.get(each, Progress()).heard_s)
        return self._ears.pace(self._ears.model_of(take)).more_s(backlog)

    # Listening

    def _follow(self, take: TakeRecord, samples: int, final: bool) -> None:
        state = self._takes.get(take.id)
        if state is None:
            state = self._takes[take.id] = _Following(take, samples, final)
            if take.transcript is not None and take.transcript.complete:  # an earlier run did not archive it
                self._set(take.id, Progress(take.transcript.text, take.seconds, complete=True, words=take.transcript))
        state.record, state.samples, state.final = take, samples, final
        if state.told:
            self._tell(state)
        elif not state.preparing:
            self._begin(state)

    def _begin(self, state: _Following) -> None:
        why = "" if state.asked or self._known(state) else self._choices.waits()
        if not why:
            self._prepare(state)
        elif state.final and not state.waiting:
            state.waiting = True
            self._read(state, lambda found: self._show_waiting(state, why, found))

    def _known(self, state: _Following) -> bool:
        """Its words are there already: little is left to do."""
        return self._progress.get(state.record.id, Progress()).complete

    def _show_waiting(self, state: _Following, why: str, found: Heard | None) -> None:
        if self._is_current(state) and state.waiting:
            self._set(state.record.id, replace(_found(found), why=why, waits=True))

    def _wait_no_more(self, state: _Following) -> None:
        state.waiting = False
        self._set(state.record.id, replace(self.progress(state.record.id), why="", waits=False))
        self._prepare(state)

    def _is_current(self, state: _Following) -> bool:
        return self._takes.get(state.record.id) is state

    def _prepare(self, state: _Following) -> None:
        """See that there is a WAV, how far its journal is and what is known of its words; then tell a process."""
        if not self._is_current(state):
            return
        state.preparing = True
        if self._choices.help_of is None:
            self._prepare_sound(state)
            return
        help_of, attempt = self._choices.help_of, state.record.attempt

        def found(prompt: str) -> None:
            state.help = help_of(prompt)
            self._prepare_sound(state)

        self._jobs.library(lambda library: library.attempt(attempt).prompt, found, lambda _: self._prepare_sound(state))

    def _prepare_sound(self, state: _Following) -> None:
        if not state.final and state.record.sound.endswith(WAV):
            self._ready(state, None)  # it is being recorded: nothing can have been heard of it
            return
        take = state.record

        def work() -> Heard | None:
            if not take.sound.endswith(WAV):
                unpack(take, self._recordings)
            return read_journal(journal_of(self._recordings / take.sound))

        def failed(error: Exception) -> None:
            if self._is_current(state):
                self._give_up(take.id, str(error))

        self._jobs.pool(work, lambda found: self._ready(state, found), failed)

    def _read(self, state: _Following, done: Callable[[Heard | None], None]) -> None:
        journal = journal_of(self._recordings / state.record.sound)
        self._jobs.pool(lambda: read_journal(journal), done, self._failed)

    def _ready(self, state: _Following, found: Heard | None) -> None:
        """Go on after what the journal holds, which may be of an earlier run: with its model, if nobody chose one."""
        if not self._is_current(state):
            return
        state.preparing, state.told = False, True
        resumed = found is not None and not state.asked and found.model in self._choices.usable()
        if found is not None and resumed:
            state.model = found.model
        elif self._known(state):  # all its words are in the library, and nothing is left to listen for again
            state.stored = state.checked = True
            self._archive(state)
            return
        if found is not None and found.model == (state.model or self._ears.model) and not self._known(state):
            state.windows = found.windows
            self._set(state.record.id, _found(found))
        self._tell(state)

    def _tell(self, state: _Following) -> None:
        sound = (self._recordings / state.record.sound).with_suffix(WAV)
        self._ears.follow(state.record.id, Sound(sound, state.samples, state.final, state.help), state.model)

    # What comes to nothing

    def _stop(self, take: int) -> None:
        self._takes.pop(take, None)
        self._ears.forget(take)

    def _refuse(self, state: _Following, why: str) -> None:
        """The library could not be told: everything is as before."""
        take = state.record.id
        if self._is_current(state):
            self._takes.pop(take)
        before = self._words_before.pop(take, None)
        if before is not None:
            self._set(take, Progress(before.text, complete=before.complete, why=why))

    def _give_up(self, take: int, why: str) -> None:
        """There will be no words for now: the ones of before come back."""
        self._ears.done(take)
        state = self._takes[take]
        state.told = state.preparing = False
        if take in self._words_before:
            del self._takes[take]
            self._restore(take, why)
        elif not self._known(state):
            self._set(take, replace(self.progress(take), ahead="", why=why))
            if state.final and state.windows:
                self._save(state.record, lambda _: None)

    def _save(self, take: TakeRecord, saved: Callable[[Transcript | None], None]) -> None:
        """What has been heard so far goes into the library, though the rest is missing."""
        at = self._clock()
        self._jobs.library(lambda library: save_words(library, take, self._recordings, at), saved, self._failed)

    def _restore(self, take: int, why: str) -> None:
        before = self._words_before.pop(take)
        self._jobs.library(
            lambda library: library.save_transcript(take, before),
            lambda _: self._set(take, Progress(before.text, complete=before.complete, why=why)),
            self._failed,
        )

    # What is heard

    def hear(self, event: RecogniserEvent, ear: int = 0) -> None:
        """An event of the process with this number, on the window's thread; 0 for whichever listens to the take."""
        match event:
            case Unavailable(why):
                for take in self._ears.cannot(ear) if ear else tuple(self._takes):
                    if take in self._takes:
                        self._give_up(take, why)
            case Loaded():
                pass
            case HeardMore(take) | HeardAhead(take) | HeardAll(take) | Checked(take) | TakeFailed(take):
                state = self._takes.get(take)
                # Otherwise it was stopped or discarded, or another process listens to it by now.
                if state is not None and (not ear or self._ears.speaks(ear, take)):
                    self._hear_of(state, event)

    def _hear_of(self, state: _Following, event: RecogniserEvent) -> None:
        take = state.record.id
        match event:
            case HeardMore(window=window, took_s=took_s):
                self._ears.measured(take, took_s, (window.end - window.start) / RATE_HZ)
                state.windows = (*(each for each in state.windows if each.end <= window.start), window)
                self._show_words(state, heard(state.windows))
            case HeardAhead(window=window):
                self._show_words(state, heard(state.windows, window))
            case HeardAll():
                self._store(state)
            case Checked():
                state.checked = True
                self._ears.done(take)
                self._archive(state)
            case TakeFailed(why=why):
                self._give_up(take, why)

    def _show_words(self, state: _Following, progress: Progress) -> None:
        if not self._known(state):
            self._set(state.record.id, progress)

    def _failed(self, error: Exception) -> None:
        self._notices.show_notice(str(error), "archive")

    def _set(self, take: int, progress: Progress) -> None:
        self._progress[take] = replace(progress, more_s=None)
        for changed in tuple(self.changed):
            changed(take)

    def _store(self, state: _Following) -> None:
        """All words are there: into the library with them, and before the person's eyes."""
        take, number = state.record, state.record.id

        def saved(transcript: Transcript | None) -> None:
            if not self._is_current(state):
                return
            if transcript is None or not transcript.complete:
                # Its journal went away meanwhile; the sound stays, and the next start takes it up.
                self._stop(number)
                if number in self._words_before:
                    self._restore(number, STOPPED_AGAIN)
                else:
                    self._set(number, replace(self.progress(number), ahead="", why=STOPPED))
                return
            # The journal may hold more than was heard in this run of the app.
            self._words_before.pop(number, None)
            self._stopped.discard(number)
            state.stored = True
            self._set(number, Progress(transcript.text, take.seconds, complete=True, words=transcript))
            self._archive(state)

        def unsaved(error: Exception) -> None:
            if self._is_current(state):
                self._stop(number)
            self._set(number, replace(self._progress.get(number, Progress()), why=str(error)))
            self._failed(error)

        at = self._clock()
        self._jobs.library(lambda library: save_words(library, take, self._recordings, at), saved, unsaved)

    def _archive(self, state: _Following) -> None:
        """Once its words are stored and stay as they are: what is left of it goes where it belongs."""
        if not (state.stored and state.checked):
            return
        take, number, at = state.record, state.record.id, self._clock()
        del self._takes[number]
        self._settling[number] = None

        def over(put_away: TakeRecord) -> None:
            again = self._settling.pop(number)
            if again is not None:
                again(put_away)

        def failed(error: Exception) -> None:
            self._failed(error)
            over(take)

        def compressed(result: tuple[str, str]) -> None:
            def settled(_: None) -> None:
                self._notices.clear_notice("archive")
                self._set(number, self.progress(number))  # its sound has another name from here on
                over(replace(take, sound=result[0], sha256=result[1]))

            self._jobs.library(lambda library: settle(library, take, self._recordings, *result), settled, failed)

        def checked(doubted: Transcript | None) -> None:
            if doubted is not None:
                self._set(number, replace(self.progress(number), words=doubted))
            if take.sha256 is None:
                self._jobs.pool(lambda: compress(take, self._recordings), compressed, failed)
            else:
                self._jobs.pool(lambda: put_away(take, self._recordings), lambda _: over(take), failed)

        self._jobs.library(lambda library: save_doubts(library, take, self._recordings, at), checked, failed)
