"""Dates as a person says them."""

from datetime import date


def spoken_day(day: date, today: date) -> str:
    """Such as "Tuesday, 24 November"; with the year when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A}, {day.day} {day:%B}{year}"


def comes_back(due: date, today: date) -> str:
    """Such as "comes back on Tuesday, 24 November, in 3 days"."""
    days = (due - today).days
    when = "tomorrow" if days <= 1 else f"in {days} days"
    return f"comes back on {spoken_day(due, today)}, {when}"
