"""Full-text search over prompts and over what was said, with quoting that takes any text a person can type."""

from dataclasses import dataclass

from sqlite_utils import Database

_MOST_TOKENS = 32
_SNIPPET_WORDS = 16
_MOST_HITS = 200

_PROMPTS = """
    SELECT prompts.id FROM prompts_fts JOIN prompts ON prompts.number = prompts_fts.rowid
    WHERE prompts_fts MATCH ? AND NOT retired ORDER BY prompts_fts.rank, prompts.id LIMIT ?
"""
_TRANSCRIPTS = """
    SELECT takes.attempt, takes.id AS take, attempts.prompt,
           snippet(transcripts_fts, 0, '', '', '…', ?) AS snippet
    FROM transcripts_fts
    JOIN transcripts ON transcripts.id = transcripts_fts.rowid
    JOIN takes ON takes.id = transcripts.take
    JOIN attempts ON attempts.id = takes.attempt
    WHERE transcripts_fts MATCH ? AND discarded_utc IS NULL
    ORDER BY transcripts_fts.rank, takes.id LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class SpokenHit:
    """A take in which the searched words were said."""

    attempt: int
    take: int
    prompt: str
    snippet: str
    """Plain text around the words, an ellipsis where it was cut."""


def quoted(query: str) -> str:
    """A full-text expression that asks for every word of ``query``, none of them read as an operator; "" for none.

    FTS5's own syntax makes an error of ``C++``, ``what's``, ``"`` or ``(``, and a person means none of it as syntax.
    """
    clean = query.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")  # lone surrogates cannot be stored
    words = [token for token in clean.split() if any(character.isalnum() for character in token)]
    return " ".join('"' + word.replace('"', '""') + '"' for word in words[:_MOST_TOKENS])


def prompts(db: Database, query: str) -> tuple[str, ...]:
    """Ids of the prompts of the deck whose title or decision has every word, best first; at most 200."""
    expression = quoted(query)
    if not expression:
        return ()
    return tuple(row["id"] for row in db.query(_PROMPTS, [expression, _MOST_HITS]))


def spoken(db: Database, query: str) -> tuple[SpokenHit, ...]:
    """Kept takes in which every word was said, best first; at most 200."""
    expression = quoted(query)
    if not expression:
        return ()
    return tuple(SpokenHit(**row) for row in db.query(_TRANSCRIPTS, [_SNIPPET_WORDS, expression, _MOST_HITS]))
