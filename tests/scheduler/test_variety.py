"""The least recently seen of several questions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.variety import least_recent

texts = st.lists(st.text(max_size=3), min_size=1, max_size=6, unique=True)
exhaustive = settings(max_examples=500, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({}, "one"),
        ({"one": 1}, "two"),
        ({"two": 4}, "one"),
        ({"one": 1, "two": 2}, "three"),
        ({"one": 5, "two": 3, "three": 9}, "two"),
        ({"one": 5, "two": 3, "three": 1}, "three"),
        ({"another": 7}, "one"),
    ],
)
def test_what_was_never_seen_comes_first_then_what_was_seen_longest_ago(seen: dict[str, int], expected: str):
    assert least_recent(("one", "two", "three"), seen) == expected


def test_an_edited_text_is_new():
    assert least_recent(("one", "two", "three, reworded"), {"one": 1, "two": 2, "three": 3}) == "three, reworded"


def test_without_choices_there_is_nothing_to_return():
    with pytest.raises(ValueError, match="nothing to choose from"):
        least_recent((), {})


@exhaustive
@given(texts, st.integers(1, 30))
def test_nothing_comes_again_before_everything_else_has_come(choices: list[str], times: int):
    seen: dict[str, int] = {}
    shown = []
    for number in range(times):
        shown.append(least_recent(choices, seen))
        seen[shown[-1]] = number
    assert shown == [choices[number % len(choices)] for number in range(times)]


@exhaustive
@given(texts, st.dictionaries(st.text(max_size=3), st.integers(0, 50), max_size=8))
def test_nothing_was_seen_longer_ago_than_what_is_chosen(choices: list[str], seen: dict[str, int]):
    chosen = least_recent(choices, seen)
    assert chosen in choices
    if chosen in seen:
        assert all(each in seen and seen[each] >= seen[chosen] for each in choices)
