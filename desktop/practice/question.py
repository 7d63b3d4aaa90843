"""What is asked. A value, no Qt."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.prompt import Prompt
from scheduler.variety import least_recent

if TYPE_CHECKING:
    from cards.library import Library


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked now: the decision under one constraint, or a follow-up to its answer."""

    prompt: Prompt
    constraint: str
    follow_up: str
    """The follow-up whose turn it is."""
    asked: str = ""
    """Empty while the decision is asked, then the follow-up."""
    attempt: int | None = None
    """None until the first take begins."""


def question_on(library: "Library", prompt: Prompt) -> Question:
    """The decision under the constraint, and then the follow-up, that were seen the longest ago, or never."""
    seen = library.seen(prompt.id)
    constraint = least_recent(prompt.constraints, seen.constraints)
    return Question(prompt, constraint, least_recent(prompt.follow_ups, seen.follow_ups))
