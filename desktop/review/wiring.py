"""Who hears whom on the screen of all answers, its two halves included."""

from desktop.review.attempt_presenter import AttemptPresenter
from desktop.review.attempt_view import AttemptView
from desktop.review.attempt_wiring import wire_attempt
from desktop.review.presenter import ReviewPresenter
from desktop.review.view import ReviewView
from desktop.transcribing import Transcribing


def wire_review(view: ReviewView, presenter: ReviewPresenter) -> None:
    """Let the presenter hear what is pressed. Exporting and going to Today are other people's work."""
    view.entered.connect(presenter.enter)
    view.left.connect(presenter.leave)
    view.search_requested.connect(presenter.search)
    view.query_chosen.connect(presenter.choose)
    view.picked.connect(presenter.pick)
    view.selection_changed.connect(presenter.select)
    view.mark_requested.connect(presenter.mark)
    view.delete_requested.connect(presenter.delete)
    view.restore_requested.connect(presenter.restore)
    view.purge_requested.connect(presenter.purge)
    view.empty_requested.connect(presenter.empty_trash)
    view.trash_requested.connect(presenter.show_trash)


def wire_halves(
    view: ReviewView,
    presenter: ReviewPresenter,
    attempt_view: AttemptView,
    attempt: AttemptPresenter,
    transcribing: Transcribing,
) -> None:
    """Put the two halves together: what changes in one is shown by the other, and words that came by both."""
    wire_review(view, presenter)
    wire_attempt(attempt_view, attempt)
    view.set_attempt_view(attempt_view)
    view.entered.connect(attempt.refresh)
    attempt_view.delete_requested.connect(lambda number: presenter.delete((number,)))
    attempt_view.export_requested.connect(lambda number: view.export_requested.emit((number,)))
    presenter.changed = lambda _attempts: attempt.refresh()
    for changes in (attempt.note.changed, attempt.depth.changed):
        changes.append(lambda _attempt: presenter.refresh())

    def words_came(take: int) -> None:
        progress = transcribing.progress(take)
        if progress.complete or progress.why:
            presenter.refresh()

    transcribing.changed.append(words_came)
