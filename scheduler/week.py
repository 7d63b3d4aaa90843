"""The study week: which round it is for, what every round has had of its minutes, and what is owed from last week.

A week begins on Monday at 04:00. All of it is a function of the answers, so that it is the same whenever it is asked.
Minutes are those that a prompt is planned with: then the floor can be kept exactly, however long somebody speaks.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from cards.diagnostic import Diagnosed, latest
from cards.rounds import ROUNDS, Round
from scheduler.days import monday
from scheduler.diagnostic import ORDER, route
from scheduler.ledger import Ledger, spent
from scheduler.weakness import Days, RoundWeakness, estimates, place_of

FLOOR = 0.40
"""The share of every week's minutes that its focus round gets at least."""
FLOOR_FROM_MINUTES = 60
"""A shorter week owes nothing to the next one."""
MOST_OWED_MINUTES = 60
FOCUS_SHARE = 0.50
"""What the focus round is to have; more where its weakness asks for more."""
LOWEST_SHARE = 0.08
"""No round is left alone altogether."""
HYSTERESIS = 0.05
"""Another round becomes the focus only when it is weaker by more than this: plans that jump are not followed."""
STUCK_BELOW = 0.35
"""With every round's mean below this the person is stuck everywhere, and the shares follow `STUCK`."""
STUCK: Mapping[Round, float] = {Round.ML: 0.6, Round.DESIGN: 1.6, Round.CODING: 0.6, Round.BEHAVIORAL: 1.0}

COMFORT_SHARE = 0.80
COMFORT_DAYS = 14
COMFORT_FROM_MINUTES = 60

WEEKS_BACK = 4
"""So far back the focus of a week turns on the one before; what was then is no reason any more."""
NOTHING_KNOWN = "Nothing is known about your rounds yet, so the week is for the one where depth counts most."
NOTHING_WAS_KNOWN = (
    "Nothing was known about your rounds when the week began, so it is for the one where depth counts most."
)


@dataclass(frozen=True, slots=True)
class Week:
    """Where the week stands."""

    monday: date
    focus: Round
    why: str
    """One sentence about why this round."""
    minutes: Mapping[Round, int]
    """What was answered so far, in planned minutes."""
    unseen_minutes: Mapping[Round, int]
    """Those of them that went to prompts never answered before."""
    owed: int
    """Minutes that last week left the focus round short of."""
    shares: Mapping[Round, float]
    """What each round is to have of the week; together 1."""

    @property
    def total(self) -> int:
        """All minutes of the week so far."""
        return sum(self.minutes.values())

    @property
    def floor(self) -> int:
        """The minutes that the focus round must have by now, what is owed included."""
        return ceil(FLOOR * self.total) + self.owed


@dataclass(frozen=True, slots=True)
class Comfort:
    """How much of the last two weeks went to the two strongest rounds."""

    share: float
    rounds: tuple[Round, Round]
    """The strongest one first."""

    @property
    def too_much(self) -> bool:
        """Whether the rounds that need it are avoided."""
        return self.share >= COMFORT_SHARE


def first_day(day: date) -> date:
    """From when on minutes play a part on `day`: from the first week whose focus is looked at."""
    return monday(day) - timedelta(weeks=WEEKS_BACK)


def week(
    practised: Ledger,
    counted: Mapping[Round, Days],
    diagnosed: Sequence[Diagnosed],
    weakness: Mapping[Round, RoundWeakness],
    day: date,
) -> Week:
    """Return the study week of `day`, from the answers up to then.

    `practised` begins no later than `first_day`; `counted` are the answers that `weakness` on that day follows from.
    Where no round has prompts the focus is the first of those that are equally weak.
    """
    rounds = practised.rounds or frozenset(ORDER)
    this = monday(day)
    chosen, owed = _Choice(ORDER[0], "", settled=False), 0
    for start in (this - timedelta(weeks=back) for back in range(WEEKS_BACK, -1, -1)):
        before, end = chosen, min(day, start + timedelta(days=6))
        chosen = _choice(_evidence(counted, diagnosed, start, end), rounds, before.focus if before.settled else None)
        owed = owed if chosen.focus is before.focus else 0
        if start < this:
            owed = _short(spent(practised.minutes, start, end), chosen.focus, owed)
    wanted = shares(weakness, rounds, chosen.focus)
    minutes, unseen = spent(practised.minutes, this, day), spent(practised.unseen, this, day)
    why = chosen.why or (NOTHING_WAS_KNOWN if any(counted.values()) else NOTHING_KNOWN)
    return Week(this, chosen.focus, why, minutes, unseen, owed, wanted)


def shares(weakness: Mapping[Round, RoundWeakness], rounds: AbstractSet[Round], focus: Round) -> dict[Round, float]:
    """What each round is to have of a week's minutes: by the square of its weakness, within the bounds above."""
    wanted = {each: weakness[each].weakness ** 2 for each in ORDER if each in rounds}
    if all(weakness[each].mean < STUCK_BELOW for each in rounds):
        wanted = {each: share * STUCK[each] for each, share in wanted.items()}
    whole = sum(wanted.values())
    wanted = {each: max(LOWEST_SHARE, share / whole) for each, share in wanted.items()}
    focused = max(FOCUS_SHARE, wanted[focus] / sum(wanted.values()))
    others = sum(share for each, share in wanted.items() if each is not focus)
    if not others:
        return {focus: 1.0}
    return {each: focused if each is focus else share / others * (1 - focused) for each, share in wanted.items()}


def comfort(practised: Ledger, weakness: Mapping[Round, RoundWeakness], day: date) -> Comfort | None:
    """Return how much of the last `COMFORT_DAYS` went to the two strongest rounds; None while that is too little."""
    minutes = spent(practised.minutes, day - timedelta(days=COMFORT_DAYS - 1), day)
    whole = sum(minutes.values())
    if whole < COMFORT_FROM_MINUTES:
        return None
    strongest, second, *_ = sorted(ORDER, key=lambda each: weakness[each].weakness)
    return Comfort((minutes[strongest] + minutes[second]) / whole, (strongest, second))


def _short(minutes: Mapping[Round, int], focus: Round, owed: int) -> int:
    """What a week that is over leaves its focus round short of; one too short to count hands on what it was owed."""
    whole = sum(minutes.values())
    needed = ceil(FLOOR * whole) + owed if whole >= FLOOR_FROM_MINUTES else owed
    return min(MOST_OWED_MINUTES, max(0, needed - minutes[focus]))


@dataclass(frozen=True, slots=True)
class _Choice:
    focus: Round
    why: str
    """Empty where nothing was known."""
    settled: bool
    """Something was known then, so that the next week may stay with it."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a week's choice rests on."""

    answered: bool
    diagnosed: Sequence[Diagnosed]
    weakness: Mapping[Round, RoundWeakness]


def _evidence(counted: Mapping[Round, Days], diagnosed: Sequence[Diagnosed], start: date, until: date) -> _Evidence:
    """What is known on the morning of `start`, or on the day of a diagnostic from then `until`.

    The answers of that day itself are left out: what is asked on a day must not change by answering.
    """
    day = max((start, *(each.day for each in diagnosed if start <= each.day <= until)))
    last_before = place_of(day - timedelta(days=1), 1)
    earlier = {
        round_: {place: times for place, times in counts.items() if place >= last_before}
        for round_, counts in counted.items()
    }
    asked = [each for each in diagnosed if each.day <= day]
    return _Evidence(any(earlier.values()), asked, estimates(earlier, asked, day))


def _choice(known: _Evidence, rounds: AbstractSet[Round], before: Round | None) -> _Choice:
    """The weakest round, or the one `before` where that is hardly stronger; and why."""
    found = known.weakness
    order = [each for each in ORDER if each in rounds]
    weakest = max(order, key=lambda each: found[each].weakness)  # of equals the first
    if not known.answered and not known.diagnosed:
        return _Choice(weakest, "", settled=False)
    if not known.answered and (leads := _led_to(known.diagnosed)) is not None and leads[0] in rounds:
        return _Choice(leads[0], f"{leads[1]} {found[leads[0]].why}", settled=True)
    if before is None or before not in rounds or found[weakest].weakness - found[before].weakness > HYSTERESIS:
        before = weakest
    if before is not weakest:
        return _Choice(before, f"It stays from last week: {ROUNDS[weakest].name} is hardly weaker.", settled=True)
    return _Choice(weakest, f"It was your weakest round when the week was planned: {found[weakest].why}", settled=True)


def _led_to(diagnosed: Sequence[Diagnosed]) -> tuple[Round, str] | None:
    """The round that the route of the diagnostic gives the most time to, and why; None where no gap showed."""
    phases = route({question: each.result for question, each in latest(diagnosed).items()}).phases
    first = next((phase.round for phase in phases if not phase.compressed), None)
    if first is None:
        return None
    leads = first is phases[0].round
    return first, "The diagnostic leads there first." if leads else "The diagnostic gives it the most time."
