"""Decks: folders of TOML files, one file a topic, read into prompts. What is wrong is reported, the rest is loaded.

A file holds ``format = 1``, ``topic`` and ``round``, then a ``[[prompt]]`` table with the fields of ``Prompt`` for each
prompt. Nothing is raised for what a file may hold: every error of every file becomes a ``DeckProblem`` with its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cards.deck_lines import Path as Place
from cards.deck_source import DeckProblem, Parsed, Source, Table, parse, printable, read_file
from cards.deck_table import TableReader, closest
from cards.prompt import KeyPoint, Prompt
from cards.rounds import DIMENSIONS, ROUNDS, Round, round_of

__all__ = ["FORMAT", "Deck", "DeckProblem", "builtin_folder", "load_deck"]

FORMAT = 1
"""The deck format that this program reads."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_CODE = re.compile(r"[A-Z]+[0-9]*")
_ELSEWHERE = {
    "topic": "Move it to the top of the file, above the first [[prompt]].",
    "round": "Move it to the top of the file, above the first [[prompt]].",
    "format": "Move it to the top of the file, above the first [[prompt]].",
}
_LINE_CHARS, _SPOKEN_CHARS, _LONG_CHARS = 120, 600, 4000


@dataclass(frozen=True, slots=True)
class Deck:
    """What was found in the deck folders: the prompts that are whole, and everything that is wrong."""

    prompts: tuple[Prompt, ...]
    """In the order of the folders given, then of the file names, then as they stand in the file."""
    problems: tuple[DeckProblem, ...]
    """In the same order, by line within a file."""


@dataclass(frozen=True, slots=True)
class _Head:
    topic: str
    round: Round | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A prompt that was read, whole or not: its id is taken either way, so that both of a pair get reported."""

    id: str
    source: Source
    place: Place
    prompt: Prompt | None


def builtin_folder() -> Path:
    """Return the folder of the deck that ships with the program."""
    return Path(__file__).parent / "builtin"


def load_deck(*folders: Path) -> Deck:
    """Read every ``*.toml`` file directly in the folders; names that begin with a dot are skipped.

    When two prompts have the same id the first one counts and the second is a problem. A folder that is missing or
    cannot be listed is a problem as well; nothing is raised.
    """
    prompts: list[Prompt] = []
    problems: list[DeckProblem] = []
    taken: dict[str, _Found] = {}
    for file in _files(folders, problems):
        text = read_file(file)
        if isinstance(text, DeckProblem):
            problems.append(text)
            continue
        found, wrong = _read_prompts(parse(file, text))
        for each in found:
            if each.id and taken.setdefault(each.id, each) is not each:
                wrong.append(_duplicate(each, taken[each.id]))
            elif each.prompt:
                prompts.append(each.prompt)
        problems += sorted(wrong, key=lambda problem: problem.line)
    return Deck(tuple(prompts), tuple(problems))


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
        yield from (folder / name for name in names if name.lower().endswith(".toml") and not name.startswith("."))


def _duplicate(again: _Found, first: _Found) -> DeckProblem:
    there = first.source.problem((*first.place, "id"), "", "")
    return again.source.problem(
        (*again.place, "id"),
        f"Prompt '{again.id}': this id is already taken in {printable(there.file.name)}, line {there.line}.",
        "Give this prompt an id of its own.",
    )


def _read_prompts(parsed: Parsed) -> tuple[list[_Found], list[DeckProblem]]:
    problems = list(parsed.problems)
    head = _Head("", None)
    if parsed.head is not None:
        reader = TableReader(parsed.source, parsed.head, (), "This file")
        if _is_newer(reader, parsed.head):
            return [], reader.problems
        head = _read_head(reader, parsed)
        problems += reader.problems
    found: list[_Found] = []
    for number, (value, source, place) in enumerate(parsed.prompts, start=1):
        if not isinstance(value, dict):
            problems.append(source.problem(place, f"Prompt {number} is not a table.", "Begin it with [[prompt]]."))
            continue
        each, wrong = _read_prompt(source, value, place, number, head)
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


def _read_head(reader: TableReader, parsed: Parsed) -> _Head:
    reader.number("format", "the version of the deck format, 1", FORMAT, FORMAT)
    topic = reader.text("topic", "what the prompts of this file are about, a few words", _LINE_CHARS)
    name = reader.text("round", _rounds_in_words(), _LINE_CHARS)
    found_round = next((each for each in Round if each == name), None)
    if name and found_round is None:
        close = closest(name, [each.value for each in Round])
        cure = f'Write round = "{close}".' if close else f"Write {_rounds_in_words()}."
        reader.report("round", f"the round '{printable(name, 40)}' is not known.", cure)
    prompts = (parsed.head or {}).get("prompt", [])
    if not isinstance(prompts, list):
        reader.report(
            "prompt", "'prompt' is not a list of tables.", "Write [[prompt]], with two brackets on each side."
        )
    elif not parsed.prompts and not parsed.problems:
        reader.report((), "it holds no prompt.", "Add a [[prompt]], or remove the file.")
    reader.known("prompt")
    reader.finish()
    return _Head(topic, found_round)


def _rounds_in_words() -> str:
    return "one of " + ", ".join(f'"{each}"' for each in Round)


def _read_prompt(
    source: Source, table: Table, place: Place, number: int, head: _Head
) -> tuple[_Found, list[DeckProblem]]:
    if not table:
        problem = source.problem(place, f"Prompt {number}: it is empty.", "Fill it in, or remove its [[prompt]].")
        return _Found("", source, place, None), [problem]
    given = table.get("id")
    known_id = given if isinstance(given, str) and _ID.fullmatch(given) else ""
    read = TableReader(source, table, place, f"Prompt '{known_id}'" if known_id else f"Prompt {number}")
    round_ = head.round or Round.ML
    prompt = Prompt(
        id=_id(read),
        round=round_,
        topic=head.topic,
        title=read.text("title", "a few words that stand for it in a list", _LINE_CHARS),
        decision=read.text("decision", "the decision to make, without the numbers of its constraints", _SPOKEN_CHARS),
        constraints=read.texts("constraints", "sentences that each change the answer", 2, 12, _SPOKEN_CHARS),
        follow_ups=read.texts("follow_ups", "push-backs that each move the answer", 2, 4, _SPOKEN_CHARS),
        key_points=_key_points(read),
        failure=read.text("failure", "how the choice fails silently, and how one would notice", _LONG_CHARS),
        wrong_claim=read.text("wrong_claim", "a belief that is common and wrong", _SPOKEN_CHARS),
        model_answer=read.text("model_answer", "a strong answer under the first constraint", _LONG_CHARS),
        seconds=read.number("seconds", "the target time of the answer in seconds", 15, 3600),
        follow_up_seconds=read.number("follow_up_seconds", "the target time of a follow-up in seconds", 10, 600),
        target_depth=read.number("target_depth", "the depth to reach", 1, 4),
        dimensions=_dimensions(read, head.round),
        year=read.number("year", "the year in which it was last checked", 2000, 2100),
        snippet=read.code("snippet", "code to show", _LONG_CHARS),
        diagnostic=_codes(read, "diagnostic", (read.text("diagnostic", "a code such as Q1", _LINE_CHARS, False),))[0],
        checklist=_codes(read, "checklist", read.texts("checklist", "codes such as ML1", 0, 12, _LINE_CHARS)),
        basis=read.text("basis", "where each number comes from", _LONG_CHARS, required=False),
    )
    read.finish(_ELSEWHERE)
    whole = not read.problems and bool(head.topic) and head.round is not None
    return _Found(known_id, source, place, prompt if whole else None), read.problems


def _id(read: TableReader) -> str:
    value = read.text("id", "a short name that no other prompt has, such as F5.a", _LINE_CHARS)
    if value and not _ID.fullmatch(value):
        read.report(
            "id",
            f"'{printable(value, 40)}' cannot be an id.",
            "Use up to 40 letters, digits, dots, dashes or underscores, and begin with a letter or digit.",
        )
    return value


def _key_points(read: TableReader) -> tuple[KeyPoint, ...]:
    what = 'claims such as { claim = "...", aliases = ["...", "..."] }'
    points: list[KeyPoint] = []
    for number, (table, place) in enumerate(read.tables("key_points", what, 4, 8), start=1):
        point = TableReader(read.source, table, place, f"{read.name}, key point {number}")
        claim = point.text("claim", "what a strong answer says, as a sentence", _SPOKEN_CHARS)
        aliases = point.texts("aliases", "words by which the claim is recognised when spoken", 1, 40, _LINE_CHARS)
        point.finish()
        read.problems += point.problems
        points.append(KeyPoint(claim, aliases))
    return tuple(points)


def _dimensions(read: TableReader, round_: Round | None) -> tuple[str, ...]:
    ids = read.texts("dimensions", "the dimensions it is rated by, such as m1", 1, 4, _LINE_CHARS)
    own = [each.id for each in ROUNDS[round_].dimensions] if round_ else list(DIMENSIONS)
    for index, each in enumerate(ids):
        if not each or each in own:
            continue
        place = ("dimensions", index)
        if each in DIMENSIONS:
            other = ROUNDS[round_of(each)].name
            read.report(place, f"the dimension '{each}' belongs to the round {other}.", f"Use {', '.join(own)}.")
        else:
            close = closest(each, own)
            cure = f"Write '{close}' instead." if close else f"Use {', '.join(own)}."
            read.report(place, f"the dimension '{printable(each, 40)}' is not known.", cure)
    return ids


def _codes(read: TableReader, key: str, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value and not _CODE.fullmatch(value):
            read.report(key, f"'{printable(value, 40)}' in '{key}' is not a code.", "Write a code such as Q1 or ML1.")
    return values
