"""The table of mis-hearings: what Whisper writes instead of technical terms, and what makes a company technical."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audio.transcription.phonetics import pieces_of

FORMAT = 1
WITHIN = 8
"""Words between a term and the company that makes it one, unless the table asks for fewer."""
MOST_PIECES = 7
"""Pieces of the longest thing that is heard instead of a term."""
_FIELDS = {"write", "heard", "measured", "only", "within"}


class BadTable(ValueError):
    """The table cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Mishearing:
    """One term, and what is heard instead."""

    write: str
    heard: tuple[tuple[str, ...], ...]
    """Each in pieces: lower case, without signs."""
    only: tuple[str, ...] = ()
    """Where not empty: one of these has to be near as well."""
    within: int = WITHIN
    """How many words away that may be."""


@dataclass(frozen=True, slots=True)
class Table:
    """All of it."""

    company: tuple[str, ...]
    mishearings: tuple[Mishearing, ...]


@cache
def builtin_table() -> Table:
    """The table that ships with the program."""
    return parse_table(Path(__file__).with_name("mishearings.toml").read_text(encoding="utf-8"))


@cache
def ordinary_words() -> frozenset[str]:
    """Words of everyday English, which no likeness of sound turns into a term."""
    return frozenset(Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8").split())


def parse_table(text: str) -> Table:
    """Read a table; raises ``BadTable``."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"The table of mis-hearings is not TOML: {error}.") from error
    if values.get("format") != FORMAT:
        raise BadTable(f"The table of mis-hearings has no format = {FORMAT}.")
    unknown = values.keys() - {"format", "company", "terms"}
    if unknown:
        raise BadTable(f"The table of mis-hearings has no place for {', '.join(sorted(unknown))}.")
    entries = values.get("terms", [])
    if not isinstance(entries, list):
        raise BadTable("'terms' of the table of mis-hearings is not a list.")
    table = Table(_texts("company", values.get("company", [])), tuple(_mishearing(entry) for entry in entries))
    _refuse_twins(table)
    return table


def _mishearing(entry: object) -> Mishearing:
    if not isinstance(entry, Mapping):
        raise BadTable(f"{entry!r} in the table of mis-hearings is not a table with 'write'.")
    write = entry.get("write")
    if not isinstance(write, str) or not re.fullmatch(r"\S(.{0,38}\S)?", write):
        raise BadTable(f"A term in the table of mis-hearings has no 'write' of 1 to 40 characters: {entry!r}.")
    if unknown := entry.keys() - _FIELDS:
        raise BadTable(f"{write} in the table of mis-hearings has no place for {', '.join(sorted(unknown))}.")
    heard = tuple(
        tuple(piece.lower() for piece in pieces_of(each))
        for name in ("heard", "measured")
        for each in _texts(f"{write}: {name}", entry.get(name, []))
    )
    if not all(0 < len(each) <= MOST_PIECES for each in heard):
        raise BadTable(f"What is heard instead of {write} is empty, or in more than {MOST_PIECES} pieces.")
    within = entry.get("within", WITHIN)
    if type(within) is not int or not 1 <= within <= WITHIN:
        raise BadTable(f"'within' of {write} is not a number from 1 to {WITHIN}.")
    return Mishearing(write, heard, _texts(f"{write}: only", entry.get("only", [])), within)


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and pieces_of(each) for each in value):
        raise BadTable(f"'{name}' in the table of mis-hearings is not a list of texts.")
    return tuple(value)


def _refuse_twins(table: Table) -> None:
    """Two terms may be heard alike only where something tells them apart."""
    taken: dict[tuple[str, ...], Mishearing] = {}
    for entry in table.mishearings:
        for heard in entry.heard:
            other = taken.setdefault(heard, entry)
            if other is not entry and not (other.only and entry.only):
                raise BadTable(f"'{' '.join(heard)}' stands for {other.write} and for {entry.write}.")
