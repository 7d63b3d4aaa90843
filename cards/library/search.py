"""Full-text expressions from what a person types, with quoting that takes any text, and the search over prompts."""

from sqlite_utils import Database

from cards.query import Query

_MOST_TOKENS = 32
_MOST_HITS = 200
_SHORTEST_BEGINNING = 3
"""Letters of the last word from which on it also stands for longer ones: it may not be typed to its end yet."""

_PROMPTS = """
    SELECT prompts.id FROM prompts_fts JOIN prompts ON prompts.number = prompts_fts.rowid
    WHERE prompts_fts MATCH ? AND NOT retired ORDER BY prompts_fts.rank, prompts.id LIMIT ?
"""


def quoted(query: str) -> str:
    """A full-text expression that asks for every word of ``query``, none of them read as an operator; "" for none.

    FTS5's own syntax makes an error of ``C++``, ``what's``, ``"`` or ``(``, and a person means none of it as syntax.
    """
    return " ".join(_string(word) for word in _words(query)[:_MOST_TOKENS])


def phrase(text: str) -> str:
    """A full-text expression that asks for the words of ``text`` one after another; "" for none."""
    words = _words(text)[:_MOST_TOKENS]
    return _string(" ".join(words)) if words else ""


def spoken_expressions(query: Query) -> tuple[str, ...]:
    """An expression for each phrase that must have been said."""
    return tuple(filter(None, map(phrase, query.said)))[:_MOST_TOKENS]


def free_expressions(query: Query) -> tuple[str, ...]:
    """An expression for each free word that must be found. The last one may be the beginning of a word."""
    found = [phrase(term) for term in query.terms]
    if found and query.text[-1].isalnum() and len(query.terms[-1]) >= _SHORTEST_BEGINNING:
        found[-1] += " *"
    return tuple(filter(None, found))[:_MOST_TOKENS]


def prompts(db: Database, query: str) -> tuple[str, ...]:
    """Ids of the prompts of the deck whose title or decision has every word, best first; at most 200."""
    expression = quoted(query)
    if not expression:
        return ()
    return tuple(row["id"] for row in db.query(_PROMPTS, [expression, _MOST_HITS]))


def _words(text: str) -> list[str]:
    clean = text.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")  # lone surrogates cannot be stored
    return [token for token in clean.split() if any(character.isalnum() for character in token)]


def _string(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
