"""One ``[[prompt]]`` of a deck file, read into a ``Prompt``; what is wrong with its fields is noted, not raised."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

from cards.deck.lines import Path as Place
from cards.deck.source import DeckProblem, Source, Table, printable
from cards.deck.table import TableReader, closest
from cards.prompt import Computed, CounterPrint, KeyPoint, Prompt, Protocol, Stage
from cards.rounds import DIMENSIONS, ROUNDS, Round, round_of

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
CODE = re.compile(r"[A-Z]+[0-9]*")
_TAG = re.compile(r"\{([^{}]*)\}")
_ELSEWHERE = dict.fromkeys(
    ("topic", "round", "format", "stage"), "Move it to the top of the file, above the first [[prompt]]."
)
LINE_CHARS, SPOKEN_CHARS, LONG_CHARS = 120, 600, 4000


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of a deck file."""

    topic: str
    round: Round | None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A prompt that was read, whole or not: its id is taken either way, so that both of a pair get reported."""

    id: str
    source: Source
    place: Place
    prompt: Prompt | None
    replaces_builtin: bool = False
    """It is meant to stand in the place of the one of that id that ships."""


def read_prompt(source: Source, table: Table, place: Place, number: int, head: Head) -> tuple[Found, list[DeckProblem]]:
    """Return the prompt in ``table``, the ``number``-th of its file, and what is wrong with it."""
    if not table:
        problem = source.problem(place, f"Prompt {number}: it is empty.", "Fill it in, or remove its [[prompt]].")
        return Found("", source, place, None), [problem]
    given = table.get("id")
    known_id = given if isinstance(given, str) and ID.fullmatch(given) else ""
    read = TableReader(source, table, place, f"Prompt '{known_id}'" if known_id else f"Prompt {number}")
    prompt = read_fields(read, head)
    replaces = read.flag("replaces_builtin")
    read.finish(_ELSEWHERE)
    whole = read.is_sound and bool(head.topic) and head.round is not None
    return Found(known_id, source, place, prompt if whole else None, replaces), read.problems


def read_fields(read: TableReader, head: Head) -> Prompt:
    """Return the prompt whose fields ``read`` reads; empty values where something is wrong with them."""
    return Prompt(
        id=_id(read),
        round=head.round or Round.ML,
        topic=head.topic,
        title=read.text("title", "a few words that stand for it in a list", LINE_CHARS),
        decision=read.text("decision", "the decision to make, without the numbers of its constraints", SPOKEN_CHARS),
        constraints=read.texts("constraints", "sentences that each change the answer", 2, 12, SPOKEN_CHARS),
        follow_ups=read.texts("follow_ups", "push-backs that each move the answer", 2, 4, SPOKEN_CHARS),
        key_points=_key_points(read),
        failure=read.text("failure", "how the choice fails silently, and how one would notice", LONG_CHARS),
        wrong_claim=read.text("wrong_claim", "a belief that is common and wrong", SPOKEN_CHARS),
        model_answer=read.text("model_answer", "a strong answer under the first constraint", LONG_CHARS),
        seconds=read.number("seconds", "the target time of the answer in seconds", 15, 3600),
        follow_up_seconds=read.number("follow_up_seconds", "the target time of a follow-up in seconds", 10, 600),
        target_depth=read.number("target_depth", "the depth to reach", 1, 4),
        dimensions=_dimensions(read, head.round),
        year=read.number("year", "the year in which it was last checked", 2000, 2100),
        snippet=read.code("snippet", "code to show", LONG_CHARS),
        diagnostic=_codes(read, "diagnostic", (read.text("diagnostic", "a code such as Q1", LINE_CHARS, False),))[0],
        checklist=_codes(read, "checklist", read.texts("checklist", "codes such as ML1", 0, 12, LINE_CHARS)),
        basis=read.text("basis", "where each number comes from", LONG_CHARS, required=False),
        computed=_computed(read),
        protocol=_protocol(read),
        failure_class=read.text("failure_class", "the class of failure of the snippet", LINE_CHARS, required=False),
        counter_prints=_counter_prints(read),
        stage=head.stage,
    )


def _id(read: TableReader) -> str:
    value = read.text("id", "a short name that no other prompt has, such as F5.a", LINE_CHARS)
    if value and not ID.fullmatch(value):
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
        point = read.below(table, place, f"key point {number}")
        claim = point.text("claim", "what a strong answer says, as a sentence", SPOKEN_CHARS)
        aliases = point.texts("aliases", "words by which the claim is recognised when spoken", 1, 60, LINE_CHARS)
        spoken = _spoken_forms(point, aliases)
        point.finish()
        read.problems += point.problems
        points.append(KeyPoint(claim, spoken))
    return tuple(points)


def _spoken_forms(point: TableReader, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """The aliases, with the shared forms in the place of each ``{tag}``."""
    forms: list[str] = []
    for index, alias in enumerate(aliases):
        tag = _TAG.fullmatch(alias)
        if tag and tag[1] not in shared_forms():
            close = closest(tag[1], list(shared_forms()))
            cure = f"Write '{{{close}}}' instead." if close else "Write the spoken forms themselves."
            point.report(("aliases", index), f"there are no shared forms '{printable(tag[1], 40)}'.", cure)
        forms += shared_forms().get(tag[1], ()) if tag else (alias,)
    return tuple(dict.fromkeys(forms))


@cache
def shared_forms() -> dict[str, tuple[str, ...]]:
    """The spoken forms that many key points share, by tag: those of ``cards/aliases.toml``."""
    text = (Path(__file__).parents[1] / "aliases.toml").read_text(encoding="utf-8")
    return {tag: tuple(forms) for tag, forms in tomli.loads(text).items()}


def _computed(read: TableReader) -> tuple[Computed, ...]:
    what = 'numbers such as { from = "0.95 ** 15", is = 0.46 }'
    found = []
    for number, (table, place) in enumerate(read.tables("computed", what, 0, 20), start=1):
        each = read.below(table, place, f"computed number {number}")
        expression = each.text("from", "the expression", LINE_CHARS)
        found.append(Computed(expression, each.decimal("is", "its value"), each.decimal("within", "a share", 0.01)))
        each.finish()
        read.problems += each.problems
    return tuple(found)


def _protocol(read: TableReader) -> Protocol | None:
    name = read.choice("protocol", list(Protocol))
    return Protocol(name) if name else None


def _counter_prints(read: TableReader) -> tuple[CounterPrint, ...]:
    what = 'prints such as { output = "...", kills = "capacity" }'
    found = []
    for number, (table, place) in enumerate(read.tables("counter_prints", what, 0, 4), start=1):
        each = read.below(table, place, f"counter-print {number}")
        output = each.code("output", "what the program prints", LONG_CHARS)
        kills = each.text("kills", "the class of failure that it rules out", LINE_CHARS, required=False)
        confirms = each.text("confirms", "the class of failure that it confirms", LINE_CHARS, required=False)
        if bool(kills) == bool(confirms):
            each.report((), "it says neither or both of 'kills' and 'confirms'.", "Say one of them.")
        each.finish()
        read.problems += each.problems
        found.append(CounterPrint(output, kills or confirms, bool(confirms)))
    return tuple(found)


def _dimensions(read: TableReader, round_: Round | None) -> tuple[str, ...]:
    ids = read.texts("dimensions", "the dimensions it is rated by, such as m1", 1, 4, LINE_CHARS)
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
        if value and not CODE.fullmatch(value):
            read.report(key, f"'{printable(value, 40)}' in '{key}' is not a code.", "Write a code such as Q1 or ML1.")
    return values
