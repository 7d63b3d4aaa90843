"""How the app opens, and what it refuses to open."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cards.library import Library
from desktop.app import OPEN_ALREADY, App
from desktop.clock import now
from desktop.folders import DataFolder
from desktop.instance import FirstInstance, address, raised_first
from desktop.opening import open_library, open_with_deck
from tests.support.desk import rated
from tests.support.disk import small_disk
from tests.support.holder import held
from tests.support.whole_app import PATIENCE_MS, Start, front, press, wait_for_title


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
