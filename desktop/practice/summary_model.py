"""The end of a session in words: what was practised, what comes back when, what to hear again. Values only, no Qt."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.rounds import Round
from desktop.practice.again import Again, Answer, listen_again
from desktop.words import counted, in_days, number_word, spoken_day
from scheduler.depth import DEPTHS


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One prompt that was answered and rated."""

    round: Round
    title: str
    depth: int
    label: str
    """The depth in words."""


@dataclass(frozen=True, slots=True)
class Return:
    """A day, and what comes back on it."""

    day: str
    """Such as "Tuesday, 24 November, in 3 days"."""
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryModel:
    """Everything on the screen."""

    headline: str
    rows: tuple[SummaryRow, ...]
    returns: tuple[Return, ...]
    again: Again | None = None
    unrated: str = ""
    """A sentence about answers without a depth."""
    closing: str = ""


def summary(answers: Sequence[Answer], day: date, waiting: int) -> SummaryModel:
    """Sum up the answers of a session, in the order they were given, on study day ``day``.

    ``waiting`` is how many prompts of the day were not asked.
    """
    rated = [each for each in answers if each.attempt.review is not None]
    kept = [each for each in answers if each.attempt.review is not None or each.attempt.kept_takes]
    return SummaryModel(
        headline=_headline(kept),
        rows=tuple(_row(each) for each in rated),
        returns=_returns(rated, day),
        again=listen_again(rated),
        unrated=_unrated([each for each in kept if each.attempt.review is None]),
        closing="What is left of today can wait; nothing is lost by it." if waiting else "Nothing else waits today.",
    )


def spoken(seconds: float) -> str:
    """Return how long somebody spoke: "11 minutes", "40 seconds", empty for nothing."""
    whole = round(seconds)
    if whole < 60:
        return counted(whole, "second") if whole else ""
    return counted(round(whole / 60), "minute")


def _headline(answers: Sequence[Answer]) -> str:
    count = f"{number_word(len(answers)).capitalize()} {'answer' if len(answers) == 1 else 'answers'}"
    length = spoken(sum(each.attempt.seconds for each in answers))
    return f"{count}, {length} spoken" if length else count


def _row(answer: Answer) -> SummaryRow:
    depth = answer.attempt.review.depth if answer.attempt.review is not None else 1
    return SummaryRow(answer.prompt.round, answer.prompt.title, depth, DEPTHS[depth].label)


def _returns(answers: Sequence[Answer], day: date) -> tuple[Return, ...]:
    by_day: dict[date, dict[str, None]] = defaultdict(dict)
    dues = {each.prompt.title: each.attempt.review.after.due for each in answers if each.attempt.review is not None}
    for title, due in dues.items():
        by_day[due][title] = None
    return tuple(
        Return(f"{spoken_day(due, day)}, {in_days((due - day).days)}", tuple(by_day[due])) for due in sorted(by_day)
    )


def _unrated(answers: Sequence[Answer]) -> str:
    if not answers:
        return ""
    if len(answers) == 1:
        return f"Your answer to “{answers[0].prompt.title}” has no depth yet. It waits on Today."
    return f"{number_word(len(answers)).capitalize()} answers have no depth yet. They wait on Today."
