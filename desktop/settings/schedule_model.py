"""What the part about dates shows, as values, and the words for it. Knows no Qt."""

from dataclasses import dataclass, replace

from desktop.rules_change import Preview
from desktop.settings.days_off import EXAMPLE, Stretch
from desktop.words import counted
from scheduler.rules import RETENTION_RANGE, Rules

LOWEST, HIGHEST = (round(100 * each) for each in RETENTION_RANGE)

SURE = (
    "A prompt comes back when your chance of still having its thread is down to about this: 92\u00a0% takes one and a "
    "half to two times as many answers as 85\u00a0%."
)
WEAK_SURE = (
    "Used in each of your two weakest rounds once you have answered all of it: before that, new prompts gain you more. "
    "It costs as much, and is never below the one above."
)
EASY = "They get about half as much as the other days, as far as dates leave a choice."
OFF = "Nothing comes back on a day off, even if that makes it later than the 3 days that depth 1 and 2 wait at most."
ADD = f"A day or a stretch of days, such as tomorrow, 24 Dec or {EXAMPLE}."

NEW = "No prompt has a date yet: this holds from your first answer on."
STILL = "No date moves. This holds for every date from now on."
UNKNOWN = "What that would move could not be found out, so nothing was changed."


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen at the controls that hold a value each; retentions in whole percents, 0 is Monday."""

    sure: int
    weak_sure: int
    easy: frozenset[int]


@dataclass(frozen=True, slots=True)
class ScheduleModel:
    """How the controls stand, and what is said beneath them."""

    chosen: Chosen
    off: tuple[tuple[Stretch, str], ...] = ()
    """Days off from today on, each stretch with its words."""
    problem: str = ""
    """What is wrong with the days that were written last."""
    said: str = ""
    asks: bool = False
    """Dates would move: it waits for a yes or a no."""
    ready: bool = False
    """A yes can be given: what it would do is known."""


def chosen_of(rules: Rules) -> Chosen:
    """Return how the controls stand under these rules."""
    return Chosen(round(100 * rules.retention), round(100 * rules.weak_retention), rules.easy_weekdays)


def with_chosen(rules: Rules, chosen: Chosen, weak_wanted: int) -> Rules:
    """Return the rules with what is chosen. ``weak_wanted`` holds in weak rounds, but for a higher one elsewhere."""
    before = chosen_of(rules)
    sure = rules.retention if chosen.sure == before.sure else chosen.sure / 100
    weak = rules.weak_retention if weak_wanted == before.weak_sure else weak_wanted / 100
    return replace(rules, retention=sure, weak_retention=max(sure, weak), easy_weekdays=chosen.easy)


def would(preview: Preview) -> str:
    """Say what a change would do: "12 of 80 dates move, 3 of them to an earlier day."."""
    if not preview.moved:
        return "No date moves."
    return f"{_of(preview)} {'moves' if preview.moved == 1 else 'move'}{_where(preview)}."


def did(preview: Preview) -> str:
    """Say what a change has done."""
    if not preview.total:
        return NEW
    if not preview.moved:
        return STILL
    return f"{_of(preview)} moved{_where(preview)}. Ctrl+Z takes it back."


def _of(preview: Preview) -> str:
    return f"{preview.moved} of {counted(preview.total, 'date')}"


def _where(preview: Preview) -> str:
    if preview.moved == 1:
        return f" to {'an earlier' if preview.earlier else 'a later'} day"
    if not preview.earlier:
        return ", all to a later day"
    if not preview.later:
        return ", all to an earlier day"
    return f", {preview.earlier} of them to an earlier day"
