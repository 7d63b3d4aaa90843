"""What transcribes beside us, in an environment of its own: a script around faster-whisper, a program around it."""

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.speech_ours import cores
from tests.bench.speech_texts import Spoken

ROOT = Path(__file__).parents[2]
PEER = ROOT / "build" / "bench-venv" / "bin"
"""``make bench-speech`` makes it from packaging/requirements/bench.txt."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a script makes of a file: bytes of memory are those of its process, at the end and at its highest."""

    text: str
    words: tuple[Spoken, ...]
    took_s: float
    rss: int
    peak: int


class Batch:
    """A script that has loaded a model once."""

    def __init__(self, model: Path, threads: int) -> None:
        self._process = subprocess.Popen(
            [PEER / "python", "-m", "tests.bench.speech_batch", model, str(threads)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the script beside us ended; it has said why")
        return json.loads(line)

    def transcribe(self, sound: Path, **changed: Any) -> Written:  # noqa: ANN401 - whatever ``transcribe`` takes
        """What it writes of ``sound``; ``changed`` are arguments other than a script's usual ones."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"sound": str(sound)} | changed) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        words = tuple(Spoken(text, start) for text, start, *_ in answer["words"])
        return Written(answer["text"], words, answer["took_s"], answer["rss"], answer["peak"])

    def close(self) -> None:
        self._process.communicate()


@contextmanager
def batch(model: Path, threads: int = 0) -> Iterator[Batch]:
    """A script with ``model`` that ends with the block."""
    script = Batch(model, threads or cores())
    try:
        yield script
    finally:
        script.close()


@dataclass(frozen=True, slots=True)
class Compared:
    """Reference and text after Whisper's normaliser, and how many words are wrong."""

    said: list[str]
    heard: list[str]
    wrong: int

    @property
    def rate(self) -> float:
        """The word error rate; with nothing said, whether there is anything."""
        return self.wrong / max(1, len(self.said))


def compare(texts: Sequence[tuple[str, str]]) -> list[Compared]:
    """Each reference with its text, by the common normaliser and count."""
    answer = subprocess.run(
        [PEER / "python", "-m", "tests.bench.speech_wer"],
        cwd=ROOT,
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [Compared(**each) for each in json.loads(answer.stdout)]


def rate(compared: Sequence[Compared]) -> float:
    """The word error rate over all: wrong words by words said."""
    return sum(each.wrong for each in compared) / max(1, sum(len(each.said) for each in compared))


def command_line(model: Path, sounds: Sequence[Path], folder: Path) -> tuple[list[str], float]:
    """What the program whisper-ctranslate2 writes of ``sounds``, and the seconds it took, its start included."""
    begun = time.monotonic()
    subprocess.run(
        [
            *(PEER / "whisper-ctranslate2", *sounds, "--model_directory", model, "--output_dir", folder),
            *("--output_format", "json", "--language", "en", "--compute_type", "int8", "--device", "cpu"),
            *("--threads", str(cores()), "--word_timestamps", "True", "--verbose", "False"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    took_s = time.monotonic() - begun
    written = (json.loads((folder / f"{sound.stem}.json").read_text()) for sound in sounds)
    return [" ".join(part["text"].strip() for part in each["segments"]) for each in written], took_s
