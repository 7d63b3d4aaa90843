"""A change of the rules that dates are made by: which dates it would move, and moving them. Knows no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from cards.prompt import Prompt
from cards.review import Move, Standing
from desktop.calendar import settled_day
from desktop.standing import in_rounds, rules_of
from scheduler.change import moves
from scheduler.days import study_day
from scheduler.memory import moved, replayed
from scheduler.rules import Rules, as_json

if TYPE_CHECKING:
    from cards.library import Library


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of the rules does to the dates that there are."""

    moved: int
    total: int
    """Prompts that have a date."""
    earlier: int
    """Of those that move."""

    @property
    def later(self) -> int:
        """Of those that move, the others: a date that stays has not moved."""
        return self.moved - self.earlier


class RulesChange:
    """New rules, and with them the new dates of the prompts whose old ones do not follow from them.

    ``prompts`` are the whole deck. Memory stays as it is, whatever the rules are.
    """

    def __init__(self, after: Rules, prompts: Sequence[Prompt], clock: Callable[[], datetime]) -> None:
        self._after = after
        self._prompts = prompts
        self._clock = clock
        self._change: int | None = None

    def preview(self, library: "Library") -> Preview:
        """Return what ``redo`` would do; nothing is changed."""
        standings = self._standings(library)
        return _counted(standings, self._moves(library, standings))

    def redo(self, library: "Library") -> Preview:
        """Make the change, in one transaction, and return what it did."""
        standings = self._standings(library)
        new = self._moves(library, standings)
        before, after = as_json(rules_of(library)), as_json(self._after)
        self._change = library.change_rules(before, after, new, self._clock(), replayed)
        return _counted(standings, new)

    def undo(self, library: "Library") -> None:
        """Put rules and dates back; the change must be the last one, else KeyError."""
        if self._change is not None:
            library.undo_rules(self._change, replayed)

    def _standings(self, library: "Library") -> dict[str, Standing]:
        """What has left the deck, or is asked outside of the four rounds, keeps the date that it has."""
        known = {prompt.id for prompt in in_rounds(self._prompts)}
        return {prompt: standing for prompt, standing in library.standings().items() if prompt in known}

    def _moves(self, library: "Library", standings: Mapping[str, Standing]) -> tuple[Move, ...]:
        day = settled_day(library, study_day(self._clock()))
        minutes = {prompt.id: prompt.minutes for prompt in self._prompts}
        return moves(standings, rules_of(library), self._after, minutes, day)


def _counted(standings: Mapping[str, Standing], new: Sequence[Move]) -> Preview:
    earlier = sum(_due(standings[move.prompt], move) < standings[move.prompt].schedule.due for move in new)
    return Preview(len(new), len(standings), earlier)


def _due(standing: Standing, move: Move) -> date:
    return moved(standing.schedule, standing.depth, move).due
