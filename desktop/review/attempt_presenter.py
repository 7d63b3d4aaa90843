"""One answer to come back to: its words and its sound, followed together. Knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audio.transcription.fillers import clean as without_fillers
from cards.attempt import AttemptRecord, TakeRecord
from cards.attempt_line import Hit
from cards.prompt import Prompt
from desktop.diagnostic.course import course_of
from desktop.following import LINGER_S, Reading, Span
from desktop.library_work import LibraryWork
from desktop.review.attempt_depth import AttemptDepth
from desktop.review.attempt_model import (
    AttemptModel,
    Place,
    Script,
    attempt_model,
    copied,
    diagnostic_verdict,
    model_choice,
    script_of,
    words_action,
)
from desktop.review.attempt_note import AttemptNote
from desktop.review.attempt_parts import Around, AttemptScreen
from desktop.review.attempt_sound import AttemptSound, Front
from desktop.settings.values import Settings
from scheduler.days import study_day

if TYPE_CHECKING:
    from cards.library import Library


@dataclass(frozen=True, slots=True)
class _Read:
    """What one look at the library brought."""

    record: AttemptRecord
    model: AttemptModel
    script: Script


NOTICE = "depth"


class AttemptPresenter:
    """Shows one attempt at a time. What comes late for an earlier one is dropped."""

    def __init__(self, screen: AttemptScreen, around: Around) -> None:
        self._screen = screen
        self._around = around
        self._library = LibraryWork(around.jobs, around.notices)
        self.sound = AttemptSound(screen, around, self._mark)
        self.note = AttemptNote(self._library, around.history, self._taken_back)
        self.depth = AttemptDepth(around.history, around.clock, around.prompts, self._say_date)
        self.depth.changed.append(self._taken_back)
        self._seen = False
        self._open: int | None = None
        """The attempt that was asked for; its record may still be on its way."""
        self._to_hear: int | None = None
        """The attempt that plays as soon as it is open."""
        self._record: AttemptRecord | None = None
        self._model: AttemptModel | None = None
        self._script = Script()
        self._hit: Hit | None = None
        self._take = 0
        """Number of the take in front, among those shown."""
        self._marked: tuple[Span | None, Span | None] | None = None
        around.transcribing.changed.append(self._words_came)
        around.settings.listeners.append(self._settings_changed)

    # Opening

    def open_attempt(self, attempt: int | None, hit: Hit | None = None) -> None:
        """Show this attempt at the place of ``hit``, or at its beginning; None shows that nothing is chosen."""
        self._screen.leave_note()
        self._seen = True
        if attempt is not None and attempt == self._open and self._record is not None:
            self._hit = hit
            self._go_to_hit()
            return
        self._open, self._hit, self._record, self._model = attempt, hit, None, None
        self._around.notices.clear_notice(NOTICE)
        self.note.choose(None)
        self.depth.choose(None)
        self.sound.choose(None)
        if attempt is None:
            self._screen.show_nothing()
            return

        def arrived(read: _Read) -> None:
            if self._open == attempt:
                self._show(read)

        self._library.do(self._reading(attempt), arrived)

    def hear_when_open(self, attempt: int) -> None:
        """Whoever opens this attempt next wants to hear it."""
        self._to_hear = attempt

    def refresh(self) -> None:
        """Read the open attempt anew: it was rated, deleted or restored, or its words came."""
        attempt = self._open
        if attempt is None or self._record is None:
            return

        def arrived(read: _Read) -> None:
            if self._open == attempt:
                self._show_again(read)

        self._library.do(self._reading(attempt), arrived)

    @property
    def prompt(self) -> Prompt | None:
        """The prompt of the open attempt; None where none is open or the deck has it no more."""
        return None if self._record is None else self._around.prompt(self._record.prompt)

    def leave(self) -> None:
        """The pane is not seen any more: fall silent, and keep the note."""
        self._seen = False
        self._around.notices.clear_notice(NOTICE)
        self._screen.leave_note()
        self.sound.pause()

    def _reading(self, attempt: int) -> "Callable[[Library], _Read]":
        """Everything that takes time, on the library's thread."""
        around = self._around
        today, verbatim, deck = study_day(around.clock()), self._verbatim, around.prompts()

        def read(library: "Library") -> _Read:
            record = library.attempt(attempt)
            prompt, verdict = around.prompt(record.prompt), _verdict(library, record, deck)
            model = attempt_model(record, prompt, today, self._is_missing, verdict)
            return _Read(record, model, script_of(record.kept_takes, around.transcribing, verbatim=verbatim))

        return read

    def _is_missing(self, take: TakeRecord) -> bool:
        return not take.typed and not (self._around.folder.recordings / take.sound).exists()

    def _show(self, read: _Read) -> None:
        self._keep(read)
        self._screen.show_words(read.script)
        self._choose(0)
        self._go_to_hit()
        if self._to_hear == read.record.id:
            self._to_hear = None
            self.sound.play()

    def _show_again(self, read: _Read) -> None:
        """The same attempt, told anew; where a person is in it stays."""
        script, takes = self._script, [take.id for take in self._takes]
        self._keep(read)
        if [take.id for take in self._takes] != takes:
            self._show(read)
            return
        if script != read.script:
            self._show_script(read.script)
        if self._takes:
            self.sound.choose_again(self._front())
        self._show_words_action()

    def _keep(self, read: _Read) -> None:
        self._record, self._script = read.record, read.script
        self.depth.choose(read.record)
        self._model = replace(read.model, note=self.note.choose(read.record))
        self._screen.show_attempt(self._model)

    def _show_script(self, script: Script) -> None:
        self._script, self._marked = script, None
        self._screen.show_words(script)
        self._show_found()
        self._mark(follow=False)

    @property
    def _takes(self) -> tuple[TakeRecord, ...]:
        return self._record.kept_takes if self._record is not None else ()

    @property
    def _reading_now(self) -> Reading:
        return self._script.readings[self._take] if self._take < len(self._script.readings) else Reading()

    def _go_to_hit(self) -> None:
        """Go to the sentence that was found, without a sound."""
        self._show_found()
        hit, take = self._hit, self._hit_take()
        if hit is None or take is None:
            return
        if take != self._take:
            self._choose(take)
        if hit.start_s is not None:
            self.sound.seek(hit.start_s)
            self._mark(anew=True)
        elif found := self._script.found(take, hit):
            self._screen.mark(None, found[0], follow=True)

    def _show_found(self) -> None:
        take, hit = self._hit_take(), self._hit
        self._screen.mark_found(() if hit is None or take is None else self._script.found(take, hit))

    def _hit_take(self) -> int | None:
        if self._hit is None:
            return None
        return next((number for number, take in enumerate(self._takes) if take.id == self._hit.take), None)

    # Takes

    def choose_take(self, take: int) -> None:
        """Bring another take to the front, at its beginning."""
        if 0 <= take < len(self._takes) and take != self._take:
            self._choose(take)

    def next_take(self) -> None:
        """Bring the next take to the front."""
        self.choose_take(self._take + 1)

    def previous_take(self) -> None:
        """Bring the take before to the front."""
        self.choose_take(self._take - 1)

    def _choose(self, take: int) -> None:
        self._take, self._marked = take, None
        self._screen.show_take(take)
        self.sound.choose(self._front() if self._takes else None)
        self._show_words_action()
        self._mark()

    def _front(self) -> Front:
        take, silent = self._takes[self._take], self._silent
        file = None if take.typed or silent else self._around.folder.recordings / take.sound
        return Front(take, file, silent)

    @property
    def _silent(self) -> str:
        """Why the take in front cannot be played; empty where it can be tried."""
        return self._model.takes[self._take].silent if self._model is not None and self._takes else ""

    # Words

    def play_from(self, place: int) -> None:
        """A word was clicked: go there and play."""
        word = self._script.word_in(place)
        if word is not None:
            self._go_to(word)
            self.sound.play()

    def walk_to(self, place: int) -> None:
        """The keyboard went to this place of the text, one line up or down."""
        word = self._script.word_in(place)
        if word is not None:
            self._go_to(word)

    def walk(self, words: int) -> None:
        """The keyboard went one word on (1) or back (-1)."""
        reading = self._reading_now
        here = reading.word_before(self.sound.at)
        if here is None:
            return
        starts, word = reading.starts, here + words
        while 0 < word < len(starts) - 1 and (starts[word] == starts[here] or reading.is_left_out(word)):
            word += words  # words that begin together are one step
        if words < 0 and reading.word_at(self.sound.at) is None:
            word = here  # in a pause: back is the word before it
        if 0 <= word < len(starts) and not reading.is_left_out(word):
            self._go_to(Place(self._take, word))

    def toggle_loop(self) -> None:
        """Play the sentence we are in again and again, or go on after it."""
        if self.sound.looping:
            self.sound.unloop()
            return
        reading = self._reading_now
        word = reading.word_before(self.sound.at)
        if word is not None:
            start, end = reading.time_of(*reading.sentence_of(word))
            self.sound.loop(start, end + LINGER_S)

    def copy(self, selected: str) -> None:
        """Put what is selected on the clipboard, or all that was said."""
        whole = self._record.text if self._record is not None else ""
        text = selected.strip() or (whole if self._verbatim else without_fillers(whole))
        if text:
            self._around.copy(text)
        self._screen.say(copied(text, whole=not selected.strip()))

    def toggle_fillers(self) -> None:
        """Leave the fillers out, or show them again, here and wherever words are shown."""
        self._around.settings.change(show_fillers=not self._verbatim)

    def words_action(self) -> None:
        """Listen for the words of the take in front, or stop that."""
        if not self._takes:
            return
        take = self._takes[self._take]
        if self._around.transcribing.listening(take.id):
            self._around.transcribing.cancel(take.id)
        elif words_action(take, listening=False) and not self._silent:
            self._around.transcribing.retry(take)
        self._show_words_action()

    def choose_model(self) -> None:
        """Let the person choose which model listens to the take in front once more."""
        if not self._takes or self._silent:
            return
        take, transcribing = self._takes[self._take], self._around.transcribing
        if words_action(take, listening=False) and not transcribing.listening(take.id):
            heard_by = take.transcript.model if take.transcript is not None else ""
            self._screen.choose_model(tuple((each, model_choice(each, heard_by)) for each in transcribing.models))

    def redo_with(self, model: str) -> None:
        """Listen to the take in front once more, with this model."""
        if self._takes and not self._silent:
            self._around.transcribing.retry(self._takes[self._take], model)
            self._show_words_action()

    def _go_to(self, place: Place) -> None:
        if place.take != self._take:
            self._choose(place.take)
        if self._reading_now.starts:
            self.sound.seek(self._reading_now.starts[place.word])
            self._mark(anew=True)
            self._screen.show_about(self._reading_now.says_of(place.word), aloud=True)

    def _mark(self, *, follow: bool = True, anew: bool = False) -> None:
        """Mark the word that is heard now. At the very beginning only when it was gone to (``anew``) or plays."""
        reading = self._reading_now
        before = reading.word_before(self.sound.at)
        found: tuple[Span | None, Span | None] = (None, None)
        says = ""
        if before is not None and (anew or self.sound.at or self.sound.playing):
            word = reading.word_at(self.sound.at)
            sentence = self._script.place_of(self._take, *reading.sentence_of(before))
            shown = None if word is None else reading.shown_from(word)
            found = (None if shown is None else self._script.place_of(self._take, shown, shown), sentence)
            says = "" if shown is None else reading.says_of(shown)
        if found != self._marked:
            self._marked = found
            self._screen.mark(*found, follow=follow)
            self._screen.show_about(says)

    def _words_came(self, take: int) -> None:
        if all(each.id != take for each in self._takes):
            return
        progress = self._around.transcribing.progress(take)
        if progress.complete or progress.why:
            self.refresh()
        else:
            self._show_script(self._script_now())
            self._show_words_action()

    def _show_words_action(self) -> None:
        caption = ""
        if self._takes and not self._silent:
            take = self._takes[self._take]
            transcribing = self._around.transcribing
            caption = words_action(take, transcribing.listening(take.id), transcribing.progress(take.id).waits)
        self._screen.set_words_action(caption)

    @property
    def _verbatim(self) -> bool:
        return self._around.settings.current.show_fillers

    def _script_now(self) -> Script:
        return script_of(self._takes, self._around.transcribing, verbatim=self._verbatim)

    def _settings_changed(self, settings: Settings) -> None:
        if self._record is not None and settings.show_fillers != self._script.verbatim:
            self._show_script(self._script_now())

    def _say_date(self, record: AttemptRecord, text: str) -> None:
        """Say what another depth did to the date; where something else is looked at, of which prompt."""
        if self._seen and record.id == self._open:
            self._around.notices.show_notice(text, NOTICE, "good")
        else:
            prompt = self._around.prompt(record.prompt)
            title = record.prompt if prompt is None else prompt.title
            self._around.history.say(f"Your answer to “{title}” has another depth. {text}")

    def _taken_back(self, attempt: int) -> None:
        if attempt == self._open:
            self.refresh()


def _verdict(library: "Library", record: AttemptRecord, deck: Sequence[Prompt]) -> str:
    """What there is in the place of a depth where the answer belongs to the diagnostic; empty for any other."""
    if record.review is not None:
        return ""
    judged = {each.attempt: each.result for each in library.diagnosed()}
    if record.id in judged:
        return diagnostic_verdict(judged[record.id])
    asked = any(each.id == record.prompt and each.diagnostic for each in deck)
    return diagnostic_verdict(None) if asked and record.id in course_of(library, deck).unjudged else ""
