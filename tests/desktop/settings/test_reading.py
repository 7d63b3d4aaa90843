"""The settings as the shell reads them: whatever lies there, it goes on."""

import os
from pathlib import Path

import pytest

from desktop.settings.reading import LARGEST_BYTES, read_settings
from desktop.settings.values import Settings


def test_what_is_set_is_read_and_the_file_left_alone(tmp_path: Path):
    file = tmp_path / "settings.toml"
    file.write_text('speech_model = "small"\nsession_minutes = 0\n')
    assert read_settings(file) == Settings(speech_model="small")
    assert file.read_text() == 'speech_model = "small"\nsession_minutes = 0\n'


@pytest.mark.parametrize("content", [b"=", b"\xff", b"#" * (LARGEST_BYTES + 1) + b'\nspeech_model = "small"'])
def test_a_file_that_is_none_of_ours_is_the_defaults(tmp_path: Path, content: bytes):
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    assert read_settings(file) == Settings()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "settings.toml")
    assert read_settings(tmp_path / "settings.toml") == Settings()
