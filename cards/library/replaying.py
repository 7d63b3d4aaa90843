"""The log of a prompt, and what a replay of it must store. Each function runs inside the caller's transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from cards.library import reviews, rule_changes
from cards.library.rows import Unreadable
from cards.review import Move, Review, Schedule

Replay = Callable[[Sequence[Review | Move]], Iterable[Review | Move]]
"""Gives every entry of the log of one prompt again, with what must come out of it: a review with its rating,
``affects_memory``, ``before`` and ``after``, a move with its ``after``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log."""

    id: int
    """Of the review, or of the one whose date is moved."""
    prompt: str
    value: Review | Move | None
    """None for a review that cannot be read."""


def entries(db: Database) -> dict[str, list[Entry]]:
    """Prompt id -> its entries in the order of the log, those that cannot be read among them."""
    found: dict[str, list[Entry]] = {}
    for entry in _entries(db, None):
        found.setdefault(entry.prompt, []).append(entry)
    return found


def stand(db: Database, prompts: Iterable[str], replay: Replay) -> None:
    """Store again what follows from the log of these prompts, after something of it was changed.

    Raises Unreadable, and what ``replay`` raises.
    """
    wanted = set(prompts)
    few = len(wanted) < _MANY
    logged = {prompt: list(_entries(db, prompt)) for prompt in wanted} if few else entries(db)
    for prompt in sorted(wanted):
        store(db, prompt, logged.get(prompt, ()), replay(_values(logged.get(prompt, ()))))


def store(db: Database, prompt: str, logged: Sequence[Entry], expected: Iterable[Review | Move]) -> None:
    """Store what must come out of the entries of a prompt, and where they leave it."""
    after: Schedule | None = None
    for entry, value in zip(logged, expected, strict=True):
        after = value.after
        if isinstance(value, Review) and value != entry.value:
            reviews.correct(db, entry.id, value)
    reviews.cache(db, prompt, after)


_MANY = 200
"""From so many prompts on the whole log is read at once, not one after the other."""


def _entries(db: Database, prompt: str | None) -> Iterator[Entry]:
    moves = rule_changes.moves(db, prompt)
    for number, of, review in reviews.rows(db, prompt):
        yield Entry(number, of, review)
        for move in moves.get(number, ()):
            yield Entry(number, of, move)


def _values(logged: Iterable[Entry]) -> list[Review | Move]:
    values = []
    for entry in logged:
        if entry.value is None:
            raise Unreadable(f"review {entry.id} of {entry.prompt} cannot be read")
        values.append(entry.value)
    return values
