"""Whether the machine slept: what was said before and after does not belong together, and the device may be gone."""

import time
from collections.abc import Callable

LEAST_S = 5.0
"""A shorter sleep is nothing a person did on purpose, and nothing a microphone loses itself in."""


def seconds_asleep() -> float:
    """How long the machine has slept in all since some moment in the past; 0.0 always where the system does not tell.

    The difference of two clocks of the system of which only one goes on during sleep. The time of day is none of them:
    somebody may set it.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if hasattr(time, "CLOCK_UPTIME_RAW"):  # macOS
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    return 0.0


class SleepWatch:
    """Tells whoever looks again and again of each sleep once."""

    def __init__(self, asleep_s: Callable[[], float] = seconds_asleep) -> None:
        self._asleep_s = asleep_s
        self._known_s = asleep_s()

    def slept_s(self) -> float:
        """Seconds slept since the last look; 0.0 for none, and for less than ``LEAST_S``."""
        before, self._known_s = self._known_s, self._asleep_s()
        slept = self._known_s - before
        return slept if slept >= LEAST_S else 0.0
