"""Who hears whom in the pane of one answer."""

from desktop.review.attempt_presenter import AttemptPresenter
from desktop.review.attempt_view import AttemptView


def wire_attempt(view: AttemptView, presenter: AttemptPresenter) -> None:
    """Let the presenter hear what is pressed. Rating, deleting and exporting are other people's work."""
    sound, note = presenter.sound, presenter.note
    view.frame.connect(sound.tick)
    view.left.connect(presenter.leave)
    view.play_requested.connect(sound.play_or_pause)
    view.back_requested.connect(sound.back)
    view.on_requested.connect(sound.on)
    view.replay_requested.connect(sound.replay)
    view.slower_requested.connect(sound.slower)
    view.faster_requested.connect(sound.faster)
    view.seek_requested.connect(sound.seek)
    view.loop_requested.connect(presenter.toggle_loop)
    view.place_clicked.connect(presenter.play_from)
    view.line_walked.connect(presenter.walk_to)
    view.words_walked.connect(presenter.walk)
    view.take_chosen.connect(presenter.choose_take)
    view.next_take_requested.connect(presenter.next_take)
    view.previous_take_requested.connect(presenter.previous_take)
    view.copy_requested.connect(presenter.copy)
    view.fillers_requested.connect(presenter.toggle_fillers)
    view.words_action_requested.connect(presenter.words_action)
    view.models_requested.connect(presenter.choose_model)
    view.model_chosen.connect(presenter.redo_with)
    view.note_written.connect(note.write)
    view.note_left.connect(note.end)
    view.mark_requested.connect(note.toggle_mark)
    view.depth_chosen.connect(presenter.depth.change)
