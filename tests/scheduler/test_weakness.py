from datetime import UTC, date, datetime, time, timedelta
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.review import Memory, Review, Schedule
from cards.rounds import Round
from scheduler.weakness import weaknesses

PROPERTY = settings(deadline=None, max_examples=60)
TODAY = date(2026, 11, 21)
ROUND_OF = {
    "f1": Round.ML,
    "s1": Round.DESIGN,
    "s2": Round.DESIGN,
    "s3": Round.DESIGN,
    "c1": Round.CODING,
    "b1": Round.BEHAVIORAL,
}


def review(prompt: str, depth: int, days_ago: int = 0) -> Review:
    """A review as far as the estimate reads it: prompt, study day and depth."""
    day = TODAY - timedelta(days=days_ago)
    after = Schedule(Memory(1.0, 5.0), day, day + timedelta(days=1), 1, 0)
    return Review(1, prompt, datetime.combine(day, time(12), UTC), day, depth, depth, depth, True, None, after, 0.85)


def test_without_answers_every_round_stands_on_its_neutral_prior():
    found = weaknesses([], ROUND_OF, TODAY)
    assert set(found) == set(Round)
    assert found[Round.DESIGN].depth == pytest.approx(1 + 3 * 2.8 / 6)
    assert found[Round.CODING].depth == pytest.approx(1 + 3 * 1.8 / 4)
    assert found[Round.CODING].why == "Coding has no answers yet and is taken as 2.4 ± 0.7 of 4."


def test_the_estimate_by_hand():
    found = weaknesses([review("s1", 1, days_ago=14), review("s2", 3)], ROUND_OF, TODAY)[Round.DESIGN]
    evidence = 2.8 + 3.2 + 0.5 + 1
    mean = (2.8 + 0.5 * 0 + 1 * 2 / 3) / evidence
    sd = sqrt(mean * (1 - mean) / (evidence + 1))
    assert found.depth == pytest.approx(1 + 3 * mean)
    assert found.uncertainty == pytest.approx(3 * sd)
    assert found.weakness == pytest.approx(1 - mean + 0.5 * sd)
    assert found.answers == 2


def test_only_the_first_answer_of_a_prompt_on_a_day_counts():
    once = weaknesses([review("s1", 1)], ROUND_OF, TODAY)
    assert weaknesses([review("s1", 1), review("s1", 4), review("s1", 4, days_ago=1)], ROUND_OF, TODAY) == once
    assert weaknesses([review("s1", 1), review("s2", 4)], ROUND_OF, TODAY) != once


def test_prompts_without_a_round_are_left_out():
    assert weaknesses([review("gone", 1)], ROUND_OF, TODAY) == weaknesses([], ROUND_OF, TODAY)


@pytest.mark.parametrize(
    ("reviews", "ending"),
    [
        ([review("s1", 2)], ": 1 answer in the last 14 days is at depth 2."),
        ([review("s1", 2), review("s2", 1)], ": 2 answers in the last 14 days have an average depth of 1.5."),
        ([review("s1", 2, 13), review("s2", 1, 14)][::-1], ": 1 answer in the last 14 days is at depth 2."),
        ([review("s1", 2, 20), review("s2", 1, 20)], ": 2 answers, none of them in the last 14 days."),
        ([review("s1", 2, 20)], ": 1 answer, not in the last 14 days."),
    ],
)
def test_why_names_the_answers_it_rests_on(reviews: list[Review], ending: str):
    why = weaknesses(reviews, ROUND_OF, TODAY)[Round.DESIGN].why
    assert why.startswith("System design ")
    assert why.endswith(ending)


REVIEWS = st.lists(
    st.builds(review, st.sampled_from(sorted(ROUND_OF)), st.integers(1, 4), st.integers(-2, 40_000)), max_size=20
)


@PROPERTY
@given(REVIEWS)
def test_an_estimate_is_a_depth_whatever_the_log_holds(reviews: list[Review]):
    for found in weaknesses(reviews, ROUND_OF, TODAY).values():
        assert 1 < found.depth < 4
        assert 0 < found.uncertainty < 1
        assert 0 < found.weakness < 1.5


@PROPERTY
@given(st.lists(st.integers(1, 3), min_size=1, max_size=10), st.data())
def test_a_deeper_answer_never_makes_a_round_weaker(depths: list[int], data: st.DataObject):
    which = data.draw(st.integers(0, len(depths) - 1))
    deeper = [depth + (index == which) for index, depth in enumerate(depths)]

    def weakness(answers: list[int]) -> float:
        log = [review("c1", depth, days_ago=len(answers) - index) for index, depth in enumerate(answers)]
        return weaknesses(log, ROUND_OF, TODAY)[Round.CODING].weakness

    assert weakness(deeper) < weakness(depths)


def test_old_answers_fade_and_doubt_returns():
    fresh, old = (
        weaknesses([review(prompt, 4, days_ago) for prompt in ("s1", "s2", "s3")], ROUND_OF, TODAY)[Round.DESIGN]
        for days_ago in (0, 60)
    )
    assert fresh.depth > old.depth
    assert fresh.uncertainty < old.uncertainty
    assert fresh.weakness < old.weakness
