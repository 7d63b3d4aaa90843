"""A deck file of two prompts for the tests of its reading: sound, and with all that makes a reader stumble."""

from pathlib import Path

import pytest

from cards.deck import Deck

HEAD = """\
# A deck of two prompts.
format = 1
topic = "Testing"
round = "ml"
"""


def prompt(id_: str) -> str:
    return f'''
[[prompt]]
id = "{id_}"
title = "A title" # with a comment: decision = "no"
decision = """
[[prompt]]
This only looks like a header, and
seconds = "ten" only looks like a field.
"""
constraints = [
    "You have 2 days.",  # "]"
    'You have 20 "days" = [',
]
follow_ups = ["What if 3?", "What if 4?"]
key_points = [
    {{ claim = "One.", aliases = ["first one", "one }} ]"] }},
    {{ claim = "Two.", aliases = [
        "second one",
        "two",
    ] }},
    {{ claim = "Three.", aliases = ["third one"] }},
    {{ claim = "Four.", aliases = ["fourth one"] }},
]
failure = "It fails silently; watch the log."
wrong_claim = "It never fails."
model_answer = """I would \\"choose\\" the first one.

And then the second."""
seconds = 90
follow_up_seconds = 45
target_depth = 3
dimensions = ["m1", "m2"]
year = 2026
'''


VALID = HEAD + prompt("T1.a") + prompt("T1.b")
SECOND = VALID.index('id = "T1.b"')


def put(folder: Path, content: str | bytes, name: str = "deck.toml") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def ids(deck: Deck) -> list[str]:
    return [each.id for each in deck.prompts]


def broken(old: str, new: str, in_second: bool = True) -> str:
    """Return the valid deck with one replacement, in its second prompt or in its head."""
    start = SECOND if in_second else 0
    assert VALID.count(old, start) >= 1, old
    return VALID[:start] + VALID[start:].replace(old, new, 1)


def named(rows: list[tuple]) -> list:
    """Return rows as parameters that are called by their first column."""
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def line_of(text: str, piece: str) -> int:
    """Return the line of the last place where a piece stands."""
    return text[: text.rindex(piece)].count("\n") + 1
