"""Who hears whom on the Prompts screen, its editor included."""

from functools import partial
from typing import TYPE_CHECKING

from desktop.prompts.presenter import PromptsPresenter
from desktop.prompts.view import PromptsView

if TYPE_CHECKING:
    from desktop.prompts.editing import Editing
    from desktop.prompts.editor_view import EditorView


def wire_prompts(view: PromptsView, presenter: PromptsPresenter) -> None:
    """Let the presenter hear what is pressed in the list and beside it."""
    view.entered.connect(presenter.enter)
    view.left.connect(presenter.leave)
    view.search_requested.connect(presenter.search)
    view.query_chosen.connect(presenter.choose)
    view.picked.connect(presenter.pick)
    pane = view.pane
    pane.practise_requested.connect(presenter.practise)
    pane.mark_requested.connect(presenter.mark)
    pane.rest_requested.connect(presenter.rest)
    pane.tags_written.connect(presenter.tag)
    pane.example_written.connect(partial(presenter.write, "example"))
    pane.example_left.connect(partial(presenter.end, "example"))
    pane.note_written.connect(partial(presenter.write, "note"))
    pane.note_left.connect(partial(presenter.end, "note"))


def wire_editor(editor: "EditorView", editing: "Editing") -> None:
    """Let whoever edits hear what is written and pressed."""
    editor.text_settled.connect(editing.check)
    editor.save_requested.connect(editing.save)
    editor.same_requested.connect(editing.save_as_same)
    editor.another_requested.connect(editing.save_as_another)
    editor.leave_requested.connect(editing.leave)
    editor.discard_requested.connect(editing.discard)
    editor.stayed.connect(editing.stay)
    editor.take_back_requested.connect(editing.take_back)
