"""``python -m tests.pictures [FOLDER [PART ...]]``: every screen of the running app with a sample library, as pictures.

The app is the real one with its library, recorder and recogniser; only its display and its microphone are of software.
It is driven by keys. Each screen is taken wide and narrow, light and dark, and with the text twice as large. Those of
the README are written to ``packaging/pictures`` as well.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import copytree

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QMessageLogContext, QSize, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget

from audio.transcription.models import models_folder
from desktop import theme
from desktop.app import App
from desktop.clock import now
from desktop.folders import DataFolder
from desktop.prompts.pane import PromptPane
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.panel import ScrollColumn
from desktop.widgets.spoken_text import SpokenText
from tests.conftest import ANSWER
from tests.pictures.sample import fill
from tests.support.sound import SoftwareMicrophone, speak

ROOT = Path(__file__).parents[2]
VOICES = ROOT / "build" / "voices"
SHOWN = ROOT / "packaging" / "pictures"
README = {
    "today-1-today-light": "today",
    "practice-4-recording-dark": "practice",
    "practice-10-reflect-light": "reflect",
    "review-4-search-dark": "review",
}
"""Pictures that the README shows, and what they are called there."""
README_PX = 880
PATIENCE_MS = 60_000
SETTLE_MS, GLANCE_MS = 150, 20
AWAY = timedelta(days=4)
WORDS_TO_TERM = 6
WIDE, NARROW = QSize(1280, 800), QSize(1024, 640)
VARIANTS = (
    ("light", WIDE, "light", 1.0),
    ("dark", WIDE, "dark", 1.0),
    ("narrow-light", NARROW, "light", 1.0),
    ("narrow-dark", NARROW, "dark", 1.0),
    ("large-text", WIDE, "light", 2.0),
    ("narrow-large-text", NARROW, "dark", 2.0),
)


def wait(milliseconds: int) -> None:
    """Let the app run meanwhile; its other threads too, which QTest.qWait would hold up."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def pass_on(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Write what Qt says, but for the one thing that is the display's alone."""
    if "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")


class Sitting:
    """Somebody in front of the app who presses keys and takes pictures."""

    def __init__(self, app: App, look: theme.Look, microphone: SoftwareMicrophone, pictures: Path, part: str) -> None:
        self.app, self.microphone = app, microphone
        self._look, self._pictures, self._part = look, pictures, part
        self._number = 0

    def press(self, *keys: str) -> None:
        """Real key events to whatever has the keyboard."""
        for key in keys:
            QTest.keySequence(self._focus(), QKeySequence(key))
            wait(SETTLE_MS)

    def type(self, text: str) -> None:
        """Letters to whatever has the keyboard."""
        QTest.keyClicks(self._focus(), text)
        wait(4 * SETTLE_MS)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.app.window.focusWidget() or self.app.window

    def until(self, phase: str) -> None:
        """Wait until the title says so."""
        self.wait(lambda: self.app.window.windowTitle().startswith(phase), f"the title {phase!r}")

    def wait(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        for _ in range(PATIENCE_MS // GLANCE_MS):
            if true():
                return
            wait(GLANCE_MS)
        sys.exit(f"{what} did not come; the window says {self.app.window.windowTitle()!r}")

    def take(self, name: str, page: QAbstractScrollArea | None = None) -> None:
        """The window, or the sheet over it, in every variant; ``page`` is scrolled to its end."""
        self._number += 1
        for variant, size, appearance, zoom in VARIANTS:
            self._look.set_appearance(appearance)
            self._look.set_zoom(zoom)
            self.app.window.resize(size)
            wait(SETTLE_MS)
            if page is not None:
                page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
            picture = (QApplication.activeModalWidget() or self.app.window).grab()
            picture.save(str(self._pictures / f"{self._part}-{self._number}-{name}-{variant}.png"))
        self._look.set_appearance("light")
        self._look.set_zoom(1.0)
        self.app.window.resize(WIDE)
        wait(SETTLE_MS)

    def take_sheet(self, name: str) -> None:
        """The sheet that has just been opened; then close it."""
        wait(SETTLE_MS)
        self.take(name)
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, QDialog):
            QTest.keyClick(sheet, Qt.Key.Key_Escape)
        self.app.window.activateWindow()
        wait(SETTLE_MS)


def first(sitting: Sitting) -> None:
    """Nothing was ever said."""
    sitting.until("Today")
    sitting.take("today")
    sitting.press("Ctrl+2")
    sitting.until("Review")
    wait(1000)
    sitting.take("review")


def today(sitting: Sitting) -> None:
    """A day among others, and with what it can tell besides."""
    sitting.until("Today")
    sitting.take("today")
    for line in sitting.app.today.findChildren(Disclosure):
        if line.isVisible():
            line.open()
    sitting.take("prompts-that-rest")
    sitting.press("R")
    sitting.until("Reflect")
    wait(1000)
    sitting.take("reflect-unclear-words")
    sitting.press("F")
    sitting.take("reflect-without-fillers")
    sitting.press("F")


def practice(sitting: Sitting) -> None:
    """From Today through an answer to the summary."""
    sitting.until("Today")
    sitting.press("Return")
    sitting.until("Ready ")
    sitting.take("ready")
    sitting.press("P")
    sitting.until("Paused")
    sitting.take("pause")
    sitting.press("Return")
    sitting.until("Ready ")
    _without_microphone(sitting)
    _answer(sitting)
    sitting.app.settings.change(thinking_s=90)
    sitting.press("Return")
    sitting.until("Typing")
    sitting.press("Esc")
    sitting.until("Time to think")
    sitting.take("thinking")
    sitting.press("Esc")
    sitting.until("Summary")
    sitting.take("summary")


def diagnostic(sitting: Sitting) -> None:
    """The six questions, two of them answered, and what comes of that."""
    sitting.until("Today")
    sitting.take("today")
    sitting.press("D")
    sitting.until("Diagnostic")
    sitting.take("begin")
    sitting.press("Return")
    sitting.until("Ready")
    sitting.take("question")
    sitting.press("Space")
    sitting.until("Recording")
    with sitting.microphone.saying(ROOT / "build" / "voices" / "answer.wav") as player:
        player.wait()
    sitting.press("Space")
    sitting.until("Verdict")
    wait(8000)
    sitting.take("verdict")
    sitting.press("3")
    sitting.until("Ready")
    sitting.take("next-question")
    sitting.press("T")
    sitting.until("Typing")
    sitting.type("I would cut by headings, and search by words and by meaning.")
    sitting.press("Ctrl+Return")
    sitting.until("Verdict")
    sitting.press("2")
    sitting.until("Typing")
    sitting.press("Esc")
    sitting.until("Ready")
    sitting.press("Ctrl+Z")
    sitting.until("Verdict")
    sitting.take("verdict-taken-back")
    sitting.press("1")
    sitting.until("Ready")
    sitting.press("Esc")
    sitting.until("Diagnostic")
    sitting.take("left")
    sitting.press("R")
    sitting.until("Where to begin")
    for line in sitting.app.window.screen_named("route").findChildren(Disclosure):
        line.open()
    sitting.take("route")
    sitting.take("route-below", sitting.app.window.screen_named("route").findChild(ScrollColumn))
    sitting.press("Return")
    sitting.until("Today")
    sitting.take("today-after")


def _without_microphone(sitting: Sitting) -> None:
    sitting.microphone.unplug()
    sitting.press("L")
    sitting.until("No microphone")
    sitting.take("no-microphone")
    sitting.microphone.plug()
    sitting.press("Space")
    sitting.until("Ready ")


def _answer(sitting: Sitting) -> None:
    sitting.press("Space")
    sitting.until("Recording")
    with sitting.microphone.saying(ROOT / "build" / "voices" / "answer.wav") as player:
        wait(6000)
        sitting.take("recording")
        player.wait()
    sitting.press("Ctrl+Q")
    sitting.take("close-while-recording")
    sitting.press("Esc")
    sitting.press("Space")
    sitting.until("Ready for the follow-up")
    sitting.take("follow-up")
    sitting.press("T")
    sitting.take("typing-nothing-yet")
    sitting.type("At ten times the load I would measure first, and keep the simple model behind a flag.")
    sitting.take("typing")
    sitting.press("Ctrl+Return")
    sitting.until("Reflect")
    sitting.take("reflect-words-on-their-way")
    wait(8000)  # the words of fifteen seconds; a picture without them would do as well
    sitting.take("reflect")
    sitting.press("2")
    sitting.until("Rated")
    sitting.take("rated")


def review(sitting: Sitting) -> None:
    """What was said, found again and heard; deleted and brought back."""
    sitting.until("Today")
    sitting.press("Ctrl+2")
    sitting.until("Review")
    wait(1000)
    sitting.take("review")
    sitting.press("Down")
    wait(1000)
    words = sitting.app.window.screen_named("review").findChild(SpokenText)
    words.setFocus()
    sitting.press(*(("Right",) * WORDS_TO_TERM))
    sitting.take("repaired-term")
    sitting.press("F")
    sitting.take("without-fillers")
    sitting.press("F")
    sitting.press("Ctrl+F")
    sitting.type('said:"because"')
    sitting.press("Down", "Down")
    wait(1500)
    sitting.press("5")
    wait(2500)
    sitting.take("search")
    sitting.press("5")
    sitting.press("Ctrl+E")
    sitting.take_sheet("export")
    sitting.press("Ctrl+F", "Ctrl+A")
    sitting.type("zeppelin")
    sitting.take("nothing-found")
    sitting.press("Return")
    wait(1000)
    sitting.press("Shift+Down", "Shift+Down")
    wait(1000)
    sitting.take("several")
    sitting.press("Delete")
    wait(1000)
    sitting.take("deleted")
    sitting.press("Ctrl+T")
    wait(1500)
    sitting.take("trash")
    sitting.press("Shift+Delete")
    sitting.take("empty-the-trash")


def prompts(sitting: Sitting) -> None:
    """The deck: looked through, read, and a prompt of one's own written."""
    sitting.until("Today")
    sitting.press("Ctrl+3")
    sitting.until("Prompts")
    wait(1000)
    sitting.take("prompts")
    pane = sitting.app.window.screen_named("prompts").findChild(PromptPane)
    sitting.press("A")
    sitting.take("strong-answer")
    sitting.press("A")
    sitting.take("facts-and-own-words", pane.findChild(ScrollColumn))
    sitting.press("Ctrl+F")
    sitting.type("state:new round:coding batch")
    sitting.take("search")
    sitting.press("Down")
    wait(500)
    sitting.press("E")
    sitting.until("Editing a prompt")
    wait(1500)
    sitting.take("editor")
    sitting.type("[[")
    wait(1500)
    sitting.take("editor-to-mend")
    sitting.press("Esc")
    sitting.take("editor-unsaved")
    sitting.press("D")
    sitting.until("Prompts")
    sitting.press("Ctrl+F", "Ctrl+A")
    sitting.type("zeppelin")
    sitting.take("nothing-found")
    sitting.press("Return")
    wait(500)
    sitting.press("N")
    sitting.until("Editing a prompt")
    wait(1500)
    sitting.take("new")


def settings(sitting: Sitting) -> None:
    """Settings and the pages of help."""
    sitting.until("Today")
    for name, show in (
        ("shortcuts", sitting.app.window.show_shortcuts),
        ("help", sitting.app.window.show_help),
        ("about", sitting.app.window.show_about),
    ):
        show()
        sitting.take_sheet(name)
    sitting.press("Ctrl+,")
    sitting.until("Settings")
    wait(2500)
    sitting.take("settings")
    page = sitting.app.window.screen_named("settings").findChild(ScrollColumn)
    sitting.take("settings-below", page)
    sitting.press("M")
    sitting.until("Speech models")
    wait(2500)
    sitting.take("models")
    models = sitting.app.window.screen_named("models")
    models.set_folder(str(models_folder() / "base"))
    wait(1000)
    sitting.take("models-a-folder", models.findChild(ScrollColumn))


def waiting(sitting: Sitting) -> None:
    """Words that come only when they are asked for."""
    sitting.app.settings.change(transcribe="when_asked")
    sitting.until("Today")
    sitting.press("Return")
    sitting.until("Ready ")
    sitting.press("Space")
    sitting.until("Recording")
    wait(3000)
    sitting.press("Space")
    sitting.until("Ready for the follow-up")
    sitting.press("S")
    sitting.until("Reflect")
    sitting.take("reflect")
    sitting.press("2")
    sitting.until("Rated")
    sitting.take("rated")
    sitting.press("Esc")
    sitting.until("Summary")
    sitting.press("Return")
    sitting.until("Today")
    sitting.take("today")


def away(sitting: Sitting) -> None:
    """A short way back in after some days."""
    sitting.until("Today")
    sitting.take("today")


def problem(sitting: Sitting) -> None:
    """A library that cannot be read."""
    sitting.until("Library")
    sitting.take("damaged-library")


PARTS: dict[str, Callable[[Sitting], None]] = {
    each.__name__: each
    for each in (first, diagnostic, today, practice, review, prompts, settings, waiting, away, problem)
}


def folders(root: Path, parts: list[str]) -> dict[str, DataFolder]:
    """Return a data folder for each part, as it has to be before the app opens it."""
    found = {part: DataFolder(root / part) for part in parts}
    sample = DataFolder(root / "sample")
    fill(sample, VOICES, now())
    for part in set(parts) & {"today", "practice", "review", "prompts", "settings", "waiting"}:
        copytree(sample.root, found[part].root)
    if "away" in parts:
        fill(found["away"], VOICES, now() - AWAY)
    if "problem" in parts:
        found["problem"].root.mkdir(parents=True)
        found["problem"].library.write_bytes(b"This is no library." * 1000)
    return found


@contextmanager
def opened(folder: DataFolder, look: theme.Look) -> Iterator[App]:
    """The app with the library of ``folder``, open until the block ends."""
    app = App(folder, look)
    app.show()
    app.window.resize(WIDE)
    yield app
    app.window.close_unasked()
    app.close()


def show_in_readme(pictures: Path) -> None:
    """Copy the pictures of the README, smaller: there they are looked at beside words."""
    SHOWN.mkdir(parents=True, exist_ok=True)
    for taken, shown in README.items():
        picture = QImage(str(pictures / f"{taken}.png"))
        if not picture.isNull():
            small = picture.scaledToWidth(README_PX, Qt.TransformationMode.SmoothTransformation)
            small.convertToFormat(QImage.Format.Format_RGB888).save(str(SHOWN / f"{shown}.png"), quality=0)


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "pictures")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none is given")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts, pictures = asked.parts or list(PARTS), asked.folder
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vivavoce-pictures-") as name:
        microphone = SoftwareMicrophone(Path(name) / "pulse")
        os.environ.update(microphone.environment)
        microphone.start()
        try:
            found = folders(Path(name), parts)
            speak(ANSWER, VOICES / "answer.wav")
            qInstallMessageHandler(pass_on)
            look = theme.install(QApplication(sys.argv[:1]))
            for part in parts:
                with opened(found[part], look) as app:
                    PARTS[part](Sitting(app, look, microphone, pictures, part))
        finally:
            microphone.stop()
    show_in_readme(pictures)
    sys.stdout.write(f"{len(list(pictures.glob('*.png')))} pictures in {pictures}\n")


if __name__ == "__main__":
    main()
