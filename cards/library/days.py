"""Which study day counts for each review, where a clock was wrong. Runs inside the caller's transaction."""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database

from cards.library import replaying, reviews
from cards.library.replaying import Replay


def correct(db: Database, counted: Sequence[date], replay: Replay) -> int:
    """Store the day that counts for each review, in the order of the attempts, and what follows from it.

    Returns for how many reviews that was another day. Raises ValueError unless there is a day for each.
    """
    stored = reviews.days(db)
    texts = {day: day.isoformat() for day in set(counted)}
    touched: list[str] = []
    for (number, prompt, _, current), day in zip(stored, counted, strict=True):
        if texts[day] != current:
            reviews.count_day(db, number, texts[day])
            touched.append(prompt)
    replaying.stand(db, touched, replay)
    return len(touched)
