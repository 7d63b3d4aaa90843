"""Two presenters at work on a real library, a window in front for what needs the keyboard, and the shell."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.folders import DataFolder
from tests.support.desk import Desk
from tests.support.shell import Shell, call

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of every window with a least size; no real one does."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def no_screen_left() -> Iterator[None]:
    """A screen that no window took in would stand until the end, and be styled anew with every stylesheet."""
    yield
    if QApplication.instance() is None:
        return
    for widget in QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[..., QWidget]]:
    """Show widgets under each other in an active window of 1024 x 640; the focus is on none of them."""
    room = QWidget()
    QVBoxLayout(room)
    qtbot.addWidget(room)

    def show(*widgets: QWidget) -> QWidget:
        for widget in widgets:
            room.layout().addWidget(widget)
        room.resize(1024, 640)
        with qtbot.waitExposed(room):
            room.show()
        room.activateWindow()
        qtbot.waitUntil(room.isActiveWindow)
        room.setFocus(Qt.FocusReason.OtherFocusReason)
        return room

    yield show
    room.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A data folder with an open library, and the two presenters at work on it."""
    made = Desk(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs a command in this process."""
    return partial(call, capsys)


@pytest.fixture
def no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setenv("VIVAVOCE_MODELS", str(folder))
    return folder


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A second and a half of noise at a rate that is not the library's."""
    path = tmp_path / "noise.wav"
    noise = np.random.default_rng(1).integers(-3000, 3000, 44_100 * 3 // 2, dtype="int16")
    soundfile.write(path, noise, 44_100)
    return path


@pytest.fixture
def folder(home_of_its_own: Path) -> DataFolder:
    return DataFolder(home_of_its_own)
