"""FSRS-6 with its published parameters: memory after an answer, and the chance that the thread is still there.

Plain floats, in the order of operations of py-fsrs, so that both give the same numbers to the last bit; an object of
py-fsrs for every answer takes ten times as long, and a log of years is replayed whole. Answers are whole study days
apart here, so what FSRS has for several answers a day plays no part.
Source: the FSRS-6 formulas of the open-spaced-repetition project.
"""

from functools import lru_cache
from math import e

from cards.review import Memory

PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""w0 to w20 of FSRS-6, fitted by its authors on reviews of many thousand people."""

_W = PARAMETERS
_DECAY = -_W[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1
"""Stability is the days after which the chance is 90 %."""
_LOWEST_STABILITY = 0.001
_AGAIN, _HARD, _EASY = 1, 2, 4
_EASY_DIFFICULTY = _W[4] - e ** (_W[5] * 3) + 1
_RECALL = e ** _W[8]
_FORGET_AT_MOST = e ** (_W[17] * _W[18])


def first(rating: int) -> Memory:
    """Return the memory after a first answer; `rating` is FSRS's, 1 Again to 4 Easy."""
    return Memory(max(_W[rating - 1], _LOWEST_STABILITY), _difficulty(_W[4] - e ** (_W[5] * (rating - 1)) + 1))


def reviewed(memory: Memory, rating: int, days: int) -> Memory:
    """Return the memory after an answer that comes `days` days, one at least, after the one before."""
    stability, difficulty = memory.stability, memory.difficulty
    chance = retrievability(stability, days)
    after = (
        _forgotten(stability, difficulty, chance) if rating == _AGAIN else stability * _growth(memory, chance, rating)
    )
    step = -(_W[6] * (rating - 3))
    harder = difficulty + (10.0 - difficulty) * step / 9.0
    reverted = _W[7] * _EASY_DIFFICULTY + (1 - _W[7]) * harder
    return Memory(max(after, _LOWEST_STABILITY), _difficulty(reverted))


def retrievability(stability: float, days: int) -> float:
    """Return the chance, 0 to 1, that the thread is still there `days` days after the last answer."""
    return float((1 + _FACTOR * days / stability) ** _DECAY)


def days_until(stability: float, retention: float) -> float:
    """Return after how many days, not rounded, the chance has fallen to `retention`, above 0 and at most 1."""
    return float(stability / _FACTOR * _fall(retention))


@lru_cache(maxsize=64)
def _fall(retention: float) -> float:
    return float(retention ** (1 / _DECAY)) - 1


def _growth(memory: Memory, chance: float, rating: int) -> float:
    return float(
        1
        + _RECALL
        * (11 - memory.difficulty)
        * (memory.stability ** -_W[9])
        * ((e ** ((1 - chance) * _W[10])) - 1)
        * (_W[15] if rating == _HARD else 1)
        * (_W[16] if rating == _EASY else 1)
    )


def _forgotten(stability: float, difficulty: float, chance: float) -> float:
    long_term = _W[11] * (difficulty ** -_W[12]) * (((stability + 1) ** (_W[13])) - 1) * (e ** ((1 - chance) * _W[14]))
    return float(min(long_term, stability / _FORGET_AT_MOST))


def _difficulty(value: float) -> float:
    return min(max(value, 1.0), 10.0)
