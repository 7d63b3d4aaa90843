"""What is due on a day and in which order, as the window and the shell both show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cards.attempt import AttemptRecord
from cards.library import Library
from cards.prompt import Prompt
from cards.prompt_state import PromptState
from cards.query import Query
from cards.review import Schedule
from scheduler.queue import QueueItem, queue, way_back
from scheduler.weakness import weaknesses

AWAY_DAYS = 3
"""From so many days without an answer on, the day begins with a short way back in."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The day's queue, and what the reviews behind it say."""

    day: date
    items: tuple[QueueItem, ...]
    """Prompts that rest are not among them."""
    schedules: dict[str, Schedule]
    """Of the prompts of the deck: one that has left it does not come back."""
    reviews: int
    states: Mapping[str, PromptState]
    """Of the prompts of the deck that have one."""
    short: tuple[QueueItem, ...]
    """The queue of somebody who comes back after days away."""

    @property
    def minutes(self) -> int:
        """What the whole queue asks of the day."""
        return sum(item.minutes for item in self.items)

    @property
    def suspended(self) -> tuple[str, ...]:
        """The prompts that are asked no more until the person wakes them."""
        return tuple(prompt for prompt, state in self.states.items() if state.suspended)

    @property
    def next_due(self) -> date | None:
        """When the first prompt that is not in the queue comes back."""
        waiting = {item.prompt for item in self.items}
        later = [schedule.due for prompt, schedule in self.schedules.items() if self._returns(prompt, waiting)]
        buried = [state.buried_until for state in self.states.values() if not state.suspended]
        return min((*later, *(each for each in buried if each is not None and each > self.day)), default=None)

    def _returns(self, prompt: str, waiting: set[str]) -> bool:
        asleep = prompt in self.states and self.states[prompt].asleep(self.day)
        return prompt not in waiting and not asleep


def agenda(library: Library, prompts: Sequence[Prompt], day: date) -> Agenda:
    """Read the review log and order the day. What is asked outside of the four rounds has no part in it."""
    reviews = library.reviews()
    prompts = [prompt for prompt in prompts if prompt.stage is None]
    rounds = {prompt.id: prompt.round for prompt in prompts}
    schedules = {prompt: schedule for prompt, schedule in library.schedules().items() if prompt in rounds}
    states = {prompt: state for prompt, state in library.prompt_states().items() if prompt in rounds}
    weakness = weaknesses(reviews, rounds, day)
    awake = [prompt for prompt in prompts if not states.get(prompt.id, PromptState()).asleep(day)]
    items = queue(awake, schedules, weakness, day)
    return Agenda(day, items, schedules, len(reviews), states, way_back(items, schedules, weakness, day))


def days_away(library: Library, day: date) -> int:
    """Days since the last answer that was kept or rated, 0 where there never was one."""
    last = library.find_attempts(Query(), 1)
    return (day - last[0].study_day).days if last else 0


def yesterdays(library: Library, day: date) -> tuple[AttemptRecord, ...]:
    """The answers of the study day before ``day``, in their order."""
    before = day - timedelta(days=1)
    lines = library.find_attempts(Query(since=before, until=before))
    return tuple(library.attempt(line.id) for line in reversed(lines))
