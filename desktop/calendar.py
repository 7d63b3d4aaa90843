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
    if not _in_doubt(library, library.latest_day(), day):
        return day
    *counted, today = trusted([*library.review_days(), day])
    library.correct_days(counted, replayed)
    return today


def settle_days(library: Library, latest: date | None = None, day: date | None = None) -> bool:
    """Date the answers anew where a clock was wrong, as when one of ``day`` came after one of ``latest``; tell so."""
    if not _in_doubt(library, latest, day):
        return False
    library.correct_days(trusted(library.review_days()), replayed)
    return True


def _in_doubt(library: Library, latest: date | None, day: date | None) -> bool:
    # Once a day was corrected every new answer tells more about which of the clocks was wrong.
    behind = latest is not None and day is not None and (latest - day).days > FLIGHT_DAYS
    return behind or library.any_day_corrected()
