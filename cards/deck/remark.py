"""What a rule of the rubric says of a prompt, and how much it weighs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from cards.deck.lines import Path as Place
from cards.deck.source import printable
from cards.prompt import Prompt

SPOKEN_WORDS_A_MINUTE = 140
"""The middle of the 130 to 150 words a minute at which people read and answer."""


class Weight(Enum):
    """Whether what a rule found is an error, in the deck that ships and in a person's own."""

    ALWAYS = auto()
    """An error in both: a number is wrong, or the program could not tell what was said."""
    SHIPPING = auto()
    """An error in the deck that ships, a warning in a person's own."""
    SHIPPING_ONLY = auto()
    """An error in the deck that ships; a person may do as they like."""
    ADVICE = auto()
    """A warning in both."""

    def counts(self, shipping: bool) -> bool:
        """Whether it is said at all."""
        return shipping or self is not Weight.SHIPPING_ONLY

    def is_error(self, shipping: bool) -> bool:
        """Whether the prompt should not be used as it is."""
        return self is Weight.ALWAYS or (shipping and self is not Weight.ADVICE)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a rule found: where in the prompt, what, and what to do about it."""

    place: Place
    message: str
    """One sentence, which goes on after "Prompt 'F5.a': "."""
    cure: str
    weight: Weight = Weight.SHIPPING


Rule = Callable[[Prompt], Iterator[Remark]]


def count(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def seconds_of(words: int) -> int:
    """How long so many words take to say, in whole seconds."""
    return round(words * 60 / SPOKEN_WORDS_A_MINUTE)


def shown(text: str) -> str:
    """The beginning of a text of a deck, fit for a message."""
    return printable(" ".join(text.split()), 60)
