"""What to practise next at 5,000 prompts and 100,000 reviews: the queue, from one rating to the next prompt, a replay.

Everything is done on a real file with the functions that the screens call, one after the other as they do. Beside it
in the same run Anki's scheduler without its window, over the same log with 5,000 cards.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from cards.attempt import Ticks
from cards.library import Library
from cards.prompt import Prompt
from cards.review import Review
from cards.rounds import Shown
from desktop.agenda import agenda
from desktop.practice.question import question_on
from desktop.rating import store_depth
from desktop.standing import practice_of, terms_for
from scheduler.memory import replayed
from scheduler.queue import session
from tests.bench.recording import percentile
from tests.bench.table import Table
from tests.support.practised_library import TODAY, fill, made_up

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "build/bench-venv/bin/python"
PROMPTS, REVIEWS = 5_000, 100_000
MINUTES = 30
QUEUES, ANSWERS, REPLAYS = 15, 200, 3
QUEUE_EVERY = 10
"""After so many ratings a queue is asked for."""
MOST_QUEUE_MS, MOST_NEXT_MS, MOST_REPLAY_MS = 50, 10, 3_000
MORNING = datetime.combine(TODAY, clock(9), UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was done several times."""

    what: str
    ms: Sequence[float]
    target_ms: int | None = None
    peer_ms: Sequence[float] = ()

    def cells(self) -> list[str]:
        """The row of the table."""
        times, peer = [median(self.ms), percentile(list(self.ms), 0.95)], ["", ""]
        ratio = ""
        if self.peer_ms:
            peer = [_ms(median(self.peer_ms)), _ms(percentile(list(self.peer_ms), 0.95))]
            ratio = f"{median(self.ms) / median(self.peer_ms):.1f}"
        target = "" if self.target_ms is None else f"under {self.target_ms:,}"
        return [self.what, f"**{_ms(times[0])}**", _ms(times[1]), f"{len(self.ms)}", target, *peer, ratio]


def measure(folder: Path) -> Table:
    """Make the library under ``folder``, use it, and let Anki do the same."""
    folder.mkdir(parents=True)
    file, prompts = folder / "library.sqlite3", made_up(PROMPTS)
    with Library.open(file, MORNING) as library:
        fill(library, prompts, reviews=REVIEWS)
        log = library.reviews()
        due = sum(each.due <= TODAY for each in library.schedules().values())
    anki = _anki(prompts, log)
    del log  # a hundred thousand objects would be looked through by every collection of garbage
    rows = [*_first_queues(file, prompts, anki["queue"])]
    with Library.open(file, MORNING) as library:
        rows += [*_ratings(library, prompts, anki), *_replays(library, anki["replay"])]
    return Table(
        title=f"What to practise next, with {PROMPTS:,} prompts and {REVIEWS:,} reviews",
        command="python -m tests.bench scheduling",
        head=("what", "median, ms", "p95, ms", "times", "target, ms", "Anki 26.9.3, ms", "its p95", "ours / Anki"),
        rows=[row.cells() for row in rows],
        note=f"{due:,} prompts are due, {anki['due']:,} of Anki's cards; its limits a day are lifted. Both write to "
        f"the disk before they go on: SQLite with {anki['journal'].upper()} and synchronous {anki['synchronous']} "
        f"(2 is FULL) in Anki, the same here. Anki's queue is built after a change to a card, "
        f"its answer ends with the next question as HTML, its replay is what changed settings do: the memory and date "
        f"of every card from the log. Anki estimates nothing about rounds, topics or dimensions.",
    )


def _first_queues(file: Path, prompts: Sequence[Prompt], anki: Sequence[float]) -> Iterator[Row]:
    """The first of a day: nothing of the log was read before."""
    read: list[float] = []
    planned: list[float] = []
    for _ in range(QUEUES):
        with Library.open(file, MORNING) as library:
            begun = time.perf_counter()
            practice = practice_of(library, prompts, TODAY)
            middle = time.perf_counter()
            session(practice, MINUTES)
            read.append(1000 * (middle - begun))
            planned.append(1000 * (time.perf_counter() - middle))
    whole = [first + second for first, second in zip(read, planned, strict=True)]
    yield Row(f"session of {MINUTES} minutes, the first after the library was opened", whole, MOST_QUEUE_MS, anki)
    yield Row("of it the log read and everything estimated", read)
    yield Row("of it the session put together", planned)


def _ratings(library: Library, prompts: Sequence[Prompt], anki: dict[str, Any]) -> Iterator[Row]:
    """Rate answers one after the other, look at the next prompt as the practice screen does, now and then at Today."""
    rated: list[float] = []
    reflected: list[float] = []
    queued: list[float] = []
    today: list[float] = []
    for number, (prompt, following) in enumerate(pairwise(_some(library, prompts))):
        at, depth = MORNING + timedelta(minutes=number), 1 + number % 4
        attempt = library.write_answer(prompt.id, prompt.constraints[0], at, TODAY, "", "What was said.").attempt
        ticks = Ticks({}, {}, dict.fromkeys(prompt.dimensions, Shown.BETWEEN))
        begun = time.perf_counter()
        terms = terms_for(library, prompt, prompts, TODAY)
        reflected.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
        store_depth(library, attempt, prompt.id, depth, terms=terms, suggested=depth, ticks=ticks, at=at)
        question_on(library, following)
        rated.append(1000 * (time.perf_counter() - begun))
        if number % QUEUE_EVERY == 0:
            queued.append(_timed(lambda: session(practice_of(library, prompts, TODAY), MINUTES)))
        elif number % QUEUE_EVERY == 1:
            today.append(_timed(lambda: agenda(library, prompts, TODAY)))
    yield Row(f"session of {MINUTES} minutes after a rating", queued, MOST_QUEUE_MS, anki["queue"])
    yield Row("the whole of Today's agenda after a rating", today)
    yield Row("from a rating to the next prompt, stored", rated, MOST_NEXT_MS, anki["answer"])
    yield Row("before it, when the reflection opens: what the date is made with", reflected)


def _some(library: Library, prompts: Sequence[Prompt]) -> list[Prompt]:
    """Prompts in the order of a queue, one more than are rated."""
    by_id = {prompt.id: prompt for prompt in prompts}
    planned = session(practice_of(library, prompts, TODAY), ANSWERS * 10)
    return [by_id[item.prompt] for item in (*planned.items, *planned.beyond)][: ANSWERS + 1]


def _replays(library: Library, anki: Sequence[float]) -> Iterator[Row]:
    yield Row("the log read and replayed", _several(lambda: list(replayed(library.reviews()))), MOST_REPLAY_MS, anki)
    yield Row("every row and date compared with a replay (check)", _several(lambda: library.check(replayed)))
    yield Row("all of it stored anew (check --rebuild)", _several(lambda: library.rebuild(replayed)), None, anki)


def _anki(prompts: Sequence[Prompt], log: Sequence[Review]) -> dict[str, Any]:
    places = {prompt.id: place for place, prompt in enumerate(prompts)}
    order = {
        "cards": len(prompts),
        "reviews": [(places[each.prompt], (TODAY - each.study_day).days, each.rating) for each in log],
        "queues": QUEUES,
        "answers": ANSWERS,
        "replays": REPLAYS,
    }
    done = subprocess.run(
        [PEERS, "-m", "tests.bench.anki_scheduling"],
        cwd=ROOT,
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit("Anki did not come to the end")  # it has said why
    return json.loads(done.stdout)


def _several(work: Callable[[], object]) -> list[float]:
    return [_timed(work) for _ in range(REPLAYS)]


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def _ms(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
