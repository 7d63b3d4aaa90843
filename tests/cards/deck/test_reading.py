"""Every error of a deck file is reported with file, line and cure, and the rest is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cards.deck import Deck, builtin_folder, load_deck
from cards.deck.fields import shared_forms
from cards.prompt import Computed, CounterPrint, Protocol, Stage

HEAD = """\
# A deck of two prompts.
format = 1
topic = "Testing"
round = "ml"
"""


def prompt(id_: str) -> str:
    return f'''
[[prompt]]
id = "{id_}"
title = "A title" # with a comment: decision = "no"
decision = """
[[prompt]]
This only looks like a header, and
seconds = "ten" only looks like a field.
"""
constraints = [
    "You have 2 days.",  # "]"
    'You have 20 "days" = [',
]
follow_ups = ["What if 3?", "What if 4?"]
key_points = [
    {{ claim = "One.", aliases = ["first one", "one }} ]"] }},
    {{ claim = "Two.", aliases = [
        "second one",
        "two",
    ] }},
    {{ claim = "Three.", aliases = ["third one"] }},
    {{ claim = "Four.", aliases = ["fourth one"] }},
]
failure = "It fails silently; watch the log."
wrong_claim = "It never fails."
model_answer = """I would \\"choose\\" the first one.

And then the second."""
seconds = 90
follow_up_seconds = 45
target_depth = 3
dimensions = ["m1", "m2"]
year = 2026
'''


VALID = HEAD + prompt("T1.a") + prompt("T1.b")
SECOND = VALID.index('id = "T1.b"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "z-other.toml").write_text(HEAD + prompt("Z9.a"), encoding="utf-8")
    return tmp_path


def put(folder: Path, content: str | bytes, name: str = "deck.toml") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def ids(deck: Deck) -> list[str]:
    return [each.id for each in deck.prompts]


def broken(old: str, new: str, in_second: bool = True) -> str:
    """Return the valid deck with one replacement, in its second prompt or in its head."""
    start = SECOND if in_second else 0
    assert VALID.count(old, start) >= 1, old
    return VALID[:start] + VALID[start:].replace(old, new, 1)


def named(rows: list[tuple]) -> list:
    """Return rows as parameters that are called by their first column."""
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def line_of(text: str, piece: str) -> int:
    """Return the line of the last place where a piece stands."""
    return text[: text.rindex(piece)].count("\n") + 1


def test_a_valid_file_is_read_whole(folder: Path):
    put(folder, VALID)
    deck = load_deck(folder)
    assert deck.problems == ()
    assert ids(deck) == ["T1.a", "T1.b", "Z9.a"]
    first = deck.prompts[0]
    assert first.decision == '[[prompt]] This only looks like a header, and seconds = "ten" only looks like a field.'
    assert first.model_answer == 'I would "choose" the first one.\n\nAnd then the second.'
    assert first.constraints == ("You have 2 days.", 'You have 20 "days" = [')
    assert first.key_points[1].aliases == ("second one", "two")
    assert (first.topic, first.round, first.dimensions) == ("Testing", "ml", ("m1", "m2"))
    assert (first.seconds, first.follow_up_seconds, first.target_depth, first.year) == (90, 45, 3, 2026)


def test_key_points_may_be_written_as_tables_of_their_own(folder: Path):
    start = VALID.index("key_points", SECOND)
    end = VALID.index("failure", SECOND)
    points = "".join(f'[[prompt.key_points]]\nclaim = "{n}"\naliases = ["{n} a", 7]\n' for n in range(4))
    text = VALID[:start] + VALID[end:] + points
    file = put(folder, text)
    problems = load_deck(folder).problems
    expected = [number for number, line in enumerate(text.splitlines(), start=1) if line.endswith(", 7]")]
    assert [(each.file, each.line) for each in problems] == [(file, line) for line in expected]


# Each row: what is replaced in the second prompt, by what, a piece on the line to be named, message, cure.
WRONG_FIELDS = [
    ("unknown", "failure =", "failures =", "failures =", "'failures' is not known", "Write 'failure' instead"),
    ("of-the-head", "year =", 'round = "ml"\nyear =', 'round = "ml"\nyear', "'round' is not known", "top of the file"),
    (
        "missing",
        "wrong_claim =",
        "# wrong_claim =",
        '[[prompt]]\nid = "T1.b"',
        "'wrong_claim' is missing",
        "Add wrong_claim",
    ),
    ("missing-id", 'id = "T1.b"', "", "[[prompt]]\n\ntitle", "'id' is missing", "Add id"),
    (
        "not-text",
        'failure = "It fails silently; watch the log."',
        "failure = 5",
        "failure = 5",
        "is a whole number",
        "quot",
    ),
    ("not-text-date", '"It never fails."', "2026-01-01", "2026-01-01", "is a date or a time, not a text", "quot"),
    ("empty", '"It never fails."', '" \\t "', '" \\t "', "'wrong_claim' is empty", "Write the text"),
    ("not-list", '["What if 3?", "What if 4?"]', '"What if?"', '"What if?"', "is a text, not a list", "follow_ups = ["),
    ("item-type", '"You have 2 days.",', "2,", "    2,", "item 1 of 'constraints' is a whole number", "quot"),
    ("item-empty", '"You have 2 days.",', "'',", "    ''", "item 1 of 'constraints' is empty", "remove it"),
    (
        "item-twice",
        "'You have 20 \"days\" = ['",
        "'You have 2  days.'",
        "'You have 2  days.'",
        "stands there twice",
        "Remove",
    ),
    (
        "one-constraint",
        '"You have 2 days.",',
        "",
        "constraints = [",
        "has 1 item, not 2 to 12",
        "each change the answer",
    ),
    ("one-follow-up", ', "What if 4?"', "", "follow_ups =", "has 1 item, not 2 to 4", "each move the answer"),
    ("five-follow-ups", '"What if 4?"', '"b", "c", "d", "e"', "follow_ups =", "has 5 items, not 2 to 4", "Give 2 to 4"),
    (
        "three-points",
        '{ claim = "Four.", aliases = ["fourth one"] },',
        "",
        "key_points =",
        "has 3 items",
        "Give 4 to 8",
    ),
    (
        "nine-points",
        '{ claim = "Four."',
        '{ claim = "x", aliases = ["x"] },\n' * 5 + '{ claim = "Four."',
        "key_points =",
        "has 9 items",
        "Give 4 to 8",
    ),
    (
        "point-type",
        '{ claim = "Four.", aliases = ["fourth one"] }',
        '"Four."',
        '    "Four."',
        "item 4 of 'key_points' is a text",
        "claim =",
    ),
    (
        "no-aliases",
        '{ claim = "Four.", aliases = ["fourth one"] }',
        '{ claim = "Four." }',
        '{ claim = "Four." }',
        "key point 4: 'aliases' is missing",
        "Add aliases",
    ),
    ("empty-aliases", '["fourth one"]', "[]", 'claim = "Four."', "key point 4: 'aliases' has 0 items", "Give 1 to 60"),
    ("alias-type", '"two",', "2,", "        2,", "key point 2: item 2 of 'aliases' is a whole number", "quot"),
    ("point-unknown", 'claim = "Four."', 'clam = "Four."', "clam =", "'clam' is not known", "Write 'claim' instead"),
    ("point-empty", 'claim = "Four."', 'claim = ""', 'claim = ""', "key point 4: 'claim' is empty", "Write the text"),
    ("dimension", '"m2"]', '"m22"]', '"m22"', "the dimension 'm22' is not known", "Write 'm2' instead"),
    ("dimension-far", '"m2"]', '"xyz"]', '"xyz"', "the dimension 'xyz' is not known", "Use m1, m2, m3, m4"),
    ("dimension-other", '"m2"]', '"s2"]', '"s2"', "'s2' belongs to the round System design", "Use m1, m2, m3, m4"),
    ("no-dimension", '["m1", "m2"]', "[]", "dimensions = []", "has 0 items, not 1 to 4", "such as m1"),
    ("depth", "target_depth = 3", "target_depth = 5", "target_depth = 5", "is 5, outside 1 to 4", "from 1 to 4"),
    ("depth-0", "target_depth = 3", "target_depth = 0", "target_depth = 0", "is 0, outside 1 to 4", "from 1 to 4"),
    ("seconds", "seconds = 90", "seconds = 3601", "seconds = 3601", "outside 15 to 3600", "from 15 to 3600"),
    ("follow-up-seconds", "seconds = 45", "seconds = 0", "seconds = 0", "outside 10 to 600", "from 10 to 600"),
    ("year", "year = 2026", "year = 26", "year = 26", "is 26, outside 2000 to 2100", "from 2000 to 2100"),
    (
        "number-type",
        "seconds = 90",
        "seconds = 90.0",
        "seconds = 90.0",
        "a decimal number, not a whole number",
        "Write seconds",
    ),
    (
        "number-bool",
        "seconds = 90",
        "seconds = true",
        "seconds = true",
        "true or false, not a whole number",
        "Write seconds",
    ),
    ("number-text", "seconds = 90", 'seconds = "90"', 'seconds = "90"', "a text, not a whole number", "Write seconds"),
    ("number-huge", "seconds = 90", "seconds = 0x" + "f" * 9000, "seconds = 0x", "is far too large", "from 15 to 3600"),
    ("control", '"It never fails."', '"It \\u0007."', "wrong_claim =", "the control character U+0007", "Remove it"),
    ("null", '"You have 2 days."', '"You \\u0000."', '    "You \\u0000', "the control character U+0000", "Remove it"),
    (
        "too-long",
        '"It never fails."',
        '"' + "x" * 601 + '"',
        "wrong_claim =",
        "has 601 characters",
        "Shorten it to 600",
    ),
    ("id", 'id = "T1.b"', 'id = "-T b"', 'id = "-T b"', "'-T b' cannot be an id", "letters, digits"),
    (
        "duplicate",
        'id = "T1.b"',
        'id = "T1.a"',
        'id = "T1.a"',
        "already taken in deck.toml, line 7",
        "an id of its own",
    ),
    ("diagnostic", "year =", 'diagnostic = "first one"\nyear =', "diagnostic =", "is not a code", "such as Q1"),
    (
        "empty-prompt",
        'id = "T1.b"',
        "[[prompt]]\n" + 'id = "T1.b"',
        "[[prompt]]\n[[prompt]]",
        "it is empty",
        "Fill it in",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "where", "message", "cure"), [pytest.param(*row[1:], id=row[0]) for row in WRONG_FIELDS]
)
def test_a_wrong_field_is_reported_at_its_line_and_the_rest_is_loaded(
    folder: Path, old: str, new: str, where: str, message: str, cure: str
):
    text = broken(old, new)
    file = put(folder, text)
    deck = load_deck(folder)
    (problem,) = deck.problems
    assert (problem.file, problem.line) == (file, line_of(text, where))
    assert message in problem.message
    assert cure in problem.cure
    assert problem.message.endswith(".")
    assert problem.cure.endswith(".")
    whole = (
        ["T1.a", "T1.b", "Z9.a"] if "empty" in problem.message and "Fill it in" in problem.cure else ["T1.a", "Z9.a"]
    )
    assert ids(deck) == whole


@pytest.mark.parametrize(
    ("old", "new", "where", "message", "cure"),
    [
        ("year =", "qqq = 1\nyear =", "qqq = 1", "'qqq' is not known", "Remove it; the fields are id"),
        ("year =", '"a\\nb" = 1\nyear =', '"a\\nb"', r"'a\nb' is not known", "Remove it"),
        ('round = "ml"', 'round = "ml"\nauthor = "me"', "author", "'author' is not known", "Remove"),
    ],
)
def test_an_unknown_field_costs_nothing_but_a_warning(
    folder: Path, old: str, new: str, where: str, message: str, cure: str
):
    text = broken(old, new, in_second=False)
    file = put(folder, text)
    deck = load_deck(folder)
    assert deck.problems == ()
    (warning,) = deck.warnings
    assert (warning.file, warning.line) == (file, line_of(text, where))
    assert message in warning.message
    assert cure in warning.cure
    assert "warning: " in str(warning)
    assert ids(deck) == ["T1.a", "T1.b", "Z9.a"]


# Each row: what is replaced in the head, by what, a piece on the line to be named, message, cure, prompts that load.
WRONG_HEADS = [
    ("newer", "format = 1", "format = 2\nfuture = [1]", "format = 2", "newer Viva Voce", "Update Viva Voce", []),
    ("format-0", "format = 1", "format = 0", "format = 0", "is 0, outside 1 to 1", "format", ["T1.a", "T1.b"]),
    (
        "format-type",
        "format = 1",
        'format = "1"',
        'format = "1"',
        "a text, not a whole",
        "format = 1",
        ["T1.a", "T1.b"],
    ),
    ("no-format", "format = 1", "", "# A deck", "'format' is missing", "Add format", ["T1.a", "T1.b"]),
    ("no-topic", 'topic = "Testing"', "", "# A deck", "'topic' is missing", "Add topic", []),
    ("no-round", 'round = "ml"', "", "# A deck", "'round' is missing", 'one of "ml", "design"', []),
    ("round", 'round = "ml"', 'round = "desing"', "desing", "'desing' is not known", 'Write round = "design"', []),
    ("round-far", 'round = "ml"', 'round = "x\\ny"', "round =", r"'x y' is not known", 'one of "ml"', []),
    ("prompts", "[[prompt]]", "[[prompts]]", "[[prompts]]\nid", "'prompts' is not known", "Write 'prompt'", ["T1.b"]),
]


@pytest.mark.parametrize(("old", "new", "where", "message", "cure", "loaded"), named(WRONG_HEADS))
def test_a_wrong_head_is_reported(
    folder: Path, old: str, new: str, where: str, message: str, cure: str, loaded: list[str]
):
    text = broken(old, new, in_second=False)
    file = put(folder, text)
    deck = load_deck(folder)
    (problem,) = deck.problems
    assert (problem.file, problem.line) == (file, line_of(text, where))
    assert message in problem.message
    assert cure in problem.cure
    assert ids(deck) == [*loaded, "Z9.a"]


@pytest.mark.parametrize(
    ("text", "message", "cure"),
    [
        ("", "'format' is missing", "Add format"),
        (HEAD, "it holds no prompt", "Add a [[prompt]]"),
        (HEAD + "prompt = 7\n", "'prompt' is not a list", "two brackets"),
        (HEAD + prompt("T1.a").replace("[[prompt]]\nid", "[prompt]\nid"), "'prompt' is not a list", "two brackets"),
        (HEAD + "prompt = [7]\n", "Prompt 1 is not a table", "[[prompt]]"),
    ],
)
def test_a_file_without_prompts_says_so(folder: Path, text: str, message: str, cure: str):
    put(folder, text)
    deck = load_deck(folder)
    assert any(message in each.message and cure in each.cure for each in deck.problems)
    assert ids(deck) == ["Z9.a"]


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


def test_every_error_of_every_file_is_reported_in_one_run_in_the_order_of_the_files(folder: Path):
    text = broken("target_depth = 3", "target_depth = 9").replace("failure = ", "failur = ")
    first = put(folder, text, "a.toml")
    second = put(folder, "not toml", "b.toml")
    deck = load_deck(folder)
    assert [each.file for each in deck.problems] == [first] * 3 + [second]
    assert [each.line for each in deck.problems[:3]] == sorted(each.line for each in deck.problems[:3])
    assert ids(deck) == ["Z9.a"]


def test_the_first_of_two_files_keeps_an_id(folder: Path):
    put(folder, HEAD + prompt("Z9.a"), "a.toml")
    deck = load_deck(folder)
    (problem,) = deck.problems
    assert problem.file.name == "z-other.toml"
    assert "already taken in a.toml, line 7" in problem.message
    assert ids(deck) == ["Z9.a"]


def test_the_first_of_two_folders_keeps_an_id(folder: Path, tmp_path: Path):
    more = tmp_path / "more"
    more.mkdir()
    put(more, HEAD + prompt("Z9.a") + prompt("A1.a"), "a.toml")
    assert ids(load_deck(folder, more)) == ["Z9.a", "A1.a"]
    assert ids(load_deck(more, folder)) == ["Z9.a", "A1.a"]
    assert len(load_deck(folder, folder).problems) == 0


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(folder: Path):
    text = broken("target_depth = 3", "target_depth = 9")
    put(folder, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (problem,) = load_deck(folder).problems
    assert problem.line == line_of(text, "target_depth = 9")


@pytest.mark.parametrize(
    ("content", "line", "message", "cure"),
    [
        (VALID.replace("A title", "Un début").encode("latin-1"), 8, "not UTF-8.", "encoding UTF-8"),
        (VALID.encode("utf-16"), 1, "it looks like UTF-16", "encoding UTF-8"),
        (VALID.encode() + b'x = "\xed\xa0\x80"\n', VALID.count("\n") + 1, "not UTF-8", "encoding UTF-8"),
        (VALID.encode() + b"#" * 1_000_000, 0, "larger than 1 MB", "Split it"),
        (bytes(100), 1, "not valid TOML", "Correct this line"),
    ],
)
def test_a_file_that_is_no_text_is_refused(folder: Path, content: bytes, line: int, message: str, cure: str):
    file = put(folder, content)
    deck = load_deck(folder)
    problem = deck.problems[0]
    assert (problem.file, problem.line) == (file, line)
    assert message in problem.message
    assert cure in problem.cure
    assert ids(deck) == ["Z9.a"]


def test_a_file_that_cannot_be_read_is_a_problem(folder: Path):
    (folder / "gone.toml").symlink_to(folder / "nowhere")
    (folder / "folder.toml").mkdir()
    deck = load_deck(folder)
    assert [(each.file.name, each.line) for each in deck.problems] == [("folder.toml", 0), ("gone.toml", 0)]
    assert "not an ordinary file" in deck.problems[0].message
    assert "cannot be read" in deck.problems[1].message
    assert all(each.cure for each in deck.problems)
    assert ids(deck) == ["Z9.a"]


def test_a_missing_folder_is_a_problem_and_not_a_crash(folder: Path, tmp_path: Path):
    deck = load_deck(tmp_path / "missing", folder, folder / "z-other.toml")
    assert [each.line for each in deck.problems] == [0, 0]
    assert "cannot be read" in deck.problems[0].message
    assert ids(deck) == ["Z9.a"]


def test_hidden_and_other_files_are_left_alone(folder: Path):
    put(folder, "nothing", ".#deck.toml")
    put(folder, "nothing", "notes.txt")
    put(folder, HEAD + prompt("U1.a"), "UPPER.TOML")
    deck = load_deck(folder)
    assert deck.problems == ()
    assert ids(deck) == ["U1.a", "Z9.a"]


def test_a_problem_is_one_line_of_text(folder: Path):
    put(folder, VALID.replace("seconds = 90", "seconds = 9"), "a\nb\x1b.toml")
    for problem in load_deck(folder, folder / "missing").problems:
        assert str(problem).isprintable()
    assert r"a\nb\x1b.toml, line 33: Prompt 'T1.a': 'seconds' is 9" in str(load_deck(folder).problems[0])


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


# Fields of the built-in deck's own kinds


def with_fields(text: str) -> str:
    """The valid deck with lines added to its first prompt."""
    return VALID.replace("year = 2026", text + "\nyear = 2026", 1)


def test_the_further_fields_are_read(folder: Path):
    fields = """
computed = [{ from = "2 * 3", is = 6 }, { from = "1 / 3", is = 0.3, within = 0.2 }]
protocol = "debug"
failure_class = "data-order"
counter_prints = [{ output = "0.00\\n0.01", kills = "capacity" }, { output = "3 3", confirms = "data-order" }]
"""
    put(folder, with_fields(fields).replace('round = "ml"', 'round = "ml"\nstage = "culture"'))
    deck = load_deck(folder)
    assert (deck.problems, deck.warnings) == ((), ())
    first = deck.prompts[0]
    assert first.computed == (Computed("2 * 3", 6, 0.01), Computed("1 / 3", 0.3, 0.2))
    assert (first.protocol, first.failure_class, first.stage) == (Protocol.DEBUG, "data-order", Stage.CULTURE)
    assert first.counter_prints == (
        CounterPrint("0.00\n0.01", "capacity", confirms=False),
        CounterPrint("3 3", "data-order", confirms=True),
    )


@pytest.mark.parametrize(
    ("line", "message", "cure"),
    [
        ('computed = [{ from = "1", is = "1" }]', "'is' is a text", "Give its value"),
        ("computed = [{ is = 1 }]", "'from' is missing", "Add from"),
        ('protocol = "debag"', "the protocol 'debag' is not known", 'Write protocol = "debug"'),
        ('counter_prints = [{ output = "a" }]', "neither or both", "Say one"),
        ('counter_prints = [{ output = "a", kills = "b", confirms = "c" }]', "neither or both", "Say one"),
        ("replaces_builtin = 1", "'replaces_builtin' is a whole number", "true"),
        ('stage = "culture"', "the field 'stage' is not known", "top of the file"),
    ],
)
def test_a_wrong_further_field_is_reported(folder: Path, line: str, message: str, cure: str):
    put(folder, with_fields(line))
    deck = load_deck(folder)
    (problem,) = deck.problems
    assert message in problem.message
    assert cure in problem.cure
    assert ids(deck) == ["T1.b", "Z9.a"]


def test_a_tag_stands_for_the_shared_forms(folder: Path):
    put(folder, VALID.replace('"third one"', '"{hybrid}", "both of them"', 1))
    deck = load_deck(folder)
    aliases = deck.prompts[0].key_points[2].aliases
    assert aliases[:2] == shared_forms()["hybrid"][:2]
    assert aliases[-1] == "both of them"


def test_an_unknown_tag_is_reported(folder: Path):
    put(folder, VALID.replace('"third one"', '"{hybird}"', 1))
    (problem,) = load_deck(folder).problems
    assert "there are no shared forms 'hybird'" in problem.message
    assert "'{hybrid}'" in problem.cure


def test_a_deck_of_ones_own_can_replace_a_prompt_of_another_folder(folder: Path, tmp_path: Path):
    put(folder, VALID)
    own = tmp_path / "own"
    own.mkdir()
    changed = (HEAD + prompt("T1.a")).replace("It never fails.", "It hardly ever fails.")
    put(own, changed)
    clash = load_deck(folder, own)
    assert "already taken" in clash.problems[0].message
    assert "replaces_builtin" in clash.problems[0].cure
    put(own, changed.replace("year = 2026", "replaces_builtin = true\nyear = 2026"))
    deck = load_deck(folder, own)
    assert deck.problems == ()
    assert ids(deck) == ["T1.a", "T1.b", "Z9.a"]
    assert deck.prompts[0].wrong_claim == "It hardly ever fails."


def test_a_broken_prompt_replaces_none(folder: Path, tmp_path: Path):
    put(folder, VALID)
    own = tmp_path / "own"
    own.mkdir()
    put(own, (HEAD + prompt("T1.a")).replace("year = 2026", 'replaces_builtin = true\nyear = "no"'))
    deck = load_deck(folder, own)
    assert deck.problems
    assert ids(deck) == ["T1.a", "T1.b", "Z9.a"]


def test_reading_decks_loads_nothing_heavy():
    code = "import sys, cards.deck; cards.deck.load_deck(cards.deck.builtin_folder()); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert builtin_folder().is_dir()
    assert {"PySide6", "sqlite3", "sqlite_utils", "numpy", "difflib", "tempfile"}.isdisjoint(found)
