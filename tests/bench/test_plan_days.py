"""How the bench lets people prepare: every policy gets what it is to get, and keeps to it."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest

from cards.review import Schedule
from scheduler.memory import Candidate, Terms, candidates
from scheduler.practice import Practice
from tests.bench.plan_days import Scenario, live
from tests.bench.plan_learner import MODELS, Learner
from tests.bench.plan_policies import OURS, POLICIES, Policy
from tests.support.practising import Person

DAY = date(2026, 1, 5)
PLAIN, SAME_DATES, RANDOM, WEAKEST, _ = POLICIES
SHORT = Scenario(MODELS[3], days=7, minutes=20)


def _practised() -> Practice:
    """A deck of which some prompts are due, some were answered today, and some come back later."""
    person = Person(Learner(MODELS[3], 1).prompts)
    for ago in (6, 4, 0):
        for number, prompt in enumerate(person.prompts[ago : ago + 12]):
            if prompt.id not in person.schedules:
                person.answers(prompt.id, 1 + number % 4, DAY - timedelta(days=ago))
    return person.stands(DAY)


def _plan(policy: Policy) -> list[str]:
    return list(policy.plan(_practised(), 30, Random(1)))


def test_plain_order_is_what_is_due_by_date_and_then_what_is_new() -> None:
    schedules, plan = _practised().schedules, _plan(PLAIN)
    due = [schedules[prompt].due for prompt in plan if prompt in schedules]
    assert due == sorted(due)
    assert all(day <= DAY for day in due)
    assert [prompt in schedules for prompt in plan] == [True] * len(due) + [False] * (len(plan) - len(due))
    assert set(plan) - set(schedules) == {each.id for each in _practised().prompts} - set(schedules)


def test_at_random_comes_all_that_was_not_answered_today() -> None:
    schedules, plan = _practised().schedules, _plan(RANDOM)
    answered = {prompt for prompt, schedule in schedules.items() if schedule.last_day == DAY}
    assert answered
    assert sorted(plan) == sorted({each.id for each in _practised().prompts} - answered)


def test_weakest_first_asks_one_prompt_of_the_round_with_the_lowest_estimate() -> None:
    practice = _practised()
    (only,) = _plan(WEAKEST)
    weakest = min(practice.weakness.values(), key=lambda each: each.mean)
    assert next(each.round for each in practice.prompts if each.id == only) is weakest.round


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_a_plan_asks_nothing_twice_and_nothing_again_on_its_day(policy: Policy) -> None:
    plan, schedules = _plan(policy), _practised().schedules
    assert plan
    assert len(set(plan)) == len(plan)
    assert all(schedules[prompt].last_day < DAY for prompt in plan if prompt in schedules)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_the_same_person_lives_the_same_days_again(policy: Policy) -> None:
    once = live(SHORT, policy, 4)
    assert live(SHORT, policy, 4) == once
    assert once.answers >= once.new > 0
    assert 1 <= once.worst <= 4


def test_the_dates_differ_only_where_a_policy_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def noted(prompt: str, schedule: Schedule | None, day: date, terms: Terms) -> Sequence[Candidate]:
        asked.append(terms.retention.value)
        return candidates(prompt, schedule, day, terms)

    monkeypatch.setattr("tests.bench.plan_days.candidates", noted)
    found = {}
    for policy in POLICIES:
        asked.clear()
        live(SHORT, policy, 4)
        found[policy] = set(asked)
    assert found[PLAIN] == {0.9}
    assert found[SAME_DATES] == found[RANDOM] == found[WEAKEST] == {0.85}
    assert found[OURS] <= {0.85, 0.92}


def test_ours_keeps_the_floor_of_every_week_that_counts() -> None:
    lived = [live(Scenario(MODELS[0], days=14), OURS, seed) for seed in range(4)]
    assert sum(each.weeks for each in lived) == sum(each.kept for each in lived) > 0
