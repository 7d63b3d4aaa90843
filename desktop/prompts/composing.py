"""The Prompts screen, put together when it is first wanted."""

from typing import TYPE_CHECKING

from cards.deck import Deck

if TYPE_CHECKING:
    from desktop.prompts.editing import Editing
    from desktop.prompts.parts import Around
    from desktop.prompts.view import PromptsView


class Prompts:
    """The screen and who works behind it; nothing of it is made before somebody looks."""

    def __init__(self, around: "Around", deck: Deck) -> None:
        self._around = around
        self._deck = deck
        self._editing: Editing | None = None

    def screen(self) -> "PromptsView":
        """Make the screen; the window asks once."""
        # Loaded here: Today is drawn the earlier for it.
        from desktop.prompts.editing import Editing  # noqa: PLC0415
        from desktop.prompts.editor_view import EditorView  # noqa: PLC0415
        from desktop.prompts.presenter import PromptsPresenter  # noqa: PLC0415
        from desktop.prompts.view import PromptsView  # noqa: PLC0415
        from desktop.prompts.wiring import wire_editor, wire_prompts  # noqa: PLC0415

        view, editor = PromptsView(), EditorView()
        presenter = PromptsPresenter(view, view.pane, self._around, self._deck)

        def saved(deck: Deck, prompt: str) -> None:
            self._around.deck_changed(deck)
            presenter.use_deck(deck, prompt)

        editing = self._editing = Editing(editor, self._around, view.show_editor, saved)
        wire_prompts(view, presenter)
        wire_editor(view, editor, presenter, editing)
        view.pane.attempt_requested.connect(self._around.open_attempt)
        return view

    def may_close(self) -> bool:
        """Whether the window may close: what is being written is asked about first."""
        return self._editing is None or self._editing.may_close()
