"""Reads the fields of one TOML table and notes everything that is wrong with them, instead of stopping at the first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.deck.lines import Path as Place
from cards.deck.source import DeckProblem, Source, Table, printable

# With those that turn the direction of text around: what is shown would not be what stands there.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MOST_GUESSES = 20
"""Unknown fields of one table that are compared with the known ones: it takes time, and a slip of the pen is rare."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


class TableReader:
    """Reads one table field by field.

    A field that is missing or wrong is noted in ``problems`` and read as an empty value of its type, so that all
    fields are checked in one run. ``finish`` then reports the fields that nobody asked for.
    """

    def __init__(self, source: Source, table: Table, place: Place, name: str) -> None:
        self.source = source
        self.place = place
        self.name = name
        """How messages call this table, such as "Prompt 'F5.a'"."""
        self.problems: list[DeckProblem] = []
        self._table = table
        self._known: list[str] = []
        self._missing: dict[str, DeckProblem] = {}

    def below(self, table: Table, place: Place, name: str) -> "TableReader":
        """Return a reader of the same kind for a table in this one."""
        return type(self)(self.source, table, place, f"{self.name}, {name}")

    def report(self, key: str | tuple[str | int, ...], message: str, cure: str) -> None:
        """Note a problem at the line of a field, or of an item in it."""
        below = (key,) if isinstance(key, str) else key
        self.problems.append(self.source.problem((*self.place, *below), f"{self.name}: {message}", cure))

    def warn(self, key: str | tuple[str | int, ...], message: str, cure: str) -> None:
        """Note something that does no harm, at the line of a field or of an item in it."""
        below = (key,) if isinstance(key, str) else key
        problem = self.source.problem((*self.place, *below), f"{self.name}: {message}", cure)
        self.problems.append(replace(problem, is_warning=True))

    @property
    def is_sound(self) -> bool:
        """Whether nothing was wrong so far but for warnings."""
        return all(problem.is_warning for problem in self.problems)

    def text(self, key: str, what: str, most: int, required: bool = True) -> str:
        """Return a text with its line ends folded into spaces; an empty line still parts paragraphs."""
        return _prose(self._string(key, what, most, required))

    def code(self, key: str, what: str, most: int) -> str:
        """Return an optional text as it stands, without empty lines around it."""
        return self._string(key, what, most, required=False).strip("\n")

    def texts(self, key: str, what: str, least: int, most: int, longest: int) -> tuple[str, ...]:
        """Return a list of ``least`` to ``most`` different texts; it may be left out when ``least`` is 0."""
        items = self._items(key, what, least, most)
        read: list[str] = []
        for index, item in enumerate(items):
            value = _prose(self._checked_text((key, index), f"item {index + 1} of '{key}'", item, longest))
            if value and value in read:
                self.report((key, index), f"item {index + 1} of '{key}' stands there twice.", "Remove one of the two.")
            read.append(value)
        return tuple(read)

    def tables(self, key: str, what: str, least: int, most: int) -> list[tuple[Table, Place]]:
        """Return a list of ``least`` to ``most`` tables, each with its place in the file."""
        found: list[tuple[Table, Place]] = []
        for index, item in enumerate(self._items(key, what, least, most)):
            if isinstance(item, dict):
                found.append((item, (*self.place, key, index)))
            else:
                self.report(
                    (key, index),
                    f"item {index + 1} of '{key}' is {kind_of(item)}, not a table.",
                    f"Write {what}.",
                )
        return found

    def number(self, key: str, what: str, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        value = self._value(key, what, required=True)
        if value is None:
            return low
        if not isinstance(value, int) or isinstance(value, bool):
            self.report(key, f"'{key}' is {kind_of(value)}, not a whole number.", f"Write {key} = {low}, or more.")
            return low
        if not low <= value <= high:
            shown = str(value) if abs(value) < 10**9 else "far too large"
            self.report(key, f"'{key}' is {shown}, outside {low} to {high}.", f"Give {what}, from {low} to {high}.")
            return low
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false where it is left out."""
        value = self._value(key, "true or false", required=False)
        if value is not None and not isinstance(value, bool):
            self.report(key, f"'{key}' is {kind_of(value)}, not true or false.", f"Write {key} = true, or remove it.")
        return value is True

    def known(self, key: str) -> None:
        """Let a field pass that is read by somebody else."""
        self._known.append(key)

    def finish(self, elsewhere: dict[str, str] | None = None) -> None:
        """Warn of every field that was not read; ``elsewhere`` says where fields belong that other tables know.

        A required field that is misspelt is an error, and so is a table of its own: there may be a prompt in it.
        """
        unknown = [key for key in self._table if key not in self._known]
        for number, key in enumerate(unknown):
            missing = len(self._missing)
            cure = self._cure_for(key, elsewhere or {}) if number < _MOST_GUESSES else "Remove it."
            is_error = len(self._missing) < missing or key in (elsewhere or {}) or _holds_tables(self._table[key])
            note = self.report if is_error else self.warn
            note(key, f"the field '{printable(key, 40)}' is not known.", cure)

    def _cure_for(self, key: str, elsewhere: dict[str, str]) -> str:
        if key in elsewhere:
            return elsewhere[key]
        missing = closest(key, list(self._missing))
        if missing:
            # One slip of the pen is one message: the field is not missing, it is misspelt.
            self.problems.remove(self._missing.pop(missing))
        close = missing or closest(key, self._known)
        return f"Write '{close}' instead." if close else f"Remove it; the fields are {', '.join(self._known)}."

    def _value(self, key: str, what: str, required: bool) -> object:
        self._known.append(key)
        value = self._table.get(key)
        if value is None and required:
            self.report((), f"'{key}' is missing.", f"Add {key} = ...: {what}.")
            self._missing[key] = self.problems[-1]
        return value

    def _string(self, key: str, what: str, most: int, required: bool) -> str:
        value = self._value(key, what, required)
        return "" if value is None else self._checked_text((key,), f"'{key}'", value, most)

    def _checked_text(self, place: Place, shown: str, value: object, most: int) -> str:
        if not isinstance(value, str):
            self.report(place, f"{shown} is {kind_of(value)}, not a text.", "Put it in quotation marks.")
        elif not value.strip():
            self.report(place, f"{shown} is empty.", "Write the text, or remove it.")
        elif control := _CONTROL.search(value):
            self.report(
                place,
                f"{shown} holds the control character U+{ord(control.group()):04X}.",
                "Remove it; only line ends and tabs are allowed.",
            )
        elif len(value) > most:
            self.report(place, f"{shown} has {len(value)} characters.", f"Shorten it to {most}.")
        else:
            return value
        return ""

    def _items(self, key: str, what: str, least: int, most: int) -> list[object]:
        value = self._value(key, what, required=least > 0)
        if value is None:
            return []
        if not isinstance(value, list):
            self.report(key, f"'{key}' is {kind_of(value)}, not a list.", f"Write {key} = [ ... ]: {what}.")
            return []
        if not least <= len(value) <= most:
            self.report(
                key,
                f"'{key}' has {len(value)} {'item' if len(value) == 1 else 'items'}, not {least} to {most}.",
                f"Give {least} to {most}: {what}.",
            )
            # The items of a list that is far too long are not worth a message each.
            return list(value[:most])
        return list(value)

    def choice(self, key: str, known: Sequence[str], required: bool = False) -> str:
        """Return one of the ``known`` words; "" where it is left out and not ``required``."""
        words = ", ".join(f'"{each}"' for each in known)
        value = self.text(key, f"one of {words}", 120, required)
        if value and value not in known:
            close = closest(value, list(known))
            cure = f'Write {key} = "{close}".' if close else f"Write one of {words}."
            self.report(key, f"the {key.replace('_', ' ')} '{printable(value, 40)}' is not known.", cure)
            return ""
        return value

    def decimal(self, key: str, what: str, default: float | None = None) -> float:
        """Return a number; ``default`` where it is left out and there is one."""
        value = self._value(key, what, required=default is None)
        if value is None:
            return default or 0.0
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e300:
            self.report(key, f"'{key}' is {kind_of(value)}, or too large.", f"Give {what}.")
            return 0.0
        return float(value)


def _holds_tables(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value))


def closest(word: str, known: list[str]) -> str | None:
    """Return the known word that is most like a misspelt one, or None when none is near."""
    # Imported here: only a deck with a mistake needs it, and starting the program does not.
    from difflib import get_close_matches  # noqa: PLC0415

    found = get_close_matches(word[:40].lower(), known, n=1, cutoff=0.6)
    return found[0] if found else None


def kind_of(value: object) -> str:
    """Return what a TOML value is, in words for a person."""
    kinds = {bool: "true or false", int: "a whole number", float: "a decimal number", str: "a text"}
    kinds |= {list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date or a time")


def _prose(text: str) -> str:
    if "\n" not in text:
        return " ".join(text.split())
    return "\n\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text.strip()))
