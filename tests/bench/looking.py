"""The real window, offscreen, in Review with thousands of answers. Run by tests/bench/reviewing.py.

It is used as a person does: keys in the search field, a click on a row, on a word and on the play button. A time ends
when the frame that shows the result has been painted. The figures come out as one JSON object of lists, in ms.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from re import finditer
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cards.query import Query, parse
from desktop import theme
from desktop.app import App
from desktop.folders import DataFolder
from desktop.review.attempt_view import AttemptView
from desktop.review.view import ReviewView
from tests.bench.processes import weight
from tests.support.sound import SINK

PATIENCE_S = 60.0
LONG_LETTERS = 25_000
OPENINGS = (20, 60, 120)
CLICKS = 6
PLAY_S = 8.0
HEARD_HZ = 48_000
HEARD_FROM = 800
"""Of 32,768: far above the noise of the recording, far below its voice."""


class TooLate(Exception):
    """What was waited for did not come."""


def wait(ready: Callable[[], bool], painted: QWidget | None = None) -> float:
    """Return the moment when ``ready`` held; with ``painted`` the end of the next frame that this widget is in.

    Waits in an event loop of its own, which lets the other threads have the interpreter.
    """
    loop = QEventLoop()
    watch = _Watch(loop, ready, painted)
    loop.exec()
    watch.let_go()
    if not watch.at:
        raise TooLate(f"{painted or ready} after {PATIENCE_S} s")
    return watch.at


def rest(seconds: float) -> None:
    """Let the window do what it has to do."""
    end = time.perf_counter() + seconds
    wait(lambda: time.perf_counter() >= end)


class _Watch(QObject):
    def __init__(self, loop: QEventLoop, ready: Callable[[], bool], painted: QWidget | None) -> None:
        super().__init__()
        self.at = 0.0
        self._loop, self._ready, self._painted = loop, ready, painted
        self._late = QTimer(self, singleShot=True, interval=int(PATIENCE_S * 1000))
        self._late.timeout.connect(loop.quit)
        self._late.start()
        self._looks = QTimer(self, interval=2)
        if painted is None:
            self._looks.timeout.connect(self._look)
            self._looks.start()
        else:
            painted.installEventFilter(self)

    def let_go(self) -> None:
        if self._painted is not None:
            self._painted.removeEventFilter(self)
        self._late.stop()
        self._looks.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A frame begins that shows what was waited for: its end comes before what is queued now."""
        if event.type() == QEvent.Type.Paint and self._ready():
            QTimer.singleShot(0, self, self._done)
        return False

    def _look(self) -> None:
        if self._ready():
            self._done()

    def _done(self) -> None:
        self.at = self.at or time.perf_counter()
        self._loop.quit()


class Monitor:
    """What comes out of the software loudspeaker, heard by ``parec``."""

    def __init__(self) -> None:
        self._heard: list[tuple[float, bytes]] = []
        command = ["parec", "--raw", "--format=s16le", f"--rate={HEARD_HZ}", "--channels=1", "--latency-msec=10"]
        self._process = subprocess.Popen([*command, f"--device={SINK}.monitor"], stdout=subprocess.PIPE)
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout
        while chunk := os.read(self._process.stdout.fileno(), 1 << 14):
            self._heard.append((time.perf_counter(), chunk))

    def first_sound(self, since: float) -> float | None:
        """When the first loud sample after ``since`` came; None if there was none yet."""
        for at, chunk in self._heard[:]:
            samples = memoryview(chunk[: len(chunk) // 2 * 2]).cast("h")
            loud = next((number for number, sample in enumerate(samples) if abs(sample) > HEARD_FROM), None)
            if at > since and loud is not None:
                return at - (len(samples) - loud) / HEARD_HZ
        return None

    def forget(self) -> None:
        self._heard.clear()

    def close(self) -> None:
        self._process.terminate()
        self._thread.join()
        self._process.communicate()


class Visit:
    """One person at Review."""

    def __init__(self, app: App, queries: list[str], typed: list[str]) -> None:
        self._app, self._queries, self._typed = app, queries, typed
        self.ms: dict[str, list[float]] = defaultdict(list)

    def run(self, long: int, openings: list[int]) -> None:
        """Open, search, come to the answer ``long``, hear it; then ``openings`` of others and of that one in turns."""
        wait(lambda: self._app.parts is not None)
        rest(1.0)
        begun = time.perf_counter()
        self._app.window.navigate.emit("review")
        self._review = self._app.window.findChild(ReviewView)
        self._wait_for_list("review opens, first", "", begun)
        for _ in range(3):
            self._come_again()
        for text in self._queries:
            self._search(text)
        for text in self._typed:
            self._type(text)
        self._show_all()
        self._pane = self._app.window.findChild(AttemptView)
        for _ in range(3):
            self._open_long(long)
        self._play()
        if openings:
            self._open_many(long, openings)

    # The list

    @property
    def _list(self) -> Any:  # noqa: ANN401 - Qt's children of a private name are what a bench has to look at
        return self._review._list

    def _wait_for_list(self, name: str, text: str, begun: float) -> None:
        query = parse(text)

        def found() -> bool:
            model = self._review._model
            return model is not None and model.query == query and self._list.rows.lines == model.lines

        shown = wait(found, self._list.viewport())
        self.ms[name].append(1000 * (shown - begun))
        wait(lambda: not getattr(self._review._model, "more", False))
        self.ms[f"{name}: whole"].append(1000 * (max(shown, time.perf_counter()) - begun))
        rest(0.6)  # the answer beside it is opened meanwhile

    def _come_again(self) -> None:
        self._app.window.navigate.emit("today")
        rest(0.5)
        model = self._review._model
        begun = time.perf_counter()
        self._app.window.navigate.emit("review")
        at = wait(lambda: self._review._model is not model, self._list.viewport())
        self.ms["review opens, again"].append(1000 * (at - begun))
        rest(0.6)

    def _search(self, text: str) -> None:
        """Ask as the field does once the keys have rested."""
        self._show_all()
        begun = time.perf_counter()
        self._review._field.show_text(text)
        self._review._field.searched.emit(text)
        self._wait_for_list(f"search {text}", text, begun)

    def _type(self, text: str) -> None:
        """Type the last letter: the keys have to rest first."""
        self._show_all()
        self._review._field.show_text(text[:-1])
        begun = time.perf_counter()
        QTest.keyClick(self._review._field, text[-1])
        self._wait_for_list(f"typed {text}", text, begun)

    def _show_all(self) -> None:
        """From one answer to all of them: what is measured is the way to everything."""
        self._review.query_chosen.emit(parse("heliotrope"))
        wait(lambda: self._review._model.query.text == "heliotrope")
        rest(0.4)
        begun = time.perf_counter()
        self._review.query_chosen.emit(Query())
        self._wait_for_list("search ", "", begun)

    # One answer

    def _pick(self, attempt: int) -> None:
        rows = self._list.rows
        self._list.setCurrentIndex(rows.index(rows.row_of(attempt)))

    def _open_long(self, long: int) -> None:
        self._review.focus_list()
        self._pick(self._list.rows.lines[0].id)
        rest(0.6)
        words, wave = self._pane._words, self._pane._wave
        begun = time.perf_counter()
        self._pick(long)
        at = wait(lambda: words.document().characterCount() > LONG_LETTERS, words.viewport())
        self.ms["long answer: words"].append(1000 * (at - begun))
        at = wait(lambda: wave._wave is not None, wave)
        self.ms["long answer: waveform"].append(1000 * (at - begun))
        rest(0.3)

    def _play(self) -> None:
        """Click on words, each with the sound stopped before, and follow the words for a while."""
        monitor = Monitor()
        try:
            self._click(4, monitor)  # the first stream of a process
            self.ms.pop("click to sound")
            for number in range(CLICKS):
                self._click(200 + 700 * number, monitor)
            self._follow()
        finally:
            monitor.close()

    def _click(self, word: int, monitor: Monitor) -> None:
        words = self._pane._words.toPlainText()
        place = next(islice((found.start() for found in finditer(r"\w+", words)), word, None))
        monitor.forget()
        rest(0.3)
        begun = time.perf_counter()
        self._pane.place_clicked.emit(place)
        wait(lambda: monitor.first_sound(begun) is not None)
        heard = monitor.first_sound(begun)
        self.ms["click to sound"].append(1000 * ((heard or 0.0) - begun))
        self._pane.play_requested.emit()
        rest(0.5)

    def _follow(self) -> None:
        """What a frame costs while it plays: the place is asked for, the word marked, and all of it painted."""
        pane, window = self._pane, self._app.window
        pane._frames.timeout.disconnect(pane.frame)

        def frame() -> None:
            before = pane._words.marks().word
            QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)  # what others left to be painted
            begun = time.perf_counter()
            pane.frame.emit()
            marked = time.perf_counter()
            QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)
            done = time.perf_counter()
            kind = "same word" if pane._words.marks().word == before else "next word"
            self.ms[f"frame, {kind}"].append(1000 * (done - begun))
            self.ms[f"frame, {kind}: unpainted"].append(1000 * (marked - begun))

        pane._frames.timeout.connect(frame)
        pane.play_requested.emit()
        rest(PLAY_S)
        pane.play_requested.emit()
        pane._frames.timeout.disconnect(frame)
        pane._frames.timeout.connect(pane.frame)

    def _open_many(self, long: int, others: list[int]) -> None:
        for number in range(1, max(OPENINGS) + 1):
            attempt = long if number % 10 == 0 else others[number % len(others)]
            self._pick(attempt)
            wait(lambda attempt=attempt: self._pane._model is not None and self._pane._model.attempt == attempt)
            wait(lambda: self._pane._wave._wave is not None)
            if number in OPENINGS:
                rest(0.5)
                self.ms["memory"].append(weight(os.getpid()).rss)


def main() -> int:
    order = json.load(sys.stdin)
    qt = QApplication(["vivavoce"])
    look = theme.install(qt)
    app = App(DataFolder(Path(order["data"])), look)
    app.show()
    visit = Visit(app, order["queries"], order["typed"])
    code = 0
    try:
        visit.run(order["long"], order["openings"])
        json.dump(visit.ms, sys.stdout)
    except TooLate as late:
        sys.stderr.write(f"what was waited for did not come: {late}\n")
        code = 1
    app.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
