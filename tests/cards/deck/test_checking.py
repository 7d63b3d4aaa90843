"""The whole check of files and folders, and of a text while it is typed."""

import time
from pathlib import Path

import pytest

from cards.deck import builtin_folder
from cards.deck.checking import Check, TextCheck, check_deck, check_text
from cards.deck.reading import read_prompts, read_text
from tests.support.deck_text import EXAMPLE, changed, line_of

EXPLAINED = {
    "S9.a": "The two prices are given to be multiplied, and the whole prompt is about the sum.",
    "S13.a": "The peak has to be computed from them, which is what is asked.",
    "C2.a": "The numbers are the shapes that the answer is spoken over, and one writes them down.",
}
"""Warnings of the deck that ships, and why they stay."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts.toml").write_text(EXAMPLE, encoding="utf-8")
    return tmp_path


def put(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_deck_that_ships_has_no_error_and_every_warning_is_explained():
    problems = check_deck(builtin_folder())
    assert [str(each) for each in problems if not each.is_warning] == []
    assert [str(each) for each in problems if each.message.split("'")[1] not in EXPLAINED] == []


def test_the_example_is_sound(folder: Path):
    assert check_deck(folder) == []
    assert check_deck(folder / "parts.toml", strict=True) == []
    assert len(Check(folder).prompts) == 1


def test_what_reading_and_the_rubric_find_comes_by_file_and_line(folder: Path):
    put(folder, "b.toml", changed(("is = 40", "is = 41"), ("year = 2026", 'colour = "red"\nyear = 2026')))
    put(folder, "a.toml", EXAMPLE.replace("X1.a", "X2.a").replace("seconds = 120", 'seconds = "long"'))
    problems = check_deck(folder)
    assert [(each.file.name, each.is_warning) for each in problems] == [
        ("a.toml", False),
        ("b.toml", True),
        ("b.toml", False),
        ("parts.toml", False),
    ]
    assert problems[1].line < problems[2].line
    assert "'colour' is not known" in problems[1].message
    assert "already taken in b.toml" in problems[3].message


def test_prompts_that_clash_are_checked_all_the_same(folder: Path):
    file = put(folder, "z.toml", changed(("is = 40", "is = 41")))
    messages = [each.message for each in check_deck(folder) if each.file == file]
    assert any("already taken" in each for each in messages)
    assert any("comes to 40" in each for each in messages)


def test_a_deck_of_ones_own_is_compared_with_the_one_that_ships(folder: Path):
    shipped = next(builtin_folder().glob("f1-*.toml"))
    put(folder, "mine.toml", shipped.read_text(encoding="utf-8"))
    first, *others = check_deck(folder / "mine.toml")
    assert f"'F1.a': this id is already taken in {shipped.name}, line 6" in first.message
    assert len(others) == 2
    again = shipped.read_text(encoding="utf-8").replace('id = "F1.', 'id = "X9.')
    put(folder, "mine.toml", again)
    problems = check_deck(folder / "mine.toml")
    assert all(each.is_warning for each in problems)
    assert sum("its title is that of 'F1." in each.message for each in problems) == 3
    assert sum("it asks nearly the same as 'F1." in each.message for each in problems) == 3
    assert check_deck(folder / "mine.toml", strict=True) == check_deck(shipped, strict=True) == []


def test_a_prompt_may_stand_in_the_place_of_one_that_ships(folder: Path):
    shipped = next(builtin_folder().glob("f1-*.toml")).read_text(encoding="utf-8")
    put(folder, "mine.toml", shipped.replace("year = 2026", "replaces_builtin = true\nyear = 2026"))
    assert check_deck(folder / "mine.toml") == []


def test_replacing_nothing_is_a_warning(folder: Path):
    text = changed(("year = 2026", "replaces_builtin = true\nyear = 2026"))
    put(folder, "parts.toml", text)
    (problem,) = check_deck(folder)
    assert problem.is_warning
    assert "it replaces none" in problem.message
    assert problem.line == line_of(text, "replaces_builtin")
    assert check_deck(folder, strict=True) == []


def test_a_file_that_is_named_twice_is_checked_once(folder: Path):
    assert check_deck(folder, folder / "parts.toml", folder / "." / "parts.toml") == []


def test_one_file_of_the_deck_that_ships_is_judged_as_such():
    file = next(builtin_folder().glob("f1-*.toml"))
    assert check_deck(file) == []


def test_what_is_not_there_or_no_file_is_a_sentence(folder: Path):
    (folder / "empty").mkdir()
    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    found = check_deck(folder / "missing.toml", folder / "empty", folder / "loop.toml")
    assert [(each.file.name, each.line) for each in found] == [("empty", 0), ("loop.toml", 0), ("missing.toml", 0)]
    assert "no deck file in this folder" in found[0].message
    assert all("cannot be read" in each.message and each.cure for each in found[1:])


def test_a_folder_that_may_not_be_listed_is_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    (problem,) = check_deck(folder)
    assert "cannot be read (Permission denied)" in problem.message


# As it is typed


def test_a_text_is_checked_without_a_file():
    assert check_text(EXAMPLE, Path("nowhere.toml")) == []
    (problem,) = check_text(changed(("is = 40", "is = 41")), Path("nowhere.toml"))
    assert problem.file == Path("nowhere.toml")


def test_a_text_is_compared_with_the_others():
    others, _ = read_text(Path("other.toml"), EXAMPLE)
    problems = check_text(EXAMPLE, Path("mine.toml"), others)
    assert [each.is_warning for each in problems] == [False]
    assert "already taken in other.toml" in problems[0].message
    replacing = EXAMPLE.replace("year = 2026", "replaces_builtin = true\nyear = 2026")
    assert check_text(replacing, Path("folder/mine.toml"), others) == []
    renamed = EXAMPLE.replace("X1.a", "X1.b")
    assert [each.is_warning for each in check_text(renamed, Path("mine.toml"), others)] == [True, True]


def test_a_check_of_texts_can_be_used_again_and_again():
    others, _ = read_text(Path("other.toml"), EXAMPLE)
    check = TextCheck(others)
    renamed = EXAMPLE.replace("X1.a", "X1.b")
    assert check(renamed, Path("a.toml")) == check(renamed, Path("a.toml")) != []


def test_ten_prompts_are_checked_while_one_types():
    """Under 50 ms on a laptop that has nothing else to do; here others may be at work too."""
    found, _ = read_prompts(builtin_folder())
    check = TextCheck([each for each in found if not each.id.startswith(("F2", "F3", "F4."))])
    texts = [next(builtin_folder().glob(f"{name}-*.toml")).read_text(encoding="utf-8") for name in ("f2", "f3", "f4")]
    prompts = [f"[[prompt]]{each}" for text in texts for each in text.split("[[prompt]]")[1:]]
    text = "\n".join([texts[0].split("[[prompt]]")[0], *prompts[:10]])
    times = []
    for _ in range(5):
        begun = time.process_time()
        problems = check(text, Path("x.toml"))
        times.append(time.process_time() - begun)
    assert not [each for each in problems if not each.is_warning]
    assert min(times) < 0.15
