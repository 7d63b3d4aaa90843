"""The journal of a take: one JSON line for each decoded window, beside the sound.

A line is written and synced before anyone hears of its words, so whatever dies afterwards, decoding goes on where the
last whole line ends. The journal is made from the sound and can be made again.
"""

import json
import os
from pathlib import Path
from typing import Any

from audio.errors import writing_error
from audio.transcription.words import Heard, HeardWord, Window

VERSION = 1
_NO_WORDS = "the rest of this answer has no words yet; the recording is safe"


def journal_of(sound: Path) -> Path:
    """Where the journal of a recording lies."""
    return sound.with_suffix(".words.jsonl")


def read_journal(path: Path) -> Heard | None:
    """What ``path`` holds; None when there is no journal or its head is not ours.

    Whatever follows the last whole line that continues the ones before it is left out.
    """
    return _read(path)[0]


def _read(path: Path) -> tuple[Heard | None, int]:
    """What ``path`` holds, and how many of its bytes hold it."""
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except OSError:
        return None, 0
    heard: Heard | None = None
    size = 0
    for line in lines:
        try:
            heard = _continued(heard, json.loads(line))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            break
        size += len(line) + 1
    return heard, size


def _continued(heard: Heard | None, entry: dict[str, Any]) -> Heard:
    """``heard`` with one more line; an error of Python's own for one that is not ours or does not fit."""
    if heard is None:
        if entry["version"] != VERSION or not isinstance(entry["model"], str):
            raise ValueError
        return Heard(entry["model"])
    if "samples" in entry:
        return Heard(heard.model, heard.windows, int(entry["samples"]))
    start, end = map(int, entry["window"])
    if start != heard.end or end <= start:
        raise ValueError
    words = tuple(
        HeardWord(str(text), float(start_s), float(end_s), float(probability))
        for text, start_s, end_s, probability in entry["words"]
    )
    return Heard(heard.model, (*heard.windows, Window(start, end, words)))


class JournalWriter:
    """Goes on with the journal at ``path`` when the same model wrote it, else begins it anew.

    The file is open only while a line is written: Windows could not remove a discarded take otherwise.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._path = path
        found, self._size = _read(path)
        if found and found.model == model:
            self.heard = found
            return
        self.heard = Heard(model)
        self._size = 0
        self._write({"version": VERSION, "model": model}, "wb")

    def _write(self, entry: dict[str, object], mode: str = "r+b") -> None:
        """Put a line after the last whole one, over whatever was cut off there."""
        line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
        try:
            with self._path.open(mode) as file:
                file.seek(self._size)
                file.truncate()
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise writing_error(self._path, error, _NO_WORDS) from error
        self._size += len(line)

    def append(self, window: Window) -> None:
        """Make ``window`` part of what has been heard, on the disk first."""
        words = [[word.text, word.start_s, word.end_s, word.probability] for word in window.words]
        self._write({"window": [window.start, window.end], "words": words})
        self.heard = Heard(self.heard.model, (*self.heard.windows, window))

    def finish(self, samples: int) -> None:
        """Note that the whole take of ``samples`` samples has been decoded."""
        self._write({"samples": samples})
        self.heard = Heard(self.heard.model, self.heard.windows, samples)
