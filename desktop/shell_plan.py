"""``due``, ``session`` and ``weakness``: what Today shows, as rows for the shell."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from cards.library import Library
from cards.prompt import Prompt
from cards.rounds import DIMENSIONS
from desktop.agenda import agenda
from desktop.calendar import settled_day
from desktop.standing import practice_of
from scheduler.queue import QueueItem
from scheduler.weakness import DimensionWeakness, RoundWeakness, TopicWeakness

ROUNDED = 3
"""Decimals of an estimate: more would say more than anybody knows."""

Estimate = RoundWeakness | TopicWeakness | DimensionWeakness


def due_rows(library: Library, prompts: Sequence[Prompt], day: date) -> list[dict[str, Any]]:
    """All that may be asked on study day ``day``, the most pressing first."""
    return [
        {
            "prompt": item.prompt,
            "round": item.round,
            "due": item.due.isoformat() if item.due else None,
            "why": item.why,
            "minutes": item.minutes,
        }
        for item in agenda(library, prompts, day).items
    ]


def session_rows(library: Library, prompts: Sequence[Prompt], day: date, minutes: int) -> list[dict[str, Any]]:
    """A session of ``minutes`` on study day ``day``, in its order."""
    return [_session_row(item) for item in agenda(library, prompts, day).session(minutes).items]


def _session_row(item: QueueItem) -> dict[str, Any]:
    return {"prompt": item.prompt, "lane": item.lane, "minutes": item.minutes, "why": item.why}


def weakness_rows(library: Library, prompts: Sequence[Prompt], day: date, by: str = "round") -> list[dict[str, Any]]:
    """The estimates of every round, ``topic`` or ``dimension`` on study day ``day``, the weakest first."""
    stands = practice_of(library, prompts, settled_day(library, day))
    estimates: dict[str, Iterable[Estimate]] = {
        "round": stands.weakness.values(),
        "topic": stands.topics.values(),
        "dimension": stands.dimensions.values(),
    }
    return [
        {
            **_named(each),
            "depth": round(each.depth, ROUNDED),
            "uncertainty": round(each.uncertainty, ROUNDED),
            "weakness": round(each.weakness, ROUNDED),
            "why": each.why,
        }
        for each in sorted(estimates[by], key=lambda each: -each.weakness)
    ]


def _named(each: Estimate) -> dict[str, str]:
    match each:
        case RoundWeakness():
            return {"round": each.round}
        case TopicWeakness():
            return {"round": each.round, "topic": each.topic}
        case DimensionWeakness():
            return {"dimension": each.dimension, "name": DIMENSIONS[each.dimension].name}
