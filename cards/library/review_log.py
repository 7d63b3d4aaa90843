"""The part of the library that is the log, and everything that follows from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from cards.attempt import Ticks
from cards.diagnostic import Diagnosed, Result
from cards.library import (
    attempts,
    days,
    depths,
    diagnostics,
    practised,
    replaying,
    reviews,
    rule_changes,
    settings,
    standings,
)
from cards.library.depths import Former
from cards.library.holding import Holding
from cards.library.remembered import Reading, Remembered
from cards.library.replaying import Replay
from cards.practised import Answered, Judged, Seen
from cards.review import Move, Review, Schedule, Standing

RULES = "rules"
"""The key of the setting that holds the rules of the dates."""


class ReviewLog(Holding):
    """Reviews, the rules their dates are made with, the diagnostic, and what was practised until now.

    A ``replay`` is ``scheduler.memory.replayed`` or behaves like it; it gives the entries of one prompt again.
    """

    def __init__(self, path: Path, db: Database) -> None:
        super().__init__(path, db)
        self._remembered = Remembered(db)

    # Reviews

    def add_review(self, review: Review, ticks: Ticks | None = None) -> int:
        """Append to the review log, with the schedule it leaves and the ticks it came from; return the log's id."""
        readings = self._remembered.all()
        with self._transaction() as db:
            if ticks is not None:
                attempts.store_ticks(db, review.attempt, ticks)
            number = reviews.append(db, review)
            judged = practised.judged_in(db, review.attempt)
        self._remembered.keep(practised.with_review(readings, review, judged))
        return number

    def undo_last_review(self, replay: Replay, attempt: int | None = None) -> Review | None:
        """Take the last review off the log and return it, None if there is none; its prompt stands where it stood.

        Moves of its date go with it; attempt and ticks stay. Raises KeyError when the last review is not that of
        ``attempt``, where one is named.
        """
        with self._transaction() as db:
            last = reviews.last(db)
            if attempt is not None and (last is None or last[1].attempt != attempt):
                raise KeyError(attempt)
            if last is None:
                return None
            number, review = last
            rule_changes.take_moves(db, review.prompt, number)
            reviews.remove(db, number)
            replaying.stand(db, [review.prompt], replay)
            return review

    def change_depth(self, changed: Sequence[Review], replay: Replay) -> tuple[Former, ...]:
        """Store each of ``changed`` in the place of the one that its attempt has, and all that follows from it.

        Their depths, suggestions, moments, retentions and shifts are taken; places in the log and days stay. Returns
        what ``undo_change_depth`` needs. Raises KeyError where an attempt has no review.
        """
        with self._transaction() as db:
            return depths.change(db, changed, replay)

    def undo_change_depth(self, former: Sequence[Former], replay: Replay) -> None:
        """Put back what ``change_depth`` returned."""
        with self._transaction() as db:
            depths.restore(db, former, replay)

    def reviews_of(self, prompt: str) -> tuple[Review, ...]:
        """The reviews of one prompt in the order of the log."""
        with self._transaction() as db:
            return reviews.log_of(db, prompt)

    def reviews(self) -> tuple[Review, ...]:
        """The review log in its order."""
        with self._transaction() as db:
            return reviews.log(db)

    def last_review(self) -> Review | None:
        """The end of the review log; None while it is empty."""
        with self._transaction() as db:
            last = reviews.last(db)
            return None if last is None else last[1]

    def count_reviews(self) -> int:
        """How many reviews the log has."""
        with self._transaction() as db:
            return reviews.count(db)

    def schedules(self) -> dict[str, Schedule]:
        """Prompt id -> where it stands, for every prompt that was reviewed."""
        with self._transaction() as db:
            return dict(self._remembered.reading(Reading.SCHEDULES, date.min, lambda: reviews.cached(db)))

    def schedule(self, prompt: str) -> Schedule | None:
        """Where the prompt stands; None for one that was never reviewed."""
        with self._transaction() as db:
            return reviews.cached_one(db, prompt)

    def was_moved(self, attempt: int) -> bool:
        """Whether a change of the rules has moved the date that the review of the attempt made."""
        with self._transaction() as db:
            found = reviews.of_attempt(db, attempt)
            return found is not None and found[0] in rule_changes.moves(db, found[1].prompt)

    def standings(self) -> dict[str, Standing]:
        """Prompt id -> where it stands and what its date was made with, for every prompt that was reviewed."""
        with self._transaction() as db:
            return standings.standings(db)

    def standing(self, prompt: str) -> Standing | None:
        """Where the prompt stands and what its date was made with; None for one that was never reviewed."""
        with self._transaction() as db:
            return standings.standing(db, prompt)

    def last_depths(self) -> dict[str, int]:
        """Prompt id -> the depth of the last review of its log, for every prompt that was reviewed."""
        with self._transaction() as db:
            return standings.last_depths(db)

    # Days

    def any_day_corrected(self) -> bool:
        """Whether another day counts for some review than the one that the clock said: see ``correct_days``."""
        with self._transaction() as db:
            return reviews.any_day_corrected(db)

    def latest_day(self, before: int | None = None) -> date | None:
        """The latest study day that counts for any review, or any of an attempt ``before`` one; None without any."""
        with self._transaction() as db:
            return reviews.latest_day(db, before)

    def any_day_in_doubt(self, days: int) -> bool:
        """Whether some review counts for a day more than ``days`` before that of an earlier attempt: the whole log."""
        with self._transaction() as db:
            return reviews.any_day_in_doubt(db, days)

    def review_days(self) -> tuple[date, ...]:
        """The study day of each review as the clock of the time said it, in the order in which was answered.

        That is the order of the attempts, not of the log: a depth may come days after its answer.
        """
        with self._transaction() as db:
            return reviews.study_days(db)

    def settled(self, day: date, settle: Callable[[], date]) -> date:
        """What ``settle`` says that study day ``day`` is; it is asked again only once something of the log changes."""
        return self._remembered.reading(Reading.SETTLED, day, settle)

    def correct_days(self, counted: Sequence[date], replay: Replay) -> int:
        """Store the day that counts for each review, in the order of ``review_days``, and what follows from it.

        Returns for how many reviews that was another day than before. Raises ValueError unless there is a day for each.
        """
        with self._transaction() as db:
            return days.correct(db, counted, replay)

    # The rules of dates

    def change_rules(
        self, before: Mapping[str, Any], after: Mapping[str, Any], moves: Iterable[Move], at: datetime, replay: Replay
    ) -> int:
        """Store the rules as JSON values under RULES, and the dates that move with them; return the change's number.

        A move is of a prompt that was reviewed, and there is one at most for each: else ``IntegrityError``.
        """
        moves = tuple(moves)
        with self._transaction() as db:
            change = rule_changes.add(db, before, after, at)
            rule_changes.add_moves(db, change, moves)
            settings.store(db, RULES, after)
            replaying.stand(db, (move.prompt for move in moves), replay)
            return change

    def undo_rules(self, change: int, replay: Replay) -> None:
        """Take back the last change of the rules with its moves; the rules are those before it.

        Raises KeyError where ``change`` is not the last one.
        """
        with self._transaction() as db:
            before, moved = rule_changes.take_back(db, change)
            settings.store(db, RULES, before)
            replaying.stand(db, moved, replay)

    # The diagnostic

    def add_diagnosis(self, attempt: int, question: str, result: Result, at: datetime, study_day: date) -> None:
        """Store how a question of the diagnostic went in an attempt, which has one such at most."""
        with self._transaction() as db:
            diagnostics.add(db, Diagnosed(question, result, study_day, attempt), at)

    def undo_diagnosis(self, attempt: int) -> Diagnosed:
        """Take back how the question went in the attempt, and return it. Raises KeyError where nothing was stored."""
        with self._transaction() as db:
            return diagnostics.remove(db, attempt)

    def diagnosed(self) -> tuple[Diagnosed, ...]:
        """How each question went, every time it was asked, oldest attempt first."""
        with self._transaction() as db:
            return diagnostics.everything(db)

    # What was practised. The same object is returned as long as nothing of it changes.

    def answered(self, since: date) -> tuple[Answered, ...]:
        """Every rated answer from the study day ``since`` on, in the order of the log."""
        with self._transaction() as db:
            return self._remembered.reading(Reading.ANSWERED, since, lambda: practised.answered(db, since))

    def judged(self, since: date) -> Mapping[Judged, int]:
        """How often each dimension was shown in which way in the answers that count, from study day ``since`` on."""
        with self._transaction() as db:
            return self._remembered.reading(Reading.JUDGED, since, lambda: practised.judged(db, since))

    def seen(self, prompt: str) -> Seen:
        """Which constraints and follow-ups of the prompt were shown, in the attempts of the trash too."""
        with self._transaction() as db:
            return practised.seen(db, prompt)
