"""The composition root: which microphone, recogniser, clock and folder the screens work with, and who hears whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, SignalInstance
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
from desktop.folders import DataFolder
from desktop.ground import Ground, SoundDevices, by_id
from desktop.hints import help_by_id
from desktop.history import History
from desktop.jobs import ThreadJobs
from desktop.power import Patience, SystemPower
from desktop.power_watch import PowerWatch
from desktop.practice.presenter import PracticePresenter
from desktop.practice.wiring import wire_rewriting
from desktop.prompts.composing import Prompts
from desktop.prompts.parts import Around as PromptsAround
from desktop.rooms import Rooms, furnish
from desktop.settings.schedule_presenter import ScheduleAround
from desktop.settings.sound_test import SoundTest
from desktop.settings.store import SettingsStore
from desktop.today.composing import Today
from desktop.today.presenter import TodayPresenter
from desktop.today.view import TodayView
from desktop.transcribing import Choices, Transcribing
from desktop.trash import sweep
from desktop.usable_models import usable_models
from desktop.window import MainWindow


@dataclass(frozen=True, slots=True)
class Parts:
    """What was put together, for closing it again and for tests."""

    today: TodayPresenter
    practice: PracticePresenter
    diagnostic: Diagnostic
    transcribing: Transcribing
    sound: SoundDevices
    minutes: QTimer

    def close(self) -> None:
        """Keep what was typed, end a running take, let the sound devices and the recogniser go."""
        self.minutes.stop()
        self.practice.asking.close()
        self.diagnostic.close()
        self.sound.close()
        self.transcribing.close()


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
    ground = _ground(window, bridge, jobs, folder, deck, settings)
    sound, transcribing = ground.sound, ground.transcribing
    PowerWatch(transcribing, today)
    settings.listeners.append(lambda _: transcribing.reconsider())
    rooms = furnish(ground, today)
    practice = rooms.practice.presenter
    editable = _add_prompts(ground, rooms, decks, deck)
    wire_rewriting(rooms.practice.outcome, practice, editable.edit)
    _add_settings(ground, rooms.today)
    _add_models(window, settings, jobs)
    _wire_ways(window, rooms)
    _offer_check(window, jobs)
    _wire_devices(bridge, ground, rooms)
    _wire_steps(ground, rooms)
    _wire_settings(bridge, settings, window)
    practice.asking.take_up_drafts()
    minutes = rooms.today.begin(deck)
    _sweep(window, jobs, folder)
    return Parts(rooms.today.presenter, practice, rooms.diagnostic, transcribing, sound, minutes)


def _ground(  # noqa: PLR0913, PLR0917 - what every room stands on
    window: MainWindow, bridge: Bridge, jobs: ThreadJobs, folder: DataFolder, deck: Deck, settings: SettingsStore
) -> Ground:
    prompts = by_id(deck)
    transcribing = Transcribing(
        lambda model, number: WorkerRecogniser(model, lambda event: bridge.recogniser.emit(event, number)),
        jobs,
        folder.recordings,
        now,
        window,
        _choices(settings, prompts),
    )
    sound, history = _sound_devices(bridge, jobs, settings), History(jobs, window)
    return Ground(window, jobs, folder, now, settings, sound, transcribing, history, prompts)


def _choices(settings: SettingsStore, prompts: Mapping[str, Prompt]) -> Choices:
    """What is set about words, and what the deck knows of them beforehand; ``prompts`` may change."""
    return Choices(
        model=lambda: chosen_model(settings.current.speech_model),
        usable=lambda: usable_models(settings.current.speech_model),
        factor=lambda model: factors().get(model),
        waits=Patience(lambda: settings.current.transcribe, SystemPower()),
        help_of=help_by_id(prompts, lambda: settings.current.words),
    )


def _sound_devices(bridge: Bridge, jobs: ThreadJobs, settings: SettingsStore) -> SoundDevices:
    """Who records and who plays, on the devices that are chosen when they are opened."""
    microphone = PortAudioMicrophone(lambda: settings.current.microphone, bridge.chosen_microphone.emit)

    def player(event: SignalInstance) -> Player:
        return Player(event.emit, lambda: settings.current.speaker, bridge.chosen_speaker.emit)

    return SoundDevices(
        Recorder(microphone, bridge.recorder.emit, clock=now),
        player(bridge.player),
        player(bridge.review_player),
        SoundTest(Recorder(microphone, bridge.test_recorder.emit), player(bridge.test_player), jobs),
    )


def _add_prompts(ground: Ground, rooms: Rooms, decks: Decks, deck: Deck) -> Prompts:
    window, practice = ground.window, rooms.practice.presenter

    def deck_changed(changed: Deck) -> None:
        ground.use_deck(changed)
        rooms.today.presenter.use_deck(changed)

    around = PromptsAround(
        jobs=ground.jobs,
        decks=decks,
        clock=ground.clock,
        stage=window,
        history=ground.history,
        practise=lambda prompt: practice.begin((prompt,)),
        open_attempt=rooms.review.open,
        deck_changed=deck_changed,
        come_back=partial(window.show_screen, "prompts"),
        close=window.close,
    )
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


def _add_settings(ground: Ground, today: Today) -> None:
    window, settings = ground.window, ground.settings
    schedule = ScheduleAround(ground.history, ground.deck, ground.clock, today.changed)

    def made() -> QWidget:
        # Today is drawn the earlier for it
        from desktop.settings.wiring import settings_screen, wire_schedule  # noqa: PLC0415

        view = settings_screen(settings, ground.jobs, ground.folder, ground.sound.test, today.show)
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


def _wire_ways(window: MainWindow, rooms: Rooms) -> None:
    """From one screen to another, to an answer in Review, and out of the program."""
    today, practice, review = rooms.today, rooms.practice.presenter, rooms.review

    def listen_again(attempt: int) -> None:
        practice.leave()
        review.open(attempt)

    today.view.attempt_requested.connect(review.open)
    rooms.practice.summary.listen_requested.connect(listen_again)
    window.add_close_guard(practice.may_close)
    window.navigate.connect(lambda name: today.show() if name == "today" else window.show_screen(name))


def _wire_devices(bridge: Bridge, ground: Ground, rooms: Rooms) -> None:
    bridge.recorder.connect(rooms.diagnostic.hear)
    bridge.recorder.connect(rooms.practice.presenter.asking.hear)
    bridge.recogniser.connect(ground.transcribing.hear)
    bridge.player.connect(rooms.today.presenter.listened)
    bridge.review_player.connect(rooms.review.hear)
    bridge.test_recorder.connect(ground.sound.test.hear)
    bridge.test_player.connect(ground.sound.test.hear_player)


def _wire_steps(ground: Ground, rooms: Rooms) -> None:
    """Where a step is taken back or done again, and whose it is."""
    window, history, diagnostic = ground.window, ground.history, rooms.diagnostic
    practice, today = rooms.practice, rooms.today

    def undo() -> None:
        if not diagnostic.undo():
            practice.presenter.undo(today.presenter.prompt)

    def redo() -> None:
        if not diagnostic.redo():
            practice.presenter.redo()

    for source in (window, practice.outcome, practice.summary):
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
