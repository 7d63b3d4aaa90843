"""Who hears whom on the screen of speech models, and the processes that work for it."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from audio.transcription.catalogue import CATALOGUE
from audio.transcription.child import CALIBRATION, HUB, Child, command_of
from audio.transcription.fetching import question
from audio.transcription.models import models_folder
from desktop.jobs import Jobs
from desktop.models.presenter import Hear, ModelsPresenter
from desktop.models.view import ModelsView
from desktop.settings.store import SettingsStore


class ChildProcesses(QObject):
    """The real ones; what they say on threads of their own is brought to the window's."""

    _said = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def install(self, name: str, hear: Hear) -> Child:
        """See ``Processes``."""
        return self._child(HUB, question(CATALOGUE[name], models_folder()), hear)

    def measure(self, model: str, hear: Hear) -> Child:
        """See ``Processes``."""
        return self._child(CALIBRATION, {"model": model}, hear)

    def _child(self, name: str, asked: dict[str, object], hear: Hear) -> Child:
        return Child(command_of(name), asked, lambda said: self._said.emit(partial(hear, said)))


def models_screen(store: SettingsStore, jobs: Jobs, closing: SignalInstance, leave: Callable[[], object]) -> ModelsView:
    """Return the screen with its presenter at work; ``leave`` is called when the person wants to go."""
    view = ModelsView()
    presenter = ModelsPresenter(view, store, jobs, ChildProcesses(view), time.monotonic)
    wire_models(view, presenter)
    closing.connect(presenter.close)
    view.leave_requested.connect(leave)
    return view


def wire_models(view: ModelsView, presenter: ModelsPresenter) -> None:
    """Let the presenter hear what is chosen and pressed."""
    actions: dict[str, Callable[[str], object]] = {
        "install": presenter.install,
        "cancel": lambda _: presenter.cancel(),
        "use": presenter.use,
        "measure": presenter.measure,
        "verify": presenter.verify,
        "remove": presenter.remove,
    }
    view.opened.connect(presenter.open)
    view.wanted.connect(lambda action, name: actions[action](name))
    view.automatic_requested.connect(presenter.let_the_app_choose)
    view.folder_chosen.connect(presenter.look_at_folder)
    view.agreed.connect(presenter.agree)
    view.declined.connect(presenter.decline)
