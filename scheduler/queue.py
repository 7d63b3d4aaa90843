"""What to practise now, in order, and why each prompt is in it.

A session is put together prompt by prompt. What slips away is caught first, but never more than a part of the session;
the week's focus round has its quota; the other minutes go to the round that is furthest behind its share. Whatever is
asked, at every point of the week the focus round has its floor, so that leaving early breaks nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import floor, inf

from cards.prompt import Prompt
from cards.review import Schedule
from cards.rounds import Round
from scheduler import reasons
from scheduler.diagnostic import ORDER
from scheduler.ledger import spent
from scheduler.memory import retrievability
from scheduler.practice import Due, Practice, turn
from scheduler.week import FLOOR

GUARD_SHARE = 0.60
"""Of a session, what catching may take while a prompt of the focus round waits."""
QUOTA = 0.50
"""Of a session, what the focus round has before the other rounds come by their shares."""
UNSEEN_SHARE = 0.60
"""Of a round's minutes in a week, what is kept for prompts never answered: they drive depth, reviews only keep it."""
AHEAD_DAYS = 7
"""No prompt is begun while what waits and what comes back in so many days is more than these days can bear."""
HABIT_DAYS = 14
"""How much somebody practises a day is what they did in so many."""
AT_MOST_IN_A_ROW = 2
MOST_BEYOND = 12
"""So many more can be asked for, one by one."""
WAY_BACK_MINUTES = 12
"""The first session after days away is two prompts of together at most this: about ten minutes."""


class Lane(StrEnum):
    """On which way a prompt came into a session."""

    GUARD = "guard"
    FOCUS = "focus"
    SHARE = "share"
    WAY_BACK = "way_back"
    WAITING = "waiting"
    """In no session: it only waits."""


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One prompt to be asked."""

    prompt: str
    round: Round
    due: date | None
    """None for a prompt without an answer."""
    why: str
    minutes: int
    lane: Lane


@dataclass(frozen=True, slots=True)
class Session:
    """What a session asks, and what comes after it for who wants more."""

    items: tuple[QueueItem, ...]
    beyond: tuple[QueueItem, ...]
    waiting: int
    """Due prompts that are in neither."""

    @property
    def minutes(self) -> int:
        """What it takes as planned."""
        return sum(item.minutes for item in self.items)


def session(practice: Practice, minutes: int) -> Session:
    """Return what a session of `minutes` asks on the day of `practice`: the same for the same arguments.

    Where nothing is short enough it is the one prompt that is taken first, whatever it asks.
    """
    planning = _Planning(practice, minutes)
    items = tuple(planning.within(minutes))
    beyond = tuple(planning.further(MOST_BEYOND))
    taken = {item.prompt for item in (*items, *beyond)}
    return Session(items, beyond, sum(each.prompt.id not in taken for each in practice.due))


def waiting(practice: Practice) -> tuple[QueueItem, ...]:
    """Return all that may be asked on the day: what is due, in the order of `Practice.due`, then what was never rated.

    Of the latter the weakest round comes first, and in it the weakest topic.
    """
    unseen = [prompt for prompt in practice.prompts if prompt.id not in practice.schedules]
    unseen.sort(key=lambda each: (*_weakest_first(practice, each.round), _mean(practice, each), each.id))
    return (
        *(_item(each.prompt, each.schedule, reasons.due(each.schedule, practice.day)) for each in practice.due),
        *(_item(each, None, reasons.unseen(each, practice)) for each in unseen),
    )


def way_back(practice: Practice) -> tuple[QueueItem, ...]:
    """Return a short session after days away: what is likeliest to succeed, then what a session would begin with.

    Both fit into `WAY_BACK_MINUTES`; where nothing is that short it is the shortest prompt there is. The reasons it
    gives count nothing that waited.
    """
    unseen = [each for each in practice.prompts if each.id not in practice.schedules]
    shortest = min((each.minutes for each in (*unseen, *(one.prompt for one in practice.due))), default=0)
    most = max(shortest, WAY_BACK_MINUTES)
    due = [(retrievability(each.schedule, practice.day), each) for each in practice.due if each.prompt.minutes <= most]
    if not due:
        return session(practice, WAY_BACK_MINUTES).items[:2]
    opener = max(due, key=lambda pair: (pair[0], pair[1].prompt.id))[1]
    why = reasons.still_there(opener.schedule, practice.day)
    first = _item(opener.prompt, opener.schedule, why, Lane.WAY_BACK)
    others = [each for each in practice.prompts if each is not opener.prompt]
    without = replace(practice, prompts=others, due=[each for each in practice.due if each is not opener])
    rest = session(without, WAY_BACK_MINUTES).items if without.prompts else ()
    second = next((each for each in rest if each.minutes <= WAY_BACK_MINUTES - first.minutes), None)
    if second is None:
        return (first,)
    schedule = practice.schedules.get(second.prompt)
    why = reasons.again(schedule, second.round, practice) if schedule is not None else second.why
    return (first, replace(second, why=why, lane=Lane.WAY_BACK))


def _item(prompt: Prompt, schedule: Schedule | None, why: str, lane: Lane = Lane.WAITING) -> QueueItem:
    return QueueItem(prompt.id, prompt.round, schedule.due if schedule else None, why, prompt.minutes, lane)


def _weakest_first(practice: Practice, round_: Round) -> tuple[float, int]:
    return -practice.weakness[round_].weakness, ORDER.index(round_)


def _mean(practice: Practice, prompt: Prompt) -> float:
    return practice.topics[prompt.round, prompt.topic].mean


class _Waiting:
    """What waits in one round."""

    def __init__(self, practice: Practice, round_: Round) -> None:
        def exercises(prompt: Prompt) -> float:
            judged = (practice.dimensions[each].mean for each in prompt.dimensions if each in practice.dimensions)
            return min(judged, default=1.0)

        def order(prompt: Prompt) -> tuple[float, str, float, int]:
            return _mean(practice, prompt), prompt.topic, exercises(prompt), turn(prompt, practice.day)

        self.due = [each for each in practice.due if each.prompt.round is round_]
        unseen = (each for each in practice.prompts if each.round is round_ and each.id not in practice.schedules)
        self.unseen = sorted(unseen, key=order)
        self._last_topic = ""

    def __bool__(self) -> bool:
        return bool(self.due or self.unseen)

    def next_due(self, longest: float) -> Due | None:
        """The first that takes no longer."""
        return next((each for each in self.due if each.prompt.minutes <= longest), None)

    def next_unseen(self, longest: float) -> Prompt | None:
        """Of the weakest topic, but not of the one that was just asked where there is another."""
        same = None
        for prompt in self.unseen:
            if prompt.minutes <= longest:
                if prompt.topic != self._last_topic:
                    return prompt
                same = same or prompt
        return same

    def take(self, found: Due | Prompt) -> None:
        """It is asked now and waits no more."""
        if isinstance(found, Due):
            self.due.remove(found)
        else:
            self.unseen.remove(found)
        self._last_topic = _prompt(found).topic


class _Planning:
    """A session that is being put together."""

    def __init__(self, practice: Practice, minutes: int) -> None:
        self._practice = practice
        self._length = minutes
        self._focus = practice.week.focus
        self._minutes = Counter(practice.week.minutes)
        self._unseen_minutes = Counter(practice.week.unseen_minutes)
        self._waiting = {each: _Waiting(practice, each) for each in Round}
        self._slips = [each for each in practice.due if each.slipping and each.prompt.round is not self._focus]
        self._admitting = _admitting(practice, minutes)
        self._here: Counter[Round] = Counter()
        """Minutes of this session so far."""
        self._guarded = 0
        self._rounds: list[Round] = []

    def within(self, minutes: int) -> Iterator[QueueItem]:
        """Prompts until `minutes` are full."""
        left = minutes
        while (item := self._next(left)) is not None:
            left -= item.minutes
            yield item
        if not self._rounds and (item := self._next(inf)) is not None:
            yield item

    def further(self, most: int) -> Iterator[QueueItem]:
        """What would come then, as if there were no end."""
        for _ in range(most):
            if (item := self._next(inf)) is not None:
                yield item

    def _next(self, left: float) -> QueueItem | None:
        """The next prompt that takes at most `left` minutes.

        A third of one round in a row, and a new prompt of the focus round beyond what is admitted, come only where
        there is nothing else.
        """
        return (
            self._choose(left, self._third)
            or self._choose(left, None)
            or self._take(self._waiting[self._focus].next_unseen(left), Lane.FOCUS)
        )

    @property
    def _third(self) -> Round | None:
        """The round that would be asked too often in a row."""
        last = self._rounds[-AT_MOST_IN_A_ROW:]
        return last[0] if len(last) == AT_MOST_IN_A_ROW and len(set(last)) == 1 else None

    def _choose(self, left: float, banned: Round | None) -> QueueItem | None:
        slipping = self._slipping(left, banned)
        if slipping is not None:
            return self._take(slipping, Lane.GUARD)
        if self._focus is not banned and self._here[self._focus] < QUOTA * self._length:
            found = self._in(self._focus, left)
            if found is not None:
                return self._take(found, Lane.FOCUS)
        behind: list[Round] = []
        for round_ in sorted(self._practice.week.shares, key=self._ahead):
            longest = left if round_ is self._focus else min(left, self._above_floor(banned))
            found = None if round_ is banned else self._in(round_, longest)
            if found is not None:
                return self._take(found, Lane.FOCUS if round_ is self._focus else Lane.SHARE, behind)
            behind.append(round_)
        return None

    def _slipping(self, left: float, banned: Round | None) -> Due | None:
        """What is caught first. One too long for the guard's part of any session is caught alone."""
        room = GUARD_SHARE * self._length if self._waiting[self._focus] else inf
        longest = min(left, self._above_floor(banned))
        for each in self._slips:
            minutes, round_ = each.prompt.minutes, each.prompt.round
            fits = minutes <= longest and (self._guarded + minutes <= room or not self._guarded)
            if fits and round_ is not banned:
                return each
        return None

    def _in(self, round_: Round, left: float) -> Due | Prompt | None:
        """The next prompt of a round: unseen while these are short of their part, else due, else unseen after all."""
        waits = self._waiting[round_]
        due, unseen = waits.next_due(left), waits.next_unseen(left) if round_ in self._admitting else None
        if due is None or unseen is None:
            return due or unseen
        whole = self._minutes[round_] + unseen.minutes
        return unseen if self._unseen_minutes[round_] < UNSEEN_SHARE * whole else due

    def _ahead(self, round_: Round) -> float:
        """Minutes by which the round is ahead of its share of the week."""
        return self._minutes[round_] - self._practice.week.shares[round_] * self._minutes.total()

    def _above_floor(self, banned: Round | None) -> float:
        """Minutes that may go to another round so that the focus round has its floor even if nothing comes after them.

        What is owed from last week waits where the focus round would come a third time.
        """
        if not self._waiting[self._focus]:
            return inf
        owed = 0 if banned is self._focus else self._practice.week.owed
        bears = (self._minutes[self._focus] - owed) / FLOOR - self._minutes.total()
        return floor(bears + 1e-9)  # minutes are whole, and a quotient is not exact

    def _take(self, found: Due | Prompt | None, lane: Lane, behind: Iterable[Round] = ()) -> QueueItem | None:
        if found is None:
            return None
        prompt, schedule = _prompt(found), found.schedule if isinstance(found, Due) else None
        too_long = {each: self._in(each, inf) is not None for each in behind}
        moment = reasons.Turn(prompt, schedule, self._practice, dict(self._minutes), tuple(self._rounds), too_long)
        item = _item(prompt, schedule, _WHY[lane](moment), lane)
        self._waiting[prompt.round].take(found)
        self._slips = [each for each in self._slips if each is not found]
        self._minutes[prompt.round] += prompt.minutes
        self._here[prompt.round] += prompt.minutes
        self._unseen_minutes[prompt.round] += prompt.minutes if schedule is None else 0
        self._guarded += prompt.minutes if lane is Lane.GUARD else 0
        self._rounds.append(prompt.round)
        return item


def _prompt(found: Due | Prompt) -> Prompt:
    return found.prompt if isinstance(found, Due) else found


_WHY = {Lane.GUARD: reasons.guard, Lane.FOCUS: reasons.focus, Lane.SHARE: reasons.share}


def _admitting(practice: Practice, minutes: int) -> frozenset[Round]:
    """The rounds with room for new prompts: the next days bear what waits and what comes back in them.

    Where they do not, those rounds have room whose own part is within their share: one that is overloaded holds up no
    other. None has while more slips beside the focus round than a session can catch.
    """
    focus = practice.week.focus
    if sum(each.prompt.minutes for each in practice.due if each.slipping and each.prompt.round is not focus) > (
        GUARD_SHARE * minutes
    ):
        return frozenset()
    last = practice.day + timedelta(days=AHEAD_DAYS)
    coming: Counter[Round] = Counter()
    for prompt in practice.prompts:
        schedule = practice.schedules.get(prompt.id)
        if schedule is not None and schedule.due <= last:
            coming[prompt.round] += prompt.minutes
    bears = AHEAD_DAYS * _minutes_a_day(practice, minutes)
    if coming.total() <= bears:
        return frozenset(Round)
    return frozenset(each for each, share in practice.week.shares.items() if coming[each] <= share * bears)


def _minutes_a_day(practice: Practice, minutes: int) -> float:
    """What a day can bear: a session, or less where days were left out, once there is a week to tell."""
    since = practice.day - timedelta(days=HABIT_DAYS)
    days = min(HABIT_DAYS, (practice.day - (practice.ledger.begun or practice.day)).days)
    if days < AHEAD_DAYS:
        return minutes
    return min(minutes, sum(spent(practice.ledger.minutes, since, practice.day - timedelta(days=1)).values()) / days)
