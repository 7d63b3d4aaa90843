"""What to practise today, in order, and why each prompt is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.prompt import Prompt
from cards.review import Schedule
from cards.rounds import ROUNDS, Round
from scheduler.weakness import RoundWeakness

_PLACES = ("weakest", "second weakest", "second strongest", "strongest")


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One prompt that waits today."""

    prompt: str
    round: Round
    due: date | None
    """None for a prompt without an answer."""
    why: str
    minutes: int


def queue(
    prompts: Sequence[Prompt],
    schedules: Mapping[str, Schedule],
    weakness: Mapping[Round, RoundWeakness],
    day: date,
) -> tuple[QueueItem, ...]:
    """Return what waits on study day `day`: due prompts, then those never answered, each from the weakest round on.

    In a round the longest overdue prompt comes first, then the prompt id decides. A prompt that was answered today or
    is due later is not in it, and neither is one that has a schedule but left the deck. `schedules` are by prompt id;
    `weakness` holds every round of `prompts`.
    """
    due = [prompt for prompt in prompts if prompt.id in schedules and schedules[prompt.id].due <= day]
    unseen = [prompt for prompt in prompts if prompt.id not in schedules]
    due.sort(key=lambda prompt: (-weakness[prompt.round].weakness, schedules[prompt.id].due, prompt.id))
    unseen.sort(key=lambda prompt: (-weakness[prompt.round].weakness, prompt.id))
    return (
        *(_due_item(prompt, schedules[prompt.id], weakness, day) for prompt in due),
        *(_unseen_item(prompt, weakness) for prompt in unseen),
    )


def _due_item(prompt: Prompt, schedule: Schedule, weakness: Mapping[Round, RoundWeakness], day: date) -> QueueItem:
    why = f"{_due_words(schedule.due, day)}, last answered {_ago((day - schedule.last_day).days)}."
    return QueueItem(prompt.id, prompt.round, schedule.due, f"{why} {_place(prompt.round, weakness)}", prompt.minutes)


def _unseen_item(prompt: Prompt, weakness: Mapping[Round, RoundWeakness]) -> QueueItem:
    why = f"Not rated yet. {_place(prompt.round, weakness)}"
    return QueueItem(prompt.id, prompt.round, None, why, prompt.minutes)


def _due_words(due: date, day: date) -> str:
    overdue_days = (day - due).days
    if overdue_days == 0:
        return "Due today"
    return "Due since yesterday" if overdue_days == 1 else f"Due for {overdue_days} days"


def _ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{days} days ago"


def _place(round_: Round, weakness: Mapping[Round, RoundWeakness]) -> str:
    """Say where the round stands among all, which is why the prompt stands where it does."""
    own = weakness[round_]
    name = ROUNDS[round_].name
    if own.answers == 0:
        return f"{name} has no ratings yet."
    weaker = sum(other.weakness > own.weakness for other in weakness.values())
    return f"{name} is your {_PLACES[weaker]} round."
