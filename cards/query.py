"""What a person looks for among their attempts: the line they type, and the value it means.

    round:coding topic:rag depth<2 after:2026-11-01 is:marked said:"cache miss" anything else

Filters of different kinds narrow each other; several rounds, several topics or several depths are alternatives. What
is no filter is searched as words, and nothing that can be typed is an error.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from cards.query_parts import DEPTHS, FILTER, PIECE, depths_meant, phrase, quoted, round_named, spaced, terms_of
from cards.rounds import ROUNDS, Round

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. An empty set, tuple or None asks for nothing in particular.

    ``text`` and the phrases are kept in the one form that ``spell`` writes: runs of blanks are one, and a phrase has no
    quotation mark.
    """

    text: str = ""
    """Free words as they were typed. Each must be in the prompt or must have been said; ``"as one"`` in a row."""
    said: tuple[str, ...] = ()
    """Each must have been said, its words one after another."""
    rounds: frozenset[Round] = frozenset()
    topics: frozenset[str] = frozenset()
    """Parts of a topic's name; capitals do not matter."""
    depths: frozenset[int | None] = frozenset()
    """None stands for an attempt without a review."""
    since: date | None = None
    """The first study day that is meant."""
    until: date | None = None
    """The last study day that is meant."""
    marked: bool | None = None
    trash: bool = False
    """True for what is in the trash, and nothing else."""
    problems: tuple[str, ...] = field(default=(), compare=False)
    """A sentence for everything that looked like a filter and was not understood."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", spaced(self.text))
        object.__setattr__(self, "said", tuple(filter(None, map(phrase, self.said))))
        object.__setattr__(self, "topics", frozenset(filter(None, map(phrase, self.topics))))

    @property
    def terms(self) -> tuple[str, ...]:
        """The free words, and between quotation marks the phrases, that must all be found."""
        return terms_of(self.text)

    @property
    def searches(self) -> bool:
        """True when words are looked for, and not only attempts of a kind."""
        return bool(self.terms or self.said)


def parse(text: str) -> Query:
    """The query that ``text`` means. Never raises; what is not understood is named in ``problems`` and searched."""
    reading = _Reading()
    for piece in PIECE.findall(text):
        reading.take(piece)
    return reading.query()


def spell(query: Query) -> str:
    """The line that ``parse`` turns into ``query`` again, filters first."""
    found = [f"round:{each.value}" for each in ROUNDS if each in query.rounds]
    found += [f"topic:{quoted(topic)}" for topic in sorted(query.topics)]
    found += [f"depth:{depth}" for depth in DEPTHS if depth in query.depths]
    found += ["depth:none"] * (None in query.depths)
    found += _spelled_days(query.since, query.until)
    if query.marked is not None:
        found.append("is:marked" if query.marked else "is:unmarked")
    found += ["is:deleted"] * query.trash
    found += [f"said:{quoted(phrase)}" for phrase in query.said]
    return " ".join((*found, query.text)).strip()


@dataclass(slots=True)
class _Reading:
    """A query while its line is read, one piece after the other."""

    found: Query = field(default_factory=Query)
    words: list[str] = field(default_factory=list)
    bounds: list[tuple[str, frozenset[int | None]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def take(self, piece: str) -> None:
        """Read a piece as a filter, or else as words."""
        match = FILTER.fullmatch(piece)
        if match is None:
            self.words.append(piece)
            return
        name, sign, value = match[1].lower(), match[2], phrase(match[3])
        try:
            self._filter(name, sign, value, piece)
        except ValueError as problem:
            self.words.append(piece)
            self.problems.append(str(problem))

    def query(self) -> Query:
        """What has been read."""
        depths = self.found.depths
        if self.bounds:
            within = frozenset[int | None](DEPTHS).intersection(*(bound for _, bound in self.bounds))
            depths |= within
            if not within:
                pieces = [piece for piece, _ in self.bounds]
                self.words += pieces
                self.problems.append(f"No depth is {' and '.join(pieces)} at once; depths are 1 to 4.")
        return replace(self.found, text=" ".join(self.words), depths=depths, problems=tuple(self.problems))

    def _filter(self, name: str, sign: str, value: str, piece: str) -> None:
        if name == "depth":
            self._depth(sign, value, piece)
        elif sign != ":":
            self.words.append(piece)  # a=b or x<y, as it may have been said
        elif name in _FILTERS:
            self.found = _FILTERS[name](self.found, value)
        elif name in ("http", "https") or not value:
            self.words.append(piece)
        else:
            raise ValueError(f"{name}: is not a filter; it is searched as words.")

    def _depth(self, sign: str, value: str, piece: str) -> None:
        meant = depths_meant(sign, value, piece)
        if sign in (":", "="):
            self.found = replace(self.found, depths=self.found.depths | meant)
        else:
            self.bounds.append((piece, meant))


def _round(query: Query, value: str) -> Query:
    return replace(query, rounds=query.rounds | {round_named(value)})


def _topic(query: Query, value: str) -> Query:
    if not value:
        raise ValueError("After topic: comes a part of the topic's name.")
    return replace(query, topics=query.topics | {value})


def _said(query: Query, value: str) -> Query:
    if not value:
        raise ValueError("After said: come the words, in quotation marks where they are several.")
    return replace(query, said=(*query.said, value))


def _after(query: Query, value: str) -> Query:
    day = _day(value)
    return replace(query, since=day if query.since is None else max(day, query.since))


def _until(query: Query, value: str) -> Query:
    day = _day(value)
    return replace(query, until=day if query.until is None else min(day, query.until))


def _before(query: Query, value: str) -> Query:
    day = _day(value)
    if day == date.min:
        raise ValueError(f"No day is before {value}.")
    return _until(query, (day - _DAY).isoformat())


def _on(query: Query, value: str) -> Query:
    return _until(_after(query, value), value)


def _is(query: Query, value: str) -> Query:
    match value.lower():
        case "marked":
            return replace(query, marked=True)
        case "unmarked":
            return replace(query, marked=False)
        case "unrated":
            return replace(query, depths=query.depths | {None})
        case "deleted":
            return replace(query, trash=True)
        case _:
            raise ValueError("An attempt is:marked, is:unmarked, is:unrated or is:deleted.")


_FILTERS: dict[str, Callable[[Query, str], Query]] = {
    "round": _round,
    "topic": _topic,
    "said": _said,
    "after": _after,
    "before": _before,
    "until": _until,
    "on": _on,
    "is": _is,
}


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value or 'Nothing'} is not a day; a day is written like 2026-11-21.") from None


def _spelled_days(since: date | None, until: date | None) -> list[str]:
    if since is not None and since == until:
        return [f"on:{since}"]
    found = [] if since is None else [f"after:{since}"]
    if until is not None:
        found.append(f"until:{until}" if until == date.max else f"before:{until + _DAY}")
    return found
