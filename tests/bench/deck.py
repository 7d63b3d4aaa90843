"""The deck: reading it, checking it, and checking a file as it is typed, with 188 prompts and with 5,000.

Beside it in the same run what nobody can do without: Python's bare ``tomllib.loads`` of the same files.
"""

import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from statistics import median

from cards.deck import builtin_folder, load_deck
from cards.deck.checking import Check, TextCheck
from cards.deck.reading import read_prompts
from tests.bench.table import Table

MANY = 5000
MOST_FEW_MS, MOST_MANY_MS, MOST_TYPED_MS = 200, 4000, 50
TYPED = "s5-offline-evaluation.toml"


def measure(folder: Path, runs: int) -> Table:
    """Read and check the deck that ships, and many copies of it made under ``folder``, ``runs`` times."""
    few, many = builtin_folder(), folder / "many"
    many.mkdir(parents=True)
    count = len(load_deck(few).prompts)
    copies = _fill(many, count)
    return Table(
        title=f"The deck: {count} prompts, and {copies:,}",
        command=f"python -m tests.bench deck --runs {runs}",
        head=("what", "median, ms", "longest, ms", "times", "target, ms", "bare tomllib, ms"),
        rows=[
            _row(f"{count} prompts read", lambda: load_deck(few), runs, MOST_FEW_MS, few),
            _row(f"{copies:,} prompts read", lambda: load_deck(many), 3, MOST_MANY_MS, many),
            _row(f"{count} prompts checked", lambda: Check(few), runs),
            _row(f"{copies:,} prompts checked", lambda: Check(many, strict=True), 1),
            _row("a file of five prompts checked as it is typed", _typing(few), runs, MOST_TYPED_MS),
        ],
        note="In the program decks are read off the UI thread. The copies have ids of their own, and nothing else: the "
        "check finds each of them to ask the same as another.",
    )


def _fill(folder: Path, count: int) -> int:
    """Write copies of the deck that ships until there are many prompts; returns how many."""
    rounds = -(-MANY // count)
    for number in range(rounds):
        for file in builtin_folder().glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            again = re.sub(r'^id = "(.*)"', rf'id = "\1-{number}"', text, flags=re.MULTILINE)
            (folder / f"{file.stem}-{number}.toml").write_text(again, encoding="utf-8")
    return rounds * count


def _typing(folder: Path) -> Callable[[], object]:
    found, _ = read_prompts(folder)
    check = TextCheck([each for each in found if each.source.file.name != TYPED])
    text = (folder / TYPED).read_text(encoding="utf-8")
    return lambda: check(text, folder / TYPED)


def _row(what: str, work: Callable[[], object], runs: int, target: int = 0, files: Path | None = None) -> list[str]:
    times, bare = [], []
    for _ in range(runs):
        times.append(_timed(work))
        bare += [_timed(lambda: _bare(files))] if files else []
    return [
        what,
        f"**{median(times):.0f}**",
        f"{max(times):.0f}",
        str(runs),
        f"under {target:,}" if target else "",
        f"{median(bare):.0f}" if bare else "",
    ]


def _bare(folder: Path) -> None:
    for file in folder.glob("*.toml"):
        tomllib.loads(file.read_text(encoding="utf-8"))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)
