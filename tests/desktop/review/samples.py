"""Lines to show."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from cards.attempt_line import AttemptLine, Hit
from cards.query import parse
from cards.rounds import Round
from desktop.review.model import ListModel

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=timezone(timedelta(hours=1)))
TODAY = date(2026, 11, 21)
SENTENCE = "Then a cache in front of the model, because most questions repeat in the first hour of the day."
HIT = Hit(1, SENTENCE, ((7, 12),), 3.0)
TOPICS = ("agents", "rag")


def line(number: int = 1, **changed: Any) -> AttemptLine:  # noqa: ANN401 - any field
    """One answer."""
    values: dict[str, Any] = {
        "id": number,
        "prompt": "S1.a",
        "title": "Cut the bill by half",
        "round": Round.DESIGN,
        "topic": "rag",
        "at": NOW - timedelta(days=number),
        "study_day": date(2026, 11, 19),
        "seconds": 158.0,
        "depth": 2,
        "marked": False,
        "typed": False,
        "words": "all",
    }
    return AttemptLine(**{**values, **changed})


def model(*numbers: int, query: str = "", trashed: int = 0, **changed: Any) -> ListModel:  # noqa: ANN401 - any field
    """These answers, found with ``query``."""
    found = parse(query)
    hit = HIT if found.searches else None
    deleted = NOW if found.trash else None
    lines = tuple(line(number, **{"hit": hit, "deleted": deleted, **changed}) for number in numbers)
    return ListModel(lines, found, TOPICS, NOW, TODAY, trashed)
