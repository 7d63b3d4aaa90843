"""How weak each round, topic and dimension is: Beta estimates in which old answers fade and little evidence is weak.

Every answer is a share of full depth, from 0 to 1, with a weight that halves in `HALF_LIFE_DAYS`. What the answers
speak for and against is summed on top of a prior; of `deep` and `shallow` the mean is deep / (deep + shallow), and the
sd that of the Beta distribution. The half-lives and weights were chosen in a simulation, where it mattered little
which ones, and much that there was a prior (Beta conjugate tracking of a success rate: arXiv 2501.10050).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp2, fsum, sqrt
from operator import mul
from typing import TypeVar

from cards.diagnostic import QUESTIONS, Diagnosed, Result, latest
from cards.practised import Answered, Judged
from cards.prompt import Prompt
from cards.rounds import DIMENSIONS, ROUNDS, Round
from scheduler import evidence

HALF_LIFE_DAYS = 14
"""After this many days an answer counts half."""
WINDOW_DAYS = 10 * HALF_LIFE_DAYS
"""An answer that is older counts nothing any more: it would count a thousandth."""
QUESTION_HALF_LIFE_DAYS = 28
QUESTION_FLOOR = 0.3
"""A question of the diagnostic fades to this part of its weight and no further."""
PESSIMISM = 0.5
"""So many standard deviations a thing is taken to be weaker than its mean: what little is known of does not hide."""

_PRIOR_DEEP, _PRIOR_SHALLOW = 0.8, 1.2
_QUESTION_WEIGHT = 2.0
_ROUND_WEIGHT = 3.0
"""A topic starts as so many answers of today at the mean of its round."""

_DEPTHS = (0.0, 1 / 3, 2 / 3, 1.0)
"""What an answer at depth 1, 2, 3 and 4 shows of full depth."""
_SHOWN = {"weak": 0.0, "between": 0.5, "strong": 1.0}
"""What an answer shows of a dimension, by the values of `Shown`; one that did not show it says nothing."""
_STEPS = tuple(_SHOWN)
_RESULTS = {Result.STUCK: 0.0, Result.PARTLY: 0.5, Result.CAN: 1.0}

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class RoundWeakness:
    """The estimate for one round."""

    round: Round
    depth: float
    """Estimated depth, 1 to 4."""
    uncertainty: float
    """One standard deviation of it, in steps of depth."""
    weakness: float
    """What rounds are ordered by, higher is weaker: 1 - mean + sd / 2 on a scale of 0 to 1."""
    answers: int
    """Answers that count: the first of a prompt on a day, in the last `WINDOW_DAYS`."""
    why: str
    """One sentence about what the estimate rests on."""
    mean: float
    """The depth from 0 to 1."""


@dataclass(frozen=True, slots=True)
class TopicWeakness:
    """The estimate for one topic of a round; the fields mean what they mean for the round."""

    round: Round
    topic: str
    depth: float
    uncertainty: float
    weakness: float
    answers: int
    why: str
    mean: float


@dataclass(frozen=True, slots=True)
class DimensionWeakness:
    """The estimate for one of the sixteen dimensions; the fields mean what they mean for a round."""

    dimension: str
    depth: float
    """Weak is 1 and strong is 4."""
    uncertainty: float
    weakness: float
    answers: int
    """Answers of the last `WINDOW_DAYS` that showed the dimension, whether weak or strong."""
    why: str
    mean: float


def weaknesses(
    answered: Sequence[Answered], round_of: Mapping[str, Round], diagnosed: Sequence[Diagnosed], day: date
) -> dict[Round, RoundWeakness]:
    """Estimate every round on study day `day`.

    `round_of` gives the round of a prompt id; answers to prompts that are not in it are left out. `diagnosed` is oldest
    first. What is dated after `day` counts as of `day`.
    """
    counted = count(answered, {prompt: (round_, "") for prompt, round_ in round_of.items()})
    return estimates(by_round(counted), diagnosed, day)


Topic = tuple[Round, str]
Days = Mapping[int, int]
"""How many answers have counted, by `place_of` their day and depth: enough for the estimates of any day."""


def place_of(day: date, depth: int) -> int:
    """One number for the day and the depth of an answer; those of a later day are smaller."""
    return depth - 1 - day.toordinal() * len(_DEPTHS)


def topics_of(prompts: Iterable[Prompt]) -> dict[str, Topic]:
    """Prompt id -> its topic."""
    return {prompt.id: (prompt.round, prompt.topic) for prompt in prompts}


def count(answered: Sequence[Answered], topic_of: Mapping[str, Topic]) -> dict[Topic, Days]:
    """Count the answers to each topic of `topic_of`, which says the topic of a prompt; others are left out.

    The log is gone through once, and whatever is estimated from it afterwards takes these counts.
    """
    counts: dict[Topic, dict[int, int]] = {topic: defaultdict(int) for topic in topic_of.values()}
    of_prompt = {prompt: counts[topic] for prompt, topic in topic_of.items()}
    first_of = {on: place_of(on, 1) for on in {each.day for each in answered}}
    for each in answered:
        if each.counts and each.prompt in of_prompt:
            of_prompt[each.prompt][first_of[each.day] + each.depth - 1] += 1
    return dict(counts)


def by_round(counted: Mapping[Topic, Days]) -> dict[Round, Days]:
    """The counts of each round: those of its topics together."""
    found: dict[Round, dict[int, int]] = {round_: defaultdict(int) for round_ in Round}
    for (round_, _), days in counted.items():
        for place, times in days.items():
            found[round_][place] += times
    return dict(found)


def estimates(counted: Mapping[Round, Days], diagnosed: Sequence[Diagnosed], day: date) -> dict[Round, RoundWeakness]:
    """As `weaknesses`, from answers that are counted already."""
    questions: dict[Round, list[Diagnosed]] = defaultdict(list)
    for each in latest(diagnosed).values():
        questions[QUESTIONS[each.question].round].append(each)
    return {round_: _round(round_, _tally(counted[round_], day), questions[round_], day) for round_ in Round}


def topics(
    counted: Mapping[Topic, Days], rounds: Mapping[Round, RoundWeakness], day: date
) -> dict[Topic, TopicWeakness]:
    """Estimate every topic on study day `day`, from the answers that are counted.

    A topic with few answers is taken to be much like its round, whose estimate stands in `rounds`.
    """
    return {topic: _topic(topic[1], rounds[topic[0]], _tally(days, day)) for topic, days in counted.items()}


def dimensions(judged: Mapping[Judged, int], day: date) -> dict[str, DimensionWeakness]:
    """Estimate each of the sixteen dimensions on study day `day`, by its id; `judged` says how often it was so.

    An answer that did not show a dimension says nothing of it. Judgements of what is no dimension are left out.
    """
    counts: dict[str, dict[int, int]] = {dimension: defaultdict(int) for dimension in DIMENSIONS}
    age_days = {on: max(0, (day - on).days) for on in {each.day for each in judged}}
    for each, times in judged.items():
        age = age_days[each.day]
        if each.shown in _SHOWN and each.dimension in counts and age <= WINDOW_DAYS:
            counts[each.dimension][len(_STEPS) * age + _STEPS.index(each.shown)] += times
    shares = tuple(_SHOWN.values())
    tallies = {dimension: _Tally(shares, each) for dimension, each in counts.items()}
    return {dimension: _dimension(dimension, tally) for dimension, tally in tallies.items()}


@dataclass(frozen=True, slots=True)
class _Figures:
    """What a Beta distribution says of a depth."""

    mean: float
    depth: float
    uncertainty: float
    weakness: float

    @staticmethod
    def of(deep: float, shallow: float) -> "_Figures":
        mean = deep / (deep + shallow)
        sd = sqrt(mean * (1 - mean) / (deep + shallow + 1))
        return _Figures(mean, 1 + 3 * mean, 3 * sd, 1 - mean + PESSIMISM * sd)

    def __str__(self) -> str:
        return f"{self.depth:.1f} ± {self.uncertainty:.1f} of 4"


@dataclass(frozen=True, slots=True)
class _Tally:
    """How often what was shown on how old a day: counts, so that the order within a day changes no sum."""

    shares: tuple[float, ...]
    """What each step shows of full depth."""
    counts: dict[int, int]
    """By the step of a day, then by the day: all steps of today, then all of yesterday."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def sums(self) -> tuple[float, float]:
        """What speaks for depth, and what speaks against it."""
        places, times = self.counts.keys(), self.counts.values()
        # Not `sum`: in another order it would give another last digit.
        speaks_for, speaks_against = (
            fsum(map(mul, times, map(weights.__getitem__, places))) for weights in _weights(self.shares)
        )
        return speaks_for, speaks_against

    def recent(self) -> tuple[list[int], int]:
        """How often each step was shown in the last `RECENT_DAYS`, and how often any of them was before."""
        steps = len(self.shares)
        recent = [
            sum(self.counts.get(place, 0) for place in range(step, steps * evidence.RECENT_DAYS, steps))
            for step in range(steps)
        ]
        return recent, self.total - sum(recent)


@cache
def _weights(shares: tuple[float, ...]) -> tuple[list[float], list[float]]:
    """What one of each of a tally's counts speaks for depth, and what it speaks against it."""
    weights = [exp2(-age_days / HALF_LIFE_DAYS) for age_days in range(WINDOW_DAYS + 1)]
    return (
        [weight * share for weight in weights for share in shares],
        [weight * (1 - share) for weight in weights for share in shares],
    )


def _tally(days: Days, day: date) -> _Tally:
    steps, today = len(_DEPTHS), place_of(day, 1)
    window = steps * (WINDOW_DAYS + 1)
    found = {place - today: times for place, times in days.items() if place - today < window}
    if found and min(found) < 0:  # of a later day: they count as of this one
        for later in [place for place in found if place < 0]:
            found[later % steps] = found.get(later % steps, 0) + found.pop(later)
    return _Tally(_DEPTHS, found)


def _round(round_: Round, tally: _Tally, questions: Sequence[Diagnosed], day: date) -> RoundWeakness:
    deep, shallow = tally.sums()
    deep, shallow = deep + _PRIOR_DEEP, shallow + _PRIOR_SHALLOW
    asked = 0.0
    for each in questions:
        share, weight = _RESULTS[each.result], _QUESTION_WEIGHT * _faded(max(0, (day - each.day).days))
        deep, shallow, asked = deep + weight * share, shallow + weight * (1 - share), asked + weight
    figures = _Figures.of(deep, shallow)
    name, rests_on = ROUNDS[round_].name, [evidence.depths(*tally.recent())] if tally.total else []
    if questions:
        went = evidence.results({each.question: each.result for each in questions})
        rests_on.append(f"in the diagnostic {went}, which weighs as much as {asked:.1f} answers given today")
    why = f"{name} {figures}: {'; '.join(rests_on)}." if rests_on else _nothing(name, figures)
    return RoundWeakness(round_, figures.depth, figures.uncertainty, figures.weakness, tally.total, why, figures.mean)


def _topic(topic: str, own: RoundWeakness, tally: _Tally) -> TopicWeakness:
    deep, shallow = tally.sums()
    figures = _Figures.of(deep + _ROUND_WEIGHT * own.mean, shallow + _ROUND_WEIGHT * (1 - own.mean))
    name, answers = ROUNDS[own.round].name, tally.total
    whole = f"{name} as a whole, at {own.depth:.1f}, weighs as much as {_ROUND_WEIGHT:g} answers given today"
    why = (
        f'"{topic}" {figures}: {evidence.depths(*tally.recent())}; {whole}.'
        if answers
        else f'There is no answer to go by in "{topic}", so it is taken to be like {name}: {figures}.'
    )
    return TopicWeakness(
        own.round, topic, figures.depth, figures.uncertainty, figures.weakness, answers, why, figures.mean
    )


def _dimension(dimension: str, tally: _Tally) -> DimensionWeakness:
    deep, shallow = tally.sums()
    figures = _Figures.of(deep + _PRIOR_DEEP, shallow + _PRIOR_SHALLOW)
    name, answers = DIMENSIONS[dimension].name, tally.total
    recent, older = tally.recent()
    shown = evidence.shown(dict(zip(_STEPS, recent, strict=True)), older)
    why = f"{name} {figures}: {shown}." if answers else _nothing(name, figures)
    return DimensionWeakness(
        dimension, figures.depth, figures.uncertainty, figures.weakness, answers, why, figures.mean
    )


def _faded(age_days: int) -> float:
    return max(QUESTION_FLOOR, exp2(-age_days / QUESTION_HALF_LIFE_DAYS))


def _nothing(name: str, figures: _Figures) -> str:
    return f"There is no answer to go by in {name}, so it is taken as {figures}."
