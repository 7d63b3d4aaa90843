from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from audio.devices import Device
from audio.events import Level
from desktop.settings.model import PLAYING, REST, AboutModel, Choices, DataModel, Place, TestModel, choices, speak_now
from desktop.settings.values import Settings
from desktop.settings.view import LOOK_MS, SettingsView
from desktop.theme import LIGHT, apply
from desktop.widgets.choice import Choice, Number
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.rows import CheckRow
from desktop.widgets.text import Text
from tests.desktop.samples import HOSTILE

Shown = Callable[..., QWidget]
MICROPHONES = choices("microphone", (Device("System microphone", True), Device(HOSTILE, False)), "Gone")


@pytest.fixture
def view(shown: Shown, qapp: QApplication) -> Iterator[SettingsView]:
    apply(qapp, LIGHT)
    made = SettingsView()
    made.show_settings(Settings(session_minutes=40, thinking_s=0))
    made.show_microphones(MICROPHONES)
    made.show_speakers(Choices(((None, "The system's loudspeaker"),)))
    made.show_data(DataModel("/home/ada/viva", (Place("Recordings", "1.2 GB"), Place("Discarded", "nothing", "30 d"))))
    made.show_about(AboutModel("0.3.0", "None so far."))
    shown(made)
    yield made
    qapp.setStyleSheet("")


def control(view: SettingsView, name: str) -> QWidget:
    return next(each for each in view.findChildren(QWidget) if each.accessibleName() == name)


def texts(view: QWidget) -> list[str]:
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


def test_what_is_set_is_shown(view: SettingsView):
    assert control(view, "Length of a session").text() == "40 min"
    assert control(view, "Time to think").text() == "None"
    assert control(view, "Appearance").currentText() == "As the system"
    assert control(view, "Microphone").currentText() == "Gone (not there)"
    assert control(view, "Show my words while I speak").isChecked()
    words = texts(view)
    for expected in (MICROPHONES.note, REST.sentence, "/home/ada/viva", "1.2 GB", "Viva Voce 0.3.0", "None so far."):
        assert expected in words


def test_the_field_that_has_the_keyboard_is_seen_whole(qtbot: QtBot, view: SettingsView):
    view.resize(800, 500)
    field = control(view, "My own words")
    control(view, "Length of a session").setFocus(Qt.FocusReason.TabFocusReason)
    while not field.hasFocus():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert field.visibleRegion().boundingRect().height() == field.height()


def test_showing_settings_changes_none(qtbot: QtBot, view: SettingsView):
    with qtbot.assertNotEmitted(view.changed):
        view.show_settings(Settings(session_minutes=60, thinking_s=20, appearance="dark", live_words=False))
        view.show_microphones(choices("microphone", (Device("New", True),), "New"))


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("Length of a session", Qt.Key.Key_Up, ["session_minutes", 45]),
        ("Time to think", Qt.Key.Key_Up, ["thinking_s", 5]),
        ("Appearance", Qt.Key.Key_Down, ["appearance", "light"]),
        ("Microphone", Qt.Key.Key_Up, ["microphone", HOSTILE]),
        ("Show my words while I speak", Qt.Key.Key_Space, ["live_words", False]),
        ("When to transcribe", Qt.Key.Key_Down, ["transcribe", "on_mains"]),
    ],
)
def test_every_setting_is_changed_by_key_alone(qtbot: QtBot, view: SettingsView, name: str, key: Qt.Key, said: list):
    changed = control(view, name)
    changed.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(view.changed) as sent:
        qtbot.keyClick(changed, key)
    assert sent.args == said


def test_a_number_counts_when_it_is_whole(qtbot: QtBot, view: SettingsView):
    minutes = control(view, "Length of a session")
    minutes.setFocus(Qt.FocusReason.TabFocusReason)
    minutes.lineEdit().selectAll()
    with qtbot.assertNotEmitted(view.changed):
        qtbot.keyClicks(minutes.lineEdit(), "15")
    with qtbot.waitSignal(view.changed) as sent:
        qtbot.keyClick(minutes, Qt.Key.Key_Return)
    assert sent.args == ["session_minutes", 15]


def test_what_was_typed_counts_when_the_screen_is_left(qtbot: QtBot, view: SettingsView):
    minutes = control(view, "Length of a session")
    minutes.setFocus(Qt.FocusReason.TabFocusReason)
    minutes.lineEdit().selectAll()
    qtbot.keyClicks(minutes.lineEdit(), "15")
    with qtbot.waitSignal(view.changed) as sent:
        view.hide()
    assert sent.args == ["session_minutes", 15]


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_T, "test_requested"),
        (Qt.Key.Key_P, "play_requested"),
        (Qt.Key.Key_M, "models_requested"),
        (Qt.Key.Key_Escape, "leave_requested"),
    ],
)
def test_keys_do_what_they_say(qtbot: QtBot, view: SettingsView, key: Qt.Key, signal: str):
    view.show_test(TestModel("Well.", can_play=True))
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(view, key)


@pytest.mark.parametrize(
    ("model", "test", "play", "caption"),
    [
        (REST, True, False, "Play it back"),
        (speak_now(2), False, False, "Play it back"),
        (TestModel("Well.", can_play=True), True, True, "Play it back"),
        (PLAYING, True, True, "Stop"),
    ],
)
def test_each_state_of_the_test_offers_what_can_be_done(
    view: SettingsView, model: TestModel, test: bool, play: bool, caption: str
):
    view.show_test(model)
    buttons = {each.key(): each for each in view.findChildren(KeycapButton)}
    assert (buttons["T"].isEnabled(), buttons["P"].isEnabled(), buttons["P"].caption()) == (test, play, caption)
    assert model.sentence in texts(view)
    assert {command.text: command.enabled for command in view.commands()}["Test the microphone"] == test


def test_the_level_is_asked_for_only_while_a_test_runs(qtbot: QtBot, view: SettingsView):
    view.show_test(speak_now(3))
    with qtbot.waitSignal(view.frame):
        view.show_level(Level(-20.0, -12.0))
    view.show_test(REST)
    assert not view._frames.isActive()


def test_devices_are_looked_for_only_while_the_screen_is_shown(qtbot: QtBot, shown: Shown):
    view = SettingsView()
    assert not view._looks.isActive()
    with qtbot.waitSignal(view.opened):
        shown(view)
    assert (view._looks.isActive(), view._looks.interval()) == (True, LOOK_MS)
    with qtbot.waitSignal(view.left):
        view.hide()
    assert not view._looks.isActive()


def test_the_path_is_copied_whole(qtbot: QtBot, view: SettingsView):
    path = "/" + "long" * 40
    view.show_data(DataModel(path))
    qtbot.keyClick(view, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == path
    assert "Copied" in texts(view)


def test_a_check_can_be_asked_for_and_says_what_it_found(qtbot: QtBot, view: SettingsView):
    with qtbot.waitSignal(view.check_requested):
        qtbot.keyClick(view, Qt.Key.Key_L)
    view.show_check("Checking.", running=True)
    assert not control(view, "Check the library").isEnabled()
    view.show_check("It is.")
    assert control(view, "Check the library").isEnabled()
    assert "It is." in texts(view)


def test_tab_reaches_every_control_and_each_has_a_name(qtbot: QtBot, view: SettingsView):
    view.show_test(TestModel("Well.", can_play=True))
    wanted = {
        each
        for each in view.findChildren(QWidget)
        if isinstance(each, Choice | Number | CheckRow | KeycapButton) and each.isVisible()
    }
    reached: set[QWidget] = set()
    for _ in range(2 * len(wanted)):
        qtbot.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert wanted <= reached
    assert all(each.accessibleName() for each in reached)


def test_every_label_of_a_setting_belongs_to_its_control(view: SettingsView):
    buddies = [label.buddy() for label in view.findChildren(QLabel) if label.buddy()]
    assert {each.accessibleName() for each in buddies} >= {"Microphone", "Loudspeaker", "Appearance", "Time to think"}


def test_no_word_is_cut_off(view: SettingsView):
    for label in view.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.textFormat() == Qt.TextFormat.PlainText
            assert label.height() >= needed, label.text()
