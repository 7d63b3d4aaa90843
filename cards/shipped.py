"""Reads the data files that ship beside this module. What is wrong in one is our mistake; all of it is said at once."""

import tomllib
from pathlib import Path

from cards.deck.lines import Path as Place
from cards.deck.source import Source, Table
from cards.deck.table import TableReader, kind_of

FORMAT = 1
LINE_CHARS, TEXT_CHARS = 160, 1000


class BadData(ValueError):
    """A data file of the program cannot be used; the text has a line for each thing that is wrong."""


class DataReader(TableReader):
    """A ``TableReader`` for tables within tables: what is wrong in any of them is noted with the outermost one."""

    def __init__(self, source: Source, table: Table, place: Place, name: str) -> None:
        super().__init__(source, table, place, name)
        self._insides: list[DataReader] = []

    def line(self, key: str, required: bool = True) -> str:
        """Return a short text."""
        return self.text(key, "a short text", LINE_CHARS, required)

    def lines(self, key: str, least: int = 1, most: int = 60) -> tuple[str, ...]:
        """Return a list of short texts; it may be left out when ``least`` is 0."""
        return self.texts(key, "short texts", least, most, LINE_CHARS)

    def whole(self, key: str, low: int = 0, high: int = 3600) -> int:
        """Return a whole number."""
        return self.number(key, "a whole number", low, high)

    def limit(self, key: str) -> float | None:
        """Return a number that may be left out."""
        return self.decimal(key, "a number") if self.has(key) else None

    def each(self, key: str, least: int = 1, most: int = 60) -> list["DataReader"]:
        """Return a reader for each of a list of tables."""
        found = self.tables(key, f"tables such as [[{key}]]", least, most)
        return [self._inside(table, (*self.place, key, at), f"{key} {at + 1}") for at, (table, _) in enumerate(found)]

    def inner(self, key: str) -> "DataReader":
        """Return a reader for a table in this one; an empty one where it is missing."""
        value = self._value(key, "a table", required=True)
        if isinstance(value, dict):
            return self._inside(value, (*self.place, key), key)
        if value is not None:
            self.report(key, f"'{key}' is {kind_of(value)}, not a table.", f"Write [{key}].")
        # That all its fields are missing too is not worth a line each.
        return DataReader(self.source, {}, (*self.place, key), key)

    def has(self, key: str) -> bool:
        """Whether there is such a field."""
        return key in self._table

    def names(self) -> tuple[str, ...]:
        """Return the keys of this table, for one in which they are words themselves."""
        return tuple(self._table)

    def finish(self, elsewhere: dict[str, str] | None = None) -> None:
        """Note every field that was not read, here and in the tables of this one."""
        for each in self._insides:
            each.finish(elsewhere)
        super().finish(elsewhere)

    def _inside(self, table: Table, place: Place, name: str) -> "DataReader":
        inside = DataReader(self.source, table, place, f"{self.name}, {name}")
        inside.problems = self.problems
        self._insides.append(inside)
        return inside


def read_shipped(file: Path, text: str | None = None) -> DataReader:
    """Begin to read a file; raises ``BadData`` when it is not TOML or not of the format that is known."""
    text = file.read_text(encoding="utf-8") if text is None else text
    try:
        read = DataReader(Source(file, text), tomllib.loads(text), (), file.name)
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{file.name} is not TOML: {error}.") from error
    read.whole("format", FORMAT, FORMAT)
    return read


def finish_shipped(read: DataReader) -> None:
    """End reading; raises ``BadData`` when anything was wrong, or was there and not read."""
    read.finish()
    if read.problems:
        raise BadData("\n".join(map(str, sorted(read.problems, key=lambda problem: problem.line))))
