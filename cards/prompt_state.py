"""What a person has decided about a prompt outside of any answer: whether it rests, and a note. Values only."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PromptState:
    """Whether a prompt may be asked, and the person's own note on it. A prompt without one has the default."""

    suspended: bool = False
    """Asked no more until the person says otherwise."""
    buried_until: date | None = None
    """The study day on which it may be asked again; None for one that was never put off."""
    note: str = ""

    def asleep(self, day: date) -> bool:
        """True when the prompt is not to be asked on the study day ``day``."""
        return self.suspended or (self.buried_until is not None and day < self.buried_until)
