"""What the app and the recogniser's process say to each other: one JSON object a line.

To the process: ``{"take", "sound", "samples", "final"}``, the newest state of a take, which may be said again; and
``{"forget": take}``. From it: ``{"loaded": model}``, ``{"decoding": take}`` before each window, so that a process that
dies over a window has said whose it was, then ``{"heard": take, "until", "words"}``; ``{"finished": take}``,
``{"failed": take, "why"}``, ``{"unavailable": kind, "why"}``.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class TakeState:
    """A take as far as it has grown: ``samples`` are in the WAV at ``sound``; ``final`` once it grows no more."""

    take: int
    sound: Path
    samples: int
    final: bool

    def message(self) -> dict[str, Any]:
        """As it travels."""
        return asdict(self) | {"sound": str(self.sound)}

    @staticmethod
    def from_message(message: dict[str, Any]) -> "TakeState":
        """As it arrives."""
        return TakeState(message["take"], Path(message["sound"]), message["samples"], message["final"])
