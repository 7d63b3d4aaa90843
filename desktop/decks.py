"""The deck that ships and the person's own beside it: reading both, and writing the person's. Knows no Qt."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cards.deck import Deck, DeckProblem
from cards.rounds import Round
from desktop.folders import DataFolder


class Origin(StrEnum):
    """Whose a prompt is."""

    BUILTIN = "builtin"
    EDITED = "edited"
    """The person's, in the place of one that ships."""
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Draft:
    """One prompt on its way through the editor: the TOML of a small deck file that holds it alone."""

    text: str
    """As it stood when the draft was taken."""
    file: Path
    """Where it goes; not there yet for the first prompt of a topic."""
    is_new: bool
    """No prompt of the deck has it yet."""
    prompt_id: str = ""
    """Whose it is; empty for a new one."""
    taken: str | None = None
    """What stood at its place in the file; None where nothing did. Saving compares."""


class Decks:
    """The two folders as one deck. Whatever it raises is a ``CardsError``. It belongs to one thread at a time."""

    def __init__(self, folder: DataFolder, builtin: Path | None = None) -> None:
        """``builtin`` is the folder of the deck that ships, unless another is given."""

    def load(self) -> Deck:
        """Read both folders; the person's own one only where it is there."""
        raise NotImplementedError

    def origin(self, prompt_id: str) -> Origin:
        """Whose a prompt of the deck is, by what was last loaded. Raises KeyError for one that it has not."""
        raise NotImplementedError

    def editable(self, prompt_id: str) -> Draft:
        """The prompt as text to edit; one that ships becomes a copy that will stand in its place."""
        raise NotImplementedError

    def blank(self, round_: Round, topic: str) -> Draft:
        """A new prompt with every field to be filled in, and an id that no prompt of the deck has."""
        raise NotImplementedError

    def is_another_question(self, draft: Draft, text: str) -> bool:
        """Whether more than a third of the words of the decision changed: its schedule may not fit it any more."""
        raise NotImplementedError

    def save(
        self, draft: Draft, text: str, *, as_new: bool = False, taken: Collection[str] = ()
    ) -> Deck | tuple[DeckProblem, ...]:
        """Write the prompt into its file and return the deck as it is now, or why ``text`` is no prompt to be kept.

        The problems' lines are those of ``text``. ``as_new`` gives it an id of its own, beginning with the old one;
        ``taken`` are ids beyond the deck's that it must not get, such as those of retired prompts.
        """
        raise NotImplementedError

    def restore_builtin(self, prompt_id: str) -> Deck:
        """Take the person's version out of its file: the prompt that ships is asked again."""
        raise NotImplementedError

    def remove(self, prompt_id: str) -> Deck:
        """Take one of the person's own prompts out of its file."""
        raise NotImplementedError
