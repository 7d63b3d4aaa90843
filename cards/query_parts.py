"""What the search lines of this program have in common: how they are cut up, and what their values mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from cards.rounds import ROUNDS, Round

DEPTHS = (1, 2, 3, 4)
PIECE = re.compile(r'(?:[a-z]+(?::|[<>]=?|=))?"[^"]*(?:"|$)|\S+', re.IGNORECASE)
"""A filter or a word; between quotation marks blanks belong to it."""
FILTER = re.compile(r"([a-z]+)(:|[<>]=?|=)(.*)", re.IGNORECASE | re.DOTALL)
COMPARED: dict[str, Callable[[int, int], bool]] = {
    ":": lambda number, bound: number == bound,
    "=": lambda number, bound: number == bound,
    "<": lambda number, bound: number < bound,
    "<=": lambda number, bound: number <= bound,
    ">": lambda number, bound: number > bound,
    ">=": lambda number, bound: number >= bound,
}
"""What the signs of a filter mean."""


class Narrowed(Protocol):
    """What every query has; all of them are frozen dataclasses."""

    @property
    def rounds(self) -> frozenset[Round]: ...  # noqa: D102
    @property
    def topics(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def depths(self) -> frozenset[int | None]: ...  # noqa: D102


Query = TypeVar("Query", bound=Narrowed)
Filters = Mapping[str, Callable[[Query, str], Query]]
"""What becomes of a query by the filter of a name, with the value behind its colon; ValueError for a bad one."""


class Reading(Generic[Query]):
    """A query while its line is read, one piece after the other: a filter, or else words."""

    def __init__(self, nothing: Query, filters: Filters[Query]) -> None:
        self.found = nothing
        self._filters = filters
        self._words: list[str] = []
        self._bounds: list[tuple[str, frozenset[int | None]]] = []
        self._problems: list[str] = []

    def read(self, text: str) -> Query:
        """The query that ``text`` means; what is not understood is among its words and its problems."""
        for piece in PIECE.findall(text):
            self._take(piece)
        return self._query()

    def _take(self, piece: str) -> None:
        match = FILTER.fullmatch(piece)
        if match is None:
            self._words.append(piece)
            return
        try:
            understood = self.filter(match[1].lower(), *self.compared(match[2], phrase(match[3])), piece)
        except ValueError as problem:
            understood = False
            self._problems.append(str(problem))
        if not understood:
            self._words.append(piece)

    def compared(self, sign: str, value: str) -> tuple[str, str]:
        """The sign and the value that are meant by those that stand there."""
        return sign, value

    def filter(self, name: str, sign: str, value: str, piece: str) -> bool:
        """Narrow the query; False for words that only look like a filter. Raises ValueError with a sentence."""
        if name == "depth":
            self._depth(sign, value, piece)
        elif sign == ":" and name in self._filters:
            self.found = self._filters[name](self.found, value)
        elif sign != ":" or name in ("http", "https") or not value:
            return False  # a=b or x<y, as it may have been said
        else:
            raise ValueError(f"{name}: is not a filter; it is searched as words.")
        return True

    def _depth(self, sign: str, value: str, piece: str) -> None:
        meant = depths_meant(sign, value, piece)
        if sign in (":", "="):
            self.found = _with(self.found, depths=self.found.depths | meant)
        else:
            self._bounds.append((piece, meant))

    def _query(self) -> Query:
        depths = self.found.depths
        if self._bounds:
            within = frozenset[int | None](DEPTHS).intersection(*(bound for _, bound in self._bounds))
            depths |= within
            if not within:
                pieces = [piece for piece, _ in self._bounds]
                self._words += pieces
                self._problems.append(f"No depth is {' and '.join(pieces)} at once; depths are 1 to 4.")
        return _with(self.found, text=" ".join(self._words), depths=depths, problems=tuple(self._problems))


def _with(query: Query, **changed: Any) -> Query:  # noqa: ANN401 - each has the type of its field
    return replace(query, **changed)  # type: ignore[type-var]


def with_topic(query: Query, value: str) -> Query:
    """``query`` for this part of a topic's name too; raises ValueError with a sentence."""
    if not value:
        raise ValueError("After topic: comes a part of the topic's name.")
    return _with(query, topics=query.topics | {value})


def with_round(query: Query, value: str) -> Query:
    """``query`` for this round too; raises ValueError with a sentence."""
    return _with(query, rounds=query.rounds | {round_named(value)})


def round_named(value: str) -> Round:
    """The round whose letter or name begins so; raises ValueError with a sentence."""
    wanted = value.casefold()
    for info in ROUNDS.values():
        if wanted == info.letter.casefold():
            return info.round
    for info in ROUNDS.values():
        if wanted and (info.round.value.startswith(wanted) or info.name.casefold().startswith(wanted)):
            return info.round
    known = ", ".join(each.value for each in ROUNDS)
    raise ValueError(f"There is no round {value}; the rounds are {known}." if value else f"The rounds are {known}.")


def depths_meant(sign: str, value: str, piece: str) -> frozenset[int | None]:
    """The depths that ``sign`` and ``value`` mean, None for no depth; raises ValueError with a sentence."""
    if sign in (":", "=") and value.lower() == "none":
        return frozenset({None})
    if value not in map(str, range(10)):
        raise ValueError(f"{piece} names no depth; they are 1 to 4, or none.")
    meant = frozenset[int | None](each for each in DEPTHS if COMPARED[sign](each, int(value)))
    if not meant:
        raise ValueError(f"No depth is {piece}; they are 1 to 4.")
    return meant


def terms_of(text: str) -> tuple[str, ...]:
    """The free words of ``text``, and between quotation marks the phrases."""
    pieces = (piece.strip('"') if piece.startswith('"') else piece for piece in PIECE.findall(text))
    return tuple(piece for piece in pieces if piece.strip())


def quoted(value: str) -> str:
    """A value as it is written behind a filter's colon."""
    return f'"{value}"' if " " in value else value


def spaced(text: str) -> str:
    """``text`` with one blank between its words."""
    return " ".join(text.split())


def phrase(text: str) -> str:
    """``text`` without quotation marks, one blank between its words."""
    return spaced(text.replace('"', " "))
