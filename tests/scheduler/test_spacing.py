from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.rules import Rules
from scheduler.spacing import bounds, spread

PROPERTY = settings(deadline=None)
MONDAY = date(2026, 1, 5)
WAITS = st.floats(0.1, 4000)
SEEDS = st.text(max_size=8)
LOADS = st.dictionaries(st.integers(1, 400).map(lambda days: MONDAY + timedelta(days=days)), st.floats(0, 600))
EASY = st.frozensets(st.integers(0, 6))
OFF = st.frozensets(st.integers(1, 30).map(lambda days: MONDAY + timedelta(days=days)))


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def spread_of(
    curve_days: float, seed: str, load: Mapping[date, float] | None = None, rules: Rules | None = None
) -> int:
    return spread(curve_days, MONDAY, seed=seed, load=load or {}, rules=rules or Rules())


# The bounds


@pytest.mark.parametrize(
    ("days", "minimum", "maximum", "lower", "upper"),
    [
        (1.0, 1, 1000, 1, 1),
        (2.49, 1, 1000, 2, 2),
        (2.5, 1, 1000, 2, 4),
        (7.0, 1, 1000, 5, 9),
        (17.0, 1, 1000, 14, 20),
        (37.0, 1, 1000, 33, 41),
        (2.0, 2, 1000, 2, 2),
        (2.0, 3, 1000, 3, 4),
        (2.0, 3, 3, 3, 3),
        (6.9, 3, 1000, 5, 9),
        (7.0, 3, 1000, 5, 9),
        (7.1, 3, 1000, 5, 9),
        (19.9, 3, 1000, 17, 23),
        (20.0, 3, 1000, 17, 23),
        (20.1, 3, 1000, 17, 23),
        (100.0, 101, 1000, 101, 108),
        (100.0, 1, 99, 92, 99),
        (100.0, 97, 103, 97, 103),
        (1.0, 3, 2, 2, 2),
    ],
)
def test_the_bounds_are_those_that_anki_publishes(days: float, minimum: int, maximum: int, lower: int, upper: int):
    """In the tests of rslib/src/scheduler/states/fuzz.rs there."""
    assert bounds(days, minimum, maximum) == (lower, upper)


@PROPERTY
@given(WAITS, st.integers(1, 5000), st.integers(1, 5000))
def test_the_bounds_are_in_order_and_within_their_limits(days: float, minimum: int, maximum: int):
    lower, upper = bounds(days, minimum, maximum)
    assert min(minimum, maximum) <= lower <= upper <= maximum


@PROPERTY
@given(st.integers(1, 3650), st.integers(0, 60))
def test_a_longer_wait_has_later_bounds(days: int, more: int):
    assert all(one <= other for one, other in zip(bounds(days), bounds(days + more), strict=True))


# The day


@PROPERTY
@given(WAITS, SEEDS, LOADS, EASY)
def test_without_days_off_the_day_is_within_the_bounds(
    curve_days: float, seed: str, load: dict[date, float], easy: frozenset[int]
):
    lower, upper = bounds(curve_days)
    chosen = spread(curve_days, MONDAY, seed=seed, load=load, rules=Rules(easy_weekdays=easy))
    assert lower <= chosen <= upper
    assert chosen == spread(curve_days, MONDAY, seed=seed, load=load, rules=Rules(easy_weekdays=easy))


@PROPERTY
@given(WAITS, SEEDS, LOADS, OFF, st.integers(1, 40), st.integers(1, 60))
def test_days_off_stay_free_and_nothing_comes_before_the_earliest_day(
    curve_days: float, seed: str, load: dict[date, float], off: frozenset[date], earliest: int, latest: int
):
    rules = Rules(days_off=off)
    chosen = spread(curve_days, MONDAY, seed=seed, load=load, rules=rules, earliest=earliest, latest=latest)
    lower, upper = bounds(curve_days, maximum=latest)
    first = max(lower, earliest)
    assert day(chosen) not in off
    assert chosen >= first
    if chosen > upper:
        assert all(day(number) in off for number in range(first, chosen))


@PROPERTY
@given(st.lists(st.integers(1, 3650), min_size=4, max_size=4).map(sorted), SEEDS, LOADS, EASY, OFF)
def test_who_is_placed_after_another_never_comes_before(
    waits: list[int], seed: str, load: dict[date, float], easy: frozenset[int], off: frozenset[date]
):
    rules, placed = Rules(easy_weekdays=easy, days_off=off), [1]
    for number, wait in enumerate(waits):
        latest = 3 if number < 2 else 3650
        earliest = placed[-1]
        placed.append(
            spread(min(wait, latest), MONDAY, seed=seed, load=load, rules=rules, earliest=earliest, latest=latest)
        )
    assert all(one <= other for one, other in pairwise(placed))
    assert all(day(number) in off for each in placed[1:3] for number in range(3, each))


def test_under_two_days_and_a_half_there_is_nothing_to_choose():
    assert {spread_of(2, f"p{number}") for number in range(50)} == {2}


def test_every_day_of_the_bounds_is_somebodys_and_sooner_is_likelier():
    chosen = Counter(spread_of(10, f"p{number}") for number in range(2000))
    lower, upper = bounds(10)
    assert set(chosen) == set(range(lower, upper + 1))
    assert chosen[lower] > 1.5 * chosen[upper]


def test_a_full_day_is_avoided():
    full = {day(9): 60.0, day(10): 60.0, day(11): 60.0}
    chosen = Counter(spread_of(10, f"p{number}", full) for number in range(300))
    assert sum(chosen[days] for days in (9, 10, 11)) < 3


def test_where_all_days_off_are_in_the_way_the_first_free_one_after_them_is_taken():
    off = Rules(days_off=frozenset(day(number) for number in (2, 3, 4, 5, 7)))
    assert spread(3, MONDAY, seed="p", load={}, rules=off, latest=3) == 6
    assert spread(1, MONDAY, seed="p", load={}, rules=off) == 1
    assert spread(7, MONDAY, seed="p", load={day(6): 500}, rules=off) in {6, 8, 9}


# Many of them


def a_season(rules: Rules, *, balanced: bool = True, spaced: bool = True) -> dict[date, float]:
    """Minutes due by day when 15 prompts are begun on three days a week, all with the same waits: the worst case."""
    load: Counter[date] = Counter()
    for week in range(26):
        for session in (0, 1, 2):
            begun = day(7 * week + session)
            for number in range(15):
                at, minutes = begun, 4 + number % 5
                for wait in (3, 7, 14, 28, 56):
                    seed = f"{week}.{session}.{number} {wait}"
                    known = load if balanced else {}
                    days = spread(wait, at, seed=seed, load=known, rules=rules) if spaced else wait
                    at += timedelta(days=days)
                    load[at] += minutes
    return dict(load)


def settled(load: dict[date, float]) -> list[float]:
    """The days between: neither the first weeks nor the last."""
    return [load.get(day(number), 0.0) for number in range(70, 182)]


def test_the_fullest_day_is_less_full_and_the_average_one_is_not():
    bare, fuzzed, ours = (
        settled(a_season(Rules(), spaced=False)),
        settled(a_season(Rules(), balanced=False)),
        settled(a_season(Rules())),
    )
    assert max(ours) < 0.7 * max(bare)
    assert max(ours) < max(fuzzed)
    assert mean(ours) == pytest.approx(mean(bare), rel=0.1)


def test_easy_weekdays_get_clearly_less():
    load = a_season(Rules(easy_weekdays=frozenset({5, 6})))
    by_weekday = [mean(load.get(day(number), 0.0) for number in range(70 + weekday, 182, 7)) for weekday in range(7)]
    assert max(by_weekday[5:]) < 0.7 * min(by_weekday[:5])


def test_days_off_stay_empty():
    off = frozenset(day(number) for number in range(90, 104))
    load = a_season(Rules(days_off=off))
    assert not off & load.keys()
