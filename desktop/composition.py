"""The composition root: which microphone, recogniser, clock and folder the screens work with, and who hears whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from audio.microphone import PortAudioMicrophone
from audio.playback import Player
from audio.recorder import Recorder
from audio.transcription.choosing import chosen_model, factors
from audio.transcription.recogniser import WorkerRecogniser
from cards.deck import Deck
from cards.prompt import Prompt
from desktop.app import Bridge
from desktop.checking import LibraryCheck
from desktop.clock import now
from desktop.commands import TOOLS, Command
from desktop.decks import Decks
from desktop.diagnostic.composing import Diagnostic
from desktop.diagnostic.parts import Around as DiagnosticAround
from desktop.folders import DataFolder
from desktop.hints import help_by_id
from desktop.history import History
from desktop.jobs import ThreadJobs
from desktop.power import Patience, SystemPower
from desktop.power_watch import PowerWatch
from desktop.practice.ask_view import AskView
from desktop.practice.outcome_view import OutcomeView
from desktop.practice.parts import Screens, Services
from desktop.practice.pause_view import PauseView
from desktop.practice.presenter import PracticePresenter
from desktop.practice.reflect_view import ReflectView
from desktop.practice.summary_view import SummaryView
from desktop.practice.wiring import wire_fillers, wire_practice, wire_rewriting
from desktop.prompts.composing import Prompts
from desktop.prompts.parts import Around as PromptsAround
from desktop.review.attempt_parts import Around
from desktop.review.composing import Review
from desktop.settings.schedule_presenter import ScheduleAround
from desktop.settings.sound_test import SoundTest
from desktop.settings.store import SettingsStore
from desktop.today.presenter import TodayPresenter
from desktop.today.view import TodayView
from desktop.today.wiring import wire_today
from desktop.transcribing import Choices, Transcribing
from desktop.trash import sweep
from desktop.usable_models import usable_models
from desktop.window import MainWindow

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What was put together, for closing it again and for tests."""

    today: TodayPresenter
    practice: PracticePresenter
    diagnostic: Diagnostic
    transcribing: Transcribing
    sound: "SoundDevices"
    minutes: QTimer

    def close(self) -> None:
        """Keep what was typed, end a running take, let the sound devices and the recogniser go."""
        self.minutes.stop()
        self.practice.asking.close()
        self.diagnostic.close()
        self.sound.close()
        self.transcribing.close()


@dataclass(frozen=True, slots=True)
class SoundDevices:
    """Who records and who plays. Each opens its device only while it is used."""

    recorder: Recorder
    player: Player
    """For what a crash left, on Today."""
    review_player: Player
    test: SoundTest

    @staticmethod
    def of(bridge: Bridge, jobs: ThreadJobs, settings: SettingsStore) -> "SoundDevices":
        """All of them, on the devices that are chosen when they are opened."""
        microphone = PortAudioMicrophone(lambda: settings.current.microphone, bridge.chosen_microphone.emit)

        def player(event: SignalInstance) -> Player:
            return Player(event.emit, lambda: settings.current.speaker, bridge.chosen_speaker.emit)

        return SoundDevices(
            Recorder(microphone, bridge.recorder.emit, clock=now),
            player(bridge.player),
            player(bridge.review_player),
            SoundTest(Recorder(microphone, bridge.test_recorder.emit), player(bridge.test_player), jobs),
        )

    def close(self) -> None:
        """End a running take, fall silent."""
        self.test.close()
        for player in (self.player, self.review_player):
            player.close()
        self.recorder.close()


def compose(  # noqa: PLR0913, PLR0917 - this is where everything meets
    window: MainWindow,
    today: TodayView,
    bridge: Bridge,
    jobs: ThreadJobs,
    folder: DataFolder,
    decks: Decks,
    deck: Deck,
    settings: SettingsStore,
) -> Parts:
    """Put the parts together, wire them, and show the day."""
    sound = SoundDevices.of(bridge, jobs, settings)
    prompts = {each.id: each for each in deck.prompts}
    transcribing = Transcribing(
        lambda model, number: WorkerRecogniser(model, lambda event: bridge.recogniser.emit(event, number)),
        jobs,
        folder.recordings,
        now,
        window,
        _choices(settings, prompts),
    )
    PowerWatch(transcribing, today)
    settings.listeners.append(lambda _: transcribing.reconsider())
    history = History(jobs, window)
    ask, reflect, outcome, summary, pause = AskView(), ReflectView(), OutcomeView(), SummaryView(), PauseView()
    _add_session(window, {"ask": ask, "reflect": reflect, "outcome": outcome, "summary": summary, "pause": pause})

    def go_to_today() -> None:
        today_presenter.refresh()
        window.show_screen("today")

    def whole_deck() -> tuple[Prompt, ...]:
        return tuple(prompts.values())

    services = Services(sound.recorder, transcribing, jobs, folder, now, lambda: settings.current, whole_deck)
    session = Screens(ask, reflect, outcome, window, summary, pause)
    practice = PracticePresenter(session, services, go_to_today, history)

    def begin_diagnostic() -> None:
        diagnostic.open()

    today_presenter = TodayPresenter(
        today,
        jobs,
        folder,
        now,
        sound.player,
        transcribing,
        practice,
        window,
        settings,
        history,
        begin_diagnostic,
    )
    practice.rested = lambda: today_presenter.refresh() if today.isVisible() else None
    wire_today(today, today_presenter)
    wire_practice(ask, reflect, outcome, pause, summary, practice)
    wire_fillers(reflect, practice, settings)
    around = Around(
        jobs,
        folder,
        now,
        sound.review_player,
        transcribing,
        history,
        settings,
        window,
        today_presenter.prompt,
        to_clipboard,
        prompts=whole_deck,
    )
    review = Review(window, around, go_to_today, practice.rate_later)

    window.add_screen("review", review.screen, "Review")

    def practising() -> bool:
        return practice.asking.question is not None or practice.judging.reflection is not None

    def today_changed() -> None:
        if today.isVisible():
            today_presenter.refresh()

    around_diagnostic = DiagnosticAround(
        session, services, history, go_to_today, practising, today_changed, practice.asking.drafts
    )
    diagnostic = Diagnostic(window, around_diagnostic, review.open)

    def deck_changed(changed: Deck) -> None:
        prompts.clear()
        prompts.update({each.id: each for each in changed.prompts})
        today_presenter.use_deck(changed)

    editable = _add_prompts(
        window,
        PromptsAround(
            jobs=jobs,
            decks=decks,
            clock=now,
            stage=window,
            history=history,
            practise=lambda prompt: practice.begin((prompt,)),
            open_attempt=review.open,
            deck_changed=deck_changed,
            come_back=partial(window.show_screen, "prompts"),
            close=window.close,
        ),
        deck,
    )
    wire_rewriting(outcome, practice, editable.edit)

    schedule = ScheduleAround(history, whole_deck, now, today_changed)
    _add_settings(window, settings, jobs, folder, sound.test, schedule, go_to_today)
    _add_models(window, settings, jobs)
    _wire_ways(window, today, summary, practice, review)
    window.navigate.connect(lambda name: go_to_today() if name == "today" else window.show_screen(name))
    _offer_check(window, jobs)
    bridge.recorder.connect(diagnostic.hear)
    _wire_devices(bridge, sound, transcribing, today_presenter, practice, review)
    _wire_steps(window, (outcome, summary), history, practice, today_presenter, diagnostic)
    _wire_settings(bridge, settings, window)
    minutes = _begin_day(today, today_presenter, practice, deck)
    _sweep(window, jobs, folder)
    return Parts(today_presenter, practice, diagnostic, transcribing, sound, minutes)


def _add_session(window: MainWindow, screens: Mapping[str, QWidget]) -> None:
    for name in screens:
        window.add_screen(name, partial(screens.__getitem__, name))


def _begin_day(today: TodayView, presenter: TodayPresenter, practice: PracticePresenter, deck: Deck) -> QTimer:
    """Show the day and what an earlier run left; the timer turns the day while Today is looked at."""
    minutes = QTimer(today, interval=MINUTE_MS)
    minutes.timeout.connect(lambda: presenter.turn_day() if today.isVisible() else None)
    minutes.start()
    practice.asking.take_up_drafts()
    presenter.use_deck(deck)
    presenter.refresh()
    presenter.take_up_unfinished()
    return minutes


def _wire_ways(
    window: MainWindow, today: TodayView, summary: SummaryView, practice: PracticePresenter, review: Review
) -> None:
    """From other screens to an answer in Review, and out of the program."""

    def listen_again(attempt: int) -> None:
        practice.leave()
        review.open(attempt)

    today.attempt_requested.connect(review.open)
    summary.listen_requested.connect(listen_again)
    window.add_close_guard(practice.may_close)


def _add_prompts(window: MainWindow, around: PromptsAround, deck: Deck) -> Prompts:
    prompts = Prompts(around, deck)
    window.add_screen("prompts", prompts.screen, "Prompts")
    window.add_close_guard(prompts.may_close)
    return prompts


def _offer_check(window: MainWindow, jobs: ThreadJobs) -> None:
    check = LibraryCheck(jobs, window)
    window.offer(lambda: (Command(TOOLS, "Check the library", "", check.run),))


def _sweep(window: MainWindow, jobs: ThreadJobs, folder: DataFolder) -> None:
    """What has been in the trash for long enough goes."""
    jobs.library(
        lambda library: sweep(library, folder, now()),
        lambda _: None,
        lambda error: window.show_notice(str(error), "trash"),
    )


def _add_settings(  # noqa: PLR0913, PLR0917 - what its screen shows and changes, and the way back
    window: MainWindow,
    settings: SettingsStore,
    jobs: ThreadJobs,
    folder: DataFolder,
    test: SoundTest,
    schedule: ScheduleAround,
    go_back: Callable[[], None],
) -> None:
    def made() -> QWidget:
        # Today is drawn the earlier for it
        from desktop.settings.wiring import settings_screen, wire_schedule  # noqa: PLC0415

        view = settings_screen(settings, jobs, folder, test, go_back)
        view.models_requested.connect(partial(_show_models, window))
        wire_schedule(view, schedule)
        return view

    window.add_screen("settings", made, "Settings")


def _add_models(window: MainWindow, settings: SettingsStore, jobs: ThreadJobs) -> None:
    def made() -> QWidget:
        from desktop.models.wiring import models_screen  # noqa: PLC0415 - Today is drawn the earlier for it

        return models_screen(settings, jobs, window.closing, partial(window.go, "settings"))

    window.add_screen("models", made)
    window.offer(lambda: (Command(TOOLS, "Speech models", "", partial(_show_models, window), window.can_go("models")),))


def _show_models(window: MainWindow) -> None:
    window.show_screen("models")
    window.set_phase("Speech models")


def _choices(settings: SettingsStore, prompts: Mapping[str, Prompt]) -> Choices:
    """What is set about words, and what the deck knows of them beforehand; ``prompts`` may change."""
    return Choices(
        model=lambda: chosen_model(settings.current.speech_model),
        usable=lambda: usable_models(settings.current.speech_model),
        factor=lambda model: factors().get(model),
        waits=Patience(lambda: settings.current.transcribe, SystemPower()),
        help_of=help_by_id(prompts, lambda: settings.current.words),
    )


def to_clipboard(text: str) -> None:
    """Copy."""
    QGuiApplication.clipboard().setText(text)


def _wire_devices(  # noqa: PLR0913, PLR0917 - who speaks and who hears
    bridge: Bridge,
    sound: SoundDevices,
    transcribing: Transcribing,
    today: TodayPresenter,
    practice: PracticePresenter,
    review: Review,
) -> None:
    bridge.recorder.connect(practice.asking.hear)
    bridge.recogniser.connect(transcribing.hear)
    bridge.player.connect(today.listened)
    bridge.review_player.connect(review.hear)
    bridge.test_recorder.connect(sound.test.hear)
    bridge.test_player.connect(sound.test.hear_player)


def _wire_steps(  # noqa: PLR0913, PLR0917 - where a step is taken back or done again, and whose it is
    window: MainWindow,
    screens: tuple[OutcomeView | SummaryView, ...],
    history: History,
    practice: PracticePresenter,
    today: TodayPresenter,
    diagnostic: Diagnostic,
) -> None:
    def undo() -> None:
        if not diagnostic.undo():
            practice.undo(today.prompt)

    def redo() -> None:
        if not diagnostic.redo():
            practice.redo()

    for source in (window, *screens):
        source.undo_requested.connect(undo)
    window.redo_requested.connect(redo)
    # An earlier run's last rating can be taken back as well.
    history.changed.append(lambda: window.set_steps(history.undo_name or "rating", history.redo_name))


def _wire_settings(bridge: Bridge, settings: SettingsStore, window: MainWindow) -> None:
    def say(text: str, kind: str) -> None:
        if text:
            window.show_notice(text, kind)
        else:
            window.clear_notice(kind)

    def say_problems(_: object = None) -> None:
        say(" ".join(settings.problems), "settings")

    bridge.chosen_microphone.connect(lambda text: say(text, "chosen microphone"))
    bridge.chosen_speaker.connect(lambda text: say(text, "chosen speaker"))
    settings.listeners.append(say_problems)
    say_problems()
