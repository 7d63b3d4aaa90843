"""Where in the text a moment of a take stands, when a place in it was said, and what is to be known of it. Knows no Qt.

The text is made of the words, and of a note where a voice was not understood, so each of them has its place in it.
Places are counted in UTF-16 units, as Qt's documents count them. A recogniser's times may overlap, run backwards or
have no length: they are put in order first.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from audio.transcription import fillers
from cards.attempt import Gap, Transcript, Word
from cards.sentences import MOST_WORDS
from desktop.practice.model import minutes_and_seconds
from desktop.words import counted

PAUSE_S = 1.0
"""From this long on, a silence between two words is written into the text."""
LINGER_S = 0.3
"""A word stays marked for this long after its end: the recogniser ends most of them early."""
PARAGRAPH_WORDS = 80
"""From so many words on, a paragraph ends with its sentence."""
IN_DOUBT = "In doubt: heard only because the list of terms suggested it."
NOT_UNDERSTOOD = "Not understood: there is a voice here, and no words could be made out."
ONLY_FILLERS = "Only fillers were heard."
DETAILS = 10
"""So many things to know of a text are said one by one."""
_ENDS_SENTENCE = re.compile(r"[.?!…][\"'”’»)\]]*$")
_MARKS = " \t\n,.;:?!…"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """A stretch of text that is not plain words."""

    span: Span
    kind: str
    """``pause``, ``gap``, ``filler``, ``repaired`` or ``unsure``."""
    says: str = ""
    """What is to be known of it, in sentences; empty where there is nothing more to say."""

    def moved(self, places: int) -> "Look":
        """Return the same stretch so many places further on."""
        return replace(self, span=(self.span[0] + places, self.span[1] + places))


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a take as one text, a gap counted as one. Times in seconds of the take; without words with times
    only the text.
    """

    text: str = ""
    spans: tuple[Span, ...] = ()
    """Where each word stands; of no length for one that is left out."""
    starts: tuple[float, ...] = ()
    """When each word begins; never falling."""
    ends: tuple[float, ...] = ()
    """When each word ends: not before it begins, not after the next one does."""
    sentences: tuple[int, ...] = ()
    """The first word of each sentence."""
    looks: tuple[Look, ...] = ()
    """What is not plain words, in the order of the text: pauses such as "[2.1 s]", gaps, fillers, terms."""
    sizes: tuple[int, ...] = ()
    """As how many words the transcript's text writes each: 0 for a gap and for what is written onto the one before."""
    fillers: int = 0
    """How many words are fillers, shown or left out."""
    details: tuple[str, ...] = ()
    """What is to be known of gaps and terms, a sentence each."""
    verbatim: bool = True
    """Whether fillers are shown."""
    _says: dict[int, str] = field(default_factory=dict)

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
        """Return where these words stand; of no length where all of them are left out."""
        start = self.spans[self.shown_from(first)][0]
        return start, max(start, self.spans[last][1])

    def is_left_out(self, word: int) -> bool:
        """Tell whether this word is not in the text."""
        return self.spans[word][0] == self.spans[word][1]

    def shown_from(self, word: int) -> int:
        """Return this word, or where it is left out the next one that is not, or else the one before."""
        on = next((each for each in range(word, len(self.spans)) if not self.is_left_out(each)), None)
        back = (each for each in range(word, -1, -1) if not self.is_left_out(each))
        return next(back, word) if on is None else on

    def word_of(self, first: int, number: int) -> int | None:
        """Return the word that begins as the ``number``-th of the transcript's text, counted from word ``first``."""
        for word in range(first, len(self.sizes)):
            if number < self.sizes[word]:
                return word
            number -= self.sizes[word]
        return None

    def says_of(self, word: int) -> str:
        """Return what is to be known of this word; empty for a plain one."""
        return self._says.get(word, "")


@dataclass(frozen=True, slots=True)
class _Item:
    """A word as it is to be shown, or a gap."""

    word: Word
    shown: str
    """Empty for a filler that is left out."""
    joined: bool = False
    kind: str = ""
    says: str = ""


def reading_of(transcript: Transcript, *, verbatim: bool = True, pauses: bool = True) -> Reading:
    """Return the text of ``transcript``, from its words where it has them; fillers only where it is ``verbatim``."""
    words = [word for word in transcript.words if word.word.strip()]
    items = _with_gaps(_items(words, transcript.text, verbatim), transcript.gaps)
    if not items:
        return text_only("\n".join(filter(None, map(clean, transcript.text.splitlines()))))
    starts, ends = _in_order([item.word for item in items])
    sentences = _sentences(items)
    text, spans, silences = _written(items, starts, ends, sentences, pauses)
    looks = [Look(span, item.kind, item.says) for item, span in zip(items, spans, strict=True) if item.kind]
    found = sorted((*silences, *(look for look in looks if look.span[0] < look.span[1])), key=lambda look: look.span)
    return Reading(
        text=text,
        spans=spans,
        starts=starts,
        ends=ends,
        sentences=sentences,
        looks=tuple(found),
        sizes=tuple(_size(item) for item in items),
        fillers=sum(item.kind == "filler" and not item.joined for item in items),
        details=tuple(_detail(item) for item in items if item.says),
        verbatim=verbatim,
        _says={number: item.says for number, item in enumerate(items) if item.says},
    )


def text_only(text: str, *, verbatim: bool = True) -> Reading:
    """Return the reading of a text whose words have no times; fillers only where it is ``verbatim``."""
    return Reading(text if verbatim else fillers.clean(text), verbatim=verbatim)


def summary(readings: Sequence[Reading]) -> str:
    """Say in one line what of these texts is not plain words; empty for nothing. Fillers are a lower bound."""
    kinds = Counter(look.kind for reading in readings for look in reading.looks)
    said, shown = sum(reading.fillers for reading in readings), all(reading.verbatim for reading in readings)
    parts = (
        (said, f"At least {counted(said, 'filler')}{'' if shown else ', left out'}"),
        (kinds["gap"], f"{counted(kinds['gap'], 'place')} not understood"),
        (kinds["repaired"], f"{counted(kinds['repaired'], 'term')} repaired"),
        (kinds["unsure"], f"{counted(kinds['unsure'], 'term')} in doubt"),
    )
    return " · ".join(words for number, words in parts if number)


def description(readings: Sequence[Reading]) -> str:
    """Say the same for who does not see it, with what is to be known of each."""
    details = [detail for reading in readings for detail in reading.details]
    more = (f"And {len(details) - DETAILS} more.",) if len(details) > DETAILS else ()
    line = summary(readings)
    return " ".join((*((f"{line}.",) if line else ()), *details[:DETAILS], *more))


def clean(text: str) -> str:
    """Return ``text`` with single spaces, and a mark for each character that cannot be shown.

    Some of these mean something of their own to a document: they must not reach it.
    """
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(each if each.isprintable() else "\ufffd" for each in text)


def units(text: str) -> int:
    """Return the length of ``text`` as Qt's documents count it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _items(words: Sequence[Word], text: str, verbatim: bool) -> list[_Item]:
    """Return each word as it is to be shown; "uh-huh" is no filler, though a recogniser may write it as two words."""
    if not words:
        return []
    joined = _joined(words, text)
    firsts = [number for number, onto in enumerate(joined) if not onto]
    groups = [words[first:end] for first, end in pairwise([*firsts, len(words)])]
    written = ["".join(clean(word.word) for word in group) for group in groups]
    items: list[_Item] = []
    for group, whole, left in zip(groups, written, fillers.without_fillers(written), strict=True):
        shown = whole if verbatim else left or ""
        items += [
            _item(word, part, place > 0, left is None)
            for place, (word, part) in enumerate(zip(group, _parts(shown, group), strict=True))
        ]
    return items


def _parts(shown: str, group: Sequence[Word]) -> Iterator[str]:
    """Cut ``shown`` into the words of its ``group``; what differs from them is its first letter and its end."""
    for word in group[:-1]:
        size = len(clean(word.word))
        yield shown[:size]
        shown = shown[size:]
    yield shown


def _item(word: Word, shown: str, joined: bool, filler: bool) -> _Item:
    heard = clean(word.heard).strip(_MARKS)
    remarks = (f"Repaired: heard as “{heard}”." if heard else "", IN_DOUBT if word.unsure else "")
    kind = "filler" if filler else "unsure" if word.unsure else "repaired" if heard else ""
    return _Item(word, shown, joined, kind, "" if filler else " ".join(filter(None, remarks)))


def _with_gaps(items: Sequence[_Item], gaps: Sequence[Gap]) -> list[_Item]:
    """Put each gap before the first word that begins after it does."""
    waiting = sorted((gap for gap in gaps if math.isfinite(gap.start + gap.end)), key=lambda gap: -gap.start)
    found: list[_Item] = []
    for item in items:
        while waiting and waiting[-1].start <= item.word.start:
            found.append(_gap(waiting.pop()))
        found.append(item)
    return [*found, *(_gap(gap) for gap in reversed(waiting))]


def _gap(gap: Gap) -> _Item:
    times = f"{minutes_and_seconds(gap.start)} to {minutes_and_seconds(gap.end)}"
    return _Item(Word("", gap.start, gap.end, 0.0), f"[not understood, {times}]", False, "gap", NOT_UNDERSTOOD)


def _size(item: _Item) -> int:
    return 0 if item.kind == "gap" else len(item.word.word.split()) - item.joined


def _detail(item: _Item) -> str:
    """What is to be known of a gap or a term, told apart from the others."""
    if item.kind == "gap":
        return f"N{item.shown[2:-1]}."
    term = clean(item.word.word).strip(_MARKS)
    return f"“{term}” {'was' if item.word.heard.strip() else 'is'} {item.says[0].lower()}{item.says[1:]}"


def _written(
    items: Sequence[_Item], starts: Sequence[float], ends: Sequence[float], sentences: Sequence[int], pauses: bool
) -> tuple[str, tuple[Span, ...], list[Look]]:
    """Return the text, where each item stands in it, and where its pauses do."""
    writer, spans, silences = _Writer(), [], []
    begin_sentence, paragraph = set(sentences), 0
    ends_paragraph, silence = False, 0.0
    for number, item in enumerate(items):
        gap = starts[number] - ends[number - 1] if number else 0.0
        silence += gap if pauses and gap >= PAUSE_S else 0.0
        if number in begin_sentence and number - paragraph >= PARAGRAPH_WORDS:
            ends_paragraph, paragraph = True, number
        if not item.shown:
            spans.append(writer.write(""))
            continue
        if writer.length and (ends_paragraph or silence or not item.joined or items[number - 1].kind == "gap"):
            writer.write("\n" if ends_paragraph else " ")
        if silence:
            silences.append(Look(writer.write(f"[{silence:.1f} s]"), "pause"))
            writer.write(" ")
        ends_paragraph, silence = False, 0.0
        spans.append(writer.write(item.shown))
    return writer.text, tuple(spans), silences


def _sentences(items: Sequence[_Item]) -> tuple[int, ...]:
    """Return the first word of each sentence, as ``cards.sentences`` has them: "e.g. this" ends none, a gap neither."""
    firsts, before = [0], ""
    for number, item in enumerate(items):
        here = item.word.word.strip()
        if not here:
            continue
        ended = _ENDS_SENTENCE.search(before) is not None and not here[0].islower()
        if before and (ended or number - firsts[-1] >= MOST_WORDS):
            firsts.append(number)
        before = here
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

    @property
    def length(self) -> int:
        return self._length

    def write(self, text: str) -> Span:
        """Add ``text``; returns where it stands."""
        start = self._length
        self._parts.append(text)
        self._length += units(text)
        return start, self._length
