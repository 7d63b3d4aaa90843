"""What a check of the library says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: a sentence that says what, and one that says what to do."""

    what: str
    cure: str
