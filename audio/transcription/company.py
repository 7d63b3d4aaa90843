"""Which words stand near which: a term counts as one only among others of its kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from audio.transcription.mishearings import WITHIN
from audio.transcription.phonetics import pieces_of
from audio.transcription.words import HeardWord


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to look for: with a capital letter it has to stand there just so, else in any case."""

    pieces: tuple[str, ...]
    exact: bool


def phrase(text: str) -> Phrase:
    """Return what is looked for when ``text`` is."""
    return Phrase(tuple(pieces_of(text)), text != text.lower())


class Company:
    """The technical terms among some words, and who is near them."""

    def __init__(self, words: Sequence[HeardWord], terms: Sequence[Phrase]) -> None:
        self._pieces = [(piece, place) for place, word in enumerate(words) for piece in pieces_of(word.text)]
        self._lower = [_plain(piece) for piece, _ in self._pieces]
        self._starts: dict[str, list[int]] = {}
        for index, piece in enumerate(self._lower):
            for key in {piece, piece.removesuffix("s")}:
                self._starts.setdefault(key, []).append(index)
        self._terms = sorted({span for term in terms for span in self._find(term)})

    def near(self, start: int, end: int) -> bool:
        """Whether a term stands within eight words of the words from ``start`` up to ``end``, and apart from them."""
        return any(_apart(span, start, end) <= WITHIN for span in self._terms)

    def has(self, text: str, start: int, end: int, within: int) -> bool:
        """Whether ``text`` stands that near."""
        return any(_apart(span, start, end) <= within for span in self._find(phrase(text)))

    def covers(self, start: int, end: int) -> bool:
        """Whether one of the words is part of a term."""
        return any(span[0] < end and start < span[1] for span in self._terms)

    def _find(self, wanted: Phrase) -> list[tuple[int, int]]:
        """Where it stands, as words from and up to."""
        count = len(wanted.pieces)
        pieces = wanted.pieces if wanted.exact else tuple(piece.lower() for piece in wanted.pieces)
        found: list[tuple[int, int]] = []
        for index in self._starts.get(pieces[0].lower(), ()):
            span = self._pieces[index : index + count]
            if len(span) == count and _matches([piece for piece, _ in span], pieces, wanted.exact):
                found.append((span[0][1], span[-1][1] + 1))
        return found


def _matches(heard: Sequence[str], wanted: Sequence[str], exact: bool) -> bool:
    shown = list(heard) if exact else [piece.lower() for piece in heard]
    last = _without_s(shown[-1])
    return shown[:-1] == list(wanted[:-1]) and wanted[-1] in {shown[-1], last, last.removesuffix("s")}


def _without_s(piece: str) -> str:
    return piece.removesuffix("'s").removesuffix("’s")


def _plain(piece: str) -> str:
    return _without_s(piece.lower())


def _apart(span: tuple[int, int], start: int, end: int) -> int:
    """Words from one to the other: 1 for neighbours, a great number where they overlap."""
    if span[1] <= start:
        return start - span[1] + 1
    if span[0] >= end:
        return span[0] - end + 1
    return 1_000_000
