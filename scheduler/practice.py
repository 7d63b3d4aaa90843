"""All that a day's queue is a function of, put together once and then only read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.diagnostic import Diagnosed
from cards.practised import Answered, Judged
from cards.prompt import Prompt
from cards.review import Schedule
from cards.rounds import Round
from scheduler.retention import Retention, desired_retention
from scheduler.rules import Rules
from scheduler.weakness import (
    DimensionWeakness,
    RoundWeakness,
    TopicWeakness,
    dimensions,
    topics,
    weaknesses,
)
from scheduler.week import Week, week


@dataclass(frozen=True, slots=True)
class Log:
    """What was practised until now."""

    schedules: Mapping[str, Schedule]
    answered: Sequence[Answered] = ()
    judged: Sequence[Judged] = ()
    diagnosed: Sequence[Diagnosed] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """Where the person stands on a study day."""

    day: date
    every: Sequence[Prompt]
    """The prompts of the four rounds."""
    prompts: Sequence[Prompt]
    """Those of them that may be asked on the day."""
    log: Log
    rules: Rules
    weakness: Mapping[Round, RoundWeakness]
    topics: Mapping[tuple[Round, str], TopicWeakness]
    dimensions: Mapping[str, DimensionWeakness]
    week: Week
    retention: Mapping[Round, Retention]

    @property
    def schedules(self) -> Mapping[str, Schedule]:
        """Prompt id -> where it stands."""
        return self.log.schedules


def practice(prompts: Sequence[Prompt], asleep: frozenset[str], log: Log, rules: Rules, day: date) -> Practice:
    """Estimate everything on study day `day`; `prompts` are those of the four rounds, `asleep` the ids of some."""
    rounds = {prompt.id: prompt.round for prompt in prompts}
    weakness = weaknesses(log.answered, rounds, log.diagnosed, day)
    unseen = Counter(prompt.round for prompt in prompts if prompt.id not in log.schedules and prompt.id not in asleep)
    return Practice(
        day=day,
        every=prompts,
        prompts=tuple(prompt for prompt in prompts if prompt.id not in asleep),
        log=log,
        rules=rules,
        weakness=weakness,
        topics=topics(log.answered, prompts, weakness, day),
        dimensions=dimensions(log.judged, day),
        week=week(log.answered, prompts, log.diagnosed, weakness, day),
        retention={each: desired_retention(each, weakness, unseen, rules) for each in Round},
    )
