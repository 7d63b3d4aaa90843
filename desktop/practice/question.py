"""What is asked. A value, no Qt."""

from dataclasses import dataclass

from cards.prompt import Prompt


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
