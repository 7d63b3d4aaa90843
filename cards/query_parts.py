"""What the search lines of this program have in common: how they are cut up, and what their values mean."""

import re
from collections.abc import Callable

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
