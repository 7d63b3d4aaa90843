"""Where the person stands, read from the library: what the queue, the dates and the estimates are functions of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from cards.library import RULES, Library
from cards.prompt import Prompt
from cards.prompt_state import PromptState
from cards.review import Schedule
from scheduler.memory import Terms
from scheduler.practice import Log, Practice, practice, unseen_left
from scheduler.retention import desired_retention
from scheduler.rules import Rules, from_json
from scheduler.weakness import WINDOW_DAYS, weaknesses
from scheduler.week import first_day


def in_rounds(prompts: Iterable[Prompt]) -> list[Prompt]:
    """The prompts of the four rounds: what is asked outside of them has no part in any day."""
    return [prompt for prompt in prompts if prompt.stage is None]


def rules_of(library: Library) -> Rules:
    """The rules of dates as they are set."""
    return from_json(library.setting(RULES))


def practice_of(library: Library, prompts: Sequence[Prompt], day: date) -> Practice:
    """Read what was practised and estimate everything on study day ``day``; ``prompts`` are the whole deck."""
    states = library.prompt_states()
    return practice_among(library, prompts, states, day)


def practice_among(
    library: Library, prompts: Sequence[Prompt], states: Mapping[str, PromptState], day: date
) -> Practice:
    """As ``practice_of``, for who has read the states already."""
    prompts = in_rounds(prompts)
    known = {prompt.id for prompt in prompts}
    schedules = {prompt: schedule for prompt, schedule in library.schedules().items() if prompt in known}
    log = Log(schedules, library.answered(_since(day)), library.judged(_since(day)), library.diagnosed())
    return practice(prompts, _asleep(states, day), log, rules_of(library), day)


def load_of(schedules: Mapping[str, Schedule], prompts: Iterable[Prompt]) -> dict[date, float]:
    """Planned minutes of ``prompts`` that come back on each day."""
    load: dict[date, float] = defaultdict(float)
    for prompt in prompts:
        schedule = schedules.get(prompt.id)
        if schedule is not None:
            load[schedule.due] += prompt.minutes
    return dict(load)


def terms_for(library: Library, prompt: Prompt, prompts: Sequence[Prompt], day: date) -> Terms:
    """What an answer to ``prompt`` on study day ``day`` is dated by; ``prompts`` are the whole deck."""
    every, rules, schedules = in_rounds(prompts), rules_of(library), library.schedules()
    rounds = {each.id: each.round for each in every}
    weakness = weaknesses(library.answered(_since(day)), rounds, library.diagnosed(), day)
    # With this answer it is a new prompt no more.
    others = [each for each in every if each.id != prompt.id]
    left = unseen_left(others, schedules, _asleep(library.prompt_states(), day))
    return Terms(desired_retention(prompt.round, weakness, left, rules), rules, load_of(schedules, others))


def _asleep(states: Mapping[str, PromptState], day: date) -> frozenset[str]:
    return frozenset(prompt for prompt, state in states.items() if state.asleep(day))


def _since(day: date) -> date:
    """From when on an answer may play a part: what was known in the weeks before this one is looked at as well."""
    return first_day(day) - timedelta(days=WINDOW_DAYS)
