"""What a person has decided about a prompt outside of any answer: whether it rests, notes, marks. Values only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cards.rounds import Round

TAG_CHARS, MOST_TAGS = 40, 20
_NOT_IN_TAGS = re.compile(r"[^\w.+#-]+")


@dataclass(frozen=True, slots=True)
class PromptState:
    """Whether a prompt may be asked, and what the person wrote to it. A prompt without one has the default."""

    suspended: bool = False
    """Asked no more until the person says otherwise."""
    buried_until: date | None = None
    """The study day on which it may be asked again; None for one that was never put off."""
    note: str = ""
    marked: bool = False
    """To be found again."""
    tags: tuple[str, ...] = ()
    """The person's own words to find it by, as ``tidy_tags`` leaves them."""
    example: str = ""
    """The person's own example: where they met this decision themselves."""

    def asleep(self, day: date) -> bool:
        """True when the prompt is not to be asked on the study day ``day``."""
        return self.suspended or (self.buried_until is not None and day < self.buried_until)


@dataclass(frozen=True, slots=True)
class RetiredPrompt:
    """What is still known of a prompt that has left the deck: enough to name it beside what was said."""

    id: str
    round: Round
    topic: str
    title: str
    decision: str


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: lower case, one word each, none twice, by the alphabet, at most 20 of 40 characters.

    What parts words in a search becomes a dash, so that every tag can be looked for as ``tag:word``.
    """
    tidy = (_NOT_IN_TAGS.sub("-", tag.strip().lower())[:TAG_CHARS].strip("-") for tag in tags)
    return tuple(sorted({tag for tag in tidy if tag})[:MOST_TAGS])
