"""What was practised of each round on each day, in planned minutes: the log, gone through once.

A prompt counts with the minutes it is planned with, however long somebody spoke: then a share of them can be promised.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.practised import Answered
from cards.prompt import Prompt
from cards.rounds import Round

Days = Mapping[date, Mapping[Round, int]]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Planned minutes by study day and round."""

    minutes: Days
    unseen: Days
    """Those of them that went to prompts never answered before."""
    rounds: frozenset[Round]
    """Those that have prompts."""

    @property
    def begun(self) -> date | None:
        """The first day with an answer; None while there is none."""
        return min(self.minutes, default=None)


def ledger(answered: Sequence[Answered], prompts: Sequence[Prompt]) -> Ledger:
    """Return the minutes of all answers to `prompts`; others are left out."""
    planned = {prompt.id: (prompt.round, prompt.minutes) for prompt in prompts}
    minutes: dict[date, Counter[Round]] = defaultdict(Counter)
    unseen: dict[date, Counter[Round]] = defaultdict(Counter)
    for each in answered:
        if each.prompt in planned:
            round_, spent = planned[each.prompt]
            minutes[each.day][round_] += spent
            if each.first:
                unseen[each.day][round_] += spent
    return Ledger(dict(minutes), dict(unseen), frozenset(prompt.round for prompt in prompts))


def spent(days: Days, first: date, last: date) -> dict[Round, int]:
    """Return the minutes of every round from the day `first` to the day `last`, both included."""
    found: Counter[Round] = Counter()
    for day, minutes in days.items():
        if first <= day <= last:
            found.update(minutes)
    return {round_: found[round_] for round_ in Round}
