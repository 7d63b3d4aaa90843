"""The composition root: which microphone, recogniser, clock and folder the screens work with, and who hears whom."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer

from audio.microphone import PortAudioMicrophone
from audio.playback import Player
from audio.recorder import Recorder
from audio.transcription.models import DEFAULT
from audio.transcription.recogniser import WorkerRecogniser
from cards.deck import Deck
from desktop.app import Bridge
from desktop.clock import now
from desktop.folders import DataFolder
from desktop.history import History
from desktop.jobs import ThreadJobs
from desktop.practice.ask_view import AskView
from desktop.practice.outcome_view import OutcomeView
from desktop.practice.parts import Screens, Services
from desktop.practice.pause_view import PauseView
from desktop.practice.presenter import PracticePresenter
from desktop.practice.reflect_view import ReflectView
from desktop.practice.summary_view import SummaryView
from desktop.settings.store import SettingsStore
from desktop.today.presenter import TodayPresenter
from desktop.today.view import TodayView
from desktop.transcribing import Transcribing
from desktop.window import MainWindow

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What was put together, for closing it again and for tests."""

    today: TodayPresenter
    practice: PracticePresenter
    recorder: Recorder
    transcribing: Transcribing
    player: Player
    minutes: QTimer

    def close(self) -> None:
        """Keep what was typed, end a running take, let the sound devices and the recogniser go."""
        self.minutes.stop()
        self.practice.asking.close()
        self.player.close()
        self.recorder.close()
        self.transcribing.close()


def compose(  # noqa: PLR0913, PLR0917 - this is where everything meets
    window: MainWindow,
    today: TodayView,
    bridge: Bridge,
    jobs: ThreadJobs,
    folder: DataFolder,
    deck: Deck,
    settings: SettingsStore,
) -> Parts:
    """Put the parts together, wire them, and show the day."""

    def leave() -> None:
        today_presenter.refresh()
        window.show_screen("today")

    recorder = Recorder(PortAudioMicrophone(), bridge.recorder.emit, clock=now)
    player = Player(bridge.player.emit)
    transcribing = Transcribing(
        lambda: WorkerRecogniser(DEFAULT, bridge.recogniser.emit), jobs, folder.recordings, now, window
    )
    ask, reflect, outcome, summary, pause = AskView(), ReflectView(), OutcomeView(), SummaryView(), PauseView()
    screens = {"ask": ask, "reflect": reflect, "outcome": outcome, "summary": summary, "pause": pause}
    for name, screen in screens.items():
        window.add_screen(name, lambda screen=screen: screen)
    history = History(jobs, window)
    services = Services(recorder, transcribing, jobs, folder, now, lambda: settings.current)
    practice = PracticePresenter(Screens(ask, reflect, outcome, window, summary, pause), services, leave, history)
    today_presenter = TodayPresenter(
        today, jobs, folder, now, player, transcribing, practice, window, settings, history
    )
    practice.rested = lambda: today_presenter.refresh() if today.isVisible() else None
    bridge.recorder.connect(practice.asking.hear)
    bridge.recogniser.connect(transcribing.hear)
    bridge.player.connect(today_presenter.listened)
    _wire_today(today, today_presenter)
    _wire_practice(ask, reflect, outcome, practice)
    _wire_other_answers(ask, practice)
    _wire_ends(ask, reflect, outcome, pause, summary, practice)
    for source in (window, outcome, summary):
        source.undo_requested.connect(lambda: practice.undo(today_presenter.prompt))
    window.redo_requested.connect(practice.redo)
    window.add_close_guard(practice.may_close)
    # An earlier run's last rating can be taken back as well.
    history.changed.append(lambda: window.set_steps(history.undo_name or "rating", history.redo_name))
    minutes = QTimer(today, interval=MINUTE_MS)
    minutes.timeout.connect(lambda: today_presenter.turn_day() if today.isVisible() else None)
    minutes.start()
    practice.asking.take_up_drafts()
    today_presenter.use_deck(deck)
    today_presenter.refresh()
    today_presenter.take_up_unfinished()
    return Parts(today_presenter, practice, recorder, transcribing, player, minutes)


def _wire_today(view: TodayView, presenter: TodayPresenter) -> None:
    view.start_requested.connect(presenter.start)
    view.full_requested.connect(presenter.start_full)
    view.shorter_requested.connect(presenter.shorter)
    view.longer_requested.connect(presenter.longer)
    view.wake_requested.connect(presenter.wake)
    view.rate_requested.connect(presenter.rate)
    view.keep_requested.connect(presenter.keep)
    view.listen_requested.connect(presenter.listen)
    view.discard_requested.connect(presenter.discard)


def _wire_practice(ask: AskView, reflect: ReflectView, outcome: OutcomeView, presenter: PracticePresenter) -> None:
    ask.frame.connect(presenter.asking.tick)
    ask.frame.connect(presenter.tick)
    ask.start_requested.connect(presenter.asking.start)
    ask.stop_requested.connect(presenter.asking.stop)
    ask.discard_requested.connect(presenter.asking.discard)
    ask.retry_requested.connect(presenter.asking.retry)
    ask.leave_requested.connect(presenter.leave)
    ask.skip_requested.connect(presenter.skip)
    reflect.key_point_toggled.connect(presenter.judging.tick_key_point)
    reflect.statement_toggled.connect(presenter.judging.tick_statement)
    reflect.dimension_chosen.connect(presenter.judging.tick_dimension)
    reflect.depth_chosen.connect(presenter.choose_depth)
    reflect.leave_requested.connect(presenter.leave)
    outcome.next_requested.connect(presenter.next)
    outcome.finish_requested.connect(presenter.leave)


def _wire_other_answers(ask: AskView, presenter: PracticePresenter) -> None:
    asking = presenter.asking
    ask.type_requested.connect(asking.type_instead)
    ask.text_changed.connect(asking.typed)
    ask.keep_requested.connect(asking.keep_typed)
    ask.back_requested.connect(asking.speak_instead)
    ask.files_chosen.connect(asking.load)
    ask.cancel_requested.connect(asking.cancel_loading)
    ask.keep_and_close_requested.connect(asking.keep_and_close)
    ask.discard_and_close_requested.connect(asking.discard_and_close)
    ask.stay_requested.connect(asking.stay)


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
        view.note_changed.connect(presenter.write_note)
    pause.resume_requested.connect(presenter.resume)
    pause.leave_requested.connect(presenter.leave)
    summary.done_requested.connect(presenter.leave)
