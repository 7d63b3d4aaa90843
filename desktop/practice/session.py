"""The prompts of a session and whose turn it is. Values only, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.prompt import Prompt
from desktop.practice.model import Header


@dataclass(frozen=True, slots=True)
class Session:
    """The prompts of a session: what is asked now, what still waits, how many are done."""

    prompts: tuple[Prompt, ...]
    done: int = 0

    @property
    def current(self) -> Prompt | None:
        """The prompt that is asked now; None when the session is over."""
        return self.prompts[self.done] if self.done < len(self.prompts) else None

    @property
    def following(self) -> Prompt | None:
        """The prompt after it."""
        return self.prompts[self.done + 1] if self.done + 1 < len(self.prompts) else None

    @property
    def header(self) -> Header:
        """Where the session stands, for the prompt that is asked now."""
        left = sum(prompt.minutes for prompt in self.prompts[self.done :])
        span = "minute" if left == 1 else "minutes"
        place = f"{self.done + 1} of {len(self.prompts)} · about {left} {span} left"
        return Header(self.prompts[self.done].round, place)

    def advanced(self) -> "Session":
        """The session with the current prompt done."""
        return replace(self, done=self.done + 1)

    def back_to(self, prompt: Prompt) -> "Session":
        """The session with ``prompt`` asked again, now: where it was done before, else put in front of what waits."""
        for place in range(self.done, -1, -1):
            if place < len(self.prompts) and self.prompts[place].id == prompt.id:
                return replace(self, done=place)
        waiting = (each for each in self.prompts[self.done :] if each.id != prompt.id)
        return replace(self, prompts=(*self.prompts[: self.done], prompt, *waiting))


def by_turns(choices: Sequence[str], earlier: int) -> str:
    """The one of ``choices`` whose turn it is after ``earlier`` attempts."""
    return choices[earlier % len(choices)]
