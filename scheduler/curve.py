"""FSRS-6 over whole study days: memory after an answer, and the chance that the thread is still there.

Memory is py-fsrs's. The chance and its inverse are asked for thousands of prompts at a time, which an object for each
would make slow: these two formulas are written out, with the parameters of py-fsrs.
Source: the FSRS-6 formulas of the open-spaced-repetition project.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS

from cards.review import Memory

_DECAY = -DEFAULT_PARAMETERS[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1
"""Stability is the days after which the chance is 90 %."""
# py-fsrs counts periods of 24 hours in UTC, and takes no other zone. From noon to noon they are study days.
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)
# Its own days and its fuzz play no part here, so no desired retention does. Without steps it asks for nothing twice a
# day.
_FSRS = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


_RATINGS = tuple(Rating)


@lru_cache
def first(rating: int) -> Memory:
    """Return the memory after a first answer; `rating` is FSRS's, 1 Again to 4 Easy."""
    # Identity and due date play no part in FSRS. Left out, py-fsrs reads the clock for them and sleeps.
    return _answered(Card(card_id=0, due=_NOON), rating, 0)


def reviewed(memory: Memory, rating: int, days: int) -> Memory:
    """Return the memory after an answer that comes `days` days, one at least, after the one before."""
    card = Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_NOON,
        last_review=_NOON,
    )
    return _answered(card, rating, days)


def _answered(card: Card, rating: int, days: int) -> Memory:
    after, _ = _FSRS.review_card(card, _RATINGS[rating - 1], _NOON + timedelta(days=days))
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a reviewed FSRS card has a stability and a difficulty")
    return Memory(after.stability, after.difficulty)


def retrievability(stability: float, days: int) -> float:
    """Return the chance, 0 to 1, that the thread is still there `days` days after the last answer."""
    return float((1 + _FACTOR * days / stability) ** _DECAY)


def days_until(stability: float, retention: float) -> float:
    """Return after how many days, not rounded, the chance has fallen to `retention`, above 0 and at most 1."""
    return float(stability / _FACTOR * _fall(retention))


@lru_cache(maxsize=64)
def _fall(retention: float) -> float:
    return float(retention ** (1 / _DECAY)) - 1
