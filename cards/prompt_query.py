"""What a person looks for among the prompts: the line they type, and the value it means.

    round:coding topic:rag state:due depth:<3 tag:weak year:<2024 anything else

The rules are those of ``cards.query``: filters of different kinds narrow each other; several rounds, topics, states or
depths are alternatives; what is no filter is searched as words, and nothing that can be typed is an error. ``is:`` is
read as ``state:`` is.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from cards.query_parts import (
    COMPARED,
    DEPTHS,
    Filters,
    Reading,
    phrase,
    quoted,
    spaced,
    terms_of,
    with_round,
    with_topic,
)
from cards.rounds import ROUNDS, Round

_YEAR_DIGITS = 4


class Standing(StrEnum):
    """Where a prompt stands: each prompt is in exactly one of these. The value is what is typed."""

    DUE = "due"
    LATER = "later"
    """It has been asked and comes back on another day."""
    NEW = "new"
    """It was never asked."""
    RESTING = "resting"
    """It is suspended, or buried for some days."""
    RETIRED = "retired"
    """No deck has it any more."""


@dataclass(frozen=True, slots=True)
class PromptQuery:
    """What is looked for. An empty set, tuple, text or None asks for nothing in particular.

    Retired prompts are found only where ``standings`` names them. ``text`` and the parts of names are kept in the one
    form that ``spell`` writes.
    """

    text: str = ""
    """Free words as they were typed. Each must stand in the prompt; ``"as one"`` in a row."""
    rounds: frozenset[Round] = frozenset()
    topics: frozenset[str] = frozenset()
    """Parts of a topic's name; capitals do not matter."""
    standings: frozenset[Standing] = frozenset()
    marked: bool = False
    own: bool = False
    """Written or changed by the person."""
    leech: bool = False
    """Its thread was lost again and again."""
    depths: frozenset[int | None] = frozenset()
    """Of the last rated answer; None stands for a prompt without one."""
    tags: frozenset[str] = frozenset()
    """Each must be on the prompt."""
    since: int | None = None
    """The first year that is meant."""
    until: int | None = None
    """The last year that is meant."""
    problems: tuple[str, ...] = field(default=(), compare=False)
    """A sentence for everything that looked like a filter and was not understood."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", spaced(self.text))
        object.__setattr__(self, "topics", frozenset(filter(None, map(phrase, self.topics))))
        object.__setattr__(self, "tags", frozenset(filter(None, (phrase(tag).casefold() for tag in self.tags))))

    @property
    def terms(self) -> tuple[str, ...]:
        """The free words, and between quotation marks the phrases, that must all be found."""
        return terms_of(self.text)


def parse(text: str) -> PromptQuery:
    """The query that ``text`` means. Never raises; what is not understood is named in ``problems`` and searched."""
    return _Reading(PromptQuery(), _FILTERS).read(text)


def spell(query: PromptQuery) -> str:
    """The line that ``parse`` turns into ``query`` again, filters first."""
    found = [f"round:{each.value}" for each in ROUNDS if each in query.rounds]
    found += [f"topic:{quoted(topic)}" for topic in sorted(query.topics)]
    found += [f"state:{each.value}" for each in Standing if each in query.standings]
    found += ["state:marked"] * query.marked + ["state:own"] * query.own + ["state:leech"] * query.leech
    found += [f"depth:{depth}" for depth in DEPTHS if depth in query.depths]
    found += ["depth:none"] * (None in query.depths)
    found += [f"tag:{quoted(tag)}" for tag in sorted(query.tags)]
    found += _spelled_years(query.since, query.until)
    return " ".join((*found, query.text)).strip()


def _spelled_years(since: int | None, until: int | None) -> list[str]:
    if since is not None and since == until:
        return [f"year:{since}"]
    return [
        *([] if since is None else [f"year:>={since}"]),
        *([] if until is None else [f"year:<={until}"]),
    ]


def _sign_of(value: str) -> tuple[str, str]:
    """The sign that a value begins with: ``depth:<3`` is ``depth<3``."""
    sign = next((each for each in sorted(COMPARED, key=len, reverse=True) if value.startswith(each)), "")
    return (sign, value.removeprefix(sign).strip()) if sign else (":", value)


def _tag(query: PromptQuery, value: str) -> PromptQuery:
    if not value:
        raise ValueError("After tag: comes one of your tags.")
    return replace(query, tags=query.tags | {value})


def _state(query: PromptQuery, value: str) -> PromptQuery:
    wanted = value.lower()
    if wanted == "marked":
        return replace(query, marked=True)
    if wanted == "own":
        return replace(query, own=True)
    if wanted == "leech":
        return replace(query, leech=True)
    if wanted in list(Standing):
        return replace(query, standings=query.standings | {Standing(wanted)})
    raise ValueError("A prompt's state: is due, later, new, resting, retired, marked, own or leech.")


def _year(query: PromptQuery, sign: str, value: str, piece: str) -> PromptQuery:
    if not (len(value) == _YEAR_DIGITS and value.isascii() and value.isdigit()):
        raise ValueError(f"{piece} names no year; a year is written like year:2024 or year:<2024.")
    year = int(value)
    first, last = {
        "<": (None, year - 1),
        "<=": (None, year),
        ">": (year + 1, None),
        ">=": (year, None),
    }.get(sign, (year, year))
    since = max((each for each in (query.since, first) if each is not None), default=None)
    until = min((each for each in (query.until, last) if each is not None), default=None)
    if not all(each is None or 0 <= each < 10**_YEAR_DIGITS for each in (since, until)):
        raise ValueError(f"No year is {piece}.")
    return replace(query, since=since, until=until)


class _Reading(Reading[PromptQuery]):
    def compared(self, sign: str, value: str) -> tuple[str, str]:
        """See ``Reading``: ``depth:<3`` is ``depth<3``."""
        return _sign_of(value) if sign == ":" else (sign, value)

    def filter(self, name: str, sign: str, value: str, piece: str) -> bool:
        """See ``Reading``."""
        if name != "year":
            return super().filter(name, sign, value, piece)
        self.found = _year(self.found, sign, value, piece)
        return True


_FILTERS: Filters[PromptQuery] = {
    "round": with_round,
    "topic": with_topic,
    "state": _state,
    "is": _state,
    "tag": _tag,
}
