"""The figures of the speech bench: what is measured, ours, the others', the aim, and whether it is met."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from audio.transcription.models import located
from tests.bench.table import Table

HEAD = ("figure", "model", "ours", "others, same run", "aim", "met")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. ``met`` is None where nothing is aimed at; ``detail`` goes into the JSON file alone."""

    name: str
    model: str
    ours: str
    others: Mapping[str, str]
    aim: str = ""
    met: bool | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    def cells(self) -> list[str]:
        """As a row of the table."""
        others = "; ".join(f"{name} {value}" for name, value in self.others.items())
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return [self.name, self.model, f"**{self.ours}**", others, self.aim, met]

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked of a run, and where its files go."""

    folder: Path
    models: tuple[str, ...]
    clips: Path | None
    only: tuple[str, ...]
    quick: bool
    minutes: tuple[float, ...]
    real_time_s: float
    stops: int
    seed: int
    log: Callable[[str], None]

    def model(self, name: str) -> Path:
        """The folder of a model; raises as ``located`` does."""
        return located(name)


class Stopwatch:
    """Says on the error output what is being measured and how long it took."""

    def __init__(self, log: Callable[[str], None]) -> None:
        self._log = log

    def __call__(self, name: str, measure: Callable[[], Sequence[Figure]]) -> list[Figure]:
        begun = time.monotonic()
        figures = list(measure())
        self._log(f"{name}: {time.monotonic() - begun:.0f} s")
        return figures


def table(figures: Sequence[Figure], command: str, note: str) -> Table:
    """All figures as Markdown."""
    return Table("Words of spoken answers", command, HEAD, [figure.cells() for figure in figures], note)
