"""The week in words: the round it is for, how far its floor is filled, and where the four rounds stand. Knows no Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from cards.rounds import ROUNDS, Round
from desktop.today.model import RoundBar, WeekModel
from desktop.words import counted, several
from scheduler.queue import QueueItem, Session
from scheduler.weakness import RoundWeakness
from scheduler.week import FLOOR, Comfort, Week


@dataclass(frozen=True, slots=True)
class Ahead:
    """What today's session has for the week."""

    minutes: Mapping[Round, int]
    """Of each round that is in it."""
    focus_waits: bool
    """Whether any prompt of the focus round may be asked today, in the session or not."""

    @staticmethod
    def of(session: Session, waiting: Iterable[QueueItem], focus: Round) -> "Ahead":
        """Count a session; ``waiting`` is all that may be asked today."""
        minutes = dict.fromkeys(Round, 0)
        for item in session.items:
            minutes[item.round] += item.minutes
        return Ahead(minutes, any(item.round is focus for item in waiting))

    @property
    def total(self) -> int:
        """All its minutes."""
        return sum(self.minutes.values())


def week_model(
    week: Week, weakness: Mapping[Round, RoundWeakness], comfort: Comfort | None, ahead: Ahead | None, *, known: bool
) -> WeekModel:
    """Say how the week stands.

    ``ahead`` is None on a day that asks for nothing more than it says: no sentence then tells what is missing. With
    ``known`` False nothing was ever answered, and there is no number to show.
    """
    headline = f"This week: {ROUNDS[week.focus].name}"
    if not known:
        return WeekModel(week.focus, headline, week.why)
    done = week.minutes.get(week.focus, 0)
    return WeekModel(
        week.focus,
        headline,
        week.why,
        minutes=_minutes(week, done),
        done=done,
        floor=week.floor,
        shortage=_shortage(week, done, ahead) if ahead is not None else "",
        bars=tuple(_bar(each, week, weakness[each]) for each in Round),
        comfort=_comfort(comfort, ahead) if comfort is not None and comfort.too_much and ahead is not None else "",
    )


def percent(share: float) -> str:
    """Such as "63 %"."""
    return f"{round(100 * share)} %"


def _minutes(week: Week, done: int) -> str:
    """Such as "38 minutes so far. The floor is 24: 40 % of the week."; what is owed is part of the floor."""
    owed = f", and {counted(week.owed, 'minute')} carried over from last week" if week.owed else ""
    rests_on = f"{percent(FLOOR)} of the week{owed}"
    if not week.total:
        return f"Nothing yet. The floor is {rests_on}."
    if done < week.floor:
        return f"{done} of {counted(week.floor, 'minute')} so far. The floor is {rests_on}."
    return f"{counted(done, 'minute')} so far. The floor is {week.floor}: {rests_on}."


def _shortage(week: Week, done: int, ahead: Ahead) -> str:
    missing = week.floor - done
    if missing <= 0:
        return ""
    short = f"{several(missing, 'minute')} short of it"
    if planned := ahead.minutes.get(week.focus, 0):
        then, floor = done + planned, ceil(FLOOR * (week.total + ahead.total)) + week.owed
        if then < floor:  # it grows with all that is practised
            return f"{short}: today's session brings it to {then} of {floor}."
        return f"{short}: today's session makes up for it with {planned} of this round."
    if not ahead.focus_waits:
        return f"{short}: no prompt of this round waits today."
    return f"{short}: today's session has none of this round."


def _bar(round_: Round, week: Week, weakness: RoundWeakness) -> RoundBar:
    minutes = week.minutes.get(round_, 0)
    share = minutes / week.total if week.total else 0.0
    wanted = week.shares.get(round_)
    return RoundBar(
        round_,
        minutes,
        share,
        wanted,
        weakness.depth,
        weakness.uncertainty,
        f"{_time(round_, week, minutes, share, wanted)} {weakness.why}",
    )


def _time(round_: Round, week: Week, minutes: int, share: float, wanted: float | None) -> str:
    """What the bar and its mark say."""
    name = ROUNDS[round_].name
    spent = (
        f"{name} has had {minutes} of this week's {counted(week.total, 'minute')}, {percent(share)}"
        if week.total
        else f"{name} has had nothing of this week yet"
    )
    if wanted is None:
        return f"{spent}; the deck has no prompt of it."
    reason = "as the round of the week" if round_ is week.focus else "by its weakness"
    return f"{spent}; {percent(wanted)} is its share {reason}."


def _comfort(comfort: Comfort, ahead: Ahead) -> str:
    """What is avoided, and a way out of it that the day really has."""
    strongest, second = comfort.rounds
    names = f"{ROUNDS[strongest].name} and {ROUNDS[second].name}"
    said = f"{percent(comfort.share)} of your last two weeks went to {names}, your two strongest rounds."
    avoided = [each for each in Round if each not in comfort.rounds]
    others = sum(ahead.minutes.get(each, 0) for each in avoided)
    if not others:
        return f"{said} Choose a prompt of {' or '.join(ROUNDS[each].name for each in avoided)} in Prompts."
    part = f"{others} of its {counted(ahead.total, 'minute')} {'goes' if others == 1 else 'go'}"
    to = " and ".join(ROUNDS[each].name for each in avoided if ahead.minutes.get(each, 0))
    return f"{said} Take today's session as it is: {part if others < ahead.total else 'all of it goes'} to {to}."
