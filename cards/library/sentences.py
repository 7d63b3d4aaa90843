"""The sentences that the search looks through: made from the transcripts, never stored by anybody else.

Each statement runs inside the caller's transaction.
"""

import json
from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from cards.attempt import Word
from cards.sentences import sentences

SHIFT = 20
"""A sentence's id is its take's shifted left by so many bits, and its place in it."""
MARKS = "\x02", "\x03"
"""Set around what is found in a sentence; in the sentences themselves they are blanks."""

_BLANK = dict.fromkeys(map(ord, (*MARKS, "\0")), " ")
_INSERT = "INSERT INTO sentences (id, start_s, text) VALUES (?, ?, ?)"


def index(db: Database, take: int, text: str, words: Sequence[Word]) -> None:
    """Make the sentences of ``take`` anew. Of more than a million only the first million are found."""
    remove(db, take)
    rows = _rows(take, text, words)
    db.conn.executemany(_INSERT, rows)


def remove(db: Database, take: int) -> None:
    """Take the sentences of ``take`` out of the search."""
    db.execute("DELETE FROM sentences WHERE id >= ? AND id < ?", [take << SHIFT, (take + 1) << SHIFT])


def index_all(db: Database) -> None:
    """Make the sentences of every transcript anew."""
    db.execute("DELETE FROM sentences")
    for take, text, words in db.execute("SELECT take, text, words FROM transcripts"):
        index(db, take, text, [Word(*word) for word in json.loads(words)])


def stale(db: Database) -> tuple[int, ...]:
    """Takes whose sentences are not those of their transcript, in their order."""
    stored: dict[int, list[str]] = {}
    for number, text in db.execute("SELECT id, text FROM sentences ORDER BY id"):
        stored.setdefault(number >> SHIFT, []).append(text)
    made = {
        take: [text for _, _, text in _rows(take, whole, ())]
        for take, whole in db.execute("SELECT take, text FROM transcripts")
    }
    return tuple(sorted(take for take in stored.keys() | made.keys() if stored.get(take, []) != made.get(take, [])))


def _rows(take: int, text: str, words: Sequence[Word]) -> Iterator[tuple[int, float | None, str]]:
    for place, sentence in enumerate(sentences(text, words)[: 1 << SHIFT]):
        yield take << SHIFT | place, sentence.start_s, text[sentence.begin : sentence.end].translate(_BLANK)
