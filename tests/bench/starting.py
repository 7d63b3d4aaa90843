"""Process start to a window that takes keys, and memory then: the app, Anki and a bare window, in turns."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from tests.bench.processes import MB
from tests.bench.table import Table
from tests.support.display import virtual_display

ROOT = Path(__file__).parents[2]
PEER = ROOT / "build" / "bench-venv" / "bin"
"""The environment of Anki and of the probe; ``make bench`` makes it from packaging/requirements/bench.txt."""
FROZEN_PROGRAM = ROOT / "dist" / "vivavoce" / "vivavoce"
"""``make bench`` sees to it that it is there."""
OURS, LATER, ANKI, BARE = "Viva Voce", "Viva Voce, second start", "Anki 26.9.3", "bare PySide6 window"
FROZEN = "Viva Voce frozen, second start"
SHARE_OF_ANKI, MOST_MB, SHARE_OF_SOURCE = 0.5, 150, 1.2
_ALL = {
    "QT_QPA_PLATFORM": "xcb",
    # Or an Anki that the developer has open would be asked to show itself, and ours would end at once.
    "ANKI_SINGLE_INSTANCE_KEY": "vivavoce-bench",
}
_ROOT = {"QTWEBENGINE_DISABLE_SANDBOX": "1"}
"""Without it a web view does not run as root, as in a container."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is started; ``command`` makes the command line anew for every run, ``key`` changes what the window shows."""

    name: str
    command: Callable[[], list[str]]
    key: str


@dataclass(frozen=True, slots=True)
class Start:
    """One start: see ``tests/bench/probe.py``. Seconds and bytes."""

    window_s: float
    keys_s: float
    drawn_s: float
    pss: int
    rss: int


def programs(folder: Path) -> list[Program]:
    """Those of the table, with their data under ``folder``."""
    vivavoce, fresh = str(Path(sys.executable).with_name("vivavoce")), count()
    anki = folder / "anki"
    subprocess.run([PEER / "python", "-m", "tests.bench.anki_profile", anki], cwd=ROOT, check=True)
    return [
        Program(OURS, lambda: [vivavoce, "--data-dir", str(folder / f"fresh-{next(fresh)}")], "Tab"),
        Program(LATER, lambda: [vivavoce, "--data-dir", str(folder / "kept")], "Tab"),
        Program(FROZEN, lambda: [str(FROZEN_PROGRAM), "--data-dir", str(folder / "frozen")], "Tab"),
        Program(ANKI, lambda: [str(PEER / "anki"), "-b", str(anki), "-p", "Bench"], "d"),
        Program(BARE, lambda: [sys.executable, str(ROOT / "tests" / "bench" / "bare_window.py")], "Tab"),
    ]


def measure(folder: Path, runs: int) -> Table:
    """Start each program once to warm the disk's cache and its own files, then ``runs`` times in turns."""
    started: dict[str, list[Start]] = {}
    each = programs(folder)
    with virtual_display() as display:
        for run in range(runs + 1):
            for program in each:
                start = _start(program, display, folder / "bytecode")
                if run:
                    started.setdefault(program.name, []).append(start)
    shutil.rmtree(folder)
    return _table(started, runs)


def _start(program: Program, display: str, bytecode: Path) -> Start:
    # Compiled once, by the first start, as where a person runs it; whatever the surroundings say of that.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    order = {
        "display": display,
        "command": program.command(),
        "key": program.key,
        "environment": inherited
        | _ALL
        | (_ROOT if os.geteuid() == 0 else {})
        | {"DISPLAY": display, "PYTHONPYCACHEPREFIX": str(bytecode)},
    }
    probe = subprocess.run(
        [PEER / "python", "-m", "tests.bench.probe"],
        cwd=ROOT,
        input=json.dumps(order, default=str),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if probe.returncode:
        sys.exit(probe.returncode)  # it has said why
    return Start(**json.loads(probe.stdout))


def _table(started: dict[str, list[Start]], runs: int) -> Table:
    def middle(name: str, value: Callable[[Start], float]) -> float:
        return median(map(value, started[name]))

    def ratio(value: Callable[[Start], float]) -> str:
        return f"{middle(FROZEN, value) / middle(LATER, value):.2f}"

    def row(name: str) -> list[str]:
        keys, drawn = middle(name, lambda start: start.keys_s), middle(name, lambda start: start.drawn_s)
        slowest = max(start.keys_s for start in started[name])
        return [
            name,
            f"{middle(name, lambda start: start.window_s):.2f}",
            f"**{keys:.2f}** (at most {slowest:.2f})",
            f"{keys / middle(ANKI, lambda start: start.keys_s):.2f}",
            f"{drawn:.2f}",
            f"{drawn / middle(ANKI, lambda start: start.drawn_s):.2f}",
            f"**{middle(name, lambda start: start.rss) / MB:.0f}**",
            f"{middle(name, lambda start: start.pss) / MB:.0f}",
        ]

    return Table(
        title=f"Start, medians of {runs} starts in turns, disk cache warm",
        command=f"python -m tests.bench start --runs {runs}",
        head=(
            "program",
            "window, s",
            "takes keys, s",
            "of Anki's",
            "all drawn, s",
            "of Anki's",
            "RSS, MB",
            "PSS, MB",
        ),
        rows=[row(name) for name in started],
        note=f"Targets: at most {SHARE_OF_ANKI} of Anki's time, {MOST_MB} MB; frozen at most {SHARE_OF_SOURCE} of the "
        f"source's time, here {ratio(lambda start: start.keys_s)} until it takes keys and "
        f"{ratio(lambda start: start.drawn_s)} until all is drawn. Memory is of the whole process tree, once all is "
        "drawn.",
    )
