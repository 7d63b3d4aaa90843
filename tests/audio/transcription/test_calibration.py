"""The real models, measured; and what is no model."""

from pathlib import Path

import pytest

from audio.transcription.calibration import factor
from audio.transcription.child import CALIBRATION, Child, command_of
from audio.transcription.models import models_folder
from tests.support.fakes import Inbox


def ask(inbox: Inbox, model: str, environment: dict[str, str] | None = None) -> object:
    child = Child(command_of(CALIBRATION), {"model": model}, lambda each: inbox.put(each or {}), environment)
    said = inbox.next()
    assert inbox.next() == {}
    child.kill()
    return said


def test_a_model_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    said = ask(Inbox(), "base", {"VIVAVOCE_MODELS": str(tmp_path)})
    assert isinstance(said, dict)
    assert "base is not installed" in said["failed"]


def test_a_folder_that_holds_no_model_is_a_sentence(tmp_path: Path) -> None:
    for name, data in (("model.bin", b"no model"), ("config.json", b"{}"), ("tokenizer.json", b"{}")):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "vocabulary.txt").write_text("a\n")
    said = ask(Inbox(), str(tmp_path))
    assert isinstance(said, dict)
    assert said["failed"].startswith(f"The speed of the speech model {tmp_path.name} could not be measured")


@pytest.mark.slow
def test_tiny_is_measured_and_base_is_slower() -> None:
    folder = models_folder()
    if not (folder / "base").exists() or not (folder / "tiny.en").exists():
        pytest.skip("tiny.en and base are not both installed")
    tiny, base = factor(folder / "tiny.en", 2, enough_s=1.0), factor(folder / "base", 2, enough_s=1.0)
    assert 0.001 < tiny < base < 20.0
