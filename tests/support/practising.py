"""Somebody who practises: a deck in memory, what was answered, and where every prompt stands. No library, no window."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cards.diagnostic import Diagnosed
from cards.practised import Answered, Judged
from cards.prompt import KeyPoint, Prompt
from cards.review import Schedule
from cards.rounds import Round
from scheduler.memory import Candidate, Terms, candidates
from scheduler.practice import Log, Practice, practice
from scheduler.rules import Rules

MINUTES = {Round.ML: 4, Round.DESIGN: 7, Round.CODING: 9, Round.BEHAVIORAL: 5}


def prompt(id_: str, round_: Round = Round.ML, *, topic: str = "topic", minutes: int | None = None) -> Prompt:
    """A prompt that a session plans with `minutes`, or with those that are usual in its round."""
    return Prompt(
        id=id_,
        round=round_,
        topic=topic,
        title=f"Title of {id_}",
        decision="Which of two?",
        constraints=("one", "two"),
        follow_ups=("And then?",),
        key_points=(KeyPoint("claim", ("alias",)),),
        failure="failure",
        wrong_claim="wrong",
        model_answer="answer",
        seconds=60 * (minutes or MINUTES[round_]) - 60,
        follow_up_seconds=0,
        target_depth=3,
        dimensions=(),
        year=2026,
    )


def deck(topics: int = 5, each: int = 6, rounds: Iterable[Round] = Round) -> tuple[Prompt, ...]:
    """So many prompts `each` of so many topics of every round."""
    return tuple(
        prompt(f"{round_}-{topic}.{number}", round_, topic=f"{round_} {topic}")
        for round_ in rounds
        for topic in range(topics)
        for number in range(each)
    )


@dataclass
class Person:
    """Who practises a deck."""

    prompts: Sequence[Prompt]
    rules: Rules = field(default_factory=Rules)
    schedules: dict[str, Schedule] = field(default_factory=dict)
    answered: list[Answered] = field(default_factory=list)
    judged: Counter[Judged] = field(default_factory=Counter)
    diagnosed: list[Diagnosed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_id = {each.id: each for each in self.prompts}

    def copy(self) -> "Person":
        return replace(
            self,
            schedules=dict(self.schedules),
            answered=list(self.answered),
            judged=Counter(self.judged),
            diagnosed=list(self.diagnosed),
        )

    def stands(self, day: date, asleep: frozenset[str] = frozenset()) -> Practice:
        log = Log(dict(self.schedules), tuple(self.answered), dict(self.judged), tuple(self.diagnosed))
        return practice(self.prompts, asleep, log, self.rules, day)

    def terms(self, prompt_id: str, day: date) -> Terms:
        stands = self.stands(day)
        load: Counter[date] = Counter()
        for id_, schedule in self.schedules.items():
            if id_ != prompt_id:
                load[schedule.due] += self.by_id[id_].minutes
        return Terms(stands.retention[self.by_id[prompt_id].round], self.rules, dict(load))

    def answers(self, prompt_id: str, depth: int, day: date) -> Candidate:
        before = self.schedules.get(prompt_id)
        chosen = candidates(prompt_id, before, day, self.terms(prompt_id, day))[depth - 1]
        self.schedules[prompt_id] = chosen.after
        self.answered.append(Answered(prompt_id, day, depth, chosen.affects_memory, before is None))
        return chosen
