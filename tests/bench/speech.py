"""``python -m tests.bench.speech``: the words of spoken answers beside what others make of them. Nothing is gated.

Prints one Markdown table and writes all of it, texts included, to build/bench-speech.json. The peers run in
build/bench-venv: a plain script around faster-whisper, and whisper-ctranslate2. Both get the very models of the app.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import machine, speech_stops, speech_words
from tests.bench.corpus import BUILD, CLIPS
from tests.bench.corpus_answers import VOICES
from tests.bench.speech_figures import Figure, Run, Stopwatch, table

RESULT = BUILD.with_suffix(".json")
PARTS = ("stops", "clips", "answers", "noises", "speed")
LIVE_MODEL = "base"
"""The model of the rows on stopping."""


def parts(run: Run) -> dict[str, Callable[[], Sequence[Figure]]]:
    """What is measured, by name."""
    measured: dict[str, Callable[[], Sequence[Figure]]] = {}
    if LIVE_MODEL in run.models:
        measured["stops"] = lambda: speech_stops.measure(run, LIVE_MODEL, run.minutes)
    for model in run.models:
        if run.clips:
            measured[f"clips {model}"] = lambda model=model: speech_words.of_clips(run, model)
        for voice in _voices()[: 1 if run.quick or model != LIVE_MODEL else None]:
            measured[f"answers {model} {voice}"] = lambda model=model, voice=voice: speech_words.of_answers(
                run, model, voice
            )
        measured[f"noises {model}"] = lambda model=model: speech_words.of_noises(run, model)
        measured[f"speed {model}"] = lambda model=model: speech_words.of_speed(run, model)
    return measured


def _voices() -> tuple[str, ...]:
    """Piper, and espeak-ng where the system has it."""
    return VOICES if shutil.which("espeak-ng") else VOICES[:1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speech", description="Measure the words, as a table.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--clips", type=Path, help=f"sounds with NAME.txt beside them (default: {CLIPS}, if there)")
    parser.add_argument("--models", nargs="+", default=["base", "tiny.en"], metavar="MODEL")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME", help="only clips whose name contains it")
    parser.add_argument("--quick", action="store_true", help="a few minutes: fewer clips, answers and stops")
    parser.add_argument("--minutes", type=float, nargs="+", help="of the long answers (default: 5 35, quick: 2)")
    parser.add_argument("--stops", type=int, help="stops at pauses in each long answer (default: 7, quick: 3)")
    parser.add_argument("--real-time", type=float, help="seconds in real time before a stop (default: 120, quick: 30)")
    parser.add_argument("--seed", type=int, default=4, help="of the stops and the long answer (default: %(default)s)")
    parser.add_argument("--json", type=Path, default=RESULT, help="where all of it is written (default: %(default)s)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="vivavoce-bench-") as made:
        run = Run(
            folder=Path(made),
            models=tuple(options.models[: 1 if options.quick else None]),
            clips=options.clips or (CLIPS if CLIPS.is_dir() else None),
            only=tuple(options.only),
            quick=options.quick,
            real_time_s=options.real_time or (30.0 if options.quick else 120.0),
            minutes=tuple(options.minutes or ((2.0,) if options.quick else (5.0, 35.0))),
            stops=options.stops or (3 if options.quick else 7),
            seed=options.seed,
            log=lambda line: print(line, file=sys.stderr, flush=True),  # noqa: T201 - the error output is the log here
        )
        figures: list[Figure] = []
        stopwatch = Stopwatch(run.log)
        for name, measure in parts(run).items():
            if not options.parts or name.split()[0] in options.parts:
                figures += stopwatch(name, measure)
                _write(options.json, figures)
    command = " ".join(["python -m tests.bench.speech", *sys.argv[1:]])
    sys.stdout.write(f"{machine.describe()}\n\n{table(figures, command, _note(figures))}\n")


def _write(path: Path, figures: Sequence[Figure]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    result = {"machine": machine.describe(), "figures": [figure.plain() for figure in figures]}
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False))


def _note(figures: Sequence[Figure]) -> str:
    aimed = [figure for figure in figures if figure.met is not None]
    missed = [f"{figure.name} ({figure.model})" for figure in aimed if not figure.met]
    rest = f" Not met: {'; '.join(missed)}." if missed else ""
    return (
        "int8, beam 5. Ours is the app's own recogniser in its process. batch is a script around faster-whisper, with "
        "previous text as a condition unless it says otherwise. Times are of this machine and gate nothing. "
        f"{len(aimed) - len(missed)} of {len(aimed)} aims are met.{rest}"
    )


if __name__ == "__main__":
    main()
