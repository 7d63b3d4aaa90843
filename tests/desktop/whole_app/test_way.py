"""The way through the app by its keys, from one screen to the next, and what holds on each of them."""

from collections import defaultdict
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards.library import Library
from desktop.app import App
from desktop.clock import now
from desktop.folders import DataFolder
from desktop.opening import open_with_deck
from desktop.prompts.editor_view import EditorView
from tests.support.desk import rated
from tests.support.sound import SoftwareMicrophone
from tests.support.whole_app import Start, front, press, wait_for_title


def test_a_session_from_its_length_to_its_summary_by_keys_alone(
    qtbot: QtBot, start: Start, folder: DataFolder, microphone: SoftwareMicrophone
):
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    app = start()
    press(qtbot, app, Qt.Key.Key_Minus)
    press(qtbot, app, Qt.Key.Key_Return)
    wait_for_title(qtbot, app, "Ready")
    press(qtbot, app, Qt.Key.Key_P)
    wait_for_title(qtbot, app, "Paused")
    press(qtbot, app, Qt.Key.Key_P)
    wait_for_title(qtbot, app, "Ready")
    press(qtbot, app, Qt.Key.Key_T)
    wait_for_title(qtbot, app, "Typing")
    qtbot.keyClicks(QApplication.focusWidget(), "half a thought")
    press(qtbot, app, Qt.Key.Key_Return, control)
    qtbot.waitUntil(lambda: "Follow-up" in front(app)._follow_up.text() and front(app)._follow_up.isVisible())
    press(qtbot, app, Qt.Key.Key_Escape)
    wait_for_title(qtbot, app, "Ready for the follow-up")
    press(qtbot, app, Qt.Key.Key_S)
    wait_for_title(qtbot, app, "Reflect")
    press(qtbot, app, Qt.Key.Key_E)
    qtbot.keyClicks(QApplication.focusWidget(), "12 rows")
    press(qtbot, app, Qt.Key.Key_Escape)
    press(qtbot, app, Qt.Key.Key_2)
    wait_for_title(qtbot, app, "Rated")
    press(qtbot, app, Qt.Key.Key_Escape)
    wait_for_title(qtbot, app, "Summary")
    press(qtbot, app, Qt.Key.Key_Z, control)
    wait_for_title(qtbot, app, "Reflect")
    press(qtbot, app, Qt.Key.Key_Z, control | shift)
    wait_for_title(qtbot, app, "Rated")
    press(qtbot, app, Qt.Key.Key_Escape)
    wait_for_title(qtbot, app, "Summary")
    press(qtbot, app, Qt.Key.Key_Return)
    wait_for_title(qtbot, app, "Today")
    assert app.settings.current.session_minutes == 20
    app.close()
    with Library.open(folder.library, now()) as library:
        (review,) = library.reviews()
        assert (review.depth, library.prompt_states()[review.prompt].note) == (2, "12 rows")


def test_the_speech_models_are_reached_from_the_settings_and_left_again(qtbot: QtBot, start: Start):
    app = start()
    app.window.go("settings")
    qtbot.keyClick(front(app), Qt.Key.Key_M)
    wait_for_title(qtbot, app, "Speech models")
    assert front(app).accessibleName() == "Speech models"
    qtbot.keyClick(front(app), Qt.Key.Key_Escape)
    wait_for_title(qtbot, app, "Settings")
    tools = {command.text: command for command in app.window._menus.commands()}
    tools["Speech models"].slot()
    wait_for_title(qtbot, app, "Speech models")


def test_the_schedule_is_changed_and_taken_back(start: Start, folder: DataFolder, qtbot: QtBot):
    start().close()
    library, deck = open_with_deck(folder, now())
    with library:
        ids = [each.id for each in deck.prompts if each.stage is None][:6]
        for each in ids:
            rated(library, 4, now(), each)
        before = {p: s.due for p, s in library.schedules().items()}
    app = start()
    press(qtbot, app, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    view = front(app)
    sure = next(each for each in view.findChildren(QWidget) if each.accessibleName().startswith("How sure to be when"))
    qtbot.waitUntil(lambda: sure.value() == 85)
    sure.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(10):
        press(qtbot, app, Qt.Key.Key_Up)
    qtbot.waitUntil(view.bar.isVisible)
    press(qtbot, app, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Ctrl+Z" in view.bar._said.text())
    press(qtbot, app, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sure.value() == 85)
    press(qtbot, app, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: sure.value() == 95)
    press(qtbot, app, Qt.Key.Key_Escape)
    assert front(app) is app.today
    app.close()
    with Library.open(folder.library, now()) as library:
        after = {p: s.due for p, s in library.schedules().items()}
    assert all(after[p] < before[p] for p in before)


# From one screen to another and back


def test_a_prompt_that_is_lost_for_ever_is_rewritten_in_the_middle_of_a_session(
    qtbot: QtBot, start: Start, folder: DataFolder
):
    library, _ = open_with_deck(folder, now())
    with library:
        for weeks in range(5, 0, -1):
            rated(library, 1, now() - timedelta(weeks=weeks))
    app = start()
    press(qtbot, app, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_for_title(qtbot, app, "Reflect")
    press(qtbot, app, Qt.Key.Key_1)
    wait_for_title(qtbot, app, "Rated")
    outcome = front(app)
    press(qtbot, app, Qt.Key.Key_R)
    wait_for_title(qtbot, app, "Editing a prompt")
    assert front(app) is app.window.screen_named("prompts")
    qtbot.waitUntil(lambda: "[[prompt]]" in front(app).findChild(EditorView).text())
    assert 'id = "F1.a"' in front(app).findChild(EditorView).text()
    press(qtbot, app, Qt.Key.Key_Escape)
    wait_for_title(qtbot, app, "Rated")
    assert front(app) is outcome
    press(qtbot, app, Qt.Key.Key_Return)
    wait_for_title(qtbot, app, "Today")


# Every screen


def test_every_control_of_every_screen_has_a_name(
    qtbot: QtBot, start: Start, folder: DataFolder, microphone: SoftwareMicrophone
):
    library, _ = open_with_deck(folder, now())
    with library:
        rated(library, 1, now())
    app = start()
    seen = {}

    def look(title: str) -> None:
        wait_for_title(qtbot, app, title)
        screen = front(app)
        assert screen.accessibleName()
        focusable = [each for each in screen.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert not [each for each in focusable if not each.accessibleName()]
        seen[screen.accessibleName()] = len(focusable)

    look("Today")
    press(qtbot, app, Qt.Key.Key_Return)
    look("Ready")
    press(qtbot, app, Qt.Key.Key_Escape)
    look("Today")
    press(qtbot, app, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    look("Reflect")
    press(qtbot, app, Qt.Key.Key_2)
    look("Rated")
    press(qtbot, app, Qt.Key.Key_Return)
    look("Today")
    assert set(seen) == {"Today", "Prompt", "Reflection", "Outcome"}
    assert all(seen.values())


def owners(app: App, screen: QWidget) -> dict[str, list[str]]:
    """Who answers each key while ``screen`` is in front, whatever has the focus. Of two Qt carries out neither."""
    found: dict[str, list[str]] = defaultdict(list)
    for action in app.window.actions():
        for key in action.shortcuts():
            found[key.toString()].append(f"menu: {action.text()}")
    for shortcut in screen.findChildren(QShortcut):
        parent = shortcut.parent()
        everywhere = shortcut.context() == Qt.ShortcutContext.WindowShortcut
        if everywhere and shortcut.isEnabled() and parent.isVisible() and parent.isEnabled():
            for key in QShortcut.keys(shortcut):
                found[key.toString()].append(f"{type(parent).__name__}: {parent.accessibleName()}")
    return found


def test_on_no_screen_a_key_has_two_owners_and_everything_has_a_name(qtbot: QtBot, start: Start, folder: DataFolder):
    library, _ = open_with_deck(folder, now())
    with library:
        rated(library, 1, now())
    app = start()
    names = set(app.window._factories)
    assert names >= {"today", "ask", "reflect", "outcome", "summary", "review", "settings", "problem"}
    for name in sorted(names):
        app.window.show_screen(name)
        screen = front(app)
        twice = {key: who for key, who in owners(app, screen).items() if len(who) > 1}
        assert not twice, name
        assert screen.accessibleName(), name
        for each in screen.findChildren(QWidget):
            if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert each.accessibleName(), (name, each)
    app.window.show_screen("today")
