"""The page with its real processes, and a hub on this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from audio.transcription.models import unfinished, verified
from desktop.jobs import ThreadJobs
from desktop.models.view import ModelsView
from desktop.models.wiring import models_screen
from desktop.settings.store import SettingsStore
from tests.desktop.models.test_view import button, names, texts
from tests.support.hub import Hub, hub_with
from tests.support.processes import children_of
from tests.support.small_models import CONTENT, small_catalogue

Shown = Callable[..., QWidget]
LONG_MS = 30_000


class Window(QObject):
    closing = Signal()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with hub_with(dict(CONTENT)) as made:
        monkeypatch.setenv("HF_ENDPOINT", made.endpoint)
        yield made


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: Window, hub: Hub, shown: Shown
) -> Iterator[ModelsView]:
    small_catalogue(monkeypatch, tmp_path / "models")
    jobs = ThreadJobs()
    made = models_screen(SettingsStore(tmp_path / "settings.toml"), jobs, window.closing, lambda: None)
    shown(made)
    yield made
    window.closing.emit()
    jobs.close()


def test_a_model_is_installed_by_one_press_and_measured(qtbot: QtBot, view: ModelsView):
    qtbot.waitUntil(lambda: "Install: small" in names(view), timeout=LONG_MS)
    button(view, "Install: small").click()
    # The process that measures knows the real small, and what was installed here is none.
    sentence = "The speech model small is not used because its file model.bin differs"
    qtbot.waitUntil(lambda: any(text.startswith(sentence) for text in texts(view)), timeout=LONG_MS)
    assert verified("small")
    assert "Measure: small" in names(view)


def test_stopped_it_is_gone_and_goes_on_where_it_was(qtbot: QtBot, view: ModelsView, hub: Hub, tmp_path: Path):
    hub.answers["model.bin"] = lambda request: request.stall(after=600_000)
    qtbot.waitUntil(lambda: "Install: small" in names(view), timeout=LONG_MS)
    button(view, "Install: small").click()
    part = unfinished("small") / "model.bin.part"
    qtbot.waitUntil(lambda: part.exists() and part.stat().st_size == 600_000, timeout=LONG_MS)
    button(view, "Stop: small").click()
    assert not children_of_app()
    qtbot.waitUntil(lambda: "Go on installing: small" in names(view), timeout=LONG_MS)
    assert "Not installed; 601 kB of it have come." in texts(view)
    del hub.answers["model.bin"]
    button(view, "Go on installing: small").click()
    qtbot.waitUntil(lambda: "Measure: small" in names(view), timeout=LONG_MS)
    assert hub.ranges == [None, "bytes=600000-"]


def test_a_window_that_closes_ends_what_runs(qtbot: QtBot, view: ModelsView, window: Window, hub: Hub):
    hub.answers["model.bin"] = lambda request: request.stall()
    qtbot.waitUntil(lambda: "Install: small" in names(view), timeout=LONG_MS)
    button(view, "Install: small").click()
    qtbot.waitUntil(hub.stalled.is_set, timeout=LONG_MS)
    assert children_of_app()
    window.closing.emit()
    assert not children_of_app()


def children_of_app() -> set[int]:
    import os  # noqa: PLC0415

    return children_of(os.getpid())
