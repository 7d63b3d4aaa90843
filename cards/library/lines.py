"""Finds attempts and gives each as a line of a list. Each statement runs inside the caller's transaction."""

import json
from collections.abc import Iterable, Sequence
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

MOST_HITS = 500
"""So many lines, the first ones, get the sentence of their hit; nobody reads further down in a list of "the"."""

_HISTORY = """(reviews.depth IS NOT NULL
    OR EXISTS (SELECT 1 FROM takes WHERE takes.attempt = attempts.id AND discarded_utc IS NULL))"""
_LINES = """
    SELECT attempts.id, attempts.prompt, coalesce(nullif(title, ''), attempts.prompt), round, retired, topic,
           attempts.at_utc, attempts.utc_offset_s, attempts.study_day, reviews.depth, marked,
           deleted_utc, deleted_offset_s
    FROM attempts
    JOIN prompts ON prompts.id = attempts.prompt
    LEFT JOIN reviews ON reviews.attempt = attempts.id
    WHERE """
# Of the kept takes of each attempt: samples, the first one typed or not, how many, how many with words, with all words.
# Without the hint SQLite looks the last of these up in the transcripts, each on pages of its own.
_TAKES = """
    SELECT attempt, sum(samples), min(2 * position + (sound IS NOT NULL)) % 2, count(*), count(complete), sum(complete)
    FROM takes LEFT JOIN transcripts INDEXED BY transcripts_complete ON transcripts.take = takes.id
    WHERE attempt IN (SELECT value FROM json_each(?)) AND discarded_utc IS NULL
    GROUP BY attempt
"""
_NO_TAKES = (0, 1, 0, 0, 0)
_SPOKEN = """
    attempts.id IN (SELECT takes.attempt FROM takes WHERE discarded_utc IS NULL AND takes.id IN
        (SELECT sentences_fts.rowid >> 20 FROM sentences_fts WHERE sentences_fts MATCH ?))
"""
_ASKED = """
    attempts.prompt IN (SELECT found.id FROM prompts_fts JOIN prompts AS found ON found.number = prompts_fts.rowid
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

    def one_of(self, column: str, values: Iterable[object]) -> None:
        listed = list(values)
        self.add(f"{column} IN ({', '.join('?' * len(listed))})", *listed)


def find(db: Database, query: Query, limit: int | None) -> tuple[AttemptLine, ...]:
    """The attempts that ``query`` means, newest first; in the trash what was deleted last first."""
    statement, values = statement_of(db, query, limit)
    rows = db.execute(statement, values).fetchall()
    numbers = [row[0] for row in rows]
    takes = {number: rest for number, *rest in db.execute(_TAKES, [json.dumps(numbers)])}
    found = hits.of(db, query, numbers[:MOST_HITS])
    return tuple(_line(row, takes.get(row[0], _NO_TAKES), found.get(row[0])) for row in rows)


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
        where.one_of("round", [each.value for each in query.rounds])
    if query.topics:
        wanted = [topic.casefold() for topic in query.topics]
        where.one_of("topic", [each for each in _all_topics(db) if any(part in each.casefold() for part in wanted)])
    if query.depths:
        where.one_of("coalesce(reviews.depth, 0)", [depth or 0 for depth in query.depths])
    if query.since is not None:
        where.add("attempts.study_day >= ?", query.since.isoformat())
    if query.until is not None:
        where.add("attempts.study_day <= ?", query.until.isoformat())
    if query.marked is not None:
        where.add("marked = ?", query.marked)


def _add_words(query: Query, where: _Where) -> None:
    for expression in search.spoken_expressions(query):
        where.add(_SPOKEN, expression)
    for expression in search.free_expressions(query):
        where.add(f"({_SPOKEN} OR {_ASKED})", expression, expression)


def _all_topics(db: Database) -> list[str]:
    return [topic for (topic,) in db.execute("SELECT DISTINCT topic FROM prompts")]


def _line(row: Sequence[Any], takes: Sequence[Any], hit: Hit | None) -> AttemptLine:
    number, prompt, title, round_name, retired, topic, at, offset, day, depth, marked, deleted, deleted_offset = row
    samples, spoken, kept, begun, complete = takes
    try:
        return AttemptLine(
            number,
            prompt,
            title,
            None if retired else _ROUNDS.get(round_name),
            topic,
            moment_of(at, offset),
            date.fromisoformat(day),
            (samples or 0) / SAMPLE_RATE_HZ,
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
