"""What the coding round knows beyond its prompts: steps of an answer, classes of failure, drills, problems.

Read from ``cards/coding.toml``, with functions of what somebody said: which boxes of the narrate strip it fills, which
classes of failure and which checks it names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from cards.phrases import Hit, Speech
from cards.prompt import KeyPoint
from cards.shipped import TEXT_CHARS, DataReader, finish_shipped, read_shipped

Named = TypeVar("Named")

_FILE = Path(__file__).with_name("coding.toml")


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the narrate strip, filled when one of its cues is said; the seconds are its part of four minutes."""

    name: str
    seconds: int
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DebugStep:
    """One step of the debug protocol, and what is shown in it."""

    name: str
    seconds: int
    shows: str


@dataclass(frozen=True, slots=True)
class FailureClass:
    """A class of failure, the words by which it is named, and the one check that proves or kills it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    first_check: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check that is worth naming in any debugging answer; they stand in order of what they cost."""

    name: str
    aliases: tuple[str, ...]
    does: str
    tells: str


@dataclass(frozen=True, slots=True)
class Drill:
    """Half a minute: a symptom, and the classes that it speaks for, the likeliest first."""

    symptom: str
    classes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Interruption:
    """What somebody is asked in the middle of a phase, so many seconds after the beginning of the problem."""

    at: int
    asks: str


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a twenty-minute problem."""

    name: str
    seconds: int
    asks: str
    interruption: Interruption | None


@dataclass(frozen=True, slots=True)
class Stem:
    """A twenty-minute problem of one pattern."""

    id: str
    pattern: str
    title: str
    story: str
    inputs: str
    follow_ups: tuple[str, ...]
    edge_cases: tuple[str, ...]
    complexity: str
    key_points: tuple[KeyPoint, ...]


@dataclass(frozen=True, slots=True)
class CodingData:
    """All of the file."""

    implementation_set: tuple[str, ...]
    """The ids of the ten prompts to be written from scratch."""
    implementation_rule: str
    narrate: tuple[Box, ...]
    debug: tuple[DebugStep, ...]
    classes: tuple[FailureClass, ...]
    checks: tuple[Check, ...]
    drills: tuple[Drill, ...]
    phases: tuple[Phase, ...]
    stems: tuple[Stem, ...]


@cache
def coding_data() -> CodingData:
    """What ships with the program."""
    return parse_coding(_FILE.read_text(encoding="utf-8"))


def boxes(text: str) -> tuple[Hit | None, ...]:
    """For each box of the narrate strip the first thing said that fills it, or None."""
    speech = Speech(text)
    return tuple(speech.first(box.cues) for box in coding_data().narrate)


def box_seconds(seconds: int) -> tuple[int, ...]:
    """How long each box of the narrate strip has in a prompt of so many seconds; together they are all of them."""
    shares = [box.seconds for box in coding_data().narrate]
    ends = [round(sum(shares[: number + 1]) * seconds / sum(shares)) for number in range(len(shares))]
    return tuple(end - begin for begin, end in zip([0, *ends], ends, strict=False))


def classes_named(text: str) -> tuple[tuple[FailureClass, Hit], ...]:
    """The classes of failure that were named, in the order in which they first were."""
    named = {alias: each for each in coding_data().classes for alias in each.aliases}
    return _first_of_each(text, named)


def checks_named(text: str) -> tuple[tuple[Check, Hit], ...]:
    """The checks that were named, in the order in which they first were."""
    named = {alias: each for each in coding_data().checks for alias in each.aliases}
    return _first_of_each(text, named)


def _first_of_each(text: str, named: Mapping[str, Named]) -> tuple[tuple[Named, Hit], ...]:
    found: dict[int, tuple[Named, Hit]] = {}
    for hit in Speech(text).hits(named):
        found.setdefault(id(named[hit.phrase]), (named[hit.phrase], hit))
    return tuple(found.values())


def parse_coding(text: str) -> CodingData:
    """Read a file such as ``cards/coding.toml``; raises ``BadData``."""
    read = read_shipped(_FILE, text)
    data = CodingData(
        implementation_set=read.lines("implementation_set"),
        implementation_rule=read.line("implementation_rule"),
        narrate=tuple(
            Box(each.line("name"), each.whole("seconds", 1), each.lines("cues")) for each in read.each("narrate")
        ),
        debug=tuple(
            DebugStep(each.line("name"), each.whole("seconds", 1), each.line("shows")) for each in read.each("debug")
        ),
        classes=tuple(map(_class, read.each("class"))),
        checks=tuple(map(_check, read.each("check"))),
        drills=tuple(
            Drill(each.line("symptom"), each.lines("classes"), each.line("why")) for each in read.each("drill")
        ),
        phases=tuple(map(_phase, read.each("phase"))),
        stems=tuple(map(_stem, read.each("stem"))),
    )
    _check_classes(read, data)
    finish_shipped(read)
    return data


def _check_classes(read: DataReader, data: CodingData) -> None:
    known = {each.id for each in data.classes}
    for number, drill in enumerate(data.drills):
        if not known.issuperset(drill.classes):
            read.report(("drill", number, "classes"), "there is no such class.", f"Use {', '.join(sorted(known))}.")


def _class(read: DataReader) -> FailureClass:
    return FailureClass(read.line("id"), read.line("name"), read.lines("aliases"), read.line("first_check"))


def _check(read: DataReader) -> Check:
    return Check(read.line("name"), read.lines("aliases"), read.line("does"), read.line("tells"))


def _phase(read: DataReader) -> Phase:
    inner = read.inner("interruption") if read.has("interruption") else None
    return Phase(
        read.line("name"),
        read.whole("seconds", 1),
        read.line("asks"),
        Interruption(inner.whole("at"), inner.line("asks")) if inner else None,
    )


def _stem(read: DataReader) -> Stem:
    return Stem(
        id=read.line("id"),
        pattern=read.line("pattern"),
        title=read.line("title"),
        story=read.text("story", "the problem as it is told", TEXT_CHARS),
        inputs=read.line("inputs"),
        follow_ups=read.lines("follow_ups"),
        edge_cases=read.lines("edge_cases"),
        complexity=read.line("complexity"),
        key_points=tuple(KeyPoint(each.line("claim"), each.lines("aliases")) for each in read.each("key_points")),
    )
