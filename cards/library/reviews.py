"""Statements about the review log and the schedules that follow from it. Each runs inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlite_utils import Database

from cards.library.rows import Row, Unreadable, read, review_of, review_row, schedule_of, schedule_row
from cards.review import Review, Schedule

_APPEND = """
    INSERT INTO reviews (attempt, prompt, at_utc, utc_offset_s, study_day, suggested_depth, depth, rating,
        affects_memory, before_stability, before_difficulty, before_last_day, before_due, before_reviews, before_lapses,
        after_stability, after_difficulty, after_last_day, after_due, after_reviews, after_lapses, desired_retention)
    VALUES (:attempt, :prompt, :at_utc, :utc_offset_s, :study_day, :suggested_depth, :depth, :rating,
        :affects_memory, :before_stability, :before_difficulty, :before_last_day, :before_due, :before_reviews,
        :before_lapses, :after_stability, :after_difficulty, :after_last_day, :after_due, :after_reviews,
        :after_lapses, :desired_retention)
    RETURNING id
"""
_CORRECT = """
    UPDATE reviews SET rating = :rating, affects_memory = :affects_memory,
        before_stability = :before_stability, before_difficulty = :before_difficulty,
        before_last_day = :before_last_day, before_due = :before_due,
        before_reviews = :before_reviews, before_lapses = :before_lapses,
        after_stability = :after_stability, after_difficulty = :after_difficulty,
        after_last_day = :after_last_day, after_due = :after_due,
        after_reviews = :after_reviews, after_lapses = :after_lapses
    WHERE id = :id
"""
_CACHE = """
    INSERT INTO schedules (prompt, stability, difficulty, last_day, due, reviews, lapses)
    VALUES (:prompt, :stability, :difficulty, :last_day, :due, :reviews, :lapses)
    ON CONFLICT (prompt) DO UPDATE SET stability = excluded.stability, difficulty = excluded.difficulty,
        last_day = excluded.last_day, due = excluded.due, reviews = excluded.reviews, lapses = excluded.lapses
"""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the review log."""

    id: int
    prompt: str
    review: Review | None
    """None when the row cannot be read."""


def append(db: Database, review: Review) -> int:
    """Add a review to the end of the log, cache where it leaves the prompt, and return the log's new id."""
    added = next(iter(db.query(_APPEND, review_row(review))))
    cache(db, review.prompt, review.after)
    return int(added["id"])


def pop(db: Database) -> Review | None:
    """Take the last review off the log and return it; None when the log is empty. The cache is the caller's."""
    rows = list(db.query("SELECT * FROM reviews ORDER BY id DESC LIMIT 1"))
    if not rows:
        return None
    db.execute("DELETE FROM reviews WHERE id = ?", [rows[0]["id"]])
    return _logged(rows[0])


def cache(db: Database, prompt: str, schedule: Schedule | None) -> None:
    """Store where a prompt stands; None for one that has never been reviewed."""
    if schedule is None:
        db.execute("DELETE FROM schedules WHERE prompt = ?", [prompt])
    else:
        db.execute(_CACHE, schedule_row(prompt, schedule))


def correct(db: Database, number: int, review: Review) -> None:
    """Store in the row ``number`` what follows from its depth; what went in stays as it is."""
    db.execute(_CORRECT, {**review_row(review), "id": number})


def log(db: Database) -> tuple[Review, ...]:
    """The whole review log in its order."""
    return tuple(_logged(row) for row in db.query("SELECT * FROM reviews ORDER BY id"))


def entries(db: Database) -> dict[str, list[Entry]]:
    """Prompt id -> the rows of its reviews in the order of the log, those that cannot be read among them."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in db.query("SELECT * FROM reviews ORDER BY id"):
        found[row["prompt"]].append(Entry(row["id"], row["prompt"], _or_none(_logged, row)))
    return dict(found)


def cached_rows(db: Database) -> dict[str, Schedule | None]:
    """As ``cached``, with None for a row that cannot be read."""
    return {row["prompt"]: _or_none(_standing, row) for row in db.query("SELECT * FROM schedules ORDER BY prompt")}


def cached(db: Database) -> dict[str, Schedule]:
    """Prompt id -> where it stands, for every prompt that was ever reviewed."""
    found = ((row["prompt"], _standing(row)) for row in db.query("SELECT * FROM schedules ORDER BY prompt"))
    return {prompt: schedule for prompt, schedule in found if schedule is not None}


def _logged(row: Row) -> Review:
    return read(review_of, row, f"review {row['id']} of {row['prompt']}")


def _standing(row: Row) -> Schedule | None:
    return read(schedule_of, row, f"the date of {row['prompt']}")


def _or_none(value_of: Callable[[Row], T], row: Row) -> T | None:
    try:
        return value_of(row)
    except Unreadable:
        return None
