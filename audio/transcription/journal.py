"""The journal of a take: one JSON line for each decoded window, beside the sound.

A window that was decoded ahead, in a pause, has a line as well; the next window or the next of its kind replaces it.

A line is written and synced before anyone hears of its words, so whatever dies afterwards, decoding goes on where the
last whole line ends. The journal is made from the sound and can be made again.
"""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from audio.errors import writing_error
from audio.transcription.words import Heard, Window

VERSION = 2
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
    match entry:
        case {"samples": samples}:
            return replace(heard, ahead=None, samples=int(samples))
        case {"unsure": places}:
            return replace(heard, unsure=frozenset(map(int, places)))
        case {"ahead": written}:
            return replace(heard, ahead=_following(heard, written))
        case {"window": written}:
            windows = (*heard.windows, _following(heard, written))
            return Heard(heard.model, windows)  # a take that has grown is neither whole nor checked
    raise ValueError


def _following(heard: Heard, written: dict[str, Any]) -> Window:
    window = Window.from_entry(written)
    if window.start != heard.end or window.end <= window.start:
        raise ValueError
    return window


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
        """Make ``window`` part of what has been heard, on the disk first. It replaces what was heard ahead."""
        self._add({"window": window.entry()})

    def append_ahead(self, window: Window) -> None:
        """Note what stands after the windows for now; it replaces what stood there."""
        self._add({"ahead": window.entry()})

    def finish(self, samples: int) -> None:
        """Note that the whole take of ``samples`` samples has been decoded."""
        self._add({"samples": samples})

    def check(self, unsure: frozenset[int]) -> None:
        """Note which words are terms that are not heard without hints."""
        self._add({"unsure": sorted(unsure)})

    def _add(self, entry: dict[str, Any]) -> None:
        self._write(entry)
        self.heard = _continued(self.heard, entry)
