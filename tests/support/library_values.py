"""Values to put into a library, each complete and unlike the others where it matters."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from cards.attempt import TakeRecord
from cards.library import Library
from cards.prompt import KeyPoint, Prompt
from cards.review import Memory, Review, Schedule
from cards.rounds import Round

Unprivileged = Callable[[Path], AbstractContextManager[None]]
"""Runs a block without root's rights on a path that is passable then."""


@dataclass(frozen=True)
class Values:
    """Values to put into a library, each complete and unlike the others where it matters."""

    moment: datetime = datetime(2026, 11, 21, 22, 12, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    day: date = date(2026, 11, 21)
    utc: datetime = field(default=datetime(2026, 11, 21, 16, 27, tzinfo=UTC))
    sounds: Iterator[int] = field(default_factory=count)

    def begin(
        self,
        library: Library,
        prompt: str = "F5.a",
        *,
        sound: str | None = None,
        at: datetime | None = None,
        question: str = "",
        constraint: str = "50 ms",
        attempt: int | None = None,
    ) -> TakeRecord:
        """Begin an answer at ``moment``, in a sound of its own where none is named."""
        name = f"{next(self.sounds)}.wav" if sound is None else sound
        return library.begin_answer(prompt, constraint, at or self.moment, self.day, question, name, attempt)

    def prompt(
        self, prompt_id: str = "F5.a", title: str = "Cache or not", decision: str = "What do you choose?"
    ) -> Prompt:
        return Prompt(
            id=prompt_id,
            round=Round.ML,
            topic="serving",
            title=title,
            decision=decision,
            constraints=("50 ms", "no memory"),
            follow_ups=("And at ten times the load?",),
            key_points=(KeyPoint("Hits are skewed", ("skew",)),),
            failure="stale",
            wrong_claim="always",
            model_answer="It depends on the hit rate.",
            seconds=120,
            follow_up_seconds=45,
            target_depth=3,
            dimensions=("tradeoffs",),
            year=2026,
        )

    def schedule(self, stability: float = 0.1 + 0.2, reviews: int = 1) -> Schedule:
        return Schedule(Memory(stability, 5.0 / 3.0), self.day, self.day + timedelta(days=3), reviews, lapses=0)

    def review(self, attempt: int, prompt: str = "F5.a", **changed: object) -> Review:
        values: dict[str, object] = {
            "attempt": attempt,
            "prompt": prompt,
            "at": self.moment,
            "study_day": self.day,
            "suggested_depth": 2,
            "depth": 3,
            "rating": 3,
            "affects_memory": True,
            "before": None,
            "after": self.schedule(),
            "desired_retention": 0.9,
        }
        return Review(**{**values, **changed})  # type: ignore[arg-type]
