import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cards.review import Review, Schedule
from scheduler.days import study_day
from scheduler.memory import Candidate, candidates, replay, replayed, retrievability

PROPERTY = settings(deadline=None, max_examples=60)
START = date(2026, 1, 5)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
DEPTHS = st.integers(1, 4)
RETENTIONS = st.sampled_from([0.70, 0.80, 0.85, 0.90, 0.92, 0.95])
HISTORIES = st.lists(st.tuples(st.integers(0, 400), DEPTHS), max_size=12)
"""Days since the answer before, and the depth of each."""
OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def folded(history: Sequence[tuple[int, int]], retention: float = 0.85) -> Schedule | None:
    """Answer after answer, each time the candidate of the chosen depth."""
    schedule, day = None, START
    for days_later, depth in history:
        day += timedelta(days=days_later)
        schedule = candidates(schedule, day, retention)[depth - 1].after
    return schedule


def logged(
    attempt: int, prompt: str, at: datetime, depth: int, before: Schedule | None, *, retention: float = 0.85
) -> Review:
    chosen = candidates(before, study_day(at), retention)[depth - 1]
    return Review(
        attempt=attempt,
        prompt=prompt,
        at=at,
        study_day=study_day(at),
        suggested_depth=depth,
        depth=depth,
        rating=chosen.rating,
        affects_memory=chosen.affects_memory,
        before=before,
        after=chosen.after,
        desired_retention=retention,
    )


def intervals(offered: Sequence[Candidate], day: date) -> list[int]:
    return [(candidate.after.due - day).days for candidate in offered]


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


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("month", [3, 10, 11])
def test_an_evening_and_the_next_evening_are_one_day_apart_all_month_long(zone: str, month: int):
    evenings = [datetime(2026, month, number, 21, tzinfo=ZoneInfo(zone)) for number in range(1, 31)]
    schedule = None
    for evening in evenings:
        offered = candidates(schedule, study_day(evening))
        assert all(candidate.affects_memory for candidate in offered)
        schedule = offered[0].after
        assert schedule.due == study_day(evening) + timedelta(days=1)


# What the four depths would do


def test_first_intervals_without_steps():
    assert intervals(candidates(None, START, 0.90), START) == [1, 1, 2, 8]


def test_the_desired_retention_that_is_passed_counts():
    assert intervals(candidates(None, START, 0.70), START)[3] > intervals(candidates(None, START), START)[3] > 8


@pytest.mark.parametrize("retention", [0.0, 0.69, 0.96, 1.0, float("nan")])
def test_a_desired_retention_out_of_range_is_refused(retention: float):
    with pytest.raises(ValueError, match="desired retention"):
        candidates(None, START, retention)


@PROPERTY
@given(HISTORIES, st.integers(1, 4000), RETENTIONS)
def test_every_candidate_waits_for_another_day_and_deeper_waits_longer(
    history: list[tuple[int, int]], days_later: int, retention: float
):
    schedule = folded(history, retention)
    day = START if schedule is None else schedule.last_day + timedelta(days=days_later)
    offered = candidates(schedule, day, retention)
    waits = intervals(offered, day)
    assert [candidate.depth for candidate in offered] == [candidate.rating for candidate in offered] == [1, 2, 3, 4]
    assert all(shallow <= deep for shallow, deep in pairwise(waits))
    assert waits[0] >= 1
    assert waits[1] <= 3
    assert waits[3] <= 3650
    assert all(candidate.affects_memory and candidate.after.last_day == day for candidate in offered)


@PROPERTY
@given(HISTORIES.filter(bool), st.integers(-30, 0), DEPTHS, RETENTIONS)
def test_a_second_answer_of_a_day_or_one_on_an_earlier_day_changes_nothing(
    history: list[tuple[int, int]], days_later: int, depth: int, retention: float
):
    schedule = folded(history)
    assert schedule is not None
    candidate = candidates(schedule, schedule.last_day + timedelta(days=days_later), retention)[depth - 1]
    assert candidate.after == schedule
    assert not candidate.affects_memory


def test_reviews_and_lapses_are_counted():
    schedule = folded([(0, 1), (1, 3), (0, 1), (5, 1), (2, 2)])
    assert schedule is not None
    assert (schedule.reviews, schedule.lapses) == (4, 1)


def test_twenty_hours_later_on_the_next_study_day_is_one_day():
    evening = datetime(2026, 11, 21, 22, tzinfo=UTC)
    first = candidates(None, study_day(evening))[2].after
    after_20_hours = candidates(first, study_day(evening + timedelta(hours=20)))[2]
    after_24_hours = candidates(first, study_day(evening + timedelta(hours=24)))[2]
    assert after_20_hours == after_24_hours
    assert after_20_hours.affects_memory
    assert after_20_hours.after.memory.stability > 2 * first.memory.stability


# The log


@PROPERTY
@given(st.data())
def test_replaying_the_log_gives_what_the_candidates_gave(data: st.DataObject):
    log: list[Review] = []
    schedules: dict[str, Schedule] = {}
    at = datetime(2026, 1, 5, 12, tzinfo=UTC)
    for attempt in range(data.draw(st.integers(0, 12))):
        at = (at + timedelta(minutes=data.draw(st.integers(0, 60_000)))).astimezone(data.draw(OFFSETS))
        prompt = data.draw(st.sampled_from(["f1", "s1"]))
        review = logged(attempt, prompt, at, data.draw(DEPTHS), schedules.get(prompt), retention=data.draw(RETENTIONS))
        log.append(review)
        schedules[prompt] = review.after
    assert replay(log) == schedules
    for length, review in enumerate(log, start=1):
        assert replay(log[:length])[review.prompt] == review.after


@PROPERTY
@given(HISTORIES.filter(bool))
def test_a_log_with_wrong_results_is_replayed_from_what_went_in(history: list[tuple[int, int]]):
    at, wrong, log = datetime(2026, 1, 5, 12, tzinfo=UTC), candidates(None, START)[0].after, []
    for attempt, (days_later, depth) in enumerate(history):
        at += timedelta(days=days_later)
        log.append(Review(attempt, "f1", at, study_day(at), 1, depth, 1, False, wrong, wrong, 0.85))
    assert replay(log) == {"f1": folded(history)}


@PROPERTY
@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)), OFFSETS, OFFSETS, st.integers(0, 80), DEPTHS)  # noqa: DTZ001
def test_travelling_never_raises_and_never_gives_a_date_behind_the_last_day(
    wall: datetime, home: timezone, away: timezone, hours: int, depth: int
):
    at = wall.replace(tzinfo=home)
    later = (at + timedelta(hours=hours)).astimezone(away)
    first = logged(1, "f1", at, depth, None)
    second = logged(2, "f1", later, depth, first.after)
    assert second.affects_memory == (study_day(later) > study_day(at))
    assert first.after.last_day <= second.after.last_day < second.after.due


def test_a_flight_west_over_the_date_line_keeps_the_date_and_says_why():
    first = logged(1, "f1", datetime(2026, 11, 21, 9, tzinfo=timezone(timedelta(hours=13))), 3, None)
    landed = datetime(2026, 11, 20, 14, tzinfo=timezone(timedelta(hours=-10)))
    assert landed > first.at
    candidate = candidates(first.after, study_day(landed))[0]
    assert (candidate.affects_memory, candidate.after) == (False, first.after)
    assert "an answer of a later day has moved the date already" in candidate.why


# The words


def test_why_tells_a_capped_date_from_one_on_the_curve():
    schedule = folded([(0, 4), (20, 4)])
    assert schedule is not None
    recited, named, decided, _ = candidates(schedule, schedule.due)
    assert recited.why.startswith(("Comes back in 2 days", "Comes back in 3 days", "Comes back tomorrow"))
    assert named.why.startswith("Comes back in 3 days: its own curve would wait ")
    assert named.why.endswith("days, but an answer at depth 2 (named the tradeoff) returns within 3 days.")
    assert "on its own curve: your chance of still having the thread then is estimated at 85 %." in decided.why


def test_why_of_a_first_recited_answer():
    assert candidates(None, START)[0].why == (
        "Comes back tomorrow, on its own curve, and an answer at depth 1 (recited) returns within 3 days in any case."
    )


def test_why_of_a_second_answer_on_the_day_names_the_date_that_stays():
    schedule = folded([(0, 3)])
    assert schedule is not None
    assert candidates(schedule, START)[3].why == (
        "Still comes back in 4 days: only the first answer of a day moves the date, "
        "and this prompt already has one of that day."
    )


def test_why_counts_from_the_day_of_the_rating_where_that_is_later():
    later = [candidates(None, START, today=START + timedelta(days=days))[2].why for days in (1, 3, 9)]
    assert [why.split(",")[0] for why in later] == ["Comes back in 3 days", "Comes back tomorrow", "Comes back today"]


@PROPERTY
@given(HISTORIES, st.integers(0, 500), DEPTHS)
def test_the_days_in_why_are_the_days_until_it_is_due(history: list[tuple[int, int]], days_later: int, depth: int):
    schedule = folded(history)
    day = START if schedule is None else schedule.last_day + timedelta(days=days_later)
    candidate = candidates(schedule, day)[depth - 1]
    days = (candidate.after.due - day).days
    assert ("comes back tomorrow" if days == 1 else f"comes back in {days} days") in candidate.why.lower()
    assert candidate.why.count(".") == 1


# Memory


@PROPERTY
@given(HISTORIES.filter(bool), st.integers(0, 2000), st.integers(1, 2000))
def test_the_chance_of_keeping_the_thread_starts_at_one_and_falls(history: list[tuple[int, int]], days: int, more: int):
    schedule = folded(history)
    assert schedule is not None
    sooner, later = (retrievability(schedule, schedule.last_day + timedelta(days=n)) for n in (days, days + more))
    assert retrievability(schedule, schedule.last_day - timedelta(days=3)) == 1
    assert 1 >= sooner > later > 0


@PROPERTY
@given(HISTORIES, DEPTHS, RETENTIONS)
def test_a_date_on_the_curve_is_where_the_chance_falls_to_the_desired_retention(
    history: list[tuple[int, int]], depth: int, retention: float
):
    assume(depth > 2)
    schedule = folded([*history, (1, depth)], retention)
    assert schedule is not None
    days = (schedule.due - schedule.last_day).days
    assume(1 < days < 3650)
    day_before, day_after = (retrievability(schedule, schedule.due + timedelta(days=n)) for n in (-1, 1))
    assert day_before > retention > day_after


# Beside py-fsrs itself


@PROPERTY
@given(st.lists(st.tuples(st.integers(1, 400), DEPTHS), min_size=1, max_size=20), RETENTIONS)
def test_memory_is_that_of_fsrs_called_directly(history: list[tuple[int, int]], retention: float):
    peer = Scheduler(
        desired_retention=retention, learning_steps=(), relearning_steps=(), maximum_interval=3650, enable_fuzzing=False
    )
    card, at = Card(card_id=1), datetime(2026, 1, 5, 18, 30, tzinfo=UTC)
    for days_later, depth in history:
        at += timedelta(days=days_later)
        card, _ = peer.review_card(card, Rating(depth), at)
    ours = folded(history, retention)
    assert ours is not None
    assert (ours.memory.stability, ours.memory.difficulty) == (card.stability, card.difficulty)
    if history[-1][1] > 2:
        assert (ours.due - ours.last_day).days == (card.due - at).days


def test_a_whole_history_is_pinned():
    schedule, day, waits = None, START, []
    for depth in (3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3):
        schedule = candidates(schedule, day, 0.90)[depth - 1].after
        waits.append((schedule.due - day).days)
        day = schedule.due
    # After the first Again the curve would wait 9 days; the cap for depth 1 and 2 makes it 3.
    assert waits == [2, 11, 46, 163, 497, 1346, 3, 1, 2, 4, 7, 13, 21]


def test_the_installed_fsrs_still_gives_the_published_days():
    stock, card, at, waits = (
        Scheduler(enable_fuzzing=False),
        Card(card_id=1),
        datetime(2022, 11, 29, 12, 30, tzinfo=UTC),
        [],
    )
    for rating in (3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3):
        card, _ = stock.review_card(card, Rating(rating), at)
        waits.append((card.due - at).days)
        at = card.due
    assert waits == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_the_installed_fsrs_still_gives_the_published_memory():
    stock, card, at = Scheduler(enable_fuzzing=False), Card(card_id=1), datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
    for rating, days_later in zip((1, 3, 3, 3, 3, 3), (0, 0, 1, 3, 8, 21), strict=True):
        at += timedelta(days=days_later)
        card, _ = stock.review_card(card, Rating(rating), at)
    assert card.stability == pytest.approx(53.62691, abs=1e-4)
    assert card.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_nothing_heavy_is_imported():
    code = (
        "import sys; import scheduler.memory, scheduler.queue; "
        "print(sorted({'torch', 'pandas', 'numpy', 'tqdm'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@PROPERTY
@given(HISTORIES.filter(bool))
def test_a_sound_log_comes_back_as_it_is_and_an_altered_one_as_it_was(history: list[tuple[int, int]]):
    at, schedule, log = datetime(2026, 1, 5, 12, tzinfo=UTC), None, []
    for attempt, (days_later, depth) in enumerate(history):
        at += timedelta(days=days_later)
        log.append(logged(attempt, "f1", at, depth, schedule))
        schedule = log[-1].after
    assert list(replayed(log)) == log
    wrong = candidates(None, START)[0].after
    altered = [replace(review, rating=1, affects_memory=False, before=wrong, after=wrong) for review in log]
    assert list(replayed(altered)) == log
