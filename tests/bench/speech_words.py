"""Whether the words are right: clips of people, synthesised answers with their terms, and sounds without any words."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

from audio.transcription.words import NO_HELP
from audio.wav import RATE_HZ, samples_in
from tests.bench.corpus import ALIGNED_FILLERS, TECHNICAL, Clip, clips
from tests.bench.corpus_answers import answers, spellings
from tests.bench.corpus_noises import REQUIRED, write_noises
from tests.bench.speech_figures import Figure, Run
from tests.bench.speech_hints import help_for
from tests.bench.speech_ours import BEAM_1, Ours, cores, ours
from tests.bench.speech_peers import Batch, Written, batch, command_line, rate
from tests.bench.speech_score import Heard, Score, of_ours, score
from tests.bench.speech_texts import Fillers, Terms, percentile, terms, verbatim

MOST_LOST, MEDIAN_START_S, P90_START_S = 1, 0.150, 0.400
FEWEST_FILLERS, MOST_INVENTED = 12, 2
POINTS_BETTER = 0.10
_PROGRAM = "whisper-ctranslate2"
_ALONE = {"condition_on_previous_text": False}
Scores = Mapping[str, list[Score]]


def of_clips(run: Run, model: str) -> list[Figure]:
    """Rows on the clips of people."""
    assert run.clips
    each = clips(run.clips, run.only)
    if run.quick:
        each = [clip for clip in each if clip.name in {*ALIGNED_FILLERS, TECHNICAL, "jfk"}]
    with ours(model, run.folder / "clips") as recogniser:
        scores = {"ours": score(each, [of_ours(recogniser, clip) for clip in each])}
    with batch(run.model(model)) as script:
        scores["batch"] = score(each, [_heard(script.transcribe(clip.sound)) for clip in each])
        scores["batch, not conditioned"] = score(
            each, [_heard(script.transcribe(clip.sound, **_ALONE)) for clip in each]
        )
        technical = [clip for clip in each if clip.name == TECHNICAL]
        beam_1 = {
            name: [_heard(script.transcribe(clip.sound, beam_size=1, **changed)) for clip in technical]
            for name, changed in (("batch", {}), ("batch, not conditioned", _ALONE))
        }
    with ours(model, run.folder / "beam-1", BEAM_1) as recogniser:
        beam_1["ours"] = [of_ours(recogniser, clip) for clip in technical]
    texts, _ = command_line(run.model(model), [clip.sound for clip in each], run.folder)
    scores[_PROGRAM] = score(each, [Heard(text, ()) for text in texts])
    return [
        _error_rate("words wrong over all clips, no hints", model, scores),
        *(_of_clip(model, number, scores) for number in range(len(each))),
        *_lost(model, each, scores, beam_1),
        *_fillers(model, scores),
        *_starts(model, scores),
    ]


def _heard(written: Written) -> Heard:
    return Heard(written.text, written.words)


def _compared(scores: Scores) -> dict[str, float]:
    return {name: rate([one.compared for one in each]) for name, each in scores.items()}


def _error_rate(name: str, model: str, scores: Scores, *, below: bool = False) -> Figure:
    rates = _compared(scores)
    own, best = rates.pop("ours"), min(rates["batch"], rates.get("batch, not conditioned", 1.0))
    return Figure(
        name,
        model,
        f"{own:.1%}",
        {peer: f"{value:.1%}" for peer, value in rates.items()},
        "below batch" if below else "not above batch",
        own < rates["batch"] if below else own <= rates["batch"],
        {"ours": own, "best_batch": best} | rates,
    )


def _of_clip(model: str, number: int, scores: Scores) -> Figure:
    clip = scores["ours"][number].clip.name
    rates = {name: f"{each[number].compared.rate:.1%}" for name, each in scores.items()}
    texts = {name: each[number].heard.text for name, each in scores.items()}
    return Figure(f"words wrong, {clip}", model, rates.pop("ours"), rates, detail={"texts": texts})


def _lost(model: str, each: Sequence[Clip], scores: Scores, beam_1: Mapping[str, list[Heard]]) -> list[Figure]:
    """Longest run of lost words, over all clips and in the technical answer."""
    rows = [_longest_lost("all clips", model, scores, aimed=False)]
    here = [number for number, clip in enumerate(each) if clip.name == TECHNICAL]
    if here:
        of = {name: [scored[number] for number in here] for name, scored in scores.items()}
        rows.append(_longest_lost("technical answer", model, of))
        narrow = {name: score([each[number] for number in here], texts) for name, texts in beam_1.items()}
        rows.append(_longest_lost("technical answer, beam 1", model, narrow))
    return rows


def _longest_lost(where: str, model: str, scores: Scores, *, aimed: bool = True) -> Figure:
    longest = {name: _longest(of) for name, of in scores.items()}
    own = longest.pop("ours")
    met = int(own.partition(":")[0]) <= MOST_LOST if aimed else None
    return Figure(f"longest run of lost words, {where}", model, own, longest, "under 2" if aimed else "", met)


def _longest(of: Sequence[Score]) -> str:
    """How many words, and which."""
    runs = sorted((run.words for one in of for run in one.lost), key=len)
    return f"{len(runs[-1])}: {' '.join(runs[-1])[:60]}" if runs else "0"


def _fillers(model: str, scores: Scores) -> list[Figure]:
    def told(named: Sequence[Score]) -> Fillers:
        return sum((one.fillers for one in named), Fillers())

    rows = []
    for name, aligned in (("aligned filler clips", True), ("two short filler clips", False)):
        found = {
            peer: told([one for one in each if (one.clip.name in ALIGNED_FILLERS) == aligned])
            for peer, each in scores.items()
        }
        own = found.pop("ours")
        if own.said:
            gated = aligned and own.said == 16
            rows.append(
                Figure(
                    f"fillers found in the {name}",
                    model,
                    _told(own),
                    {peer: _told(each) for peer, each in found.items()},
                    f"{FEWEST_FILLERS} of 16, at most {MOST_INVENTED} invented" if gated else "",
                    own.found >= FEWEST_FILLERS and own.invented <= MOST_INVENTED if gated else None,
                )
            )
    return rows


def _told(found: Fillers) -> str:
    return f"{found.found} of {found.said}, {found.invented} invented"


def _starts(model: str, scores: Scores) -> list[Figure]:
    errors = {name: [error for one in each for error in one.start_errors] for name, each in scores.items()}
    own = errors.pop("ours")
    if not own:
        return []
    met = median(own) < MEDIAN_START_S and percentile(own, 0.9) < P90_START_S
    others = {peer: _spread(each) for peer, each in errors.items() if each}
    aim = f"median under {MEDIAN_START_S * 1000:.0f} ms, p90 under {P90_START_S * 1000:.0f} ms"
    return [Figure("error of word starts, median and p90", model, _spread(own), others, aim, met)]


def _spread(errors: Sequence[float]) -> str:
    return f"{median(errors) * 1000:.0f} and {percentile(errors, 0.9) * 1000:.0f} ms ({len(errors)} words)"


def of_answers(run: Run, model: str, voice: str) -> list[Figure]:
    """Rows on the synthesised answers as ``voice`` says them, and on how long they take."""
    main = voice == "piper" and model == run.models[0]  # the row with an aim; the others stand beside it, with less
    each = answers(voice)[:: 5 if run.quick else 1 if voice == "piper" else 2]
    if run.clips and voice == "piper":
        each += clips(run.clips, [TECHNICAL])
    heard: dict[str, list[Heard]] = {}
    with ours(model, run.folder / f"answers-{voice}") as recogniser:
        heard["ours"] = [of_ours(recogniser, clip, help_for(clip.prompt)) for clip in each]
        if main and not run.quick:
            heard["ours without hints"] = [of_ours(recogniser, clip, NO_HELP) for clip in each]
    with batch(run.model(model)) as script:
        heard["batch"] = [_heard(script.transcribe(clip.sound)) for clip in each]
        if main:
            heard["batch with oracle hotwords"] = [
                _heard(script.transcribe(clip.sound, hotwords=", ".join(dict.fromkeys(clip.terms)) or None))
                for clip in each
            ]
    scores = {name: score(each, texts) for name, texts in heard.items()}
    wrong = _error_rate(f"words wrong in technical answers ({voice}), topic hints", model, scores, below=True)
    return [_terms(model, voice, scores), wrong]


def _terms(model: str, voice: str, scores: Scores) -> Figure:
    found = {name: [_right(one) for one in each if one.clip.terms] for name, each in scores.items()}
    sums = {name: sum(each, Terms()) for name, each in found.items()}
    own, plain = sums["ours"], sums["batch"]
    better = _share(own) - _share(plain)
    aim = f"{POINTS_BETTER * 100:.0f} points more than batch" if voice == "piper" else ""
    return Figure(
        f"domain terms right in {len(found['ours'])} answers ({voice})",
        model,
        f"{_share(own):.1%} ({better * 100:+.1f} points)",
        {name: f"{_share(each):.1%}" for name, each in sums.items() if name != "ours"},
        aim,
        better >= POINTS_BETTER if aim else None,
        {
            "said": own.said,
            "missed": {name: each.missed for name, each in sums.items()},
            "texts": {one.clip.name: one.heard.text for one in scores["ours"]},
            "batch_texts": {one.clip.name: one.heard.text for one in scores["batch"]},
        },
    )


def _right(one: Score) -> Terms:
    also = spellings()
    return terms([(term, also.get(term, ())) for term in one.clip.terms], one.heard.text)


def _share(of: Terms) -> float:
    return of.right / max(1, of.said)


def of_noises(run: Run, model: str) -> list[Figure]:
    """Rows on sounds in which nobody speaks."""
    noises = write_noises(run.folder / "noises")
    if run.quick:
        noises = {name: noises[name] for name in REQUIRED}
    with ours(model, run.folder / "quiet") as recogniser:
        own = {name: recogniser.hear(sound).heard for name, sound in noises.items()}
    with batch(run.model(model)) as script:
        plain = {name: script.transcribe(sound).text for name, sound in noises.items()}
    texts, _ = command_line(run.model(model), list(noises.values()), run.folder)
    program = dict(zip(noises, texts, strict=True))
    rows = []
    for name in noises:
        words, gaps = verbatim(own[name].text), len(own[name].gaps)
        rows.append(
            Figure(
                f"words in 60 s of {name}",
                model,
                _written(own[name].text) + (f", {gaps} gaps" if gaps else ""),
                {"batch": _written(plain[name]), _PROGRAM: _written(program[name])},
                "0 words",
                not words,
                {"text": own[name].text},
            )
        )
    return rows


def _written(text: str) -> str:
    words = verbatim(text)
    return f"{len(words)} ({' '.join(words)[:40]})" if words else "0"


def of_speed(run: Run, model: str) -> list[Figure]:
    """How long a finished file takes, in times of its length, on one core and on all."""
    each = answers("piper")[:: 10 if run.quick else 7]
    seconds = sum(samples_in(clip.sound) for clip in each) / RATE_HZ
    rows = []
    for count in (1, cores()):
        with ours(model, run.folder / f"speed-{count}") as recogniser:
            _confine(recogniser, count)
            own = _ours_took(recogniser, each) / seconds
        with batch(run.model(model), threads=count) as script:
            plain = _batch_took(script, each) / seconds
        rows.append(
            Figure(
                f"time for a finished file by its length, {count} of {cores()} cores",
                model,
                f"{own:.3f}",
                {f"batch, {count} threads": f"{plain:.3f}"},
                detail={"ours": own, "batch": plain},
            )
        )
    return rows


def _confine(recogniser: Ours, count: int) -> None:
    """Let it have so many cores."""
    for task in Path(f"/proc/{recogniser.pid}/task").iterdir():
        with suppress(ProcessLookupError):
            os.sched_setaffinity(int(task.name), sorted(os.sched_getaffinity(0))[:count])


def _ours_took(recogniser: Ours, each: Sequence[Clip]) -> float:
    recogniser.hear(each[0].sound)
    return sum(recogniser.hear(clip.sound).took_s for clip in each)


def _batch_took(script: Batch, each: Sequence[Clip]) -> float:
    script.transcribe(each[0].sound)
    return sum(script.transcribe(clip.sound, **_ALONE).took_s for clip in each)
