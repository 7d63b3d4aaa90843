"""The synthetic people of the bench: the same every time, and like what their model says of them."""

from collections import Counter
from datetime import date, timedelta
from statistics import fmean

import pytest

from cards.diagnostic import QUESTIONS, Result
from cards.rounds import Round
from tests.bench.plan_learner import MODELS, STUCK, Learner, Model

BASE = MODELS[0]
BEGIN = date(2026, 1, 5)
PEOPLE = range(40)


def _after(model: Model, seed: int, *, every_days: int, times: int = 6) -> tuple[Learner, list[int]]:
    """Somebody who answered the same prompt again and again, and the depths they chose."""
    learner = Learner(model, seed)
    days = [BEGIN + timedelta(days=every_days * time) for time in range(times)]
    return learner, [learner.answer(learner.prompts[0], day).rated for day in days]


def test_there_are_six_models_that_differ() -> None:
    assert len({model.name for model in MODELS}) == len(MODELS) == 6


@pytest.mark.parametrize(("model", "prompts"), [(BASE, 30), (MODELS[3], 15)], ids=lambda each: str(each)[:20])
def test_every_round_has_its_prompts_and_its_minutes(model: Model, prompts: int) -> None:
    found = Learner(model, 1).prompts
    assert Counter(prompt.round for prompt in found) == dict.fromkeys(Round, prompts)
    assert {prompt.round: prompt.minutes for prompt in found} == dict(zip(Round, (4, 7, 9, 5), strict=True))
    assert len({prompt.id for prompt in found}) == len(found)


@pytest.mark.parametrize("model", [*MODELS, STUCK], ids=lambda model: model.name)
def test_the_same_seed_is_the_same_person(model: Model) -> None:
    one, other = _after(model, 7, every_days=3), _after(model, 7, every_days=3)
    assert one[1] == other[1]
    assert one[0].skills == other[0].skills
    assert one[0].diagnosed(BEGIN) == other[0].diagnosed(BEGIN)
    assert one[0].skills != _after(model, 8, every_days=3)[0].skills


def test_luck_does_not_depend_on_what_else_was_practised() -> None:
    one, other = Learner(BASE, 3), Learner(BASE, 3)
    elsewhere = next(prompt for prompt in other.prompts if prompt.round is Round.BEHAVIORAL)
    other.answer(elsewhere, BEGIN)
    assert one.prompts[0].round is not elsewhere.round
    assert one.answer(one.prompts[0], BEGIN) == other.answer(other.prompts[0], BEGIN)


def test_practice_deepens_its_round_and_nothing_else() -> None:
    for seed in PEOPLE:
        fresh = Learner(BASE, seed)
        practised, _ = _after(BASE, seed, every_days=3)
        day = BEGIN + timedelta(days=16)
        assert 1 <= fresh.depth(Round.ML, day) < practised.depth(Round.ML, day) <= 4
        assert fresh.depth(Round.CODING, day) == practised.depth(Round.CODING, day)


def test_what_is_not_practised_falls_back_to_where_it_began() -> None:
    learner, _ = _after(BASE, 1, every_days=3)
    first, practised = Learner(BASE, 1).skills, dict(learner.skills)
    learner.sleep()
    assert all(first[topic] <= learner.skills[topic] <= practised[topic] for topic in first)
    for _ in range(2_000):
        learner.sleep()
    assert learner.skills == pytest.approx(first)


def test_returning_to_a_known_prompt_helps_most_where_the_model_says_so() -> None:
    memory, novelty = MODELS[1], MODELS[2]
    assert fmean(_gained(memory, seed) for seed in PEOPLE) > 1.5 * fmean(_gained(novelty, seed) for seed in PEOPLE)


def _gained(model: Model, seed: int) -> float:
    """What answering one prompt on six days gave on the day after the last."""
    day = BEGIN + timedelta(days=6)
    return _after(model, seed, every_days=1)[0].depth(Round.ML, day) - Learner(model, seed).depth(Round.ML, day)


def test_over_confident_raters_choose_higher_depths() -> None:
    chosen = {model: [_after(model, seed, every_days=30)[1][0] for seed in PEOPLE] for model in (BASE, MODELS[-1])}
    assert fmean(chosen[MODELS[-1]]) > fmean(chosen[BASE])
    assert all(high >= low for high, low in zip(chosen[MODELS[-1]], chosen[BASE], strict=True))


def test_a_new_prompt_takes_longer_than_a_known_one() -> None:
    new, known = [], []
    for seed in PEOPLE:
        learner = Learner(BASE, seed)
        new.append(learner.answer(learner.prompts[0], BEGIN).minutes)
        known.append(learner.answer(learner.prompts[0], BEGIN + timedelta(days=2)).minutes)
    assert fmean(new) > 1.1 * fmean(known)


def test_people_practise_on_most_days() -> None:
    days = [Learner(BASE, 1).practises(BEGIN + timedelta(days=number)) for number in range(400)]
    assert 0.8 < fmean(days) < 0.9


def test_who_is_stuck_says_so() -> None:
    said = [each.result for seed in PEOPLE for each in Learner(STUCK, seed).diagnosed(BEGIN)]
    assert len(said) == len(QUESTIONS) * len(PEOPLE)
    assert said.count(Result.STUCK) > 0.8 * len(said)
