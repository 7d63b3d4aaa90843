"""The real window, offscreen, through one long answer, with a heartbeat in its thread. Run by tests/bench/recording.py.

Keys are pressed as a person would. What happens is said on the standard output, one JSON object a line; the last one
holds the figures.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from audio.events import Event, Failed, Grown, Phase, TakeEnded, TakeStarted
from audio.wav import RATE_HZ
from desktop import theme
from desktop.app import App
from desktop.folders import DataFolder
from desktop.progress import Progress

BEAT_MS = 10
LOOK_MS = 50
SETTLE_S = 1.0
PATIENCE_S = 120.0
"""For every step but the answer itself."""


class Heartbeat(QTimer):
    """Beats every 10 ms in the window's thread; ``gaps`` are the seconds between beats."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
        self.gaps: list[float] = []
        self._last = 0.0
        self.timeout.connect(self._beat)

    def begin(self) -> None:
        self._last = time.perf_counter()
        self.start()

    def take(self) -> list[float]:
        """Return the gaps so far and begin anew."""
        gaps, self.gaps = self.gaps, []
        return gaps

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now


class Answer(QObject):
    """Plays one answer of so many seconds; ``finished`` is called when its words are complete."""

    def __init__(self, app: App, seconds: float, finished: Callable[[], None]) -> None:
        super().__init__()
        self._app, self._seconds, self._finished = app, seconds, finished
        self._heartbeat = Heartbeat(self)
        self._grown: list[tuple[float, int]] = []
        self._started = False
        self._ended: TakeEnded | None = None
        app.bridge.recorder.connect(self._hear)
        self._script = self._steps()
        self._wanted: Callable[[], bool] = bool
        self._until = 0.0
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._advance()
        self._looking.start()

    def _hear(self, event: Event) -> None:
        match event:
            case TakeStarted():
                self._started = True
            case Grown(samples=samples):
                self._grown.append((time.monotonic(), samples))
            case TakeEnded():
                self._ended = event
            case Failed(error):
                give_up(str(error))

    def _look(self) -> None:
        if self._wanted():
            self._advance()
        elif time.monotonic() > self._until:
            give_up("the app waits for something that does not come")

    def _advance(self) -> None:
        wanted = next(self._script, None)
        if wanted is None:
            self._looking.stop()
            self._finished()
        else:
            self._wanted, self._until = wanted, time.monotonic() + PATIENCE_S + self._seconds

    def _steps(self) -> Iterator[Callable[[], bool]]:
        """What the person does; between the steps stands what they wait for."""
        yield lambda: self._app.parts is not None
        yield self._pause(SETTLE_S)
        say("ready")
        self._press(Qt.Key.Key_Return)
        yield self._listening
        yield self._pause(SETTLE_S)
        self._press(Qt.Key.Key_Space)
        yield lambda: self._started
        say("recording")
        self._heartbeat.begin()
        yield self._pause(self._seconds)
        stopped = time.monotonic()
        self._press(Qt.Key.Key_Space)
        yield lambda: self._ended is not None
        during = self._heartbeat.take()
        say("stopped")
        yield lambda: self._progress().complete
        until_text = time.monotonic() - stopped
        self._heartbeat.stop()
        yield self._pause(SETTLE_S)  # the FLAC is written meanwhile
        say("settled", **self._figures(), during=during, after=self._heartbeat.take(), until_text_s=until_text)

    @staticmethod
    def _pause(seconds: float) -> Callable[[], bool]:
        end = time.monotonic() + seconds
        return lambda: time.monotonic() >= end

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._app.window, key)

    def _listening(self) -> bool:
        return self._app.parts is not None and self._app.parts.sound.recorder.status.phase is Phase.LISTENING

    def _progress(self) -> Progress:
        """Of the one take there is; the library counts from one."""
        return self._app.parts.transcribing.progress(1) if self._app.parts else Progress()

    def _figures(self) -> dict[str, object]:
        (begun, first), (ended, last) = self._grown[0], self._grown[-1]
        return {
            "overflows": self._ended.overflows if self._ended else None,
            "recorded_s": self._ended.samples / RATE_HZ if self._ended else 0.0,
            "share_recorded": (last - first) / RATE_HZ / (ended - begun),
            "text": self._progress().text,
        }


def say(what: str, **more: object) -> None:
    """Tell who started this."""
    sys.stdout.write(json.dumps({"what": what, **more}) + "\n")
    sys.stdout.flush()


def give_up(why: str) -> None:
    """Say why on the error output, and end with 1."""
    sys.stderr.write(f"{why}\n")
    QApplication.exit(1)


def main() -> int:
    data, seconds = Path(sys.argv[1]), float(sys.argv[2])
    qt = QApplication(["vivavoce"])
    theme.install(qt)
    app = App(DataFolder(data))
    app.show()
    answer = Answer(app, seconds, qt.quit)
    code = qt.exec()
    answer.deleteLater()
    app.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
