"""Another depth for a review that is in the log already, and the way back. Runs inside the caller's transaction."""

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


def change(db: Database, review: Review, replay: Replay) -> Former:
    """Store ``review`` in the place of the one its attempt has, replay its prompt, and return what was there.

    Moves of the former date go: the new one is made with the rules of now. Raises KeyError where the attempt has no
    review.
    """
    return _replace(db, Former(review, ()), replay)


def restore(db: Database, former: Former, replay: Replay) -> None:
    """Undo ``change``, the moves included. Raises KeyError where the attempt has no review."""
    _replace(db, former, replay)


def _replace(db: Database, wanted: Former, replay: Replay) -> Former:
    found = reviews.of_attempt(db, wanted.review.attempt)
    if found is None:
        raise KeyError(wanted.review.attempt)
    number, stored = found
    moves = rule_changes.take_moves(db, stored.prompt, number)
    reviews.deepen(db, number, wanted.review)
    rule_changes.put_moves(db, number, wanted.moves)
    replaying.stand(db, [stored.prompt], replay)
    return Former(stored, moves)
