"""What the shell understands: its commands and their options. Loads nothing that the window's start does not need."""

import argparse
from datetime import datetime

FORMATS = ("flac", "wav", "txt", "md", "json", "srt", "vtt")
"""Those of ``desktop.export.writing``, which is not loaded for the window's start."""
ROUND_NAMES = ("ml", "design", "coding", "behavioral")
"""Those of ``cards.rounds``, which is not loaded for the window's start."""
ESTIMATED = ("round", "topic", "dimension")
"""What there are estimates of."""
SESSION_MINUTES = range(5, 121)
"""Those of ``desktop.settings.values``."""
YEARS = range(1970, 9000)
"""What ``--at`` may say: dates around it, and its moment in UTC, must be dates too."""


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO moment such as 2026-11-21T18:00:00+01:00") from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} needs its UTC offset, such as 2026-11-21T18:00:00+01:00")
    if moment.year not in YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is not between the years {YEARS[0]} and {YEARS[-1]}")
    return moment


def _minutes(text: str) -> int:
    # Of thousands of digits Python makes no number, and would say so in its own words.
    if not text.isdecimal() or len(text) > 9 or int(text) not in SESSION_MINUTES:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 5 to 120")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The parser of the program's arguments."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help="use the library in DIR")
    shared = argparse.ArgumentParser(add_help=False, parents=[common])
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    shared.add_argument(
        "--at",
        type=_moment,
        metavar="ISO",
        default=argparse.SUPPRESS,
        help="act as if it were this moment (with its UTC offset)",
    )

    whole = argparse.ArgumentParser(
        prog="vivavoce",
        description="Practise interview answers out loud. Without a command the window opens.",
        parents=[shared],
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[shared])

    command("prompts", "List the prompts of the deck.")
    command("due", "List all that may be asked today, the most pressing first, and why.")
    session = command("session", "List what a session would ask, in its order, and why.")
    session.add_argument("--minutes", type=_minutes, default=25, metavar="M", help="how long (default: %(default)s)")
    weakness = command("weakness", "Print how deep each round goes, the weakest first, and what that rests on.")
    weakness.add_argument(
        "--by", choices=ESTIMATED, default=ESTIMATED[0], help="what to tell apart (default: %(default)s)"
    )
    answer = command("answer", "Answer a prompt with a sound file, and rate it.")
    answer.add_argument("prompt", metavar="PROMPT", help="the prompt's id, such as F1.a")
    answer.add_argument("--audio", required=True, metavar="FILE", help="WAV, FLAC, OGG or MP3")
    answer.add_argument("--depth", required=True, type=int, choices=(1, 2, 3, 4), help="how deep it went")
    command("history", "List all attempts, newest first.")
    transcribe = command("transcribe", "Print the words of a sound file.")
    transcribe.add_argument("file", metavar="FILE")
    transcribe.add_argument("--prompt", metavar="ID", help="expect the terms of an answer to this prompt")
    transcribe.add_argument("--model", default="", metavar="M", help="speech model (default: the one in use)")
    transcribe.add_argument("--format", choices=("txt", "srt", "vtt", "json"), default="txt")
    _models_parser(commands, shared)
    _deck_parser(commands, shared)
    export = command("export", "Write answers as files for other programs.")
    export.add_argument("attempt", metavar="ATTEMPT", nargs="*", type=int, help="numbers that `history --json` shows")
    export.add_argument("--find", metavar="QUERY", help='or all that Review finds for this, such as "round:coding"')
    export.add_argument("--format", action="append", choices=FORMATS, help="may be given several times (default: txt)")
    export.add_argument("--to", default=".", metavar="FOLDER", help="an existing folder (default: this one)")
    command("doctor", "Check everything the app needs.")
    check = command("check", "Replay the review log and compare it with the library and the recordings.")
    check.add_argument("--rebuild", action="store_true", help="compute dates and search again from the review log")
    return whole


def _models_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser
) -> None:
    text = "The speech models: which there are, and which is used."
    models = commands.add_parser("models", help=text, description=text, parents=[shared])
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=text, description=text, parents=[shared])

    action("list", "List the models, with what is installed, verified and measured.")
    for name, text in (
        ("install", "Download a model, verify it and measure it: the one command that uses the network."),
        ("remove", "Delete an installed model, and what a stopped download left."),
        ("measure", "Measure for about 10 s how fast an installed model is on this machine."),
    ):
        action(name, text).add_argument("model", metavar="NAME")
    verify = action("verify", "Compare every file of a model with the published one.")
    verify.add_argument("model", metavar="NAME", nargs="?", help="all that are installed, without it")
    use = action("use", "Use a model from now on.")
    use.add_argument(
        "model", metavar="NAME|FOLDER", help="a name, a folder of your own, or auto: the best that keeps up"
    )
    use.add_argument("--yes", action="store_true", help="use a folder though nobody can verify it")


def _deck_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser
) -> None:
    text = "Decks of prompts: check them, begin one, see what they cover."
    deck = commands.add_parser("deck", help=text, description=text, parents=[shared])
    actions = deck.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=text, description=text, parents=[shared])

    check = action("check", "Say everything that is wrong with deck files, with file, line and cure.")
    check.add_argument("path", metavar="PATH", nargs="+", help="a deck file, or a folder with some")
    check.add_argument("--strict", action="store_true", help="judge them as the deck that ships, alone")
    action("coverage", "Show which prompts there are for each item of the checklist and of the diagnostic.")
    new = action("new", "Write a deck file with a prompt to be filled in; an existing file stays as it is.")
    new.add_argument("file", metavar="FILE", help="its name ends in .toml")
    new.add_argument("--round", required=True, choices=ROUND_NAMES)
    new.add_argument("--topic", required=True, help="a few words")
    new.add_argument("--id", required=True, help="of the prompt, such as F5.x")
    action("schema", "Print the JSON Schema of deck files, for editors.")
