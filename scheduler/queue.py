"""What to practise today, in order, and why each prompt is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cards.prompt import Prompt
from cards.review import Schedule
from cards.rounds import ROUNDS, Round
from scheduler.memory import retrievability
from scheduler.weakness import RoundWeakness

WAY_BACK_MINUTES = 12
"""The first session after days away is two prompts of together at most this: about ten minutes."""

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


def fitting(items: Sequence[QueueItem], minutes: int) -> tuple[QueueItem, ...]:
    """Return the part of a queue that fits into `minutes`, in its order.

    One that is too long for what is left is passed over for shorter ones behind it; when it comes first itself, it is
    taken whatever it asks, so that a long prompt is not put off for ever and there is always something to do.
    """
    taken: list[QueueItem] = []
    left = minutes
    for item in items:
        if item.minutes <= left or not taken:
            taken.append(item)
            left -= item.minutes
    return tuple(taken)


def way_back(
    items: Sequence[QueueItem],
    schedules: Mapping[str, Schedule],
    weakness: Mapping[Round, RoundWeakness],
    day: date,
) -> tuple[QueueItem, ...]:
    """Return a short session for study day `day` after days away: what is likeliest to succeed, then the weakest.

    It opens with the due prompt of `items` that has the best chance of still being there, then comes the front of the
    queue; both fit into `WAY_BACK_MINUTES`. Where nothing is that short it is the shortest prompt there is. The
    reasons it gives count nothing that waited.
    """
    if not items:
        return ()
    shortest = min(items, key=lambda item: item.minutes)
    short = [item for item in items if item.minutes <= WAY_BACK_MINUTES] or [shortest]
    due = [item for item in short if item.due is not None]
    opener = max(due, key=lambda item: retrievability(schedules[item.prompt], day), default=short[0])
    left = WAY_BACK_MINUTES - opener.minutes
    second = next((item for item in short if item is not opener and item.minutes <= left), None)
    chosen = [opener] if second is None else [opener, second]
    return tuple(
        item if item.due is None else replace(item, why=_why_again(item, item is opener, schedules, weakness, day))
        for item in chosen
    )


def _due_item(prompt: Prompt, schedule: Schedule, weakness: Mapping[Round, RoundWeakness], day: date) -> QueueItem:
    why = f"{_due_words(schedule.due, day)}, last answered {_ago((day - schedule.last_day).days)}."
    return QueueItem(prompt.id, prompt.round, schedule.due, f"{why} {_place(prompt.round, weakness)}", prompt.minutes)


def _unseen_item(prompt: Prompt, weakness: Mapping[Round, RoundWeakness]) -> QueueItem:
    why = f"Not rated yet. {_place(prompt.round, weakness)}"
    return QueueItem(prompt.id, prompt.round, None, why, prompt.minutes)


def _why_again(
    item: QueueItem,
    likeliest: bool,
    schedules: Mapping[str, Schedule],
    weakness: Mapping[Round, RoundWeakness],
    day: date,
) -> str:
    last = f"last answered {_ago((day - schedules[item.prompt].last_day).days)}"
    if likeliest:
        return f"Of what is due you most likely still have this one: {last}."
    return f"{last.capitalize()}. {_place(item.round, weakness)}"


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
