"""From a chosen depth to the next date: the one way in which a review comes about, for the window and the shell."""

from datetime import datetime

from cards.attempt import Ticks
from cards.library import Library
from cards.review import Review
from scheduler.memory import DESIRED_RETENTION, Candidate, candidates, study_day


def rate(  # noqa: PLR0913 - an attempt, what was chosen, and when
    library: Library, attempt: int, prompt: str, depth: int, *, suggested: int | None, ticks: Ticks, at: datetime
) -> Candidate:
    """Apply the candidate of ``depth`` (1 to 4) and append it to the review log, in one transaction with the ticks.

    What counts is the study day of the answer, whenever it is rated: past 04:00, after an undo, or days later.
    """
    before = library.schedules().get(prompt)
    day = library.attempt(attempt).study_day
    chosen = candidates(before, day, today=study_day(at))[depth - 1]
    library.add_review(
        Review(
            attempt=attempt,
            prompt=prompt,
            at=at,
            study_day=day,
            suggested_depth=suggested,
            depth=depth,
            rating=chosen.rating,
            affects_memory=chosen.affects_memory,
            before=before,
            after=chosen.after,
            desired_retention=DESIRED_RETENTION,
        ),
        ticks,
    )
    return chosen


def undo(library: Library) -> Review | None:
    """Take the last review back; its prompt stands where it stood before."""
    log = library.reviews()
    return library.undo_last_review(log[-1].before) if log else None
