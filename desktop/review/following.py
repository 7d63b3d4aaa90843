"""Where in the text a moment of a take stands, and when a place in the text was said. Knows no Qt.

The text is made of the words, so every word has its place in it. Places are counted in UTF-16 units, as Qt's documents
count them. A recogniser's times may overlap, run backwards or have no length: they are put in order first.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from cards.attempt import Transcript, Word
from cards.sentences import MOST_WORDS

PAUSE_S = 1.0
"""From this long on, a silence between two words is written into the text."""
LINGER_S = 0.3
"""A word stays marked for this long after its end: the recogniser ends most of them early."""
PARAGRAPH_WORDS = 80
"""From so many words on, a paragraph ends with its sentence."""
_ENDS_SENTENCE = re.compile(r"[.?!…][\"'”’»)\]]*$")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a take as one text. Times in seconds of the take; without words with times only the text."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    """Where each word stands."""
    starts: tuple[float, ...] = ()
    """When each word begins; never falling."""
    ends: tuple[float, ...] = ()
    """When each word ends: not before it begins, not after the next one does."""
    sentences: tuple[int, ...] = ()
    """The first word of each sentence."""
    pauses: tuple[Span, ...] = ()
    """Where the pauses stand, such as "[2.1 s]"."""

    def word_at(self, seconds: float) -> int | None:
        """Return the word that is being said then; None before the first and in a pause."""
        word = bisect_right(self.starts, seconds) - 1
        return word if word >= 0 and seconds < self.ends[word] + LINGER_S else None

    def word_before(self, seconds: float) -> int | None:
        """Return the last word that has begun by then, or the first; None where no word has a time."""
        return max(0, bisect_right(self.starts, seconds) - 1) if self.starts else None

    def word_from(self, seconds: float) -> int | None:
        """Return the word that is said then or next, or the last; None where no word has a time."""
        word = self.word_at(seconds)
        return min(bisect_right(self.starts, seconds), len(self.starts) - 1) if word is None and self.starts else word

    def word_in(self, place: int) -> int | None:
        """Return the word at ``place`` of the text, or the one before it where there is none; None without words."""
        word = bisect_right(self.spans, (place, math.inf)) - 1
        return max(0, word) if self.spans else None

    def sentence_of(self, word: int) -> Span:
        """Return the first and the last word of the sentence that ``word`` is part of."""
        number = bisect_right(self.sentences, word)
        last = self.sentences[number] - 1 if number < len(self.sentences) else len(self.spans) - 1
        return self.sentences[number - 1], last

    def time_of(self, first: int, last: int) -> tuple[float, float]:
        """Return when these words begin and end."""
        return self.starts[first], self.ends[last]

    def place_of(self, first: int, last: int) -> Span:
        """Return where these words stand."""
        return self.spans[first][0], self.spans[last][1]


def reading_of(transcript: Transcript) -> Reading:
    """Return the text of ``transcript``, from its words where it has them."""
    words = [word for word in transcript.words if word.word.strip()]
    if not words:
        return Reading("\n".join(filter(None, map(clean, transcript.text.splitlines()))))
    starts, ends = _in_order(words)
    joined = _joined(words, transcript.text)
    sentences = _sentences(words)
    begin_sentence, paragraph = set(sentences), 0
    writer = _Writer()
    spans, pauses = [], []
    for number, word in enumerate(words):
        gap = starts[number] - ends[number - 1] if number else 0.0
        if number in begin_sentence and number - paragraph >= PARAGRAPH_WORDS:
            writer.write("\n")
            paragraph = number
        elif number and not (joined[number] and gap < PAUSE_S):
            writer.write(" ")
        if gap >= PAUSE_S:
            pauses.append(writer.write(f"[{gap:.1f} s]"))
            writer.write(" ")
        spans.append(writer.write(clean(word.word)))
    return Reading(writer.text, tuple(spans), starts, ends, sentences, tuple(pauses))


def clean(text: str) -> str:
    """Return ``text`` with single spaces, and a mark for each character that cannot be shown.

    Some of these mean something of their own to a document: they must not reach it.
    """
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(each if each.isprintable() else "\ufffd" for each in text)


def units(text: str) -> int:
    """Return the length of ``text`` as Qt's documents count it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _sentences(words: Sequence[Word]) -> tuple[int, ...]:
    """Return the first word of each sentence, as ``cards.sentences`` has them: "e.g. this" ends none."""
    firsts = [0]
    for number in range(1, len(words)):
        before, here = words[number - 1].word.strip(), words[number].word.strip()
        ended = _ENDS_SENTENCE.search(before) is not None and not here[0].islower()
        if ended or number - firsts[-1] >= MOST_WORDS:
            firsts.append(number)
    return tuple(firsts)


def _in_order(words: Sequence[Word]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return starts that never fall and ends between a word's start and the next one's."""
    starts: list[float] = []
    latest = 0.0
    for word in words:
        latest = max(latest, word.start) if math.isfinite(word.start) else latest
        starts.append(latest)
    nexts = [*starts[1:], math.inf]
    ends = [
        min(max(start, word.end if math.isfinite(word.end) else start), following)
        for word, start, following in zip(words, starts, nexts, strict=True)
    ]
    return tuple(starts), tuple(ends)


def _joined(words: Sequence[Word], text: str) -> list[bool]:
    """Tell of each word whether the transcript writes it onto the one before, as in "10%" or "semi-supervised"."""
    found, at = [], 0
    for word in words:
        here = word.word.strip()
        place = text.find(here, at, at + len(here) + 8)
        found.append(place == at and place > 0)
        at = place + len(here) if place >= 0 else at
    return found


class _Writer:
    """Text that knows how long it is."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> Span:
        """Add ``text``; returns where it stands."""
        start = self._length
        self._parts.append(text)
        self._length += units(text)
        return start, self._length
