"""The states that we store beside those of fsrs-rs, which is FSRS by other hands and in another language."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import fsrs_rs_python as rust
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS

from cards.review import Memory, Review, Schedule
from scheduler.memory import base_days
from tests.scheduler.memories import replay

HISTORIES = 3000
START = date(2026, 1, 5)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
NOTHING = Schedule(Memory(1.0, 5.0), START, START, 1, 0)
SAME = 1e-4
"""Relative; fsrs-rs computes with 32 bits."""

History = list[tuple[int, int]]
"""Days since the answer before, one at least but for the first, and the depth."""


@pytest.fixture(scope="module")
def peer() -> rust.FSRS:
    return rust.FSRS(list(DEFAULT_PARAMETERS))


@pytest.fixture(scope="module")
def histories() -> dict[str, History]:
    dice = Random("parity")
    return {f"p{number}": a_history(dice) for number in range(HISTORIES)}


@pytest.fixture(scope="module")
def schedules(histories: dict[str, History]) -> dict[str, Schedule]:
    return replay([review for prompt, history in histories.items() for review in logged(prompt, history)])


def a_history(dice: Random) -> History:
    gaps = [0, *(max(1, round(dice.lognormvariate(2.0, 1.4))) for _ in range(dice.randrange(24)))]
    return [(gap, dice.randint(1, 4)) for gap in gaps]


def logged(prompt: str, history: History) -> list[Review]:
    day, log = START, []
    for gap, depth in history:
        day += timedelta(days=gap)
        log.append(Review(1, prompt, NOON, day, None, depth, depth, True, None, NOTHING, 0.85))
    return log


def theirs(peer: rust.FSRS, history: History) -> rust.MemoryState:
    return peer.memory_state(rust.FSRSItem([rust.FSRSReview(depth, gap) for gap, depth in history]))


def test_the_parameters_are_theirs():
    assert list(DEFAULT_PARAMETERS) == pytest.approx(rust.DEFAULT_PARAMETERS, rel=1e-6)


def test_the_stored_states_are_those_of_fsrs_rs(
    peer: rust.FSRS, histories: dict[str, History], schedules: dict[str, Schedule]
):
    ours = {prompt: (at.memory.stability, at.memory.difficulty) for prompt, at in schedules.items()}
    states = {prompt: theirs(peer, history) for prompt, history in histories.items()}
    off = [
        prompt
        for prompt, state in states.items()
        if ours[prompt] != pytest.approx((state.stability, state.difficulty), rel=SAME)
    ]
    assert len(ours) == HISTORIES
    assert off == []


def test_the_waits_are_those_of_fsrs_rs(peer: rust.FSRS, histories: dict[str, History], schedules: dict[str, Schedule]):
    for prompt, history in list(histories.items())[::10]:
        memory, depth = schedules[prompt].memory, history[-1][1]
        wait = peer.next_interval(memory.stability, 0.85, depth)
        assert base_days(memory, 4, 0.85) == pytest.approx(min(max(wait, 1), 3650), abs=0.51, rel=SAME)
