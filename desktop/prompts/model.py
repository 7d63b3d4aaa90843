"""What the screen of all prompts shows, as values, and the sentences it says. Knows no Qt."""

from dataclasses import dataclass, replace
from datetime import date

from cards.attempt_line import AttemptLine
from cards.coverage import checklist, diagnostic
from cards.prompt import Prompt, Protocol, Stage
from cards.prompt_query import PromptQuery, Standing
from cards.resources import DATED_BEFORE
from cards.rounds import DIMENSIONS, ROUNDS, Round
from desktop.decks import Origin
from desktop.practice.model import lost_thread
from desktop.prompts.catalogue import Entry
from desktop.review.model import depth_words, facts, short_day
from desktop.widgets.empty import Empty
from desktop.words import counted, spoken_day
from scheduler.depth import DEPTHS
from scheduler.retention import said

NO_PROMPTS = Empty(
    "No prompts",
    "No deck could be read. A prompt you write goes into a deck of your own and is there at once.",
    "Write a prompt",
    "N",
)
PROTOCOLS = {
    Protocol.NARRATE: "narrate the code as you write it",
    Protocol.DEBUG: "name the class of failure first, then the line",
    Protocol.MEDIUM: "a problem for twenty minutes, thought through aloud",
}
STAGES = {Stage.RECRUITER: "recruiter screen", Stage.CULTURE: "culture round"}
ORIGINS = {Origin.OWN: "yours", Origin.EDITED: "changed"}
LEECH = "leech"
ORIGINS_AT_LENGTH = {Origin.OWN: "written by you", Origin.EDITED: "changed by you"}


@dataclass(frozen=True, slots=True)
class ListModel:
    """The left half of the screen: the prompts found, and what they were looked for with."""

    entries: tuple[Entry, ...]
    query: PromptQuery
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    today: date
    """The study day."""
    all: int
    """How many prompts there are, the retired ones not counted."""
    retired: int = 0
    select: str = ""
    """The prompt to be selected; empty to leave the selection as it is."""

    @property
    def leeches(self) -> bool:
        """Whether one of those found should be split or rewritten."""
        return any(entry.leech for entry in self.entries)

    @property
    def problems(self) -> str:
        """What of the search was not understood; empty for nothing."""
        return " ".join(self.query.problems)

    @property
    def empty(self) -> Empty | None:
        """What to say instead of the list; None when there is a list."""
        if self.entries:
            return None
        return NO_PROMPTS if self.query == PromptQuery() else nothing_found(self.query)


def nothing_found(query: PromptQuery) -> Empty:
    """Say what was looked for in vain."""
    narrowed = replace(query, text="", problems=()) != PromptQuery()
    if query.text and narrowed:
        text = f"No prompt with “{query.text}” passes the filters above."
    else:
        text = f"No prompt has “{query.text}”." if query.text else "No prompt passes the filters above."
    return Empty("Nothing found", text, "Show all", "Esc")


def count_line(found: int, every: int) -> str:
    """Return "176 prompts", or "12 of 176 prompts"."""
    return counted(found, "prompt") if found == every else f"{found} of {counted(every, 'prompt')}"


# One line of the list


def standing_words(entry: Entry, today: date) -> str:
    """Say where a prompt stands: "due", "back Tue 24 Nov", "never asked", "rests until Sun 22 Nov"."""
    if entry.standing is Standing.LATER and entry.due is not None and entry.due > today:
        return f"back {short_day(entry.due, today)}"
    if entry.standing is Standing.RESTING and not entry.state.suspended and entry.state.buried_until is not None:
        return f"rests until {short_day(entry.state.buried_until, today)}"
    return {
        Standing.DUE: "due",
        Standing.LATER: "asked before",
        Standing.NEW: "never asked",
        Standing.RESTING: "rests",
        Standing.RETIRED: "retired",
    }[entry.standing]


def line_facts(entry: Entry, today: date) -> str:
    """Return "due · depth 2 · Bias and variance"."""
    depth = () if entry.depth is None else (depth_words(entry.depth),)
    return " · ".join((standing_words(entry, today), *depth, entry.topic))


def badges(entry: Entry) -> tuple[str, ...]:
    """The small words at the right of a row: that it is a leech, an early year, whose it is."""
    year = (str(entry.year),) if entry.dated else ()
    return (*((LEECH,) if entry.leech else ()), *year, *filter(None, (ORIGINS.get(entry.origin, ""),)))


def read_aloud(entry: Entry, today: date) -> str:
    """Return all that a row shows, as a screen reader says it."""
    marked = ("marked",) if entry.state.marked else ()
    depth = () if entry.depth is None else (depth_words(entry.depth),)
    parts = (entry.title, ROUNDS[entry.round].name, *marked, standing_words(entry, today), *depth, entry.topic)
    return ". ".join((*parts, *badges(entry)))


# The right half: a prompt, whole


@dataclass(frozen=True, slots=True)
class PromptModel:
    """A prompt as it will be shown, and what a strong answer says."""

    round: Round
    where: str
    """Round, topic and, for another stage of the loop, which one."""
    title: str
    decision: str
    constraints: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    snippet: str = ""
    key_points: tuple[str, ...] = ()
    model_answer: str = ""
    answered: str = ""
    """The constraint that the model answer decides under."""
    failure: str = ""
    wrong_claim: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """What else is to be known of it, each with its name."""

    @property
    def complete(self) -> bool:
        """Whether all of it is known, which is not so of a retired one."""
        return bool(self.constraints)


@dataclass(frozen=True, slots=True)
class Answered:
    """One attempt at the prompt."""

    attempt: int
    words: str
    """Such as "Thu 19 Nov · 2:38 · depth 2"."""


@dataclass(frozen=True, slots=True)
class PaneModel:
    """The right half of the screen."""

    id: str
    prompt: PromptModel
    standing: str
    """A sentence."""
    badges: tuple[str, ...]
    marked: bool
    suspended: bool
    """Or buried: it can be woken."""
    tags: tuple[str, ...]
    note: str
    example: str
    answers: tuple[Answered, ...] = ()
    """Newest first."""
    retired: bool = False
    why: str = ""
    """The desired retention behind its date, and why it is that; empty where no session asks it."""
    lost_thread: str = ""
    """What to do about a prompt whose thread was lost again and again; empty for any other."""


def prompt_model(prompt: Prompt) -> PromptModel:
    """Show all of a prompt."""
    return PromptModel(
        prompt.round,
        _where(prompt.round, prompt.topic, prompt.stage),
        prompt.title,
        prompt.decision,
        prompt.constraints,
        prompt.follow_ups,
        prompt.snippet,
        tuple(point.claim for point in prompt.key_points),
        prompt.model_answer,
        prompt.constraints[0],
        prompt.failure,
        prompt.wrong_claim,
        prompt_facts(prompt),
    )


def pane_model(entry: Entry, lines: tuple[AttemptLine, ...], today: date) -> PaneModel:
    """Show a prompt and what the person has done with it; ``lines`` are its attempts."""
    if entry.prompt is not None:
        shown = prompt_model(entry.prompt)
    else:
        shown = PromptModel(entry.round, _where(entry.round, entry.topic), entry.title, entry.decision)
    dated = (f"before {DATED_BEFORE} ({entry.year})",) if entry.dated else ()
    return PaneModel(
        entry.id,
        shown,
        standing_sentence(entry, today),
        (*dated, *filter(None, (ORIGINS_AT_LENGTH.get(entry.origin, ""),))),
        entry.state.marked,
        entry.standing is Standing.RESTING,
        entry.state.tags,
        entry.state.note,
        entry.state.example,
        tuple(Answered(line.id, facts(line, today)) for line in lines),
        entry.standing is Standing.RETIRED,
        why_then(entry),
        lost_thread(entry.lapses) if entry.leech else "",
    )


def standing_sentence(entry: Entry, today: date) -> str:
    """Say when the prompt is asked."""
    if entry.standing is Standing.RETIRED:
        return "No deck has this prompt any more. Your answers to it stay, and it is asked again if it comes back."
    if entry.standing is Standing.RESTING:
        return _rest_sentence(entry, today)
    if entry.prompt is not None and entry.prompt.stage is not None:
        return f"It belongs to the {STAGES[entry.prompt.stage]}: no daily session asks it. You can practise it here."
    if entry.standing is Standing.LATER and entry.due is not None:
        return f"It comes back on {spoken_day(entry.due, today)}."
    return "It was never asked." if entry.standing is Standing.NEW else "It is due."


def why_then(entry: Entry) -> str:
    """Return the desired retention behind the date of the prompt, and why it is that; empty where it has no date."""
    asked = entry.standing in (Standing.LATER, Standing.DUE) and entry.prompt is not None and entry.prompt.stage is None
    if not asked or entry.place is None:
        return ""
    return said(entry.place.desired_retention, lifted=entry.place.lifted)


def _rest_sentence(entry: Entry, today: date) -> str:
    until = entry.state.buried_until
    if entry.state.suspended or until is None:
        return "It rests, and is not asked until you wake it."
    return f"It rests until {spoken_day(until, today)}."


def prompt_facts(prompt: Prompt) -> tuple[tuple[str, str], ...]:
    """What is to be known of a prompt besides its words."""
    known = {**checklist(), **diagnostic()}
    exercised = [*prompt.checklist, *([prompt.diagnostic] if prompt.diagnostic else [])]
    named = (
        ("Time", f"{spoken_seconds(prompt.seconds)}, then {spoken_seconds(prompt.follow_up_seconds)} for a follow-up"),
        ("Target", f"Depth {prompt.target_depth}: {DEPTHS[prompt.target_depth].label.lower()}"),
        ("Judged by", ", ".join(DIMENSIONS[each].name for each in prompt.dimensions)),
        ("Steps", PROTOCOLS[prompt.protocol].capitalize() if prompt.protocol is not None else ""),
        ("Exercises", "\n".join(f"{code}: {known[code]}" if code in known else code for code in exercised)),
        ("Checked in", str(prompt.year)),
        ("Numbers", prompt.basis),
        ("Id", prompt.id),
    )
    return tuple((name, text) for name, text in named if text)


def spoken_seconds(seconds: int) -> str:
    """Return "2 minutes", "1 minute 30 seconds" or "45 seconds"."""
    minutes, rest = divmod(seconds, 60)
    parts = ([counted(minutes, "minute")] if minutes else []) + ([counted(rest, "second")] if rest else [])
    return " ".join(parts)


def _where(of: Round, topic: str, stage: Stage | None = None) -> str:
    loop = "" if stage is None or STAGES[stage].startswith(topic.lower()) else STAGES[stage]
    return " · ".join(filter(None, (ROUNDS[of].name, topic, loop)))
