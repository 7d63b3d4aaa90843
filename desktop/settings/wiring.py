"""Who hears whom on the settings screen."""

from desktop.settings.presenter import SettingsPresenter
from desktop.settings.view import SettingsView


def wire_settings(view: SettingsView, presenter: SettingsPresenter) -> None:
    """Let the presenter hear what is chosen and pressed. Leaving the screen is the window's work."""
    view.opened.connect(presenter.open)
    view.left.connect(presenter.leave)
    view.changed.connect(presenter.change)
    view.test_requested.connect(presenter.test.start)
    view.play_requested.connect(presenter.test.play)
    view.look_requested.connect(presenter.look_for_devices)
    view.frame.connect(presenter.tick)
