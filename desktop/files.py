"""A small file that a person keeps, written so that at any moment the old or the new one is there whole."""

import os
from pathlib import Path

from audio.wav import sync_folder


def replace_file(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8, for its owner alone; raises OSError with the old file as it was."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
