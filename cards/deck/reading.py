"""Decks: folders of TOML files, one file a topic, read into prompts. What is wrong is reported, the rest is loaded.

A file holds ``format = 1``, ``topic`` and ``round``, then a ``[[prompt]]`` table with the fields of ``Prompt`` for each
prompt. Nothing is raised for what a file may hold: every error of every file becomes a ``DeckProblem`` with its line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cards.deck.fields import LINE_CHARS, Found, Head, read_prompt
from cards.deck.source import DeckProblem, Parsed, Table, parse, printable, read_file
from cards.deck.table import TableReader
from cards.prompt import Prompt, Stage
from cards.rounds import Round

FORMAT = 1
"""The deck format that this program reads."""


@dataclass(frozen=True, slots=True)
class Deck:
    """What was found in the deck folders: the prompts that are whole, and everything that is wrong."""

    prompts: tuple[Prompt, ...]
    """In the order of the folders given, then of the file names, then as they stand in the file."""
    problems: tuple[DeckProblem, ...]
    """In the same order, by line within a file; those that cost a prompt, or a file."""
    warnings: tuple[DeckProblem, ...] = ()
    """In the same order; what does no harm."""


def builtin_folder() -> Path:
    """Return the folder of the deck that ships with the program."""
    return Path(__file__).parents[1] / "builtin"


def load_deck(*folders: Path) -> Deck:
    """Read every ``*.toml`` file directly in the folders; names that begin with a dot are skipped.

    When two prompts have the same id the first one counts and the second is a problem, unless it is meant to replace
    one of a folder before. A folder that is missing or cannot be listed is a problem as well; nothing is raised.
    """
    return deck_of(*read_prompts(*folders))


def deck_of(found: Iterable[Found], problems: Sequence[DeckProblem]) -> Deck:
    """The deck of what was read; problems and warnings are told apart."""
    return Deck(
        tuple(each.prompt for each in found if each.prompt),
        tuple(problem for problem in problems if not problem.is_warning),
        tuple(problem for problem in problems if problem.is_warning),
    )


def read_prompts(*folders: Path) -> tuple[list[Found], list[DeckProblem]]:
    """What ``load_deck`` reads, with the place of each prompt; those that are not whole are among them."""
    whole: list[Found] = []
    problems: list[DeckProblem] = []
    taken: dict[str, Found] = {}
    for file in _files(folders, problems):
        text = read_file(file)
        if isinstance(text, DeckProblem):
            problems.append(text)
            continue
        found, wrong = read_text(file, text)
        wrong += take_ids(found, whole, taken)
        problems += sorted(wrong, key=lambda problem: problem.line)
    return whole, problems


def is_deck_file(name: str) -> bool:
    """Whether a file of this name is read as part of a deck."""
    return name.lower().endswith(".toml") and not name.startswith(".")


def read_text(file: Path, text: str) -> tuple[list[Found], list[DeckProblem]]:
    """The prompts in the text of one file, and what is wrong with it, in no order; ids of others are not looked at."""
    return _read_file(parse(file, text))


def take_ids(found: list[Found], whole: list[Found], taken: dict[str, Found]) -> list[DeckProblem]:
    """Add to ``whole`` what has an id that nobody has ``taken``, or replaces who has; returns the clashes."""
    wrong: list[DeckProblem] = []
    for each in found:
        first = taken.setdefault(each.id, each) if each.id else each
        if first is each:
            whole.append(each)
        elif _replaces(each, first):
            taken[each.id] = whole[whole.index(first)] = each
        else:
            wrong.append(_duplicate(each, first))
    return wrong


def _replaces(each: Found, first: Found) -> bool:
    """Whether ``each``, of another folder, takes the place of ``first``; one that is not whole cannot."""
    return each.replaces_builtin and each.prompt is not None and each.source.file.parent != first.source.file.parent


def _files(folders: tuple[Path, ...], problems: list[DeckProblem]) -> Iterator[Path]:
    for folder in dict.fromkeys(folders):
        try:
            names = sorted(each.name for each in folder.iterdir())
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problems.append(
                DeckProblem(folder, 0, f"The deck folder cannot be read ({reason}).", "Check that it is there.")
            )
            continue
        yield from (folder / name for name in names if is_deck_file(name))


def _duplicate(again: Found, first: Found) -> DeckProblem:
    there = first.source.problem((*first.place, "id"), "", "")
    return again.source.problem(
        (*again.place, "id"),
        f"Prompt '{again.id}': this id is already taken in {printable(there.file.name)}, line {there.line}.",
        "Give this prompt an id of its own, or write replaces_builtin = true to use it in the other's place.",
    )


def _read_file(parsed: Parsed) -> tuple[list[Found], list[DeckProblem]]:
    problems = list(parsed.problems)
    head = Head("", None)
    if parsed.head is not None:
        reader = TableReader(parsed.source, parsed.head, (), "This file")
        if _is_newer(reader, parsed.head):
            return [], reader.problems
        head = read_head(reader, parsed)
        problems += reader.problems
    found: list[Found] = []
    for number, (value, source, place) in enumerate(parsed.prompts, start=1):
        if not isinstance(value, dict):
            problems.append(source.problem(place, f"Prompt {number} is not a table.", "Begin it with [[prompt]]."))
            continue
        each, wrong = read_prompt(source, value, place, number, head)
        found.append(each)
        problems += wrong
    return found, problems


def _is_newer(reader: TableReader, head: Table) -> bool:
    number = head.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number <= FORMAT:
        return False
    reader.report(
        "format",
        f"it was written for a newer Viva Voce; this one reads format {FORMAT}.",
        "Update Viva Voce, or ask for the deck in the older format.",
    )
    return True


def read_head(reader: TableReader, parsed: Parsed) -> Head:
    """Read what stands above the prompts of a file."""
    reader.number("format", "the version of the deck format, 1", FORMAT, FORMAT)
    topic = reader.text("topic", "what the prompts of this file are about, a few words", LINE_CHARS)
    name = reader.choice("round", list(Round), required=True)
    stage = reader.choice("stage", list(Stage))
    prompts = (parsed.head or {}).get("prompt", [])
    if not isinstance(prompts, list):
        reader.report(
            "prompt", "'prompt' is not a list of tables.", "Write [[prompt]], with two brackets on each side."
        )
    elif not parsed.prompts and not parsed.problems:
        reader.report((), "it holds no prompt.", "Add a [[prompt]], or remove the file.")
    reader.known("prompt")
    reader.finish()
    return Head(topic, Round(name) if name else None, Stage(stage) if stage else None)
