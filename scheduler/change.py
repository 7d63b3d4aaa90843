"""A change of the rules: which dates it moves, and to where. Memory stays as it is, whatever the rules are."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from cards.review import Move, Standing
from scheduler.memory import Terms, base_days, longest_wait, moved, shift
from scheduler.retention import Retention, said
from scheduler.rules import Rules


def moves(
    standings: Mapping[str, Standing], old: Rules, new: Rules, minutes: Mapping[str, float], day: date
) -> tuple[Move, ...]:
    """Return the moves that a change from `old` to `new` rules on study day `day` makes, in the order of the dates.

    A date is made anew where the desired retention now asks for another wait, where it is on a day that is a day off
    now or an easy weekday, and where it waited for days off that are none any more. Of these only the dates that become
    others are moved, and what waits on `day` before and after has none to move. `minutes` are by prompt; a prompt
    that is not in it stays where it is.
    """
    due = {prompt: max(standing.schedule.due, day) for prompt, standing in standings.items() if prompt in minutes}
    load: dict[date, float] = defaultdict(float)
    for prompt, when in due.items():
        load[when] += minutes[prompt]
    made: list[Move] = []
    for prompt in sorted(due, key=lambda prompt: (due[prompt], prompt)):
        standing = standings[prompt]
        if not _concerned(standing, old, new, day):
            continue
        load[due[prompt]] -= minutes[prompt]
        move = _move(prompt, standing, new, load, day)
        after = max(moved(standing.schedule, standing.depth, move).due, day)
        load[after] += minutes[prompt]
        if after != due[prompt]:
            made.append(move)
    return tuple(made)


def _concerned(standing: Standing, old: Rules, new: Rules, day: date) -> bool:
    due = standing.schedule.due
    if _retention(standing, old) != _retention(standing, new) and _waits_else(standing, _retention(standing, new)):
        return True
    if due < day:
        return False
    newly_easy = due.weekday() in new.easy_weekdays - old.easy_weekdays
    return newly_easy or due in new.days_off - old.days_off or (due > day and _was_pushed(standing, old, new))


def _retention(standing: Standing, rules: Rules) -> float:
    return rules.weak_retention if standing.lifted else rules.retention


def _waits_else(standing: Standing, retention: float) -> bool:
    memory, depth = standing.schedule.memory, standing.depth
    return base_days(memory, depth, retention) != base_days(memory, depth, standing.desired_retention)


def _was_pushed(standing: Standing, old: Rules, new: Rules) -> bool:
    """Say whether it waited longer than its curve allows, and days off have become fewer."""
    waits = (standing.schedule.due - standing.schedule.last_day).days
    longest = longest_wait(standing.schedule.memory, standing.depth, standing.desired_retention)
    return bool(old.days_off - new.days_off) and waits > longest


def _move(prompt: str, standing: Standing, rules: Rules, load: Mapping[date, float], day: date) -> Move:
    value, schedule = _retention(standing, rules), standing.schedule
    terms = Terms(Retention(value, standing.lifted, said(value, standing.lifted)), rules, load)
    # What is to come does not become overdue; what is overdue may stay so, and then does not move.
    earliest = day if schedule.due >= day else schedule.last_day
    return Move(prompt, value, standing.lifted, shift(prompt, schedule, standing.depth, terms, earliest))
