"""The one place that reads the clock; everybody else is given the moment."""

from datetime import datetime


def now() -> datetime:
    """The moment, with the UTC offset that the person's own clock has now."""
    return datetime.now().astimezone()
