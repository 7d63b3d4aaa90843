"""What a day asks and why, as the window and the shell both show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cards.attempt import AttemptRecord
from cards.library import Library
from cards.prompt import Prompt
from cards.prompt_state import PromptState
from cards.query import Query
from cards.review import Schedule
from desktop.calendar import settled_day
from desktop.standing import in_rounds, practice_among
from scheduler.practice import Practice
from scheduler.queue import QueueItem, Session, session, waiting, way_back
from scheduler.week import Comfort, comfort

AWAY_DAYS = 3
"""From so many days without an answer on, the day begins with a short way back in."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The day, and what the answers behind it say."""

    practice: Practice
    states: Mapping[str, PromptState]
    """Of the prompts of the deck that have one."""
    short: tuple[QueueItem, ...]
    """The session of somebody who comes back after days away; empty for everybody else."""
    comfort: Comfort | None

    @property
    def day(self) -> date:
        """The study day."""
        return self.practice.day

    @property
    def items(self) -> tuple[QueueItem, ...]:
        """All that may be asked on the day, in the order in which it is pressing."""
        return waiting(self.practice)

    @property
    def schedules(self) -> Mapping[str, Schedule]:
        """Of the prompts of the deck: one that has left it does not come back."""
        return self.practice.schedules

    @property
    def reviews(self) -> int:
        """Answers that were rated, the first of each day."""
        return sum(schedule.reviews for schedule in self.schedules.values())

    @property
    def day_off(self) -> bool:
        """Whether the person wants to be left alone."""
        return self.day in self.practice.rules.days_off

    def session(self, minutes: int) -> Session:
        """What a session of ``minutes`` asks."""
        return session(self.practice, minutes)

    @property
    def suspended(self) -> tuple[str, ...]:
        """The prompts that are asked no more until the person wakes them."""
        return tuple(prompt for prompt, state in self.states.items() if state.suspended)

    @property
    def next_due(self) -> date | None:
        """When the first prompt that may not be asked on the day comes back."""
        later = [schedule.due for prompt, schedule in self.schedules.items() if self._returns(prompt, schedule)]
        buried = [state.buried_until for state in self.states.values() if not state.suspended]
        return min((*later, *(each for each in buried if each is not None and each > self.day)), default=None)

    def _returns(self, prompt: str, schedule: Schedule) -> bool:
        asleep = prompt in self.states and self.states[prompt].asleep(self.day)
        return schedule.due > self.day and not asleep


def agenda(library: Library, prompts: Sequence[Prompt], day: date) -> Agenda:
    """Read what was practised and order the day; ``day`` is what the clock says.

    What is asked outside of the four rounds has no part in it.
    """
    rounds = {prompt.id for prompt in in_rounds(prompts)}
    states = {prompt: state for prompt, state in library.prompt_states().items() if prompt in rounds}
    stands = practice_among(library, prompts, states, settled_day(library, day))
    spent = comfort(stands.ledger, stands.weakness, stands.day)
    away = days_away(library, day) >= AWAY_DAYS
    return Agenda(stands, states, way_back(stands) if away else (), spent)


def days_away(library: Library, day: date) -> int:
    """Days since the last answer that was kept or rated, 0 where there never was one."""
    last = library.find_attempts(Query(), 1)
    return (day - last[0].study_day).days if last else 0


def yesterdays(library: Library, day: date) -> tuple[AttemptRecord, ...]:
    """The answers of the study day before ``day``, in their order."""
    before = day - timedelta(days=1)
    lines = library.find_attempts(Query(since=before, until=before))
    return tuple(library.attempt(line.id) for line in reversed(lines))
