import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.commands import Command
from desktop.theme import Look, install
from desktop.widgets.sheet import Sheet
from desktop.widgets.text import Text, selectable
from desktop.window import MainWindow
from desktop.window_state import WindowState


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


# The rail and the menus


def with_commands(*commands: Command) -> QWidget:
    screen = with_button()
    screen.commands = lambda: commands
    return screen


@pytest.fixture
def rooms(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """Today, Review and Settings in the rail, Ask without it; Today is shown."""
    for name, rail in (("today", "Today"), ("settings", "Settings"), ("review", "Review"), ("ask", "")):
        window.add_screen(name, with_button, rail)
    window.show_screen("today")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def go(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_2, "review"), (Qt.Key.Key_Comma, "settings")])
def test_keys_go_to_the_places_of_the_rail(qtbot: QtBot, rooms: MainWindow, key: Qt.Key, name: str):
    with qtbot.waitSignal(rooms.navigate) as wanted:
        go(qtbot, rooms, key, CTRL)
    assert wanted.args == [name]


def test_a_place_that_was_gone_to_gives_the_title(qtbot: QtBot, rooms: MainWindow):
    rooms.go("settings")
    assert rooms.windowTitle() == "Viva Voce"
    rooms.navigate.connect(rooms.show_screen)
    rooms.go("settings")
    assert rooms.windowTitle() == "Settings · Viva Voce"


def test_where_one_is_already_nobody_need_go(qtbot: QtBot, rooms: MainWindow):
    with qtbot.assertNotEmitted(rooms.navigate):
        go(qtbot, rooms, Qt.Key.Key_1, CTRL)


def test_a_click_in_the_rail_is_a_wish_to_go(qtbot: QtBot, rooms: MainWindow):
    with qtbot.waitSignal(rooms.navigate) as wanted:
        qtbot.mouseClick(rooms._rail.entry("review"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["review"]


def test_practice_is_quiet_and_is_not_left_by_a_slip(qtbot: QtBot, rooms: MainWindow):
    rooms.show_screen("ask")
    assert not rooms._rail.isVisible()
    assert not rooms._menus.bar.isVisible()
    with qtbot.assertNotEmitted(rooms.navigate):
        go(qtbot, rooms, Qt.Key.Key_2, CTRL)
    with qtbot.waitSignal(rooms.undo_requested):
        go(qtbot, rooms, Qt.Key.Key_Z, CTRL)
    rooms.show_screen("today")
    assert rooms._rail.isVisible()
    assert rooms._menus.bar.isVisible()


def test_the_place_that_is_shown_is_marked(rooms: MainWindow):
    for name in ("today", "review", "settings"):
        rooms.show_screen(name)
        assert [each.name for each in rooms.places() if each.current] == [name]
        assert rooms._rail.entry(name).isChecked()


def test_a_promised_screen_is_in_the_rail_and_cannot_be_gone_to(qtbot: QtBot, rooms: MainWindow):
    rooms.promise_screen("plan", "Plan")
    qtbot.waitUntil(rooms._rail.entry("plan").isVisible)
    with qtbot.assertNotEmitted(rooms.navigate):
        qtbot.mouseClick(rooms._rail.entry("plan"), Qt.MouseButton.LeftButton)
    rooms.add_screen("plan", with_button, "Plan")
    with qtbot.waitSignal(rooms.navigate):
        qtbot.mouseClick(rooms._rail.entry("plan"), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("width", "narrow"), [(900, True), (1024, False)])
def test_the_rail_leaves_room_in_a_narrow_window(qtbot: QtBot, rooms: MainWindow, width: int, narrow: bool):
    rooms.resize(width, 640)
    qtbot.waitUntil(lambda: (rooms._rail.width() < 200) == narrow)


def test_undo_and_redo_have_the_name_of_the_step(qtbot: QtBot, rooms: MainWindow):
    rooms.set_steps("rating", "")
    assert rooms._menus.action("Edit", "Undo rating").shortcuts()
    with qtbot.assertNotEmitted(rooms.redo_requested):
        go(qtbot, rooms, Qt.Key.Key_Z, CTRL | SHIFT)
    rooms.set_steps("", "rating")
    with qtbot.waitSignal(rooms.redo_requested):
        go(qtbot, rooms, Qt.Key.Key_Z, CTRL | SHIFT)
    with qtbot.assertNotEmitted(rooms.undo_requested):
        go(qtbot, rooms, Qt.Key.Key_Z, CTRL)


def test_a_screen_adds_to_the_menus_while_it_is_in_front(rooms: MainWindow):
    rooms.add_screen("own", lambda: with_commands(Command("Edit", "Mark", "Ctrl+M", lambda: None)))
    rooms.show_screen("own")
    assert rooms._menus.action("Edit", "Mark")
    rooms.show_screen("today")
    with pytest.raises(KeyError):
        rooms._menus.action("Edit", "Mark")


def test_what_is_offered_is_there_on_every_screen(rooms: MainWindow):
    done: list[str] = []
    rooms.offer(lambda: (Command("Tools", "Check the library", "", lambda: done.append("checked")),))
    for name in ("today", "ask"):
        rooms.show_screen(name)
        rooms._menus.action("Tools", "Check the library").trigger()
    assert done == ["checked", "checked"]


def test_find_goes_where_answers_are_and_searches_there(qtbot: QtBot, rooms: MainWindow):
    done: list[str] = []
    rooms.add_screen("review", lambda: with_commands(Command("Edit", "Find", "Ctrl+F", lambda: done.append("find"))))
    rooms.navigate.connect(rooms.show_screen)
    go(qtbot, rooms, Qt.Key.Key_F, CTRL)
    assert rooms.places()[1].current
    go(qtbot, rooms, Qt.Key.Key_F, CTRL)
    assert done == ["find", "find"]


def test_full_screen_and_back(qtbot: QtBot, rooms: MainWindow):
    go(qtbot, rooms, Qt.Key.Key_F11, NONE)
    assert rooms.isFullScreen()
    assert rooms._menus.action("View", "Full screen").isChecked()
    go(qtbot, rooms, Qt.Key.Key_F11, NONE)
    assert not rooms.isFullScreen()


@pytest.mark.parametrize(
    ("key", "modifier", "title"),
    [
        (Qt.Key.Key_F1, NONE, "How a session works"),
        (Qt.Key.Key_Question, NONE, "Keyboard shortcuts"),
        (Qt.Key.Key_Question, SHIFT, "Keyboard shortcuts"),
    ],
)
def test_what_can_be_read_is_closed_by_esc(
    qtbot: QtBot, rooms: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, title: str
):
    rooms.show_screen("ask")
    go(qtbot, rooms, key, modifier)
    (sheet,) = rooms.findChildren(Sheet)
    assert (sheet.windowTitle(), sheet.isModal()) == (title, True)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in sheet.findChildren(QLabel))
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not rooms.findChildren(Sheet))


def test_about_says_the_version(rooms: MainWindow):
    rooms.show_about()
    (sheet,) = rooms.findChildren(Sheet)
    assert any(f"Viva Voce {version('vivavoce')}." in label.text() for label in sheet.findChildren(QLabel))


def test_what_is_marked_is_copied(qtbot: QtBot, rooms: MainWindow):
    text = selectable(Text("a sentence"))
    rooms.add_screen("text", lambda: text)
    rooms.show_screen("text")
    QApplication.clipboard().setText("before")
    go(qtbot, rooms, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "before"
    text.setSelection(2, 8)
    rooms.copy()
    assert QApplication.clipboard().text() == "sentence"


# Looks and state


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font = qapp.font()
    made = install(qapp)
    yield made
    qapp.styleHints().colorSchemeChanged.disconnect(made._follow)
    qapp.setStyleSheet("")
    qapp.setFont(font)


def test_the_text_is_made_larger_step_by_step_and_stays_so(qtbot: QtBot, look: Look, tmp_path: Path):
    state = WindowState(tmp_path / "window.ini")
    state.allow()
    window = MainWindow(look, state)
    qtbot.addWidget(window)
    seen = []
    for step in (1, 1, 1, 1, 1, 1, -1):
        window.zoom(step)
        seen.append(look.zoom)
    assert seen == [1.1, 1.25, 1.5, 1.75, 2.0, 2.0, 1.75]
    look.set_zoom(1.0)
    other = MainWindow(look, WindowState(tmp_path / "window.ini"))
    qtbot.addWidget(other)
    assert look.zoom == 1.75
    other.zoom(0)
    assert look.zoom == 1.0


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_window_comes_to_the_front(qtbot: QtBot, rooms: MainWindow):
    rooms.showMinimized()
    rooms.come_to_front()
    assert not rooms.isMinimized()
    assert rooms.isVisible()


def test_the_window_needs_nothing_heavy():
    """What is imported before the first frame is what a person waits for."""
    heavy = "{'numpy', 'soundfile', 'sounddevice', 'sqlite3', 'fsrs', 'faster_whisper', 'PySide6.QtNetwork'}"
    code = f"import sys, desktop.window, desktop.today.view; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_phase_of_a_screen_that_is_not_in_front_is_not_said(window: MainWindow) -> None:
    for name in ("one", "two"):
        window.add_screen(name, QWidget)
    window.show_screen("two")
    window.set_phase("Two", "two")
    window.set_phase("One", "one")
    assert window.windowTitle() == "Two · Viva Voce"
