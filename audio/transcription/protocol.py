"""What the app and the recogniser's process say to each other: one JSON object a line.

To the process: ``{"take", "sound", "samples", "final", "hints", "credit"}``, the newest state of a take, which may be
said again; and ``{"forget": take}``. From it: ``{"loaded": model}``, ``{"decoding": take}`` before each window, so that
a process that dies over a window has said whose it was, then ``{"heard": take, "window", "took_s"}`` or, in a pause,
``{"ahead": take, "window"}``; ``{"finished": take}``, later ``{"checked": take}``; ``{"failed": take, "why"}``,
``{"unavailable": kind, "why"}``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audio.transcription.words import NO_HELP, Help


@dataclass(frozen=True, slots=True)
class TakeState:
    """A take as far as it has grown: ``samples`` are in the WAV at ``sound``; ``final`` once it grows no more."""

    take: int
    sound: Path
    samples: int
    final: bool
    help: Help = NO_HELP

    def message(self) -> dict[str, Any]:
        """As it travels."""
        return {
            "take": self.take,
            "sound": str(self.sound),
            "samples": self.samples,
            "final": self.final,
            "hints": self.help.hints,
            "credit": self.help.credit,
        }

    @staticmethod
    def from_message(message: dict[str, Any]) -> "TakeState":
        """As it arrives."""
        known = Help(tuple(message["hints"]), tuple(message["credit"]))
        return TakeState(message["take"], Path(message["sound"]), message["samples"], message["final"], known)
