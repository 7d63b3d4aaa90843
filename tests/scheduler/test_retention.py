"""Desired retention: lifted in the two weakest rounds that have nothing new, and a true reason beside it."""

import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.rounds import ROUNDS, Round
from scheduler.retention import desired_retention, said
from scheduler.rules import Rules
from scheduler.weakness import RoundWeakness

WEAKER = {Round.ML: 0.4, Round.DESIGN: 0.9, Round.CODING: 0.7, Round.BEHAVIORAL: 0.5}


def estimates(weakness: dict[Round, float]) -> dict[Round, RoundWeakness]:
    return {
        round_: RoundWeakness(round_, 4 - 3 * value, 0.3, value, 5, "", 1 - value) for round_, value in weakness.items()
    }


def lifted(weakness: dict[Round, float], unseen: dict[Round, int]) -> set[Round]:
    return {each for each in Round if desired_retention(each, estimates(weakness), unseen, Rules()).lifted}


def aim(percent: float) -> str:
    return f"The aim is a chance of {percent} % of still having the thread when it comes back: "


def test_two_weakest_rounds_without_a_new_prompt_come_back_sooner():
    found = {each: desired_retention(each, estimates(WEAKER), {}, Rules()) for each in Round}
    assert {each: retention.value for each, retention in found.items()} == {
        Round.ML: 0.85,
        Round.DESIGN: 0.92,
        Round.CODING: 0.92,
        Round.BEHAVIORAL: 0.85,
    }
    assert found[Round.DESIGN].why == (
        f"{aim(92)}System design counts among your two weakest rounds and has no new prompt left."
    )
    assert found[Round.ML].why == f"{aim(85)}ML fundamentals does not count among your two weakest rounds."


@pytest.mark.parametrize(
    ("unseen", "still"), [(1, "1 of its prompts is still new"), (12, "12 of its prompts are still new")]
)
def test_a_new_prompt_comes_before_repeating_sooner(unseen: int, still: str):
    found = desired_retention(Round.DESIGN, estimates(WEAKER), {Round.DESIGN: unseen}, Rules())
    assert (found.value, found.lifted) == (0.85, False)
    assert found.why == (
        f"{aim(85)}System design counts among your two weakest rounds, but {still}, which comes first."
    )


def test_new_prompts_of_a_weak_round_do_not_lift_the_third_one():
    assert lifted(WEAKER, {Round.DESIGN: 3}) == {Round.CODING}


def test_of_equally_weak_rounds_the_earlier_counts_as_weaker():
    assert lifted(dict.fromkeys(Round, 0.5), {}) == {Round.ML, Round.DESIGN}
    for order in permutations(Round):
        assert lifted(dict.fromkeys(order, 0.5), {}) == {Round.ML, Round.DESIGN}


def test_the_rules_of_the_person_hold():
    rules = Rules(retention=0.8, weak_retention=0.875)
    assert desired_retention(Round.DESIGN, estimates(WEAKER), {}, rules).value == 0.875
    assert desired_retention(Round.DESIGN, estimates(WEAKER), {}, rules).why.startswith(aim(87.5))
    assert desired_retention(Round.ML, estimates(WEAKER), {}, rules).value == 0.8


def test_a_weak_round_is_told_apart_where_both_values_are_the_same():
    # What is lifted is stored with every date: a later change of the rules goes by it.
    rules = Rules(retention=0.9, weak_retention=0.9)
    assert desired_retention(Round.DESIGN, estimates(WEAKER), {}, rules).lifted
    assert not desired_retention(Round.ML, estimates(WEAKER), {}, rules).lifted


@given(
    st.fixed_dictionaries({each: st.sampled_from([0.2, 0.5, 0.8]) for each in Round}),
    st.fixed_dictionaries({each: st.integers(0, 2) for each in Round}),
    st.tuples(st.integers(70, 95), st.integers(70, 95)).map(sorted),
)
def test_value_and_sentence_say_the_same(weakness: dict[Round, float], unseen: dict[Round, int], percents: list[int]):
    rules = Rules(retention=percents[0] / 100, weak_retention=percents[1] / 100)
    found = {each: desired_retention(each, estimates(weakness), unseen, rules) for each in Round}
    two = {each for each, retention in found.items() if " counts among " in retention.why}
    assert len(two) == 2
    assert min(weakness[each] for each in two) >= max(weakness[each] for each in set(Round) - two)
    for round_, retention in found.items():
        assert retention.lifted == (round_ in two and unseen[round_] == 0)
        assert retention.value == (rules.weak_retention if retention.lifted else rules.retention)
        assert ROUNDS[round_].name in retention.why
        numbers = [percents[retention.lifted]]
        if round_ in two and unseen[round_]:
            numbers.append(unseen[round_])
        assert [int(each) for each in re.findall(r"\d+", retention.why)] == numbers
        percent = percents[retention.lifted]
        assert retention.why.startswith(aim(percent))
        assert said(retention.value, retention.lifted).startswith(
            aim(percent) if retention.lifted else f"{percent} %: "
        )


def test_a_stored_date_says_why_without_the_rank_of_its_round():
    assert said(0.92, True) == f"{aim(92)}the round was one of the weakest then and had no new prompt left."
    assert said(0.85, False) == "85 %: how sure you wanted to be of still having the thread, when the date was made."
