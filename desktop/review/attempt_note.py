"""A person's own note on an answer, and its mark: saved while they write, never lost. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace

from cards.attempt import AttemptRecord
from desktop.history import History, Step
from desktop.library_work import LibraryWork

NOTE_IS_HERE = "Your note is still in its field."


class AttemptNote:
    """The note and the mark of one attempt at a time. ``taken_back`` is called after undo and redo."""

    def __init__(self, library: LibraryWork, history: History, taken_back: Callable[[int], None]) -> None:
        self._library = library
        self._history = history
        self._taken_back = taken_back
        self._record: AttemptRecord | None = None
        self._before: str | None = None
        """The note as it was before the person began to write; None while nobody does."""
        self._unsaved: dict[int, str] = {}
        """Notes the library could not take in yet."""
        self.changed: list[Callable[[int], None]] = []
        """Called with an attempt whose note or mark is another now."""

    def choose(self, record: AttemptRecord | None) -> str:
        """This attempt is in front, or none; returns its note as the person knows it."""
        if record is None:
            self._record = None
            return ""
        note = self._unsaved.get(record.id, record.note)
        self._record = replace(record, note=note)
        return note

    def write(self, text: str) -> None:
        """The note reads so now: keep it."""
        record = self._record
        if record is None:
            return
        if self._before is None:
            self._before = record.note
        attempt = record.id
        self._record = replace(record, note=text)
        self._unsaved[attempt] = text

        def saved(_: object) -> None:
            if self._unsaved.get(attempt) == text:
                del self._unsaved[attempt]
            self._tell(attempt)

        self._library.do(lambda library: library.save_note(attempt, text), saved, safe=NOTE_IS_HERE)

    def end(self) -> None:
        """The person went on to something else: what was written is one step that can be taken back."""
        before, self._before = self._before, None
        if self._record is None or before is None or before == self._record.note:
            return
        attempt, after = self._record.id, self._record.note

        def told() -> None:
            self._told(attempt)

        self._history.push(
            Step(
                "note",
                lambda library: library.save_note(attempt, before),
                lambda library: library.save_note(attempt, after),
                told,
                told,
                aloud=True,
            )
        )

    def toggle_mark(self) -> None:
        """Mark the attempt to find it again, or take the mark away."""
        record = self._record
        if record is None:
            return
        attempt, was = record.id, record.marked

        def told() -> None:
            self._told(attempt)

        self._history.do(
            Step(
                "unmark" if was else "mark",
                lambda library: library.mark_attempt(attempt, was),
                lambda library: library.mark_attempt(attempt, not was),
                told,
                told,
                aloud=True,
            )
        )

    def _told(self, attempt: int) -> None:
        """Something was changed, taken back or done again."""
        self._unsaved.pop(attempt, None)
        self._taken_back(attempt)
        self._tell(attempt)

    def _tell(self, attempt: int) -> None:
        for changed in tuple(self.changed):
            changed(attempt)
