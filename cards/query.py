"""What a person looks for among their attempts: the line they type, and the value it means.

    round:coding topic:rag depth<2 after:2026-11-01 is:marked said:"cache miss" anything else

Filters of different kinds narrow each other; several rounds, several topics or several depths are alternatives. What
is no filter is searched as words, and nothing that can be typed is an error.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from cards.query_parts import DEPTHS, Filters, Reading, phrase, quoted, spaced, terms_of, with_round, with_topic
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
    return Reading(Query(), _FILTERS).read(text)


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


_FILTERS: Filters[Query] = {
    "round": with_round,
    "topic": with_topic,
    "said": _said,
    "after": _after,
    "before": _before,
    "until": _until,
    "on": _on,
    "is": _is,
}
