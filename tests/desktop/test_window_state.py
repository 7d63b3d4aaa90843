from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from desktop.window_state import WindowState


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    made = QMainWindow()
    qtbot.addWidget(made)
    yield made
    made.close()


def kept(file: Path) -> WindowState:
    state = WindowState(file)
    state.allow()
    return state


def test_a_window_comes_back_where_it_stood(qtbot: QtBot, window: QMainWindow, file: Path):
    window.setGeometry(QRect(40, 50, 500, 400))
    window.show()
    state = kept(file)
    state.keep(window)
    state.sync()
    other = QMainWindow()
    qtbot.addWidget(other)
    WindowState(file).restore(other)
    assert other.geometry() == window.geometry()


def test_a_maximised_window_comes_back_so(qtbot: QtBot, window: QMainWindow, file: Path):
    window.showMaximized()
    state = kept(file)
    state.keep(window)
    state.sync()
    other = QMainWindow()
    qtbot.addWidget(other)
    WindowState(file).restore(other)
    assert other.windowState() & Qt.WindowState.WindowMaximized


def test_a_window_on_a_screen_that_is_gone_is_brought_back(window: QMainWindow, file: Path):
    window.show()
    window.setGeometry(QRect(QPoint(40_000, 40_000), window.size()))
    state = kept(file)
    state.keep(window)
    state.sync()
    window.move(0, 0)
    WindowState(file).restore(window)
    assert QGuiApplication.primaryScreen().availableGeometry().intersects(window.geometry())


def test_nothing_is_written_before_the_folder_is_known_to_be_ours(window: QMainWindow, file: Path):
    state = WindowState(file)
    state.keep_zoom(1.5)
    state.keep(window)
    state.sync()
    assert not file.exists()
    state.allow()
    state.sync()
    assert WindowState(file).zoom == 1.5


def test_a_divider_comes_back_where_it_was_drawn(qtbot: QtBot, file: Path):
    state = kept(file)
    sizes = []
    for _ in range(2):
        splitter = QSplitter()
        qtbot.addWidget(splitter)
        splitter.addWidget(QWidget())
        splitter.addWidget(QWidget())
        splitter.resize(600, 100)
        splitter.show()
        state.keep_splitter("review", splitter)
        if not sizes:
            splitter.moveSplitter(200, 1)
        sizes.append(splitter.sizes())
    assert sizes[0] == sizes[1]


def test_which_reports_were_told_of_is_kept(file: Path):
    assert WindowState(file).reports_seen == ""
    state = kept(file)
    state.keep_reports_seen("20261121T170001.txt 12")
    state.sync()
    assert WindowState(file).reports_seen == "20261121T170001.txt 12"


@pytest.mark.parametrize(
    ("text", "zoom"),
    [("[General]\nzoom=1.5\n", 1.5), ("[General]\nzoom=large\n", 1.0), ("[General]\nzoom=1, 2\n", 1.0), ("", 1.0)],
)
def test_a_zoom_that_is_no_number_is_none(file: Path, text: str, zoom: float):
    file.write_text(text)
    assert WindowState(file).zoom == zoom


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(garbage=st.binary(max_size=400), before=st.sampled_from([b"", b"[General]\ngeometry=@ByteArray(", b"zoom="]))
def test_garbage_is_harmless(window: QMainWindow, file: Path, garbage: bytes, before: bytes):
    file.write_bytes(before + garbage)
    state = WindowState(file)
    state.restore(window)
    assert isinstance(state.zoom, float)
    assert isinstance(state.reports_seen, str)
