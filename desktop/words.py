"""Dates as a person says them."""

from datetime import date


def spoken_day(day: date) -> str:
    """Such as "Tuesday, 24 November"."""
    return f"{day:%A}, {day.day} {day:%B}"


def comes_back(due: date, today: date) -> str:
    """Such as "Comes back on Tuesday, 24 November, in 3 days"."""
    days = (due - today).days
    if days <= 1:
        return f"Comes back tomorrow, {spoken_day(due)}"
    year = "" if due.year == today.year else f" {due.year}"
    return f"Comes back on {spoken_day(due)}{year}, in {days} days"
