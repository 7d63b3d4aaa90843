"""The JSON Schema of deck files, for editors that help while one types.

Method: the functions that read a deck file are run with a reader that reads nothing, but notes what it is asked for. So
the schema has the fields, limits and words of the program itself, and there is no second list to keep.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cards.deck import fields
from cards.deck.lines import Path as Place
from cards.deck.reading import read_head
from cards.deck.source import Parsed, Source, Table
from cards.deck.table import TableReader
from cards.rounds import DIMENSIONS

Schema = dict[str, Any]


def schema() -> Schema:
    """The JSON Schema of a deck file, in the form that ``json.dumps`` takes."""
    head, prompt = _Notes(), _Notes()
    read_head(head, Parsed(head.source, {"prompt": []}))
    fields.read_fields(prompt, fields.Head("", None))
    prompt.flag("replaces_builtin")
    _add_words(prompt.properties)
    head.properties["prompt"] = {"type": "array", "minItems": 1, "items": prompt.schema()}
    head.required.append("prompt")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A deck file of Viva Voce",
        "description": "One topic with its prompts. FORMAT.md says what a good prompt is like.",
        **head.schema(),
    }


def schema_text() -> str:
    """The same as the text of a file: that of ``format.schema.json``."""
    return json.dumps(schema(), indent=2) + "\n"


def _add_words(properties: Schema) -> None:
    """What is looked at after a text was read: the form of ids and codes, and the names of the dimensions."""
    properties["id"]["pattern"] = _whole(fields.ID)
    properties["diagnostic"]["pattern"] = properties["checklist"]["items"]["pattern"] = _whole(fields.CODE)
    properties["dimensions"]["items"] = {"enum": list(DIMENSIONS)}


def _whole(pattern: re.Pattern[str]) -> str:
    return f"^(?:{pattern.pattern})$"


class _Notes(TableReader):
    """A reader that notes what it is asked for."""

    def __init__(self, *_: object) -> None:
        super().__init__(Source(Path(), ""), {}, (), "")
        self.properties: Schema = {}
        self.required: list[str] = []
        self._below: dict[str, _Notes] = {}

    def schema(self) -> Schema:
        """What was noted, as the schema of a table; a field that is not known does no harm."""
        for key, items in self._below.items():
            self.properties[key]["items"] = items.schema()
        return {"type": "object", "properties": self.properties, "required": self.required}

    def below(self, table: Table, place: Place, name: str) -> "_Notes":
        """Return the notes on the tables of a list."""
        return self._below.setdefault(str(place[-1]), _Notes())

    def text(self, key: str, what: str, most: int, required: bool = True) -> str:
        """Note a text."""
        self._note(key, what, required, _text(most))
        return ""

    def code(self, key: str, what: str, most: int) -> str:
        """Note a text that may be left out."""
        return self.text(key, what, most, required=False)

    def texts(self, key: str, what: str, least: int, most: int, longest: int) -> tuple[str, ...]:
        """Note a list of texts."""
        items = {"items": _text(longest), "uniqueItems": True}
        self._note(key, what, least > 0, {"type": "array", "minItems": least, "maxItems": most, **items})
        return ()

    def tables(self, key: str, what: str, least: int, most: int) -> list[tuple[Table, Place]]:
        """Note a list of tables, and have one of them read."""
        self._note(key, what, least > 0, {"type": "array", "minItems": least, "maxItems": most})
        return [({}, (key,))]

    def number(self, key: str, what: str, low: int, high: int) -> int:
        """Note a whole number."""
        self._note(key, what, True, {"type": "integer", "minimum": low, "maximum": high})
        return low

    def decimal(self, key: str, what: str, default: float | None = None) -> float:
        """Note a number."""
        self._note(key, what, default is None, {"type": "number"})
        return 0.0

    def flag(self, key: str) -> bool:
        """Note true or false."""
        self._note(key, "", False, {"type": "boolean"})
        return False

    def choice(self, key: str, known: Sequence[str], required: bool = False) -> str:
        """Note one of some words."""
        self._note(key, "", required, {"enum": list(map(str, known))})
        return ""

    def _note(self, key: str, what: str, required: bool, schema: Schema) -> None:
        self.properties[key] = schema | ({"description": f"{what[0].upper()}{what[1:]}."} if what else {})
        if required:
            self.required.append(key)


def _text(most: int) -> Schema:
    return {"type": "string", "pattern": r"\S", "maxLength": most}
