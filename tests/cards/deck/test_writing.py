"""A prompt is cut out of its file, replaced or added, and nothing else in the file changes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.deck import builtin_folder
from cards.deck.reading import read_text
from cards.deck.writing import (
    NotWritable,
    body_text,
    prompt_ids,
    prompt_text,
    replacing,
    with_id,
    with_prompt,
    without_prompt,
)

FILE = '''\
# My prompts.
format = 1
topic = "Testing"  # for now

# The first one.
[[prompt]]
id = "A"
decision = """
[[prompt]]
# no comment
"""  # but this is one
list = [
    "[[prompt]]",
    ["x"],
]
# Ends here.

# ---- harder ones ----

# The second.
# It has a table below it.
[[ "prompt" ]]
id = 'B'

[[prompt.computed]]
from = "1 + 1"


[[prompt]]
id = "C"
[other]
x = 1
'''
A = """\
# The first one.
[[prompt]]
id = "A"
decision = \"\"\"
[[prompt]]
# no comment
\"\"\"  # but this is one
list = [
    "[[prompt]]",
    ["x"],
]
# Ends here.
"""
B = """\
# The second.
# It has a table below it.
[[ "prompt" ]]
id = 'B'

[[prompt.computed]]
from = "1 + 1"
"""
NEW = '[[prompt]]\nid = "N"\nnew = true\n'
FILES = sorted(builtin_folder().glob("*.toml"))


def test_a_prompt_has_its_tables_and_comments():
    assert prompt_ids(FILE) == ("A", "B", "C")
    assert prompt_text(FILE, "A") == A
    assert prompt_text(FILE, "B") == B
    assert prompt_text(FILE, "C") == '[[prompt]]\nid = "C"\n'
    with pytest.raises(KeyError):
        prompt_text(FILE, "D")


def test_a_prompt_takes_the_place_of_another():
    assert with_prompt(FILE, "A", NEW) == FILE.replace(A, NEW)
    assert with_prompt(FILE, "B", f"\n\n{NEW}\n") == FILE.replace(B, NEW)
    assert with_prompt(FILE, "C", NEW) == FILE.replace('[[prompt]]\nid = "C"\n', NEW)


def test_a_comment_of_the_file_stays_its_own_when_a_prompt_below_it_goes():
    text = 'format = 1\n\n# of the file\n\n[[prompt]]\nid = "A"\n# of B\n[[prompt]]\nid = "B"\n'
    assert without_prompt(text, "A") == 'format = 1\n\n# of the file\n\n# of B\n[[prompt]]\nid = "B"\n'
    assert prompt_text(without_prompt(text, "A"), "B") == prompt_text(text, "B")


def test_a_prompt_comes_to_the_end():
    assert with_prompt(FILE, "N", NEW) == f"{FILE}\n{NEW}"
    assert with_prompt(FILE.rstrip("\n") + "\n\n\n", "", NEW) == f"{FILE}\n{NEW}"
    assert with_prompt("", "", NEW) == NEW
    nameless = "[[prompt]]\nx = 1\n"
    assert with_prompt(nameless, "", NEW) == f"{nameless}\n{NEW}"


def test_a_prompt_goes_with_the_empty_lines_above_it():
    assert without_prompt(FILE, "B") == FILE.replace(f"\n{B}", "")
    assert without_prompt(FILE, "A") == FILE.replace(f"\n{A}", "")
    assert "# ---- harder ones ----" in without_prompt(without_prompt(FILE, "A"), "B")
    with pytest.raises(KeyError):
        without_prompt(FILE, "D")


def test_line_ends_are_those_of_the_file():
    windows = FILE.replace("\n", "\r\n")
    assert with_prompt(windows, "A", NEW) == FILE.replace(A, NEW).replace("\n", "\r\n")
    assert with_prompt(windows, "", NEW) == f"{FILE}\n{NEW}".replace("\n", "\r\n")
    assert with_prompt(windows.rstrip("\r\n"), "", NEW) == f"{FILE}\n{NEW}".replace("\n", "\r\n")
    assert without_prompt(windows, "B") == without_prompt(FILE, "B").replace("\n", "\r\n")
    assert with_prompt(FILE, "A", NEW.replace("\n", "\r\n")) == FILE.replace(A, NEW)


def test_of_two_with_one_id_the_first_is_meant():
    twice = f"{NEW}\n{NEW}"
    assert with_prompt(twice, "N", A) == f"{A}\n{NEW}"


@pytest.mark.parametrize(
    "text",
    [
        "prompt = 1",
        "prompt = [1]",
        'prompt = [{ id = "A" }]',
        "[[prompt]\n",
        "[prompt]",
        f"x = {'[' * 2000}",
        '[[prompt]]\nid = "A"\n[x]\n[[prompt.y]]\n[[prompt]]\nid = "B"\n[[prompt.y]]',
    ],
)
def test_what_cannot_be_cut_is_left_alone(text: str):
    with pytest.raises(NotWritable, match=r"\.$"):
        without_prompt(text, "A")
    with pytest.raises(NotWritable, match=r"\.$"):
        with_prompt(text, "A", NEW)


def test_what_is_put_in_is_one_whole_prompt():
    for bad in ("x = 1", "[[prompt]]\nid = ", '[[prompt]]\nid = "N"\n[other]\ny = 1'):
        with pytest.raises(NotWritable):
            with_prompt(FILE, "A", bad)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_prompt_that_ships_can_be_taken_out_and_put_back(file: Path):
    text = file.read_text("utf-8")
    first, *_, last = prompt_ids(text)
    for prompt_id in (first, last):
        taken = prompt_text(text, prompt_id)
        assert taken in text
        assert with_prompt(text, prompt_id, taken) == text
    assert with_prompt(without_prompt(text, last), last, prompt_text(text, last)) == text


def test_what_stands_below_the_head_is_the_body():
    head, body = FILE.split("  # for now\n\n")
    assert body_text(FILE) == body
    assert body_text(f"{head}\n{NEW}") == NEW
    assert body_text("x = 1\n# only a head\n\n") == "# only a head\n"
    with pytest.raises(NotWritable):
        body_text("[[prompt]")


def test_a_prompt_gets_another_id():
    small = f"format = 1\n\n{A}"
    assert with_id(small, "A-2") == small.replace('"A"', '"A-2"')
    assert with_id(replacing(small), "A-2") == small.replace('"A"', '"A-2"')
    assert with_id("[[prompt]]\r\n'id' = 'A'  # id\r\n", "B") == "[[prompt]]\r\n'id' = \"B\"  # id\r\n"


def test_a_prompt_stands_in_anothers_place():
    small = f"format = 1\n\n{A}"
    assert replacing(small) == small.replace('id = "A"\n', 'id = "A"\nreplaces_builtin = true\n')
    assert replacing(replacing(small)) == replacing(small)


@pytest.mark.parametrize(
    "text", ['[[prompt]]\nid = """\nA"""', 'prompt = [{ id = "A" }]', '[[prompt]]\n"\\u0069d" = "A"']
)
def test_an_id_that_cannot_be_found_in_the_text_is_a_sentence(text: str):
    with pytest.raises(NotWritable, match=r"on a line of its own"):
        with_id(text, "B")


VALUES = st.recursive(
    st.sampled_from(["1", "nan", "true", '"[[prompt]]"', "'#'", '"""\n[[prompt]]\n# x\n"""', "'''\n[prompt]\n\"'''"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[\n  # [[prompt]]\n" + ",\n".join(items) + "\n]"),
    max_leaves=5,
)
LINES = st.one_of(
    st.sampled_from(["", "  ", "# comment", "# [[prompt]]", "#"]),
    st.tuples(st.uuids(), VALUES, st.sampled_from(["", " # [[prompt]]"])).map(
        lambda it: f"k{it[0].hex} = {it[1]}{it[2]}"
    ),
)
BODIES = st.lists(LINES, max_size=6).map("\n".join)
TABLES = st.sampled_from(["", "\n[[prompt.more]]\n", "\n[prompt.sub]\nx = 1\n"])


@st.composite
def decks(draw: st.DrawFn) -> tuple[str, int]:
    """A deck file of several prompts, p0, p1 and so on, with comments and blank lines anywhere."""
    count = draw(st.integers(1, 4))
    text = "format = 1\n" + draw(BODIES)
    for number in range(count):
        text += f'\n{draw(BODIES.filter(lambda body: "=" not in body))}\n[[prompt]]\nid = "p{number}"\n{draw(BODIES)}'
        text += draw(TABLES)
    return text, count


def whole(text: str, prompt_id: str) -> str:
    """A prompt but for its last line end: the last one of a file may have none."""
    return prompt_text(text, prompt_id).rstrip("\r\n")


@given(decks(), st.data())
@settings(max_examples=200, deadline=None)
def test_whatever_is_done_to_a_prompt_every_other_keeps_its_bytes(deck: tuple[str, int], data: st.DataObject):
    text, count = deck
    text = text.replace("\n", data.draw(st.sampled_from(["\n", "\r\n"])))
    chosen = f"p{data.draw(st.integers(0, count - 1))}"
    others = {each: whole(text, each) for each in prompt_ids(text) if each != chosen}
    for changed in (with_prompt(text, chosen, NEW), without_prompt(text, chosen), with_prompt(text, "", NEW)):
        assert {each: whole(changed, each) for each in others} == others
    assert with_prompt(text, chosen, prompt_text(text, chosen)).rstrip() == text.rstrip()
    start = text.index(whole(text, chosen))
    assert with_prompt(text, chosen, NEW).startswith(text[:start])


@given(st.text(alphabet="[]{}\"'#=,. \nprompt\\1", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_written_right_or_refused(text: str):
    found = read_text(Path("any.toml"), text)[0]
    try:
        changed = with_prompt(text, "", NEW)
    except NotWritable:
        return
    assert prompt_text(changed, "N") == NEW
    assert len(read_text(Path("any.toml"), changed)[0]) == len(found) + 1
