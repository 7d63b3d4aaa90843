"""Finds attempts and gives each as a line of a list. Each statement runs inside the caller's transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlite_utils import Database

from cards.attempt import SAMPLE_RATE_HZ
from cards.attempt_line import AttemptLine, Hit
from cards.library import hits, search
from cards.library.rows import UNREADABLE, Unreadable, moment_of, moment_or_none
from cards.query import Query
from cards.rounds import Round

MOST_HITS = 250
"""So many lines, the first ones, get the sentence of their hit; nobody reads further down in a list of "the"."""

_HISTORY = """(reviews.depth IS NOT NULL
    OR EXISTS (SELECT 1 FROM takes WHERE takes.attempt = attempts.id AND discarded_utc IS NULL))"""
_LINES = """
    SELECT attempts.id, attempts.prompt, attempts.at_utc, attempts.utc_offset_s, attempts.study_day, marked,
           deleted_utc, deleted_offset_s, reviews.depth
    FROM attempts LEFT JOIN reviews INDEXED BY reviews_depth ON reviews.attempt = attempts.id
    WHERE """
# Of the kept takes of each attempt: samples, the first one spoken or not, how many, with words, with all their words.
# Without the hint, here and above, SQLite turns pages of the table for what stands in the index.
_TAKES = """
    SELECT attempt, total(samples), min(2 * position + (sound IS NOT NULL)) % 2,
           count(*), count(complete), sum(complete)
    FROM takes LEFT JOIN transcripts INDEXED BY transcripts_complete ON transcripts.take = takes.id
    WHERE attempt IN (SELECT value FROM json_each(?)) AND discarded_utc IS NULL
    GROUP BY attempt
"""
_PROMPTS = "SELECT id, coalesce(nullif(title, ''), id), iif(retired, '', round), topic FROM prompts"
_NO_TAKES = (0.0, 1, 0, 0, 0)
_SPOKEN = """
    SELECT takes.attempt FROM takes WHERE discarded_utc IS NULL AND takes.id IN
        (SELECT rowid >> 20 FROM sentences_fts WHERE sentences_fts MATCH ?)
"""
_ASKED = """
    SELECT asked.id FROM attempts AS asked WHERE asked.prompt IN
        (SELECT prompts.id FROM prompts_fts JOIN prompts ON prompts.number = prompts_fts.rowid
         WHERE prompts_fts MATCH ?)
"""
_TOPICS = """
    SELECT DISTINCT topic FROM prompts WHERE NOT retired OR id IN (SELECT prompt FROM attempts) ORDER BY topic
"""


@dataclass(slots=True)
class _Where:
    """Conditions that must all hold, with the values they take."""

    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, condition: str, *values: object) -> None:
        self.conditions.append(condition)
        self.values += values

    def add_prompts(self, column: str, values: Sequence[str]) -> None:
        one_of = f"SELECT id FROM prompts WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant
        self.add(f"attempts.prompt IN ({one_of})", json.dumps(values))


def find(db: Database, query: Query, limit: int | None) -> tuple[AttemptLine, ...]:
    """The attempts that ``query`` means, newest first; in the trash what was deleted last first."""
    statement, values = statement_of(db, query, limit)
    rows = db.execute(statement, values).fetchall()
    numbers = [row[0] for row in rows]
    takes = {number: rest for number, *rest in db.execute(_TAKES, [json.dumps(numbers)])}
    asked = {prompt: rest for prompt, *rest in db.execute(_PROMPTS)}
    found = hits.of(db, query, numbers[:MOST_HITS])
    return tuple(
        _line(row, asked.get(row[1], (row[1], "", "")), takes.get(row[0], _NO_TAKES), found.get(row[0])) for row in rows
    )


def topics(db: Database) -> tuple[str, ...]:
    """The topics of the deck, and of every prompt that was ever answered."""
    return tuple(topic for (topic,) in db.execute(_TOPICS))


def statement_of(db: Database, query: Query, limit: int | None) -> tuple[str, list[object]]:
    """The SELECT that finds the attempts, and its values."""
    where = _Where()
    if query.trash:
        where.add("deleted_utc IS NOT NULL AND NOT purged")
    else:
        where.add(f"deleted_utc IS NULL AND {_HISTORY}")
    _add_filters(db, query, where)
    _add_words(query, where)
    order = "deleted_utc DESC, attempts.id DESC" if query.trash else "attempts.at_utc DESC, attempts.id DESC"
    statement = f"{_LINES}{' AND '.join(where.conditions)} ORDER BY {order} LIMIT ?"
    return statement, [*where.values, -1 if limit is None else limit]


def _add_filters(db: Database, query: Query, where: _Where) -> None:
    if query.rounds:
        where.add_prompts("round", [each.value for each in query.rounds])
    if query.topics:
        wanted = [topic.casefold() for topic in query.topics]
        where.add_prompts(
            "topic", [each for each in _all_topics(db) if any(part in each.casefold() for part in wanted)]
        )
    if query.depths:
        depths = json.dumps([depth or 0 for depth in query.depths])
        where.add("coalesce(reviews.depth, 0) IN (SELECT value FROM json_each(?))", depths)
    if query.since is not None:
        where.add("attempts.study_day >= ?", query.since.isoformat())
    if query.until is not None:
        where.add("attempts.study_day <= ?", query.until.isoformat())
    if query.marked is not None:
        where.add("marked = ?", query.marked)


def _add_words(query: Query, where: _Where) -> None:
    # The plus lets SQLite go from the newest attempt on, and stop where there are enough: a common word is in all.
    for expression in search.spoken_expressions(query):
        where.add(f"+attempts.id IN ({_SPOKEN})", expression)
    for expression in search.free_expressions(query):
        where.add(f"+attempts.id IN ({_SPOKEN} UNION ALL {_ASKED})", expression, expression)


def _all_topics(db: Database) -> list[str]:
    return [topic for (topic,) in db.execute("SELECT DISTINCT topic FROM prompts")]


def _line(row: Sequence[Any], asked: Sequence[str], takes: Sequence[Any], hit: Hit | None) -> AttemptLine:
    number, prompt, at, offset, day, marked, deleted, deleted_offset, depth = row
    title, round_name, topic = asked
    samples, spoken, kept, begun, complete = takes
    try:
        return AttemptLine(
            number,
            prompt,
            title,
            _ROUNDS.get(round_name),
            topic,
            moment_of(at, offset),
            date.fromisoformat(day),
            samples / SAMPLE_RATE_HZ,
            depth,
            bool(marked),
            not spoken,
            _words(kept, begun, complete),
            hit,
            moment_or_none(deleted, deleted_offset),
        )
    except UNREADABLE as error:
        raise Unreadable(f"attempt {number} at {prompt} cannot be read") from error


def _words(kept: int, begun: int, complete: int | None) -> Literal["all", "some", "none"]:
    if not begun:
        return "none"
    return "all" if complete == kept else "some"


_ROUNDS = {each.value: each for each in Round}
