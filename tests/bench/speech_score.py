"""``python -m tests.bench.speech_score``: how good the words of the clips are, ours beside plain batch. No stopwatch.

For tuning: one line a clip and the totals. What batch writes is kept in build/bench-speech, for it never changes.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from audio.transcription.models import located
from audio.transcription.words import NO_HELP, Help
from tests.bench.corpus import ALIGNED_FILLERS, BUILD, CLIPS, Clip, clips
from tests.bench.speech_hints import help_for
from tests.bench.speech_ours import Ours, ours
from tests.bench.speech_peers import Compared, batch, compare, rate
from tests.bench.speech_texts import Fillers, Lost, Spoken, fillers, lost, percentile, start_errors


@dataclass(frozen=True, slots=True)
class Heard:
    """The text somebody made of a clip."""

    text: str
    words: tuple[Spoken, ...]
    gaps: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How good it is."""

    clip: Clip
    heard: Heard
    compared: Compared
    lost: list[Lost]
    fillers: Fillers
    start_errors: list[float]


def score(each: Sequence[Clip], heard: Sequence[Heard]) -> list[Score]:
    """The scores of the texts of the clips."""
    compared = compare([(clip.said, text.text) for clip, text in zip(each, heard, strict=True)])
    return [
        Score(
            clip,
            text,
            same,
            lost(same.said, same.heard),
            fillers(clip.said, text.text) if clip.name.startswith("mfa_") else Fillers(),
            start_errors(clip.words, text.words),
        )
        for clip, text, same in zip(each, heard, compared, strict=True)
    ]


def of_ours(recogniser: Ours, clip: Clip, help: Help = NO_HELP) -> Heard:
    """What the product hears."""
    heard = recogniser.hear(clip.sound, help).heard
    words = tuple(Spoken(word.text, word.start_s) for word in heard.words)
    return Heard(heard.text, words, tuple((gap.start_s, gap.end_s) for gap in heard.gaps))


def of_batch(model: str, each: Sequence[Clip], **changed: object) -> list[Heard]:
    """What a plain script writes, from the file of earlier runs where it is there."""
    kept = BUILD / "-".join(["batch", model, *(f"{key}={value}" for key, value in sorted(changed.items()))])
    kept = kept.with_name(kept.name + ".json")
    known = json.loads(kept.read_text()) if kept.exists() else {}
    missing = [clip for clip in each if _key(clip) not in known]
    if missing:
        with batch(located(model)) as script:
            for clip in missing:
                written = script.transcribe(clip.sound, **changed)
                known[_key(clip)] = [written.text, [[word.text, word.start_s] for word in written.words]]
        kept.write_text(json.dumps(known))
    found = (known[_key(clip)] for clip in each)
    return [Heard(text, tuple(Spoken(word, start) for word, start in words)) for text, words in found]


def _key(clip: Clip) -> str:
    return f"{clip.name} {clip.sound.stat().st_size}"


def line(of: Score) -> str:
    """One clip in one line."""
    runs = ", ".join(f"{len(run.words)}: {' '.join(run.words)!r}" for run in of.lost[:3])
    times = f"{median(of.start_errors) * 1000:4.0f} ms" if of.start_errors else "       "
    told = f"{of.fillers.found}/{of.fillers.said} +{of.fillers.invented}" if of.fillers.said else ""
    gaps = f" gaps {of.heard.gaps}" if of.heard.gaps else ""
    return f"{of.clip.name:28} {of.compared.rate:6.1%}  {told:8} {times}  {runs}{gaps}"


def totals(scores: Sequence[Score]) -> str:
    """All clips in one line."""
    errors = [error for each in scores for error in each.start_errors]
    times = f"{median(errors) * 1000:.0f} ms, p90 {percentile(errors, 0.9) * 1000:.0f} ms" if errors else "-"
    longest = max((len(run.words) for each in scores for run in each.lost), default=0)
    aligned = sum((each.fillers for each in scores if each.clip.name in ALIGNED_FILLERS), Fillers())
    return (
        f"{'all':28} {rate([each.compared for each in scores]):6.1%}  fillers of the aligned clips {aligned.found}/"
        f"{aligned.said} +{aligned.invented}; word starts {times}; longest loss {longest}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speech_score", description="Score the clips' words.")
    parser.add_argument("--model", default="base", help="catalogue name or absolute folder (default: %(default)s)")
    parser.add_argument("--clips", type=Path, default=CLIPS, help="folder with sounds and NAME.txt")
    parser.add_argument("--hints", action="store_true", help="give each clip the hints of the prompt it answers")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME", help="only clips whose name contains it")
    parser.add_argument("--no-batch", action="store_true", help="ours alone")
    parser.add_argument("--text", action="store_true", help="print the texts too")
    parser.add_argument("--json", type=Path, help="write all of it here")
    options = parser.parse_args()
    each = clips(options.clips, options.only)
    with tempfile.TemporaryDirectory(prefix="vivavoce-score-") as made, ours(options.model, Path(made)) as recogniser:
        heard = [of_ours(recogniser, clip, help_for(clip.prompt) if options.hints else NO_HELP) for clip in each]
    found = {"ours": score(each, heard)}
    if not options.no_batch:
        found["batch, unconditioned"] = score(each, of_batch(options.model, each, condition_on_previous_text=False))
        found["batch"] = score(each, of_batch(options.model, each))
    say = sys.stdout.write
    for name, scores in found.items():
        say(f"\n{name}, {options.model}\n")
        for of in scores:
            say(f"{line(of)}\n")
            if options.text:
                say(f"    {of.heard.text}\n")
        say(f"{totals(scores)}\n")
    if options.json:
        options.json.write_text(json.dumps({name: list(map(_plain, scores)) for name, scores in found.items()}))


def _plain(of: Score) -> dict[str, object]:
    return asdict(of) | {"clip": of.clip.name}


if __name__ == "__main__":
    main()
