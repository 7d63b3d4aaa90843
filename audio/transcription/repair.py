"""Terms that were misheard are put right, in technical company only, and what was heard is kept beside them.

Three ways, in this order: letters said one by one and words split in two are joined ("C I slash C D"); the table of
mis-hearings says what else comes instead of a term ("rag"); and what sounds like one of the hints, and is no word of
everyday English, becomes it ("cubermetties"). Each is done only where a term stands within 8 words. Pure functions.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from audio.transcription.company import Company, Phrase, phrase
from audio.transcription.mishearings import MOST_PIECES, WITHIN, Mishearing, builtin_table, ordinary_words
from audio.transcription.phonetics import likeness, pieces_of, sound_of
from audio.transcription.words import HeardWord

LIKENESS = 0.85
"""Of the sound of what was heard and of a hint: lower ones turned up words that nobody had misheard."""
DOUBT = 0.8
"""What was misheard for a name had a probability of at most 0.71, a rare word that was meant 0.91. Measured."""
SPELLED_ALIKE = 0.6
"""Of the letters, too: sounds alone make "dilute the" like "dilated"."""
SHORTEST_SOUND = 5
"""Signs of the sound code of a hint that may be recognised by its sound; shorter ones are like too much."""
MOST_SOUNDED = 3
"""Words that may sound like one hint."""
_PARTS = re.compile(r"(\s*[\"'“‘(\[-]*)(.*?)((?:['’]s)?[\s.,;:!?…\"'”’)\]%]*)", re.DOTALL)
_GLUE = "/#_@+=("
"""Signs before which Whisper begins a word of its own within a term: "CI" "/CD", "zero" "_grad"."""
_CLOSES = ".!?…;:,"


@dataclass(frozen=True, slots=True)
class _Terms:
    """What can be repaired under some hints."""

    joined: dict[str, str]
    """Letters of a term without blanks and signs -> the term."""
    table: dict[tuple[str, ...], tuple[Mishearing, ...]]
    sounds: tuple[tuple[str, str], ...]
    """Sound of a hint, and the hint."""
    company: tuple[Phrase, ...]


def repaired(
    words: Sequence[HeardWord], hints: Sequence[str], before: Sequence[HeardWord] = ()
) -> tuple[HeardWord, ...]:
    """The words with misheard terms put right; ``hints`` are terms as written, ``before`` is what came earlier.

    A word that was put right has in ``heard`` what stood there, which may have been several words: it lasts from the
    first to the last of them, and its probability is their mean. Repairing again changes nothing.
    """
    terms = _terms(tuple(hints))
    heard = list(before)[-WITHIN:]
    current = _glued(words)
    while True:
        following = current
        for find in (_joined, _listed, _sounded):
            following = _pass(following, heard, terms, find)
        if following == current:
            return tuple(current)
        current = following


@cache
def _terms(hints: tuple[str, ...]) -> _Terms:
    table = builtin_table()
    listed: dict[tuple[str, ...], tuple[Mishearing, ...]] = {}
    for entry in table.mishearings:
        for heard in entry.heard:
            listed[heard] = (*listed.get(heard, ()), entry)
    written = [term for term in table.company if term.lower() != term]
    joined: dict[str, str] = {}
    for term in (*hints, *(entry.write for entry in table.mishearings), *written):
        for spelling in (term, term.replace("/", " slash ")):
            joined.setdefault(_letters(pieces_of(spelling)), term)
    names = (hint for hint in hints if hint != hint.lower() and not any(sign.isdigit() for sign in hint))
    sounds = ((sound_of(hint), hint) for hint in names)
    return _Terms(
        joined,
        listed,
        tuple((sound, hint) for sound, hint in sounds if len(sound) >= SHORTEST_SOUND),
        tuple(phrase(term) for term in (*table.company, *(hint for hint in hints if _unmistakable(hint)))),
    )


def _unmistakable(hint: str) -> bool:
    """Whether a hint makes a company technical: "vLLM" and "Qdrant" do, "canary" and "PM" do not."""
    return any(
        piece != piece.lower()
        and len(piece) > 2
        and (piece[1:] != piece[1:].lower() or not _is_ordinary(piece.lower()))
        for piece in pieces_of(hint)
    )


@cache
def _is_ordinary(word: str) -> bool:
    """Whether ``word`` is everyday English, or too short to tell."""
    known = ordinary_words()
    endings = ("", "'s", "s", "es", "ed", "d", "ing", "ly", "er", "r", "ers", "y", "ies", "ied", "ment", "ion", "al")
    stems = {word.removesuffix(ending) for ending in endings}
    return (
        len(word) <= 3
        or any(stem + ending in known for stem in stems for ending in ("", "e", "y"))
        or any(stem[:-1] in known for stem in stems if stem[-2:-1] == stem[-1:])
    )


def _letters(pieces: Sequence[str]) -> str:
    return "".join(pieces).lower()


def _glued(words: Sequence[HeardWord]) -> list[HeardWord]:
    """Put together what Whisper parts at a stroke, so that "CI/CD" is one word."""
    whole: list[HeardWord] = []
    for word in words:
        if whole and word.text[:1] and word.text[0] in _GLUE and whole[-1].text[-1:].isalnum() and not word.heard:
            last = whole.pop()
            probability = (last.probability + word.probability) / 2
            word = replace(last, text=last.text + word.text, end_s=max(last.end_s, word.end_s), probability=probability)  # noqa: PLW2901
        whole.append(word)
    return whole


@dataclass(frozen=True, slots=True)
class _Span:
    """Some words in a row that may be one term."""

    words: tuple[HeardWord, ...]
    pieces: tuple[str, ...]
    """In the case they have."""

    @property
    def lower(self) -> tuple[str, ...]:
        return tuple(piece.lower() for piece in self.pieces)

    @property
    def probability(self) -> float:
        return sum(word.probability for word in self.words) / len(self.words)

    @property
    def core(self) -> str:
        """What was heard, without the blank before it and the punctuation after it."""
        match = _PARTS.fullmatch("".join(word.text for word in self.words))
        return match.group(2) if match else ""


Find = Callable[[_Span, _Terms, Company, int, int], str]
"""Returns the term that a span should be, or nothing; the numbers are the places of its words, from and up to."""


def _pass(words: list[HeardWord], before: list[HeardWord], terms: _Terms, find: Find) -> list[HeardWord]:
    """Repair what ``find`` finds, from left to right, the longest span first at each place."""
    company = Company([*before, *words], terms.company)
    result: list[HeardWord] = []
    place = 0
    while place < len(words):
        for span in _spans(words, place):
            here = len(before) + place
            term = find(span, terms, company, here, here + len(span.words))
            if term and term != span.core:
                result.append(_put_right(span, term))
                place += len(span.words)
                break
        else:
            result.append(words[place])
            place += 1
    return result


def _spans(words: Sequence[HeardWord], start: int) -> Iterator[_Span]:
    """The spans that begin at ``start``, the longest first: within a sentence, and of words that were not repaired."""
    ends: list[_Span] = []
    pieces: tuple[str, ...] = ()
    for end in range(start, len(words)):
        word = words[end]
        more = tuple(pieces_of(_core(word.text)))
        if word.heard or not more or len(pieces) + len(more) > MOST_PIECES:
            break
        ends.append(_Span(tuple(words[start : end + 1]), pieces + more))
        pieces += tuple(pieces_of(word.text))
        spelled = all(len(piece) == 1 for piece in more)
        if word.text[-1:] in _CLOSES and not spelled:
            break
    return reversed(ends)


def _core(text: str) -> str:
    match = _PARTS.fullmatch(text)
    return match.group(2) if match else text


def _joined(span: _Span, terms: _Terms, company: Company, start: int, end: int) -> str:
    """A term whose letters the pieces are, when they are plainly one: spelled, or long enough."""
    if len(span.pieces) < 2:
        return ""
    letters = _letters(span.pieces)
    term = terms.joined.get(letters, "")
    if not term or _same_words(span.core, term) or not company.near(start, end):
        return ""
    spelled = all(len(piece) == 1 or piece.isdigit() or piece.lower() == "slash" for piece in span.pieces)
    if spelled and (
        len(letters) > 2 or (span.core.replace(" ", "").replace("-", "").isalpha() and span.core.isupper())
    ):
        return term
    return term if len(letters) >= 5 or (len(letters) == 4 and any(piece.isdigit() for piece in span.pieces)) else ""


def _same_words(one: str, other: str) -> bool:
    """Whether they differ in capitals and hyphens alone, which is no mis-hearing."""
    return one.lower().replace("-", " ") == other.lower().replace("-", " ")


def _listed(span: _Span, terms: _Terms, company: Company, start: int, end: int) -> str:
    """A term that the table has for these pieces, if it has its company."""
    entries = terms.table.get(span.lower, ())
    if not entries or not company.near(start, end):
        return ""
    return next((entry.write for entry in entries if _has_company(entry, company, start, end)), "")


def _has_company(entry: Mishearing, company: Company, start: int, end: int) -> bool:
    return not entry.only or any(company.has(each, start, end, entry.within) for each in entry.only)


def _sounded(span: _Span, terms: _Terms, company: Company, start: int, end: int) -> str:
    """A hint that sounds like these pieces, none of which is anybody's word."""
    letters = _letters(span.pieces)
    if len(span.words) > MOST_SOUNDED or span.probability > DOUBT or not letters.isalpha() or letters in terms.joined:
        return ""
    if any(_is_ordinary(piece) for piece in span.lower) or company.covers(start, end) or not company.near(start, end):
        return ""
    sound = sound_of(letters)
    best, hint = max(((likeness(sound, each), hint) for each, hint in terms.sounds), default=(0.0, ""))
    alike = best >= LIKENESS and likeness(letters, _letters(pieces_of(hint))) >= SPELLED_ALIKE
    return hint if alike and sound[0] == sound_of(hint)[0] else ""


def _put_right(span: _Span, term: str) -> HeardWord:
    first, last = span.words[0], span.words[-1]
    match = _PARTS.fullmatch("".join(word.text for word in span.words))
    lead, heard, trail = match.groups() if match else ("", "", "")
    if heard[:1].isupper() and heard[1:2].islower() and term.isalpha() and term.islower():
        term = term.capitalize()
    return HeardWord(
        text=lead + term + trail,
        start_s=first.start_s,
        end_s=max(last.end_s, first.start_s),
        probability=span.probability,
        heard=heard,
        unsure=any(word.unsure for word in span.words),
    )
