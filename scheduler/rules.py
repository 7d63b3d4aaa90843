"""What a person sets about their dates: how sure to be of a prompt when it comes back, easy weekdays, days off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

RETENTION_RANGE = (0.70, 0.95)
"""Below, prompts return mostly failed; above, the work grows faster than what stays. FSRS itself checks nothing."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that dates are made with. Raises ValueError where a value is outside what is allowed."""

    retention: float = 0.85
    """The chance of keeping the thread at which a prompt comes back."""
    weak_retention: float = 0.92
    """The same in a weak round whose prompts have all been answered; never below `retention`."""
    easy_weekdays: frozenset[int] = field(default_factory=frozenset)
    """Weekdays with less to practise; 0 is Monday."""
    days_off: frozenset[date] = field(default_factory=frozenset)
    """Study days on which nothing comes due."""

    def __post_init__(self) -> None:
        lowest, highest = RETENTION_RANGE
        if not lowest <= self.retention <= self.weak_retention <= highest:
            raise ValueError(
                f"desired retention is {lowest} to {highest}, and in weak rounds not lower than elsewhere: "
                f"not {self.retention} and {self.weak_retention}"
            )
        if not self.easy_weekdays <= frozenset(range(7)):
            raise ValueError(f"a weekday is 0 to 6, unlike one of {sorted(self.easy_weekdays)}")


def as_json(rules: Rules) -> dict[str, object]:
    """Return the rules as plain values, as they are stored; `from_json` reads them."""
    return {
        "retention": rules.retention,
        "weak_retention": rules.weak_retention,
        "easy_weekdays": sorted(rules.easy_weekdays),
        "days_off": [day.isoformat() for day in sorted(rules.days_off)],
    }


def from_json(value: object) -> Rules:
    """Return the rules that `as_json` gave; whatever cannot be read is as in `Rules()`, and never an error."""
    stored = value if isinstance(value, Mapping) else {}
    usual = Rules()
    retention = _retention(stored.get("retention"), usual.retention)
    return Rules(
        retention=retention,
        weak_retention=max(retention, _retention(stored.get("weak_retention"), usual.weak_retention)),
        easy_weekdays=_weekdays(stored.get("easy_weekdays")),
        days_off=_days(stored.get("days_off")),
    )


def _retention(value: object, usual: float) -> float:
    lowest, highest = RETENTION_RANGE
    return float(value) if isinstance(value, int | float) and lowest <= value <= highest else usual


def _weekdays(value: object) -> frozenset[int]:
    numbers = value if isinstance(value, list) else []
    if all(type(number) is int and 0 <= number <= 6 for number in numbers):
        return frozenset(numbers)
    return frozenset()


def _days(value: object) -> frozenset[date]:
    days = value if isinstance(value, list) else []
    try:
        return frozenset(date.fromisoformat(day) for day in days)
    except (TypeError, ValueError):
        return frozenset()
