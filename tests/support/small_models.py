"""The five models of the catalogue with files so small that a test can install, alter and compare them."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from audio.transcription.catalogue import CATALOGUE
from tests.support.hub import model_of

CONTENT = {
    "model.bin": b"weights" * 100_000,
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "vocabulary.txt": b"a\nb\n",
}


def small_catalogue(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have all five consist of ``CONTENT``, and lie in ``folder``."""
    for name in CATALOGUE:
        monkeypatch.setitem(CATALOGUE, name, model_of(CONTENT, name))
    monkeypatch.setenv("VIVAVOCE_MODELS", str(folder))


def lay(folder: Path, *names: str, files: Iterable[str] = CONTENT) -> Path:
    """Install models by hand."""
    for name in names:
        (folder / name).mkdir(parents=True)
        for file in files:
            (folder / name / file).write_bytes(CONTENT[file])
    return folder
