"""``python -m tests.cards.times``: how long each prompt takes to read, and its model answer to say, as a table."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from cards.deck import builtin_folder, load_deck
from cards.deck.remark import SPOKEN_WORDS_A_MINUTE, count
from cards.prompt import Prompt
from tests.bench.table import Table


@dataclass(frozen=True, slots=True)
class Times:
    """The words of a prompt that are spoken, and what they take at 140 words a minute. Times in seconds."""

    prompt: Prompt

    @property
    def read_words(self) -> int:
        """The decision and the longest constraint: an attempt gets one of them."""
        return count(self.prompt.decision) + max(map(count, self.prompt.constraints))

    @property
    def read_s(self) -> float:
        return _seconds(self.read_words)

    @property
    def stays_in_view(self) -> bool:
        """Whether it is looked at while it is talked about: with a snippet, or for 15 minutes and more."""
        return bool(self.prompt.snippet) or self.prompt.seconds >= 900

    @property
    def follow_up_s(self) -> float:
        """The longest follow-up, read aloud."""
        return _seconds(max(map(count, self.prompt.follow_ups)))

    @property
    def answer_words(self) -> int:
        return count(self.prompt.model_answer)

    @property
    def answer_s(self) -> float:
        return _seconds(self.answer_words)

    @property
    def share(self) -> float:
        """The part of the time limit that the model answer takes."""
        return self.answer_s / self.prompt.seconds


def times() -> Iterator[Times]:
    """Of every prompt that ships."""
    return map(Times, load_deck(builtin_folder()).prompts)


def table() -> Table:
    found = list(times())
    longest = max(each.read_s for each in found if not each.stays_in_view)
    fullest = max(each.share for each in found)
    return Table(
        f"{len(found)} prompts at {SPOKEN_WORDS_A_MINUTE} words a minute",
        "python -m tests.cards.times",
        ("prompt", "to read", "s", "longest follow-up", "answer", "s", "limit", "share"),
        [_row(each) for each in found],
        f"To read: the decision and its longest constraint, at most {longest:.1f} s but for prompts that stay in view "
        f"(with a snippet, or 15 minutes and more). The fullest answer takes {fullest:.0%} of its limit.",
    )


def _row(each: Times) -> tuple[str, ...]:
    return (
        each.prompt.id,
        f"{each.read_words} words",
        f"{each.read_s:.1f}",
        f"{each.follow_up_s:.1f} s",
        f"{each.answer_words} words",
        f"{each.answer_s:.0f}",
        f"{each.prompt.seconds} s",
        f"{each.share:.0%}",
    )


def _seconds(words: int) -> float:
    return words * 60 / SPOKEN_WORDS_A_MINUTE


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
