"""Statements about changes of the rules and the dates that moved with them: the other half of the log.

Each runs inside the caller's transaction. A move is of the review that the date comes from, the prompt's last one that
touched memory: where that goes, its moves go with it.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from cards.library.rows import UNREADABLE, moment_of, offset_s, utc_text
from cards.review import Move

_CHANGE = "INSERT INTO rule_changes (at_utc, utc_offset_s, before, after) VALUES (?, ?, ?, ?) RETURNING id"
_MOVE = """
    INSERT INTO moves (change, after_review, prompt, desired_retention, lifted, shift)
    VALUES (?1, (SELECT max(id) FROM reviews WHERE prompt = ?2 AND affects_memory), ?2, ?3, ?4, ?5)
"""
_PUT = """
    INSERT INTO moves (change, after_review, prompt, desired_retention, lifted, shift) VALUES (?, ?, ?, ?, ?, ?)
"""
_TAKE = """
    DELETE FROM moves WHERE prompt = ? AND after_review = ?
    RETURNING id, change, desired_retention, lifted, shift
"""
_MOVES = "SELECT after_review, prompt, desired_retention, lifted, shift FROM moves"


def add(db: Database, before: Mapping[str, Any], after: Mapping[str, Any], at: datetime) -> int:
    """Add a change of the rules and return its id."""
    texts = (_json(before), _json(after))
    return int(db.execute(_CHANGE, [utc_text(at), offset_s(at), *texts]).fetchone()[0])


def add_moves(db: Database, change: int, moves: Iterable[Move]) -> None:
    """Add the moves that came with ``change``, each to the review that the date of its prompt comes from."""
    rows = ((change, move.prompt, move.desired_retention, move.lifted, move.shift) for move in moves)
    db.conn.executemany(_MOVE, rows)


def take_back(db: Database, change: int) -> tuple[Any, tuple[str, ...]]:
    """Remove the last change; returns the rules before it and the prompts that moved with it.

    Raises KeyError where ``change`` is not the last one.
    """
    row = db.execute("SELECT id, before FROM rule_changes ORDER BY id DESC LIMIT 1").fetchone()
    if row is None or row[0] != change:
        raise KeyError(change)
    moved = db.execute("DELETE FROM moves WHERE change = ? RETURNING prompt", [change]).fetchall()
    db.execute("DELETE FROM rule_changes WHERE id = ?", [change])
    return json.loads(row[1]), tuple(prompt for (prompt,) in moved)


def moves(db: Database, prompt: str | None = None) -> dict[int, list[Move]]:
    """Number of a review -> the moves of its date in the order of the log, of all prompts or of one."""
    where, values = ("", []) if prompt is None else (" WHERE prompt = ?", [prompt])
    found: dict[int, list[Move]] = {}
    for review, *move in db.execute(f"{_MOVES}{where} ORDER BY id", values):
        found.setdefault(review, []).append(_move(*move))
    return found


def take_moves(db: Database, prompt: str, review: int) -> tuple[tuple[int, Move], ...]:
    """Remove the moves of the date of a review, and return each with the number of its change, in their order."""
    rows = db.execute(_TAKE, [prompt, review]).fetchall()
    return tuple((change, _move(prompt, *terms)) for _, change, *terms in sorted(rows))


def put_moves(db: Database, review: int, moves: Iterable[tuple[int, Move]]) -> None:
    """Add the moves that ``take_moves`` took."""
    rows = ((change, review, move.prompt, move.desired_retention, move.lifted, move.shift) for change, move in moves)
    db.conn.executemany(_PUT, rows)


def unreadable(db: Database) -> tuple[int, ...]:
    """Numbers of the changes whose moment nothing here ever wrote."""
    found = db.execute("SELECT id, at_utc, utc_offset_s FROM rule_changes ORDER BY id").fetchall()
    return tuple(number for number, text, offset in found if not _is_moment(text, offset))


def _move(prompt: str, desired_retention: float, lifted: int, shift: int) -> Move:
    return Move(prompt, desired_retention, bool(lifted), shift)


def _is_moment(text: str, offset: int) -> bool:
    try:
        moment_of(text, offset)
    except UNREADABLE:
        return False
    return True


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
