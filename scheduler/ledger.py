"""What was practised of each round on each of the last days, in planned minutes: the log, gone through once.

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
    begun: date | None
    """The day of the first answer, however long ago; None while there is none."""
    rounds: frozenset[Round]
    """Those that have prompts."""


def ledger(answered: Sequence[Answered], prompts: Sequence[Prompt], since: date) -> Ledger:
    """Return the minutes of the answers to `prompts` from the day `since` on.

    `answered` is the log, oldest first; answers to other prompts are left out.
    """
    planned = {prompt.id: (prompt.round, prompt.minutes) for prompt in prompts}
    minutes: dict[date, Counter[Round]] = defaultdict(Counter)
    unseen: dict[date, Counter[Round]] = defaultdict(Counter)
    for each in answered:
        if each.day >= since and each.prompt in planned:
            round_, spent = planned[each.prompt]
            minutes[each.day][round_] += spent
            if each.first:
                unseen[each.day][round_] += spent
    begun = next((each.day for each in answered if each.prompt in planned), None)
    return Ledger(dict(minutes), dict(unseen), begun, frozenset(prompt.round for prompt in prompts))


def spent(days: Days, first: date, last: date) -> dict[Round, int]:
    """Return the minutes of every round from the day `first` to the day `last`, both included."""
    found: Counter[Round] = Counter()
    for day, minutes in days.items():
        if first <= day <= last:
            found.update(minutes)
    return {round_: found[round_] for round_ in Round}
