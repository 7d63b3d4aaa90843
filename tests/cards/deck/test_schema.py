"""The JSON Schema says what the reader reads: generated from it, and true of every file that ships."""

import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import cards.deck
from cards.deck import builtin_folder
from cards.deck.schema import schema, schema_text
from cards.deck.template import new_file
from cards.prompt import Prompt
from cards.rounds import ROUNDS, Round
from tests.support.deck_text import EXAMPLE, FORMAT_PAGE

SCHEMA = schema()
PROMPT = SCHEMA["properties"]["prompt"]["items"]
KINDS = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}
KNOWN = {
    "$schema", "title", "description", "type", "properties", "required", "items", "enum", "pattern", "minItems",
    "maxItems", "uniqueItems", "minimum", "maximum", "maxLength",
}  # fmt: skip


def wrong(value: Any, rule: dict[str, Any], at: str = "file") -> list[str]:  # noqa: ANN401 - TOML
    """What of ``value`` does not keep ``rule``: as much of JSON Schema as this one uses."""
    assert set(rule) <= KNOWN
    if "enum" in rule:
        return [] if value in rule["enum"] else [f"{at}: {value!r} is not one of {rule['enum']}"]
    if not isinstance(value, KINDS[rule["type"]]) or (rule["type"] != "boolean" and isinstance(value, bool)):
        return [f"{at}: {value!r} is no {rule['type']}"]
    if rule["type"] == "object":
        missing = [f"{at}: {key} is missing" for key in rule["required"] if key not in value]
        unknown = [f"{at}: {key} is unknown" for key in value if key not in rule["properties"]]
        below = [
            each
            for key in value
            if key in rule["properties"]
            for each in wrong(value[key], rule["properties"][key], f"{at}.{key}")
        ]
        return missing + unknown + below
    if rule["type"] == "array":
        found = [each for n, item in enumerate(value) for each in wrong(item, rule["items"], f"{at}[{n}]")]
        if rule.get("uniqueItems") and len({json.dumps(each) for each in value}) < len(value):
            found.append(f"{at}: twice the same")
        inside = rule["minItems"] <= len(value) <= rule.get("maxItems", len(value))
        return found if inside else [*found, f"{at}: {len(value)} items"]
    if rule["type"] == "string":
        return [] if re.search(rule["pattern"], value) and len(value) <= rule["maxLength"] else [f"{at}: {value!r}"]
    return [] if rule.get("minimum", value) <= value <= rule.get("maximum", value) else [f"{at}: {value}"]


def test_the_file_beside_the_reader_is_what_is_generated():
    """Written by ``vivavoce deck schema > cards/deck/format.schema.json``."""
    kept = Path(cards.deck.__file__).with_name("format.schema.json").read_text(encoding="utf-8")
    assert kept == schema_text()
    assert json.loads(kept) == SCHEMA


def test_every_field_of_a_prompt_is_in_it():
    of_the_file = {"round", "topic", "stage"}
    names = {each.name for each in fields(Prompt)}
    assert set(PROMPT["properties"]) == names - of_the_file | {"replaces_builtin"}
    assert set(SCHEMA["properties"]) == of_the_file | {"format", "prompt"}
    required = {each.name for each in fields(Prompt) if each.default is each.default_factory}
    assert set(PROMPT["required"]) == required - of_the_file
    assert set(SCHEMA["required"]) == {"format", "topic", "round", "prompt"}


@pytest.mark.parametrize("file", sorted(builtin_folder().glob("*.toml")), ids=lambda file: file.stem)
def test_every_file_that_ships_keeps_it(file: Path):
    assert wrong(tomllib.loads(file.read_text(encoding="utf-8")), SCHEMA) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('round = "ml"', 'round = "art"', "is not one of"),
        ("format = 1", "format = 2", "file.format"),
        ('title = "Sorting parts by photo"', "", "title is missing"),
        ('title = "Sorting', 'titel = "Sorting', "titel is unknown"),
        ("seconds = 120", "seconds = 5", "seconds: 5"),
        ("seconds = 120", "seconds = 120.5", "is no integer"),
        ("target_depth = 3", "target_depth = true", "is no integer"),
        ('id = "X1.a"', 'id = "X1 a"', "id: 'X1 a'"),
        ('"m1", "m3"', '"m1", "m5"', "'m5' is not one of"),
        ('"m1", "m3"', '"m1", "m1"', "twice"),
        ('claim = "With few', 'calim = "With few', "claim is missing"),
        ("is = 40", 'is = "40"', "is no number"),
    ],
)
def test_it_refuses_what_the_reader_refuses(old: str, new: str, said: str):
    assert wrong(tomllib.loads(EXAMPLE), SCHEMA) == []
    assert EXAMPLE.count(old)
    assert any(said in each for each in wrong(tomllib.loads(EXAMPLE.replace(old, new, 1)), SCHEMA))


def test_the_page_for_people_names_every_field():
    named = set(re.findall(r"`([a-z_]+)`", FORMAT_PAGE))
    below = {key for each in ("key_points", "computed") for key in PROMPT["properties"][each]["items"]["properties"]}
    every = {*SCHEMA["properties"], *PROMPT["properties"], *below}
    assert every - named == {"prompt"}


@pytest.mark.parametrize("round_", Round)
def test_a_new_file_has_every_field_that_is_needed_and_lacks_nothing_but_texts(round_: Round):
    table = tomllib.loads(new_file('A "topic" \\ of\tmine', round_, "X.1", 2026))
    assert (table["topic"], table["round"]) == ('A "topic" \\ of\tmine', round_)
    assert set(PROMPT["required"]) <= set(table["prompt"][0])
    empty = [each for each in wrong(table, SCHEMA) if not re.search(r": ('|\"\")?\\?n?'?$|twice", each)]
    assert empty == []
    assert table["prompt"][0]["dimensions"] == [ROUNDS[round_].dimensions[0].id]
