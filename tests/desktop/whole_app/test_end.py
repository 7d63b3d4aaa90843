"""That the app always lets go of everything, and what the next run knows of the last."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cards.attempt import Ended
from cards.library import Library
from desktop.app import App
from desktop.clock import now
from desktop.crash import EARLIER
from desktop.folders import DataFolder
from desktop.widgets.banner import Banner
from desktop.widgets.keycap_button import KeycapButton
from tests.support.sound import SoftwareMicrophone
from tests.support.whole_app import Start, front, press, wait_for_title

# What the window remembers


def test_the_window_stands_where_it_stood(qtbot: QtBot, start: Start, folder: DataFolder):
    first = start()
    first.window.resize(880, 650)
    first.window.close()
    assert start().window.size() == QSize(880, 650)


def test_a_crash_of_the_last_run_is_told_once(qtbot: QtBot, start: Start, folder: DataFolder):
    folder.crashes.mkdir()
    report = folder.crashes / "20261121T170001.000000Z.txt"
    report.write_text("a report")
    app = start()
    assert app.window.notices() == (EARLIER.format(path=report),)
    banner = app.window.findChild(Banner)
    copy, dismiss = banner.findChildren(KeycapButton)
    copy.click()
    assert QApplication.clipboard().text() == str(report)
    dismiss.click()
    assert app.window.notices() == ()
    app.window.close()
    assert start().window.notices() == ()


def test_a_crash_that_was_told_when_it_came_is_not_told_again(start: Start, folder: DataFolder):
    app = start()
    folder.crashes.mkdir(exist_ok=True)
    (folder.crashes / "20261121T170001.000000Z.txt").write_text("a report")
    app.bridge.crash.emit("Something went wrong.")
    assert app.window.notices() == ("Something went wrong.",)
    app.window.close()
    assert start().window.notices() == ()


def test_the_path_of_the_data_can_be_copied(start: Start, folder: DataFolder):
    start().window._menus.action("File", "Copy the path of the data folder").trigger()
    assert QApplication.clipboard().text() == str(folder.root)


# Closing


def test_closing_twice_is_closing_once(start: Start):
    app = start()
    app.window.close()
    app.close()
    app.close()


def test_closing_while_the_library_opens(qtbot: QtBot, folder: DataFolder):
    app = App(folder)
    qtbot.addWidget(app.window)
    app.window.show()
    app.open_library()
    app.window.close()
    QApplication.processEvents()
    assert app.parts is None
    Library.open(folder.library, now()).close()


def test_closing_before_anything_was_opened(qtbot: QtBot, folder: DataFolder):
    app = App(folder)
    qtbot.addWidget(app.window)
    app.window.show()
    app.window.close()
    assert not folder.library.exists()


def speaking(qtbot: QtBot, start: Start) -> App:
    app = start()
    press(qtbot, app, Qt.Key.Key_Return)
    wait_for_title(qtbot, app, "Ready")
    press(qtbot, app, Qt.Key.Key_Space)
    wait_for_title(qtbot, app, "Recording")
    return app


@pytest.mark.parametrize("asked", [True, False])
def test_closing_while_somebody_speaks_keeps_the_take(
    qtbot: QtBot, start: Start, folder: DataFolder, microphone: SoftwareMicrophone, asked: bool
):
    app = speaking(qtbot, start)
    if asked:
        app.window.close()
        assert app.window.isVisible()
        press(qtbot, app, Qt.Key.Key_K)
    else:
        app.window.close_unasked()
    with Library.open(folder.library, now()) as library:
        (attempt,) = library.history()
    (take,) = attempt.takes
    assert (take.ended, take.discarded) == (Ended.PERSON, None)
    assert take.samples
    assert (folder.recordings / take.sound).stat().st_size == 44 + 2 * take.samples


def test_closing_can_be_taken_back_while_the_recording_goes_on(
    qtbot: QtBot, start: Start, folder: DataFolder, microphone: SoftwareMicrophone
):
    app = speaking(qtbot, start)
    app.window.close()
    press(qtbot, app, Qt.Key.Key_Escape)
    assert app.window.windowTitle().startswith("Recording")
    app.window.close()
    press(qtbot, app, Qt.Key.Key_D)
    assert not app.window.isVisible()
    with Library.open(folder.library, now()) as library:
        assert library.history() == ()
    assert len(list(folder.discarded.glob("*.wav"))) == 1


def test_what_was_typed_is_an_answer_when_the_app_is_ended(
    qtbot: QtBot, start: Start, folder: DataFolder, microphone: SoftwareMicrophone
):
    app = start()
    press(qtbot, app, Qt.Key.Key_Return)
    wait_for_title(qtbot, app, "Ready")
    press(qtbot, app, Qt.Key.Key_T)
    wait_for_title(qtbot, app, "Typing")
    qtbot.keyClicks(QApplication.focusWidget(), "half a thought")
    app.window.close_unasked()
    with Library.open(folder.library, now()) as library:
        (attempt,) = library.history()
    assert attempt.text == "half a thought"


def test_a_file_that_is_dropped_is_an_answer(
    qtbot: QtBot, start: Start, folder: DataFolder, microphone: SoftwareMicrophone, spoken_answer: Path
):
    app = start()
    press(qtbot, app, Qt.Key.Key_Return)
    wait_for_title(qtbot, app, "Ready")
    front(app).files_chosen.emit((spoken_answer,))
    wait_for_title(qtbot, app, "Ready for the follow-up")
    app.window.close()
    with Library.open(folder.library, now()) as library:
        (attempt,) = library.history()
    assert attempt.seconds > 5
