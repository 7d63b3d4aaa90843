"""``python -m tests.pictures FOLDER``: every screen of the running app, with a sample library, as pictures.

The app is the real one with its library, recorder and recogniser; only its display and its microphone are of software.
It is driven by keys. Each screen is taken wide and narrow, light and dark, and with the text twice as large.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop import theme
from desktop.app import App
from desktop.clock import now
from desktop.folders import DataFolder
from desktop.widgets.playback_bar import PlaybackBar
from tests.conftest import ANSWER
from tests.pictures.sample import fill
from tests.support.sound import SoftwareMicrophone, speak

ROOT = Path(__file__).parents[2]
VOICES = ROOT / "build" / "voices"
PATIENCE_MS = 60_000
SETTLE_MS, GLANCE_MS = 150, 20
WIDE, NARROW = QSize(1280, 800), QSize(1024, 640)
VARIANTS = (
    ("light", WIDE, "light", 1.0),
    ("dark", WIDE, "dark", 1.0),
    ("narrow-light", NARROW, "light", 1.0),
    ("narrow-dark", NARROW, "dark", 1.0),
    ("large-text", WIDE, "light", 2.0),
    ("narrow-large-text", NARROW, "dark", 2.0),
)


class Sitting:
    """Somebody in front of the app who presses keys and takes pictures."""

    def __init__(self, app: App, look: theme.Look, folder: Path) -> None:
        self._app, self._look, self._folder = app, look, folder
        self._number = 0

    def press(self, *keys: str) -> None:
        """Real key events to whatever has the keyboard."""
        for key in keys:
            sequence = QKeySequence(key)
            QTest.keySequence(self._focus(), sequence)
            QTest.qWait(SETTLE_MS)

    def type(self, text: str) -> None:
        """Letters to whatever has the keyboard."""
        QTest.keyClicks(self._focus(), text)
        QTest.qWait(4 * SETTLE_MS)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._app.window.focusWidget() or self._app.window

    def until(self, phase: str) -> None:
        """Wait until the title says so."""
        self.wait(lambda: self._app.window.windowTitle().startswith(phase), f"the title {phase!r}")

    def wait(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        for _ in range(PATIENCE_MS // GLANCE_MS):
            if true():
                return
            QTest.qWait(GLANCE_MS)
        sys.exit(f"{what} did not come; the window says {self._app.window.windowTitle()!r}")

    def take(self, name: str) -> None:
        """The window, or the sheet over it, in every variant."""
        self._number += 1
        for variant, size, appearance, zoom in VARIANTS:
            self._look.set_appearance(appearance)
            self._look.set_zoom(zoom)
            self._app.window.resize(size)
            QTest.qWait(SETTLE_MS)
            sheet = QApplication.activeModalWidget()
            (sheet or self._app.window).grab().save(str(self._folder / f"{self._number:02d}-{name}-{variant}.png"))
        self._look.set_appearance("light")
        self._look.set_zoom(1.0)
        self._app.window.resize(WIDE)

    def close_sheet(self) -> None:
        """Esc in the sheet."""
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, QDialog):
            QTest.keyClick(sheet, Qt.Key.Key_Escape)
        self._app.window.activateWindow()
        QTest.qWait(SETTLE_MS)


def practise(sitting: Sitting, microphone: SoftwareMicrophone, answer: Path) -> None:
    """From Today through an answer to the summary."""
    sitting.until("Today")
    sitting.take("today")
    sitting.press("Return")
    sitting.until("Ready ")
    sitting.take("ready")
    sitting.press("Space")
    sitting.until("Recording")
    with microphone.saying(answer) as player:
        QTest.qWait(4000)
        sitting.take("recording")
        player.wait()
    sitting.press("Ctrl+Q")
    sitting.take("close-while-recording")
    sitting.press("Esc")
    sitting.press("Space")
    sitting.until("Ready for the follow-up")
    sitting.take("follow-up")
    sitting.press("T")
    sitting.type("At ten times the load I would measure first, and keep the simple model behind a flag.")
    sitting.take("typing")
    sitting.press("Ctrl+Return")
    sitting.until("Reflect")
    QTest.qWait(8000)  # the words of fifteen seconds; a picture without them would do as well
    sitting.take("reflect")
    sitting.press("2")
    sitting.until("Rated")
    sitting.take("rated")
    sitting.press("Return")
    sitting.until("Typing")
    sitting.press("Esc")
    sitting.until("Ready ")
    sitting.press("Esc")
    sitting.until("Summary")
    sitting.take("summary")
    sitting.press("Return")
    sitting.until("Today")


def review(sitting: Sitting, app: App) -> None:
    """What was said, found again and heard."""
    sitting.press("Ctrl+2")
    sitting.until("Review")
    QTest.qWait(1000)
    sitting.take("review")
    sitting.press("Ctrl+F")
    sitting.type('said:"so"')
    sitting.press("Down", "Down", "Return")
    QTest.qWait(1500)
    bar = app.window.findChild(PlaybackBar)
    assert bar is not None
    sitting.press("5")
    QTest.qWait(2500)
    sitting.take("review-search")
    sitting.press("5")
    sitting.press("Ctrl+E")
    sitting.take("export")
    sitting.close_sheet()
    sitting.press("Ctrl+F")
    sitting.type("zeppelin")
    sitting.take("review-nothing-found")
    sitting.press("Esc")


def rest(sitting: Sitting) -> None:
    """Settings and the pages of help."""
    sitting.press("Ctrl+,")
    sitting.until("Settings")
    QTest.qWait(2500)
    sitting.take("settings")
    sitting.press("?")
    sitting.take("shortcuts")
    sitting.close_sheet()
    sitting.press("F1")
    sitting.take("help")
    sitting.close_sheet()


@contextmanager
def sitting_at(qt: QApplication, folder: DataFolder, pictures: Path) -> Iterator[tuple[Sitting, App]]:
    """The app with the library of ``folder``, open until the block ends."""
    look = theme.install(qt)
    app = App(folder, look)
    sitting = Sitting(app, look, pictures)
    app.show()
    app.window.resize(WIDE)
    yield sitting, app
    app.window.close()
    app.close()


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "pictures")
    pictures = parser.parse_args().folder
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vivavoce-pictures-") as name:
        microphone = SoftwareMicrophone(Path(name) / "pulse")
        os.environ.update(microphone.environment)
        microphone.start()
        try:
            answer = speak(ANSWER, Path(name) / "answer.wav")
            sample, empty = DataFolder(Path(name) / "sample"), DataFolder(Path(name) / "empty")
            fill(sample, VOICES, now())
            qt = QApplication(sys.argv[:1])
            with sitting_at(qt, empty, pictures) as (sitting, _):
                sitting.until("Today")
                sitting.take("first-day")
                sitting.press("Ctrl+2")
                sitting.until("Review")
                sitting.take("review-empty")
            with sitting_at(qt, sample, pictures) as (sitting, app):
                practise(sitting, microphone, answer)
                review(sitting, app)
                rest(sitting)
        finally:
            microphone.stop()
    sys.stdout.write(f"{len(list(pictures.glob('*.png')))} pictures in {pictures}\n")


if __name__ == "__main__":
    main()
