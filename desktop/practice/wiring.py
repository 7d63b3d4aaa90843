"""Who hears whom on the screens of a session."""

from collections.abc import Callable

from cards.prompt import Prompt
from desktop.practice.ask_view import AskView
from desktop.practice.asking import Asking
from desktop.practice.outcome_view import OutcomeView
from desktop.practice.pause_view import PauseView
from desktop.practice.presenter import PracticePresenter
from desktop.practice.reflect_view import ReflectView
from desktop.practice.summary_view import SummaryView
from desktop.settings.store import SettingsStore


def wire_asking(ask: AskView, asking: Asking) -> None:
    """Let an answer be given, whoever asks: spoken, typed, from a file, and in the moment the window wants to close."""
    ask.frame.connect(asking.tick)
    ask.start_requested.connect(asking.start)
    ask.stop_requested.connect(asking.stop)
    ask.discard_requested.connect(asking.discard)
    ask.retry_requested.connect(asking.retry)
    ask.type_requested.connect(asking.type_instead)
    ask.text_changed.connect(asking.typed)
    ask.keep_requested.connect(asking.keep_typed)
    ask.back_requested.connect(asking.speak_instead)
    ask.files_chosen.connect(asking.load)
    ask.cancel_requested.connect(asking.cancel_loading)
    ask.keep_and_close_requested.connect(asking.keep_and_close)
    ask.discard_and_close_requested.connect(asking.discard_and_close)
    ask.stay_requested.connect(asking.stay)


def wire_practice(  # noqa: PLR0913, PLR0917 - the screens of a session are wired as one
    ask: AskView,
    reflect: ReflectView,
    outcome: OutcomeView,
    pause: PauseView,
    summary: SummaryView,
    presenter: PracticePresenter,
) -> None:
    """Let the presenter hear what is pressed. Undo, and opening an answer in Review, are other people's work."""
    wire_asking(ask, presenter.asking)
    _wire_order(ask, reflect, outcome, presenter)
    _wire_ends(ask, reflect, outcome, pause, summary, presenter)


def wire_fillers(reflect: ReflectView, presenter: PracticePresenter, settings: SettingsStore) -> None:
    """Let fillers be left out and shown again; it is remembered, and the same wherever words are shown."""

    def toggle() -> None:
        settings.change(show_fillers=not settings.current.show_fillers)

    reflect.fillers_requested.connect(toggle)
    settings.listeners.append(lambda _: presenter.judging.words.show_again())


def wire_rewriting(
    outcome: OutcomeView, presenter: PracticePresenter, edit: Callable[[Prompt, Callable[[], None]], None]
) -> None:
    """Let a prompt whose thread is lost again and again be edited, and the session go on afterwards."""
    outcome.rewrite_requested.connect(lambda: presenter.rewrite(edit))


def _wire_order(ask: AskView, reflect: ReflectView, outcome: OutcomeView, presenter: PracticePresenter) -> None:
    ask.frame.connect(presenter.tick)
    ask.leave_requested.connect(presenter.leave)
    ask.skip_requested.connect(presenter.skip)
    reflect.key_point_toggled.connect(presenter.judging.tick_key_point)
    reflect.statement_toggled.connect(presenter.judging.tick_statement)
    reflect.dimension_chosen.connect(presenter.judging.tick_dimension)
    reflect.depth_chosen.connect(presenter.choose_depth)
    reflect.leave_requested.connect(presenter.leave)
    outcome.next_requested.connect(presenter.next)
    outcome.finish_requested.connect(presenter.leave)


def _wire_ends(  # noqa: PLR0913, PLR0917 - every screen of a session can be paused or left
    ask: AskView,
    reflect: ReflectView,
    outcome: OutcomeView,
    pause: PauseView,
    summary: SummaryView,
    presenter: PracticePresenter,
) -> None:
    for source in (ask, reflect.header, outcome.header):
        source.pause_requested.connect(presenter.pause)
        source.put_off_requested.connect(presenter.put_off)
        source.bury_requested.connect(presenter.bury)
        source.suspend_requested.connect(presenter.suspend)
    for view in (reflect, outcome):
        view.words_requested.connect(presenter.ask_for_words)
        view.note_written.connect(presenter.keep_note)
        view.note_changed.connect(presenter.write_note)
    pause.resume_requested.connect(presenter.resume)
    pause.leave_requested.connect(presenter.leave)
    summary.done_requested.connect(presenter.leave)
