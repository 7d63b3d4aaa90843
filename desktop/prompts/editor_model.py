"""What the editor of a prompt shows, as values, and the sentences it says. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from cards.deck import DeckProblem
from desktop.decks import Draft, Origin
from desktop.prompts.model import PromptModel
from desktop.words import counted

MOST_PROBLEMS = 40
UNSAVED = "What you wrote is not saved yet."
ANOTHER = "The decision has changed. Is it still the same question? If so, its answers and its date stay with it."


class Question(Enum):
    """What the editor asks in place; each has its own answers."""

    UNSAVED = auto()
    ANOTHER = auto()


@dataclass(frozen=True, slots=True)
class EditorModel:
    """A prompt to be written."""

    title: str
    place: str
    """Where it is kept."""
    text: str
    takes_back: str = ""
    """What the button says that takes the person's version away; empty for none."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that the check found."""

    line: int
    """Counted from 1; 0 for the text as a whole."""
    text: str
    is_error: bool

    @property
    def place(self) -> str:
        """Such as "Line 12, to be mended"."""
        where = f"Line {self.line}" if self.line else "The text"
        return f"{where}, {'to be mended' if self.is_error else 'a hint'}"


@dataclass(frozen=True, slots=True)
class CheckModel:
    """What the check says of the text as it stands."""

    summary: str
    remarks: tuple[Remark, ...]
    preview: PromptModel | None
    """None while the text is no whole prompt."""


def editor_model(draft: Draft, title: str, origin: Origin | None) -> EditorModel:
    """Show a draft; ``origin`` is None for a new prompt."""
    takes_back = {Origin.EDITED: "Back to the built-in one", Origin.OWN: "Remove this prompt"}
    heading = "A new prompt" if draft.is_new else f"Editing “{title}”"
    return EditorModel(heading, place(draft, origin), draft.text, takes_back.get(origin, "") if origin else "")


def place(draft: Draft, origin: Origin | None) -> str:
    """Say where it will be kept."""
    kept = f"It is kept in {_shown(draft.file)}."
    return f"Your version will stand in the place of the built-in one. {kept}" if origin is Origin.BUILTIN else kept


def _shown(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def check_model(problems: Sequence[DeckProblem], preview: PromptModel | None) -> CheckModel:
    """Show what a check found: what has to be mended first, each by its line."""
    ordered = sorted(problems, key=lambda each: (each.is_warning, each.line))
    remarks = tuple(Remark(each.line, f"{each.message} {each.cure}", not each.is_warning) for each in ordered)
    return CheckModel(summary(remarks), remarks[:MOST_PROBLEMS], preview)


def summary(remarks: Sequence[Remark]) -> str:
    """Return "2 things to mend, 1 hint", or that all is well."""
    errors = sum(each.is_error for each in remarks)
    hints = len(remarks) - errors
    if not remarks:
        return "Nothing to mend."
    if not errors:
        return f"{counted(hints, 'hint')}. It can be saved as it is."
    rest = f", {counted(hints, 'hint')}" if hints else ""
    return f"{counted(errors, 'thing')} to mend{rest}."
