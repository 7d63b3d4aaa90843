"""The product's way from sound to words: the recogniser in its own process, told of a take in a file, as the app does.

Nothing here knows how it decodes. What it says are its events, what it has heard stands in the journal.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue

from audio.take import REPORT_S
from audio.transcription.decoder import WINDOW
from audio.transcription.journal import journal_of, read_journal
from audio.transcription.recogniser import (
    COMMAND,
    Checked,
    HeardAll,
    HeardMore,
    Loaded,
    RecogniserEvent,
    TakeFailed,
    Unavailable,
    WorkerRecogniser,
)
from audio.transcription.words import NO_HELP, Heard, Help
from audio.wav import HEADER_BYTES, RATE_HZ, SAMPLE_BYTES, WavWriter, samples_in

PATIENCE_S = 600.0
STEP_S = REPORT_S
"""As the recorder tells of a take."""
BEAM_1 = (sys.executable, "-m", "tests.bench.speech_beam")
"""The process that follows one way through the words only; to be started in the project's folder."""


class NoWords(Exception):
    """The recogniser gave none, or none in time; says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was heard, and how long it took from the end of the take to all of its words."""

    heard: Heard
    took_s: float


class Ours:
    """A recogniser that is told of one take after the other; ``folder`` gets its files."""

    def __init__(self, model: str, folder: Path, command: Sequence[str] = COMMAND) -> None:
        self._folder = folder
        self._takes = count(1)
        self._events: SimpleQueue[RecogniserEvent] = SimpleQueue()
        self._recogniser = WorkerRecogniser(model, self._events.put, command)
        self.wait(Loaded)

    @property
    def pid(self) -> int:
        """The process that decodes."""
        assert self._recogniser.pid
        return self._recogniser.pid

    def cpu_s(self) -> float:
        """Seconds of processor time that it has had."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        self._recogniser.close()

    def hear(self, sound: Path, help: Help = NO_HELP) -> Answer:
        """All words of a WAV of 16 kHz mono, which stays as it is; told of the whole at once."""
        take = next(self._takes)
        copy = self._folder / f"take-{take}.wav"
        shutil.copyfile(sound, copy)
        begun = time.monotonic()
        self._recogniser.follow(take, copy, samples_in(copy), True, help)
        return self.all_of(take, copy, begun)

    def speak(self, sound: Path, help: Help = NO_HELP) -> "Speaking":
        """A take that grows as the WAV ``sound`` is given to it."""
        return self.go_on(memoryview(sound.read_bytes())[HEADER_BYTES:], help)

    def go_on(self, pcm: memoryview, help: Help) -> "Speaking":
        """A take that grows as ``pcm`` is given to it."""
        take = next(self._takes)
        return Speaking(self, take, pcm, self._folder / f"take-{take}.wav", help)

    def follow(self, take: int, sound: Path, samples: int, final: bool, help: Help) -> None:
        self._recogniser.follow(take, sound, samples, final, help)

    def all_of(self, take: int, sound: Path, begun: float) -> Answer:
        """Wait for all words of a take that was told of as final at ``begun``."""
        self.wait(HeardAll, take)
        took_s = time.monotonic() - begun
        self.wait(Checked, take)
        heard = read_journal(journal_of(sound))
        assert heard
        sound.unlink()
        journal_of(sound).unlink()
        return Answer(heard, took_s)

    def wait(self, wanted: type, take: int | None = None, patience_s: float = PATIENCE_S) -> RecogniserEvent:
        """The next event of that kind, of that take; ``NoWords`` when it says that there will be none."""
        end = time.monotonic() + patience_s
        while True:
            try:
                event = self._events.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                raise NoWords(f"no {wanted.__name__} within {patience_s:.0f} s") from None
            match event:
                case Unavailable(why=why) | TakeFailed(why=why):
                    raise NoWords(why)
                case _ if isinstance(event, wanted) and (take is None or getattr(event, "take", None) == take):
                    return event


class Speaking:
    """One take that grows on the disk."""

    def __init__(self, ours: Ours, take: int, pcm: memoryview, target: Path, help: Help) -> None:
        self._ours, self._take, self._help = ours, take, help
        self._pcm = pcm
        self._target = target
        self._out = WavWriter(target, "the bench's take is lost")
        self._decoded = 0

    @property
    def seconds(self) -> float:
        """How far it has grown."""
        return self._out.samples / RATE_HZ

    def fast(self, until_s: float) -> None:
        """Grow to ``until_s``, a window at a time, each time only once the last one is decoded."""
        while self.seconds < until_s - 1 / RATE_HZ:
            self._grow(min(self.seconds + STEP_S, until_s))
            if self._out.samples >= self._decoded + WINDOW:
                self._tell()
                while self._out.samples >= self._decoded + WINDOW:
                    event = self._ours.wait(HeardMore, self._take)
                    assert isinstance(event, HeardMore)
                    self._decoded = event.window.end
        self._tell()

    def in_real_time(self, until_s: float) -> None:
        """Grow to ``until_s`` in steps of ``STEP_S``, as fast as a person speaks."""
        begun, first_s = time.monotonic(), self.seconds
        while self.seconds < until_s - 1 / RATE_HZ:
            step_s = min(self.seconds + STEP_S, until_s)
            time.sleep(max(0.0, begun + step_s - first_s - time.monotonic()))
            self._grow(step_s)
            self._tell()

    def _grow(self, until_s: float) -> None:
        end = min(round(until_s * RATE_HZ), len(self._pcm) // SAMPLE_BYTES)
        self._out.append(bytes(self._pcm[self._out.samples * SAMPLE_BYTES : end * SAMPLE_BYTES]))

    def _tell(self, *, final: bool = False) -> None:
        self._ours.follow(self._take, self._target, self._out.samples, final, self._help)

    def fork(self) -> "Speaking":
        """A take of its own that goes on where this one is now, from a copy of its sound and journal."""
        on = self._ours.go_on(self._pcm, self._help)
        on._out.append(bytes(self._pcm[: self._out.samples * SAMPLE_BYTES]))
        if journal_of(self._target).exists():
            shutil.copyfile(journal_of(self._target), journal_of(on._target))
        return on

    def stop(self) -> Answer:
        """Say that this was all, and wait for the words."""
        self._out.close()
        begun = time.monotonic()
        self._tell(final=True)
        return self._ours.all_of(self._take, self._target, begun)


@contextmanager
def ours(model: str, folder: Path, command: Sequence[str] = COMMAND) -> Iterator[Ours]:
    """A recogniser with ``model`` that ends with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    recogniser = Ours(model, folder, command)
    try:
        yield recogniser
    finally:
        recogniser.close()


def cores() -> int:
    """Threads that there is room for."""
    return len(os.sched_getaffinity(0))
