"""The Prompts screen with the deck that ships, and with 5,000 prompts of one's own beside it.

The real app is used in a process of its own, offscreen; a time ends when the frame that shows the result is painted.
"""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench import deck
from tests.bench.table import Table

ROOT = Path(__file__).parents[2]
MOST_OPEN_MS, MOST_FRAME_MS = 300, 50
TYPED = ("cache", "state:new round:coding", "the")
WALKED = 12
PATIENCE_S = 60.0
Milliseconds = dict[str, list[float]]


def measure(folder: Path, runs: int) -> Table:
    """Look through the prompts ``runs`` times in data folders made under ``folder``."""
    many = folder / "many" / "decks"
    many.mkdir(parents=True)
    deck._fill(many, len(deck.load_deck(deck.builtin_folder()).prompts))
    few_ms, many_ms = _visits(folder / "few", runs), _visits(many.parent, 1)
    return Table(
        title="Prompts: the deck that ships, and 5,000 more",
        command=f"python -m tests.bench prompts --runs {runs}",
        head=("what", "median, ms", "longest, ms", "with 5,000, longest, ms", "target, ms"),
        rows=[_row(what, few_ms[what], many_ms[what]) for what in few_ms],
        note="The first opening includes loading the modules of the screen. Typing is measured from where the text has "
        "settled, 120 ms after the last key. The targets are those of the deck that ships.",
    )


def _row(what: str, few: list[float], many: list[float]) -> list[str]:
    target = f"under {MOST_OPEN_MS}" if what.startswith("opened") else f"under {MOST_FRAME_MS}"
    return [what, f"**{median(few):.0f}**", f"{max(few):.0f}", f"{max(many):.0f}", target]


def _visits(data: Path, runs: int) -> Milliseconds:
    found: Milliseconds = defaultdict(list)
    for _ in range(runs):
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.bench.browsing", str(data)]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
        for what, times in json.loads(done.stdout).items():
            found[what] += times
    return found


def main() -> None:
    """Open the app on the data folder that is named, look through its prompts, print the times."""
    # Only this process needs Qt.
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from desktop import theme  # noqa: PLC0415
    from desktop.app import App  # noqa: PLC0415
    from desktop.folders import DataFolder  # noqa: PLC0415

    def wait(ready: Callable[[], object]) -> None:
        loop, late = QEventLoop(), time.perf_counter() + PATIENCE_S
        looks = QTimer(interval=1)
        looks.timeout.connect(lambda: loop.quit() if ready() or time.perf_counter() > late else None)
        looks.start()
        loop.exec()

    app = App(DataFolder(Path(sys.argv[1])), theme.install(QApplication(["vivavoce"])))
    app.show()
    wait(lambda: app.parts is not None)
    found: Milliseconds = defaultdict(list)

    def timed(what: str, work: Callable[[], object], ready: Callable[[], object]) -> None:
        begun = time.perf_counter()
        work()
        wait(ready)
        app.window.grab()
        found[what].append(1000 * (time.perf_counter() - begun))

    def shown() -> bool:
        return screen()._model is not None and screen().pane.model is not None

    def screen():
        return app.window.screen_named("prompts")

    timed("opened for the first time", lambda: app.window.show_screen("prompts"), shown)
    app.window.show_screen("today")
    timed("opened again", lambda: app.window.show_screen("prompts"), shown)
    for text in (*TYPED, ""):
        timed("typed text looked for", lambda text=text: screen().search_requested.emit(text), lambda: True)
    for row in range(1, WALKED):
        prompts = screen()._list
        prompts.setCurrentIndex(prompts.rows.index(row))
        timed("a prompt shown beside the list", prompts.pick_now, lambda: True)
    json.dump(found, sys.stdout)
    app.window.close_unasked()
    app.close()


if __name__ == "__main__":
    main()
