"""Compares what the library says with what it must say: the file, its rows, the review log and what follows from it."""

import math
from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from cards.library import diagnostics, replaying, reviews, rule_changes, sentences
from cards.library.connection import faults
from cards.library.finding import Finding
from cards.library.replaying import Entry, Replay
from cards.library.soundness import broken_references, broken_search, rebuild_search
from cards.review import Move, Review, Schedule

TOLERANCE = 1e-9
"""A replay computes the same floats in the same order; this leaves room for another platform's exp and pow."""

_SEARCH_AGAIN = "`vivavoce check --rebuild` builds it anew; nothing is lost."
_RESTORE = "Close the app and put the newest copy of the folder backups in the place of the library."
_REBUILD = "The depths in the review log are right: `vivavoce check --rebuild` computes it again from them."


def check(db: Database, replay: Replay) -> tuple[Finding, ...]:
    """Return everything that is wrong; nothing is changed. Runs inside the caller's transaction."""
    return (*_file(db), *_log(db, replay), *_beside(db))


def rebuild(db: Database, replay: Replay) -> None:
    """Compute again what follows from what went into the log: the rest of it, the dates, the search indexes.

    A prompt whose reviews cannot be read stays as it is. Runs inside the caller's transaction.
    """
    logged = replaying.entries(db)
    for prompt in reviews.cached_rows(db).keys() - logged.keys():
        reviews.cache(db, prompt, None)
    for prompt, entries in logged.items():
        expected = _replayed(entries, replay)
        if not isinstance(expected, Finding):
            replaying.store(db, prompt, entries, expected)
    sentences.index_all(db)
    rebuild_search(db)


def _file(db: Database) -> Iterator[Finding]:
    for fault in faults(db.conn):
        yield Finding(f"The library file is damaged: {fault}.", _RESTORE)
    for table in broken_references(db):
        yield Finding(f"Rows of {table} belong to nothing.", "Keep a copy of the file and report this as a fault.")
    for index in broken_search(db):
        yield Finding(
            f"The search index {index} does not agree with its text.",
            _SEARCH_AGAIN,
        )
    for take in sentences.stale(db):
        yield Finding(f"The search does not know what was said in take {take}.", _SEARCH_AGAIN)


def _log(db: Database, replay: Replay) -> Iterator[Finding]:
    cached, logged = reviews.cached_rows(db), replaying.entries(db)
    for prompt in sorted(cached.keys() | logged.keys()):
        if prompt not in logged:
            yield Finding(f"{prompt} has a date but no review.", _REBUILD)
            continue
        expected = _replayed(logged[prompt], replay)
        if isinstance(expected, Finding):
            yield expected
            continue
        yield from _rows(logged[prompt], expected)
        yield from _date(prompt, cached.get(prompt), expected[-1].after, has_row=prompt in cached)


def _beside(db: Database) -> Iterator[Finding]:
    for change in rule_changes.unreadable(db):
        yield Finding(f"The moment of change {change} of the rules cannot be read.", _RESTORE)
    for attempt in diagnostics.unreadable(db):
        yield Finding(f"The diagnosis of attempt {attempt} cannot be read.", _RESTORE)


def _replayed(entries: Sequence[Entry], replay: Replay) -> list[Review | Move] | Finding:
    """The entries of one prompt as they must be, or what is in the way."""
    log = []
    for entry in entries:
        if entry.value is None:
            return Finding(f"Review {entry.id} of {entry.prompt} cannot be read.", _RESTORE)
        log.append(entry.value)
    try:
        return list(replay(log))
    except (ValueError, ArithmeticError) as error:
        return Finding(f"The reviews of {entries[0].prompt} lead nowhere: {error}.", _RESTORE)


def _rows(entries: Sequence[Entry], expected: Sequence[Review | Move]) -> Iterator[Finding]:
    for entry, value in zip(entries, expected, strict=True):
        if entry.value == value or not isinstance(entry.value, Review) or not isinstance(value, Review):
            continue  # of a move nothing is stored that could be wrong: the date it leaves is looked at below
        wrong = list(_differences(entry.value, value))
        if wrong:
            where = f"Review {entry.id} of {entry.prompt} on {value.study_day}"
            yield Finding(f"{where} does not say what its depth gives: {', '.join(wrong)}.", _REBUILD)


def _differences(stored: Review, expected: Review) -> Iterator[str]:
    if stored.rating != expected.rating:
        yield f"rating {stored.rating}, not {expected.rating}"
    if stored.affects_memory != expected.affects_memory:
        yield f"it {'moves' if stored.affects_memory else 'keeps'} the date and must not"
    for name, one, other in (("before", stored.before, expected.before), ("after", stored.after, expected.after)):
        if not _same(one, other):
            yield f"due {one.due if one else 'never'} {name} it, not {_difference(one, other)}"


def _date(prompt: str, cached: Schedule | None, expected: Schedule | None, *, has_row: bool) -> Iterator[Finding]:
    if not has_row:
        yield Finding(f"{prompt} was reviewed but has no date.", _REBUILD)
    elif cached is None:
        yield Finding(f"The date of {prompt} cannot be read.", _REBUILD)
    elif not _same(cached, expected):
        due = f"{cached.due}, the review log says {_difference(cached, expected)}"
        yield Finding(f"{prompt} does not stand where its reviews leave it: due {due}.", _REBUILD)


def _difference(one: Schedule | None, other: Schedule | None) -> str:
    if other is None:
        return "never"
    also = "" if one is None or one.due != other.due else " with another memory"
    return f"{other.due}{also}"


def _same(one: Schedule | None, other: Schedule | None) -> bool:
    if one is None or other is None:
        return one is other
    return (
        (one.last_day, one.due, one.reviews, one.lapses) == (other.last_day, other.due, other.reviews, other.lapses)
        and math.isclose(one.memory.stability, other.memory.stability, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
        and math.isclose(one.memory.difficulty, other.memory.difficulty, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    )
