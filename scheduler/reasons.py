"""Why a prompt is asked, in a sentence or two that are true for what the queue did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
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
    before: Sequence[Round]
    """Whose turns the session had until then."""
    behind: Mapping[Round, bool]
    """The rounds further behind their share, and whether they have a prompt for now that was too long."""

    @property
    def run(self) -> int:
        """How many turns in a row the round before this prompt had; 0 where it is the prompt's own."""
        if not self.before or self.before[-1] is self.prompt.round:
            return 0
        return sum(1 for _ in takewhile(lambda each: each is self.before[-1], reversed(self.before)))

    @property
    def had(self) -> str:
        """Minutes of the prompt's round, beside all those of the week at that point."""
        then = "by then" if self.before else "so far"
        return f"{self.minutes.get(self.prompt.round, 0)} of the week's {_minutes(self.total)} {then}"

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
    if not turn.total:
        return f"{turn.name} is this week's focus, and the week begins with it. {_standing(turn)}"
    return f"{turn.name} is this week's focus: {turn.had}. {_standing(turn)}"


def guard(turn: Turn) -> str:
    """Why a prompt is asked before all that has more of a turn."""
    return f"{_standing(turn)} It is caught before it slips further."


def share(turn: Turn) -> str:
    """Why a prompt of another round is asked."""
    own, wanted = turn.minutes.get(turn.prompt.round, 0), turn.practice.week.shares[turn.prompt.round]
    change = f"For a change after {_times(turn.run)} of {ROUNDS[turn.before[-1]].name}. " if turn.run > 1 else ""
    if own < wanted * turn.total:
        return f"{change}{turn.name} has {turn.had}, less than its share of {round(100 * wanted)} %. {_standing(turn)}"
    return f"{change}{turn.name} has {turn.had}; {_behind(turn)}. {_standing(turn)}"


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


def _behind(turn: Turn) -> str:
    """Why no round further behind its share has the turn. The one that had the last ones is spoken of already."""
    others = {each: too_long for each, too_long in turn.behind.items() if turn.run < 2 or each is not turn.before[-1]}
    other = "" if len(others) == len(turn.behind) else "other "
    return f"no {other}round further behind has a prompt {'short enough ' if any(others.values()) else ''}for now"


def _times(number: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(number, str(number))


def _memory(schedule: Schedule, day: date) -> str:
    left = round(100 * retrievability(schedule, day))
    return f"memory about {left} %" if left < 100 else "memory nearly whole"


def _minutes(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _due_words(due_day: date, day: date) -> str:
    overdue_days = (day - due_day).days
    if overdue_days == 0:
        return "Due today"
    return "Due since yesterday" if overdue_days == 1 else f"Due for {overdue_days} days"


def _ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{days} days ago"
