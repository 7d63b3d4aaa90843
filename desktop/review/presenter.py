"""The left half of Review: what is looked for, what was found, and what becomes of it. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from cards.attempt_line import AttemptLine, Hit
from cards.query import Query, parse, spell
from desktop.folders import DataFolder
from desktop.history import Step
from desktop.jobs import Jobs
from desktop.library_work import LibraryWork, Notices
from desktop.review.model import (
    Contents,
    ListModel,
    back_in_the_trash,
    before_it_goes,
    brought_back,
    contents,
    disk_line,
    gone_for_good,
    moved_to_trash,
)
from desktop.trash import DiskUse, disk_use, empty, remove, room_of, trashed
from scheduler.days import study_day

if TYPE_CHECKING:
    from cards.library import Library

NOTICE = "trash"
FIRST_LINES = 60
"""Of a new search so many are shown at once, before the thousands that may follow are read."""
_NOTHING_OPEN = (-1, None)


class ReviewScreen(Protocol):
    """What the presenter needs of the screen."""

    def show_list(self, model: ListModel) -> None: ...  # noqa: D102
    def set_search(self, text: str) -> None: ...  # noqa: D102
    def show_disk(self, text: str, trash_octets: int) -> None: ...  # noqa: D102
    def show_question(self, text: str, everything: bool) -> None: ...  # noqa: D102
    def clear_question(self) -> None: ...  # noqa: D102


class Stage(Notices, Protocol):
    """What it needs of the window."""

    def set_phase(self, phase: str) -> None: ...  # noqa: D102


class Changes(Protocol):
    """What it needs of ``desktop.history.History``."""

    def do(self, step: Step) -> None: ...  # noqa: D102
    def say(self, sentence: str) -> None: ...  # noqa: D102
    def hush(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a second press deletes for good: these answers, or everything in the trash."""

    attempts: tuple[int, ...]
    everything: bool
    takes: tuple[int, ...] = ()
    ready: bool = False
    """The question has been shown."""


class ReviewPresenter:
    """Finds answers and shows them; the text of the search is the one truth about what is shown."""

    def __init__(  # noqa: PLR0913, PLR0917 - the composition root passes what this screen works with
        self,
        screen: ReviewScreen,
        jobs: Jobs,
        folder: DataFolder,
        clock: Callable[[], datetime],
        stage: Stage,
        history: Changes,
        open_attempt: Callable[[int | None, Hit | None], None],
        forget: Callable[[int], None] = lambda _take: None,
    ) -> None:
        self._screen = screen
        self._jobs = jobs
        self._library = LibraryWork(jobs, stage)
        self._folder = folder
        self._clock = clock
        self._stage = stage
        self._history = history
        self._open_attempt = open_attempt
        self._forget = forget
        """Told of a take whose words nobody waits for any more."""
        self._query = Query()
        self._lines: dict[int, AttemptLine] = {}
        self._opened: tuple[int | None, Hit | None] = _NOTHING_OPEN
        self._here = False
        self._number = 0
        """Of the last search that was begun: what an older one finds is dropped."""
        self._shown: Query | None = None
        """The search whose answers are all in the list."""
        self._wanted: tuple[int, ...] = ()
        """To be selected when the list is shown next."""
        self._measuring = False
        self._asked: _Asked | None = None
        self._gone: set[int] = set()
        """Deleted for good in this run of the app: no undo brings these back."""
        self.changed: Callable[[tuple[int, ...]], None] = lambda _attempts: None
        """Called with attempts that were marked, deleted or brought back."""

    # The list

    def enter(self) -> None:
        """The screen is looked at: show it as it is now."""
        self._here = True
        self._opened = _NOTHING_OPEN
        self._stage.set_phase("Review")
        self._history.hush()
        self.refresh()
        self._measure()

    def leave(self) -> None:
        """The screen is not looked at any more."""
        self._here = False
        self._number += 1
        self._stop_asking()
        self._stage.clear_notice(NOTICE)
        self._history.hush()

    def search(self, text: str) -> None:
        """Show what ``text`` finds."""
        self._query = parse(text)
        self._stop_asking()
        self._stage.clear_notice(NOTICE)
        self.refresh()

    def choose(self, query: Query) -> None:
        """Show what this query finds, and write it into the search."""
        self._screen.set_search(spell(query))
        self.search(spell(query))

    def show_trash(self) -> None:
        """Show what can be brought back."""
        self.choose(Query(trash=True))

    def reveal(self, attempt: int) -> None:
        """Show all answers and select this one, now or when the screen is looked at."""
        self._wanted = (attempt,)
        self.choose(Query())

    def refresh(self) -> None:
        """Look again: something may have changed. Where nobody looks there is nothing to do, until someone does."""
        if self._here:
            wanted, self._wanted = self._wanted, ()
            self._find(wanted)

    def _find(self, select: tuple[int, ...]) -> None:
        self._number += 1
        number, query, now = self._number, self._query, self._clock()

        def find(library: "Library", most: int | None) -> ListModel | None:
            if number != self._number:
                return None  # a newer search waits behind this one
            lines = library.find_attempts(query, None if most is None else most + 1)
            more = most is not None and len(lines) > most
            trash = len(library.trash())
            return ListModel(lines[:most], query, library.known_topics(), now, study_day(now), trash, select, more)

        def show(model: ListModel | None) -> None:
            if model is None or number != self._number:
                return
            self._lines = {line.id: line for line in model.lines}
            self._shown = None if model.more else query
            self._screen.show_list(model)
            if model.more:
                self._library.do(lambda library: find(library, None), show)

        most = None if select or query == self._shown else FIRST_LINES
        self._library.do(lambda library: find(library, most), show)

    def pick(self, attempt: int | None) -> None:
        """Open this answer beside the list, where what was looked for was said; None for no answer."""
        line = None if attempt is None else self._lines.get(attempt)
        wanted = (None, None) if line is None else (line.id, line.hit)
        if self._here and wanted != self._opened:
            self._opened = wanted
            self._open_attempt(*wanted)

    def select(self, attempts: tuple[int, ...]) -> None:
        """Other answers are selected: what was asked about the earlier ones no longer stands."""
        if self._asked is not None and not self._asked.everything and self._asked.attempts != attempts:
            self._stop_asking()

    # Mark, delete, restore: each can be undone

    def mark(self, attempts: tuple[int, ...]) -> None:
        """Mark these answers, or take the marks off where every one has its mark."""
        lines = [self._lines[each] for each in attempts if each in self._lines]
        to = not all(line.marked for line in lines)
        touched = tuple(line.id for line in lines if line.marked != to)
        if not touched:
            return

        def shown() -> None:
            self.changed(touched)
            self.refresh()

        name = "mark" if to else "unmark"
        self._history.do(
            Step(
                name,
                lambda it: it.mark_attempts(self._left(touched), not to),
                lambda it: it.mark_attempts(self._left(touched), to),
                shown,
                shown,
                aloud=True,
            )
        )

    def delete(self, attempts: tuple[int, ...]) -> None:
        """Move these answers to the trash, and say exactly what that is; out of the trash they go for good."""
        if self._query.trash:
            self.purge(attempts)
            return
        if not attempts:
            return
        at, counted = self._clock(), [Contents()]

        def delete(library: "Library") -> None:
            left = self._left(attempts)
            counted[0] = contents(library.attempt(each) for each in left)
            library.delete_attempts(left, at)

        def deleted() -> None:
            if counted[0].answers:
                self._tell(moved_to_trash(counted[0]))
            self._show_changed(attempts)

        def restored() -> None:
            self._stage.clear_notice(NOTICE)
            if left := self._left(attempts):
                self._history.say(brought_back(len(left)))
            self._show_changed(attempts, back=True)

        self._history.do(
            Step("delete", lambda it: it.restore_attempts(self._left(attempts)), delete, restored, deleted)
        )

    def restore(self, attempts: tuple[int, ...]) -> None:
        """Bring these answers back from the trash."""
        moments = {each: self._lines[each].deleted for each in attempts if each in self._lines}
        deleted = {each: at for each, at in moments.items() if at is not None}
        if not deleted:
            return

        def delete_again(library: "Library") -> None:
            left = self._left(tuple(deleted))
            for at in {deleted[each] for each in left}:
                library.delete_attempts([each for each in left if deleted[each] == at], at)

        def restored() -> None:
            if left := self._left(tuple(deleted)):
                self._tell(brought_back(len(left)))
            self._show_changed(tuple(deleted))

        def undone() -> None:
            self._stage.clear_notice(NOTICE)
            if left := self._left(tuple(deleted)):
                self._history.say(back_in_the_trash(len(left)))
            self._show_changed(tuple(deleted), back=True)

        self._stop_asking()
        self._history.do(
            Step("restore", delete_again, lambda it: it.restore_attempts(self._left(tuple(deleted))), undone, restored)
        )

    def _tell(self, sentence: str) -> None:
        """Say what was done, or done again; where this screen is not looked at it goes with the one that is."""
        if self._here:
            self._stage.show_notice(sentence, NOTICE, "good")
        else:
            self._history.say(sentence)

    def _left(self, attempts: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(each for each in attempts if each not in self._gone)

    def _show_changed(self, attempts: tuple[int, ...], back: bool = False) -> None:
        """Show the list anew; answers that came ``back`` into it are selected.

        What was asked about the trash was said of what was in it before.
        """
        self._stop_asking()
        self.changed(attempts)
        if self._here:
            self._find(attempts if back else ())
            self._measure()

    # For good: asked twice

    def purge(self, attempts: tuple[int, ...]) -> None:
        """Delete these answers for good: asked at first, done when it is said again."""
        if attempts:
            self._ask_twice(_Asked(attempts, everything=False))

    def empty_trash(self) -> None:
        """Delete for good all that is in the trash: asked at first, done when it is said again."""
        self._ask_twice(_Asked((), everything=True))

    def _ask_twice(self, wanted: _Asked) -> None:
        asked = self._asked
        if asked is not None and (asked.attempts, asked.everything) == (wanted.attempts, wanted.everything):
            if asked.ready:
                self._remove(asked)
            return
        self._stop_asking()
        self._asked = wanted

        def read(library: "Library") -> tuple[Contents, tuple[int, ...], tuple[str, ...]]:
            ids = [line.id for line in library.trash()] if wanted.everything else wanted.attempts
            found = [library.attempt(each) for each in ids]
            takes = [take for attempt in found for take in attempt.takes]
            sounds = trashed(library) if wanted.everything else tuple(take.sound for take in takes if not take.typed)
            return contents(found), tuple(take.id for take in takes), sounds

        def weigh(result: tuple[Contents, tuple[int, ...], tuple[str, ...]]) -> None:
            going, takes, sounds = result

            def ask(octets: int) -> None:
                if self._asked is wanted:
                    self._asked = _Asked(wanted.attempts, wanted.everything, takes, ready=True)
                    self._screen.show_question(before_it_goes(going, octets), wanted.everything)

            self._jobs.pool(lambda: room_of(self._folder, sounds), ask, self._say)

        self._library.do(read, weigh, self._stop_asking)

    def _remove(self, asked: _Asked) -> None:
        self._stop_asking()
        for take in asked.takes:
            self._forget(take)

        def work(library: "Library") -> tuple[tuple[int, ...], int]:
            trash = tuple(line.id for line in library.trash())
            going = trash if asked.everything else tuple(each for each in asked.attempts if each in trash)
            freed = empty(library, self._folder) if asked.everything else remove(library, self._folder, going)
            self._gone.update(going)
            return going, freed

        def removed(result: tuple[tuple[int, ...], int]) -> None:
            going, freed = result
            self._stage.show_notice(gone_for_good(len(going), freed), NOTICE, "good")
            self._show_changed(going)

        def failed(error: Exception) -> None:
            self._say(error)
            self.refresh()

        self._jobs.library(work, removed, failed)

    def _stop_asking(self) -> None:
        if self._asked is not None:
            self._asked = None
            self._screen.clear_question()

    # Room on the disk

    def _measure(self) -> None:
        if self._measuring:
            return
        self._measuring = True

        def stop() -> None:
            self._measuring = False

        def failed(error: Exception) -> None:
            stop()
            self._say(error)

        def show(use: DiskUse) -> None:
            stop()
            self._screen.show_disk(disk_line(use.recordings, use.octets, use.trash_octets), use.trash_octets)

        def measure(sounds: tuple[str, ...]) -> None:
            self._jobs.pool(lambda: disk_use(self._folder, sounds), show, failed)

        self._library.do(trashed, measure, stop)

    def _say(self, error: Exception) -> None:
        self._stage.show_notice(str(error), NOTICE)
