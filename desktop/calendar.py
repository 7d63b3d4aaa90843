"""The study day to go by when a clock may be wrong: the log of answers knows better than one clock."""

from datetime import date

from cards.library import Library
from scheduler.days import FLIGHT_DAYS, trusted
from scheduler.memory import replayed


def settled_day(library: Library, day: date) -> date:
    """Return the study day that counts where the clock says ``day``.

    Where answers lie in the future, either they were dated by a clock that ran ahead, and are dated anew, or the clock
    was set back now, and the latest day that is trusted goes on. Nothing that was said or rated changes.
    """
    if not _lies_behind(library.latest_day(), day):
        return day
    *counted, today = trusted([*library.review_days(), day])
    library.correct_days(counted, replayed)
    return today


def settle_answer(library: Library, latest: date | None, day: date) -> bool:
    """Date the answers anew where one of ``day`` came after one of ``latest``, and tell whether that was needed."""
    if not _lies_behind(latest, day):
        return False
    library.correct_days(trusted(library.review_days()), replayed)
    return True


def _lies_behind(latest: date | None, day: date) -> bool:
    return latest is not None and (latest - day).days > FLIGHT_DAYS
