"""Whether the words keep up with the voice, and how long those still take that do not. Pure functions and a value."""

from dataclasses import dataclass

WORTH_SAYING_S = 8.0
"""A shorter wait is over before the sentence about it is read."""
TOO_SLOW = 0.8
"""Seconds of work for a second of sound: from here on a long answer's words come later and later."""
SURE_AFTER = 3
"""Windows; the first one of a process is slow whatever the model."""
LEAST_S = 10.0
"""A shorter stretch takes no less work than this: every window is filled up to 30 s before it is listened to."""
WINDOW_S = 30.0
"""So much sound makes a window; while one fills up, nothing is behind."""
_NEWEST = 0.4
_STEPS_S = (10, 15, 20, 30, 40, 50, 60, 90)
_MINUTE_S, _HOUR_S = 60, 3600


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds of work a second of sound takes, smoothed; ``factor`` is None before anything was measured."""

    factor: float | None = None
    windows: int = 0

    def after(self, took_s: float, sound_s: float) -> "Pace":
        """The pace once a stretch of ``sound_s`` seconds took ``took_s``; a short or unmeasured one tells nothing."""
        if took_s <= 0 or sound_s < LEAST_S:
            return self
        measured = took_s / sound_s
        factor = measured if self.factor is None else self.factor + _NEWEST * (measured - self.factor)
        return Pace(factor, self.windows + 1)

    def more_s(self, backlog_s: float) -> float | None:
        """Seconds until a backlog of so much sound is words; None where nothing was measured, 0 where there is none."""
        if self.factor is None:
            return None
        return self.factor * max(backlog_s, LEAST_S) if backlog_s > 0 else 0.0

    @property
    def too_slow(self) -> bool:
        """Whether the words of a long answer would fall further behind with every minute."""
        return self.factor is not None and self.windows >= SURE_AFTER and self.factor > TOO_SLOW


def about(seconds: float | None) -> str:
    """A wait as one says it, never shorter than it is: "about 40 s"; empty where it is unknown or not worth saying."""
    if seconds is None or seconds <= WORTH_SAYING_S:
        return ""
    if seconds > _HOUR_S:
        return "over an hour"
    step = next((each for each in _STEPS_S if seconds <= each), None)
    if step is not None and step < _MINUTE_S:
        return f"about {step} s"
    minutes = -(-seconds // _MINUTE_S) if step is None else step / _MINUTE_S
    return f"about {minutes:g} min"


def behind_sentence(seconds: float | None) -> str:
    """The same of an answer that goes on; empty where the words keep up."""
    wait = about(seconds)
    return f"The text is {wait} behind. Your recording is not." if wait else ""


def more_sentence(seconds: float | None) -> str:
    """Such as "The text will take about 40 s more."; empty where that is not worth saying."""
    wait = about(seconds)
    return f"The text will take {wait} more." if wait else ""
