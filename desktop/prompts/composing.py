"""The Prompts screen, put together when it is first wanted, and its editor when that is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.deck import Deck
from cards.prompt import Prompt
from cards.rounds import Round

if TYPE_CHECKING:
    from desktop.prompts.editing import Editing
    from desktop.prompts.parts import Around
    from desktop.prompts.presenter import PromptsPresenter
    from desktop.prompts.view import PromptsView

NO_TOPIC = (Round.ML, "My own")
"""Where the first prompt goes of somebody who has none to begin with."""


@dataclass(frozen=True, slots=True)
class _Built:
    view: "PromptsView"
    presenter: "PromptsPresenter"


class Prompts:
    """The screen and who works behind it; nothing of it is made before somebody looks."""

    def __init__(self, around: "Around", deck: Deck) -> None:
        self._around = around
        self._deck = deck
        self._built: _Built | None = None
        self._editing: Editing | None = None

    def screen(self) -> "PromptsView":
        """Make the screen; the window asks once."""
        # Loaded here: Today is drawn the earlier for it.
        from desktop.prompts.presenter import PromptsPresenter  # noqa: PLC0415
        from desktop.prompts.view import PromptsView  # noqa: PLC0415
        from desktop.prompts.wiring import wire_prompts  # noqa: PLC0415

        view = PromptsView()
        presenter = PromptsPresenter(view, view.pane, self._around, self._deck)
        built = self._built = _Built(view, presenter)
        wire_prompts(view, presenter)
        view.new_requested.connect(lambda: self._write(built))
        view.pane.edit_requested.connect(lambda: self._edit(built))
        view.pane.attempt_requested.connect(self._around.open_attempt)
        return view

    def edit(self, prompt: Prompt, ended: Callable[[], None]) -> None:
        """Bring the screen to the front with this prompt in the editor; ``ended`` is called once that is closed."""
        self._around.come_back()
        if self._built is not None:
            self._editor(self._built).edit(prompt.id, prompt.title, ended)

    def may_close(self) -> bool:
        """Whether the window may close: what is being written is asked about first."""
        return self._editing is None or self._editing.may_close()

    def _edit(self, built: _Built) -> None:
        entry = built.presenter.picked
        if entry is not None and entry.prompt is not None:
            self._editor(built).edit(entry.id, entry.title)

    def _write(self, built: _Built) -> None:
        """A new prompt begins with the round and the topic of the one that is shown."""
        entry = built.presenter.picked
        self._editor(built).write(*((entry.round, entry.topic) if entry is not None else NO_TOPIC))

    def _editor(self, built: _Built) -> "Editing":
        """Who edits; made when first asked for."""
        from desktop.prompts.editing import Editing  # noqa: PLC0415 - the list is there the earlier for it
        from desktop.prompts.editor_view import EditorView  # noqa: PLC0415
        from desktop.prompts.wiring import wire_editor  # noqa: PLC0415

        if self._editing is None:

            def saved(deck: Deck, prompt: str) -> None:
                self._around.deck_changed(deck)
                built.presenter.use_deck(deck, prompt)

            editor = EditorView()
            built.view.set_editor(editor)
            self._editing = Editing(editor, self._around, built.view.show_editor, saved)
            wire_editor(editor, self._editing)
        return self._editing
