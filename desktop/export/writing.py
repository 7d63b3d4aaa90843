"""Attempts as files for other programs: sound, text, subtitles, JSON. Knows no Qt."""

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from audio.errors import NotSound, writing_error
from audio.transcription.fillers import is_filler
from cards.attempt import AttemptRecord, TakeRecord
from cards.exchange import documents, subtitles
from cards.exchange.cues import cues

SOUNDS = {"flac": "FLAC", "wav": "WAV"}
PAGES: dict[str, Callable[[AttemptRecord, str], str]] = {
    "txt": documents.text,
    "md": documents.markdown,
    "json": partial(documents.as_json, is_filler=is_filler),
}
SUBTITLES = {"srt": subtitles.srt, "vtt": subtitles.vtt}
FORMATS = (*SOUNDS, *PAGES, *SUBTITLES)
_SAFE = "what was exported before is whole, and the library is untouched"
_TITLE_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one attempt: the files written, and a sentence for each thing that was not there."""

    files: tuple[Path, ...]
    missing: tuple[str, ...] = ()


def export(attempt: AttemptRecord, title: str, formats: Sequence[str], recordings: Path, target: Path) -> Exported:
    """Write ``attempt`` into the folder ``target``, a file for each of ``formats`` and take.

    Nothing that is there is written over: a second export gets a number. A file has its name once it is whole. Raises
    DiskFull or CannotWrite; the files before stay. Slow where sound is converted: not for the window's thread.
    """
    files: list[Path] = []
    missing: list[str] = []
    name = file_name(attempt, title)
    for kind in formats:
        if kind in PAGES:
            files.append(_write(target / f"{name}.{kind}", _text(PAGES[kind](attempt, title))))
            continue
        for number, take in enumerate(attempt.kept_takes):
            part = target / f"{name}{_of_take(number)}.{kind}"
            if kind in SUBTITLES:
                said = take.transcript
                if said is None or not said.words:
                    missing.append(f"{title}: there are no words with times for {part.name}.")
                else:
                    files.append(_write(part, _text(SUBTITLES[kind](cues(said.words, said.gaps)))))
            elif not take.typed:
                _sound(take, recordings, part, files, missing)
    return Exported(tuple(files), tuple(missing))


def file_name(attempt: AttemptRecord, title: str) -> str:
    """Date, time and title, in letters that every system allows."""
    plain = re.sub(r"[^\w\s.,()+-]", "", title, flags=re.ASCII)
    return f"{attempt.at:%Y-%m-%d %H%M} {' '.join(plain.split())[:_TITLE_LETTERS].rstrip(' .')}".rstrip()


def _of_take(number: int) -> str:
    return "" if number == 0 else f" follow-up {number}" if number > 1 else " follow-up"


def _text(content: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(content, encoding="utf-8", newline="\n")


def _sound(take: TakeRecord, recordings: Path, path: Path, files: list[Path], missing: list[str]) -> None:
    source = recordings / take.sound
    try:
        files.append(_write(path, lambda part: _copy(source, part, path.suffix)))
    except NotSound as error:
        missing.append(str(error))


def _copy(source: Path, target: Path, suffix: str) -> None:
    from audio.soundfiles import convert, save_flac  # noqa: PLC0415 - numpy, on the thread that exports

    if not source.is_file():
        raise NotSound(source, "the recording is not there")
    if source.suffix == suffix:
        shutil.copyfile(source, target)
    elif suffix == ".wav":
        convert(source, target)
    else:
        save_flac(source, target)


def _write(path: Path, write: Callable[[Path], object]) -> Path:
    """Let ``write`` fill a file beside ``path`` and give it that name once it is whole, or the next free one."""
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        free = _free(path)
        part.replace(free)
    except OSError as error:
        raise writing_error(path, error, _SAFE) from error
    finally:
        part.unlink(missing_ok=True)
    return free


def _free(path: Path) -> Path:
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
