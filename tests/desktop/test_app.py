"""The whole app with a real library: how it opens, what it refuses, and that it always lets go of everything."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards.attempt import Ended
from cards.library import Library
from desktop.app import OPEN_ALREADY, App
from desktop.clock import now
from desktop.crash import EARLIER
from desktop.folders import DataFolder
from desktop.instance import FirstInstance, address, raised_first
from desktop.opening import open_library, open_with_deck
from desktop.prompts.editor_view import EditorView
from desktop.widgets.banner import Banner
from desktop.widgets.keycap_button import KeycapButton
from tests.support.desk import rated
from tests.support.disk import small_disk
from tests.support.holder import held
from tests.support.sound import SoftwareMicrophone

PATIENCE_MS = 30_000
Start = Callable[..., App]


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


def wait_for_title(qtbot: QtBot, app: App, begins: str) -> None:
    qtbot.waitUntil(lambda: app.window.windowTitle().startswith(begins), timeout=PATIENCE_MS)


def front(app: App) -> QWidget:
    return app.window._stack.currentWidget()


def press(qtbot: QtBot, app: App, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or app.window, key, modifier)


def sentence(app: App) -> str:
    return front(app)._sentence.text()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# Opening


def test_it_opens_to_today(start: Start, folder: DataFolder):
    app = start()
    assert front(app) is app.today
    assert (app.exit_code, app.window.notices()) == (0, ())
    assert folder.library.exists()
    app.close()
    with Library.open(folder.library, now()) as library:
        assert library.search_prompts("tokenizer")


def test_it_opens_again_with_what_was_practised(start: Start, folder: DataFolder):
    start().close()
    library, _ = open_with_deck(folder, now())
    with library:
        rated(library, 1, now())
    app = start()
    assert app.today._headline.text() == "Six prompts, about 25 minutes"


# A library that cannot be opened


@pytest.mark.parametrize("content", [b"", b"no database at all" * 300])
def test_a_damaged_library_is_set_aside_only_when_the_person_says_so(
    qtbot: QtBot, start: Start, folder: DataFolder, content: bytes
):
    folder.library.write_bytes(content)
    (folder.recordings / "20260101T000000Z-F1.a.flac").write_bytes(b"a recording")
    app = start("Library")
    assert "is damaged" in sentence(app)
    assert "your recordings are not affected" in sentence(app)
    assert app.exit_code == 1
    assert folder.library.read_bytes() == content
    press(qtbot, app, Qt.Key.Key_S)
    wait_for_title(qtbot, app, "Today")
    assert app.exit_code == 0
    (aside,) = folder.root.glob("library.damaged-*.sqlite3")
    assert aside.read_bytes() == content
    assert (folder.recordings / "20260101T000000Z-F1.a.flac").read_bytes() == b"a recording"
    app.close()
    with Library.open(folder.library, now()) as library:
        assert library.history() == ()


def test_setting_aside_twice_is_setting_aside_once(qtbot: QtBot, start: Start, folder: DataFolder):
    folder.library.write_bytes(b"")
    app = start("Library")
    problem = front(app)
    for _ in range(3):
        problem.set_aside_requested.emit()
    wait_for_title(qtbot, app, "Today")
    problem.set_aside_requested.emit()  # its library is sound
    app.close()
    assert len(list(folder.root.glob("library.damaged-*"))) == 1
    with Library.open(folder.library, now()) as library:
        assert library.search_prompts("tokenizer")


@pytest.mark.parametrize("remains", ["recordings/a.flac", "library.sqlite3-wal"])
def test_a_library_that_is_gone_is_not_replaced_in_silence(
    qtbot: QtBot, start: Start, folder: DataFolder, remains: str
):
    (folder.root / remains).write_bytes(b"what is left of it")
    app = start("Library")
    assert "is gone although" in sentence(app)
    assert not folder.library.exists()
    press(qtbot, app, Qt.Key.Key_S)
    wait_for_title(qtbot, app, "Today")
    left = [path for path in folder.root.rglob("*") if path.is_file() and path.read_bytes() == b"what is left of it"]
    assert len(left) == 1


def newer(path: Path) -> None:
    open_library(DataFolder(path.parent), now()).close()
    with sqlite3.connect(path) as conn:
        conn.execute(f"PRAGMA user_version = {99 << 16}")
    conn.close()


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE mine (x)")
    conn.close()


@pytest.mark.parametrize(
    ("make", "says"), [(newer, "was written by a newer Viva Voce"), (foreign, "belongs to another program")]
)
def test_a_library_of_others_is_refused_and_not_touched(
    qtbot: QtBot, start: Start, folder: DataFolder, make: Callable[[Path], None], says: str
):
    make(folder.library)
    before = digest(folder.library)
    app = start("Library")
    assert says in sentence(app)
    assert not front(app)._set_aside.isVisible()
    press(qtbot, app, Qt.Key.Key_S)
    press(qtbot, app, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not app.window.isVisible())
    assert (app.exit_code, digest(folder.library)) == (1, before)
    assert {path.name for path in folder.root.iterdir()} == {"library.sqlite3", "recordings"}


def test_a_data_folder_that_cannot_be_written(start: Start, tmp_path: Path):
    with small_disk(tmp_path / "disk", 4_000_000) as disk:
        folder = DataFolder(disk / "data")
        open_library(folder, now()).close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        before = digest(folder.library)
        app = start("Library", folder)
        assert "cannot be written" in sentence(app)
        assert "what is in it is safe" in sentence(app)
        app.close()
        assert digest(folder.library) == before


def test_a_full_disk_is_said(start: Start, tmp_path: Path):
    with small_disk(tmp_path / "disk", 65_536) as disk:
        app = start("Library", DataFolder(disk / "data"))
        assert "is full" in sentence(app)
        app.close()


def test_a_second_start_says_so_and_harms_nothing(start: Start, folder: DataFolder):
    with held(folder.library):
        app = start("Library")
        assert "is open in another Viva Voce, where everything is safe" in sentence(app)
        assert app.exit_code == 3
        assert not front(app)._set_aside.isVisible()
        app.window.close()
        assert app.exit_code == 3
    with Library.open(folder.library, now()) as library:
        assert library.history() == ()


@contextmanager
def another_window(root: Path) -> Iterator[list[str]]:
    """Somebody who listens for a second start, as the window of this data folder does."""
    come: list[str] = []
    first = FirstInstance(address(root), lambda: come.append("come"))
    first.listen()
    yield come
    first.close()


def test_a_window_that_opened_a_moment_ago_is_raised_instead(
    qtbot: QtBot, folder: DataFolder, capsys: pytest.CaptureFixture[str]
):
    with held(folder.library), another_window(folder.root) as come:
        app = App(folder)
        qtbot.addWidget(app.window)
        app.show()
        qtbot.waitUntil(lambda: not app.window.isVisible(), timeout=PATIENCE_MS)
        assert (app.exit_code, come) == (0, ["come"])
    assert capsys.readouterr().err == f"vivavoce: {OPEN_ALREADY}\n"


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_later_start_finds_this_window(qtbot: QtBot, start: Start, folder: DataFolder):
    app = start()
    app.window.showMinimized()
    qtbot.waitUntil(lambda: raised_first(address(folder.root)), timeout=PATIENCE_MS)
    assert not app.window.isMinimized()
    app.close()
    assert not raised_first(address(folder.root))


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


def test_the_window_is_up_before_anything_heavy_is_loaded():
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from desktop import theme\n"
        "from desktop.app import App\n"
        "from desktop.folders import DataFolder\n"
        "qt = QApplication([])\n"
        "theme.install(qt)\n"
        "app = App(DataFolder(Path(sys.argv[1])))\n"
        "app.window.show()\n"
        "heavy = {'numpy', 'sqlite_utils', 'fsrs', 'sounddevice', 'soundfile', 'soxr', 'ctranslate2'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "app.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "/nonexistent"],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "[]\n", done.stderr


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
