"""A memory simple enough to be seen through, for tests of a library that knows no scheduler."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from cards.review import Memory, Move, Review, Schedule, Standing


def replayed(entries: Iterable[Review | Move]) -> Iterator[Review | Move]:
    """Every entry of a log again with what comes of it, by rules of the same form as those of ``scheduler.memory``.

    A prompt comes back twice its depth in days later, and ten more for each 0.1 of retention below one.
    """
    stands: dict[str, Standing] = {}
    for entry in entries:
        before = stands.get(entry.prompt)
        if isinstance(entry, Move):
            if before is None:
                raise ValueError("a move is of a prompt that was reviewed")
            after = replace(before.schedule, due=_due(before.schedule.last_day, before.depth, entry))
            stands[entry.prompt] = _standing(after, before.depth, entry)
            yield replace(entry, after=after)
            continue
        day = entry.counted_day or entry.study_day
        touches = before is None or day > before.schedule.last_day
        if touches:
            after = _reviewed(before, day, entry)
            stands[entry.prompt] = _standing(after, entry.depth, entry)
        else:
            after = before.schedule
        schedule = None if before is None else before.schedule
        yield replace(entry, rating=entry.depth, affects_memory=touches, before=schedule, after=after)


def standing_after(entries: Iterable[Review | Move]) -> Standing | None:
    """Where a prompt stands after its log; None where that is empty."""
    found: Standing | None = None
    for entry in replayed(entries):
        if isinstance(entry, Move) and found is not None and entry.after is not None:
            found = _standing(entry.after, found.depth, entry)
        elif isinstance(entry, Review) and entry.affects_memory:
            found = _standing(entry.after, entry.depth, entry)
    return found


def dues(schedules: Mapping[str, Schedule]) -> dict[str, date]:
    """Prompt id -> when it comes back."""
    return {prompt: schedule.due for prompt, schedule in schedules.items()}


def _reviewed(before: Standing | None, day: date, review: Review) -> Schedule:
    stability = review.depth + (0.1 if before is None else before.schedule.memory.stability / 3)
    return Schedule(
        Memory(stability, 5.0),
        last_day=day,
        due=_due(day, review.depth, review),
        reviews=1 if before is None else before.schedule.reviews + 1,
        lapses=0 if before is None else before.schedule.lapses + (review.depth == 1),
    )


def _due(day: date, depth: int, entry: Review | Move) -> date:
    return day + timedelta(days=max(1, 2 * depth + round(100 * (1 - entry.desired_retention)) + entry.shift))


def _standing(schedule: Schedule, depth: int, entry: Review | Move) -> Standing:
    return Standing(schedule, depth, entry.desired_retention, entry.lifted, entry.shift)
