"""What the player says: what is heard at a moment, and what became of a recording."""

from dataclasses import dataclass
from math import inf

from audio.errors import AudioError


@dataclass(frozen=True, slots=True)
class Place:
    """From the moment ``at`` (``perf_counter``), for ``lasts`` seconds, the recording is heard from here to there."""

    at: float
    position: float
    until: float
    lasts: float = 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard, from now into the near future; never changed, so any thread may look at it."""

    done: int = 0
    """The last command that was carried out."""
    playing: bool = False
    places: tuple[Place, ...] = (Place(-inf, 0.0, 0.0),)

    def position(self, now: float) -> float:
        """The second of the recording that is heard at ``now``."""
        place = next((place for place in reversed(self.places) if place.at <= now), None)
        if place is None:
            return self.places[0].position
        return place.position + (place.until - place.position) * min(1.0, (now - place.at) / place.lasts)


def still(position: float) -> tuple[Place, ...]:
    """Nothing moves."""
    return (Place(-inf, position, position),)


@dataclass(frozen=True, slots=True)
class Ended:
    """The recording was played to its end."""


@dataclass(frozen=True, slots=True)
class PlayFailed:
    """It could not be played, or no further."""

    error: AudioError


PlayerEvent = Ended | PlayFailed

Loop = tuple[float, float]
"""From and until when, in seconds of the recording."""
