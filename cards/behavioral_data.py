"""What the behavioural round knows beyond its prompts, read from ``cards/behavioral.toml``. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from cards.shipped import DataReader, finish_shipped, read_shipped

_FILE = Path(__file__).with_name("behavioral.toml")
_MOST_WORDS = 400


class FieldKind(StrEnum):
    """How a field of a story is filled in."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"


class Counts(StrEnum):
    """What a marker counts."""

    CUES = "cues"
    """How often one of its cues was said."""
    NUMBERS = "numbers"
    """How many numbers were said."""
    SHARE_BEFORE = "share_before"
    """The share of all words that came before the first cue, its own or one of the markers in ``until``."""
    RATIO = "ratio"
    """The share of its cues among them and the ``others``: shown, never judged."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a story in the story bank."""

    id: str
    label: str
    help: str
    kind: FieldKind


@dataclass(frozen=True, slots=True)
class Need:
    """A kind of situation of which everybody should have a story."""

    id: str
    label: str
    help: str


@dataclass(frozen=True, slots=True)
class Marker:
    """Something that a story told well holds, with the question that is put where it is missing."""

    id: str
    name: str
    counts: Counts
    cues: tuple[str, ...]
    others: tuple[str, ...]
    until: tuple[str, ...]
    least: float | None
    most: float | None
    ask: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that belongs into an answer, known by its cues."""

    id: str
    name: str
    cues: tuple[str, ...]
    before: str = ""
    """The part that it has to come before, if any."""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Jargon:
    """Words that only engineers know."""

    topics: tuple[str, ...]
    explained_by: tuple[str, ...]
    within_words: int
    words: Mapping[str, str]
    """What to say in the place of each."""
    everyday: Mapping[str, tuple[str, ...]]
    """Phrases that make a word an everyday one in the same sentence."""


@dataclass(frozen=True, slots=True)
class HedgeKind:
    """One way to take a position back."""

    id: str
    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Hedges that are none when a condition follows within so many words."""

    phrases: tuple[str, ...]
    followed_by: tuple[str, ...]
    within_words: int


@dataclass(frozen=True, slots=True)
class Position:
    """By what a position is known, and within how many seconds of the first word it has to be said."""

    cues: tuple[str, ...]
    within_seconds: int


@dataclass(frozen=True, slots=True)
class Hedges:
    """What takes a position back, what only looks like it, and what is the opposite."""

    topics: tuple[str, ...]
    kinds: tuple[HedgeKind, ...]
    not_hedges: tuple[str, ...]
    firm: tuple[str, ...]
    condition: Condition
    position: Position


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The parts of a disagreement that is told fairly."""

    topics: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class NinetySeconds:
    """The limits of an explanation for somebody who does not build it, and its parts. Times in seconds."""

    topics: tuple[str, ...]
    tone_seconds: int
    stop_seconds: int
    words_least: int
    words_most: int
    sentence_words_most: int
    jargon_most: int
    """In a minute."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class BehavioralData:
    """All of the file."""

    fields: tuple[Field, ...]
    needs: tuple[Need, ...]
    markers: tuple[Marker, ...]
    jargon: Jargon
    hedges: Hedges
    disagreement: Disagreement
    ninety_seconds: NinetySeconds


@cache
def behavioral_data() -> BehavioralData:
    """What ships with the program."""
    return parse_behavioral(_FILE.read_text(encoding="utf-8"))


def parse_behavioral(text: str) -> BehavioralData:
    """Read a file such as ``cards/behavioral.toml``; raises ``BadData``."""
    read = read_shipped(_FILE, text)
    data = BehavioralData(
        fields=tuple(map(_field, read.each("field"))),
        needs=tuple(map(_need, read.each("need"))),
        markers=tuple(map(_marker, read.each("marker"))),
        jargon=_jargon(read.inner("jargon")),
        hedges=_hedges(read.inner("hedges")),
        disagreement=_disagreement(read.inner("disagreement")),
        ninety_seconds=_ninety_seconds(read.inner("ninety_seconds")),
    )
    _check_names(read, data)
    finish_shipped(read)
    return data


def _check_names(read: DataReader, data: BehavioralData) -> None:
    """What is referred to has to be there."""
    ids = {each.id for each in data.markers}
    for number, marker in enumerate(data.markers):
        if not ids.issuperset(marker.until):
            read.report(("marker", number, "until"), "a marker of 'until' is not there.", "Write the id of a marker.")
    for word in data.jargon.everyday:
        if word not in data.jargon.words:
            read.report(("jargon", "everyday", word), f"'{word}' is no word of the list.", "Add it there.")
    for name, parts in (("disagreement", data.disagreement.parts), ("ninety_seconds", data.ninety_seconds.parts)):
        for number, part in enumerate(parts):
            if part.before and part.before not in {each.id for each in parts}:
                read.report((name, "part", number, "before"), f"'{part.before}' is no part.", "Write the id of a part.")


def _field(read: DataReader) -> Field:
    kind = read.choice("kind", list(FieldKind), required=True)
    return Field(read.line("id"), read.line("label"), read.line("help"), FieldKind(kind or FieldKind.LINE))


def _need(read: DataReader) -> Need:
    return Need(read.line("id"), read.line("label"), read.line("help"))


def _marker(read: DataReader) -> Marker:
    counts = read.choice("counts", list(Counts), required=True)
    return Marker(
        id=read.line("id"),
        name=read.line("name"),
        counts=Counts(counts or Counts.CUES),
        cues=read.lines("cues", 0, _MOST_WORDS),
        others=read.lines("others", 0),
        until=read.lines("until", 0),
        least=read.limit("least"),
        most=read.limit("most"),
        ask=read.line("ask"),
        topics=read.lines("topics"),
    )


def _part(read: DataReader) -> Part:
    return Part(
        id=read.line("id"),
        name=read.line("name"),
        cues=read.lines("cues"),
        before=read.line("before", required=False),
        ask=read.line("ask", required=False),
    )


def _jargon(read: DataReader) -> Jargon:
    words, everyday = read.inner("words"), read.inner("everyday")
    return Jargon(
        topics=read.lines("topics"),
        explained_by=read.lines("explained_by"),
        within_words=read.whole("within_words", 1, 60),
        words={word: words.line(word) for word in words.names()},
        everyday={word: everyday.lines(word) for word in everyday.names()},
    )


def _hedges(read: DataReader) -> Hedges:
    condition, position = read.inner("condition"), read.inner("position")
    return Hedges(
        topics=read.lines("topics"),
        kinds=tuple(HedgeKind(each.line("id"), each.line("name"), each.lines("phrases")) for each in read.each("kind")),
        not_hedges=read.lines("not_hedges", 0),
        firm=read.lines("firm"),
        condition=Condition(
            condition.lines("phrases"), condition.lines("followed_by"), condition.whole("within_words", 1, 60)
        ),
        position=Position(position.lines("cues"), position.whole("within_seconds", 1)),
    )


def _disagreement(read: DataReader) -> Disagreement:
    return Disagreement(read.lines("topics"), tuple(map(_part, read.each("part"))))


def _ninety_seconds(read: DataReader) -> NinetySeconds:
    return NinetySeconds(
        topics=read.lines("topics"),
        tone_seconds=read.whole("tone_seconds"),
        stop_seconds=read.whole("stop_seconds"),
        words_least=read.whole("words_least"),
        words_most=read.whole("words_most"),
        sentence_words_most=read.whole("sentence_words_most"),
        jargon_most=read.whole("jargon_most"),
        parts=tuple(map(_part, read.each("part"))),
    )
