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
    if not (_lies_behind(library.latest_day(), day) or library.any_day_corrected()):
        return day
    return library.settled(day, lambda: _settled_by(library, day))


def _settled_by(library: Library, day: date) -> date:
    """Date the answers anew by all their days and this one: the whole log is read."""
    *counted, today = trusted([*library.review_days(), day])
    library.correct_days(counted, replayed)
    return today


def settle_rating(library: Library, attempt: int, day: date) -> bool:
    """Date the answers anew where this one, of ``day``, was rated and a clock was wrong; tell whether it was."""
    return _settle(library, _lies_behind(library.latest_day(before=attempt), day))


def settle_undo(library: Library) -> None:
    """Date the answers anew after one was taken off the log, which may have told which clock was wrong."""
    _settle(library, in_doubt=False)


def settle_all(library: Library) -> None:
    """Look at the whole log: the program may have ended between an answer by a wrong clock and its right day."""
    _settle(library, library.any_day_in_doubt(FLIGHT_DAYS))


def _settle(library: Library, in_doubt: bool) -> bool:
    # Once a day was corrected every answer more or less tells more about which of the clocks was wrong.
    if not (in_doubt or library.any_day_corrected()):
        return False
    library.correct_days(trusted(library.review_days()), replayed)
    return True


def _lies_behind(latest: date | None, day: date) -> bool:
    return latest is not None and (latest - day).days > FLIGHT_DAYS
