"""The day in words: what was read from the library, and how Today says it. Values only, no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from audio.wav import RATE_HZ
from cards.attempt import AttemptRecord, TakeRecord
from cards.prompt import Prompt
from desktop.agenda import Agenda
from desktop.diagnostic.course import Course
from desktop.diagnostic.offering import offer
from desktop.practice.again import Answer, listen_again
from desktop.practice.model import minutes_and_seconds
from desktop.practice.summary_model import spoken
from desktop.today.model import (
    DAY_OFF,
    DAY_OFF_NOTE,
    FIRST_RUN,
    WAY_BACK,
    QueueRow,
    Recovery,
    Sleeper,
    TodayModel,
    Unrated,
    WeekModel,
    Yesterday,
    headline,
    more_that_can_wait,
)
from desktop.today.week import Ahead, week_model
from desktop.words import comes_back, counted, on_day, spoken_day
from scheduler.queue import QueueItem, Session

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

    clock_day: date
    """What the clock said; the agenda goes by the log where that knows better."""
    agenda: Agenda
    left: tuple[Left, ...]
    yesterday: tuple[AttemptRecord, ...]
    """The answers of the day before, in their order."""
    course: Course
    """How far the diagnostic is, and the answers that wait for a depth instead."""
    waiting: tuple[QueueItem, ...]
    """All that may be asked."""
    planned: dict[int, Session]
    """Minutes -> the session of that length, for those that were wanted so far."""

    @property
    def short(self) -> bool:
        """Whether the day begins with a short way back in."""
        return bool(self.agenda.short)

    def session(self, minutes: int) -> Session:
        """What a session of ``minutes`` asks."""
        if minutes not in self.planned:
            self.planned[minutes] = self.agenda.session(minutes)
        return self.planned[minutes]


def today_model(  # noqa: PLR0913 - what was read, what is decided since, and what was set
    day: Day,
    prompts: Mapping[str, Prompt],
    *,
    minutes: int,
    resting: bool,
    left: Sequence[Left],
    unrated: Sequence[AttemptRecord],
    problems: tuple[str, ...],
) -> TodayModel:
    """Say the day; ``left`` and ``unrated`` are those of its answers that still wait for a decision.

    ``resting``: it is a day off, and the person has not said otherwise.
    """
    agenda, session = day.agenda, day.session(minutes)
    beyond = len(day.waiting) - len(session.items)
    asked = _day_off() if resting else _asked(day, prompts, session, beyond)
    ahead = None if resting or day.short else Ahead.of(session, day.waiting, agenda.practice.week.focus)
    return replace(
        asked,
        day=spoken_day(agenda.day, agenda.day),
        minutes=minutes if asked.rows else 0,
        recoveries=tuple(_recovery(each, prompts) for each in left),
        unrated=tuple(_unrated(each, prompts, agenda.day) for each in unrated[:UNRATED_SHOWN]),
        suspended=tuple(Sleeper(prompt, prompts[prompt].round, prompts[prompt].title) for prompt in agenda.suspended),
        yesterday=_yesterday(day, prompts),
        deck_problems=problems,
        week=_week(agenda, ahead),
        diagnostic=offer(day.course),
        diagnostic_begun=day.course.begun,
    )


def _day_off() -> TodayModel:
    return TodayModel("", DAY_OFF, note=DAY_OFF_NOTE, day_off=True)


def _asked(day: Day, prompts: Mapping[str, Prompt], session: Session, beyond: int) -> TodayModel:
    """What the day asks, as far as that goes; ``beyond`` counts what does not fit in."""
    items = day.agenda.short if day.short else session.items
    said = headline(len(items), sum(item.minutes for item in items))
    rows = tuple(QueueRow(item.round, prompts[item.prompt].title, item.why, item.minutes) for item in items)
    if day.short:
        return TodayModel("", WAY_BACK, rows, note=f"{said}.", way_back=True)
    return TodayModel("", said, rows, note=_note(day.agenda, session), beyond=more_that_can_wait(beyond))


def _week(agenda: Agenda, ahead: Ahead | None) -> WeekModel | None:
    """How the week stands; where nothing is ``ahead`` nothing is said that would urge anybody."""
    stands = agenda.practice
    if not stands.every:
        return None
    known = bool(agenda.reviews or stands.log.diagnosed)
    return week_model(stands.week, stands.weakness, agenda.comfort, ahead, known=known)


def _note(agenda: Agenda, session: Session) -> str:
    if agenda.reviews == 0 and session.items:
        return FIRST_RUN
    if not session.items and agenda.next_due is not None:
        return f"The next prompt {comes_back(agenda.next_due, agenda.day)}."
    return ""


def _unrated(attempt: AttemptRecord, prompts: Mapping[str, Prompt], today: date) -> Unrated:
    when = f"{on_day(attempt.study_day, today)} at {attempt.at:%H:%M}"
    return Unrated(attempt.id, prompts[attempt.prompt].title, when)


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
