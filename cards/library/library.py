"""The library: everything that was practised, in one file with one owner."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from cards.attempt import TYPED, AttemptRecord, Ended, TakeRecord, Ticks, Transcript
from cards.attempt_line import AttemptLine
from cards.library import attempts, checking, lines, settings, trash
from cards.library.backups import back_up
from cards.library.errors import world
from cards.library.finding import Finding
from cards.library.known_prompts import KnownPrompts
from cards.library.opening import examine_database, open_database
from cards.library.recordings import check as check_recordings
from cards.library.replaying import Replay
from cards.library.review_log import ReviewLog
from cards.library.schema import STEPS, Step
from cards.query import Query


class Library(KnownPrompts, ReviewLog):
    """The open library file. Belongs to the thread that opened it; each method is one transaction.

    A method that returns has its change on the disk; one that raises has changed nothing. What the world does is
    raised as one of ``cards.library.errors``. An id that does not exist raises KeyError, or ``IntegrityError`` of
    sqlite3 where it would be referred to; a moment without an offset ValueError: those are mistakes of the caller.
    """

    @classmethod
    def open(cls, path: Path, moment: datetime, *, start_new: bool = False, steps: Sequence[Step] = STEPS) -> Self:
        """Open the library at ``path``, create it when there is none, bring an older one up to date.

        ``start_new`` says that a person agreed to begin without the earlier library whose recordings or backups are
        still in the folder; a file that is there is opened or refused all the same. Raises LibraryForeign,
        LibraryNewer, LibraryDamaged, LibraryMissing, LibraryInUse, LibraryReadOnly, LibraryFull, LibraryMisplaced,
        LibraryUnreachable.
        """
        return cls(path, open_database(path, moment, steps, start_new=start_new))

    @classmethod
    def examine(cls, path: Path, *, steps: Sequence[Step] = STEPS) -> Self | None:
        """The library at ``path`` as a copy in memory, for a look that leaves everything on the disk as it is.

        The copy is brought up to date; what is stored in it is lost. None where ``open`` would create a library. Raises
        what ``open`` raises.
        """
        db = examine_database(path, steps)
        return None if db is None else cls(path, db)

    # Attempts and takes

    def begin_answer(  # noqa: PLR0913, PLR0917 - one action of a person: which prompt, when, which question, where to
        self,
        prompt: str,
        constraint: str,
        at: datetime,
        study_day: date,
        question: str,
        sound: str,
        attempt: int | None = None,
    ) -> TakeRecord:
        """Begin a take before its sound is recorded, and return it: the next one of ``attempt``, or the first of a new.

        Without ``attempt`` a go at ``prompt`` under ``constraint`` begins with the take, both or neither; a go that has
        begun keeps its own prompt, constraint and study day. ``question`` is the follow-up, empty for the decision
        itself; ``sound`` is a file name within the recordings folder, which no other take may have.
        """
        with self._transaction() as db:
            if attempt is None:
                attempt = attempts.insert_attempt(db, prompt, constraint, at, study_day)
            return attempts.take(db, attempts.insert_take(db, attempt, question, sound, at))

    def write_answer(  # noqa: PLR0913, PLR0917 - as begin_answer, with the text in the place of the sound
        self,
        prompt: str,
        constraint: str,
        at: datetime,
        study_day: date,
        question: str,
        text: str,
        attempt: int | None = None,
        *,
        setting: tuple[str, Any] | None = None,
    ) -> TakeRecord:
        """Store an answer that was typed, and return it: a take without sound whose transcript is ``text``.

        With it goes a ``setting``, key and JSON value, that must change with the answer or not at all. Otherwise as
        ``begin_answer``.
        """
        with self._transaction() as db:
            if attempt is None:
                attempt = attempts.insert_attempt(db, prompt, constraint, at, study_day)
            take = attempts.insert_take(db, attempt, question, None, at)
            attempts.finish_take(db, take, 0, Ended.PERSON)
            attempts.store_transcript(db, take, Transcript(TYPED, text, (), at))
            if setting is not None:
                settings.store(db, *setting)
            return attempts.take(db, take)

    def end_take(self, take: int, samples: int, ended: Ended) -> None:
        """Store how many samples the take has and what ended it, once its sound is safe on the disk."""
        with self._transaction() as db:
            attempts.finish_take(db, take, samples, ended)

    def discard_take(self, take: int, at: datetime) -> None:
        """Mark the take as not wanted; its row stays."""
        with self._transaction() as db:
            attempts.mark_discarded(db, take, at)

    def drop_take(self, take: int, samples: int, ended: Ended, at: datetime) -> None:
        """End a take that is not wanted: store its length and what ended it, and mark it discarded."""
        with self._transaction() as db:
            attempts.finish_take(db, take, samples, ended)
            attempts.mark_discarded(db, take, at)

    def save_transcript(self, take: int, transcript: Transcript) -> None:
        """Store the transcript of the take, in the place of an earlier one."""
        with self._transaction() as db:
            attempts.store_transcript(db, take, transcript)

    def forget_transcript(self, take: int) -> None:
        """Remove the transcript of the take, so that it is heard again."""
        with self._transaction() as db:
            attempts.forget_transcript(db, take)

    def archive_take(self, take: int, sound: str, sha256: str) -> None:
        """The take's sound is now this other file, read back and equal; only then may the first one go."""
        with self._transaction() as db:
            attempts.store_archive(db, take, sound, sha256)

    def save_ticks(self, attempt: int, ticks: Ticks) -> None:
        """Store what was ticked beside the attempt, in the place of earlier ticks."""
        with self._transaction() as db:
            attempts.store_ticks(db, attempt, ticks)

    def show_follow_up(self, attempt: int, text: str) -> None:
        """Store which follow-up of the attempt was shown, answered or not."""
        with self._transaction() as db:
            attempts.store_follow_up(db, attempt, text)

    def save_note(self, attempt: int, note: str) -> None:
        """Store what the person wrote beside the attempt, in the place of an earlier note."""
        with self._transaction() as db:
            attempts.store_note(db, attempt, note)

    def mark_attempt(self, attempt: int, marked: bool) -> None:
        """Mark the attempt, or take the mark off."""
        self.mark_attempts((attempt,), marked)

    def mark_attempts(self, touched: Iterable[int], marked: bool) -> None:
        """Mark these attempts, or take their marks off: all or, with a KeyError, none."""
        with self._transaction() as db:
            for attempt in touched:
                attempts.store_mark(db, attempt, marked=marked)

    def attempt(self, attempt: int) -> AttemptRecord:
        """The attempt with its takes, transcripts, ticks and review."""
        with self._transaction() as db:
            return attempts.one(db, attempt)

    def history(self, limit: int | None = None, *, timed: bool = True) -> tuple[AttemptRecord, ...]:
        """The last ``limit`` attempts in which something was kept, or all of them, newest first.

        Kept is a review, or a take that is not discarded; what has neither is read by ``attempt`` alone. Where the text
        is enough, transcripts that are not ``timed``, with no words, spare the reading of a million of them.
        """
        with self._transaction() as db:
            return attempts.newest_first(db, limit, timed=timed)

    def unfinished_takes(self) -> tuple[TakeRecord, ...]:
        """Takes that neither ended nor were discarded: while nothing records, what a crash left. Oldest first."""
        with self._transaction() as db:
            return attempts.unfinished(db)

    def unarchived_takes(self) -> tuple[TakeRecord, ...]:
        """Kept takes that ended and still lack a complete transcript or their archive (``sha256``). Oldest first."""
        with self._transaction() as db:
            return attempts.unarchived(db)

    def archived_sounds(self) -> frozenset[str]:
        """File names of the sounds that are archived, whatever became of their attempts."""
        with self._transaction() as db:
            return frozenset(name for name, sound in attempts.sounds(db).items() if sound.sha256 is not None)

    def unrated_attempts(self) -> tuple[AttemptRecord, ...]:
        """Attempts in which something was said and kept, at prompts of the deck, that nobody judged. Newest first.

        Judged is what has a review, or is part of the diagnostic.
        """
        with self._transaction() as db:
            return attempts.unrated(db)

    def find_attempts(self, query: Query, limit: int | None = None) -> tuple[AttemptLine, ...]:
        """The attempts of the history that ``query`` means, newest first, the last ``limit`` of them or all.

        Where words are looked for, the first 250 lines have the sentence in which they were said.
        """
        with self._transaction() as db:
            return lines.find(db, query, limit)

    # The trash

    def delete_attempts(self, deleted: Iterable[int], at: datetime) -> None:
        """Move the attempts to the trash: they are in no list and no search, and their reviews count as before."""
        with self._transaction() as db:
            trash.delete(db, deleted, at)

    def restore_attempts(self, restored: Iterable[int]) -> None:
        """Take the attempts out of the trash. Raises KeyError for one that was purged."""
        with self._transaction() as db:
            trash.restore(db, restored)

    def trash(self) -> tuple[AttemptLine, ...]:
        """What can be restored, the last deleted first."""
        with self._transaction() as db:
            return lines.find(db, Query(trash=True), limit=None)

    def expired(self, before: datetime) -> tuple[str, ...]:
        """Names of the sounds of attempts deleted, and of takes discarded, before the moment.

        To be deleted before ``purge`` is told the same moment: afterwards nobody knows their names.
        """
        with self._transaction() as db:
            return trash.expired(db, before)

    def purge(self, before: datetime) -> None:
        """Remove for good takes, words, ticks, note and mark of attempts deleted, and takes discarded, before.

        The attempt, its review and its part in the diagnostic stay, so that no date changes.
        """
        with self._transaction() as db:
            trash.purge(db, before)

    # Settings

    def setting(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON value
        """The value stored under ``key``, or ``default``."""
        with self._transaction() as db:
            text = settings.text(db, key)
        return default if text is None else json.loads(text)

    def set_setting(self, key: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Store a JSON value under ``key``."""
        with self._transaction() as db:
            settings.store(db, key, value)

    # Soundness

    def check(self, replay: Replay, recordings: Path | None = None) -> tuple[Finding, ...]:
        """Everything that is not as it must be; nothing is changed.

        ``recordings`` is the folder of the sounds, of which the archived ones are read whole, None to leave them out.
        """
        with self._transaction() as db:
            found, sounds = checking.check(db, replay), attempts.sounds(db)
        return found if recordings is None else (*found, *check_recordings(sounds, recordings))

    def rebuild(self, replay: Replay) -> None:
        """Compute again what follows from what went into the log, dates and search included.

        The reviews of a prompt of which one cannot be read, or which ``replay`` refuses, stay as they are.
        """
        with self._transaction() as db:
            checking.rebuild(db, replay)

    def back_up(self, moment: datetime) -> Path | None:
        """Write a verified copy into the folder backups and thin the older ones; return it, None if there is no need.

        There is none while the newest copy holds the same. With little room on the disk nothing is done.
        """
        with world(self.path):
            return back_up(self._db, self.path, moment)
