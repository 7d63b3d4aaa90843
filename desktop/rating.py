"""From a chosen depth to the next date: the one way in which a review comes about, for the window and the shell."""

from dataclasses import dataclass
from datetime import date, datetime

from cards.attempt import Ticks
from cards.library import Library
from cards.review import Review
from scheduler.days import study_day
from scheduler.memory import DESIRED_RETENTION, Candidate, candidates


@dataclass(frozen=True, slots=True)
class Rated:
    """A review as it was stored, with the ticks it came from: what is needed to store it once more after an undo."""

    review: Review
    ticks: Ticks

    def again(self, library: Library) -> None:
        """Append the same review to the log; the prompt must stand where it stood before it."""
        library.add_review(self.review, self.ticks)

    def take_back(self, library: Library) -> None:
        """Take the review off the log, whose last it must be, else KeyError; its prompt stands where it stood."""
        library.undo_last_review(self.review.before, self.review.attempt)

    def candidate(self, today: date) -> Candidate:
        """What the review did, as it is said on study day ``today``."""
        review = self.review
        offered = candidates(review.before, review.study_day, review.desired_retention, today=today)
        return offered[review.depth - 1]


def store_depth(  # noqa: PLR0913 - an attempt, what was chosen, and when
    library: Library, attempt: int, prompt: str, depth: int, *, suggested: int | None, ticks: Ticks, at: datetime
) -> Rated:
    """Apply the candidate of ``depth`` (1 to 4) and append it to the review log, in one transaction with the ticks.

    What counts is the study day of the answer, whenever it is rated: past 04:00, after an undo, or days later.
    """
    before = library.schedules().get(prompt)
    day = library.attempt(attempt).study_day
    chosen = candidates(before, day, today=study_day(at))[depth - 1]
    review = Review(
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
    )
    rated = Rated(review, ticks)
    rated.again(library)
    return rated


def rate(  # noqa: PLR0913 - as above
    library: Library, attempt: int, prompt: str, depth: int, *, suggested: int | None, ticks: Ticks, at: datetime
) -> Candidate:
    """Store the depth and return what it did to the prompt."""
    rated = store_depth(library, attempt, prompt, depth, suggested=suggested, ticks=ticks, at=at)
    return rated.candidate(study_day(at))


def last_rating(library: Library) -> Rated | None:
    """The end of the review log; None while it is empty."""
    log = library.reviews()
    return Rated(log[-1], library.attempt(log[-1].attempt).ticks) if log else None
