"""Statements about the review log and the schedules that follow from it. Each runs inside the caller's transaction."""

from collections.abc import Mapping

from sqlite_utils import Database

from cards.library.rows import review_of, review_row, schedule_of, schedule_row
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
_CACHE = """
    INSERT INTO schedules (prompt, stability, difficulty, last_day, due, reviews, lapses)
    VALUES (:prompt, :stability, :difficulty, :last_day, :due, :reviews, :lapses)
    ON CONFLICT (prompt) DO UPDATE SET stability = excluded.stability, difficulty = excluded.difficulty,
        last_day = excluded.last_day, due = excluded.due, reviews = excluded.reviews, lapses = excluded.lapses
"""


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
    return review_of(rows[0])


def cache(db: Database, prompt: str, schedule: Schedule | None) -> None:
    """Store where a prompt stands; None for one that has never been reviewed."""
    if schedule is None:
        db.execute("DELETE FROM schedules WHERE prompt = ?", [prompt])
    else:
        db.execute(_CACHE, schedule_row(prompt, schedule))


def cache_all(db: Database, schedules: Mapping[str, Schedule]) -> None:
    """Store these schedules and no others."""
    db.execute("DELETE FROM schedules")
    for prompt, schedule in schedules.items():
        cache(db, prompt, schedule)


def log(db: Database) -> tuple[Review, ...]:
    """The whole review log in its order."""
    return tuple(review_of(row) for row in db.query("SELECT * FROM reviews ORDER BY id"))


def cached(db: Database) -> dict[str, Schedule]:
    """Prompt id -> where it stands, for every prompt that was ever reviewed."""
    found = ((row["prompt"], schedule_of(row)) for row in db.query("SELECT * FROM schedules ORDER BY prompt"))
    return {prompt: schedule for prompt, schedule in found if schedule is not None}
