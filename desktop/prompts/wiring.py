"""Who hears whom on the Prompts screen, its editor included."""

from functools import partial

from cards.rounds import Round
from desktop.prompts.editing import Editing
from desktop.prompts.editor_view import EditorView
from desktop.prompts.presenter import PromptsPresenter
from desktop.prompts.view import PromptsView

NO_TOPIC = (Round.ML, "My own")
"""Where the first prompt goes of somebody who has none to begin with."""


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


def wire_editor(view: PromptsView, editor: EditorView, presenter: PromptsPresenter, editing: Editing) -> None:
    """Give the screen its editor."""
    view.set_editor(editor)
    view.new_requested.connect(lambda: _write(presenter, editing))
    view.pane.edit_requested.connect(lambda: _edit(presenter, editing))
    editor.text_settled.connect(editing.check)
    editor.save_requested.connect(editing.save)
    editor.same_requested.connect(editing.save_as_same)
    editor.another_requested.connect(editing.save_as_another)
    editor.leave_requested.connect(editing.leave)
    editor.discard_requested.connect(editing.discard)
    editor.stayed.connect(editing.stay)
    editor.take_back_requested.connect(editing.take_back)


def _edit(presenter: PromptsPresenter, editing: Editing) -> None:
    entry = presenter.picked
    if entry is not None and entry.prompt is not None:
        editing.edit(entry.id, entry.title)


def _write(presenter: PromptsPresenter, editing: Editing) -> None:
    """A new prompt begins with the round and the topic of the one that is shown."""
    entry = presenter.picked
    editing.write(*((entry.round, entry.topic) if entry is not None else NO_TOPIC))
