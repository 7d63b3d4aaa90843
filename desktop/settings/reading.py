"""The settings file as it is read: by the app, and by the shell, which never writes it while the app may."""

import stat
import tomllib
from pathlib import Path

from desktop.settings.values import Settings, from_table

LARGEST_BYTES = 1_000_000
"""A larger file was not written by hand, nor by us."""


def read_settings(path: Path) -> Settings:
    """Return what the file sets; the defaults for a file, or a value, that cannot be read. Nothing is set aside."""
    try:
        table = tomllib.loads(text_of(path))
    except (OSError, ValueError, RecursionError):
        return Settings()
    return from_table(table)[0]


def text_of(path: Path) -> str:
    """Return the text of an ordinary file of reasonable size; OSError or ValueError for anything else."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(None, "it is not a file")  # a pipe would be waited for
    with path.open("rb") as file:
        data = file.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise OSError(None, "it is too large")
    return data.decode("utf-8-sig")
