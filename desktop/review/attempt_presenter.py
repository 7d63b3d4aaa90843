"""One answer to come back to: its words and its sound, followed together. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from audio.heard import Ended, PlayerEvent, PlayFailed
from cards.attempt import AttemptRecord, TakeRecord
from cards.attempt_line import Hit
from cards.prompt import Prompt
from desktop.folders import DataFolder
from desktop.history import History, Step
from desktop.jobs import Jobs
from desktop.library_work import LibraryWork, Notices
from desktop.review.attempt_model import (
    AttemptModel,
    Place,
    Script,
    attempt_model,
    copied,
    next_speed,
    script_of,
    words_action,
)
from desktop.review.following import LINGER_S, Reading, Span
from desktop.settings.store import SettingsStore
from desktop.transcribing import Transcribing
from scheduler.memory import study_day

if TYPE_CHECKING:
    from audio.waveform import Waveform as Wave
    from cards.library import Library

COLUMNS = 600
"""Of the waveform; more than are drawn, so that a wider window needs no second look at the sound."""
JUMP_S = 5.0
BEFORE_END_S = 0.1
"""Nearer to its end than this, a recording starts from its beginning."""
NOTE_IS_HERE = "Your note is still in its field."


class AttemptScreen(Protocol):
    """What the presenter needs of the pane."""

    def show_nothing(self) -> None: ...  # noqa: D102
    def show_attempt(self, model: AttemptModel) -> None: ...  # noqa: D102
    def show_words(self, script: Script) -> None: ...  # noqa: D102
    def show_take(self, take: int) -> None: ...  # noqa: D102
    def show_wave(self, wave: "Wave | None") -> None: ...  # noqa: D102
    def show_trouble(self, text: str) -> None: ...  # noqa: D102
    def show_position(self, seconds: float) -> None: ...  # noqa: D102
    def mark(self, word: Span | None, sentence: Span | None, follow: bool) -> None: ...  # noqa: D102
    def mark_found(self, found: tuple[Span, ...]) -> None: ...  # noqa: D102
    def set_playing(self, playing: bool) -> None: ...  # noqa: D102
    def set_speed(self, speed: float) -> None: ...  # noqa: D102
    def set_looping(self, looping: bool) -> None: ...  # noqa: D102
    def set_words_action(self, caption: str) -> None: ...  # noqa: D102
    def say(self, text: str) -> None: ...  # noqa: D102
    def leave_note(self) -> None: ...  # noqa: D102


class Sound(Protocol):
    """What it needs of ``audio.playback.Player``."""

    position: float
    playing: bool

    def load(self, sound: Path) -> None: ...  # noqa: D102
    def play(self) -> None: ...  # noqa: D102
    def pause(self) -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102
    def seek(self, seconds: float) -> None: ...  # noqa: D102
    def set_speed(self, speed: float) -> None: ...  # noqa: D102
    def set_loop(self, loop: tuple[float, float] | None) -> None: ...  # noqa: D102


def _waveform(sound: Path, columns: int) -> "Wave":
    from audio.waveform import waveform  # noqa: PLC0415 - numpy, never on the window's thread

    return waveform(sound, columns)


@dataclass(frozen=True, slots=True)
class Around:
    """What the pane works with."""

    jobs: Jobs
    folder: DataFolder
    clock: Callable[[], datetime]
    player: Sound
    transcribing: Transcribing
    history: History
    settings: SettingsStore
    notices: Notices
    prompt: Callable[[str], Prompt | None]
    """The prompt with this id, if the deck has it."""
    copy: Callable[[str], None]
    """Puts a text on the clipboard."""
    waveform: "Callable[[Path, int], Wave]" = _waveform


@dataclass(frozen=True, slots=True)
class _Read:
    """What one look at the library brought."""

    record: AttemptRecord
    model: AttemptModel
    script: Script


class AttemptPresenter:
    """Shows one attempt at a time. What comes late for an earlier one is dropped."""

    def __init__(self, screen: AttemptScreen, around: Around) -> None:
        self._screen = screen
        self._around = around
        self._library = LibraryWork(around.jobs, around.notices)
        self._open: int | None = None
        """The attempt that was asked for; its record may still be on its way."""
        self._record: AttemptRecord | None = None
        self._model: AttemptModel | None = None
        self._script = Script()
        self._hit: Hit | None = None
        self._take = 0
        """Number of the take in front, among those shown."""
        self._at = 0.0
        """Where in that take we are, in seconds."""
        self._playing = False
        self._looping = False
        self._loaded = ""
        """Name of the sound the player has."""
        self._marked: tuple[Span | None, Span | None] | None = None
        self._note_before: str | None = None
        """The note as it was before the person began to write; None while nobody does."""
        self._unsaved: dict[int, str] = {}
        """Notes the library could not take in yet."""
        self.changed: list[Callable[[int], None]] = []
        """Called with an attempt whose note or mark is another now."""
        around.transcribing.changed.append(self._words_came)
        screen.set_speed(around.settings.current.playback_speed)

    # Opening

    def open_attempt(self, attempt: int | None, hit: Hit | None = None) -> None:
        """Show this attempt at the place of ``hit``, or at its beginning; None shows that nothing is chosen."""
        self._screen.leave_note()
        if attempt is not None and attempt == self._open and self._record is not None:
            self._hit = hit
            self._go_to_hit()
            return
        self._silence()
        self._open, self._hit, self._record, self._model, self._loaded = attempt, hit, None, None, ""
        if attempt is None:
            self._around.player.stop()
            self._screen.show_nothing()
            return

        def arrived(read: _Read) -> None:
            if self._open == attempt:
                self._show(read)

        self._library.do(self._reading(attempt), arrived)

    def refresh(self) -> None:
        """Read the open attempt anew: it was rated, deleted or restored, or its words came."""
        attempt = self._open
        if attempt is None or self._record is None:
            return

        def arrived(read: _Read) -> None:
            if self._open == attempt:
                self._show_again(read)

        self._library.do(self._reading(attempt), arrived)

    def _reading(self, attempt: int) -> "Callable[[Library], _Read]":
        """Everything that takes time, on the library's thread."""
        around = self._around
        today = study_day(around.clock())

        def read(library: "Library") -> _Read:
            record = library.attempt(attempt)
            model = attempt_model(record, around.prompt(record.prompt), today, self._is_missing)
            return _Read(record, model, script_of(record.kept_takes, around.transcribing))

        return read

    def _is_missing(self, take: TakeRecord) -> bool:
        return not take.typed and not self._file(take).exists()

    def _file(self, take: TakeRecord) -> Path:
        return self._around.folder.recordings / take.sound

    def _show(self, read: _Read) -> None:
        self._keep(read)
        self._screen.show_words(self._script)
        self._choose(0)
        self._go_to_hit()

    def _show_again(self, read: _Read) -> None:
        """The same attempt, told anew; where a person is in it stays."""
        was, script = self._record, self._script
        self._keep(read)
        if self._script != script:
            self._show_script(self._script)
        if was is not None and [take.sound for take in was.kept_takes] != [take.sound for take in self._takes]:
            self._sound_moved()
        self._show_words_action()

    def _keep(self, read: _Read) -> None:
        self._record, self._script = read.record, read.script
        note = self._unsaved.get(read.record.id, read.record.note)
        self._model = replace(read.model, note=note)
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
        hit = self._hit
        take = self._hit_take()
        if hit is None or take is None:
            return
        if take != self._take:
            self._choose(take)
        if hit.start_s is not None:
            self._seek(hit.start_s)
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
            self._silence()
            self._choose(take)

    def next_take(self) -> None:
        """Bring the next take to the front."""
        self.choose_take(self._take + 1)

    def previous_take(self) -> None:
        """Bring the take before to the front."""
        self.choose_take(self._take - 1)

    def _choose(self, take: int) -> None:
        self._take, self._at, self._marked, self._loaded = take, 0.0, None, ""
        self._screen.show_take(take)
        self._screen.show_trouble(self._silent)
        self._show_words_action()
        self._screen.show_position(0.0)
        self._mark(follow=take > 0)
        self._load()
        self._draw_wave()

    @property
    def _silent(self) -> str:
        """Why the take in front cannot be played; empty where it can be tried."""
        if self._model is None or self._take >= len(self._model.takes):
            return ""
        return self._model.takes[self._take].silent

    @property
    def _sounds(self) -> bool:
        """There is something to hear."""
        return bool(self._takes) and not self._takes[self._take].typed and not self._silent

    def _load(self) -> None:
        """Let the player open the sound before it is asked for."""
        if not self._sounds:
            self._around.player.stop()
            return
        take = self._takes[self._take]
        self._loaded = take.sound
        self._around.player.load(self._file(take))
        self._around.player.set_speed(self._around.settings.current.playback_speed)
        if self._at:
            self._around.player.seek(self._at)

    def _draw_wave(self) -> None:
        self._screen.show_wave(None)
        if not self._sounds:
            return
        wanted, sound = (self._open, self._take), self._file(self._takes[self._take])

        def current() -> bool:
            return (self._open, self._take) == wanted

        def look() -> "Wave | None":
            return self._around.waveform(sound, COLUMNS) if current() else None

        def looked(wave: "Wave | None") -> None:
            if wave is not None and current():
                self._screen.show_wave(wave)

        def failed(error: Exception) -> None:
            if current() and self._file(self._takes[self._take]) == sound:
                self._screen.show_trouble(str(error))

        self._around.jobs.pool(look, looked, failed)

    def _sound_moved(self) -> None:
        """The recording in front is FLAC now: go on with that, from the same place."""
        if self._take >= len(self._takes) or self._takes[self._take].sound == self._loaded:
            return
        self._screen.show_trouble(self._silent)
        self._load()
        if self._playing and self._sounds:
            self._around.player.play()

    # Playing

    def play_or_pause(self) -> None:
        """Play from where we are, or stop there."""
        if self._playing:
            self._pause()
        elif self._sounds:
            self._play()

    def jump(self, seconds: float) -> None:
        """Go this far on, or back where negative."""
        if self._sounds:
            self._seek(self._at + seconds)

    def back(self) -> None:
        """Go 5 seconds back."""
        self.jump(-JUMP_S)

    def on(self) -> None:
        """Go 5 seconds on."""
        self.jump(JUMP_S)

    def seek(self, seconds: float) -> None:
        """Go there, as pointed at in the waveform."""
        if self._sounds:
            self._seek(seconds)

    def replay(self) -> None:
        """Play the take from its beginning."""
        if self._sounds:
            self._seek(0.0)
            self._play()

    def slower(self) -> None:
        """Play a step slower."""
        self._change_speed(-1)

    def faster(self) -> None:
        """Play a step faster."""
        self._change_speed(1)

    def toggle_loop(self) -> None:
        """Play the sentence we are in again and again, or go on after it."""
        if self._looping:
            self._unloop()
            return
        word = self._reading_now.word_before(self._at)
        if word is None or not self._sounds:
            return
        start, end = self._reading_now.time_of(*self._reading_now.sentence_of(word))
        end = max(end, start) + LINGER_S
        self._looping = True
        self._screen.set_looping(True)
        self._around.player.set_loop((start, end))
        self._go(start)
        self._play()

    def tick(self) -> None:
        """Follow what is heard now; called while it plays and can be seen."""
        if self._playing:
            self._at = self._around.player.position
            self._screen.show_position(self._at)
            self._mark(follow=True)

    def hear(self, event: PlayerEvent) -> None:
        """The player came to the end of the recording, or could not play it; on the window's thread."""
        if isinstance(event, PlayFailed):
            self._screen.show_trouble(str(event.error))
        if not self._playing:
            return
        self._silence()
        if isinstance(event, Ended):
            self._at = self._seconds
            self._screen.show_position(self._at)

    def leave(self) -> None:
        """The pane is not seen any more: fall silent, and keep the note."""
        self._screen.leave_note()
        self._pause()

    def _play(self) -> None:
        if self._at >= self._seconds - BEFORE_END_S:
            self._go(0.0)
        self._screen.show_trouble(self._silent)
        self._playing = True
        self._around.player.play()
        self._screen.set_playing(True)

    def _pause(self) -> None:
        if self._playing:
            self._around.player.pause()
            self._playing = False
            self._screen.set_playing(False)

    def _silence(self) -> None:
        """Stop, and forget the sentence that was repeated."""
        self._pause()
        self._unloop()

    def _unloop(self) -> None:
        if self._looping:
            self._looping = False
            self._around.player.set_loop(None)
            self._screen.set_looping(False)

    @property
    def _seconds(self) -> float:
        return self._takes[self._take].seconds if self._takes else 0.0

    def _seek(self, seconds: float) -> None:
        """Go there; a sentence that is repeated is left."""
        self._unloop()
        self._go(seconds)

    def _go(self, seconds: float) -> None:
        self._at = min(max(0.0, seconds), self._seconds)
        if self._sounds:
            self._around.player.seek(self._at)
        self._screen.show_position(self._at)
        self._mark(follow=True)

    def _change_speed(self, step: int) -> None:
        speed = next_speed(self._around.settings.current.playback_speed, step)
        self._around.settings.change(playback_speed=speed)
        self._around.player.set_speed(speed)
        self._screen.set_speed(speed)

    # Words

    def play_from(self, place: int) -> None:
        """A word was clicked: go there and play."""
        word = self._script.word_in(place)
        if word is not None:
            self._go_to(word)
            if self._sounds and not self._playing:
                self._play()

    def walk_to(self, place: int) -> None:
        """The keyboard went to this place of the text, one line up or down."""
        word = self._script.word_in(place)
        if word is not None:
            self._go_to(word)

    def walk(self, words: int) -> None:
        """The keyboard went this many words on, or back where negative."""
        here = self._reading_now.word_before(self._at)
        if here is None:
            return
        # Words that begin together are one step: the last of them is the one that is marked.
        starts = self._reading_now.starts
        word = here + words
        while 0 < word < len(starts) - 1 and starts[word] == starts[here]:
            word += words
        if words < 0 and self._reading_now.word_at(self._at) is None:
            word = here  # in a pause: back is the word before it
        if 0 <= word < len(starts):
            self._go_to(Place(self._take, word))

    def _go_to(self, place: Place) -> None:
        if place.take != self._take:
            self._silence()
            self._choose(place.take)
        starts = self._reading_now.starts
        if starts:
            self._seek(starts[place.word])

    def _mark(self, *, follow: bool) -> None:
        reading = self._reading_now
        before = reading.word_before(self._at)
        if before is None:
            found: tuple[Span | None, Span | None] = (None, None)
        else:
            word = reading.word_at(self._at)
            sentence = self._script.place_of(self._take, *reading.sentence_of(before))
            found = (None if word is None else self._script.place_of(self._take, word, word), sentence)
        if self._at == 0.0 and not self._playing:
            found = (None, None)  # nothing was begun: the text is there to be read
        if found != self._marked:
            self._marked = found
            self._screen.mark(*found, follow=follow)

    def _words_came(self, take: int) -> None:
        if all(each.id != take for each in self._takes):
            return
        progress = self._around.transcribing.progress(take)
        if progress.complete or progress.why:
            self.refresh()
        else:
            self._show_script(script_of(self._takes, self._around.transcribing))
            self._show_words_action()

    def _show_words_action(self) -> None:
        caption = ""
        if self._takes and not (self._silent and self._model):
            take = self._takes[self._take]
            caption = words_action(take, self._around.transcribing.listening(take.id))
        self._screen.set_words_action(caption)

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

    def copy(self, selected: str) -> None:
        """Put what is selected on the clipboard, or all that was said."""
        text = selected.strip() or (self._record.text if self._record is not None else "")
        if text:
            self._around.copy(text)
        self._screen.say(copied(text, whole=not selected.strip()))

    # Note and mark

    def toggle_mark(self) -> None:
        """Mark the attempt to find it again, or take the mark away."""
        record = self._record
        if record is None:
            return
        attempt, was = record.id, record.marked
        name = "remove mark" if was else "mark"

        def told() -> None:
            self._told(attempt)

        step = Step(
            name,
            lambda library: library.mark_attempt(attempt, was),
            lambda library: library.mark_attempt(attempt, not was),
            told,
            told,
        )
        self._around.history.do(step)

    def write_note(self, text: str) -> None:
        """The note reads so now: keep it."""
        record = self._record
        if record is None:
            return
        if self._note_before is None:
            self._note_before = record.note
        attempt = record.id
        self._record = replace(record, note=text)
        self._unsaved[attempt] = text

        def saved(_: object) -> None:
            if self._unsaved.get(attempt) == text:
                del self._unsaved[attempt]
            for changed in tuple(self.changed):
                changed(attempt)

        self._library.do(lambda library: library.save_note(attempt, text), saved, safe=NOTE_IS_HERE)

    def end_note(self) -> None:
        """The person went on to something else: what was written is one step that can be taken back."""
        before, self._note_before = self._note_before, None
        if self._record is None or before is None or before == self._record.note:
            return
        attempt, after = self._record.id, self._record.note

        def told() -> None:
            self._told(attempt)

        self._around.history.push(
            Step(
                "note",
                lambda library: library.save_note(attempt, before),
                lambda library: library.save_note(attempt, after),
                told,
                told,
            )
        )

    def _told(self, attempt: int) -> None:
        """Something about this attempt was changed, taken back or done again."""
        self._unsaved.pop(attempt, None)
        if attempt == self._open:
            self.refresh()
        for changed in tuple(self.changed):
            changed(attempt)
