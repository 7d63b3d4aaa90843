"""Compares what the library says with what it must say: the file, its rows, the review log, the recordings."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from cards.library import attempts, reviews
from cards.library.connection import faults
from cards.library.soundness import broken_references, broken_search
from cards.review import Schedule

TOLERANCE = 1e-9
"""A replay computes the same floats in the same order; this leaves room for another platform's exp and pow."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: a sentence that says what, and one that says what to do."""

    what: str
    cure: str


def check(db: Database, replayed: Mapping[str, Schedule], recordings: Iterable[str] | None) -> tuple[Finding, ...]:
    """Return everything that is wrong; nothing is changed. Runs inside the caller's transaction."""
    found = [*_file(db), *_schedules(reviews.cached(db), replayed)]
    if recordings is not None:
        found.extend(_recordings(attempts.sounds(db), set(recordings)))
    return tuple(found)


def _file(db: Database) -> Iterator[Finding]:
    for fault in faults(db.conn):
        cure = "Set it aside and put a copy from the folder backups in its place."
        yield Finding(f"The library file is damaged: {fault}.", cure)
    for table in broken_references(db):
        yield Finding(f"Rows of {table} belong to nothing.", "Keep a copy of the file and report this as a fault.")
    for index in broken_search(db):
        yield Finding(f"The search index {index} does not agree with its text.", "Build it anew; nothing is lost.")


def _schedules(cached: Mapping[str, Schedule], replayed: Mapping[str, Schedule]) -> Iterator[Finding]:
    cure = "The review log is right: build the dates anew from it."
    for prompt in sorted(cached.keys() | replayed.keys()):
        if prompt not in replayed:
            yield Finding(f"{prompt} has a date but no review.", cure)
        elif prompt not in cached:
            yield Finding(f"{prompt} was reviewed but has no date.", cure)
        elif not _same(cached[prompt], replayed[prompt]):
            due = f"{cached[prompt].due}, the review log says {replayed[prompt].due}"
            yield Finding(f"{prompt} does not stand where its reviews leave it: due {due}.", cure)


def _same(one: Schedule, other: Schedule) -> bool:
    return (
        (one.last_day, one.due, one.reviews, one.lapses) == (other.last_day, other.due, other.reviews, other.lapses)
        and math.isclose(one.memory.stability, other.memory.stability, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
        and math.isclose(one.memory.difficulty, other.memory.difficulty, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    )


def _recordings(sounds: Mapping[str, bool], files: set[str]) -> Iterator[Finding]:
    for sound in sorted(name for name, kept in sounds.items() if kept and name not in files):
        yield Finding(
            f"The recording {sound} is missing.", "Put it back from a backup; words and dates are not affected."
        )
    for file in sorted(files - sounds.keys()):
        yield Finding(
            f"The recording {file} belongs to no attempt.", "Listen to it, then keep it elsewhere or delete it."
        )
