"""``vivavoce deck``: what it prints, what it exits with, and what it leaves alone."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cards.coverage import checklist
from cards.deck import builtin_folder
from cards.deck.schema import schema_text
from cards.rounds import Round
from desktop.arguments import ROUND_NAMES
from desktop.folders import DataFolder
from tests.support.deck_text import EXAMPLE, changed, line_of
from tests.support.shell import VIVAVOCE, Shell, vivavoce

NEW = ("--round", "coding", "--topic", "Photos", "--id", "X1.a")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "parts.toml"
    made.write_text(EXAMPLE, encoding="utf-8")
    return made


# check


def test_a_sound_deck_says_so(shell: Shell, file: Path):
    result = shell("deck", "check", file)
    assert (result.code, result.out, result.err) == (0, "1 prompt read whole: 0 errors, 0 warnings.\n", "")


def test_warnings_alone_are_no_failure(shell: Shell, file: Path):
    file.write_text(changed(("seconds = 120", "seconds = 30")), encoding="utf-8")
    result = shell("deck", "check", file)
    line, counts = result.out.splitlines()
    assert result.code == 0
    assert line.startswith(
        f"{file}, line {line_of(EXAMPLE, 'model_answer')}: warning: Prompt 'X1.a': the model answer takes"
    )
    assert counts == "1 prompt read whole: 0 errors, 1 warning."
    assert shell("deck", "check", "--strict", file).code == 1


def test_an_error_is_a_failure_and_everything_is_said_in_one_run(shell: Shell, file: Path):
    other = file.with_name("other.toml")
    other.write_text(EXAMPLE.replace("X1.a", "X2.a").replace('"m1"', '"m9"'), encoding="utf-8")
    file.write_text(changed(("is = 40", "is = 41"), ("seconds = 120", "seconds = 30")), encoding="utf-8")
    result = shell("deck", "check", file.parent)
    assert result.code == 1
    assert [("other.toml" in line, "warning" in line) for line in result.out.splitlines()[:-1]] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert result.out.splitlines()[-1] == "1 prompt read whole: 2 errors, 1 warning."


def test_for_scripts_it_is_json(shell: Shell, file: Path):
    file.write_text(changed(("is = 40", "is = 41")), encoding="utf-8")
    result = shell("deck", "check", file, "--json")
    assert result.code == 1
    assert result.json == {
        "prompts": 1,
        "errors": 1,
        "warnings": 0,
        "problems": [
            {
                "file": str(file),
                "line": line_of(EXAMPLE, '600 / 15", is'),
                "kind": "error",
                "message": "Prompt 'X1.a': '600 / 15' comes to 40, not to 41.",
                "cure": "Put the number right here and where it is said, or allow for its rounding, "
                "such as within = 0.05.",
            }
        ],
    }


def test_the_deck_that_ships_passes(shell: Shell):
    result = shell("deck", "check", builtin_folder())
    assert result.code == 0, result.out
    assert "188 prompts read whole: 0 errors" in result.out


def test_a_path_that_is_not_there_is_a_failure(shell: Shell, tmp_path: Path):
    result = shell("deck", "check", tmp_path / "missing.toml")
    assert result.code == 1
    assert "cannot be read (No such file or directory)" in result.out


def test_no_library_is_opened_or_made(shell: Shell, file: Path, home_of_its_own: Path):
    shell("deck", "check", file)
    shell("deck", "coverage")
    assert not home_of_its_own.exists()


@pytest.mark.parametrize(
    "wrong",
    [["deck"], ["deck", "nonsense"], ["deck", "check"], ["deck", "new", "x.toml"], ["deck", "new", "x.toml", *NEW[2:]]],
)
def test_wrong_use(shell: Shell, wrong: list[str]):
    assert shell(*wrong).code == 2


def test_it_runs_as_the_real_program(file: Path):
    result = vivavoce("deck", "check", file)
    assert (result.returncode, result.stdout) == (0, "1 prompt read whole: 0 errors, 0 warnings.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_file_whose_name_is_no_text_is_named_all_the_same(file: Path, as_json: list[str]):
    file.write_text(changed(("is = 40", "is = 41")), encoding="utf-8")
    odd = os.fsencode(file.with_name("deck")) + b"\xff.toml"
    file.rename(os.fsdecode(odd))
    result = subprocess.run([VIVAVOCE, "deck", "check", odd, *as_json], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (1, "")
    assert "deck\\udcff.toml" in result.stdout.replace("\\\\", "\\")


# coverage


def test_coverage_is_a_map_of_ids(shell: Shell):
    result = shell("deck", "coverage", "--json")
    assert [each["code"] for each in result.json["checklist"]] == list(checklist())
    assert [each["prompts"] for each in result.json["diagnostic"]] == [
        ["F5.a"],
        ["S1.a"],
        ["C2.a"],
        ["B1.a"],
        ["F9.a"],
        ["S7.a"],
    ]
    assert result.json["gaps"] == []
    assert all(each["text"] and each["prompts"] for each in result.json["checklist"])


def test_coverage_for_reading(shell: Shell):
    lines = shell("deck", "coverage").out.splitlines()
    assert lines[0] == "Checklist"
    assert lines[1].startswith("ML1  Weigh bias")
    assert "F1.a" in lines[2]
    assert lines[-1] == "Every item has its prompts."


def test_prompts_of_ones_own_count_too(shell: Shell, file: Path, home_of_its_own: Path):
    decks = DataFolder(home_of_its_own).decks
    decks.mkdir(parents=True)
    file.rename(decks / file.name)
    assert "X1.a" in shell("deck", "coverage", "--json").json["checklist"][0]["prompts"]


# new


def test_a_new_file_is_checked_but_for_what_is_to_be_written(shell: Shell, tmp_path: Path):
    file = tmp_path / "photos.toml"
    result = shell("deck", "new", file, *NEW, "--at", "2027-01-01T00:00:00+00:00")
    assert (result.code, result.err) == (0, "")
    assert str(file) in result.out
    text = file.read_text(encoding="utf-8")
    assert 'topic = "Photos"\nround = "coding"\n' in text
    assert "year = 2027" in text
    problems = shell("deck", "check", file, "--json").json["problems"]
    assert all(each["message"].endswith("is empty.") for each in problems)
    assert problems


def test_an_existing_file_stays_as_it_is(shell: Shell, file: Path):
    result = shell("deck", "new", file, *NEW)
    assert result.code == 1
    assert "is there already, and stays as it is" in result.err
    assert file.read_text(encoding="utf-8") == EXAMPLE


@pytest.mark.parametrize(
    ("name", "topic", "id_", "sentence"),
    [
        ("photos.txt", "Photos", "X1.a", "ends in .toml"),
        (".photos.toml", "Photos", "X1.a", "ends in .toml"),
        ("photos.toml", " ", "X1.a", "'topic' is empty"),
        ("photos.toml", "x" * 121, "X1.a", "Shorten it to 120"),
        ("photos.toml", "a\x07b", "X1.a", "control character U+0007"),
        ("photos.toml", "a\u202eb", "X1.a", "control character U+202E"),
        ("photos.toml", "a\udcffb", "X1.a", "not valid TOML"),
        ("photos.toml", "Photos", "X 1", "cannot be an id"),
        ("photos.toml", "Photos", "F1.a", "taken by a prompt that ships"),
    ],
)
def test_what_a_deck_cannot_have_is_wrong_use(
    shell: Shell, tmp_path: Path, name: str, topic: str, id_: str, sentence: str
):
    file = tmp_path / name
    result = shell("deck", "new", file, "--round", "ml", "--topic", topic, "--id", id_)
    assert result.code == 2
    assert sentence in result.err
    assert not file.exists()


def test_a_topic_of_any_letters_comes_back_as_it_was(shell: Shell, tmp_path: Path):
    file = tmp_path / "x.toml"
    topic = 'Ä "quoted" \\ 漢字 😀 <b>'
    assert shell("deck", "new", file, "--round", "ml", "--topic", topic, "--id", "X1.a").code == 0
    messages = [each["message"] for each in shell("deck", "check", file, "--json").json["problems"]]
    assert not [each for each in messages if "topic" in each]


def test_a_place_that_is_not_there_is_a_sentence(shell: Shell, tmp_path: Path):
    result = shell("deck", "new", tmp_path / "missing" / "x.toml", *NEW)
    assert result.code == 1
    assert "cannot be written (No such file or directory); nothing was changed" in result.err


def test_a_full_disk_leaves_nothing_behind(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    result = shell("deck", "new", tmp_path / "x.toml", *NEW)
    assert result.code == 1
    assert "No space left on device" in result.err
    assert not (tmp_path / "x.toml").exists()


def test_all_rounds_may_be_named():
    assert tuple(Round) == ROUND_NAMES


# schema


def test_the_schema_is_printed_as_it_is_kept(shell: Shell):
    assert shell("deck", "schema").out == schema_text()
