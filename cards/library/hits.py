"""The sentence of each attempt in which the searched words were said. Runs inside the caller's transaction."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from cards.attempt_line import Hit
from cards.library import search
from cards.library.sentences import MARKS, SHIFT
from cards.query import Query

# The first sentence of each take: what of a common word is said everywhere is read by its number alone.
_FIRST = """
    SELECT rowid >> 20 AS take, min(rowid) FROM sentences_fts
    WHERE sentences_fts MATCH ? AND rowid >= ? AND rowid < ? GROUP BY take
"""
_TAKES = """
    SELECT id, attempt FROM takes
    WHERE attempt IN (SELECT value FROM json_each(?)) AND discarded_utc IS NULL ORDER BY attempt, position
"""
# The plus keeps SQLite from searching the whole index again for each of the sentences.
_TEXTS = """
    SELECT sentences_fts.rowid, highlight(sentences_fts, 0, ?, ?), sentences.start_s
    FROM sentences_fts CROSS JOIN sentences ON sentences.id = sentences_fts.rowid
    WHERE sentences_fts MATCH ? AND sentences_fts.rowid >= ? AND sentences_fts.rowid <= ?
      AND +sentences_fts.rowid IN (SELECT value FROM json_each(?))
"""


def of(db: Database, query: Query, attempts: Sequence[int]) -> dict[int, Hit]:
    """Attempt -> its hit, of the ``attempts`` in which something that ``query`` looks for was said.

    A sentence that has everything comes before one with a phrase that was asked for, this before one with any word;
    of several the first in the attempt.
    """
    phrases, words = search.spoken_expressions(query), search.free_expressions(query)
    if not (phrases or words):
        return {}
    takes = db.execute(_TAKES, [json.dumps(attempts)]).fetchall()
    if not takes:
        return {}
    span = min(take for take, _ in takes) << SHIFT, (max(take for take, _ in takes) + 1) << SHIFT
    chosen: dict[int, int] = {}
    for expression in _best_first(phrases, words):
        first = dict(db.execute(_FIRST, [expression, *span]).fetchall())
        for take, attempt in takes:
            if attempt not in chosen and take in first:
                chosen[attempt] = first[take]
        if len(chosen) == len(attempts):
            break
    found = _read(db, " OR ".join((*phrases, *words)), list(chosen.values()))
    return {attempt: found[sentence] for attempt, sentence in chosen.items()}


def _best_first(phrases: Sequence[str], words: Sequence[str]) -> list[str]:
    everything = (*phrases, *words)
    expressions = [" AND ".join(everything)]
    if phrases:
        expressions.append(" OR ".join(phrases))
    expressions.append(" OR ".join(everything))
    return list(dict.fromkeys(expressions))


def _read(db: Database, expression: str, sentences: list[int]) -> dict[int, Hit]:
    if not sentences:
        return {}
    values = [*MARKS, expression, min(sentences), max(sentences), json.dumps(sentences)]
    rows = db.execute(_TEXTS, values)
    return {number: _hit(number >> SHIFT, marked, start_s) for number, marked, start_s in rows}


def _hit(take: int, marked: str, start_s: float | None) -> Hit:
    begin_mark, end_mark = MARKS
    text, spans = "", []
    for piece in marked.split(begin_mark):
        found, closed, rest = piece.partition(end_mark)
        if closed:
            spans.append((len(text), len(text) + len(found)))
        text += found + rest
    return Hit(take, text, tuple(spans), start_s)
