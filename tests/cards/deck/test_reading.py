"""Every error of a deck file is reported with file, line and cure, and the rest is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from cards.deck import builtin_folder, load_deck
from tests.support.deck_of_two import HEAD, VALID, broken, ids, line_of, prompt, put


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
