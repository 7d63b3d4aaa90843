"""The data files that ship: whatever a slip of the pen makes of one, it is read or it is said what is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.behavioral_data import parse_behavioral
from cards.coding import parse_coding
from cards.deck import builtin_folder
from cards.shipped import BadData, DataReader, finish_shipped, read_shipped

FOLDER = builtin_folder().parent
FILES = [("behavioral.toml", parse_behavioral), ("coding.toml", parse_coding)]
HEAD = "format = 1\n"


def complaint(text: str, read: Callable[..., object]) -> list[str]:
    reader = read_shipped(Path("data.toml"), text)
    read(reader)
    try:
        finish_shipped(reader)
    except BadData as error:
        return str(error).splitlines()
    return []


@pytest.mark.parametrize(("name", "parse"), FILES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_file_with_a_slip_is_read_or_refused(name: str, parse: Callable[[str], object], data: st.DataObject):
    text = (FOLDER / name).read_text(encoding="utf-8")
    begin = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.text(st.sampled_from('abc"=[]{},\n 1'), max_size=5))
    try:
        parse(text[:begin] + put + text[begin + cut :])
    except BadData as error:
        assert name in str(error)


def test_a_table_that_is_missing_is_one_complaint():
    assert complaint(HEAD, lambda read: read.inner("inside").line("name")) == [
        "data.toml, line 1: data.toml: 'inside' is missing. Add inside = ...: a table."
    ]


def test_what_should_be_a_table_and_is_none_is_one_complaint():
    assert complaint(f"{HEAD}inside = 3", lambda read: read.inner("inside").line("name")) == [
        "data.toml, line 2: data.toml: 'inside' is a whole number, not a table. Write [inside]."
    ]


def test_what_nobody_reads_is_a_complaint_at_any_depth():
    text = f"{HEAD}[inside]\nname = 'A'\nmore = 1\n[[inside.each]]\nother = 2"

    def read(reader: DataReader):
        inside = reader.inner("inside")
        inside.line("name")
        inside.each("each")

    lines = [line.split(": ")[0] for line in complaint(text, read)]
    assert lines == ["data.toml, line 4", "data.toml, line 6"]


def test_a_limit_may_be_left_out():
    reader = read_shipped(Path("data.toml"), f"{HEAD}least = 0.5")
    assert (reader.limit("least"), reader.limit("most")) == (0.5, None)
    finish_shipped(reader)
