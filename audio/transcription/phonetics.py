"""How words look and sound to a program that compares them: their pieces, and a rough code of their consonants."""

import re

_PIECE = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?|[#+]+")
_SPELLINGS = (
    ("sch", "sk"),
    ("tch", "C"),
    ("ch", "C"),
    ("sh", "S"),
    ("tio", "So"),
    ("sio", "So"),
    ("ph", "f"),
    ("gh", "g"),
    ("kn", "n"),
    ("wr", "r"),
    ("wh", "w"),
    ("ck", "k"),
    ("qu", "kw"),
    ("dge", "j"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "sy"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
)
_VOICED = str.maketrans("bdgvj", "ptkfC")
"""The pairs that are heard for each other most easily."""


def pieces_of(text: str) -> list[str]:
    """Words, numbers and letters of ``text``, parted at blanks, hyphens and strokes, in the case they have."""
    return _PIECE.findall(text)


def sound_of(text: str) -> str:
    """A code of how ``text`` sounds: consonants taken for each other are one sign, vowels another, none comes twice."""
    word = "".join(pieces_of(text.lower()))
    for written, heard in _SPELLINGS:
        word = word.replace(written, heard)
    word = word.translate(_VOICED)
    word = re.sub(r"[aeiouyhw]+", "a", word)
    return re.sub(r"(.)\1+", r"\1", word)


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1: the part of the longer text that need not be changed to get the other one."""
    longest = max(len(one), len(other))
    return 1.0 - _changes(one, other) / longest if longest else 1.0


def _changes(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]
