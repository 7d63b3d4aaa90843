"""Statements about attempts, their takes, transcripts and ticks. Each runs inside the caller's transaction."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from cards.attempt import AttemptRecord, Ended, TakeRecord, Ticks, Transcript
from cards.library import sentences
from cards.library.recordings import Sound, file_name
from cards.library.rows import (
    REVIEW,
    Row,
    moment_of,
    moment_or_none,
    offset_s,
    read,
    review_of,
    take_of,
    transcript_row,
    utc_text,
)
from cards.review import Review
from cards.rounds import Shown

_TAKES = """
    SELECT takes.*, model, text, words, remarks, complete,
           transcripts.at_utc AS written_utc, transcripts.utc_offset_s AS written_offset_s
    FROM takes LEFT JOIN transcripts ON transcripts.take = takes.id
"""
_WANTED = "discarded_utc IS NULL AND attempt NOT IN (SELECT id FROM attempts WHERE deleted_utc IS NOT NULL)"
_UNFINISHED = f"{_TAKES} WHERE samples IS NULL AND {_WANTED} ORDER BY takes.id"
# The inner SELECT is answered by indexes: a transcript is read only where it is asked for.
_UNARCHIVED = f"""{_TAKES} WHERE takes.id IN (
        SELECT takes.id
        FROM takes LEFT JOIN transcripts AS heard INDEXED BY transcripts_complete ON heard.take = takes.id
        WHERE samples IS NOT NULL AND sound IS NOT NULL AND {_WANTED}
          AND (sha256 IS NULL OR heard.complete IS NOT 1))
    ORDER BY takes.id"""  # noqa: S608 - constants
_ONE_TAKE = _TAKES + "WHERE takes.id = ?"
_UNRATED = """
    SELECT attempts.* FROM attempts JOIN prompts ON prompts.id = attempts.prompt
    WHERE NOT retired AND deleted_utc IS NULL
      AND NOT EXISTS (SELECT 1 FROM reviews WHERE reviews.attempt = attempts.id)
      AND NOT EXISTS (SELECT 1 FROM diagnostics WHERE diagnostics.attempt = attempts.id)
      AND EXISTS (SELECT 1 FROM takes WHERE takes.attempt = attempts.id AND discarded_utc IS NULL
                  AND (samples > 0 OR sound IS NULL))
    ORDER BY at_utc DESC, attempts.id DESC
"""
_NEWEST_FIRST = """
    SELECT attempts.* FROM attempts
    WHERE deleted_utc IS NULL AND (EXISTS (SELECT 1 FROM reviews WHERE reviews.attempt = attempts.id)
           OR EXISTS (SELECT 1 FROM takes WHERE takes.attempt = attempts.id AND discarded_utc IS NULL))
    ORDER BY at_utc DESC, id DESC LIMIT ?
"""
_OF_ATTEMPTS = f"{_TAKES} WHERE attempt IN (SELECT value FROM json_each(?)) ORDER BY position"  # noqa: S608 - constants


def insert_attempt(db: Database, prompt: str, constraint: str, at: datetime, study_day: date) -> int:
    """Add an attempt and return its id."""
    return _inserted(
        db,
        """INSERT INTO attempts (prompt, constraint_text, at_utc, utc_offset_s, study_day)
           VALUES (:prompt, :constraint, :at, :offset, :day) RETURNING id""",
        {
            "prompt": prompt,
            "constraint": constraint,
            "at": utc_text(at),
            "offset": offset_s(at),
            "day": study_day.isoformat(),
        },
    )


def insert_take(db: Database, attempt: int, question: str, sound: str | None, at: datetime) -> int:
    """Add a take that is being recorded, after the others of its attempt, and return its id.

    Without ``sound`` it is an answer that was typed. The follow-up it answers was shown.
    """
    if question:
        db.execute("UPDATE attempts SET follow_up = ? WHERE id = ?", [question, attempt])
    return _inserted(
        db,
        """INSERT INTO takes (attempt, position, question, sound, started_utc, utc_offset_s)
           VALUES (:attempt, (SELECT coalesce(max(position) + 1, 0) FROM takes WHERE attempt = :attempt),
                   :question, :sound, :at, :offset) RETURNING id""",
        {
            "attempt": attempt,
            "question": question,
            "sound": None if sound is None else file_name(sound),
            "at": utc_text(at),
            "offset": offset_s(at),
        },
    )


def finish_take(db: Database, take: int, samples: int, ended: Ended) -> None:
    """Store how long the take became and what ended it."""
    _touch(db, "UPDATE takes SET samples = :samples, ended = :ended WHERE id = :id RETURNING id",
           {"id": take, "samples": samples, "ended": ended.value})  # fmt: skip


def mark_discarded(db: Database, take: int, at: datetime) -> None:
    """Mark the take as not wanted; its row stays."""
    _touch(
        db,
        "UPDATE takes SET discarded_utc = :at, discarded_offset_s = :offset WHERE id = :id RETURNING id",
        {"id": take, "at": utc_text(at), "offset": offset_s(at)},
    )


def store_archive(db: Database, take: int, sound: str, sha256: str) -> None:
    """The take's sound is now this other file, with this hash."""
    _touch(
        db,
        "UPDATE takes SET sound = :sound, sha256 = :sha256 WHERE id = :id RETURNING id",
        {"id": take, "sound": file_name(sound), "sha256": sha256},
    )


def store_transcript(db: Database, take: int, transcript: Transcript) -> None:
    """Store the transcript of the take in the place of an earlier one. Raises KeyError."""
    _find_take(db, take)
    row = transcript_row(take, transcript)
    db.execute(
        """INSERT INTO transcripts (take, model, text, words, complete, at_utc, utc_offset_s)
           VALUES (:take, :model, :text, :words, :complete, :at_utc, :utc_offset_s)
           ON CONFLICT (take) DO UPDATE SET model = excluded.model, text = excluded.text, words = excluded.words,
               complete = excluded.complete, at_utc = excluded.at_utc, utc_offset_s = excluded.utc_offset_s""",
        row,
    )
    db.execute("UPDATE transcripts SET remarks = :remarks WHERE take = :take", row)
    sentences.index(db, take, transcript.text, transcript.words)


def forget_transcript(db: Database, take: int) -> None:
    """Remove the transcript of the take, if it has one. Raises KeyError."""
    _find_take(db, take)
    db.execute("DELETE FROM transcripts WHERE take = ?", [take])
    sentences.remove(db, take)


def store_note(db: Database, attempt: int, note: str) -> None:
    """Store what the person wrote beside the attempt; one that was purged stays empty."""
    _touch(
        db,
        "UPDATE attempts SET note = iif(purged, '', :note) WHERE id = :id RETURNING id",
        {"id": attempt, "note": note},
    )


def store_follow_up(db: Database, attempt: int, text: str) -> None:
    """Store which follow-up was shown, answered or not."""
    _touch(db, "UPDATE attempts SET follow_up = :text WHERE id = :id RETURNING id", {"id": attempt, "text": text})


def store_mark(db: Database, attempt: int, *, marked: bool) -> None:
    """Mark the attempt, or take the mark off; one that was purged has none."""
    _touch(
        db,
        "UPDATE attempts SET marked = iif(purged, 0, :marked) WHERE id = :id RETURNING id",
        {"id": attempt, "marked": marked},
    )


def store_ticks(db: Database, attempt: int, ticks: Ticks) -> None:
    """Store the ticks of the attempt in the place of earlier ones; one that was purged has none."""
    db.execute("DELETE FROM ticks WHERE attempt = ?", [attempt])
    if db.execute("SELECT 1 FROM attempts WHERE id = ? AND purged", [attempt]).fetchone() is not None:
        return
    made = [("key_point", key, _YES_NO[value]) for key, value in ticks.key_points.items()]
    said = [("statement", key, _YES_NO[value]) for key, value in ticks.statements.items()]
    shown = [("dimension", key, value.value) for key, value in ticks.dimensions.items()]
    for kind, key, value in (*made, *said, *shown):
        db.execute("INSERT INTO ticks (attempt, kind, key, value) VALUES (?, ?, ?, ?)", [attempt, kind, key, value])


def unfinished(db: Database) -> tuple[TakeRecord, ...]:
    """Takes that never ended, oldest first."""
    return tuple(_take(row) for row in db.query(_UNFINISHED))


def unarchived(db: Database) -> tuple[TakeRecord, ...]:
    """Takes that ended and still wait for a complete transcript or for their archive, oldest first."""
    return tuple(_take(row) for row in db.query(_UNARCHIVED))


def take(db: Database, number: int) -> TakeRecord:
    """The take with this id. Raises KeyError."""
    rows = list(db.query(_ONE_TAKE, [number]))
    if not rows:
        raise KeyError(number)
    return _take(rows[0])


def unrated(db: Database) -> tuple[AttemptRecord, ...]:
    """Attempts with something said and kept, but no review or diagnosis, at prompts of the deck; newest first."""
    return _records(db, list(db.query(_UNRATED)))


def sounds(db: Database) -> dict[str, Sound]:
    """File name of every sound a take has -> what is known of it."""
    rows = db.execute("SELECT sound, discarded_utc IS NULL, sha256 FROM takes WHERE sound IS NOT NULL")
    return {name: Sound(bool(kept), sha256) for name, kept, sha256 in rows}


def one(db: Database, attempt: int) -> AttemptRecord:
    """The attempt with this id. Raises KeyError."""
    if attempt.bit_length() > _ID_BITS:
        raise KeyError(attempt)
    found = _records(db, list(db.query("SELECT * FROM attempts WHERE id = ?", [attempt])))
    if not found:
        raise KeyError(attempt)
    return found[0]


def newest_first(db: Database, limit: int | None, *, timed: bool) -> tuple[AttemptRecord, ...]:
    """The last ``limit`` attempts or all that have a review or a take that is not discarded, newest first."""
    return _records(db, list(db.query(_NEWEST_FIRST, [-1 if limit is None else limit])), timed=timed)


_YES_NO = {True: "yes", False: "no"}
_ID_BITS = 63
"""SQLite takes no larger number, not even to say that no row has it."""


def _records(db: Database, rows: Sequence[Row], *, timed: bool = True) -> tuple[AttemptRecord, ...]:
    """The attempts of these rows; without the words of their transcripts, unless they are to be ``timed``."""
    ids = json.dumps([row["id"] for row in rows])
    takes: dict[int, list[TakeRecord]] = defaultdict(list)
    for row in db.query(_OF_ATTEMPTS, [ids]):
        takes[row["attempt"]].append(_take(row if timed else row | {"words": "[]", "remarks": "{}"}))
    ticks = _ticks(db, ids)
    in_list = f"SELECT id, {REVIEW} FROM reviews WHERE attempt IN (SELECT value FROM json_each(?))"  # noqa: S608
    reviews = {row[1]: _review(row) for row in db.execute(in_list, [ids])}

    def record(row: Row) -> AttemptRecord:
        return AttemptRecord(
            id=row["id"],
            prompt=row["prompt"],
            constraint=row["constraint_text"],
            at=moment_of(row["at_utc"], row["utc_offset_s"]),
            study_day=date.fromisoformat(row["study_day"]),
            takes=tuple(takes[row["id"]]),
            ticks=ticks[row["id"]],
            review=reviews.get(row["id"]),
            note=row["note"],
            marked=bool(row["marked"]),
            deleted=moment_or_none(row["deleted_utc"], row["deleted_offset_s"]),
            follow_up=row["follow_up"],
        )

    return tuple(read(record, row, f"attempt {row['id']} at {row['prompt']}") for row in rows)


def _take(row: Row) -> TakeRecord:
    return read(take_of, row, f"take {row['id']}")


def _review(row: Sequence[Any]) -> Review:
    return read(review_of, row[1:], f"review {row[0]} of {row[2]}")


def _ticks(db: Database, ids: str) -> dict[int, Ticks]:
    found: dict[int, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    in_list = "SELECT * FROM ticks WHERE attempt IN (SELECT value FROM json_each(?)) ORDER BY rowid"
    for row in db.query(in_list, [ids]):
        found[row["attempt"]][row["kind"]][row["key"]] = row["value"]
    return defaultdict(Ticks, {attempt: _ticks_of(kinds) for attempt, kinds in found.items()})


def _ticks_of(kinds: dict[str, dict[str, str]]) -> Ticks:
    return Ticks(
        key_points={key: value == "yes" for key, value in kinds["key_point"].items()},
        statements={key: value == "yes" for key, value in kinds["statement"].items()},
        dimensions={key: Shown(value) for key, value in kinds["dimension"].items()},
    )


def _inserted(db: Database, statement: str, values: Row) -> int:
    """Run a statement that ends in RETURNING id, and return that id."""
    return int(next(iter(db.query(statement, values)))["id"])


def _find_take(db: Database, take: int) -> None:
    """Raise KeyError when there is no such take."""
    if db.execute("SELECT 1 FROM takes WHERE id = ?", [take]).fetchone() is None:
        raise KeyError(take)


def _touch(db: Database, statement: str, values: Row) -> None:
    """Run an UPDATE that ends in RETURNING id. Raises KeyError when no row has the id."""
    if not list(db.query(statement, values)):
        raise KeyError(values["id"])
