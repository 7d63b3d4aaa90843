"""A syntax error costs its own prompt and no other, and no damage to a deck file raises."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cards.deck import Deck, load_deck
from tests.support.deck_of_two import HEAD, VALID, broken, ids, line_of, named, prompt, put

SYNTAX = [
    ("no-quote", 'A title"', "A title", "title = ", "valid TOML"),
    ("no-equals", "seconds = 90", "seconds 90", "seconds 90", "valid TOML"),
    ("twice", "year = 2026", "year = 2026\nyear = 2027", "year = 2027", "valid TOML"),
    ("surrogate", '"It never fails."', '"\\uD800"', "uD800", "valid TOML"),
    ("escape", '"It never fails."', '"\\q"', "\\q", "valid TOML"),
    ("raw-control", '"It never fails."', '"a\x07b"', "a\x07b", "valid TOML"),
    ("long-number", "seconds = 90", "seconds = " + "9" * 5000, "seconds = 999", "too large to be read"),
    ("deep", "seconds = 90", "seconds = " + "[" * 5000 + "]" * 5000, "seconds = [[", "levels are nested"),
    (
        "deep-tables",
        "seconds = 90",
        "seconds = " + "{a=" * 5000 + "1" + "}" * 5000,
        "seconds = {a",
        "levels are nested",
    ),
    ("dotted", "seconds = 90", "a" + ".a" * 400_000 + " = 1", "a.a.a", "levels are nested"),
]


@pytest.mark.parametrize(("old", "new", "where", "message"), named(SYNTAX))
@pytest.mark.parametrize("in_second", [True, False])
def test_a_syntax_error_costs_only_its_own_prompt(
    folder: Path, old: str, new: str, where: str, message: str, in_second: bool
):
    # The prompt that stays whole has a text with a line that reads [[prompt]]; it must survive that too.
    damaged = prompt("T1.x").replace("[[prompt]]\nThis", "This").replace(old, new, 1)
    whole = prompt("T1.a")
    text = HEAD + (whole + damaged if in_second else damaged + whole)
    file = put(folder, text)
    deck = load_deck(folder)
    (problem,) = deck.problems
    place = text.rindex(where) if in_second else text.index(where)
    assert (problem.file, problem.line) == (file, text[:place].count("\n") + 1)
    assert message in problem.message
    assert problem.cure.endswith(".")
    assert ids(deck) == ["T1.a", "Z9.a"]


PLAIN = HEAD + prompt("T1.a").replace("[[prompt]]\nThis", "This") + prompt("T1.b").replace("[[prompt]]\nThis", "This")


def test_two_syntax_errors_are_both_reported_and_the_prompt_between_them_is_loaded(folder: Path):
    third = prompt("T1.c").replace("[[prompt]]\nThis", "This")
    text = (PLAIN + third).replace('id = "T1.a"', 'id = "T1.a').replace('id = "T1.c"', "id = T1.c")
    put(folder, text)
    deck = load_deck(folder)
    assert [each.line for each in deck.problems] == [line_of(text, 'id = "T1.a'), line_of(text, "id = T1.c")]
    assert ids(deck) == ["T1.b", "Z9.a"]


def test_an_unfinished_text_does_not_swallow_the_prompts_after_it(folder: Path):
    text = PLAIN.replace('decision = """', 'decision = "', 1)
    put(folder, text)
    deck = load_deck(folder)
    assert deck.problems[0].line == line_of(text, 'decision = "\n')
    assert ids(deck) == ["T1.b", "Z9.a"]


def test_a_syntax_error_in_the_head_is_one_message_and_the_prompts_are_still_checked(folder: Path):
    text = broken("seconds = 90", "seconds = 9").replace('topic = "Testing"', "topic = Testing")
    put(folder, text.replace("[[prompt]]\nThis", "This"))
    deck = load_deck(folder)
    assert [each.line for each in deck.problems] == [3, line_of(text, "seconds = 9\n") - 2]
    assert ids(deck) == ["Z9.a"]


def test_pieces_that_are_sound_alone_and_wrong_together_are_reported(folder: Path):
    text = HEAD + prompt("T1.a") + "[x]\n" + prompt("T1.b") + "[[x]]\n"
    put(folder, text)
    deck = load_deck(folder)
    assert "valid TOML" in deck.problems[0].message
    assert deck.problems[0].line == line_of(text, "[[x]]")


def lines_are_inside(deck: Deck, content: bytes) -> bool:
    last = max(1, content.count(b"\n") + (not content.endswith(b"\n")))
    return all(0 <= each.line <= last and str(each).isprintable() for each in deck.problems)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
@example(b"[[prompt]]")
@example(b"[[prompt]]\n" * 50)
@example(b'[[prompt]]\n"" = 1\n[["".prompt]]\n')
@example(b"[prompt]\n[[prompt.x]]\n[prompt.x.y]\n[[prompt]]")
@example(b'"""')
@example(b'x = """\\')
@example(b"\r\r\n")
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    folder = tmp_path_factory.mktemp("deck")
    put(folder, content)
    deck = load_deck(folder)
    assert deck.prompts == ()
    assert deck.problems
    assert lines_are_inside(deck, content)


PIECES = [
    "",
    '"',
    '"""',
    "'",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    "\n",
    "\\",
    "#",
    "[[prompt]]\n",
    "[x]\n",
    ".",
    "1",
    "\x00",
    "é",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(VALID)), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=4)
)
def test_no_damage_to_a_file_raises_or_points_outside_it(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, int, str]]
):
    text = VALID
    for start, length, piece in damage:
        text = text[:start] + piece + text[start + length :]
    folder = tmp_path_factory.mktemp("deck")
    put(folder, text)
    deck = load_deck(folder)
    assert lines_are_inside(deck, text.encode())
    assert deck == load_deck(folder)
