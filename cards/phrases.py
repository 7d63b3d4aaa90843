"""Where the phrases of a list stand in what somebody said: found as aliases of key points are, with their places.

A text is brought into the form of ``cards.spoken`` word by word, so that a place in that form is a place in the text.
What is lost is only a number of several words ("twenty five") as part of a phrase; a list has no such phrase.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from cards.deck.remark import SPOKEN_WORDS_A_MINUTE
from cards.sentences import Sentence, sentences
from cards.spoken import normal, places

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"\w(?:.*\w)?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was said."""

    phrase: str
    """As its list has it."""
    begin: int
    end: int
    """The characters of the text from ``begin`` up to and not including ``end``."""
    first: int
    last: int
    """Its first and its last word, counted from 0."""


class Speech:
    """A text in which phrases are looked for. It never changes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: tuple[str, ...]
        """Each word in its spoken form; one that is written with a hyphen or as "A/B" is one word of several parts."""
        found = [(token, form) for token in _TOKEN.finditer(text) if (form := normal(token.group()))]
        self.words = tuple(form for _, form in found)
        self._spans = [_bare(token) for token, _ in found]
        self._form = " ".join(self.words)
        self._starts = _starts(self.words)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order; a very long one is cut."""
        return sentences(self.text, ())

    def all_hits(self, phrases: Iterable[str]) -> list[Hit]:
        """Every place at which one of the phrases was said, in the order of the phrases; they may overlap."""
        return [self._hit(phrase, *place) for phrase in phrases for place in places(self._form, phrase)]

    def hits(self, phrases: Iterable[str]) -> tuple[Hit, ...]:
        """The places at which one of the phrases was said, in order; of those that overlap the longest counts."""
        kept: list[Hit] = []
        for hit in sorted(self.all_hits(phrases), key=lambda hit: (hit.first - hit.last, hit.begin - hit.end)):
            if not any(overlap(hit, other) for other in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.first))

    def first(self, phrases: Iterable[str]) -> Hit | None:
        """The earliest of ``hits``, or None."""
        return next(iter(self.hits(phrases)), None)

    def says_after(self, hit: Hit, phrases: Iterable[str], within_words: int) -> bool:
        """Whether one of the phrases begins within so many words after ``hit``."""
        return any(0 < other.first - hit.last <= within_words for other in self.all_hits(phrases))

    def stretch(self, first: int, last: int) -> Hit:
        """The words from ``first`` to ``last``, as a hit of the phrase that they are."""
        begin, end = self._spans[first][0], self._spans[last][1]
        return Hit(self.text[begin:end], begin, end, first, last)

    def _hit(self, phrase: str, begin: int, end: int) -> Hit:
        first, last = (bisect_right(self._starts, place) - 1 for place in (begin, end - 1))
        return Hit(phrase, self._spans[first][0], self._spans[last][1], first, last)


def overlap(one: Hit, other: Hit) -> bool:
    """Whether two hits share a word."""
    return one.first <= other.last and other.first <= one.last


def words_in(seconds: float) -> int:
    """How many words are said in so many seconds at a calm pace, where no recording says how fast somebody spoke."""
    return round(seconds * SPOKEN_WORDS_A_MINUTE / 60)


def _bare(token: re.Match[str]) -> tuple[int, int]:
    """Begin and end of a word without the punctuation around it."""
    word = _WORD.search(token.group())
    begin, end = word.span() if word else (0, len(token.group()))
    return token.start() + begin, token.start() + end


def _starts(words: Iterable[str]) -> list[int]:
    """Where each word begins in the text of them all, parted by single spaces."""
    starts: list[int] = []
    place = 0
    for word in words:
        starts.append(place)
        place += len(word) + 1
    return starts
