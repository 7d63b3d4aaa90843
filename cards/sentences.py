"""The sentences of a transcript, each with its place in the text and the moment it begins. Values only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cards.attempt import Word

MOST_WORDS = 40
"""A recogniser may write on and on without a full stop; what is shown of a hit stays readable."""

# A full stop before a small letter ends no sentence: "e.g. this".
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[^\s])(?![a-z])|\n\s*")
_WORD = re.compile(r"\S+")
_FAR = 200
"""Characters within which a word is looked for in the text, so that a word that is not there loses no other."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a transcript's text."""

    begin: int
    end: int
    """The characters from ``begin`` up to and not including ``end``; no blanks around them."""
    start_s: float | None
    """When its first word begins, in seconds of its take; None where no word of it has a time."""


def sentences(text: str, words: Sequence[Word]) -> tuple[Sentence, ...]:
    """Every sentence of ``text`` in order. ``words`` are those of the same transcript, empty for what was typed."""
    places = starts(text, words)
    begun = next(places, None)
    found = []
    for begin, end in _stretches(text):
        while begun is not None and begun[0] < begin:
            begun = next(places, None)
        found.append(Sentence(begin, end, begun[1] if begun is not None and begun[0] < end else None))
    return tuple(found)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence; one that is too long is cut between two words."""
    begin = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        words = list(_WORD.finditer(text, begin, end))
        for first in range(0, len(words), MOST_WORDS):
            group = words[first : first + MOST_WORDS]
            yield group[0].start(), group[-1].end()
        begin = end


def starts(text: str, words: Sequence[Word]) -> Iterator[tuple[int, float]]:
    """Place in the text, and start in seconds, of each word that stands there, in order."""
    place = 0
    for word in words:
        found = text.find(word.word, place, place + _FAR + len(word.word)) if word.word else -1
        if found >= 0:
            yield found, word.start
            place = found + len(word.word)
