"""A library of years of ratings, made in seconds and the same way every time: for measuring readings of the log.

    python -m tests.support.practised_library FOLDER [--prompts 5000] [--reviews 100000] [--days 730]

writes the library of a data folder. Its prompts are made up and have no words; its dates follow from its reviews.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from cards.diagnostic import QUESTIONS, Result
from cards.library import Library
from cards.library.rows import REVIEW, REVIEW_VALUES, review_row, schedule_row, utc_text
from cards.prompt import Prompt
from cards.review import Memory, Move, Review, Schedule
from cards.rounds import ROUNDS, Round, Shown
from scheduler.memory import replayed

TODAY = date(2026, 11, 21)
"""A Saturday; the last review was the day before."""
TOPICS = 25
"""A round."""
_NOTHING = Schedule(Memory(1.0, 5.0), date.min, date.min, 0, 0)
_REVIEW = f"INSERT INTO reviews (id, {REVIEW}) VALUES (:id, {REVIEW_VALUES})"  # noqa: S608 - constants
_SCHEDULE = "INSERT INTO schedules VALUES (:prompt, :stability, :difficulty, :last_day, :due, :reviews, :lapses)"
_ATTEMPT = """
    INSERT INTO attempts (id, prompt, constraint_text, at_utc, utc_offset_s, study_day, follow_up)
    VALUES (?, ?, ?, ?, 0, ?, ?)
"""
_TAKE = """
    INSERT INTO takes (attempt, position, question, started_utc, utc_offset_s, samples, ended)
    VALUES (?, 0, '', ?, 0, 0, 'person')
"""
_TICK = "INSERT INTO ticks VALUES (?, 'dimension', ?, ?)"
_DIAGNOSIS = "INSERT INTO diagnostics VALUES (?, ?, ?, ?, 0, ?)"


def made_up(count: int = 5_000) -> tuple[Prompt, ...]:
    """So many prompts, the four rounds in turn, each round with its topics in turn."""
    rounds = list(Round)
    return tuple(_prompt(number, rounds[number % len(rounds)]) for number in range(count))


def fill(library: Library, prompts: Sequence[Prompt], *, reviews: int = 100_000, days: int = 730) -> None:
    """Put ratings into a new library, in one transaction: as many a day, until the day before ``TODAY``.

    All but the last tenth of ``prompts`` are answered, typed, at random; every rating has its four dimensions. Before
    them come the six questions of the diagnostic, each as an attempt of its own.
    """
    library.sync_prompts(prompts, complete=True)
    dice = random.Random(20261121)
    logged = _logged(_drafts(dice, prompts[: -len(prompts) // 10], reviews, days))
    dimensions = {prompt.id: prompt.dimensions for prompt in prompts}
    shown = [each.value for each in Shown]
    with library._transaction() as db:
        conn = db.conn
        _diagnose(library, prompts, logged[0].at)
        conn.executemany(_ATTEMPT, (_attempt(review) for review in logged))
        conn.executemany(_TAKE, ((review.attempt, utc_text(review.at)) for review in logged))
        conn.executemany(
            _TICK, ((each.attempt, name, dice.choice(shown)) for each in logged for name in dimensions[each.prompt])
        )
        conn.executemany(_REVIEW, (review_row(each) | {"id": number} for number, each in enumerate(logged, start=1)))
        stands = {review.prompt: review.after for review in logged}
        conn.executemany(_SCHEDULE, (schedule_row(*each) for each in stands.items()))


@dataclass(slots=True)
class _Turns:
    """Gives the prompts in turn, in another order every time: nobody is asked the same thing twice in a row."""

    dice: random.Random
    prompts: Sequence[Prompt]

    def __iter__(self) -> Iterator[Prompt]:
        while True:
            yield from self.dice.sample(self.prompts, len(self.prompts))


def _drafts(dice: random.Random, prompts: Sequence[Prompt], count: int, days: int) -> Iterator[Review]:
    turns = iter(_Turns(dice, prompts))
    first = TODAY - timedelta(days=days)
    for number in range(count):
        prompt, day = next(turns), first + timedelta(days=number * days // count)
        at = datetime.combine(day, time(9), UTC) + timedelta(minutes=number % (count // days + 1))
        depth = dice.choices((1, 2, 3, 4), (2, 5, 6, 2))[0]
        attempt = len(QUESTIONS) + 1 + number
        yield Review(attempt, prompt.id, at, day, depth, depth, depth, True, None, _NOTHING, 0.85)


def _logged(drafts: Iterator[Review]) -> list[Review]:
    entries: list[Review | Move] = list(replayed(drafts))
    return [each for each in entries if isinstance(each, Review)]


def _attempt(review: Review) -> tuple[object, ...]:
    follow_up = f"And if {review.attempt % 3}?"
    constraint = f"under {review.attempt % 2}"
    return review.attempt, review.prompt, constraint, utc_text(review.at), review.study_day.isoformat(), follow_up


def _diagnose(library: Library, prompts: Sequence[Prompt], at: datetime) -> None:
    rows = enumerate(zip(QUESTIONS.values(), prompts, strict=False), start=1)
    for number, (question, prompt) in rows:
        attempt = replace(_ASKED, attempt=number, prompt=prompt.id, at=at, study_day=at.date())
        library._db.execute(_ATTEMPT, _attempt(attempt))
        library._db.execute(_TAKE, [number, utc_text(at)])
        result = list(Result)[number % len(Result)].value
        library._db.execute(_DIAGNOSIS, [number, question.id, result, utc_text(at), at.date().isoformat()])


_ASKED = Review(0, "", datetime.min.replace(tzinfo=UTC), date.min, None, 1, 1, True, None, _NOTHING, 0.85)


def _prompt(number: int, round_: Round) -> Prompt:
    return Prompt(
        id=f"P{number}.a",
        round=round_,
        topic=f"topic {number // len(Round) % TOPICS}",
        title=f"Prompt {number}",
        decision=f"What do you decide in case {number}?",
        constraints=("under 0", "under 1"),
        follow_ups=("And if 0?", "And if 1?", "And if 2?"),
        key_points=(),
        failure="stale",
        wrong_claim="always",
        model_answer="It depends.",
        seconds=(120, 180, 240)[number % 3],
        follow_up_seconds=45,
        target_depth=3,
        dimensions=tuple(each.id for each in ROUNDS[round_].dimensions),
        year=2026,
    )


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prompts", type=int, default=5_000)
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=730)
    options = parser.parse_args()
    with Library.open(options.folder / "library.sqlite3", datetime.combine(TODAY, time(9), UTC)) as library:
        fill(library, made_up(options.prompts), reviews=options.reviews, days=options.days)


if __name__ == "__main__":
    _main()
