"""Who hears whom on the settings screen."""

from collections.abc import Callable
from functools import partial

from desktop.folders import DataFolder
from desktop.jobs import Jobs
from desktop.settings.presenter import SettingsPresenter
from desktop.settings.schedule_presenter import ScheduleAround, SchedulePresenter
from desktop.settings.sound_test import SoundTest
from desktop.settings.store import SettingsStore
from desktop.settings.view import SettingsView


def settings_screen(
    store: SettingsStore, jobs: Jobs, folder: DataFolder, test: SoundTest, leave: Callable[[], object]
) -> SettingsView:
    """Return the screen with its presenter at work; ``leave`` is called when the person wants to go."""
    view = SettingsView()
    wire_settings(view, SettingsPresenter(view, store, jobs, folder, test))
    view.leave_requested.connect(leave)
    return view


def wire_settings(view: SettingsView, presenter: SettingsPresenter) -> None:
    """Let the presenter hear what is chosen and pressed."""
    view.opened.connect(presenter.open)
    view.left.connect(presenter.leave)
    view.changed.connect(presenter.change)
    view.words_written.connect(presenter.keep_words)
    view.test_requested.connect(presenter.test.start)
    view.play_requested.connect(presenter.test.play)
    view.check_requested.connect(presenter.check_library)
    view.look_requested.connect(presenter.look_for_devices)
    view.frame.connect(presenter.tick)


def wire_schedule(view: SettingsView, around: ScheduleAround) -> None:
    """Put the part about dates to work, for as long as the screen is there."""
    presenter = SchedulePresenter(view, around)
    for signal, slot in (
        (view.opened, presenter.open),
        (view.left, presenter.leave),
        (view.schedule.chosen, presenter.choose),
        (view.schedule.off.written, presenter.add_days),
        (view.schedule.off.removed, presenter.remove_days),
        (view.apply_requested, presenter.apply),
        (view.bar.declined, presenter.cancel),
    ):
        signal.connect(partial(slot))  # a bound method alone would not keep the presenter
