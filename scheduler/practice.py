"""All that a day's queue is a function of, put together once and then only read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from zlib import crc32

from cards.diagnostic import Diagnosed
from cards.practised import Answered, Judged
from cards.prompt import Prompt
from cards.review import Schedule
from cards.rounds import Round
from scheduler.ledger import Ledger, ledger
from scheduler.memory import relative_overdueness
from scheduler.retention import Retention, desired_retention
from scheduler.rules import Rules
from scheduler.weakness import (
    DimensionWeakness,
    RoundWeakness,
    TopicWeakness,
    by_round,
    count,
    dimensions,
    estimates,
    topics,
    topics_of,
)
from scheduler.week import Week, first_day, week


@dataclass(frozen=True, slots=True)
class Log:
    """What was practised until now."""

    schedules: Mapping[str, Schedule]
    answered: Sequence[Answered] = ()
    judged: Mapping[Judged, int] = field(default_factory=dict)
    """How often a dimension was shown in which way on which day."""
    diagnosed: Sequence[Diagnosed] = ()


SLIPPING = 3.0
"""A due prompt whose relative overdueness reaches this by tomorrow is slipping: memory is near 75 % by then."""


@dataclass(frozen=True, slots=True)
class Due:
    """A prompt that is due."""

    prompt: Prompt
    schedule: Schedule
    overdue: float
    """How far past its date, for its memory: 1 on the day the curve gave it."""
    slipping: bool


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
    ledger: Ledger
    week: Week
    retention: Mapping[Round, Retention]
    due: Sequence[Due]
    """Those of the prompts that are due: what slips by its date, then what is further overdue."""

    @property
    def schedules(self) -> Mapping[str, Schedule]:
        """Prompt id -> where it stands."""
        return self.log.schedules


def practice(prompts: Sequence[Prompt], asleep: frozenset[str], log: Log, rules: Rules, day: date) -> Practice:
    """Estimate everything on study day `day`; `prompts` are those of the four rounds, `asleep` the ids of some."""
    counted = count(log.answered, topics_of(prompts))
    rounds = by_round(counted)
    weakness = estimates(rounds, log.diagnosed, day)
    unseen = unseen_left(prompts, log.schedules, asleep)
    retention = {each: desired_retention(each, weakness, unseen, rules) for each in Round}
    practised = ledger(log.answered, prompts, first_day(day))
    awake = tuple(prompt for prompt in prompts if prompt.id not in asleep)
    return Practice(
        day=day,
        every=prompts,
        prompts=awake,
        log=log,
        rules=rules,
        weakness=weakness,
        topics=topics(counted, weakness, day),
        dimensions=dimensions(log.judged, day),
        ledger=practised,
        week=week(practised, rounds, log.diagnosed, weakness, day),
        retention=retention,
        due=_due(awake, log.schedules, retention, day),
    )


def unseen_left(
    prompts: Sequence[Prompt], schedules: Mapping[str, Schedule], asleep: frozenset[str]
) -> Mapping[Round, int]:
    """How many prompts of each round have no rating yet, those that are `asleep` left out."""
    return Counter(prompt.round for prompt in prompts if prompt.id not in schedules and prompt.id not in asleep)


def _due(
    prompts: Sequence[Prompt], schedules: Mapping[str, Schedule], retention: Mapping[Round, Retention], day: date
) -> Sequence[Due]:
    tomorrow = day + timedelta(days=1)
    found = []
    for prompt in prompts:
        schedule = schedules.get(prompt.id)
        if schedule is not None and schedule.due <= day:
            desired = retention[prompt.round].value
            overdue = relative_overdueness(schedule, desired, day)
            slipping = overdue >= SLIPPING or relative_overdueness(schedule, desired, tomorrow) >= SLIPPING
            found.append(Due(prompt, schedule, overdue, slipping))
    # What is lost again and again is always the furthest overdue, and would be in everybody's way: among what slips the
    # longest wait counts. Of equal ones another comes first every day, and the same all day long.
    return sorted(found, key=lambda each: (-min(each.overdue, SLIPPING), each.schedule.due, turn(each.prompt, day)))


def turn(prompt: Prompt, day: date) -> int:
    """A number that puts prompts into another order every day, and into the same all day long."""
    return crc32(f"{prompt.id} {_written(day)}".encode())


@lru_cache(maxsize=2)
def _written(day: date) -> str:
    # Asked for with every prompt of a deck, and to write a day takes longer than the rest of it.
    return str(day)
