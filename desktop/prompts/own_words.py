"""What a person writes to a prompt, a note and an example of their own: saved while they write. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace

from cards.prompt_state import PromptState
from desktop.history import Step
from desktop.library_work import LibraryWork
from desktop.prompt_changes import PromptChange
from desktop.prompts.parts import Changes

IS_HERE = "What you wrote is still in its field."
FIELDS = {"note": "note", "example": "example"}
"""The fields of ``PromptState``, and what a step that changes one is called."""


class OwnWords:
    """The texts of one prompt at a time.

    ``stored`` is told of a prompt, a field and the text that the library has for it now.
    """

    def __init__(self, library: LibraryWork, history: Changes, stored: Callable[[str, str, str], None]) -> None:
        self._library = library
        self._history = history
        self._stored = stored
        self._prompt = ""
        self._known: dict[str, str] = {}
        """The texts of the prompt in front, as the person knows them."""
        self._before: dict[str, str] = {}
        """Those that are being written, as they were before."""
        self._unsaved: dict[tuple[str, str], str] = {}
        """Texts that the library has not taken in yet."""

    def choose(self, prompt: str, state: PromptState) -> PromptState:
        """This prompt is in front; returns its state with the texts as the person knows them."""
        if prompt != self._prompt:
            self._prompt, self._before = prompt, {}
        self._known = {name: self._unsaved.get((prompt, name), getattr(state, name)) for name in FIELDS}
        return replace(state, note=self._known["note"], example=self._known["example"])

    def write(self, name: str, text: str) -> None:
        """The text reads so now: keep it."""
        if not self._prompt:
            return
        prompt = self._prompt
        self._before.setdefault(name, self._known[name])
        self._known[name] = text
        self._unsaved[prompt, name] = text

        def saved(_: object) -> None:
            if self._unsaved.get((prompt, name)) == text:
                del self._unsaved[prompt, name]
                self._stored(prompt, name, text)

        self._library.do(_change(prompt, name, text).redo, saved, safe=IS_HERE)

    def end(self, name: str) -> None:
        """The person went on to something else: what was written is one step that can be taken back."""
        before = self._before.pop(name, None)
        if before is None or before == self._known[name]:
            return
        prompt, after = self._prompt, self._known[name]

        def told(text: str) -> None:
            self._unsaved.pop((prompt, name), None)
            self._stored(prompt, name, text)

        undo, redo = _change(prompt, name, before), _change(prompt, name, after)
        self._history.push(
            Step(FIELDS[name], undo.redo, redo.redo, lambda: told(before), lambda: told(after), aloud=True)
        )


def _change(prompt: str, name: str, text: str) -> PromptChange:
    return PromptChange.note(prompt, text) if name == "note" else PromptChange.example(prompt, text)
