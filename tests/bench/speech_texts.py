"""How near a text is to what was said: lost words, fillers, word times, terms. Only the standard library.

All of it rests on one alignment, the cheapest way to turn one list of words into the other, and every transcript goes
through the same functions, whoever wrote it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

FILLERS = frozenset(
    [
        "um",
        "umm",
        "ummm",
        "uh",
        "uhh",
        "uhm",
        "hm",
        "hmm",
        "hmmm",
        "mm",
        "mmm",
        "mhm",
        "er",
        "err",
        "erm",
        "ah",
        "ahh",
        "eh",
    ]
)
SHORT_OF_LETTERS = 0.6
"""Words stand for others when they have at least this share of their letters: "cicd" for "c i c d"."""
Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word and the second at which it begins."""

    text: str
    start_s: float


@dataclass(frozen=True, slots=True)
class Fillers:
    """How many were said, how many of them are in the text, and how many the text has beside."""

    said: int = 0
    found: int = 0
    invented: int = 0

    def __add__(self, other: "Fillers") -> "Fillers":
        return Fillers(self.said + other.said, self.found + other.found, self.invented + other.invented)


@dataclass(frozen=True, slots=True)
class Lost:
    """``words`` of the reference, from its word ``at`` on, have nothing in their place."""

    at: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """How often the marked terms were said, how often they are in the text; ``missed`` names the others."""

    said: int = 0
    right: int = 0
    missed: tuple[str, ...] = ()

    def __add__(self, other: "Terms") -> "Terms":
        return Terms(self.said + other.said, self.right + other.right, (*self.missed, *other.missed))


def verbatim(text: str) -> list[str]:
    """The words of ``text`` in small letters, without punctuation; fillers stay."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)*", text.lower().replace("’", "'"))


def is_filler(word: str) -> bool:
    """Whether a word of ``verbatim`` is nothing but hesitation."""
    return word in FILLERS


def joined(words: Sequence[str]) -> list[str]:
    """``words`` with runs of single letters made one word: "p i i" is "pii"."""
    whole: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            whole.append(run)
            run = ""
        whole.append(word)
    return whole[:-1]


def aligned(said: Sequence[str], heard: Sequence[str], cost: Callable[[str, str], float] | None = None) -> list[Pair]:
    """Pairs of indices in order; None where a word of the other side has no partner.

    ``cost`` of one word for another: 0 for the same, 1 for any other where it is not given; to leave one out or put one
    in costs 1.
    """
    price = cost or (lambda one, other: 0.0 if one == other else 1.0)
    rows = [[float(column) for column in range(len(heard) + 1)]]
    for number, word in enumerate(said, 1):
        above, row = rows[-1], [float(number)]
        for column, other in enumerate(heard, 1):
            row.append(min(above[column - 1] + price(word, other), above[column] + 1, row[-1] + 1))
        rows.append(row)
    return _way_back(rows, said, heard, price)


def _way_back(
    rows: list[list[float]], said: Sequence[str], heard: Sequence[str], price: Callable[[str, str], float]
) -> list[Pair]:
    pairs: list[Pair] = []
    i, j = len(said), len(heard)
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + price(said[i - 1], heard[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and here == rows[i - 1][j] + 1:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def lost(said: Sequence[str], heard: Sequence[str]) -> list[Lost]:
    """The stretches of ``said`` that ``heard`` leaves out, longest first.

    Between two words that both have, what ``heard`` puts for the words of ``said`` counts for them as long as it has
    about their letters; else as many are lost as are missing.
    """
    said, heard = joined(said), joined(heard)
    stretches: list[Lost] = []
    block: list[Pair] = []
    for one, other in [*_together(said, aligned(said, heard)), (-1, -1)]:
        same = one == other == -1 or (one is not None and other is not None and said[one] == heard[other])
        if not same:
            block.append((one, other))
            continue
        stretches += _lost_between(said, heard, block)
        block = []
    return sorted(stretches, key=lambda stretch: -len(stretch.words))


def _together(said: Sequence[str], pairs: list[Pair]) -> list[Pair]:
    """The same alignment, as cheap, with what is left out moved back as far as it goes, so that it stands together.

    Of "a planner and a budget" for "a", one may leave out "planner and a budget", or "a planner and" and "budget".
    """
    moved = list(pairs)
    at = 0
    while at < len(moved):
        end = at
        while end < len(moved) and moved[end][1] is None:
            end += 1
        if end == at or end == len(moved):
            at = end + 1
            continue
        (first, _), (one, other) = moved[at], moved[end]
        if first is not None and one is not None and said[first] == said[one]:
            moved[at], moved[end] = (first, other), (one, None)
            at += 1
        else:
            at = end
    return moved


def _lost_between(said: Sequence[str], heard: Sequence[str], block: list[Pair]) -> list[Lost]:
    ours = [one for one, _ in block if one is not None]
    theirs = [other for _, other in block if other is not None]
    letters, left = sum(len(said[each]) for each in ours), sum(len(heard[each]) for each in theirs)
    if len(ours) <= len(theirs) or left >= SHORT_OF_LETTERS * letters:
        return []
    without = [one for one, other in block if one is not None and other is None]
    return [Lost(without[0], tuple(said[each] for each in without))]


def fillers(said: str, heard: str) -> Fillers:
    """What became of the hesitations of a verbatim reference: any form of one stands for any other."""

    def price(one: str, other: str) -> float:
        if is_filler(one) or is_filler(other):
            return 0.0 if is_filler(one) and is_filler(other) else 3.0
        return 0.0 if one == other else 1.0

    reference, text = verbatim(said), verbatim(heard)
    found = sum(
        one is not None and other is not None and is_filler(reference[one])
        for one, other in aligned(reference, text, price)
    )
    written = sum(map(is_filler, text))
    return Fillers(sum(map(is_filler, reference)), found, written - found)


def start_errors(said: Sequence[Spoken], heard: Sequence[Spoken]) -> list[float]:
    """Seconds by which the words that both have differ in when they begin."""
    reference, text = [_one(word) for word in said], [_one(word) for word in heard]
    pairs = aligned(reference, text)
    return [
        abs(said[one].start_s - heard[other].start_s)
        for one, other in pairs
        if one is not None and other is not None and reference[one] and reference[one] == text[other]
    ]


def _one(word: Spoken) -> str:
    return "".join(verbatim(word.text))


def squashed(text: str) -> str:
    """``text`` in small letters with letters, digits, # and + alone: "CI/CD", "ci-cd" and "CICD" are the same."""
    return re.sub(r"[^a-z0-9#+]", "", text.lower())


def terms(said: Iterable[tuple[str, Sequence[str]]], heard: str) -> Terms:
    """How many of the terms said are in ``heard``: each is given with the spellings that are right besides its own.

    A term counts as often as it was said, at most as often as it was heard; a plural counts.
    """
    wanted: dict[str, tuple[str, list[str]]] = {}
    times: dict[str, int] = {}
    for term, spellings in said:
        key = squashed(term)
        wanted[key] = (term, [key, *map(squashed, spellings)])
        times[key] = times.get(key, 0) + 1
    words = [squashed(word) for word in re.split(r"[\s—–-]+", heard)]
    result = Terms()
    for key, (term, forms) in wanted.items():
        right = min(times[key], _occurrences([word for word in words if word], forms))
        result += Terms(times[key], right, (term,) * (times[key] - right))
    return result


def _occurrences(words: Sequence[str], forms: Sequence[str]) -> int:
    """How often a stretch of whole words is one of ``forms``, or its plural."""
    right = {form + plural for form in forms for plural in ("", "s")}
    longest = max(map(len, right))
    count = at = 0
    while at < len(words):
        stretch, end = "", at
        found = 0
        while end < len(words) and len(stretch) < longest:
            stretch += words[end]
            end += 1
            if stretch in right:
                found = end
        count += found > 0
        at = found or at + 1
    return count


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of them do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
