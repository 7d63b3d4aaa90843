"""Which prompts exercise which item of the checklist, and which open which question of the diagnostic."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cards.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist, or one question of the diagnostic, and the prompts for it."""

    code: str
    text: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole map."""

    checklist: tuple[Item, ...]
    diagnostic: tuple[Item, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The codes that no prompt is for."""
        return tuple(each.code for each in (*self.checklist, *self.diagnostic) if not each.prompts)


def checklist() -> dict[str, str]:
    """What each item of the checklist asks of a person, by its code."""
    return _texts()["checklist"]


def diagnostic() -> dict[str, str]:
    """The six questions of the diagnostic, by their code."""
    return _texts()["diagnostic"]


def coverage(prompts: Iterable[Prompt]) -> Coverage:
    """Which of ``prompts`` are for which item and question, in their order."""
    every = tuple(prompts)
    return Coverage(
        tuple(
            Item(code, text, tuple(each for each in every if code in each.checklist))
            for code, text in checklist().items()
        ),
        tuple(
            Item(code, text, tuple(each for each in every if each.diagnostic == code))
            for code, text in diagnostic().items()
        ),
    )


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "coverage.toml").read_text(encoding="utf-8"))
