"""All prompts with what is known of each, and those of them that a query finds. Values only, no Qt."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cards.prompt import Prompt
from cards.prompt_query import PromptQuery, Standing
from cards.prompt_state import PromptState, RetiredPrompt
from cards.resources import DATED_BEFORE
from cards.review import Schedule
from cards.review import Standing as Place
from cards.rounds import ROUNDS, Round
from desktop.decks import Origin
from scheduler.memory import is_leech

IN_THE_DECK = frozenset(Standing) - {Standing.RETIRED}
_NUMBERED = re.compile(r"([^0-9]*)([0-9]*)")
_ORDER = {each: place for place, each in enumerate(ROUNDS)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One prompt, in the deck or retired, and where it stands with the person."""

    id: str
    round: Round
    topic: str
    title: str
    decision: str
    standing: Standing
    state: PromptState
    words: str
    """All that can be searched in it, casefolded."""
    prompt: Prompt | None = None
    """None for a retired one: only what is above is still known."""
    origin: Origin = Origin.BUILTIN
    depth: int | None = None
    """Of its last rated answer."""
    place: Place | None = None
    """Its date and what that was made from, where it has been rated."""

    @property
    def due(self) -> date | None:
        """The study day on which it comes back."""
        return None if self.place is None else self.place.schedule.due

    @property
    def lapses(self) -> int:
        """How often the person had its thread and lost it."""
        return 0 if self.place is None else self.place.schedule.lapses

    @property
    def leech(self) -> bool:
        """Whether it should be split or rewritten, for its thread is lost again and again."""
        return self.place is not None and is_leech(self.place.schedule)

    @property
    def year(self) -> int | None:
        """When it was last checked."""
        return None if self.prompt is None else self.prompt.year

    @property
    def dated(self) -> bool:
        """Whether it is of a time before the field changed."""
        return self.year is not None and self.year < DATED_BEFORE


@dataclass(frozen=True, slots=True)
class Known:
    """What the library knows of prompts, by their ids."""

    states: Mapping[str, PromptState]
    places: Mapping[str, Place]
    depths: Mapping[str, int]
    retired: tuple[RetiredPrompt, ...] = ()


def counted_id(prompt: str) -> tuple[tuple[str, int], ...]:
    """An id to sort by: F2.a comes before F10.a."""
    return tuple((letters.casefold(), int(digits or 0)) for letters, digits in _NUMBERED.findall(prompt))


class Catalogue:
    """Makes entries; the words of a prompt are put together once, for they are long and stay the same."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[Prompt, str]] = {}

    def entries(
        self, prompts: Iterable[Prompt], origins: Mapping[str, Origin], known: Known, day: date
    ) -> tuple[Entry, ...]:
        """Every prompt, by round and within it by its id as one counts; the retired ones at the end."""
        entries = [self._entry(each, origins, known, day) for each in prompts]
        entries.sort(key=lambda each: (_ORDER[each.round], counted_id(each.id)))
        return (*entries, *(_retired(each, known) for each in known.retired))

    def _entry(self, prompt: Prompt, origins: Mapping[str, Origin], known: Known, day: date) -> Entry:
        state, place = known.states.get(prompt.id, PromptState()), known.places.get(prompt.id)
        return Entry(
            prompt.id,
            prompt.round,
            prompt.topic,
            prompt.title,
            prompt.decision,
            standing_of(prompt, state, None if place is None else place.schedule, day),
            state,
            self._words_of(prompt),
            prompt,
            origins.get(prompt.id, Origin.BUILTIN),
            known.depths.get(prompt.id),
            place,
        )

    def _words_of(self, prompt: Prompt) -> str:
        kept = self._words.get(prompt.id)
        if kept is None or kept[0] is not prompt:
            kept = self._words[prompt.id] = (prompt, words_of(prompt))
        return kept[1]


def standing_of(prompt: Prompt, state: PromptState, schedule: Schedule | None, day: date) -> Standing:
    """Where a prompt of the deck stands. One for another stage is never due: no daily session asks it."""
    if state.asleep(day):
        return Standing.RESTING
    if schedule is None:
        return Standing.NEW
    return Standing.DUE if schedule.due <= day and prompt.stage is None else Standing.LATER


def words_of(prompt: Prompt) -> str:
    """Everything in a prompt that somebody may remember of it, casefolded, blanks as one."""
    stage = () if prompt.stage is None else (prompt.stage.value,)
    parts = (
        *(prompt.id, prompt.title, prompt.topic, prompt.decision, *prompt.constraints, *prompt.follow_ups),
        *(point.claim for point in prompt.key_points),
        *(prompt.failure, prompt.wrong_claim, prompt.model_answer, prompt.snippet, prompt.basis),
        *(*prompt.checklist, prompt.diagnostic, str(prompt.year), *stage),
    )
    return " ".join(" ".join(parts).split()).casefold()


def _retired(prompt: RetiredPrompt, known: Known) -> Entry:
    return Entry(
        prompt.id,
        prompt.round,
        prompt.topic,
        prompt.title or prompt.id,
        prompt.decision,
        Standing.RETIRED,
        known.states.get(prompt.id, PromptState()),
        f"{prompt.id} {prompt.title} {prompt.topic} {prompt.decision}".casefold(),
        depth=known.depths.get(prompt.id),
        place=known.places.get(prompt.id),
    )


def found(entries: Iterable[Entry], query: PromptQuery) -> tuple[Entry, ...]:
    """Those of ``entries`` that ``query`` means: the nearest first, and in their order among equals."""
    terms = tuple(" ".join(term.split()).casefold() for term in query.terms)
    topics = tuple(topic.casefold() for topic in query.topics)
    narrowed = replace(query, standings=query.standings or IN_THE_DECK)
    meant = (each for each in entries if _is_meant(each, narrowed, topics))
    hits = (each for each in meant if all(term in each.words for term in terms))
    return tuple(sorted(hits, key=lambda each: nearness(each, terms)))


def nearness(entry: Entry, terms: tuple[str, ...]) -> int:
    """Tell where the casefolded ``terms`` stand.

    0 is as one phrase in the id or the title, and where there are none; 1 is all of them there, 2 somewhere else.
    """
    heading = " ".join(f"{entry.id} {entry.title}".split()).casefold()
    if " ".join(terms) in heading:
        return 0
    return 1 if all(term in heading for term in terms) else 2


def _is_meant(entry: Entry, query: PromptQuery, topics: tuple[str, ...]) -> bool:
    return (
        entry.standing in query.standings
        and (not query.rounds or entry.round in query.rounds)
        and (not topics or any(part in entry.topic.casefold() for part in topics))
        and (not query.depths or entry.depth in query.depths)
        and (not query.marked or entry.state.marked)
        and (not query.leech or entry.leech)
        and (not query.own or (entry.prompt is not None and entry.origin is not Origin.BUILTIN))
        and query.tags.issubset(entry.state.tags)
        and _in_years(entry.year, query)
    )


def _in_years(year: int | None, query: PromptQuery) -> bool:
    if query.since is None and query.until is None:
        return True
    return year is not None and (query.since or 0) <= year <= (query.until if query.until is not None else year)
