"""What is due on a day and in which order, as the window and the shell both show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.library import Library
from cards.prompt import Prompt
from cards.review import Schedule
from scheduler.queue import QueueItem, queue
from scheduler.weakness import weaknesses


@dataclass(frozen=True, slots=True)
class Agenda:
    """The day's queue, and what the reviews behind it say."""

    day: date
    items: tuple[QueueItem, ...]
    schedules: dict[str, Schedule]
    """Of the prompts of the deck: one that has left it does not come back."""
    reviews: int

    @property
    def minutes(self) -> int:
        """What the whole queue asks of the day."""
        return sum(item.minutes for item in self.items)

    @property
    def next_due(self) -> date | None:
        """When the first prompt that is not in the queue comes back."""
        waiting = {item.prompt for item in self.items}
        later = [schedule.due for prompt, schedule in self.schedules.items() if prompt not in waiting]
        return min(later, default=None)


def agenda(library: Library, prompts: Sequence[Prompt], day: date) -> Agenda:
    """Read the review log and order the day."""
    reviews = library.reviews()
    rounds = {prompt.id: prompt.round for prompt in prompts}
    schedules = {prompt: schedule for prompt, schedule in library.schedules().items() if prompt in rounds}
    weakness = weaknesses(reviews, rounds, day)
    return Agenda(day, queue(prompts, schedules, weakness, day), schedules, len(reviews))
