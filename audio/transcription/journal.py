"""The journal of a take: one JSON line for each decoded window, beside the sound.

A line is written and synced before anyone hears of its words, so whatever dies afterwards, decoding goes on where the
last whole line ends. The journal is made from the sound and can be made again.
"""

import json
import os
from pathlib import Path

from audio.errors import writing_error
from audio.transcription.words import Heard, HeardWord, Window

VERSION = 1


def journal_of(sound: Path) -> Path:
    """Where the journal of a recording lies."""
    return sound.with_suffix(".words.jsonl")


def read_journal(path: Path) -> Heard | None:
    """What ``path`` holds; None when there is no journal or its head is not ours. A torn last line is left out."""
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return None
    entries = []
    for line in lines:
        try:
            entries.append(json.loads(line))
        except ValueError:
            break
    if not entries or entries[0].get("version") != VERSION:
        return None
    windows = tuple(_window(entry) for entry in entries[1:] if "words" in entry)
    return Heard(
        entries[0]["model"], windows, next((entry["samples"] for entry in entries if "samples" in entry), None)
    )


def _window(entry: dict[str, list[list[str | float]]]) -> Window:
    start, end = entry["window"]
    return Window(int(start), int(end), tuple(HeardWord(*word) for word in entry["words"]))  # type: ignore[arg-type, call-overload]


class JournalWriter:
    """Goes on with the journal at ``path`` when the same model wrote it, else begins it anew."""

    def __init__(self, path: Path, model: str) -> None:
        self._path = path
        found = read_journal(path)
        self.heard = found if found and found.model == model else Heard(model)
        try:
            self._file = path.open("r+b" if found and found.model == model else "wb")
            if self.heard is found:
                # Cut off a torn line, or the next one would be lost with it.
                whole = path.read_bytes()
                self._file.seek(whole.rfind(b"\n") + 1)
                self._file.truncate()
            else:
                self._write({"version": VERSION, "model": model})
        except OSError as error:
            raise writing_error(path, error) from error

    def _write(self, entry: dict[str, object]) -> None:
        try:
            self._file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise writing_error(self._path, error) from error

    def append(self, window: Window) -> None:
        """Make ``window`` part of what has been heard, on the disk first."""
        words = [[word.text, word.start_s, word.end_s, word.probability] for word in window.words]
        self._write({"window": [window.start, window.end], "words": words})
        self.heard = Heard(self.heard.model, (*self.heard.windows, window))

    def finish(self, samples: int) -> None:
        """Note that the whole take of ``samples`` samples has been decoded."""
        self._write({"samples": samples})
        self.heard = Heard(self.heard.model, self.heard.windows, samples)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
