"""Statements about the reviews of the log and the schedules that follow from it.

Each runs inside the caller's transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlite_utils import Database

from cards.library.rows import (
    REVIEW,
    REVIEW_VALUES,
    SCHEDULE,
    UNREADABLE,
    read,
    read_all,
    review_of,
    review_row,
    schedule_of,
    schedule_row,
)
from cards.review import Review, Schedule

_APPEND = f"INSERT INTO reviews ({REVIEW}) VALUES ({REVIEW_VALUES}) RETURNING id"  # noqa: S608 - constants
_LOG = f"SELECT id, {REVIEW} FROM reviews"  # noqa: S608 - constants
_OF_PROMPT = f"{_LOG} WHERE prompt = ? ORDER BY id"
_OF_ATTEMPT = f"{_LOG} WHERE attempt = ?"
_LAST = f"{_LOG} ORDER BY id DESC LIMIT 1"
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
_DEEPEN = """
    UPDATE reviews SET at_utc = :at_utc, utc_offset_s = :utc_offset_s, suggested_depth = :suggested_depth,
        depth = :depth, rating = :rating, desired_retention = :desired_retention, lifted = :lifted, shift = :shift
    WHERE id = :id
"""
_CACHED = f"SELECT prompt, {SCHEDULE} FROM schedules"  # noqa: S608 - constants
_CACHE = """
    INSERT INTO schedules (prompt, stability, difficulty, last_day, due, reviews, lapses)
    VALUES (:prompt, :stability, :difficulty, :last_day, :due, :reviews, :lapses)
    ON CONFLICT (prompt) DO UPDATE SET stability = excluded.stability, difficulty = excluded.difficulty,
        last_day = excluded.last_day, due = excluded.due, reviews = excluded.reviews, lapses = excluded.lapses
"""

_IN_DOUBT = """
    SELECT 1 FROM (SELECT day, max(day) OVER (ORDER BY attempt) AS latest FROM reviews)
    WHERE julianday(latest) - julianday(day) > ? LIMIT 1
"""


T = TypeVar("T")


def append(db: Database, review: Review) -> int:
    """Add a review to the end of the log, cache where it leaves the prompt, and return the log's new id."""
    added = db.execute(_APPEND, review_row(review)).fetchone()
    cache(db, review.prompt, review.after)
    return int(added[0])


def remove(db: Database, number: int) -> None:
    """Take a review off the log; its moves have gone before. The cache is the caller's."""
    db.execute("DELETE FROM reviews WHERE id = ?", [number])


def last(db: Database) -> tuple[int, Review] | None:
    """Number and value of the last review of the log; None while it is empty."""
    return _numbered(db.execute(_LAST).fetchone())


def of_attempt(db: Database, attempt: int) -> tuple[int, Review] | None:
    """Number and value of the review of an attempt; None where it has none."""
    return _numbered(db.execute(_OF_ATTEMPT, [attempt]).fetchone())


def correct(db: Database, number: int, review: Review) -> None:
    """Store in the row ``number`` what follows from what went in, which stays as it is."""
    db.execute(_CORRECT, {**review_row(review), "id": number})


def deepen(db: Database, number: int, review: Review) -> None:
    """Store in the row ``number`` another depth, and what its date is made with; what follows from it is stale."""
    db.execute(_DEEPEN, {**review_row(review), "id": number})


def count_day(db: Database, number: int, day: str) -> None:
    """Store which study day counts for the review ``number``; what follows from it is stale."""
    db.execute("UPDATE reviews SET day = ? WHERE id = ?", [day, number])


def count(db: Database) -> int:
    """How many reviews the log has."""
    return int(db.execute("SELECT count(*) FROM reviews").fetchone()[0])


def log(db: Database) -> tuple[Review, ...]:
    """All reviews in the order of the log."""
    return tuple(read_all(_review_of, db.execute(f"{_LOG} ORDER BY id"), _name))


def log_of(db: Database, prompt: str) -> tuple[Review, ...]:
    """The reviews of one prompt in the order of the log."""
    return tuple(read_all(_review_of, db.execute(_OF_PROMPT, [prompt]), _name))


def rows(db: Database, prompt: str | None = None) -> Iterator[tuple[int, str, Review | None]]:
    """Number, prompt and value of each review in the order of the log, of all prompts or of one.

    None is the value of a row that cannot be read.
    """
    found = db.execute(f"{_LOG} ORDER BY id") if prompt is None else db.execute(_OF_PROMPT, [prompt])
    for row in found:
        yield row[0], row[2], _or_none(_review_of, row)


def days(db: Database) -> list[tuple[int, str, str, str]]:
    """Number, prompt, study day and the day that counts of each review in the order of the attempts, as stored.

    That is the order in which they were answered: a depth may come days later.
    """
    return db.execute("SELECT id, prompt, study_day, day FROM reviews ORDER BY attempt").fetchall()


def latest_day(db: Database, before: int | None = None) -> date | None:
    """The latest day that counts for any review, or for any of an attempt ``before`` one; None without any."""
    if before is None:
        row = db.execute("SELECT max(day) FROM reviews").fetchone()
    else:
        row = db.execute("SELECT day FROM reviews WHERE attempt < ? ORDER BY day DESC LIMIT 1", [before]).fetchone()
    day = None if row is None else row[0]
    return None if day is None else read(date.fromisoformat, day, f"the day {day} of a review")


def any_day_in_doubt(db: Database, days: int) -> bool:
    """Whether some review counts for a day more than ``days`` before that of an earlier attempt."""
    return db.execute(_IN_DOUBT, [days]).fetchone() is not None


def any_day_corrected(db: Database) -> bool:
    """Whether another day counts for some review than the one that the clock said."""
    return db.execute("SELECT 1 FROM reviews WHERE day <> study_day LIMIT 1").fetchone() is not None


def cache(db: Database, prompt: str, schedule: Schedule | None) -> None:
    """Store where a prompt stands; None for one that has never been reviewed."""
    if schedule is None:
        db.execute("DELETE FROM schedules WHERE prompt = ?", [prompt])
    else:
        db.execute(_CACHE, schedule_row(prompt, schedule))


def cached_rows(db: Database) -> dict[str, Schedule | None]:
    """As ``cached``, with None for a row that cannot be read."""
    return {row[0]: _or_none(_standing_of, row) for row in db.execute(f"{_CACHED} ORDER BY prompt")}


def cached(db: Database) -> dict[str, Schedule]:
    """Prompt id -> where it stands, for every prompt that was ever reviewed."""
    rows = db.execute(f"{_CACHED} ORDER BY prompt").fetchall()
    schedules = zip(rows, read_all(_standing_of, rows, _date_name), strict=True)
    return {row[0]: schedule for row, schedule in schedules if schedule is not None}


def cached_one(db: Database, prompt: str) -> Schedule | None:
    """Where a prompt stands; None for one that was never reviewed."""
    row = db.execute(f"{_CACHED} WHERE prompt = ?", [prompt]).fetchone()
    return None if row is None else read(_standing_of, row, _date_name(row))


def study_days(db: Database) -> tuple[date, ...]:
    """The study day of each review in the order of the attempts, as the clock said it."""
    return tuple(read_all(lambda row: date.fromisoformat(row[2]), days(db), lambda row: f"review {row[0]} of {row[1]}"))


def _numbered(row: Sequence[Any] | None) -> tuple[int, Review] | None:
    return None if row is None else (row[0], read(_review_of, row, _name(row)))


def _review_of(row: Sequence[Any]) -> Review:
    return review_of(row[1:])


def _standing_of(row: Sequence[Any]) -> Schedule | None:
    return schedule_of(row[1:])


def _name(row: Sequence[Any]) -> str:
    return f"review {row[0]} of {row[2]}"


def _date_name(row: Sequence[Any]) -> str:
    return f"the date of {row[0]}"


def _or_none(value_of: Callable[[Sequence[Any]], T], row: Sequence[Any]) -> T | None:
    try:
        return value_of(row)
    except UNREADABLE:
        return None
