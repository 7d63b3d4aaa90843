"""``due``, ``session`` and ``weakness``: what Today shows, as rows for the shell."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cards.library import Library
from cards.prompt import Prompt
from desktop.agenda import agenda
from desktop.calendar import settled_day
from desktop.standing import practice_of
from scheduler.queue import QueueItem

ROUNDED = 3
"""Decimals of an estimate: more would say more than anybody knows."""


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


def weakness_rows(library: Library, prompts: Sequence[Prompt], day: date) -> list[dict[str, Any]]:
    """The estimate of every round on study day ``day``, the weakest first."""
    found = practice_of(library, prompts, settled_day(library, day)).weakness.values()
    return [
        {
            "round": each.round,
            "depth": round(each.depth, ROUNDED),
            "uncertainty": round(each.uncertainty, ROUNDED),
            "weakness": round(each.weakness, ROUNDED),
            "why": each.why,
        }
        for each in sorted(found, key=lambda each: -each.weakness)
    ]
