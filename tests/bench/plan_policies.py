"""What the synthetic people practise by: the program's own queue, and the peers it is compared with.

Each is told the same: what was answered, where each prompt stands, what day it is. All but one have the program's dates
as well, so that they differ in the order alone; that one is what a program with FSRS does where nothing is set.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from cards.prompt import Prompt
from cards.rounds import Round
from scheduler.practice import Practice
from scheduler.queue import session


class Dates(Enum):
    """When a prompt comes back."""

    SHIPPED = auto()
    """As the program has it, sooner in weak rounds that have no new prompt left."""
    UNLIFTED = auto()
    """As the program has it in a round that is not weak."""
    FSRS = auto()
    """FSRS's own days at its usual 90 %, not spread, and whatever the depth."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One way to choose."""

    name: str
    plan: Callable[[Practice, int, Random], Sequence[str]]
    """What to practise in so many minutes, in order, by prompt id. Asked again when all of it is answered."""
    dates: Dates = Dates.UNLIFTED


def ours(practice: Practice, minutes: int, _dice: Random) -> Sequence[str]:
    """The queue that ships; who has time left goes on with what comes after the session."""
    planned = session(practice, minutes)
    return [item.prompt for item in (*planned.items, *planned.beyond)]


def plain(practice: Practice, _minutes: int, dice: Random) -> Sequence[str]:
    """What is due, the longest waiting first, then new ones."""
    return [*_due(practice, practice.prompts, dice), *_unseen(practice, practice.prompts, dice)]


def at_random(practice: Practice, _minutes: int, dice: Random) -> Sequence[str]:
    """Any prompt that was not answered today."""
    schedules = practice.schedules
    waiting = [
        each.id for each in practice.prompts if each.id not in schedules or schedules[each.id].last_day < practice.day
    ]
    return dice.sample(waiting, len(waiting))


def weakest_first(practice: Practice, _minutes: int, dice: Random) -> Sequence[str]:
    """One prompt of the round with the lowest estimate: what is due, else a new one. Then the estimate is another."""
    for round_ in sorted(Round, key=lambda each: practice.weakness[each].mean):
        prompts = [each for each in practice.prompts if each.round is round_]
        waiting = [*_due(practice, prompts, dice), *_unseen(practice, prompts, dice)]
        if waiting:
            return waiting[:1]
    return ()


def _due(practice: Practice, prompts: Sequence[Prompt], dice: Random) -> list[str]:
    schedules = practice.schedules
    due = [each.id for each in prompts if each.id in schedules and schedules[each.id].due <= practice.day]
    return sorted(due, key=lambda prompt: (schedules[prompt].due, dice.random()))


def _unseen(practice: Practice, prompts: Sequence[Prompt], dice: Random) -> list[str]:
    unseen = [each.id for each in prompts if each.id not in practice.schedules]
    return dice.sample(unseen, len(unseen))


PLAIN = Policy("plain due order", plain, Dates.FSRS)
SAME_DATES = Policy("due order, our dates", plain)
OURS = Policy("ours", ours, Dates.SHIPPED)
POLICIES = (PLAIN, SAME_DATES, Policy("random", at_random), Policy("weakest first", weakest_first), OURS)
