"""Another depth for a review that is in the log already, and the way back. Runs inside the caller's transaction.

The date of a prompt comes from its last review that touched memory. Where the depth of an earlier one changes, that
last one is given as well, dated anew: what was added to its days belonged to another memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from cards.library import replaying, reviews, rule_changes
from cards.library.replaying import Replay
from cards.review import Move, Review


@dataclass(frozen=True, slots=True)
class Former:
    """A review as it was before another depth was stored, with all that went with it: what an undo needs."""

    review: Review
    moves: tuple[tuple[int, Move], ...]
    """Moves of its date, each with the number of its change of the rules."""


def change(db: Database, changed: Iterable[Review], replay: Replay) -> tuple[Former, ...]:
    """Store each review in the place of the one its attempt has, replay their prompts, and return what was there.

    Moves of the former dates go: the new ones are made with the rules of now. Raises KeyError where an attempt has no
    review.
    """
    return _replace(db, [Former(review, ()) for review in changed], replay)


def restore(db: Database, former: Iterable[Former], replay: Replay) -> None:
    """Undo ``change``, the moves included. Raises KeyError where an attempt has no review."""
    _replace(db, former, replay)


def _replace(db: Database, wanted: Iterable[Former], replay: Replay) -> tuple[Former, ...]:
    replaced = []
    for each in wanted:
        found = reviews.of_attempt(db, each.review.attempt)
        if found is None:
            raise KeyError(each.review.attempt)
        number, stored = found
        replaced.append(Former(stored, rule_changes.take_moves(db, stored.prompt, number)))
        reviews.deepen(db, number, each.review)
        rule_changes.put_moves(db, number, each.moves)
    replaying.stand(db, {each.review.prompt for each in replaced}, replay)
    return tuple(replaced)
