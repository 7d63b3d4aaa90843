"""What a person decides about a prompt outside of any answer, as changes that can be taken back. Knows no Qt."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from cards.prompt_state import PromptState, tidy_tags

if TYPE_CHECKING:
    from cards.library import Library


class PromptChange:
    """A change of some fields of a prompt's state; what the others hold by then stays as it is."""

    def __init__(self, prompt: str, **after: Any) -> None:  # noqa: ANN401 - each has the type of its field
        self.prompt = prompt
        self._after = after
        self._before: dict[str, Any] = {}

    @classmethod
    def bury(cls, prompt: str, day: date) -> Self:
        """Not asked again before the study day after ``day``."""
        return cls(prompt, buried_until=day + timedelta(days=1))

    @classmethod
    def suspend(cls, prompt: str) -> Self:
        """Not asked again until the person says so."""
        return cls(prompt, suspended=True)

    @classmethod
    def wake(cls, prompt: str) -> Self:
        """Asked again as before."""
        return cls(prompt, suspended=False, buried_until=None)

    @classmethod
    def note(cls, prompt: str, text: str) -> Self:
        """The person's own note on it."""
        return cls(prompt, note=text)

    @classmethod
    def mark(cls, prompt: str, marked: bool) -> Self:
        """To be found again, or no more."""
        return cls(prompt, marked=marked)

    @classmethod
    def tag(cls, prompt: str, tags: Iterable[str]) -> Self:
        """All tags that it has from now on."""
        return cls(prompt, tags=tidy_tags(tags))

    @classmethod
    def example(cls, prompt: str, text: str) -> Self:
        """The person's own example."""
        return cls(prompt, example=text)

    def redo(self, library: "Library") -> None:
        """Make the change, and remember what was there."""
        state = state_of(library, self.prompt)
        self._before = {name: getattr(state, name) for name in self._after}
        library.set_prompt_state(self.prompt, replace(state, **self._after))

    def undo(self, library: "Library") -> None:
        """Put back what was there."""
        state = state_of(library, self.prompt)
        library.set_prompt_state(self.prompt, replace(state, **self._before))


def state_of(library: "Library", prompt: str) -> PromptState:
    """What was decided about the prompt; the default where nothing was."""
    return library.prompt_states().get(prompt, PromptState())
