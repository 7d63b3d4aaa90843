"""The day in words: what was read from the library, and how Today says it. Values only, no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audio.wav import RATE_HZ
from cards.attempt import AttemptRecord, TakeRecord
from cards.prompt import Prompt
from desktop.agenda import AWAY_DAYS, Agenda
from desktop.practice.again import Answer, listen_again
from desktop.practice.model import minutes_and_seconds
from desktop.practice.summary_model import spoken
from desktop.today.model import (
    FIRST_RUN,
    WAY_BACK,
    QueueRow,
    Recovery,
    Sleeper,
    TodayModel,
    Unrated,
    Yesterday,
    headline,
    more_that_can_wait,
)
from desktop.words import comes_back, counted, spoken_day
from scheduler.queue import QueueItem, fitting

UNRATED_SHOWN = 3
"""The newest ones; a longer list would read like a debt."""


@dataclass(frozen=True, slots=True)
class Left:
    """A take that a crash left, and how much sound of it there is."""

    take: TakeRecord
    prompt: str
    samples: int


@dataclass(frozen=True, slots=True)
class Day:
    """What was read from the library for one study day."""

    agenda: Agenda
    left: tuple[Left, ...]
    unrated: tuple[AttemptRecord, ...]
    yesterday: tuple[AttemptRecord, ...]
    """The answers of the day before, in their order."""
    away_days: int

    @property
    def short(self) -> bool:
        """Whether the day begins with a short way back in."""
        return self.away_days >= AWAY_DAYS and bool(self.agenda.short)

    def session(self, minutes: int) -> tuple[QueueItem, ...]:
        """What a session of ``minutes`` asks."""
        return fitting(self.agenda.items, minutes)


def today_model(  # noqa: PLR0913 - what was read, what is decided since, and what was set
    day: Day,
    prompts: Mapping[str, Prompt],
    *,
    minutes: int,
    left: Sequence[Left],
    unrated: Sequence[AttemptRecord],
    problems: tuple[str, ...],
) -> TodayModel:
    """Say the day; ``left`` and ``unrated`` are those of its answers that still wait for a decision."""
    agenda = day.agenda
    items = agenda.short if day.short else day.session(minutes)
    spent = sum(item.minutes for item in items)
    return TodayModel(
        day=spoken_day(agenda.day, agenda.day),
        headline=WAY_BACK if day.short else headline(len(items), spent),
        rows=tuple(QueueRow(item.round, prompts[item.prompt].title, item.why, item.minutes) for item in items),
        note=f"{headline(len(items), spent)}." if day.short else _note(agenda),
        minutes=minutes if items else 0,
        way_back=day.short,
        beyond="" if day.short else more_that_can_wait(len(agenda.items) - len(items)),
        recoveries=tuple(_recovery(each, prompts) for each in left),
        unrated=tuple(_unrated(each, prompts, agenda.day) for each in unrated[:UNRATED_SHOWN]),
        suspended=tuple(Sleeper(prompt, prompts[prompt].round, prompts[prompt].title) for prompt in agenda.suspended),
        yesterday=_yesterday(day, prompts),
        deck_problems=problems,
    )


def _note(agenda: Agenda) -> str:
    if agenda.reviews == 0 and agenda.items:
        return FIRST_RUN
    if not agenda.items and agenda.next_due is not None:
        return f"The next prompt {comes_back(agenda.next_due, agenda.day)}."
    return ""


def _unrated(attempt: AttemptRecord, prompts: Mapping[str, Prompt], today: date) -> Unrated:
    when = "today" if attempt.study_day == today else f"on {spoken_day(attempt.study_day, today)}"
    return Unrated(attempt.id, prompts[attempt.prompt].title, f"{when} at {attempt.at:%H:%M}")


def _recovery(left: Left, prompts: Mapping[str, Prompt]) -> Recovery:
    prompt = prompts.get(left.prompt)
    seconds = left.samples / RATE_HZ
    ended = left.take.started.timestamp() + seconds
    at = datetime.fromtimestamp(ended, left.take.started.tzinfo)
    return Recovery(left.take.id, prompt.title if prompt else left.prompt, f"{at:%H:%M}", minutes_and_seconds(seconds))


def _yesterday(day: Day, prompts: Mapping[str, Prompt]) -> Yesterday | None:
    """What the day before was worth; None where nothing was said then."""
    attempts = day.yesterday
    if not attempts:
        return None
    length = spoken(sum(each.seconds for each in attempts))
    facts = ", ".join(each for each in (length, counted(len(attempts), "answer")) if each)
    again = listen_again([Answer(prompts[each.prompt], each) for each in attempts if each.prompt in prompts])
    if again is None:
        return Yesterday(f"Yesterday: {facts}.")
    return Yesterday(f"Yesterday: {facts}. Listen again to “{again.title}”: {again.why}", again.attempt)
