"""The time to think before an answer: counted, shown, and at its end nothing happens by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta


class Thinking:
    """Counts down by ``clock``."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._until: datetime | None = None
        self._given_s = 0
        self._held_s: float | None = None

    def begin(self, seconds: int) -> None:
        """Give ``seconds`` from now on; 0 gives none."""
        self._given_s = seconds
        self._held_s = None
        self._until = self._clock() + timedelta(seconds=seconds) if seconds else None

    def end(self) -> None:
        """Nobody thinks any more."""
        self._until = self._held_s = None

    def hold(self) -> None:
        """Stop the count where it is."""
        self._held_s = self.left_s

    def go_on(self) -> None:
        """Count on from where it was held."""
        if self._held_s is not None:
            self._until, self._held_s = self._clock() + timedelta(seconds=self._held_s), None

    @property
    def left_s(self) -> float | None:
        """Seconds that are left, 0 once the time is over; None while nobody was given time."""
        if self._held_s is not None or self._until is None:
            return self._held_s
        left_s = (self._until - self._clock()).total_seconds()
        return min(max(0.0, left_s), float(self._given_s))  # the clock may have been set
