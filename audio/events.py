"""What travels to the recorder's thread, and from it to whoever asked: blocks, commands, events and its status."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from audio.errors import AudioError

FLOOR_DB = -60.0
"""Quieter than this is drawn as nothing."""


@dataclass(frozen=True, slots=True)
class Level:
    """Loudness of a block in dB of full scale, never under ``FLOOR_DB``."""

    rms_db: float = FLOOR_DB
    peak_db: float = FLOOR_DB


SILENT = Level()


@dataclass(frozen=True, slots=True)
class Block:
    """What one callback delivered: 16-bit mono PCM at the device's rate, and whether samples were lost before it."""

    pcm: bytes
    overflow: bool


@dataclass(frozen=True, slots=True)
class StreamEnded:
    """The stream stopped by itself: the device is gone."""


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a take in a new file at ``path``."""

    path: Path


@dataclass(frozen=True, slots=True)
class Stop:
    """The person has ended the take."""


@dataclass(frozen=True, slots=True)
class Close:
    """Let the microphone go."""


Item = Block | StreamEnded | Start | Stop | Close


class Phase(Enum):
    """Where the recorder is."""

    CLOSED = "closed"
    WAKING = "waking"
    LISTENING = "listening"
    RECORDING = "recording"


class EndedBy(Enum):
    """What ended a take; the value is what the library stores."""

    PERSON = "person"
    MICROPHONE = "microphone"
    DISK = "disk"


@dataclass(frozen=True, slots=True)
class Status:
    """A snapshot for the window, which polls it."""

    phase: Phase = Phase.CLOSED
    microphone: str = ""
    level: Level = SILENT
    samples: int = 0
    """Of the running take, at 16 kHz."""
    zero_s: float = 0.0
    """Seconds of exact zeros up to now: a muted or blocked microphone, for a real one always has some noise."""
    overflows: int = 0
    """Blocks that came after lost samples, since the microphone was opened."""


@dataclass(frozen=True, slots=True)
class TakeEnded:
    """A take is closed and on the disk; ``error`` says why when it was not the person who ended it."""

    path: Path
    samples: int
    by: EndedBy
    overflows: int
    error: AudioError | None = None


@dataclass(frozen=True, slots=True)
class TakeStarted:
    """The first samples of the take are in the file."""

    path: Path


@dataclass(frozen=True, slots=True)
class Grown:
    """The running take has this many samples on their way to the disk; sent about once a second."""

    path: Path
    samples: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The microphone could not be opened, went away, or a take could not start. The recorder is closed or listening."""

    error: AudioError


Event = TakeStarted | Grown | TakeEnded | Failed
