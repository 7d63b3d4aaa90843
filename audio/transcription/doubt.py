"""Terms that will earn credit, and may have been heard only because they were hinted at. Pure functions."""

from collections.abc import Sequence

from audio.transcription.sense import plain
from audio.transcription.words import HeardWord, Help

NEAR_S = 2.0
"""Two passes place the same word this close to each other."""

Term = tuple[str, ...]


def suspects(words: Sequence[HeardWord], known: Help) -> dict[int, Term]:
    """Place of the first word -> the hinted term that begins there, of those that stand in a key point's own words."""
    credit = [_pieces(spoken) for spoken in known.credit]
    terms = {term for hint in known.hints if (term := _pieces(hint)) and any(_within(term, each) for each in credit)}
    return {place: term for term in terms for place in _places(words, term)}


def is_confirmed(place: int, term: Term, words: Sequence[HeardWord], unhinted: Sequence[HeardWord]) -> bool:
    """Whether the term at ``place`` of ``words`` stands about there in what was heard without hints, too."""
    at_s = words[place].start_s
    return any(abs(unhinted[found].start_s - at_s) <= NEAR_S for found in _places(unhinted, term))


def covered(words: Sequence[HeardWord], place: int, term: Term) -> range:
    """The places of the words that the term at ``place`` is made of: one word may be several of its pieces."""
    pieces, end = 0, place
    while pieces < len(term):
        pieces += len(_pieces(words[end].text))
        end += 1
    return range(place, end)


def _pieces(text: str) -> Term:
    return tuple(piece for word in text.replace("-", " ").split() if (piece := plain(word)))


def _within(term: Term, pieces: Term) -> bool:
    return any(pieces[at : at + len(term)] == term for at in range(len(pieces) - len(term) + 1))


def _places(words: Sequence[HeardWord], term: Term) -> list[int]:
    pieces = [(place, piece) for place, word in enumerate(words) for piece in _pieces(word.text)]
    texts = tuple(piece for _, piece in pieces)
    starts = range(len(texts) - len(term) + 1)
    return [pieces[at][0] for at in starts if texts[at : at + len(term)] == term]
