"""What was read from the log and still stands: a queue is made many times a day, and the log changes seldom."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlite_utils import Database

T = TypeVar("T")
Key = tuple["Reading", date]
"""What was read, and from which day on."""


class Reading(StrEnum):
    """What is remembered."""

    SCHEDULES = "schedules"
    ANSWERED = "answered"
    JUDGED = "judged"
    SETTLED = "settled"


MOST = 8
"""So many readings are remembered: those of a day and of the one before."""

# SQLite itself says when a row changes that a reading may follow from, so that no statement can forget to. A temporary
# trigger is of the connection and leaves nothing in the file. Ticks beside an answer without a depth follow every key
# that is pressed, and count nowhere yet.
_RATED = "WHEN {row}.kind = 'dimension' AND EXISTS (SELECT 1 FROM reviews WHERE attempt = {row}.attempt)"
_WHEN = {"reviews": "", "schedules": "", "ticks": _RATED}
_EVENTS = {"INSERT": "new", "UPDATE": "new", "DELETE": "old"}


class Remembered:
    """Readings of the log, each until a row changes that it may follow from."""

    def __init__(self, db: Database) -> None:
        self._readings: dict[Key, Any] = {}
        db.conn.create_function("log_has_changed", 0, self._readings.clear)
        for table, when in _WHEN.items():
            for event, row in _EVENTS.items():
                db.execute(
                    f"CREATE TEMP TRIGGER {table}_{event.lower()} AFTER {event} ON main.{table} {when.format(row=row)} "
                    "BEGIN SELECT log_has_changed(); END"
                )

    def reading(self, what: Reading, since: date, read: Callable[[], T]) -> T:
        """What ``read`` gives, the same object as long as nothing changes."""
        if (what, since) not in self._readings:
            found = read()
            if len(self._readings) >= MOST:
                del self._readings[next(iter(self._readings))]
            self._readings[what, since] = found
        remembered: T = self._readings[what, since]
        return remembered

    def all(self) -> dict[Key, Any]:
        """All that stands now."""
        return dict(self._readings)

    def keep(self, readings: Mapping[Key, Any]) -> None:
        """Remember what a change that is on the disk has made of the readings before it."""
        self._readings.update(readings)
