"""The app's side of an installation over the hub: what its process is asked. Nothing here speaks to a network."""

from pathlib import Path
from typing import Any

from audio.transcription.catalogue import Model, ModelFile

STALL_S = 30.0
"""After so long without a byte the download is given up; what came is kept."""


def question(model: Model, folder: Path, stall_s: float = STALL_S) -> dict[str, Any]:
    """Ask the process for ``model``, to be put into ``folder``."""
    return {
        "model": [model.name, model.repository, model.revision],
        "files": [[file.name, file.size, file.sha256, file.git_sha1] for file in model.files],
        "folder": str(folder),
        "stall_s": stall_s,
    }


def asked(question: dict[str, Any]) -> tuple[Model, Path, float]:
    """Return what ``question`` asks for: the model, the folder, and the patience in seconds."""
    name, repository, revision = question["model"]
    files = tuple(ModelFile(*file) for file in question["files"])
    return Model(name, repository, revision, files), Path(question["folder"]), question["stall_s"]
