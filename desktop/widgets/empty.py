"""What stands where a list would, as a value. Knows no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where the list would: what there is not, what to do, and the button that does it."""

    heading: str
    text: str
    caption: str
    key: str
