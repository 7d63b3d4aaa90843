"""The end of a session in words: what was practised, what comes back when, what to hear again. Values only, no Qt."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.prompt import Prompt
from cards.review import Standing
from cards.rounds import Round
from desktop.practice.again import Again, Answer, listen_again
from desktop.words import counted, in_days, several, spoken_day
from scheduler.depth import DEPTHS
from scheduler.retention import said


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
    """Each with the desired retention behind the date: "Chunking · 85 %"."""


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
    reasons: tuple[str, ...] = ()
    """Why each desired retention is what it is."""


def summary(answers: Sequence[Answer], standings: Mapping[str, Standing], day: date, waiting: int) -> SummaryModel:
    """Sum up the answers of a session, in the order they were given, on study day ``day``.

    ``standings`` says by their ids where the prompts stand, ``waiting`` how many of the day were not asked.
    """
    rated = [each for each in answers if each.attempt.review is not None]
    kept = [each for each in answers if each.attempt.review is not None or each.attempt.kept_takes]
    return SummaryModel(
        headline=_headline(kept),
        rows=tuple(_row(each) for each in rated),
        returns=_returns(rated, standings, day),
        again=listen_again(rated),
        unrated=_unrated([each for each in kept if each.attempt.review is None]),
        closing="What is left of today can wait; nothing is lost by it." if waiting else "Nothing else waits today.",
        reasons=_reasons(rated, standings),
    )


def spoken(seconds: float) -> str:
    """Return how long somebody spoke: "11 minutes", "40 seconds", empty for nothing."""
    whole = round(seconds)
    if whole < 60:
        return counted(whole, "second") if whole else ""
    return counted(round(whole / 60), "minute")


def _headline(answers: Sequence[Answer]) -> str:
    count = several(len(answers), "answer")
    length = spoken(sum(each.attempt.seconds for each in answers))
    return f"{count}, {length} spoken" if length else count


def _row(answer: Answer) -> SummaryRow:
    depth = answer.attempt.review.depth if answer.attempt.review is not None else 1
    return SummaryRow(answer.prompt.round, answer.prompt.title, depth, DEPTHS[depth].label)


def _returns(answers: Sequence[Answer], standings: Mapping[str, Standing], day: date) -> tuple[Return, ...]:
    by_day: dict[date, list[str]] = defaultdict(list)
    for prompt, standing in _standings(answers, standings):
        by_day[standing.schedule.due].append(f"{prompt.title} · {100 * standing.desired_retention:g} %")
    return tuple(
        Return(f"{spoken_day(due, day)}, {in_days((due - day).days)}", tuple(by_day[due])) for due in sorted(by_day)
    )


def _reasons(answers: Sequence[Answer], standings: Mapping[str, Standing]) -> tuple[str, ...]:
    found = (said(each.desired_retention, lifted=each.lifted) for _, each in _standings(answers, standings))
    return tuple(dict.fromkeys(found))


def _standings(answers: Sequence[Answer], standings: Mapping[str, Standing]) -> list[tuple[Prompt, Standing]]:
    prompts = {each.prompt.id: each.prompt for each in answers}
    return [(prompt, standings[prompt.id]) for prompt in prompts.values() if prompt.id in standings]


def _unrated(answers: Sequence[Answer]) -> str:
    if not answers:
        return ""
    if len(answers) == 1:
        return f"Your answer to “{answers[0].prompt.title}” has no depth yet. It waits on Today."
    return f"{several(len(answers), 'answer')} have no depth yet. They wait on Today."
