"""The settings as the shell looks at them: only read, for it may be the app that writes them."""

import tomllib
from pathlib import Path

from desktop.settings.values import Settings, from_table


def read_settings(path: Path) -> Settings:
    """Return what the file sets; the defaults for a file, or a value, that cannot be read."""
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    return from_table(table)[0]
