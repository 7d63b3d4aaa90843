"""``vivavoce models``, with small models and a hub on this machine."""

import os
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from audio.transcription.choosing import keep_factor
from desktop.folders import DataFolder
from desktop.opening import open_library
from desktop.settings.store import SettingsStore
from tests.support.desk import EVENING
from tests.support.hub import Hub, hub_with
from tests.support.shell import Shell
from tests.support.small_models import CONTENT, lay, small_catalogue

WHOLE = sum(len(data) for data in CONTENT.values())


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    small_catalogue(monkeypatch, tmp_path / "models")
    return tmp_path / "models"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with hub_with(dict(CONTENT)) as made:
        monkeypatch.setenv("HF_ENDPOINT", made.endpoint)
        yield made


def chosen(folder: DataFolder) -> str:
    return SettingsStore(folder.settings).current.speech_model


def test_the_list_names_exactly_the_five(shell: Shell, models: Path):
    lay(models, "base", "tiny.en")
    (models / "tiny.en" / "config.json").write_bytes(b"[]")
    keep_factor("base", 0.11, models)
    rows = shell("models", "list", "--json").json
    assert [row["name"] for row in rows] == ["tiny.en", "base", "tiny", "small", "medium"]
    assert rows[1] == {"name": "base", "installed": True, "verified": True, "bytes": WHOLE, "factor": 0.11}
    assert rows[0] == {"name": "tiny.en", "installed": True, "verified": False, "bytes": WHOLE, "factor": None}
    assert rows[4] == {"name": "medium", "installed": False, "verified": False, "bytes": WHOLE, "factor": None}


def test_for_reading_the_one_in_use_is_marked(shell: Shell, models: Path):
    lay(models, "base")
    marks = {line.split()[1]: line for line in shell("models", "list").out.splitlines() if line.startswith("*")}
    assert list(marks) == ["base"]
    assert "every file as published" in marks["base"]


def test_a_model_is_installed_verified_and_removed(shell: Shell, hub: Hub, models: Path):
    installed = shell("models", "install", "small")
    assert (installed.code, installed.err) == (0, "")
    assert installed.out.startswith("small is installed, every file as published.")
    assert shell("models", "verify", "small").out == (
        f"small: every file in {models / 'small'} is as it was published.\n"
    )
    assert shell("models", "remove", "small").out == "small is removed.\n"
    assert shell("models", "remove", "small").out == "small is not installed; nothing was changed.\n"
    assert not (models / "small").exists()


def test_a_hub_that_fails_is_a_sentence(shell: Shell, hub: Hub):
    hub.answers["config.json"] = lambda request: request.refuse(503)
    result = shell("models", "install", "small")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("vivavoce: The speech model small is not installed because 127.0.0.1")


def test_what_is_altered_or_missing_is_a_finding(shell: Shell, models: Path):
    lay(models, "base")
    (models / "base" / "model.bin").write_bytes(b"x")
    assert shell("models", "verify", "base").code == 1
    assert "differs from the published one" in shell("models", "verify", "base").err
    assert "is not installed" in shell("models", "verify", "small").err
    assert shell("models", "measure", "small").code == 1


@pytest.mark.parametrize("action", ["install", "verify", "remove", "use"])
def test_a_name_that_nobody_knows_is_wrong_use(shell: Shell, action: str):
    result = shell("models", action, "base.en")
    assert result.code == 2
    assert "tiny.en, base, tiny, small, medium" in result.err


def test_a_model_is_used_and_the_choice_given_back(shell: Shell, models: Path, folder: DataFolder):
    lay(models, "base", "tiny.en")
    assert shell("models", "use", "tiny.en").out == "tiny.en is used.\n"
    assert chosen(folder) == "tiny.en"
    assert shell("models", "use", "small").code == 1
    assert chosen(folder) == "tiny.en"
    gone = shell("models", "remove", "tiny.en").out
    assert "It was the one in use; now base is" in gone
    assert chosen(folder) == ""
    assert shell("models", "use", "auto").out == "The best model that keeps up here is used: base.\n"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_folder_needs_a_yes(
    shell: Shell, folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, models: Path
):
    mine = lay(tmp_path, "mine") / "mine"
    refused = shell("models", "use", mine)
    assert refused.code == 1
    assert "nobody said yes" in refused.err
    for said, code, used in (("n\n", 1, ""), ("\n", 1, ""), ("y\n", 0, str(mine))):
        monkeypatch.setattr(sys, "stdin", Terminal(said))
        result = shell("models", "use", mine)
        assert (result.code, chosen(folder)) == (code, used)
        assert "unverified" in result.err
    shell("models", "use", "auto")
    assert shell("models", "use", mine, "--yes").code == 0
    assert f"* {mine}  Unverified." in shell("models", "list").out


@pytest.mark.parametrize("file", CONTENT)
def test_a_folder_that_lacks_a_file_is_refused_even_with_a_yes(
    shell: Shell, folder: DataFolder, tmp_path: Path, file: str
):
    mine = lay(tmp_path, "mine", files=set(CONTENT) - {file}) / "mine"
    result = shell("models", "use", mine, "--yes")
    assert result.code == 1
    assert file in result.err
    assert chosen(folder) == ""


def test_a_folder_may_be_named_from_here(
    shell: Shell, folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lay(tmp_path, "mine")
    monkeypatch.chdir(tmp_path)
    assert shell("models", "use", f".{os.sep}mine", "--yes").code == 0
    assert chosen(folder) == str(tmp_path / "mine")


def test_while_the_app_is_open_it_is_the_one_that_chooses(shell: Shell, models: Path, folder: DataFolder):
    lay(models, "base")
    with open_library(folder, EVENING):
        assert shell("models", "use", "base").code == 3
        assert shell("models", "list").code == 0
