"""The recordings folder: how a file in it is named, and a look at it beside the takes the library knows."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from cards.library.finding import Finding

_SOUNDS = (".wav", ".flac")
_PUT_BACK = "Put it back from a backup of your own if you have one; words and dates are not affected."


@dataclass(frozen=True, slots=True)
class Sound:
    """What the library knows of the sound of one take."""

    kept: bool
    sha256: str | None
    """Of the archived file; None until it is archived."""


def file_name(name: str) -> str:
    """Return ``name`` when it names a file within one folder on every system. Raises ValueError."""
    if name in ("", ".", "..") or "\0" in name or PurePath(name).name != name or PureWindowsPath(name).name != name:
        raise ValueError(f"not the name of a file within the recordings folder: {name!r}")
    return name


def check(sounds: Mapping[str, Sound], folder: Path) -> Iterator[Finding]:
    """Find recordings that are missing, damaged or unknown; ``sounds`` by file name. Reads every archived file."""
    try:
        files = {file.name for file in folder.iterdir() if file.suffix in _SOUNDS and file.is_file()}
    except FileNotFoundError:
        files = set()
    except OSError as error:
        yield Finding(
            f"The recordings in {folder} could not be looked at ({error.strerror}).", "Make the folder readable."
        )
        return
    for name, sound in sorted(sounds.items()):
        if not sound.kept:
            continue
        if name not in files:
            yield Finding(f"The recording {name} is missing.", _PUT_BACK)
        elif sound.sha256 is not None:
            yield from _damage(folder / name, sound.sha256)
    # While a take is compressed, and after a stop in the middle of it, its FLAC and its WAV lie side by side.
    known = {PurePath(name).stem for name in sounds}
    for name in sorted(name for name in files if PurePath(name).stem not in known):
        yield Finding(f"The recording {name} belongs to no attempt.", "Leave it, or move it to another folder.")


def _damage(file: Path, sha256: str) -> Iterator[Finding]:
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        yield Finding(f"The recording {file.name} could not be read ({error.strerror}).", "Make it readable.")
        return
    if digest != sha256:
        yield Finding(f"The recording {file.name} is damaged: it is not what was archived.", _PUT_BACK)
