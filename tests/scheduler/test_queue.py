"""What a session asks: the floor of the focus round, what is caught, interleaving, the reasons, the same all day."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby, takewhile
from math import inf
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cards.prompt import Prompt
from cards.review import Memory, Schedule
from cards.rounds import ROUNDS, Round
from scheduler.memory import relative_overdueness, retrievability
from scheduler.practice import SLIPPING, Practice
from scheduler.queue import (
    AT_MOST_IN_A_ROW,
    GUARD_SHARE,
    MOST_BEYOND,
    WAY_BACK_MINUTES,
    Lane,
    QueueItem,
    session,
    waiting,
    way_back,
)
from scheduler.week import FLOOR, FLOOR_FROM_MINUTES
from tests.support.practising import Person, deck, prompt

MONDAY = date(2026, 11, 16)
MOST_PASSED_OVER = 8
"""Whole sessions in which a prompt that has slipped may be passed over for others that slip as well."""
PROPERTY = settings(deadline=None, max_examples=40)
# Every example is as small as the next one: there is nothing to shrink.
SOME = settings(deadline=None, max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def schedule(day: date, due_in: int, last: int = -8, stability: float = 6.0) -> Schedule:
    return Schedule(Memory(stability, 5.0), day + timedelta(days=last), day + timedelta(days=due_in), 1, 0)


def ids(items: Sequence[QueueItem]) -> list[str]:
    return [item.prompt for item in items]


def weak_in(round_: Round, day: date) -> Person:
    """Somebody who has answered two prompts of every round some days ago, and was good at all but one."""
    found = Person(deck(topics=3, each=6))
    for other in Round:
        for number in range(2):
            found.answers(f"{other}-{number}.0", 1 if other is round_ else 4, day - timedelta(days=6 + number))
    return found


# What is in a session


@pytest.mark.parametrize("round_", list(Round))
def test_the_week_begins_with_its_focus_round_and_gives_it_half_of_a_session(round_: Round):
    stands = weak_in(round_, MONDAY).stands(MONDAY)
    found = session(stands, 60)
    assert stands.week.focus is round_
    assert found.items[0].round is round_
    own = sum(item.minutes for item in found.items if item.round is round_)
    assert own >= FLOOR * found.minutes
    assert own <= 0.7 * found.minutes


def test_the_same_is_asked_all_day_long_and_something_else_tomorrow():
    somebody = Person(deck())
    first = session(somebody.stands(MONDAY), 60)
    assert session(somebody.stands(MONDAY), 60) == first
    tomorrow = session(somebody.stands(MONDAY + timedelta(days=1)), 60)
    assert set(ids(tomorrow.items)) != set(ids(first.items))


def test_what_sleeps_is_not_asked():
    somebody = Person(deck(topics=1, each=1))
    sleeping = frozenset(each.id for each in somebody.prompts if each.round is not Round.ML)
    stands = somebody.stands(MONDAY, sleeping)
    assert {item.round for item in session(stands, 60).items} == {Round.ML}
    assert {item.round for item in waiting(stands)} == {Round.ML}


def test_an_empty_deck_asks_nothing():
    stands = Person(()).stands(MONDAY)
    assert session(stands, 30).items == ()
    assert (waiting(stands), way_back(stands)) == ((), ())


def test_what_is_due_later_or_was_answered_today_is_in_nothing():
    somebody = Person(deck(topics=1, each=1, rounds=[Round.ML]))
    somebody.answers("ml-0.0", 3, MONDAY)
    stands = somebody.stands(MONDAY)
    assert session(stands, 30).items == ()
    assert waiting(stands) == ()


def test_a_prompt_that_left_the_deck_is_in_nothing():
    somebody = Person(deck(topics=1, each=1, rounds=[Round.ML]), schedules={"gone": schedule(MONDAY, -3)})
    assert ids(waiting(somebody.stands(MONDAY))) == ["ml-0.0"]


def test_one_that_is_too_long_for_any_session_comes_alone_when_nothing_else_does():
    somebody = Person([prompt("long", Round.CODING, minutes=40)])
    assert ids(session(somebody.stands(MONDAY), 10).items) == ["long"]
    both = Person([prompt("long", Round.CODING, minutes=40), prompt("short", Round.CODING, minutes=5)])
    assert ids(session(both.stands(MONDAY), 10).items) == ["short"]


def test_what_comes_after_the_session_is_asked_one_by_one():
    stands = Person(deck()).stands(MONDAY)
    found = session(stands, 15)
    assert len(found.beyond) == MOST_BEYOND
    assert not set(ids(found.items)) & set(ids(found.beyond))
    assert found.waiting == 0


def test_due_prompts_beyond_it_are_counted():
    somebody = Person(deck(topics=5, each=6))
    for each in somebody.prompts[:60]:
        somebody.schedules[each.id] = schedule(MONDAY, 0)
    found = session(somebody.stands(MONDAY), 15)
    asked = {*ids(found.items), *ids(found.beyond)}
    assert found.waiting == sum(each.id not in asked for each in somebody.prompts[:60]) > 30


def test_of_a_round_the_furthest_overdue_comes_first_and_unseen_ones_get_their_part():
    somebody = Person(deck(topics=3, each=6, rounds=[Round.ML]))
    for number, last in enumerate((-8, -9, -12, -10)):
        somebody.schedules[f"ml-0.{number}"] = schedule(MONDAY, 0, last=last)
    stands = somebody.stands(MONDAY)
    due = [item for item in session(stands, 60).items if item.due is not None]
    assert ids(due)[0] == "ml-0.2"
    unseen = sum(item.minutes for item in session(stands, 40).items if item.due is None)
    assert unseen / session(stands, 40).minutes >= 0.5


def test_unseen_prompts_come_from_the_weakest_topic_but_not_twice_from_the_same():
    somebody = Person(deck(topics=2, each=4, rounds=[Round.ML]))
    somebody.answers("ml-0.0", 4, MONDAY)
    somebody.answers("ml-1.0", 1, MONDAY)
    unseen = [item.prompt for item in session(somebody.stands(MONDAY), 30).items if item.due is None]
    assert unseen[0].startswith("ml-1")
    assert unseen[1].startswith("ml-0")


def test_nothing_new_is_begun_while_the_coming_week_is_full():
    somebody = Person(deck(topics=4, each=6))
    for each in somebody.prompts[:80]:
        somebody.schedules[each.id] = schedule(MONDAY, 3)
    for each in [each for each in somebody.prompts if each.round is Round.DESIGN][:6]:
        somebody.schedules[each.id] = schedule(MONDAY, 0)
    stands = somebody.stands(MONDAY)
    assert all(item.due is not None for item in session(stands, 30).items)
    assert any(item.due is None for item in session(stands, 120).items)  # a longer session bears more


# Catching what slips


def slipping(somebody: Person, id_: str, day: date, *, wait: int = 30) -> None:
    somebody.schedules[id_] = Schedule(
        Memory(4.0, 5.0), day - timedelta(days=wait), day - timedelta(days=wait - 4), 1, 0
    )


def test_what_slips_is_caught_first_but_never_fills_the_session():
    somebody = weak_in(Round.DESIGN, MONDAY)
    for number in range(6):
        slipping(somebody, f"ml-2.{number}", MONDAY)
        slipping(somebody, f"coding-2.{number}", MONDAY)
    found = session(somebody.stands(MONDAY), 60)
    guarded = [item for item in found.items if item.lane is Lane.GUARD]
    assert guarded
    assert sum(item.minutes for item in guarded) <= GUARD_SHARE * 60
    assert found.items[0].round is Round.DESIGN  # the floor holds from the first prompt on
    assert found.items[1].lane is Lane.GUARD
    assert all("caught before it slips" in item.why for item in guarded)


def test_where_the_focus_round_has_nothing_to_ask_catching_may_fill_it():
    somebody = Person(deck(topics=1, each=12, rounds=[Round.DESIGN, Round.CODING]))
    for each in somebody.prompts:
        somebody.answers(each.id, 1 if each.round is Round.DESIGN else 4, MONDAY - timedelta(days=1))
        somebody.schedules[each.id] = schedule(MONDAY, 2)
        if each.round is Round.CODING:
            slipping(somebody, each.id, MONDAY)
    stands = somebody.stands(MONDAY)
    assert stands.week.focus is Round.DESIGN
    found = session(stands, 40)
    assert {item.lane for item in found.items} == {Lane.GUARD}
    assert found.minutes > GUARD_SHARE * 40


def test_a_prompt_longer_than_the_guard_is_caught_once_the_floor_bears_it():
    somebody = weak_in(Round.ML, MONDAY)
    long = prompt("coding-long", Round.CODING, minutes=22)
    somebody = Person([*somebody.prompts, long], schedules=somebody.schedules, answered=somebody.answered)
    slipping(somebody, long.id, MONDAY + timedelta(days=4))
    for number in range(6):
        somebody.answers(f"ml-2.{number}", 2, MONDAY + timedelta(days=number % 4))
    found = session(somebody.stands(MONDAY + timedelta(days=4)), 30)
    assert "coding-long" in ids(found.items)


def test_among_what_slips_the_longest_wait_counts_and_not_what_is_lost_every_time():
    somebody = weak_in(Round.DESIGN, MONDAY)
    somebody.schedules["ml-2.0"] = Schedule(Memory(0.05, 9.0), MONDAY - timedelta(days=2), MONDAY, 6, 5)
    slipping(somebody, "ml-2.1", MONDAY)
    stands = somebody.stands(MONDAY)
    assert _overdue(stands, "ml-2.0", MONDAY) > _overdue(stands, "ml-2.1", MONDAY) > SLIPPING
    order = [item.prompt for item in waiting(stands)]
    assert order.index("ml-2.1") < order.index("ml-2.0")


# Interleaving


@PROPERTY
@given(st.integers(0, 10_000), st.sampled_from((15, 25, 45, 60)))
def test_a_third_of_a_round_in_a_row_comes_only_where_no_other_may(seed: int, minutes: int):
    stands = some_person(seed).stands(MONDAY)
    found = session(stands, minutes)
    runs = [len(list(group)) for _, group in groupby(item.round for item in found.items)]
    for run in runs:
        if run > AT_MOST_IN_A_ROW:
            left = set(ids(waiting(stands))) - set(ids(found.items))
            others = [each for each in stands.prompts if each.id in left and each.round is not stands.week.focus]
            assert not [each for each in others if _might_have_come(each, stands, found.items, minutes)]


def _might_have_come(each: Prompt, stands: Practice, items: Sequence[QueueItem], minutes: int) -> bool:
    """Whether the prompt fitted in the place of a third of a row, as far as time, floor and admission go."""
    had = Counter(stands.week.minutes)
    left, row, last = minutes, 0, None
    for item in items:
        row, last = (row + 1, last) if item.round is last else (1, item.round)
        own, whole = had[stands.week.focus], sum(had.values())
        fits = each.minutes <= left and own >= FLOOR * (whole + each.minutes) + stands.week.owed
        if row > AT_MOST_IN_A_ROW and fits and each.round is not last and each.id in stands.schedules:
            return True
        had[item.round] += item.minutes
        left -= item.minutes
    return False


def some_person(seed: int, day: date = MONDAY) -> Person:
    """Somebody with some weeks behind them."""
    random = Random(seed)
    found = Person(deck(topics=3, each=random.randrange(1, 6)))
    strength = {round_: random.randrange(1, 4) for round_ in Round}
    for number in range(random.randrange(40)):
        each = random.choice(found.prompts)
        depth = min(4, max(1, strength[each.round] + random.randrange(-1, 2)))
        found.answers(each.id, depth, day - timedelta(days=40 - number))
    return found


# The floor and rot, over weeks


def _depth(random: Random, round_: Round) -> int:
    return min(4, max(1, random.choice((1, 2, 2, 3, 3, 4)) - (round_ is Round.CODING)))


@SOME
@given(st.integers(0, 10_000), st.sampled_from((20, 30, 45)))
def test_twelve_weeks_of_random_attendance_keep_the_floor_and_leave_no_rot(seed: int, minutes: int):
    random = Random(seed)
    somebody = Person(deck())
    passed_over = Counter[str]()
    for number in range(12 * 7):
        day = MONDAY + timedelta(days=number)
        whole = False
        if random.random() < 0.8:
            found = session(somebody.stands(day), minutes)
            whole = random.random() < 0.8
            for item in found.items if whole else found.items[: random.randrange(1, 4)]:
                somebody.answers(item.prompt, _depth(random, item.round), day)
        stands = somebody.stands(day)
        if day.weekday() == 6 and stands.week.total >= FLOOR_FROM_MINUTES:
            own, focus = stands.week.minutes[stands.week.focus], stands.week.focus
            waits = [item for item in waiting(stands) if item.round is focus]
            assert own >= FLOOR * stands.week.total or not waits
        rot = {id_ for id_ in somebody.schedules if _overdue(stands, id_, day) > SLIPPING + 1}
        passed_over = Counter({id_: passed_over[id_] + whole for id_ in rot})
        assert max(passed_over.values(), default=0) <= MOST_PASSED_OVER


def _overdue(stands: Practice, id_: str, day: date) -> float:
    round_ = next(each.round for each in stands.prompts if each.id == id_)
    return relative_overdueness(stands.schedules[id_], stands.retention[round_].value, day)


@PROPERTY
@given(st.integers(0, 10_000), st.sampled_from((15, 30, 60)))
def test_whoever_leaves_early_has_kept_the_floor_too(seed: int, minutes: int):
    stands = some_person(seed).stands(MONDAY)
    had, focus = Counter(stands.week.minutes), stands.week.focus
    items = session(stands, minutes).items
    for place, item in enumerate(items):
        had[item.round] += item.minutes
        still = [each for each in waiting(stands) if each.round is focus and each.prompt not in ids(items[: place + 1])]
        assert had[focus] >= FLOOR * sum(had.values()) or not still


@PROPERTY
@given(st.integers(0, 10_000), st.sampled_from((15, 30, 60)))
def test_what_is_asked_on_a_day_goes_on_as_it_was_planned(seed: int, minutes: int):
    """After the first answer the rest of the plan has not been thrown over: the same focus, the floor still kept."""
    somebody = some_person(seed)
    stands = somebody.stands(MONDAY)
    items = session(stands, minutes).items
    if items:
        somebody.answers(items[0].prompt, 3, MONDAY)
        assert somebody.stands(MONDAY).week.focus is stands.week.focus
        assert items[0].prompt not in ids(session(somebody.stands(MONDAY), minutes).items)


# Keyed to weakness


def test_equal_ratings_on_the_same_prompts_but_another_weakness_make_another_queue():
    """The prompts of both are at the same dates with the same memory; who is weak in what differs by one old answer."""
    one, other = weak_in(Round.DESIGN, MONDAY), weak_in(Round.CODING, MONDAY)
    common = {each.id: schedule(MONDAY, 0) for each in one.prompts if each.id.endswith(".5")}
    one.schedules, other.schedules = dict(common), dict(common)
    assert ids(session(one.stands(MONDAY), 30).items) != ids(session(other.stands(MONDAY), 30).items)


def test_with_nothing_unseen_left_it_makes_other_dates_too():
    def all_seen(weak: Round) -> Person:
        found = Person(deck(topics=2, each=2))
        for each in found.prompts:
            found.answers(each.id, 1 if each.round is weak else 3, MONDAY - timedelta(days=6))
        found.schedules = {each.id: schedule(MONDAY, 0) for each in found.prompts}
        return found

    one, other = all_seen(Round.DESIGN), all_seen(Round.CODING)
    strong = next(each for each in Round if _rank(one, each) >= 2 and _rank(other, each) < 2)
    id_ = f"{strong}-0.0"
    assert one.copy().answers(id_, 4, MONDAY).retention.value < other.copy().answers(id_, 4, MONDAY).retention.value
    assert one.copy().answers(id_, 4, MONDAY).after.due > other.copy().answers(id_, 4, MONDAY).after.due


def _rank(somebody: Person, round_: Round) -> int:
    weakness = somebody.stands(MONDAY).weakness
    return sorted(Round, key=lambda each: -weakness[each].weakness).index(round_)


# The way back


def test_after_days_away_a_short_session_begins_with_what_is_most_likely_still_there():
    somebody = weak_in(Round.DESIGN, MONDAY - timedelta(days=9))
    stands = somebody.stands(MONDAY)
    opener, second = way_back(stands)
    due = [each for each in stands.schedules.values() if each.due <= MONDAY]
    best = max(retrievability(each, MONDAY) for each in due)
    assert retrievability(stands.schedules[opener.prompt], MONDAY) == best
    assert second.round is Round.DESIGN
    assert opener.minutes + second.minutes <= WAY_BACK_MINUTES
    assert (opener.lane, second.lane) == (Lane.WAY_BACK, Lane.WAY_BACK)
    assert not re.search(r"due for|overdue", f"{opener.why} {second.why}", re.IGNORECASE)


def test_without_anything_due_the_way_back_is_what_a_session_begins_with():
    stands = Person(deck()).stands(MONDAY)
    assert ids(way_back(stands)) == ids(session(stands, WAY_BACK_MINUTES).items[:2])


def test_where_nothing_is_short_it_is_the_shortest():
    somebody = Person([prompt("a", Round.CODING, minutes=30), prompt("b", Round.CODING, minutes=20)])
    assert ids(way_back(somebody.stands(MONDAY))) == ["b"]
    somebody.schedules = {"a": schedule(MONDAY, 0), "b": schedule(MONDAY, 0)}
    assert ids(way_back(somebody.stands(MONDAY))) == ["b"]


# What waits


def test_all_that_waits_is_due_first_and_by_memory_then_the_weakest_round():
    somebody = weak_in(Round.CODING, MONDAY)
    found = waiting(somebody.stands(MONDAY))
    due = [item for item in found if item.due is not None]
    assert list(found[: len(due)]) == due
    stands = somebody.stands(MONDAY)
    overdue = [min(SLIPPING, _overdue(stands, item.prompt, MONDAY)) for item in due]
    assert overdue == sorted(overdue, reverse=True)
    assert found[len(due)].round is stands.week.focus is Round.CODING


# Every reason is true


def _facts(item: QueueItem, stands: Practice, had: Counter[Round], before: Sequence[Round]) -> None:
    """Everything the reason says, held against what it is about."""
    name, focus = ROUNDS[item.round].name, stands.week.focus
    whole = sum(had.values())
    minutes = f"{had[item.round]} of the week's {_minutes(whole)} {'by then' if before else 'so far'}"
    held = stands.schedules.get(item.prompt)
    if held is None:
        assert item.why.endswith("Not rated yet.")
    else:
        late = (stands.day - held.due).days
        words = {0: "Due today", 1: "Due since yesterday"}.get(late, f"Due for {late} days")
        left = round(100 * retrievability(held, stands.day))
        assert f"{words}, memory {f'about {left} %' if left < 100 else 'nearly whole'}." in item.why
    if item.lane is Lane.FOCUS:
        assert item.round is focus
        said = "the week begins with it" if not whole else minutes
        assert item.why.startswith(f"{name} is this week's focus")
        assert said in item.why
    if item.lane is Lane.SHARE:
        assert item.round is not focus
        assert f"{name} has {minutes}" in item.why
        share = stands.week.shares[item.round]
        assert ("less than its share" in item.why) == (had[item.round] < share * whole)
        if "less than its share" in item.why:
            assert f"share of {round(100 * share)} %" in item.why
    run = len(list(takewhile(lambda each: each is before[-1] is not item.round, reversed(before))))
    assert ("For a change after" in item.why) <= (run > 1)
    if "For a change after" in item.why:
        assert f"For a change after {('two', 'three', 'four')[run - 2]} of {ROUNDS[before[-1]].name}." in item.why


def _passed(item: QueueItem, stands: Practice, had: Counter[Round], before: Sequence[QueueItem], left: float) -> None:
    """What is said of the rounds that are further behind their share, held against what waits in them."""
    shares, whole = stands.week.shares, had.total()
    behind = {
        each for each in shares if had[each] - shares[each] * whole < had[item.round] - shares[item.round] * whole
    }
    rounds = [each.round for each in before]
    run = len(list(takewhile(lambda each: each is rounds[-1] is not item.round, reversed(rounds))))
    others = behind - ({rounds[-1]} if run > 1 else set())
    assert ("no other round" in item.why) == (others != behind)
    asked = {each.prompt for each in before} | {item.prompt}
    due = [each.prompt for each in stands.due if each.prompt.round in others and each.prompt.id not in asked]
    new = [each for each in stands.prompts if each.round in others and each.id not in {*asked, *stands.schedules}]
    if "short enough" not in item.why:
        assert not due
        return
    assert due or new
    focus = [each for each in stands.prompts if each.round is stands.week.focus and each.id not in asked]
    room = (had[stands.week.focus] - stands.week.owed) / FLOOR - whole if focus else inf
    for each in due:
        assert each.minutes > (left if each.round is stands.week.focus else min(left, room))


def _minutes(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


@PROPERTY
@given(st.integers(0, 10_000), st.sampled_from((20, 45, 90)))
def test_every_reason_is_true_for_what_was_done(seed: int, minutes: int):
    stands = some_person(seed).stands(MONDAY)
    found = session(stands, minutes)
    had, before = Counter(stands.week.minutes), list[QueueItem]()
    for item in (*found.items, *found.beyond):
        _facts(item, stands, had, [each.round for each in before])
        left = minutes - sum(each.minutes for each in before) if item in found.items[1:] else inf
        if "further behind" in item.why:
            _passed(item, stands, had, before, left)
        had[item.round] += item.minutes
        before.append(item)


def test_a_round_whose_prompts_are_all_too_long_is_not_said_to_have_none():
    prompts = (
        *(prompt(f"s{number}", Round.DESIGN, minutes=4) for number in range(3)),
        *(prompt(f"c{number}", Round.CODING, minutes=9) for number in range(3)),
        *(prompt(f"b{number}", Round.BEHAVIORAL, minutes=3) for number in range(4)),
    )
    somebody = Person(prompts)
    for number in range(3):
        somebody.answers(f"b{number}", 3, MONDAY)
    found = session(somebody.stands(MONDAY), 11)
    assert [item.round for item in found.items] == [Round.DESIGN, Round.DESIGN, Round.BEHAVIORAL]
    assert found.items[-1].why == (
        "For a change after two of System design. Behavioral has 9 of the week's 17 minutes by then; "
        "no other round further behind has a prompt short enough for now. Not rated yet."
    )


@pytest.mark.parametrize("lane", [Lane.FOCUS, Lane.GUARD, Lane.SHARE])
def test_every_way_into_a_session_occurs(lane: Lane):
    found: set[Lane] = set()
    for seed in range(40):
        found |= {item.lane for item in session(some_person(seed).stands(MONDAY), 60).items}
    assert lane in found
