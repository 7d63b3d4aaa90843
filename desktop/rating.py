"""From a chosen depth to the next date: the one way in which a review comes about, for the window and the shell."""

from dataclasses import dataclass
from datetime import date, datetime

from cards.attempt import Ticks
from cards.library import Library
from cards.review import Review
from desktop.calendar import settle_rating, settle_undo
from scheduler.days import study_day
from scheduler.memory import Candidate, Terms, candidates, replayed, told


@dataclass(frozen=True, slots=True)
class Rated:
    """A review as it was stored, with the ticks it came from: what is needed to store it once more after an undo."""

    review: Review
    ticks: Ticks

    def again(self, library: Library) -> None:
        """Append the same review to the log; the prompt must stand where it stood before it."""
        library.add_review(self.review, self.ticks)
        settle_rating(library, self.review.attempt, self.review.study_day)

    def take_back(self, library: Library) -> None:
        """Take the review off the log, whose last it must be, else KeyError; its prompt stands where it stood."""
        library.undo_last_review(replayed, self.review.attempt)
        settle_undo(library)

    def candidate(self, today: date) -> Candidate:
        """What the review did, as it is said on study day ``today``; by a clock that lies behind, on its own day."""
        return told(self.review, max(today, self.review.counted_day or today))


def store_depth(  # noqa: PLR0913 - an attempt, what was chosen, by what it is dated, and when
    library: Library,
    attempt: int,
    prompt: str,
    depth: int,
    *,
    terms: Terms,
    suggested: int | None,
    ticks: Ticks,
    at: datetime,
) -> Rated:
    """Apply the candidate of ``depth`` (1 to 4) and append it to the review log, in one transaction with the ticks.

    What counts is the study day of the answer, whenever it is rated: past 04:00, after an undo, or days later.
    """
    before, day = library.schedule(prompt), library.attempt(attempt).study_day
    chosen = candidates(prompt, before, day, terms)[depth - 1]
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
        desired_retention=chosen.retention.value,
        lifted=chosen.retention.lifted,
        shift=chosen.shift,
    )
    Rated(review, ticks).again(library)
    stored = library.last_review() or review  # where a clock was wrong another day counts
    return Rated(stored, ticks)


def rate(  # noqa: PLR0913 - as above
    library: Library,
    attempt: int,
    prompt: str,
    depth: int,
    *,
    terms: Terms,
    suggested: int | None,
    ticks: Ticks,
    at: datetime,
) -> Candidate:
    """Store the depth and return what it did to the prompt."""
    rated = store_depth(library, attempt, prompt, depth, terms=terms, suggested=suggested, ticks=ticks, at=at)
    return rated.candidate(study_day(at))


def last_rating(library: Library) -> Rated | None:
    """The end of the review log; None while it is empty, and where a change of the rules has moved its date since.

    That change would have to be taken back first, and nobody remembers it any more.
    """
    last = library.last_review()
    if last is None or library.was_moved(last.attempt):
        return None
    return Rated(last, library.attempt(last.attempt).ticks)
