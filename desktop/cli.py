"""The shell: what scripts and tests use. Qt is imported only when there is no command, for the window.

Exit codes: 0 done, 1 a finding or a failure that a sentence on the error output explains, 2 wrong use, 3 the library
is held by the app.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audio.errors import AudioError
from cards.errors import CardsError
from desktop.arguments import parser
from desktop.clock import now
from desktop.folders import DataFolder, NoSuchFolder

if TYPE_CHECKING:
    from cards.library import Library
    from cards.prompt import Prompt

DONE, FINDING, WRONG_USE, IN_USE = 0, 1, 2, 3


class WrongUse(Exception):
    """The arguments ask for something that cannot be."""


def run(arguments: Sequence[str]) -> int:
    """Run one command, or the window when there is none; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        folder = DataFolder.chosen(getattr(options, "data_dir", None))
    except NoSuchFolder as error:
        return _complain(error, WRONG_USE)
    if options.command is None:
        from desktop.start import start  # noqa: PLC0415 - Qt

        return start(folder)
    return _run_command(options, folder)


def _run_command(options: argparse.Namespace, folder: DataFolder) -> int:
    from cards.library import LibraryInUse  # noqa: PLC0415 - sqlite-utils, not for the window's start

    try:
        return COMMANDS[options.command](options, folder)
    except LibraryInUse as error:
        return _complain(error, IN_USE)
    except WrongUse as error:
        return _complain(error, WRONG_USE)
    except (AudioError, CardsError) as error:
        return _complain(error, FINDING)


def _complain(error: Exception, code: int) -> int:
    print(f"vivavoce: {error}", file=sys.stderr)
    return code


def _show(options: argparse.Namespace, rows: Any, line: Callable[[Any], str]) -> int:  # noqa: ANN401 - JSON
    """Print ``rows`` as JSON, or one readable line each."""
    if getattr(options, "json", False):
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows if isinstance(rows, list) else [rows]:
            print(line(row))
    return DONE


def _deck(folder: DataFolder) -> "tuple[Prompt, ...]":
    """The prompts that could be read; what could not be is said on the error output."""
    from desktop.decks import Decks  # noqa: PLC0415

    deck = Decks(folder).load()
    for problem in deck.problems:
        print(f"vivavoce: {problem}", file=sys.stderr)
    return deck.prompts


def _prompt(number: str, folder: DataFolder) -> "Prompt":
    return _among(_deck(folder), number)


def _among(prompts: "Sequence[Prompt]", number: str) -> "Prompt":
    prompt = next((each for each in prompts if each.id == number), None)
    if prompt is None:
        raise WrongUse(f"there is no prompt {number}; `vivavoce prompts` lists them")
    return prompt


def _at(options: argparse.Namespace) -> datetime:
    return getattr(options, "at", None) or now()


def _open(folder: DataFolder, moment: datetime) -> "Library":
    from desktop.opening import open_library  # noqa: PLC0415

    return open_library(folder, moment)


def _prompts(options: argparse.Namespace, folder: DataFolder) -> int:
    rows = [
        {"id": each.id, "round": each.round, "topic": each.topic, "title": each.title, "decision": each.decision}
        for each in _deck(folder)
    ]
    return _show(options, rows, lambda row: f"{row['id']:6} {row['round']:11} {row['title']}")


def _due(options: argparse.Namespace, folder: DataFolder) -> int:
    from desktop.shell_plan import due_rows  # noqa: PLC0415
    from scheduler.days import study_day  # noqa: PLC0415

    moment = _at(options)
    with _open(folder, moment) as library:
        rows = due_rows(library, _deck(folder), study_day(moment))
    return _show(options, rows, lambda row: f"{row['prompt']:6} {row['minutes']:3} min  {row['why']}")


def _session(options: argparse.Namespace, folder: DataFolder) -> int:
    from desktop.shell_plan import session_rows  # noqa: PLC0415
    from scheduler.days import study_day  # noqa: PLC0415

    moment = _at(options)
    with _open(folder, moment) as library:
        rows = session_rows(library, _deck(folder), study_day(moment), options.minutes)
    return _show(options, rows, lambda row: f"{row['prompt']:6} {row['minutes']:3} min  {row['why']}")


def _weakness(options: argparse.Namespace, folder: DataFolder) -> int:
    from desktop.shell_plan import weakness_rows  # noqa: PLC0415
    from scheduler.days import study_day  # noqa: PLC0415

    moment = _at(options)
    with _open(folder, moment) as library:
        rows = weakness_rows(library, _deck(folder), study_day(moment), options.by)
    return _show(options, rows, lambda row: row["why"])


def _answer(options: argparse.Namespace, folder: DataFolder) -> int:
    from desktop.shell_answer import answer  # noqa: PLC0415

    moment = _at(options)
    prompts = _deck(folder)
    prompt = _among(prompts, options.prompt)
    with _open(folder, moment) as library:
        row = answer(library, folder, prompt, prompts, options.audio, options.depth, moment)
    reason = row.pop("reason")
    if reason:
        print(f"vivavoce: {reason}", file=sys.stderr)
    return _show(options, row, lambda row: f"{row['text']}\n\nDepth {row['depth']}. {row['due']}: {row['why']}")


def _history(options: argparse.Namespace, folder: DataFolder) -> int:
    with _open(folder, _at(options)) as library:
        attempts = library.history(timed=False)
    rows = [
        {
            "attempt": each.id,
            "prompt": each.prompt,
            "at": each.at.isoformat(),
            "depth": each.review.depth if each.review else None,
            "text": each.text,
            "seconds": round(each.seconds, 2),
        }
        for each in attempts
    ]
    return _show(
        options,
        rows,
        lambda row: f"{row['at'][:16]}  {row['prompt']:6} depth {row['depth'] or '-'}  {row['text'][:80]}",
    )


def _transcribe(options: argparse.Namespace, folder: DataFolder) -> int:
    from audio.transcription.fillers import is_filler  # noqa: PLC0415
    from audio.transcription.models import is_own_folder  # noqa: PLC0415
    from cards.exchange.cues import cues  # noqa: PLC0415
    from cards.exchange.documents import transcript_json  # noqa: PLC0415
    from cards.exchange.gaps import text_with_gaps  # noqa: PLC0415
    from cards.exchange.subtitles import srt, vtt  # noqa: PLC0415
    from desktop.shell_answer import transcribe  # noqa: PLC0415

    prompt = _prompt(options.prompt, folder) if options.prompt is not None else None
    if is_own_folder(options.model):
        print(f"vivavoce: the model in {options.model} is unverified: nobody here vouches for it.", file=sys.stderr)
    transcript, seconds = transcribe(options.file, options.model, _at(options), folder, prompt)
    if getattr(options, "json", False) or options.format == "json":
        row = transcript_json(transcript, is_filler) | {"seconds": round(seconds, 2)}
        print(json.dumps(row, ensure_ascii=False, indent=2))
    elif options.format == "txt":
        print(text_with_gaps(transcript))
    else:
        print({"srt": srt, "vtt": vtt}[options.format](cues(transcript.words, transcript.gaps)), end="")
    return DONE


def _export(options: argparse.Namespace, folder: DataFolder) -> int:
    from cards.query import parse  # noqa: PLC0415
    from desktop.export.writing import export  # noqa: PLC0415

    if bool(options.attempt) == (options.find is not None):
        raise WrongUse("name the attempts to export, or find them with --find")
    titles = {prompt.id: prompt.title for prompt in _deck(folder)}
    files: list[str] = []
    missing: list[str] = []
    with _open(folder, _at(options)) as library:
        query = parse(options.find or "")
        if query.problems:
            raise WrongUse(" ".join(query.problems))
        for number in options.attempt or [line.id for line in library.find_attempts(query)]:
            try:
                attempt = library.attempt(number)
            except KeyError as error:
                raise WrongUse(f"there is no attempt {number}; `vivavoce history --json` lists them") from error
            title = titles.get(attempt.prompt, attempt.prompt)
            done = export(attempt, title, options.format or ["txt"], folder.recordings, Path(options.to))
            files += map(str, done.files)
            missing += done.missing
    for sentence in missing:
        print(f"vivavoce: {sentence}", file=sys.stderr)
    _show(options, files, str)
    return FINDING if missing else DONE


def _models(options: argparse.Namespace, folder: DataFolder) -> int:
    from desktop.shell_models import NoSuchModel  # noqa: PLC0415

    try:
        return _models_action(options, folder)
    except NoSuchModel as error:
        raise WrongUse(str(error)) from error


def _models_action(options: argparse.Namespace, folder: DataFolder) -> int:
    from desktop import shell_models  # noqa: PLC0415

    json_wanted = getattr(options, "json", False)
    match options.action:
        case "list":
            return _show(options, shell_models.listed() if json_wanted else shell_models.list_lines(folder), str)
        case "install":
            told: Any = shell_models.install(options.model, _tell_bytes)
        case "measure":
            told = shell_models.measure(options.model)
        case "verify":
            told = shell_models.verify(options.model)
        case "remove":
            _may_be_set(folder)
            told = shell_models.take_away(options.model, folder)
        case _:
            _may_be_set(folder)
            told = shell_models.use(options.model, folder, lambda question: options.yes or _agreed(question))
    return _show(options, told, str)


def _deck_action(options: argparse.Namespace, folder: DataFolder) -> int:
    from desktop import shell_deck  # noqa: PLC0415

    json_wanted = getattr(options, "json", False)
    match options.action:
        case "check":
            checked = shell_deck.check(options.path, options.strict)
            _show(options, checked.row if json_wanted else checked.lines, str)
            return FINDING if checked.errors else DONE
        case "coverage":
            found = shell_deck.coverage(_deck(folder))
            told: Any = shell_deck.coverage_row(found) if json_wanted else shell_deck.coverage_lines(found)
            return _show(options, told, str)
        case "schema":
            print(shell_deck.schema_text(), end="")
            return DONE
    try:
        told = shell_deck.begin(options.file, options.round, options.topic, options.id, _at(options).year)
    except shell_deck.Unfit as error:
        raise WrongUse(str(error)) from error
    return _show(options, told, str)


def _may_be_set(folder: DataFolder) -> None:
    """Raise LibraryInUse while the app is open: it would not hear of a setting that is changed behind it."""
    from cards.library import Library, LibraryInUse  # noqa: PLC0415

    try:
        library = Library.examine(folder.library)
    except LibraryInUse:
        raise
    except CardsError:
        return  # what else may be wrong with a library is nothing to a model
    if library is not None:
        library.close()


def _tell_bytes(done: int, whole: int) -> None:
    """One line that is written over, where somebody looks at it."""
    if sys.stderr.isatty():
        end = "\n" if done >= whole else ""
        print(f"\r{done // 1_000_000} of {whole // 1_000_000} MB", end=end, file=sys.stderr, flush=True)


def _agreed(question: str) -> bool:
    """Ask on a terminal; where there is none nobody said yes."""
    if not sys.stdin.isatty():
        return False
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _doctor(options: argparse.Namespace, folder: DataFolder) -> int:
    from desktop.doctor import examine  # noqa: PLC0415

    checks = examine(folder)
    ok = all(check.ok for check in checks)
    if getattr(options, "json", False):
        rows = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks]
        print(json.dumps({"ok": ok, "checks": rows}, ensure_ascii=False, indent=2))
    else:
        for check in checks:
            print(f"{'ok' if check.ok else 'NO':3} {check.name}: {check.detail}")
    return DONE if ok else FINDING


def _check(options: argparse.Namespace, folder: DataFolder) -> int:
    from scheduler.memory import replayed  # noqa: PLC0415

    cured: list[str] = []
    moment = _at(options)
    with _open(folder, moment) as library:
        findings = library.check(replayed, folder.recordings)
        if options.rebuild:
            library.back_up(moment)
            library.rebuild(replayed)
            before, findings = findings, library.check(replayed, folder.recordings)
            cured = [finding.what for finding in before if finding not in findings]
    rows = [{"what": finding.what, "cure": finding.cure} for finding in findings]
    json_wanted = getattr(options, "json", False)
    if options.rebuild and json_wanted:
        print(json.dumps({"rebuilt": cured, "findings": rows}, ensure_ascii=False, indent=2))
        return FINDING if rows else DONE
    for what in cured:
        print(f"Rebuilt: {what}")
    _show(options, rows, lambda row: f"{row['what']} {row['cure']}")
    if not rows and not json_wanted:
        print("The library is sound: the review log replays to what is stored.")
    return FINDING if rows else DONE


COMMANDS: dict[str, Callable[[argparse.Namespace, DataFolder], int]] = {
    "prompts": _prompts,
    "due": _due,
    "session": _session,
    "weakness": _weakness,
    "answer": _answer,
    "history": _history,
    "transcribe": _transcribe,
    "models": _models,
    "deck": _deck_action,
    "export": _export,
    "doctor": _doctor,
    "check": _check,
}
