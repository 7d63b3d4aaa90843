"""Synthetic people who prepare: what they know, forget and learn is stated here, and no policy ever sees it.

A person has a skill in every topic and a memory of every prompt. The depth of an answer comes from both: from the
skill, and, while the prompt is remembered, from what its model answer said. Practising raises the skill, mostly where
the prompt was new or forgotten, and somewhat in the other topics of the round; skill that is not used falls back. The
figures are assumptions: each is named, so that it can be attacked, and `MODELS` moves those that matter most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from math import exp, log
from random import Random
from statistics import fmean

from fsrs import Card, Rating, Scheduler

from cards.diagnostic import QUESTIONS, Diagnosed, Result
from cards.prompt import Prompt
from cards.rounds import Round

TOPICS_A_ROUND = 5
SECONDS = {Round.ML: 120, Round.DESIGN: 300, Round.CODING: 420, Round.BEHAVIORAL: 180}
"""Of the first answer. With a follow-up and the reflection a prompt asks 4, 7, 9 and 5 minutes."""
FOLLOW_UP_SECONDS = 60
NEW_TAKES = 1.3
"""So many times as long as one that is known."""
PACE_SD = 0.25
"""Of the logarithm of the minutes an answer really takes."""

REMEMBERED = 1.6
"""What a remembered model answer adds to the skill, on the skill's own scale."""
STEPS = (0.0, 1.2, 2.6)
"""On the same scale: what depth 2, 3 and 4 ask of a prompt of middling hardness."""
LUCK = 0.6
"""Scale of the logistic noise of one answer."""
HARDNESS_SD = 0.4
FRESH_HARDNESS = (-0.8, -0.4, 0.0, 0.4, 0.8)
"""What an interviewer asks in a topic: prompts nobody has practised, from easy to hard."""
TOPIC_SD = 0.4
MASTERY = 2.6
"""Where the skill cannot grow any more."""
GAIN, GAIN_SD = 0.09, 0.3
NEIGHBOURS = 0.25
"""Of what a topic gains, so much goes to each other topic of its round."""
SAME_TOPIC = 0.85
"""What an answer teaches right after one in the same topic, of what it would otherwise."""
SKILL_HALF_LIFE_DAYS = 40

RATES_UP, RATES_UP_SHALLOW, RATES_DOWN = 0.15, 0.25, 0.07
"""How often people rate themselves one depth too high, the same at depth 1 and 2, and one too low."""
DIAGNOSED = (0.2, 1.2)
"""The skill in a round from which on somebody partly can answer a question about it, and can."""
DIAGNOSED_SD = 0.6


@dataclass(frozen=True, slots=True)
class Model:
    """One set of assumptions about people."""

    name: str
    novelty: float = 0.4
    """Of what an answer teaches, the share that does not depend on whether the prompt is still remembered."""
    transfer: float = 0.35
    """How much of what is remembered of practised prompts helps with a fresh one of the same topic."""
    prompts_a_topic: int = 6
    boast: float = 0.0
    """Added to how often people rate themselves too high."""
    skill: float = 0.3
    skill_sd: float = 0.8
    """Of the four rounds of one person among each other, and of people."""


MODELS = (
    Model("base"),
    Model("memory-heavy", novelty=0.8, transfer=0.7),
    Model("novelty-heavy", novelty=0.1, transfer=0.2),
    Model("15 prompts a round", prompts_a_topic=3),
    Model("15 prompts a round, memory-heavy", novelty=0.8, transfer=0.7, prompts_a_topic=3),
    Model("over-confident raters", boast=0.25),
)
STUCK = Model("stuck everywhere", skill=-0.7, skill_sd=0.3)


@dataclass(frozen=True, slots=True)
class Went:
    """How one answer went."""

    depth: int
    """How deep it truly was."""
    rated: int
    """The depth the person chose."""
    minutes: float


class Learner:
    """One person. The same model and seed are the same person, with the same luck at the n-th answer to a prompt."""

    def __init__(self, model: Model, seed: int) -> None:
        self.model, self.seed = model, seed
        self.prompts = _prompts(model.prompts_a_topic)
        dice = Random(f"person {seed}")
        rounds = {round_: dice.gauss(model.skill, model.skill_sd) for round_ in Round}
        self.skills = {topic: rounds[topic[0]] + dice.gauss(0, TOPIC_SD) for topic in _topics()}
        self._first_skills = dict(self.skills)
        self._gain = GAIN * exp(dice.gauss(0, GAIN_SD))
        self._memory = Scheduler(_memory_of(dice), learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        self._said = {
            question.id: _says(fmean(self._of(question.round)) + dice.gauss(0, DIAGNOSED_SD))
            for question in QUESTIONS.values()
        }
        self._hardness = {prompt.id: Random(f"{seed} {prompt.id}").gauss(0, HARDNESS_SD) for prompt in self.prompts}
        self._remembered: dict[str, Card] = {}
        self._times = dict.fromkeys(self._hardness, 0)
        self._last_topic: tuple[Round, str] | None = None

    def diagnosed(self, day: date) -> tuple[Diagnosed, ...]:
        """What the person says to the six questions before anything is practised."""
        return tuple(
            Diagnosed(question, result, day, attempt)
            for attempt, (question, result) in enumerate(self._said.items(), start=1)
        )

    def practises(self, day: date) -> bool:
        """Whether there is time for it on this day: on 85 % of all days."""
        return Random(f"day {self.seed} {day}").random() < 0.85

    def sleep(self) -> None:
        """Let a night pass: every skill falls back a little towards where it began."""
        kept = 0.5 ** (1 / SKILL_HALF_LIFE_DAYS)
        for topic, first in self._first_skills.items():
            self.skills[topic] = first + (self.skills[topic] - first) * kept

    def answer(self, prompt: Prompt, day: date) -> Went:
        """Answer aloud, read the model answer, rate the depth."""
        topic = (prompt.round, prompt.topic)
        dice = Random(f"answer {self.seed} {prompt.id} {self._times[prompt.id]}")
        chance = self._recall(prompt.id, day)
        remembers = dice.random() < chance
        reached = self.skills[topic] + REMEMBERED * remembers - self._hardness[prompt.id] + LUCK * _logistic(dice)
        depth = 1 + sum(reached > step for step in STEPS)
        new = not self._times[prompt.id]
        minutes = prompt.minutes * (NEW_TAKES if new else 1) * exp(dice.gauss(0, PACE_SD))
        self._learn(topic, chance)
        self._remember(prompt.id, day, _first_rating(depth) if new else Rating.Good if remembers else Rating.Again)
        self._times[prompt.id] += 1
        return Went(depth, self._rated(depth, dice.random()), minutes)

    def depth(self, round_: Round, day: date) -> float:
        """Return the depth, 1 to 4, that an interviewer with fresh prompts would find in this round on ``day``."""
        return fmean(
            _expected(self.skills[topic] + REMEMBERED * self.model.transfer * self._kept(topic, day))
            for topic in _topics()
            if topic[0] is round_
        )

    def _of(self, round_: Round) -> list[float]:
        return [skill for topic, skill in self.skills.items() if topic[0] is round_]

    def _kept(self, topic: tuple[Round, str], day: date) -> float:
        return fmean(self._recall(prompt, day) for prompt in self._in_topic[topic])

    @cached_property
    def _in_topic(self) -> dict[tuple[Round, str], list[str]]:
        found: dict[tuple[Round, str], list[str]] = {topic: [] for topic in _topics()}
        for prompt in self.prompts:
            found[prompt.round, prompt.topic].append(prompt.id)
        return found

    def _recall(self, prompt: str, day: date) -> float:
        if prompt not in self._remembered:
            return 0.0
        return self._memory.get_card_retrievability(self._remembered[prompt], _noon(day))

    def _remember(self, prompt: str, day: date, rating: Rating) -> None:
        card = self._remembered.get(prompt) or Card(card_id=0, due=_noon(day))
        self._remembered[prompt] = self._memory.review_card(card, rating, _noon(day))[0]

    def _learn(self, topic: tuple[Round, str], recall: float) -> None:
        novelty = self.model.novelty + (1 - self.model.novelty) * (1 - recall)
        again = SAME_TOPIC if topic == self._last_topic else 1.0
        gained = self._gain * (MASTERY - self.skills[topic]) * novelty * again
        for other in self.skills:
            if other[0] is topic[0]:
                self.skills[other] += gained if other == topic else NEIGHBOURS * gained
        self._last_topic = topic

    def _rated(self, depth: int, chance: float) -> int:
        up = (RATES_UP_SHALLOW if depth <= 2 else RATES_UP) + self.model.boast
        if chance < up:
            return min(4, depth + 1)
        return max(1, depth - 1) if chance < up + RATES_DOWN else depth


def _topics() -> list[tuple[Round, str]]:
    return [(round_, f"{round_} {number}") for round_ in Round for number in range(1, TOPICS_A_ROUND + 1)]


def _prompts(a_topic: int) -> tuple[Prompt, ...]:
    return tuple(
        _prompt(round_, topic, f"{topic}.{number}".replace(" ", ""))
        for round_, topic in _topics()
        for number in range(1, a_topic + 1)
    )


def _prompt(round_: Round, topic: str, name: str) -> Prompt:
    return Prompt(
        id=name,
        round=round_,
        topic=topic,
        title=name,
        decision="",
        constraints=(),
        follow_ups=(),
        key_points=(),
        failure="",
        wrong_claim="",
        model_answer="",
        seconds=SECONDS[round_],
        follow_up_seconds=FOLLOW_UP_SECONDS,
        target_depth=3,
        dimensions=(),
        year=2026,
    )


def _memory_of(dice: Random) -> Sequence[float]:
    """FSRS-6 as it is for most people, with first stabilities, growth and forgetting of one's own."""
    weights = list(Scheduler().parameters)
    for first in range(4):
        weights[first] *= exp(dice.gauss(0, 0.5))
    for first in range(1, 4):
        weights[first] = max(weights[first - 1 : first + 1])
    weights[8] += dice.gauss(0, 0.3)
    weights[20] = min(0.6, max(0.1, weights[20] * exp(dice.gauss(0, 0.35))))
    return weights


def _says(skill: float) -> Result:
    return (Result.STUCK, Result.PARTLY, Result.CAN)[sum(skill > least for least in DIAGNOSED)]


def _first_rating(depth: int) -> Rating:
    """What a first encounter leaves: more where the answer was nearly there already."""
    return Rating(min(depth, Rating.Good))


def _expected(skill: float) -> float:
    """Return the mean depth of many answers with this skill to fresh prompts."""
    return 1 + sum(1 / (1 + exp((hard + step - skill) / LUCK)) for hard in FRESH_HARDNESS for step in STEPS) / len(
        FRESH_HARDNESS
    )


def _logistic(dice: Random) -> float:
    chance = min(0.999, max(0.001, dice.random()))
    return log(chance / (1 - chance))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
