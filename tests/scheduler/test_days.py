from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.days import monday, study_day, trusted

PROPERTY = settings(deadline=None)
START = date(2026, 1, 5)
SITTINGS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 12)), min_size=3, max_size=12)
"""Days since the sitting before, and how many answers it had."""


def days(*numbers: int) -> tuple[date, ...]:
    return tuple(START + timedelta(days=number) for number in numbers)


# The study day


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-21T03:59:59+01:00", date(2026, 11, 20)),
        ("2026-11-21T04:00:00+01:00", date(2026, 11, 21)),
        ("2026-11-21T23:30:00-08:00", date(2026, 11, 21)),
        ("2026-11-21T00:30:00+14:00", date(2026, 11, 20)),
        ("2027-01-01T02:00:00+00:00", date(2026, 12, 31)),
    ],
)
def test_a_study_day_starts_at_four_on_the_persons_own_clock(at: str, day: date):
    assert study_day(datetime.fromisoformat(at)) == day


def test_a_moment_without_an_offset_has_no_study_day():
    with pytest.raises(ValueError, match="offset"):
        study_day(datetime(2026, 11, 21, 12))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("America/New_York", date(2026, 3, 8)),
        ("America/New_York", date(2026, 11, 1)),
    ],
)
def test_the_day_turns_at_four_when_clocks_change(zone: str, change: date):
    four = datetime(change.year, change.month, change.day, 4, tzinfo=ZoneInfo(zone))
    assert study_day(four) == change
    assert study_day(four - timedelta(minutes=1)) == change - timedelta(days=1)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("month", [3, 4, 10, 11])
def test_an_evening_and_the_next_evening_are_one_day_apart_all_month_long(zone: str, month: int):
    evenings = [datetime(2026, month, number, 21, tzinfo=ZoneInfo(zone)) for number in range(1, 31)]
    assert [study_day(evening) for evening in evenings] == [evening.date() for evening in evenings]


def test_a_week_begins_on_monday():
    assert [monday(START + timedelta(days=number)) for number in range(8)] == [START] * 7 + [START + timedelta(days=7)]


# Days of a log


def test_days_that_never_go_back_count_as_they_are():
    assert trusted(()) == ()
    assert trusted(days(1, 1, 2, 400, 400, 4000)) == days(1, 1, 2, 400, 400, 4000)


def test_after_a_flight_west_the_later_day_goes_on():
    assert trusted(days(3, 9, 8, 9, 8, 10)) == days(3, 9, 9, 9, 9, 10)


@PROPERTY
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.lists(st.tuples(st.integers(3, 90), st.integers(-12 * 4, 13 * 4)), max_size=20),
)
def test_on_the_road_no_day_is_taken_from_anybody(wall: datetime, legs: list[tuple[int, int]]):
    """Hours until the next answer, and the offset there in quarters of an hour. To fly takes three hours at least."""
    at, moments = wall.replace(tzinfo=UTC), []
    for hours, quarters in legs:
        at = (at + timedelta(hours=hours)).astimezone(timezone(timedelta(minutes=15 * quarters)))
        moments.append(at)
    raw = [study_day(moment) for moment in moments]
    assert trusted(raw) == tuple(accumulate(raw, max))


def test_a_clock_that_ran_ahead_is_found_out_by_the_first_answer_after_it():
    assert trusted(days(1, 2, 900, 900, 900)) == days(1, 2, 900, 900, 900)
    assert trusted(days(1, 2, 900, 900, 900, 3)) == days(1, 2, 2, 2, 2, 3)


def test_a_clock_that_was_set_back_counts_as_the_day_before_it():
    assert trusted(days(1, 2, 2, -5000)) == days(1, 2, 2, 2)
    assert trusted(days(1, 2, 2, -5000, -5000, 4)) == days(1, 2, 2, 2, 2, 4)


def test_a_clock_that_was_wrong_at_the_very_first_counts_as_the_first_right_day():
    assert trusted(days(900, 900, 1)) == days(1, 1, 1)
    assert trusted(days(900, 1, 2)) == days(1, 1, 2)


def test_of_two_orders_as_likely_the_one_with_more_answers_is_right():
    assert trusted(days(3, 3, 3, -90, 5)) == days(3, 3, 3, 3, 5)


@PROPERTY
@given(SITTINGS, st.data())
def test_one_sitting_by_a_wrong_clock_harms_no_other(sittings: list[tuple[int, int]], data: st.DataObject):
    true = list(accumulate((gap for gap, _ in sittings), lambda day, gap: day + timedelta(days=gap), initial=START))[1:]
    wrong = data.draw(st.integers(1, len(true) - 1))
    back = data.draw(st.booleans()) and wrong > 1
    shown = list(true)
    if back:
        shown[wrong] = true[0] - timedelta(days=data.draw(st.integers(2, 9000)))
    else:
        shown[wrong] = true[-1] + timedelta(days=data.draw(st.integers(2, 9000)))
    raw = [day for day, (_, entries) in zip(shown, sittings, strict=True) for _ in range(entries)]
    counted = trusted(raw)
    firsts = [sum(entries for _, entries in sittings[:number]) for number in range(len(sittings))]
    unnoticed = not back and wrong == len(true) - 1
    for number, first in enumerate(firsts):
        if number != wrong:
            assert counted[first] == true[number]
        else:
            assert counted[first] == (shown[number] if unnoticed else true[number - 1])


@PROPERTY
@given(st.lists(st.integers(-30, 30), max_size=40))
def test_what_counts_never_goes_back_and_is_a_day_of_the_log(numbers: list[int]):
    raw = days(*numbers)
    counted = trusted(raw)
    assert len(counted) == len(raw)
    assert all(earlier <= later for earlier, later in pairwise(counted))
    assert set(counted) <= set(raw)
    assert trusted(counted) == counted


@PROPERTY
@given(st.lists(st.integers(0, 6), min_size=1, max_size=9))
def test_no_order_is_agreed_on_by_more_sittings(numbers: list[int]):
    """Beside all subsets: as many sittings count as they are as agree on an order, a drop of a day being a flight."""
    raw = days(*numbers)
    runs = [day for number, day in enumerate(raw) if number == 0 or raw[number - 1] != day]

    def in_order(chosen: list[date]) -> bool:
        latest = date.min
        for day in chosen:
            if latest != date.min and day < latest - timedelta(days=1):
                return False
            latest = max(latest, day)
        return True

    most = 0
    for mask in range(1 << len(runs)):
        chosen = [day for number, day in enumerate(runs) if mask >> number & 1]
        if in_order(chosen):
            most = max(most, len(chosen))
    counted = trusted(raw)
    kept = [
        counted[number] - day <= timedelta(days=1) and counted[number] >= day
        for number, day in enumerate(raw)
        if number == 0 or raw[number - 1] != day
    ]
    assert sum(kept) >= most


def test_a_log_of_years_with_a_wrong_clock_is_settled_at_once():
    raw = [START + timedelta(days=number // 40) for number in range(100_000)]
    raw[50_000:50_040] = [START + timedelta(days=9000)] * 40
    counted = trusted(raw)
    assert counted[50_000] == raw[49_999]
    assert counted[50_040:] == tuple(raw[50_040:])
