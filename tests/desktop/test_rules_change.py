"""New rules and the dates that move with them, there and back, in a real library."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.attempt import Ended, Ticks
from cards.library import Library
from cards.prompt import Prompt
from cards.rounds import Round
from desktop.folders import DataFolder
from desktop.opening import open_library
from desktop.rating import store_depth
from desktop.rules_change import Preview, RulesChange
from desktop.standing import rules_of
from scheduler.days import study_day
from scheduler.memory import Terms, replayed
from scheduler.retention import Retention
from scheduler.rules import Rules
from tests.support.desk import EVENING, prompt

ROUNDS = tuple(Round)
PROMPTS = tuple(prompt(f"P{number}.a", ROUNDS[number % 4]) for number in range(24))
OUTSIDE = prompt("R1.a", stage="recruiter")
TODAY = study_day(EVENING)

percents = st.integers(70, 95)
days = st.integers(-2, 45).map(lambda each: TODAY + timedelta(days=each))
rules = st.builds(
    lambda sure, more, easy, off: Rules(sure / 100, min(95, sure + more) / 100, easy, off),
    percents,
    st.integers(0, 25),
    st.frozensets(st.integers(0, 6), max_size=7),
    st.frozensets(days, max_size=20),
)


def answer(library: Library, asked: Prompt, depth: int, at: datetime, *, lifted: bool = False) -> None:
    """An answer of that depth, dated as in a usual round or in a weak one without new prompts."""
    take = library.begin_answer(asked.id, "fifty rows", at, study_day(at), "", f"{asked.id}-{at:%Y%m%d}.wav")
    library.drop_take(take.id, 0, Ended.PERSON, at)
    terms = Terms(Retention(0.92 if lifted else 0.85, lifted, ""), Rules(), {})
    store_depth(library, take.attempt, asked.id, depth, terms=terms, suggested=None, ticks=Ticks(), at=at)


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Every prompt but the last was answered, once to four times, in the weeks before ``TODAY``; one left the deck."""
    folder: Path = tmp_path_factory.mktemp("practised")
    library = open_library(DataFolder(folder), EVENING)
    library.sync_prompts((*PROMPTS, OUTSIDE), complete=True)
    for number, asked in enumerate((*PROMPTS[:-1], OUTSIDE)):
        for time in range(1 + number % 4, 0, -1):
            at = EVENING - timedelta(days=time * (2 + number % 3))
            answer(library, asked, 1 + (number + time) % 4, at, lifted=number % 5 == 0)
    yield library
    library.close()


def at_evening(days: int = 0) -> Callable[[], datetime]:
    return lambda: EVENING + timedelta(days=days)


def due(library: Library) -> dict[str, date]:
    return {prompt: schedule.due for prompt, schedule in library.schedules().items()}


def seen(before: dict[str, date], after: dict[str, date]) -> Preview:
    """What moved between the two."""
    moved = [prompt for prompt in before if before[prompt] != after[prompt]]
    return Preview(len(moved), len(PROMPTS) - 1, sum(after[prompt] < before[prompt] for prompt in moved))


@given(new=st.lists(rules, min_size=1, max_size=3), later=st.integers(-30, 40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_previewed_moves_and_nothing_else_and_all_of_it_goes_back(
    practised: Library, new: list[Rules], later: int
):
    made: list[RulesChange] = []
    stood = []
    for each in new:
        change = RulesChange(each, PROMPTS, at_evening(later))
        stood.append((rules_of(practised), practised.standings(), practised.reviews()))
        before = due(practised)
        preview = change.preview(practised)
        assert (rules_of(practised), practised.standings(), practised.reviews()) == stood[-1]
        assert change.redo(practised) == preview == seen(before, due(practised))
        assert rules_of(practised) == each
        assert practised.check(replayed) == ()
        made.append(change)
    for change, before in zip(reversed(made), reversed(stood), strict=True):
        change.undo(practised)
        assert (rules_of(practised), practised.standings(), practised.reviews()) == before


@given(new=rules)
@settings(max_examples=20, deadline=None)
def test_what_is_made_again_is_what_was_taken_back(practised: Library, new: Rules):
    change = RulesChange(new, PROMPTS, at_evening())
    first = change.redo(practised)
    moved = practised.standings()
    change.undo(practised)
    assert change.redo(practised) == first
    assert practised.standings() == moved
    change.undo(practised)


@given(new=rules)
@settings(max_examples=20, deadline=None)
def test_memory_and_what_is_no_longer_asked_stay_as_they_are(practised: Library, new: Rules):
    left = {prompt.id for prompt in PROMPTS[::3]} | {OUTSIDE.id}
    asked = (*(prompt for prompt in PROMPTS if prompt.id not in left), OUTSIDE)
    before = practised.schedules()
    change = RulesChange(new, asked, at_evening())
    assert change.redo(practised).total == len([each for each in asked if each.id in before and each is not OUTSIDE])
    after = practised.schedules()
    assert all(after[prompt] == before[prompt] for prompt in left if prompt in before)
    assert all(after[prompt].memory == before[prompt].memory for prompt in before)
    change.undo(practised)


@given(off=st.frozensets(days, min_size=1), easy=st.frozensets(st.integers(0, 6)))
@settings(max_examples=20, deadline=None)
def test_afterwards_nothing_comes_back_on_a_day_off(practised: Library, off: frozenset[date], easy: frozenset[int]):
    change = RulesChange(Rules(easy_weekdays=easy, days_off=off), PROMPTS, at_evening())
    change.redo(practised)
    asked = {prompt.id for prompt in PROMPTS}
    assert not {due for prompt, due in due(practised).items() if prompt in asked and due >= TODAY} & off
    change.undo(practised)


def test_surer_is_sooner_and_less_sure_is_later(practised: Library):
    sooner = RulesChange(Rules(0.95, 0.95), PROMPTS, at_evening()).preview(practised)
    later = RulesChange(Rules(0.70, 0.70), PROMPTS, at_evening()).preview(practised)
    assert sooner.moved > 3
    assert sooner.earlier == sooner.moved
    assert later.moved > 3
    assert later.later == later.moved


def test_where_nothing_has_a_date_nothing_moves(tmp_path: Path):
    library = open_library(DataFolder(tmp_path), EVENING)
    library.sync_prompts(PROMPTS, complete=True)
    change = RulesChange(Rules(0.90), PROMPTS, at_evening())
    assert change.preview(library) == change.redo(library) == Preview(0, 0, 0)
    assert rules_of(library) == Rules(0.90)
    change.undo(library)
    assert rules_of(library) == Rules()
    library.close()


def test_what_was_not_made_cannot_be_taken_back(practised: Library):
    before = rules_of(practised), practised.standings()
    RulesChange(Rules(0.95, 0.95), PROMPTS, at_evening()).undo(practised)
    assert (rules_of(practised), practised.standings()) == before
