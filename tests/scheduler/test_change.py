from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cards.review import Memory, Move, Schedule, Standing
from scheduler import curve
from scheduler.change import moves
from scheduler.memory import Terms, base_days, longest_wait, moved, shift
from scheduler.retention import Retention
from scheduler.rules import Rules

PROPERTY = settings(deadline=None, max_examples=60)
TODAY = date(2026, 3, 2)
"""A Monday."""
MINUTES = 6.0
RULES = st.builds(
    lambda one, other, easy, off: Rules(
        min(one, other), max(one, other), easy, frozenset(TODAY + timedelta(days=days) for days in off)
    ),
    st.floats(0.70, 0.95),
    st.floats(0.70, 0.95),
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.integers(-10, 40)),
)
PEOPLE = st.integers(0, 10_000)


def standing(prompt: str, rules: Rules, dice: Random, load: Counter[date]) -> Standing:
    """A prompt that was answered a few times, at last in the weeks before today, and dated by the rules."""
    memory, depth = curve.first(dice.randint(1, 4)), dice.randint(1, 4)
    for _ in range(dice.randrange(4)):
        memory, depth = curve.reviewed(memory, depth, dice.randint(1, 30)), dice.randint(1, 4)
    last_day, lifted = TODAY - timedelta(days=dice.randrange(30)), dice.random() < 0.3
    schedule = Schedule(memory, last_day, last_day, dice.randint(1, 6), 0)
    retention = Retention(rules.weak_retention if lifted else rules.retention, lifted, "because.")
    days = shift(prompt, schedule, depth, Terms(retention, rules, load), last_day)
    made = moved(schedule, depth, Move(prompt, retention.value, lifted, days))
    load[made.due] += MINUTES
    return Standing(made, depth, retention.value, lifted, days)


def library(rules: Rules, seed: int = 1, prompts: int = 60) -> dict[str, Standing]:
    dice, load = Random(seed), Counter[date]()
    return {f"p{number}": standing(f"p{number}", rules, dice, load) for number in range(prompts)}


def minutes(standings: Mapping[str, Standing]) -> dict[str, float]:
    return dict.fromkeys(standings, MINUTES)


def changed(standings: Mapping[str, Standing], old: Rules, new: Rules) -> tuple[Move, ...]:
    return moves(standings, old, new, minutes(standings), TODAY)


def after(standings: Mapping[str, Standing], made: Sequence[Move]) -> dict[str, Standing]:
    new = dict(standings)
    for move in made:
        was = standings[move.prompt]
        schedule = moved(was.schedule, was.depth, move)
        new[move.prompt] = Standing(schedule, was.depth, move.desired_retention, move.lifted, move.shift)
    return new


def due(standings: Mapping[str, Standing]) -> dict[str, date]:
    return {prompt: each.schedule.due for prompt, each in standings.items()}


@PROPERTY
@given(RULES, PEOPLE)
def test_rules_that_stay_move_nothing(rules: Rules, seed: int):
    assert changed(library(rules, seed), rules, rules) == ()


@PROPERTY
@given(RULES, RULES, PEOPLE)
def test_only_dates_that_become_others_are_moved_and_memory_never(old: Rules, new: Rules, seed: int):
    standings = library(old, seed)
    made = changed(standings, old, new)
    then = after(standings, made)
    assert len({move.prompt for move in made}) == len(made)
    for move in made:
        was, now = standings[move.prompt], then[move.prompt]
        assert max(was.schedule.due, TODAY) != now.schedule.due
        assert now.schedule == replace(was.schedule, due=now.schedule.due)
        assert now.schedule.due >= TODAY
        assert move.desired_retention == (new.weak_retention if was.lifted else new.retention)
        assert move.lifted == was.lifted
    assert changed(standings, old, new) == made


@PROPERTY
@given(RULES, RULES, PEOPLE)
def test_no_date_is_left_on_a_new_day_off(old: Rules, new: Rules, seed: int):
    standings = library(old, seed)
    then = due(after(standings, changed(standings, old, new)))
    fresh = {day for day in new.days_off - old.days_off if day >= TODAY}
    assert not fresh & set(then.values())


@PROPERTY
@given(RULES, RULES, PEOPLE)
def test_a_moved_date_keeps_within_its_bounds_but_for_days_off_and_today(old: Rules, new: Rules, seed: int):
    standings = library(old, seed)
    then = after(standings, changed(standings, old, new))
    for prompt, now in then.items():
        if now is standings[prompt] or now.schedule.due == TODAY:
            continue
        latest = now.schedule.last_day + timedelta(
            days=longest_wait(now.schedule.memory, now.depth, now.desired_retention)
        )
        begin = max(latest + timedelta(days=1), TODAY)
        beyond = {begin + timedelta(days=days) for days in range((now.schedule.due - begin).days)}
        assert beyond <= new.days_off


def test_to_be_surer_brings_prompts_back_sooner_and_leaves_those_whose_wait_is_the_same():
    old, new = Rules(0.80, 0.92), Rules(0.90, 0.92)
    standings = library(old)
    made = changed(standings, old, new)
    dates, then = due(standings), due(after(standings, made))
    assert made
    assert sum(then[move.prompt] < dates[move.prompt] for move in made) > 0.8 * len(made)
    for move in made:
        was = standings[move.prompt]
        assert not was.lifted
        assert base_days(was.schedule.memory, was.depth, 0.90) < base_days(was.schedule.memory, was.depth, 0.80)


def test_the_retention_of_weak_rounds_moves_only_what_was_lifted():
    old, new = Rules(0.85, 0.90), Rules(0.85, 0.95)
    standings = library(old)
    made = changed(standings, old, new)
    assert made
    assert all(standings[move.prompt].lifted for move in made)


def test_a_day_off_moves_what_is_due_on_it_and_nothing_else():
    standings = library(Rules())
    full, prompts = Counter(day for day in due(standings).values() if day > TODAY).most_common(1)[0]
    made = changed(standings, Rules(), Rules(days_off=frozenset({full})))
    assert {move.prompt for move in made} == {prompt for prompt, day in due(standings).items() if day == full}
    assert len(made) == prompts > 1


def test_today_off_moves_what_is_due_today_and_leaves_what_waits_longer():
    standings = library(Rules())
    made = changed(standings, Rules(), Rules(days_off=frozenset({TODAY})))
    then = due(after(standings, made))
    assert {move.prompt for move in made} == {prompt for prompt, day in due(standings).items() if day == TODAY}
    assert all(then[move.prompt] > TODAY for move in made)


def far(number: int, ago: int) -> Standing:
    """A prompt whose curve waits for 20 days, of which so many are over."""
    memory, last_day = Memory(20 * 0.9 / curve.days_until(0.9, 0.85), 5.0), TODAY - timedelta(days=ago)
    bare = Schedule(memory, last_day, last_day, number, 0)
    days = shift(f"p{number}", bare, 3, Terms(Retention(0.85, False, "because."), Rules(), {}), last_day)
    return Standing(moved(bare, 3, Move("", 0.85, False, days)), 3, 0.85, False, days)


def test_what_is_moved_off_one_day_does_not_pile_up_on_another():
    standings = {f"p{number}": far(number, 10) for number in range(200)}
    full, prompts = Counter(due(standings).values()).most_common(1)[0]
    made = changed(standings, Rules(), Rules(days_off=frozenset({full})))
    before, then = (Counter(due(each).values()) for each in (standings, after(standings, made)))
    assert len(made) == prompts > 30
    assert max(then[day] - before[day] for day in then) < prompts / 2


def test_an_easy_weekday_gets_less_than_it_had():
    standings = {f"p{number}": far(number, number % 10) for number in range(300)}
    made = changed(standings, Rules(), Rules(easy_weekdays=frozenset({5, 6})))
    before, then = (
        sum(day.weekday() >= 5 for day in due(each).values()) for each in (standings, after(standings, made))
    )
    assert all(standings[move.prompt].schedule.due.weekday() >= 5 for move in made)
    assert then < 0.6 * before


def test_what_waited_for_days_off_that_are_none_any_more_comes_back_as_its_memory_asks():
    holiday = Rules(days_off=frozenset(TODAY + timedelta(days=days) for days in range(1, 22)))
    standings = library(holiday)
    made = changed(standings, holiday, Rules())
    then = after(standings, made)
    assert made
    for move in made:
        was, now = standings[move.prompt].schedule, then[move.prompt].schedule
        assert TODAY <= now.due < was.due
    for each in then.values():
        waits = (each.schedule.due - each.schedule.last_day).days
        longest = longest_wait(each.schedule.memory, each.depth, each.desired_retention)
        assert waits <= longest or each.schedule.due <= TODAY


def test_what_has_no_minutes_stays():
    standings = library(Rules())
    known = minutes(standings)
    gone = next(iter(changed(standings, Rules(), Rules(0.95, 0.95)))).prompt
    known.pop(gone)
    made = moves(standings, Rules(), Rules(0.95, 0.95), known, TODAY)
    assert made
    assert gone not in {move.prompt for move in made}
