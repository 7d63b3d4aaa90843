"""Why a prompt is asked, in a sentence or two that are true for what the queue did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cards.prompt import Prompt
from cards.review import Schedule
from cards.rounds import ROUNDS, Round
from scheduler.memory import retrievability

if TYPE_CHECKING:
    from scheduler.practice import Practice

_PLACES = ("weakest", "second weakest", "second strongest", "strongest")


@dataclass(frozen=True, slots=True)
class Turn:
    """The moment at which a prompt was chosen."""

    prompt: Prompt
    schedule: Schedule | None
    practice: "Practice"
    minutes: Mapping[Round, int]
    """What every round has of the week at that point of the session."""
    third: Round | None
    """The round that had the last two turns; its own would have been the third."""

    @property
    def total(self) -> int:
        """All minutes of the week at that point."""
        return sum(self.minutes.values())

    @property
    def name(self) -> str:
        """Of the prompt's round."""
        return ROUNDS[self.prompt.round].name


def focus(turn: Turn) -> str:
    """Why a prompt of the week's focus round is asked."""
    had = turn.minutes.get(turn.prompt.round, 0)
    if not turn.total:
        return f"{turn.name} is this week's focus, and the week begins with it. {_standing(turn)}"
    return f"{turn.name} is this week's focus: {had} of {_minutes(turn.total)} so far. {_standing(turn)}"


def guard(turn: Turn) -> str:
    """Why a prompt is asked before all that has more of a turn."""
    return f"{_standing(turn)} It is caught before it slips further."


def share(turn: Turn) -> str:
    """Why a prompt of another round is asked."""
    had, wanted = turn.minutes.get(turn.prompt.round, 0), turn.practice.week.shares[turn.prompt.round]
    change = f"For a change after two of {ROUNDS[turn.third].name}. " if turn.third is not None else ""
    of = f"{turn.name} has had {had} of {_minutes(turn.total)} this week"
    if had < wanted * turn.total:
        return f"{change}{of}, less than its share of {round(100 * wanted)} %. {_standing(turn)}"
    return f"{change}{of}; no round further behind has a prompt for now. {_standing(turn)}"


def due(schedule: Schedule, day: date) -> str:
    """How a due prompt stands."""
    last = _ago((day - schedule.last_day).days)
    return f"{_due_words(schedule.due, day)}, last answered {last}, {_memory(schedule, day)}."


def unseen(prompt: Prompt, practice: "Practice") -> str:
    """How a prompt stands that was never answered."""
    return f"Not rated yet. {place(prompt.round, practice)}"


def still_there(schedule: Schedule | None, day: date) -> str:
    """Why a way back begins with a prompt."""
    last = _ago((day - schedule.last_day).days) if schedule is not None else "never"
    return f"Of what is due you most likely still have this one: last answered {last}."


def again(schedule: Schedule, round_: Round, practice: "Practice") -> str:
    """Why a way back goes on with a prompt."""
    return f"Last answered {_ago((practice.day - schedule.last_day).days)}. {place(round_, practice)}"


def place(round_: Round, practice: "Practice") -> str:
    """Where the round stands among all."""
    own = practice.weakness[round_]
    name = ROUNDS[round_].name
    if own.answers == 0:
        rated = any(each.id in practice.schedules for each in practice.every if each.round is round_)
        return f"{name} has not been rated for months." if rated else f"{name} has no ratings yet."
    weaker = sum(other.weakness > own.weakness for other in practice.weakness.values())
    return f"{name} is your {_PLACES[weaker]} round."


def _standing(turn: Turn) -> str:
    if turn.schedule is not None:
        day = turn.practice.day
        return f"{_due_words(turn.schedule.due, day)}, {_memory(turn.schedule, day)}."
    return "Not rated yet."


def _memory(schedule: Schedule, day: date) -> str:
    return f"memory about {round(100 * retrievability(schedule, day))} %"


def _minutes(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _due_words(due_day: date, day: date) -> str:
    overdue_days = (day - due_day).days
    if overdue_days == 0:
        return "Due today"
    return "Due since yesterday" if overdue_days == 1 else f"Due for {overdue_days} days"


def _ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{days} days ago"
