"""Dates as a person says them."""

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


def spoken_day(day: date, today: date) -> str:
    """Such as "Tuesday, 24 November"; with the year when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}{year}"


def comes_back(due: date, today: date) -> str:
    """Such as "comes back on Tuesday, 24 November, in 3 days"."""
    days = (due - today).days
    when = "tomorrow" if days <= 1 else f"in {days} days"
    return f"comes back on {spoken_day(due, today)}, {when}"
