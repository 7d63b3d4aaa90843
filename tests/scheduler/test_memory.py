import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import assume, given
from hypothesis import strategies as st

from cards.review import Memory, Move, Review, Schedule, Standing
from scheduler.days import study_day, trusted
from scheduler.memory import (
    Candidate,
    base_days,
    candidates,
    is_leech,
    longest_wait,
    relative_overdueness,
    replayed,
    retrievability,
)
from scheduler.rules import Rules
from tests.scheduler.memories import (
    DEPTHS,
    HISTORIES,
    NOON,
    OFFSETS,
    PROPERTY,
    RETENTIONS,
    SCATTERED,
    START,
    answered,
    folded,
    on_the_curve,
    replay,
    scattered,
    standings,
    terms,
)


def intervals(offered: Sequence[Candidate], day: date) -> list[int]:
    return [(candidate.after.due - day).days for candidate in offered]


# What the four depths would do


def test_first_intervals_without_steps():
    assert [base_days(one.after.memory, one.depth, 0.90) for one in candidates("f1", None, START, terms(0.90))] == [
        1,
        1,
        2,
        8,
    ]


def test_the_desired_retention_that_is_passed_counts():
    sure, usual = (candidates("f1", None, START, terms(retention))[3] for retention in (0.95, 0.85))
    assert sure.after.due < usual.after.due
    assert sure.after.memory == usual.after.memory
    assert sure.retention.value == 0.95


@pytest.mark.parametrize("retention", [0.0, 0.69, 0.96, 1.0, float("nan")])
def test_a_desired_retention_out_of_range_is_refused(retention: float):
    with pytest.raises(ValueError, match="desired retention"):
        candidates("f1", None, START, terms(retention))


@PROPERTY
@given(HISTORIES, st.integers(1, 4000), RETENTIONS, SCATTERED)
def test_every_candidate_waits_for_another_day_and_deeper_waits_longer(
    history: list[tuple[int, int]],
    days_later: int,
    retention: float,
    drawn: tuple[frozenset[int], frozenset[int], dict[int, float]],
):
    schedule = folded(history, terms(retention))
    day = START if schedule is None else schedule.last_day + timedelta(days=days_later)
    by = scattered(day, drawn, retention)
    offered = candidates("f1", schedule, day, by)
    waits = intervals(offered, day)
    assert [candidate.depth for candidate in offered] == [candidate.rating for candidate in offered] == [1, 2, 3, 4]
    assert all(shallow <= deep for shallow, deep in pairwise(waits))
    assert waits[0] >= 1
    assert all(candidate.affects_memory and candidate.after.last_day == day for candidate in offered)
    assert not {candidate.after.due for candidate in offered} & by.rules.days_off
    for candidate, wait in zip(offered, waits, strict=True):
        longest = longest_wait(candidate.after.memory, candidate.depth, retention)
        assert wait <= longest or "for days off come first" in candidate.why
        assert wait <= 3 or candidate.depth > 2 or "for days off come first" in candidate.why
        assert wait == max(1, base_days(candidate.after.memory, candidate.depth, retention) + candidate.shift)


@PROPERTY
@given(HISTORIES.filter(bool), st.integers(-30, 0), DEPTHS, RETENTIONS)
def test_a_second_answer_of_a_day_or_one_on_an_earlier_day_changes_nothing(
    history: list[tuple[int, int]], days_later: int, depth: int, retention: float
):
    schedule = folded(history)
    assert schedule is not None
    day = schedule.last_day + timedelta(days=days_later)
    candidate = candidates("f1", schedule, day, terms(retention))[depth - 1]
    assert candidate.after == schedule
    assert (candidate.affects_memory, candidate.shift) == (False, 0)


def test_reviews_and_lapses_are_counted():
    schedule = folded([(0, 1), (1, 3), (0, 1), (5, 1), (2, 2)])
    assert schedule is not None
    assert (schedule.reviews, schedule.lapses) == (4, 1)


def test_four_lapses_make_a_leech():
    lapsed = [folded([(0, 1), (1, 3), *[(2, 1)] * lapses]) for lapses in (3, 4, 5)]
    assert [schedule is not None and is_leech(schedule) for schedule in lapsed] == [False, True, True]


def test_twenty_hours_later_on_the_next_study_day_is_one_day():
    evening = datetime(2026, 11, 21, 22, tzinfo=UTC)
    first = candidates("f1", None, study_day(evening), terms())[2].after
    after_20_hours = candidates("f1", first, study_day(evening + timedelta(hours=20)), terms())[2]
    after_24_hours = candidates("f1", first, study_day(evening + timedelta(hours=24)), terms())[2]
    assert after_20_hours == after_24_hours
    assert after_20_hours.affects_memory
    assert after_20_hours.after.memory.stability > 2 * first.memory.stability


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("month", [3, 10, 11])
def test_an_evening_and_the_next_evening_are_one_day_apart_all_month_long(zone: str, month: int):
    schedule = None
    for number in range(1, 31):
        day = study_day(datetime(2026, month, number, 21, tzinfo=ZoneInfo(zone)))
        offered = candidates("f1", schedule, day, terms())
        assert all(candidate.affects_memory for candidate in offered)
        schedule = offered[0].after
        assert schedule.due == day + timedelta(days=1)


# Spreading


def test_prompts_of_one_answer_come_back_on_different_days_and_each_always_on_the_same():
    far = folded([(0, 4), (20, 4)])
    assert far is not None
    dues = {f"p{number}": candidates(f"p{number}", far, far.due, terms())[3].after.due for number in range(40)}
    assert len(set(dues.values())) > 3
    assert dues == {prompt: candidates(prompt, far, far.due, terms())[3].after.due for prompt in dues}


def test_a_prompt_goes_around_the_days_that_are_full():
    far = folded([(0, 4), (20, 3)])
    assert far is not None
    bare = candidates("f1", far, far.due, terms())[2].after.due
    full = {bare + timedelta(days=days): 300.0 for days in (-1, 0, 1)}
    assert candidates("f1", far, far.due, terms(load=full))[2].after.due not in full


def test_a_shallow_answer_gives_way_to_days_off_only():
    day = START
    off = frozenset(day + timedelta(days=days) for days in range(1, 6))
    recited, named = candidates("f1", None, day, terms(rules=Rules(days_off=off)))[:2]
    assert intervals((recited, named), day) == [6, 6]
    assert recited.why == (
        "Comes back in 6 days, for days off come first: "
        "without them an answer at depth 1 (recited) returns within 3 days."
    )


# The log


@st.composite
def logs(draw: st.DrawFn) -> list[Review | Move]:
    """Answers at any moment and in any time zone, by any rules, and moves of dates among them."""
    log: list[Review | Move] = []
    schedules: dict[str, Schedule] = {}
    at = NOON
    for attempt in range(draw(st.integers(0, 12))):
        prompt = draw(st.sampled_from(["f1", "s1"]))
        if prompt in schedules and draw(st.integers(0, 4)) == 0:
            move = Move(prompt, draw(RETENTIONS), draw(st.booleans()), draw(st.integers(-5, 5)))
            *_, moved = replayed([*log, move])
            assert isinstance(moved, Move)
            assert moved.after is not None
            log.append(moved)
            schedules[prompt] = moved.after
            continue
        at = (at + timedelta(minutes=draw(st.integers(0, 60_000)))).astimezone(draw(OFFSETS))
        by = scattered(study_day(at), draw(SCATTERED), draw(RETENTIONS))
        review = answered(attempt, prompt, at, draw(DEPTHS), schedules.get(prompt), by)
        log.append(review)
        schedules[prompt] = review.after
    return log


@PROPERTY
@given(logs())
def test_replaying_the_log_gives_what_the_candidates_gave(log: list[Review | Move]):
    assert list(replayed(log)) == log
    for length, entry in enumerate(log, start=1):
        assert replay(log[:length])[entry.prompt] == entry.after
    assert all(schedule.due > schedule.last_day for schedule in replay(log).values())


@PROPERTY
@given(logs().filter(bool))
def test_what_came_before_the_last_entry_is_what_is_there_when_it_is_taken_back(log: list[Review | Move]):
    last, before = log[-1], replay(log[:-1])
    after = replay(log)
    assert {prompt: after[prompt] for prompt in after if prompt != last.prompt} == {
        prompt: before[prompt] for prompt in before if prompt != last.prompt
    }
    if isinstance(last, Review):
        assert before.get(last.prompt) == last.before


@PROPERTY
@given(logs())
def test_a_prompt_is_replayed_as_well_alone_as_with_the_others(log: list[Review | Move]):
    alone = {prompt: replay(entry for entry in log if entry.prompt == prompt) for prompt in ("f1", "s1")}
    assert replay(log) == alone["f1"] | alone["s1"]


@PROPERTY
@given(logs())
def test_where_prompts_stand_is_what_their_dates_are_made_from(log: list[Review | Move]):
    found = standings(log)
    assert {prompt: standing.schedule for prompt, standing in found.items()} == replay(log)
    for standing in found.values():
        schedule = standing.schedule
        days = base_days(schedule.memory, standing.depth, standing.desired_retention) + standing.shift
        assert schedule.due == schedule.last_day + timedelta(days=max(1, days))


def test_a_move_changes_the_date_and_nothing_else():
    review = answered(1, "f1", NOON, 4, None)
    move = Move("f1", 0.95, True, 1)
    *_, moved = replayed([review, move])
    days = base_days(review.after.memory, 4, 0.95) + 1
    after = replace(review.after, due=START + timedelta(days=days))
    assert moved == replace(move, after=after)
    assert standings([review, move]) == {"f1": Standing(after, 4, 0.95, True, 1)}


def test_a_move_of_what_was_never_reviewed_does_nothing():
    move = Move("f1", 0.95, False, 1)
    assert list(replayed([replace(move, after=answered(1, "f1", NOON, 3, None).after)])) == [move]
    assert replay([move]) == standings([move]) == {}


@PROPERTY
@given(HISTORIES.filter(bool))
def test_a_log_with_wrong_results_is_replayed_from_what_went_in(history: list[tuple[int, int]]):
    wrong = candidates("f1", None, START, terms())[0].after
    at, schedule, log = NOON, None, []
    for attempt, (days_later, depth) in enumerate(history):
        at += timedelta(days=days_later)
        log.append(answered(attempt, "f1", at, depth, schedule))
        schedule = log[-1].after
    altered = [replace(review, rating=1, affects_memory=False, before=wrong, after=wrong) for review in log]
    assert list(replayed(altered)) == log
    assert replay(altered) == {"f1": schedule}


@PROPERTY
@given(HISTORIES.filter(bool), RETENTIONS)
def test_a_log_from_before_anything_was_shifted_gives_the_dates_of_then(
    history: list[tuple[int, int]], retention: float
):
    """The rule of then, by py-fsrs: the curve, for depth 1 and 2 three days at most, the first answer of a day only."""
    peer = peer_of(retention)
    card, last_day, due, day = Card(card_id=1), None, START, START
    for days_later, depth in history:
        day += timedelta(days=days_later)
        if last_day is not None and day <= last_day:
            continue
        noon = datetime.combine(day, NOON.timetz())
        card, _ = peer.review_card(card, Rating(depth), noon)
        days = (card.due - noon).days
        last_day, due = day, day + timedelta(days=min(days, 3) if depth <= 2 else days)
    then = on_the_curve(history, retention)
    assert then is not None
    assert (then.memory, then.last_day, then.due) == (Memory(card.stability or 0, card.difficulty or 0), last_day, due)


# Clocks and travel


@PROPERTY
@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)), OFFSETS, OFFSETS, st.integers(0, 80), DEPTHS)  # noqa: DTZ001
def test_travelling_never_raises_and_never_gives_a_date_behind_the_last_day(
    wall: datetime, home: timezone, away: timezone, hours: int, depth: int
):
    at = wall.replace(tzinfo=home)
    later = (at + timedelta(hours=hours)).astimezone(away)
    first = answered(1, "f1", at, depth, None)
    second = answered(2, "f1", later, depth, first.after)
    assert second.affects_memory == (study_day(later) > study_day(at))
    assert first.after.last_day <= second.after.last_day < second.after.due


def test_a_flight_west_over_the_date_line_keeps_the_date_and_says_why():
    first = answered(1, "f1", datetime(2026, 11, 21, 9, tzinfo=timezone(timedelta(hours=13))), 3, None)
    landed = datetime(2026, 11, 20, 14, tzinfo=timezone(timedelta(hours=-10)))
    assert landed > first.at
    candidate = candidates("f1", first.after, study_day(landed), terms())[0]
    assert (candidate.affects_memory, candidate.after) == (False, first.after)
    assert "an answer of a later day has moved the date already" in candidate.why


def settled(log: Iterable[Review]) -> dict[str, Schedule]:
    """Where prompts stand when the days of the log that some clock got wrong are counted as others."""
    log = list(log)
    counted = trusted([review.study_day for review in log])
    return replay(
        replace(review, counted_day=None if day == review.study_day else day)
        for review, day in zip(log, counted, strict=True)
    )


@PROPERTY
@given(
    st.lists(st.tuples(st.integers(1, 30), DEPTHS), min_size=3, max_size=10),
    st.integers(2, 9),
    st.integers(-9000, 9000),
)
def test_an_answer_by_a_wrong_clock_leaves_the_dates_of_all_others(
    history: list[tuple[int, int]], wrong: int, days: int
):
    """One prompt a sitting, so that each has a date of its own."""
    true, at = [], NOON
    for number, (gap, depth) in enumerate(history):
        at += timedelta(days=gap)
        true.append(answered(number, f"p{number}", at, depth, None))
    wrong = min(wrong, len(true) - 2) if days > 0 else min(wrong, len(true) - 1)
    far = true[-1].study_day if days > 0 else true[0].study_day - timedelta(days=2)
    shown = [
        replace(review, study_day=far + timedelta(days=days + 1)) if number == wrong else review
        for number, review in enumerate(true)
    ]
    assume(days not in {0, 1})
    dates, right = settled(shown), settled(true)
    assert {prompt for prompt in dates if dates[prompt] != right[prompt]} <= {f"p{wrong}"}
    assert dates[f"p{wrong}"].last_day == true[wrong - 1].study_day


def test_the_day_that_counts_is_what_memory_sees():
    first, second = answered(1, "f1", NOON, 3, None), answered(2, "f1", NOON + timedelta(days=900), 3, None)
    ahead = replay([first, second])["f1"]
    counted = replay([first, replace(second, counted_day=START + timedelta(days=4))])["f1"]
    same = replay([first, replace(second, counted_day=START)])["f1"]
    assert (ahead.last_day - START).days == 900
    assert (counted.last_day - START).days == 4
    assert same == first.after


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
    schedule = on_the_curve([*history, (1, depth)], retention)
    assert schedule is not None
    days = (schedule.due - schedule.last_day).days
    assume(1 < days < 3650)
    day_before, day_after = (retrievability(schedule, schedule.due + timedelta(days=n)) for n in (-1, 1))
    assert day_before > retention > day_after
    before, after = (relative_overdueness(schedule, retention, schedule.due + timedelta(days=n)) for n in (-1, 1))
    assert before < 1 < after


@PROPERTY
@given(HISTORIES.filter(bool), RETENTIONS, st.integers(1, 2000))
def test_overdueness_is_the_formula_that_anki_orders_by(history: list[tuple[int, int]], retention: float, days: int):
    schedule = folded(history)
    assert schedule is not None
    day, decay = schedule.last_day + timedelta(days=days), -0.1542
    formula = (retrievability(schedule, day) ** (1 / decay) - 1) / (retention ** (1 / decay) - 1)
    assert relative_overdueness(schedule, retention, day) == pytest.approx(formula, rel=1e-9)
    assert relative_overdueness(schedule, retention, schedule.last_day) == 0
    assert relative_overdueness(schedule, retention, schedule.last_day - timedelta(days=9)) == 0


# Beside py-fsrs itself


def peer_of(retention: float) -> Scheduler:
    return Scheduler(
        desired_retention=retention, learning_steps=(), relearning_steps=(), maximum_interval=3650, enable_fuzzing=False
    )


@PROPERTY
@given(st.lists(st.tuples(st.integers(1, 400), DEPTHS), min_size=1, max_size=20), RETENTIONS, st.integers(0, 900))
def test_memory_is_that_of_fsrs_called_directly(history: list[tuple[int, int]], retention: float, days: int):
    peer, card, at = peer_of(retention), Card(card_id=1), datetime(2026, 1, 5, 18, 30, tzinfo=UTC)
    for days_later, depth in history:
        at += timedelta(days=days_later)
        card, _ = peer.review_card(card, Rating(depth), at)
    ours = on_the_curve(history, retention)
    assert ours is not None
    assert (ours.memory.stability, ours.memory.difficulty) == (card.stability, card.difficulty)
    if history[-1][1] > 2:
        assert (ours.due - ours.last_day).days == (card.due - at).days
    theirs = peer.get_card_retrievability(card, at + timedelta(days=days))
    assert retrievability(ours, ours.last_day + timedelta(days=days)) == pytest.approx(theirs, rel=1e-12)


def test_a_whole_history_is_pinned():
    history, waits = [], []
    day = 0
    for depth in (3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3):
        history.append((day, depth))
        schedule = on_the_curve(history, 0.90)
        assert schedule is not None
        day = (schedule.due - schedule.last_day).days
        waits.append(day)
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
        "import sys; import scheduler.memory, scheduler.queue, scheduler.change; "
        "print(sorted({'torch', 'pandas', 'numpy', 'tqdm'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
