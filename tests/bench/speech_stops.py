"""From stop to text, and what the recogniser weighs, while a long answer is spoken.

The early part is fed as fast as it is decoded, the last of it in real time. One answer is stopped several times: before
each stop the file and its journal are copied, and the copy goes on as a take of its own, as after a crash, so that not
every stop costs two minutes. What is stopped has been heard in the time in which it was said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from tests.bench.corpus_answers import Script, script
from tests.bench.processes import MB, weight
from tests.bench.speech_figures import Figure, Run
from tests.bench.speech_ours import Ours, cores, ours
from tests.bench.speech_peers import Batch, batch, command_line

SETTLED_S = 0.6
"""A stop this long after the last word is one at a pause."""
AFTERWARDS_S = (10.0, 18.0)
"""How much is spoken between two stops."""
MOST_AT_PAUSE_S, MOST_WINDOWS, MOST_LONGER_S, MOST_GROWTH_MB = 1.0, 2.2, 0.5, 50


@dataclass(frozen=True, slots=True)
class Stop:
    """Where an answer is stopped, in seconds; ``rest_s`` after the last word, negative within a sentence."""

    at_s: float
    rest_s: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """What was measured: seconds from stop to text of each stop, memory in bytes, share of one core's time."""

    at_pause: tuple[float, ...]
    within: tuple[float, ...]
    rss_one_minute: int
    rss_end: int
    pss_end: int
    cpu: float


def stops(spoken: Script, from_s: float, count: int, seed: int) -> list[Stop]:
    """``count`` stops at pauses and as many less two within sentences, in turns, from ``from_s`` on."""
    chance = np.random.default_rng(seed)
    wanted: list[bool] = []
    for number in range(count):
        wanted += [True, False] if 0 < number < count - 1 else [True]
    chosen: list[Stop] = []
    at = from_s
    pairs = list(zip(spoken.sentences, spoken.sentences[1:], strict=False))
    for at_pause in wanted:
        for (begin, end), (following, _) in pairs:
            if at_pause and following - end >= SETTLED_S + 0.1:
                rest = float(chance.uniform(SETTLED_S, min(following - end, 1.2)))
                stop = Stop(end + rest, rest)
            elif not at_pause and end - begin >= 3.0:
                stop = Stop(float(chance.uniform(begin + 1.5, end - 0.5)), -1.0)
            else:
                continue
            if stop.at_s >= at:
                chosen.append(stop)
                at = stop.at_s + float(chance.uniform(*AFTERWARDS_S))
                break
    return chosen


def measure(run: Run, model: str, minutes: Sequence[float]) -> list[Figure]:
    """Rows on stopping and memory: an answer of each of the ``minutes``."""
    figures: list[Figure] = []
    spoken = script(max(minutes) * 60 + run.stops * 2 * AFTERWARDS_S[1], run.seed)
    whole = spoken.save(run.folder / "answer.wav")
    with batch(run.model(model)) as script_beside:
        thirty_s = _thirty(run, spoken, script_beside)
    found: dict[float, Stopped] = {}
    for length in minutes:
        with ours(model, run.folder / f"stops-{length:g}") as recogniser:
            count = run.stops if length == min(minutes) else max(3, run.stops - 2)
            begin_s = max(30.0, length * 60 - run.real_time_s)
            chosen = stops(spoken, length * 60, count, run.seed + int(length))
            found[length] = _stopped(recogniser, whole, begin_s, chosen)
        peers, peak = _batch(run, model, spoken, length)
        figures += _figures(model, length, found, thirty_s, peers)
        figures.append(_memory(model, length, found[length], peak))
    whole.unlink()
    first = found[minutes[0]]
    figures.append(
        Figure(
            f"time of one core while {minutes[0]:g} minutes are recorded in real time ({cores()} cores)",
            model,
            f"{first.cpu:.0%}",
            {},
            detail={"cpu_share_of_one_core": first.cpu},
        )
    )
    return figures


def _thirty(run: Run, spoken: Script, script_beside: Batch) -> float:
    """Seconds that batch takes for 30 s of the answer: the median of three places, after a first that warms it up."""
    times = []
    for number in range(4):
        clip = spoken.save(run.folder / f"thirty-{number}.wav", 60.0 * number + 30, 60.0 * number)
        times.append(script_beside.transcribe(clip, condition_on_previous_text=False).took_s)
    return median(times[1:])


def _stopped(recogniser: Ours, whole: Path, begin_s: float, chosen: Sequence[Stop]) -> Stopped:
    speaking = recogniser.speak(whole)
    speaking.fast(min(60.0, begin_s))
    one_minute = weight(recogniser.pid).rss
    speaking.fast(begin_s)
    taken: dict[bool, list[float]] = {True: [], False: []}
    busy = spent = 0.0
    for number, stop in enumerate(chosen):
        cpu, at = recogniser.cpu_s(), speaking.seconds
        speaking.in_real_time(stop.at_s)
        busy, spent = busy + recogniser.cpu_s() - cpu, spent + stop.at_s - at
        on = speaking.fork() if number < len(chosen) - 1 else speaking
        taken[stop.rest_s > 0].append(speaking.stop().took_s)
        speaking = on
    end = weight(recogniser.pid)
    return Stopped(tuple(taken[True]), tuple(taken[False]), one_minute, end.rss, end.pss, busy / spent)


def _batch(run: Run, model: str, spoken: Script, minutes: float) -> tuple[dict[str, str], int]:
    """What the others take for the same answer once it is over, and the highest memory of the script."""
    clip = spoken.save(run.folder / f"batch-{minutes:g}.wav", minutes * 60)
    with batch(run.model(model)) as fresh:
        written = fresh.transcribe(clip)
    peers = {"batch": f"{written.took_s:.1f} s"}
    if minutes <= 10:
        peers["whisper-ctranslate2"] = f"{command_line(run.model(model), [clip], run.folder)[1]:.1f} s with its start"
    clip.unlink()
    return peers, written.peak


def _figures(
    model: str, minutes: float, found: dict[float, Stopped], thirty_s: float, peers: dict[str, str]
) -> list[Figure]:
    here, first = found[minutes], found[min(found)]
    longer = minutes != min(found)
    at_pause, within = median(here.at_pause), median(here.within)
    ratio, before = within / thirty_s, median(first.within)
    pause_aim, pause_met = f"median {MOST_AT_PAUSE_S:g} s", at_pause <= MOST_AT_PAUSE_S
    within_aim, within_met = f"at most {MOST_WINDOWS:g} x a 30 s clip", ratio <= MOST_WINDOWS
    if longer:
        pause_aim = within_aim = f"within {MOST_LONGER_S:g} s of the {min(found):g}-minute figure"
        pause_met = at_pause - median(first.at_pause) <= MOST_LONGER_S
        within_met = within - before <= MOST_LONGER_S
    return [
        Figure(
            f"stop to text, {minutes:g} minutes, at a pause",
            model,
            f"{at_pause:.2f} s (at most {max(here.at_pause):.2f})",
            peers,
            pause_aim,
            pause_met,
            {"seconds": here.at_pause},
        ),
        Figure(
            f"stop to text, {minutes:g} minutes, within a sentence",
            model,
            f"{within:.2f} s, {ratio:.2f} x (at most {max(here.within):.2f} s)",
            {"batch of a 30 s clip": f"{thirty_s:.2f} s"},
            within_aim,
            within_met,
            {"seconds": here.within, "thirty_s": thirty_s},
        ),
    ]


def _memory(model: str, minutes: float, here: Stopped, peak: int) -> Figure:
    growth = (here.rss_end - here.rss_one_minute) / MB
    return Figure(
        f"worker's memory after {minutes:g} minutes, beside its 1-minute level",
        model,
        f"{here.rss_end / MB:.0f} MB RSS, {growth:+.0f} MB",
        {"batch, highest": f"{peak / MB:.0f} MB"},
        f"within {MOST_GROWTH_MB} MB",
        growth <= MOST_GROWTH_MB,
        {"rss_one_minute": here.rss_one_minute, "rss_end": here.rss_end, "pss_end": here.pss_end, "batch_peak": peak},
    )
