"""What stands in the fields of a deck file is read, and what is wrong in one is reported with its line and cure."""

from pathlib import Path

import pytest

from cards.deck import load_deck
from cards.deck.fields import shared_forms
from cards.prompt import Computed, CounterPrint, Protocol, Stage
from tests.support.deck_of_two import HEAD, SECOND, VALID, broken, ids, line_of, named, prompt, put


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
