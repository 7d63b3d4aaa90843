"""Dates and numbers as a person says them."""

from datetime import date

# Not strftime: Qt sets the process's locale, and an English sentence would get a German weekday.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number_word(number: int) -> str:
    """Return a number as one says it, up to twelve, and in digits from there."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def counted(number: int, what: str) -> str:
    """Such as "1 minute" and "5 minutes"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def several(number: int, one: str, more: str = "") -> str:
    """Such as "One question" and "Two answers wait", as a sentence begins; ``more`` is ``one`` and an s unless told."""
    return f"{number_word(number).capitalize()} {one if number == 1 else more or f'{one}s'}"


def day_and_month(day: date, today: date) -> str:
    """Such as "24 November"; with the year when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def spoken_day(day: date, today: date) -> str:
    """Such as "Tuesday, 24 November"; with the year when it is not this one."""
    return f"{WEEKDAYS[day.weekday()]}, {day_and_month(day, today)}"


def on_day(day: date, today: date) -> str:
    """Such as "today" and "on Tuesday, 24 November"."""
    return "today" if day == today else f"on {spoken_day(day, today)}"


def comes_back(due: date, today: date) -> str:
    """Such as "comes back on Tuesday, 24 November, in 3 days"."""
    return f"comes back on {spoken_day(due, today)}, {in_days(max(1, (due - today).days))}"


def in_days(days: int) -> str:
    """Such as "tomorrow" and "in 3 days"; a day that is past is today."""
    if days <= 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"
