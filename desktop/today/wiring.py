"""Who hears whom on Today."""

from desktop.today.presenter import TodayPresenter
from desktop.today.view import TodayView


def wire_today(view: TodayView, presenter: TodayPresenter) -> None:
    """Let the presenter hear what is pressed. Opening an answer in Review is other people's work."""
    view.start_requested.connect(presenter.start)
    view.full_requested.connect(presenter.start_full)
    view.anyway_requested.connect(presenter.practise_anyway)
    view.diagnostic_requested.connect(presenter.find_weakest)
    view.shorter_requested.connect(presenter.shorter)
    view.longer_requested.connect(presenter.longer)
    view.wake_requested.connect(presenter.wake)
    view.rate_requested.connect(presenter.rate)
    view.keep_requested.connect(presenter.keep)
    view.listen_requested.connect(presenter.listen)
    view.discard_requested.connect(presenter.discard)
    view.words_requested.connect(presenter.ask_for_words)
