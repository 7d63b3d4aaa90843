import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    yield made
    made.close()


def with_button() -> QWidget:
    screen = QWidget()
    QVBoxLayout(screen).addWidget(QPushButton("b"))
    return screen


def test_a_screen_is_built_when_it_is_first_wanted(window: MainWindow):
    built: list[str] = []

    def build() -> QWidget:
        built.append("today")
        return QWidget()

    window.add_screen("today", build)
    assert built == []
    window.show_screen("today")
    window.show_screen("today")
    assert built == ["today"]
    assert window.screen_named("today").isVisibleTo(window)


def test_one_screen_at_a_time_and_no_button_starts_with_the_focus(qtbot: QtBot, window: MainWindow):
    window.add_screen("one", with_button)
    window.add_screen("two", with_button)
    window.show_screen("one")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.screen_named("one"))
    window.show_screen("two")
    assert not window.screen_named("one").isVisible()
    assert QApplication.focusWidget() is window.screen_named("two")


@pytest.mark.parametrize(("phase", "title"), [("Recording", "Recording · Viva Voce"), ("", "Viva Voce")])
def test_the_title_says_what_goes_on(window: MainWindow, phase: str, title: str):
    window.set_phase(phase)
    assert window.windowTitle() == title


def test_notices_come_and_go(window: MainWindow):
    window.show_notice("No microphone.", "microphone")
    assert window.notices() == ("No microphone.",)
    window.clear_notice("microphone")
    assert window.notices() == ()


def test_closing_is_said_first(qtbot: QtBot, window: MainWindow):
    window.show()
    with qtbot.waitSignal(window.closing):
        window.close()


def test_closing_asks_first_and_the_system_does_not(qtbot: QtBot, window: MainWindow):
    asked, said = [], []
    window.closing.connect(lambda: said.append("closing"))
    window.add_close_guard(lambda: bool(asked.append("asked")))
    window.show()
    assert not window.close()
    assert (asked, said, window.isVisible()) == (["asked"], [], True)
    window.close_unasked()
    assert (asked, said, window.isVisible()) == (["asked"], ["closing"], False)


def test_the_window_needs_nothing_heavy():
    """What is imported before the first frame is what a person waits for."""
    heavy = "{'numpy', 'soundfile', 'sounddevice', 'sqlite3', 'fsrs', 'faster_whisper', 'PySide6.QtNetwork'}"
    code = f"import sys, desktop.window, desktop.today.view; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
