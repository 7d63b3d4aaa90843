"""One person's preparation, day by day, by one policy: with the memory, the estimates and the weeks that ship."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from cards.practised import Answered
from cards.prompt import Prompt
from cards.review import Schedule
from cards.rounds import Round
from scheduler import curve
from scheduler.memory import Terms, candidates, relative_overdueness
from scheduler.practice import Log, Practice, practice
from scheduler.retention import Retention, desired_retention
from scheduler.rules import Rules
from scheduler.weakness import weaknesses
from tests.bench.plan_learner import Learner, Model
from tests.bench.plan_policies import Dates, Policy

BEGIN = date(2026, 1, 5)
"""A Monday, so that all weeks are whole."""
SUNDAY = 6
FSRS_RETENTION = 0.90
"""What FSRS and the programs with it have where nothing is set."""
FLOOR = 0.40
"""Of the planned minutes of a week, what its focus round must have."""
FLOOR_FROM_MINUTES = 60
ROTTEN = 3.0
"""From this relative overdueness on a prompt counts as left to rot; 1 is the day it is due."""
TOO_LATE_TO_BEGIN = 2.0
"""With so many minutes left nobody begins another prompt."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """People of one kind, with so many days and so many minutes on each."""

    model: Model
    days: int = 28
    minutes: int = 30

    def __str__(self) -> str:
        return f"{self.model.name}, {self.days} days x {self.minutes} min"


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it."""

    gain: float
    """Depth gained, by the day of the interview, on the round that was truly the weakest at the beginning."""
    worst: float
    """Depth of the worst round on that day."""
    rotten: float
    """Prompts that were left to rot, on an average day."""
    weeks: int
    """Of at least `FLOOR_FROM_MINUTES`."""
    kept: int
    """Those of them in which the focus round had its floor, or ran out of prompts to ask."""
    answers: int
    new: int
    """Answers to prompts never answered before."""


def live(scenario: Scenario, policy: Policy, seed: int) -> Lived:
    """Let person number ``seed`` prepare by ``policy``, and look at what an interviewer would find afterwards."""
    learner = Learner(scenario.model, seed)
    before = {round_: learner.depth(round_, BEGIN) for round_ in Round}
    weakest = min(Round, key=before.__getitem__)
    desk, dice = _Desk(learner, policy), Random(f"{policy.name} {seed}")
    rotten, weeks = 0, []
    for day in (BEGIN + timedelta(days=number) for number in range(scenario.days)):
        learner.sleep()
        if learner.practises(day):
            desk.sit_down(day, scenario.minutes, dice)
        rotten += desk.rotten(day)
        if day.weekday() == SUNDAY:
            weeks.append(desk.kept_floor(day))
    interview = BEGIN + timedelta(days=scenario.days)
    counted = [kept for kept in weeks if kept is not None]
    return Lived(
        gain=learner.depth(weakest, interview) - before[weakest],
        worst=min(learner.depth(round_, interview) for round_ in Round),
        rotten=rotten / scenario.days,
        weeks=len(counted),
        kept=sum(counted),
        answers=len(desk.answered),
        new=sum(answer.first for answer in desk.answered),
    )


class _Desk:
    """What the program would have stored, and what it does when a prompt was answered."""

    def __init__(self, learner: Learner, policy: Policy) -> None:
        self.answered: list[Answered] = []
        self._learner, self._policy = learner, policy
        self._rules = Rules()
        self._prompts = {prompt.id: prompt for prompt in learner.prompts}
        self._rounds = {prompt.id: prompt.round for prompt in learner.prompts}
        self._diagnosed = learner.diagnosed(BEGIN)
        self._schedules: dict[str, Schedule] = {}
        self._retention: dict[str, float] = {}
        self._load: dict[date, float] = defaultdict(float)
        self._ran_out: dict[Round, date] = {}

    def sit_down(self, day: date, minutes: int, dice: Random) -> None:
        """Practise until the time is up, which is not when the plan says: answers take as long as they take."""
        left = float(minutes)
        while left > TOO_LATE_TO_BEGIN:
            plan = self._policy.plan(self._practice(day), minutes, dice)
            if not plan:
                break
            left = self._go_through(plan, day, left)
        waiting = {self._rounds[prompt] for prompt in self._prompts if self._waits(prompt, day)}
        self._ran_out.update({round_: day for round_ in Round if round_ not in waiting})

    def rotten(self, day: date) -> int:
        """Count what is far overdue at the end of a day."""
        return sum(
            schedule.due <= day and relative_overdueness(schedule, self._retention[prompt], day) > ROTTEN
            for prompt, schedule in self._schedules.items()
        )

    def kept_floor(self, sunday: date) -> bool | None:
        """Say whether the week that ends kept its floor or ran out of prompts; None where it was too short to count."""
        spent = self._practice(sunday).week
        whole = sum(spent.minutes.values())
        if whole < FLOOR_FROM_MINUTES:
            return None
        ran_out = self._ran_out.get(spent.focus, date.min) > sunday - timedelta(weeks=1)
        return ran_out or spent.minutes[spent.focus] >= FLOOR * whole

    def _practice(self, day: date) -> Practice:
        log = Log(self._schedules, self.answered, diagnosed=self._diagnosed)
        return practice(self._learner.prompts, frozenset(), log, self._rules, day)

    def _go_through(self, plan: Sequence[str], day: date, left: float) -> float:
        for prompt in plan:
            left -= self._answer(self._prompts[prompt], day)
            if left <= TOO_LATE_TO_BEGIN:
                break
        return left

    def _answer(self, prompt: Prompt, day: date) -> float:
        """Answer and rate; return how many minutes it took."""
        went, before = self._learner.answer(prompt, day), self._schedules.get(prompt.id)
        if before is not None:
            self._load[before.due] -= prompt.minutes
        retention = self._desired_retention(prompt, day)
        after = candidates(prompt.id, before, day, Terms(retention, self._rules, self._load))[went.rated - 1].after
        if self._policy.dates is Dates.FSRS:
            days = max(1, round(curve.days_until(after.memory.stability, retention.value)))
            after = replace(after, due=day + timedelta(days=days))
        self._load[after.due] += prompt.minutes
        self.answered.append(Answered(prompt.id, day, went.rated, counts=True, first=before is None))
        self._schedules[prompt.id], self._retention[prompt.id] = after, retention.value
        return went.minutes

    def _desired_retention(self, answered: Prompt, day: date) -> Retention:
        if self._policy.dates is not Dates.SHIPPED:
            value = FSRS_RETENTION if self._policy.dates is Dates.FSRS else self._rules.retention
            return Retention(value, lifted=False, why="")
        found = weaknesses(self.answered, self._rounds, self._diagnosed, day)
        unseen = Counter(
            round_
            for prompt, round_ in self._rounds.items()
            if prompt not in self._schedules and prompt != answered.id  # with this answer it is new no more
        )
        return desired_retention(answered.round, found, unseen, self._rules)

    def _waits(self, prompt: str, day: date) -> bool:
        return prompt not in self._schedules or self._schedules[prompt].due <= day
