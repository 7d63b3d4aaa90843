"""Another depth for an answer that has one: its prompt is replayed, and what became of the date is said. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from cards.attempt import AttemptRecord
from cards.prompt import Prompt
from cards.review import Review, Schedule
from desktop.calendar import settled_day
from desktop.history import History, Step
from desktop.standing import terms_for
from desktop.words import spoken_day
from scheduler.days import study_day
from scheduler.depth import rating_for
from scheduler.memory import Terms, candidates, replayed

if TYPE_CHECKING:
    from cards.library import Library
    from cards.library.depths import Former

STEP = "change of depth"


@dataclass(frozen=True, slots=True)
class DateChange:
    """What became of the date of a prompt when the depth of one of its answers became another."""

    depth: int
    before: date
    due: date
    counts: bool
    """False for an answer that moves no date, since it was not the first of its day."""
    asked: bool
    """Whether its prompt comes back at all: it is in the deck."""


def said(change: DateChange, today: date) -> str:
    """Say what became of the date."""
    now, after, before = f"Depth {change.depth} now", change.due, change.before
    if not change.asked:
        return f"{now}. No deck has this prompt any more, so it does not come back."
    comes_back = "it is due" if after <= today else f"it comes back on {spoken_day(after, today)}"
    if after == before or max(after, before) <= today:
        why = "" if change.counts else ": only the first answer of a day moves the date"
        return f"{now}: {comes_back}, as before{why}."
    if before <= today:
        return f"{now}: {comes_back}, and is not due any more."
    then = spoken_day(before, today)
    return f"{now}: {comes_back}, not only on {then}." if after <= today else f"{now}: {comes_back} instead of {then}."


def deepened(
    library: "Library", review: Review, depth: int, prompts: Sequence[Prompt], day: date
) -> tuple[Review, ...]:
    """Return ``review`` with another depth, and what the date of its prompt is made with then; nothing is stored.

    The date comes from the last review that touched memory and is made by the rules of study day ``day``: where that is
    another review, it is the second one returned. An answer that was not the first of its day makes no date.
    """
    changed = replace(review, depth=depth, rating=rating_for(depth))
    prompt = next((each for each in prompts if each.id == review.prompt), None)
    if not review.affects_memory:
        return (changed,)
    if prompt is None:
        return (replace(changed, shift=0),)
    log = [changed if each.attempt == review.attempt else each for each in library.reviews_of(review.prompt)]
    *_, last = (each for each in replayed(log) if isinstance(each, Review) and each.affects_memory)
    dated = _dated(last, terms_for(library, prompt, prompts, settled_day(library, day)))
    return (dated,) if last.attempt == review.attempt else (changed, dated)


def _dated(review: Review, terms: Terms) -> Review:
    day = review.counted_day or review.study_day
    chosen = candidates(review.prompt, review.before, day, terms)[review.depth - 1]
    retention = chosen.retention
    return replace(review, desired_retention=retention.value, lifted=retention.lifted, shift=chosen.shift)


class _Way:
    """Another depth and back again; ``date`` is what the last of the two did. Both run on the library's thread."""

    def __init__(self, attempt: int, depth: int, prompts: Sequence[Prompt], day: date) -> None:
        self._attempt = attempt
        self._depth = depth
        self._prompts = prompts
        self._day = day
        self._there: tuple[Review, ...] = ()
        self._former: tuple[Former, ...] = ()
        self.date: DateChange | None = None

    def go(self, library: "Library") -> None:
        """Store the other depth; done again it is dated as it was the first time."""
        review = library.attempt(self._attempt).review
        if review is None:
            raise KeyError(self._attempt)
        self._there = self._there or deepened(library, review, self._depth, self._prompts, self._day)
        before = library.schedule(review.prompt)
        self._former = library.change_depth(self._there, replayed)
        self._look(library, before)

    def back(self, library: "Library") -> None:
        """Put back what was there."""
        if not self._former:
            return
        before = library.schedule(self._former[0].review.prompt)
        library.undo_change_depth(self._former, replayed)
        self._look(library, before)

    def _look(self, library: "Library", before: Schedule | None) -> None:
        review = library.attempt(self._attempt).review
        after = None if review is None else library.schedule(review.prompt)
        if review is None or before is None or after is None:
            raise KeyError(self._attempt)
        asked = any(each.id == review.prompt for each in self._prompts)
        self.date = DateChange(review.depth, before.due, after.due, review.affects_memory, asked)


class AttemptDepth:
    """The depth of one attempt at a time. ``say`` is told what became of the date, also when it is taken back."""

    def __init__(
        self,
        history: History,
        clock: Callable[[], datetime],
        prompts: Callable[[], Sequence[Prompt]],
        say: Callable[[AttemptRecord, str], None],
    ) -> None:
        self._history = history
        self._clock = clock
        self._prompts = prompts
        self._say = say
        self._record: AttemptRecord | None = None
        self.changed: list[Callable[[int], None]] = []
        """Called with an attempt whose depth is another now."""

    def choose(self, record: AttemptRecord | None) -> None:
        """This attempt is in front, or none."""
        self._record = record

    def change(self, depth: int) -> None:
        """It has this depth from now on."""
        record = self._record
        if record is None or record.review is None or record.deleted is not None or record.review.depth == depth:
            return
        attempt, day = record.id, study_day(self._clock())
        way = _Way(attempt, depth, self._prompts(), day)

        def told() -> None:
            if way.date is not None:
                self._say(record, said(way.date, day))
            for changed in tuple(self.changed):
                changed(attempt)

        self._history.do(Step(STEP, way.back, way.go, told, told))
