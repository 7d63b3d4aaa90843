"""Where prompts stand, and what they were rated last. Each function runs inside the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from cards.library.rows import SCHEDULE, read, read_all, schedule_of
from cards.review import Standing

# The date of a prompt is that of its last review that touched memory, or of the last move after it.
_STANDING = f"""
    SELECT schedules.prompt, {SCHEDULE}, depth, coalesce(moves.desired_retention, made.desired_retention),
           coalesce(moves.lifted, made.lifted), coalesce(moves.shift, made.shift)
    FROM schedules
        JOIN reviews AS made ON made.id = (
            SELECT id FROM reviews WHERE reviews.prompt = schedules.prompt AND affects_memory ORDER BY id DESC LIMIT 1)
        LEFT JOIN moves ON moves.id = (
            SELECT id FROM moves WHERE moves.prompt = schedules.prompt AND after_review >= made.id
            ORDER BY after_review DESC, id DESC LIMIT 1)
"""  # noqa: S608 - constants
_STANDINGS = f"{_STANDING} ORDER BY schedules.prompt"
_OF_PROMPT = f"{_STANDING} WHERE schedules.prompt = ?"
# An index leads to the last review of each prompt; all others stay unread.
_LAST_DEPTHS = """
    SELECT prompt, (
        SELECT depth FROM reviews INDEXED BY reviews_prompt
        WHERE reviews.prompt = schedules.prompt ORDER BY id DESC LIMIT 1)
    FROM schedules ORDER BY prompt
"""


def standings(db: Database) -> dict[str, Standing]:
    """Prompt id -> where it stands and what its date was made with, for every prompt that was ever reviewed."""
    rows = db.execute(_STANDINGS).fetchall()
    found = read_all(_standing_of, rows, _name)
    return {row[0]: standing for row, standing in zip(rows, found, strict=True)}


def standing(db: Database, prompt: str) -> Standing | None:
    """Where a prompt stands and what its date was made with; None for one that was never reviewed."""
    row = db.execute(_OF_PROMPT, [prompt]).fetchone()
    return None if row is None else read(_standing_of, row, _name(row))


def last_depths(db: Database) -> dict[str, int]:
    """Prompt id -> the depth of its last review, for every prompt that was ever reviewed."""
    return dict(db.execute(_LAST_DEPTHS).fetchall())


def _name(row: Sequence[Any]) -> str:
    return f"the date of {row[0]}"


def _standing_of(row: Sequence[Any]) -> Standing:
    schedule = schedule_of(row[1:7])
    if schedule is None:
        raise ValueError("a prompt stands somewhere")  # the table forbids it
    depth, desired_retention, lifted, shift = row[7:]
    return Standing(schedule, depth, desired_retention, bool(lifted), shift)
