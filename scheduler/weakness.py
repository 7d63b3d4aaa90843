"""How weak each round is: a Beta estimate of its depth, where old answers fade and few answers count as weaker."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from cards.review import Review
from cards.rounds import ROUNDS, Round

HALF_LIFE_DAYS = 14
"""After this many days an answer counts half."""

# The prior stands for six questions about the person, two of them on ML and two on design. They are not asked yet, so
# each counts as answered "partly": 0.5.
_QUESTIONS: Mapping[Round, int] = {Round.ML: 2, Round.DESIGN: 2, Round.CODING: 1, Round.BEHAVIORAL: 1}
_NEUTRAL_ANSWER = 0.5
_PRIOR_DEEP, _PRIOR_SHALLOW = 0.8, 1.2
_QUESTION_WEIGHT = 2.0


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
    """Answers that count, of any age."""
    why: str
    """One sentence about what the estimate rests on."""


@dataclass(frozen=True, slots=True)
class _Answer:
    depth: int
    age_days: int


def weaknesses(reviews: Sequence[Review], round_of: Mapping[str, Round], day: date) -> dict[Round, RoundWeakness]:
    """Estimate every round on study day `day` from the review log, given in its own order.

    The first answer of a prompt on a study day counts, later ones do not. `round_of` gives the round of a prompt id;
    reviews of prompts that are not in it are left out.
    """
    answers: dict[Round, list[_Answer]] = defaultdict(list)
    for review in _first_of_day(reviews):
        if review.prompt in round_of:
            age_days = max(0, (day - review.study_day).days)
            answers[round_of[review.prompt]].append(_Answer(review.depth, age_days))
    return {round_: _estimate(round_, answers[round_]) for round_ in Round}


def _first_of_day(reviews: Sequence[Review]) -> list[Review]:
    # The same rule as for memory: a day that is not after the prompt's last one adds nothing.
    last_days: dict[str, date] = {}
    first = []
    for review in reviews:
        if review.study_day > last_days.get(review.prompt, date.min):
            last_days[review.prompt] = review.study_day
            first.append(review)
    return first


def _estimate(round_: Round, answers: Sequence[_Answer]) -> RoundWeakness:
    deep, shallow = _prior(round_)
    for answer in answers:
        weight = 2.0 ** (-answer.age_days / HALF_LIFE_DAYS)
        share = (answer.depth - 1) / 3
        deep += weight * share
        shallow += weight * (1 - share)
    mean = deep / (deep + shallow)
    sd = sqrt(mean * (1 - mean) / (deep + shallow + 1))
    depth, uncertainty = 1 + 3 * mean, 3 * sd
    why = _why(round_, f"{depth:.1f} ± {uncertainty:.1f} of 4", answers)
    return RoundWeakness(round_, depth, uncertainty, 1 - mean + 0.5 * sd, len(answers), why)


def _prior(round_: Round) -> tuple[float, float]:
    questions = _QUESTION_WEIGHT * _QUESTIONS[round_]
    return _PRIOR_DEEP + questions * _NEUTRAL_ANSWER, _PRIOR_SHALLOW + questions * (1 - _NEUTRAL_ANSWER)


def _why(round_: Round, estimate: str, answers: Sequence[_Answer]) -> str:
    name = ROUNDS[round_].name
    if not answers:
        return f"{name} has no answers yet and is taken as {estimate}."
    recent = [answer.depth for answer in answers if answer.age_days < HALF_LIFE_DAYS]
    window = f"in the last {HALF_LIFE_DAYS} days"
    match len(answers), len(recent):
        case 1, 0:
            basis = f"1 answer, not {window}"
        case count, 0:
            basis = f"{count} answers, none of them {window}"
        case _, 1:
            basis = f"1 answer {window} is at depth {recent[0]}"
        case _, count:
            basis = f"{count} answers {window} have an average depth of {sum(recent) / count:.1f}"
    return f"{name} {estimate}: {basis}."
