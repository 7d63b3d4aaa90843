import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules_change import Preview
from desktop.settings.schedule_model import (
    HIGHEST,
    LOWEST,
    NEW,
    STILL,
    Chosen,
    chosen_of,
    did,
    with_chosen,
    would,
)
from scheduler.rules import Rules

percents = st.integers(LOWEST, HIGHEST)


@pytest.mark.parametrize(
    ("preview", "said"),
    [
        (Preview(12, 80, 3), "12 of 80 dates move, 3 of them to an earlier day."),
        (Preview(12, 80, 0), "12 of 80 dates move, all to a later day."),
        (Preview(12, 80, 12), "12 of 80 dates move, all to an earlier day."),
        (Preview(1, 80, 1), "1 of 80 dates moves to an earlier day."),
        (Preview(1, 1, 0), "1 of 1 date moves to a later day."),
        (Preview(0, 80, 0), "No date moves."),
    ],
)
def test_what_would_move_is_said_in_a_sentence(preview: Preview, said: str):
    assert would(preview) == said


@pytest.mark.parametrize(
    ("preview", "said"),
    [
        (Preview(12, 80, 3), "12 of 80 dates moved, 3 of them to an earlier day. Ctrl+Z takes it back."),
        (Preview(1, 80, 0), "1 of 80 dates moved to a later day. Ctrl+Z takes it back."),
        (Preview(0, 80, 0), STILL),
        (Preview(0, 0, 0), NEW),
    ],
)
def test_what_has_moved_is_said_with_the_way_back(preview: Preview, said: str):
    assert did(preview) == said


@given(percents, percents, percents)
def test_the_weak_rounds_are_never_less_sure_and_get_back_what_was_chosen_for_them(first: int, second: int, weak: int):
    rules = with_chosen(Rules(), Chosen(first, 92, frozenset()), weak)
    assert chosen_of(rules) == Chosen(first, max(first, weak), frozenset())
    again = with_chosen(rules, Chosen(second, max(first, weak), frozenset({6})), weak)
    assert chosen_of(again) == Chosen(second, max(second, weak), frozenset({6}))


def test_what_was_not_touched_stays_to_the_last_digit():
    rules = Rules(retention=0.8512, weak_retention=0.9149)
    assert with_chosen(rules, Chosen(85, 91, frozenset({0})), 91) == Rules(0.8512, 0.9149, frozenset({0}))
