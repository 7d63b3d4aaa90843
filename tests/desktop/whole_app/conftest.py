"""The whole app with a real library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.folders import DataFolder
from tests.support.whole_app import Start, wait_for_title


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.create()
    return made


@pytest.fixture(autouse=True)
def no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is transcribed here: the worker ends at once instead of loading its model."""
    monkeypatch.setenv("VIVAVOCE_MODELS", str(tmp_path / "models"))


@pytest.fixture
def start(qtbot: QtBot, folder: DataFolder) -> Iterator[Start]:
    """Starts the app and waits until its title begins like this; closed at the end, whatever happened."""
    apps: list[App] = []

    def begin(until: str = "Today", of: DataFolder = folder) -> App:
        app = App(of)
        apps.append(app)
        qtbot.addWidget(app.window)
        app.show()
        app.window.activateWindow()
        wait_for_title(qtbot, app, until)
        return app

    yield begin
    for app in apps:
        app.close()
