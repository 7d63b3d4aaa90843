"""``vivavoce deck``: checking decks, what they cover, beginning a new one, and the format for editors."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cards.coverage import Coverage, Item, coverage
from cards.deck import DeckProblem, builtin_folder
from cards.deck.checking import Check, check_text
from cards.deck.fields import ID
from cards.deck.reading import is_deck_file, read_prompts
from cards.deck.schema import schema_text
from cards.deck.source import printable
from cards.deck.template import new_file
from cards.errors import CardsError
from cards.rounds import Round
from desktop.words import counted

__all__ = [
    "Checked",
    "NotBegun",
    "Unfit",
    "begin",
    "check",
    "coverage",
    "coverage_lines",
    "coverage_row",
    "schema_text",
]

_CODE_COLUMNS = 4
_HEAD_LINES = 5
"""Of a new file, with the topic; what is wrong after them is what is left to be written."""


class NotBegun(CardsError):
    """The new deck file could not be written; what was there stays."""


class Unfit(CardsError):
    """A name, topic or id that a deck cannot have."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, for reading and for scripts."""

    problems: Sequence[DeckProblem]
    prompts: int

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(not each.is_warning for each in self.problems)

    @property
    def lines(self) -> list[str]:
        """One line for each problem, and how many there are."""
        return [*map(str, self.problems), self._counts]

    @property
    def row(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "prompts": self.prompts,
            "errors": self.errors,
            "warnings": len(self.problems) - self.errors,
            "problems": [
                {
                    # A name that is no UTF-8 could not be printed.
                    "file": str(each.file).encode(errors="backslashreplace").decode(),
                    "line": each.line,
                    "kind": "warning" if each.is_warning else "error",
                    "message": each.message,
                    "cure": each.cure,
                }
                for each in self.problems
            ],
        }

    @property
    def _counts(self) -> str:
        errors, warnings = counted(self.errors, "error"), counted(len(self.problems) - self.errors, "warning")
        return f"{counted(self.prompts, 'prompt')} read whole: {errors}, {warnings}."


def check(paths: Sequence[str], strict: bool) -> Checked:
    """Check deck files and folders."""
    done = Check(*map(Path, paths), strict=strict)
    return Checked(done.problems, len(done.prompts))


def coverage_row(found: Coverage) -> dict[str, Any]:
    """The map as JSON: prompts by their ids."""
    return {
        "checklist": [_item_row(each) for each in found.checklist],
        "diagnostic": [_item_row(each) for each in found.diagnostic],
        "gaps": list(found.gaps),
    }


def _item_row(item: Item) -> dict[str, Any]:
    return {"code": item.code, "text": item.text, "prompts": [each.id for each in item.prompts]}


def coverage_lines(found: Coverage) -> list[str]:
    """The map for reading."""
    lines = [
        line
        for title, items in (("Checklist", found.checklist), ("Diagnostic", found.diagnostic))
        for line in (title, *(line for item in items for line in _item_lines(item)))
    ]
    gaps = f"No prompt for {', '.join(found.gaps)}." if found.gaps else "Every item has its prompts."
    return [*lines, gaps]


def _item_lines(item: Item) -> list[str]:
    ids = ", ".join(each.id for each in item.prompts)
    return [f"{item.code:{_CODE_COLUMNS}} {item.text}", f"{'':{_CODE_COLUMNS}} {len(item.prompts)}: {ids}"]


def begin(file: str, round_: str, topic: str, prompt_id: str, year: int) -> str:
    """Write a new deck file with one prompt to be filled in; returns what to do next. Never overwrites.

    Raises Unfit for a name, topic or id that cannot be, and NotBegun when the file is there or cannot be written.
    """
    path, name = Path(file), printable(file)
    text = new_file(topic, Round(round_), prompt_id, year)
    _look_at(path, text, prompt_id)
    try:
        _write_new(path, text)
    except FileExistsError as error:
        raise NotBegun(f"{name} is there already, and stays as it is; give the new file another name.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotBegun(f"{name} cannot be written ({reason}); nothing was changed. Choose another place.") from error
    return f"{name} is ready to be filled in; `vivavoce deck check {name}` says what is missing."


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all; raises OSError."""
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        try:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise


def _look_at(path: Path, text: str, prompt_id: str) -> None:
    if not is_deck_file(path.name):
        raise Unfit(f"'{printable(path.name)}' would not be read as a deck: give it a name that ends in .toml.")
    if not ID.fullmatch(prompt_id):
        raise Unfit(
            f"'{printable(prompt_id)}' cannot be an id: use up to 40 letters, digits, dots, dashes or underscores."
        )
    if any(each.id == prompt_id for each in read_prompts(builtin_folder())[0]):
        raise Unfit(f"The id '{prompt_id}' is taken by a prompt that ships with the program; choose another.")
    if wrong := next((each for each in check_text(text, path) if each.line < _HEAD_LINES), None):
        raise Unfit(f"{wrong.message} {wrong.cure}")
