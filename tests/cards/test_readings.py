"""Every prompt was read twice by people who did not write it: ``readings/*.md`` says what failed, and what was changed.

The ten tests of the form: 1 two options that are alive, 2 the constraint bites, 3 answerable by reasoning, 4 sayable in
20 s, 5 the answer fits its clock, 6 points that can be checked, 7 push-backs that move the answer, 8 a silent failure
that is not a key point, 9 true now and next year, 10 a wrong claim worth catching. A note without a failed test is one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cards.deck import builtin_folder, load_deck

FILES = sorted((Path(__file__).parent / "readings").glob("*.md"))
IDS = [each.id for each in load_deck(builtin_folder()).prompts]
TESTS = range(1, 11)
HEAD = ["prompt", "failed", "what failed", "what was changed"]


@dataclass(frozen=True)
class Row:
    prompt: str
    failed: tuple[int, ...]
    what: str
    changed: str


def rows(file: Path) -> Iterator[Row]:
    """The rows of the table of one reading; an ``AssertionError`` names a line that is none."""
    table = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert cells(table[0]) == HEAD
    assert set("".join(cells(table[1]))) <= {"-"}
    for line in table[2:]:
        found = cells(line)
        assert len(found) == len(HEAD), line
        prompt, failed, what, changed = found
        yield Row(prompt, tuple(int(each) for each in re.findall(r"\d+", failed)), what, changed)


def cells(line: str) -> list[str]:
    return [each.strip() for each in line.strip().strip("|").split("|")]


def reading(which: str) -> list[Row]:
    return [row for file in FILES if file.name.startswith(which) for row in rows(file)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_reading_is_a_table_of_what_failed_and_what_was_changed(file: Path):
    which = file.name.partition("-")[0]
    assert file.read_text(encoding="utf-8").startswith(f"# {which.capitalize()} reading: ")
    found = list(rows(file))
    for row in found:
        assert row.prompt in IDS
        assert all(each in TESTS for each in row.failed), row
        assert len(set(row.failed)) == len(row.failed), row
        assert not row.failed or (row.what and row.changed), row
        assert all(text.endswith((".", ")", "”", '"', "?")) for text in (row.what, row.changed) if text), row
    assert any(row.failed for row in found), "a reading in which nothing fails was none"


@pytest.mark.parametrize("which", ["first", "second"])
def test_every_prompt_of_the_deck_was_read(which: str):
    read = Counter(row.prompt for row in reading(which))
    assert [each for each in IDS if each not in read] == []
    assert [each for each, times in read.items() if times > 1] == []
