"""How it stands with the five models of the catalogue on this machine."""

from dataclasses import dataclass, replace
from pathlib import Path

from audio.errors import AudioError
from audio.transcription.catalogue import CATALOGUE
from audio.transcription.choosing import factors
from audio.transcription.models import installed, kept_bytes, verified


@dataclass(frozen=True, slots=True)
class Stocked:
    """One of the models. ``verified`` is None as long as nobody has looked; ``factor`` as long as nobody measured."""

    name: str
    installed: bool
    verified: bool | None
    bytes: int
    """What it takes, or would."""
    factor: float | None
    kept: int = 0
    """Bytes of an installation that is not finished."""


def glance(folder: Path | None = None) -> tuple[Stocked, ...]:
    """How it looks, in a millisecond: no file is read."""
    known = factors(folder)
    return tuple(
        Stocked(
            model.name,
            installed(model.name, folder),
            None,
            model.bytes,
            known.get(model.name),
            kept_bytes(model, folder),
        )
        for model in CATALOGUE.values()
    )


def inventory(folder: Path | None = None) -> tuple[Stocked, ...]:
    """How it is: every file of what is installed is read and compared. A gigabyte takes seconds."""
    return tuple(replace(each, verified=each.installed and is_verified(each.name, folder)) for each in glance(folder))


def is_verified(name: str, folder: Path | None = None) -> bool:
    """Whether every file of the model is as it was published."""
    try:
        verified(name, folder)
    except AudioError:
        return False
    return True
