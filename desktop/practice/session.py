"""The prompts of a session, whose turn it is, and how much of its time is left. Values only, no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil

from cards.prompt import Prompt
from desktop.practice.model import Header


@dataclass(frozen=True, slots=True)
class Session:
    """The prompts of a session: what is asked now, what still waits, how many are done."""

    prompts: tuple[Prompt, ...]
    done: int = 0
    minutes: int = 0
    """The time chosen for it; 0 where only one answer is to be rated, which takes what it takes."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Prompt id to why it is asked today."""
    beyond: tuple[Prompt, ...] = ()
    """What waits today and did not fit in, in the order in which there can be one more."""

    @property
    def current(self) -> Prompt | None:
        """The prompt that is asked now; None when the session is over."""
        return self.prompts[self.done] if self.done < len(self.prompts) else None

    @property
    def following(self) -> Prompt | None:
        """The prompt after it."""
        return self.prompts[self.done + 1] if self.done + 1 < len(self.prompts) else None

    def header(self, left: str = "") -> Header:
        """Where the session stands, for the prompt that is asked now; ``left`` says how much time it has."""
        prompt = self.prompts[self.done]
        place = f"{self.done + 1} of {len(self.prompts)} · {left or self._estimate}"
        return Header(prompt.round, place, self.reasons.get(prompt.id, ""))

    @property
    def _estimate(self) -> str:
        left = sum(prompt.minutes for prompt in self.prompts[self.done :])
        return f"about {left} {'minute' if left == 1 else 'minutes'} left"

    def advanced(self) -> "Session":
        """The session with the current prompt done."""
        return replace(self, done=self.done + 1)

    def put_off(self) -> "Session":
        """The session with the current prompt at its end."""
        return replace(self, prompts=(*self._without_current, *self.prompts[self.done : self.done + 1]))

    def without_current(self) -> "Session":
        """The session with the current prompt taken out."""
        return replace(self, prompts=self._without_current)

    def without(self, prompt: Prompt) -> "Session":
        """The session with ``prompt`` taken out of what waits behind the current one."""
        waiting = tuple(each for each in self.prompts[self.done + 1 :] if each.id != prompt.id)
        beyond = tuple(each for each in self.beyond if each.id != prompt.id)
        return replace(self, prompts=(*self.prompts[: self.done + 1], *waiting), beyond=beyond)

    @property
    def _without_current(self) -> tuple[Prompt, ...]:
        return (*self.prompts[: self.done], *self.prompts[self.done + 1 :])

    def with_one_more(self) -> "Session":
        """The session with the first prompt that did not fit in behind the others, if there is one."""
        return replace(self, prompts=(*self.prompts, *self.beyond[:1]), beyond=self.beyond[1:])

    def back_to(self, prompt: Prompt) -> "Session":
        """The session with ``prompt`` asked again, now: where it was done before, else put in front of what waits."""
        for place in range(self.done, -1, -1):
            if place < len(self.prompts) and self.prompts[place].id == prompt.id:
                return replace(self, done=place)
        waiting = (each for each in self.prompts[self.done :] if each.id != prompt.id)
        beyond = tuple(each for each in self.beyond if each.id != prompt.id)
        return replace(self, prompts=(*self.prompts[: self.done], prompt, *waiting), beyond=beyond)


@dataclass(frozen=True, slots=True)
class SessionClock:
    """How long a session has gone on, without its pauses. Moments are given; none is looked up."""

    spent_s: float = 0.0
    """Before ``since``."""
    since: datetime | None = None
    """From when on it runs; None while it is stopped."""

    def spent(self, at: datetime) -> float:
        """Seconds until ``at``. A clock that was set back takes nothing away."""
        return self.spent_s + (max(0.0, (at - self.since).total_seconds()) if self.since is not None else 0.0)

    def running(self, at: datetime) -> "SessionClock":
        """The clock going on from ``at``; as it is when it runs already."""
        return self if self.since is not None else SessionClock(self.spent_s, at)

    def stopped(self, at: datetime) -> "SessionClock":
        """The clock stopped at ``at``."""
        return SessionClock(self.spent(at))

    def minutes_left(self, minutes: int, at: datetime) -> int:
        """Of ``minutes``, those that are left, the begun one counted; 0 or less when the time is up."""
        return ceil((minutes * 60 - self.spent(at)) / 60)


def minutes_left(minutes: int) -> str:
    """Return "19 minutes left", or that the time is up."""
    if minutes <= 0:
        return "the time is up, finish in peace"
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'} left"
