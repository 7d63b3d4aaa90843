from datetime import timedelta
from pathlib import Path

import pytest

from audio.errors import CannotWrite
from audio.transcription.journal import journal_of
from cards.deck import builtin_folder, load_deck
from cards.library.attempts import file_name
from desktop.folders import DataFolder
from tests.support.desk import EVENING


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.create()
    return made


def test_an_option_comes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIVAVOCE_HOME", str(tmp_path / "env"))
    assert DataFolder.chosen(str(tmp_path / "option")).root == tmp_path / "option"
    assert DataFolder.chosen(None).root == tmp_path / "env"


def test_without_a_choice_it_is_where_the_system_keeps_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("VIVAVOCE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert DataFolder.chosen(None).root == tmp_path / "vivavoce"


def test_a_choice_may_be_relative_or_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert DataFolder.chosen("here").root == tmp_path / "here"
    assert DataFolder.chosen("~/there").root == tmp_path / "me" / "there"


def test_the_folders_are_for_their_owner_alone(folder: DataFolder):
    folder.create()
    for made in (folder.root, folder.recordings):
        assert made.stat().st_mode & 0o077 == 0


def test_a_recording_tells_moment_and_prompt(folder: DataFolder):
    name = folder.new_recording("F1.a", EVENING).name
    assert name.startswith("20261121T170000Z-F1.a-")
    assert name.endswith(".wav")


def test_no_two_recordings_have_the_same_name(folder: DataFolder):
    names = {folder.new_recording("F1.a", EVENING) for _ in range(200)}
    assert len(names) == 200


def test_every_prompt_of_the_deck_makes_a_name_the_library_takes(folder: DataFolder):
    for prompt in load_deck(builtin_folder()).prompts:
        name = folder.new_recording(prompt.id, EVENING + timedelta(days=1)).name
        assert file_name(name) == name


def test_discarding_moves_sound_and_journal(folder: DataFolder):
    sound = folder.new_recording("F1.a", EVENING)
    sound.write_bytes(b"sound")
    journal_of(sound).write_bytes(b"words")
    folder.discard(sound)
    assert (folder.discarded / sound.name).read_bytes() == b"sound"
    assert (folder.discarded / journal_of(sound).name).read_bytes() == b"words"
    assert list(folder.recordings.glob("*.*")) == []
    folder.discard(sound)  # nothing is left to move


def test_what_cannot_be_moved_stays_and_is_said(folder: DataFolder):
    sound = folder.new_recording("F1.a", EVENING)
    sound.write_bytes(b"sound")
    folder.discarded.write_text("in the way")
    with pytest.raises(CannotWrite, match="it stays where it is"):
        folder.discard(sound)
    assert sound.exists()
