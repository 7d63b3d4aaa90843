"""Review with 5,000 answers: opening it, searching, opening a long answer, following its words, hearing it.

The real app is used in a process of its own (tests/bench/looking.py), beside it in the same run what a plain tool would
do: SQL LIKE over all transcripts for the search, libsndfile's bare decode for the waveform.
"""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import soundfile

from cards.attempt import SAMPLE_RATE_HZ
from cards.deck import builtin_folder, load_deck
from cards.library import Library
from cards.query import parse
from tests.bench.looking import OPENINGS
from tests.bench.processes import MB
from tests.bench.recording import percentile
from tests.bench.table import Table
from tests.support.many_attempts import NOW, fill, write_sounds
from tests.support.sound import SoftwareMicrophone

ROOT = Path(__file__).parents[2]
SOUNDS = 12
TYPED = ("the", "cache")
QUERIES = ("the", "i would", "because the budget", "cache", "heliotrope", 'said:"hit rate"', "depth:2", "round:coding")
MOST_OPEN_MS, MOST_SEARCH_MS, MOST_FRAME_MS, MOST_CLICK_MS = 300, 50, 2, 150
PEER_RUNS = 3
Milliseconds = dict[str, list[float]]


@dataclass
class Sample:
    """The library that is looked at."""

    folder: Path
    long: int = 0
    """The attempt of 6,000 words."""
    sound: Path = Path()
    """Its recording."""
    others: list[int] = field(default_factory=list)
    """Attempts with a recording."""
    attempts: int = 0
    hours: float = 0.0
    found: dict[str, int] = field(default_factory=dict)
    """How many attempts each query finds."""


def measure(folder: Path, runs: int, words: tuple[int, int]) -> Table:
    """Make the library under ``folder``, with so many words in its shorter answers, and look at it ``runs`` times."""
    sample = _sample(folder / "data", words)
    loudspeaker = SoftwareMicrophone(folder / "pulse")
    loudspeaker.start()
    environment = os.environ | loudspeaker.environment | {"QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1"}
    seen: Milliseconds = defaultdict(list)
    try:
        for run in range(runs):
            for name, times in _look(sample, environment, openings=run == 0).items():
                seen[name] += times
    finally:
        loudspeaker.stop()
    return _table(sample, seen, runs, words)


def _sample(data: Path, words: tuple[int, int]) -> Sample:
    sample, recordings = Sample(data), data / "recordings"
    recordings.mkdir(parents=True)
    with Library.open(data / "library.sqlite3", NOW) as library:
        fill(library, load_deck(builtin_folder()).prompts, words=words)
        write_sounds(library, recordings, SOUNDS)
        sample.found = {text: len(library.find_attempts(parse(text))) for text in ("", *QUERIES)}
        lines = library.find_attempts(parse(""))
    sample.attempts, sample.hours = len(lines), sum(line.seconds for line in lines) / 3600
    *others, sample.sound = sorted(recordings.glob("*-answer.flac"), key=lambda sound: sound.stat().st_size)
    sample.long, sample.others = _attempt(sample.sound), [_attempt(sound) for sound in others]
    return sample


def _attempt(sound: Path) -> int:
    return int(sound.name.partition("-")[0])


def _look(sample: Sample, environment: dict[str, str], *, openings: bool) -> Milliseconds:
    order = {
        "data": str(sample.folder),
        "queries": QUERIES,
        "typed": TYPED,
        "long": sample.long,
        "openings": sample.others if openings else [],
    }
    looked = subprocess.run(
        [sys.executable, "-m", "tests.bench.looking"],
        cwd=ROOT,
        env=environment,
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if looked.returncode:
        sys.exit("the app did not come to the end of the visit")  # it has said why
    return json.loads(looked.stdout)


def _timed(work: Callable[[], object]) -> float:
    times = []
    for _ in range(PEER_RUNS):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return median(times)


def _like(sample: Sample, text: str) -> str:
    """What a plain tool would do, with its cache warm."""
    words = [f"%{word}%" for word in text.split()]
    every = " AND ".join(["text LIKE ?"] * len(words))
    statement = f"SELECT take, text FROM transcripts WHERE {every}"  # noqa: S608 - question marks
    with closing(sqlite3.connect(sample.folder / "library.sqlite3")) as db:
        return f"SQL LIKE {_timed(lambda: db.execute(statement, words).fetchall()):.0f} ms"


def _decode(sample: Sample) -> str:
    return f"bare decode {_timed(lambda: soundfile.read(sample.sound, dtype='int16')):.0f} ms"


def _table(sample: Sample, seen: Milliseconds, runs: int, words: tuple[int, int]) -> Table:
    def row(what: str, name: str, target: str = "", peer: str = "") -> list[str]:
        times = seen[name]
        return [what, f"**{median(times):.1f}**", f"{percentile(times, 0.95):.1f}", str(len(times)), target, peer]

    def search(text: str) -> list[str]:
        peer = _like(sample, text) if ":" not in text else ""
        count = f"{sample.found[text]:,}"
        return row(f"search `{text}`, {count} found", f"search {text}", f"under {MOST_SEARCH_MS}", peer)

    opening, minutes = f"under {MOST_OPEN_MS}", soundfile.info(sample.sound).frames / SAMPLE_RATE_HZ / 60
    after_memory = ", ".join(f"{octets / MB:.0f}" for octets in seen["memory"])
    hours = sample.hours
    return Table(
        title=f"Review with {sample.attempts:,} answers, {hours:.0f} hours; {runs} starts of the app",
        command=f"python -m tests.bench review --runs {runs} --words {words[0]} {words[1]}",
        head=("what", "median, ms", "p95, ms", "times", "target, ms", "peer"),
        rows=[
            row("Review opens, first time", "review opens, first", opening),
            row("Review opens again", "review opens, again", opening),
            row(f"back to all answers, {sample.found['']:,}", "search ", f"under {MOST_SEARCH_MS}"),
            *map(search, QUERIES),
            *(row(f"last letter of `{text}` typed, 120 ms of rest within", f"typed {text}") for text in TYPED),
            row("until all lines of `the` are in the list", "search the: whole"),
            row(f"an answer of {minutes:.0f} minutes opens, words", "long answer: words", opening),
            row("the same, waveform", "long answer: waveform", "", _decode(sample)),
            row("a frame while it plays, another word", "frame, next word", f"under {MOST_FRAME_MS}"),
            row("a frame while it plays, same word", "frame, same word", f"under {MOST_FRAME_MS}"),
            row("click on a word to sound", "click to sound", f"under {MOST_CLICK_MS}"),
        ],
        note=f"Offscreen, painting included: a time ends with the frame that shows the first screen of the result. An "
        f"answer opens once the row has been current for 60 ms, which are in the figure. Sound is heard by parec at a "
        f"null sink. Memory after {', '.join(map(str, OPENINGS))} openings: **{after_memory} MB** RSS.",
    )
