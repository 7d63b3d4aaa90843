"""A long answer, recorded and transcribed while it is spoken: lost samples, stalls of the window, time to the words.

Piper speaks into a software microphone; the real app listens to it in a process of its own (tests/bench/answering.py),
and beside it ``parec``, PulseAudio's own recorder, as the peer for what a recorder can get from that microphone.
"""

import json
import os
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any

from tests.bench.answering import BEAT_MS
from tests.bench.processes import MB, Weight, children, peak, weight
from tests.bench.table import Table
from tests.conftest import ANSWER
from tests.support.sound import SINK, SoftwareMicrophone, seconds_of, speak, words_kept

ROOT = Path(__file__).parents[2]
MOST_STALL_MS = 50
PEER_HZ = 48_000
PAUSE_S = 1.0


@dataclass
class Watched:
    """What was seen of the app from outside, in bytes; ``said`` is the last it said of itself."""

    before: Weight = field(default_factory=Weight)
    after: Weight = field(default_factory=Weight)
    worker_peak: int = 0
    said: dict[str, Any] = field(default_factory=dict)


class Peer:
    """``parec`` on the same microphone; its samples are counted, not kept."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._chunks: list[tuple[float, int]] = []
        command = ["parec", "--raw", "--format=s16le", f"--rate={PEER_HZ}", "--channels=1", "--latency-msec=100"]
        self._process = subprocess.Popen(
            [*command, f"--device={SINK}.monitor"], env=environment, stdout=subprocess.PIPE
        )
        self._thread = threading.Thread(target=self._count)
        self._thread.start()

    def _count(self) -> None:
        assert self._process.stdout
        while chunk := os.read(self._process.stdout.fileno(), 1 << 16):
            self._chunks.append((time.monotonic(), len(chunk) // 2))

    def close(self) -> float:
        """End it and return the share of the samples it got, by the wall clock."""
        self._process.terminate()
        self._thread.join()
        self._process.communicate()
        (begun, first), (ended, _) = self._chunks[0], self._chunks[-1]
        samples = sum(each for _, each in self._chunks) - first
        return samples / PEER_HZ / (ended - begun)


def measure(folder: Path, minutes: float) -> Table:
    """Let the app hear ``minutes`` of speech under ``folder``."""
    folder.mkdir(parents=True)
    speech, times = _speech(folder, minutes * 60)
    microphone = SoftwareMicrophone(folder / "pulse")
    microphone.start()
    environment = os.environ | microphone.environment | {"QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1"}
    try:
        watched, peer = _watch(microphone, speech, environment, folder / "data", minutes * 60)
    finally:
        microphone.stop()
    return _table(watched, peer, minutes, " ".join([ANSWER] * times))


def _speech(folder: Path, seconds: float) -> tuple[Path, int]:
    """Return an answer repeated until it is longer than ``seconds``, and how often its end lies within them."""
    once, target = speak(ANSWER, folder / "once.wav"), folder / "speech.wav"
    length = seconds_of(once) + PAUSE_S
    with wave.open(str(once)) as source, wave.open(str(target), "wb") as file:
        file.setparams(source.getparams())
        sound = source.readframes(source.getnframes()) + bytes(round(PAUSE_S * source.getframerate()) * 2)
        for _ in range(ceil(seconds / length)):
            file.writeframes(sound)
    return target, max(1, int(seconds / length))


def _watch(
    microphone: SoftwareMicrophone, speech: Path, environment: dict[str, str], data: Path, seconds: float
) -> tuple[Watched, float]:
    """Run the app, speak while it records, and return what was seen of it and the peer's share of the samples."""
    watched, share = Watched(), 0.0
    command = [sys.executable, "-m", "tests.bench.answering", str(data), str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout
        with _peaks(app.pid, watched):
            for line in app.stdout:
                watched.said = json.loads(line)
                match watched.said["what"]:
                    case "ready":
                        watched.before = weight(app.pid)
                    case "recording":
                        voice, peer = microphone.saying(speech), Peer(environment)
                    case "stopped":
                        voice.terminate()
                        voice.wait()
                        share = peer.close()
                    case "settled":
                        watched.after = weight(app.pid)
    if app.returncode or watched.said.get("what") != "settled":
        sys.exit("the app did not come to the end of the answer")
    return watched, share


@contextmanager
def _peaks(pid: int, watched: Watched) -> Iterator[None]:
    """Keep the largest resident set of the app's recogniser while it lives."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(1.0):
            watched.worker_peak = max([watched.worker_peak, *map(peak, children(pid))])

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that ``share`` (0 to 1) of the values do not exceed."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def missed_beats_counted(stalls_ms: list[float]) -> list[float]:
    """Return the stalls with one more for every beat that fell into one: a key may come at any of them."""
    return [late - BEAT_MS * n for late in stalls_ms for n in range(1 + int(late // BEAT_MS))]


def _stalls(name: str, gaps: list[float]) -> list[str]:
    stalls = [max(0.0, 1000 * gap - BEAT_MS) for gap in gaps]
    p50, p99, most = percentile(stalls, 0.5), percentile(stalls, 0.99), max(stalls)
    missed = percentile(missed_beats_counted(stalls), 0.99)
    figures = f"p50 {p50:.1f} ms, **p99 {p99:.1f} ms**, longest {most:.0f} ms"
    return [
        f"stalls of the window's thread {name}",
        f"{figures}; p99 {missed:.1f} ms with every missed beat counted ({len(stalls)} beats)",
        f"p99 under {MOST_STALL_MS} ms",
    ]


def _table(watched: Watched, peer: float, minutes: float, spoken: str) -> Table:
    said = watched.said
    kept = words_kept(spoken, said["text"])
    return Table(
        title=f"{minutes:g} minutes of answer, recorded and transcribed at once (model base)",
        command=f"python -m tests.bench recording --minutes {minutes:g}",
        head=("what", "measured", "target or peer"),
        rows=[
            ["overflows", f"**{said['overflows']}**", "0"],
            ["sound recorded by the wall clock", f"{said['share_recorded']:.3%}", f"parec: {peer:.3%}"],
            ["length of the take", f"{said['recorded_s']:.1f} s", ""],
            _stalls("while recording", said["during"]),
            _stalls("from stop to text", said["after"]),
            ["from stop to all words", f"{said['until_text_s']:.1f} s", ""],
            ["words spoken that are in the text", f"{kept:.1%}", ""],
            [
                "app's memory before, after",
                f"{watched.before.rss / MB:.0f} MB, {watched.after.rss / MB:.0f} MB RSS",
                "",
            ],
            ["recogniser's peak memory", f"{watched.worker_peak / MB:.0f} MB RSS", ""],
        ],
        note="The heartbeat is a precise 10 ms timer in the window's thread; a stall is what a gap has above 10 ms.",
    )
