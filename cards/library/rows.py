"""Between values and rows: moments, study days, schedules, reviews, takes, transcripts."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any, TypeVar

from cards.attempt import Ended, Gap, TakeRecord, Transcript, Word
from cards.review import Memory, Review, Schedule

Row = dict[str, Any]
R = TypeVar("R")
T = TypeVar("T")
_SCHEDULE = ("stability", "difficulty", "last_day", "due", "reviews", "lapses")
SCHEDULE = ", ".join(_SCHEDULE)
"""The columns of ``schedule_of``."""
_REVIEW = (
    "attempt", "prompt", "at_utc", "utc_offset_s", "study_day", "suggested_depth", "depth", "rating", "affects_memory",
    *(f"before_{column}" for column in _SCHEDULE), *(f"after_{column}" for column in _SCHEDULE),
    "desired_retention", "day", "lifted", "shift",
)  # fmt: skip
REVIEW = ", ".join(_REVIEW)
"""The columns of ``review_of``."""
REVIEW_VALUES = ", ".join(f":{column}" for column in _REVIEW)
"""The values of ``review_row`` for an INSERT into them."""
UNREADABLE = (ValueError, TypeError, ArithmeticError)
"""What comes of a value that nothing here ever wrote: no date, a lone NULL, a number out of range."""


class Unreadable(Exception):
    """A row holds something that nothing here ever wrote; the text says which row."""


def read(value_of: Callable[[R], T], row: R, name: str) -> T:
    """The value of ``row``. Raises Unreadable, with ``name`` for the row."""
    try:
        return value_of(row)
    except UNREADABLE as error:
        raise Unreadable(f"{name} cannot be read") from error


def read_all(value_of: Callable[[R], T], rows: Iterable[R], name_of: Callable[[R], str]) -> list[T]:
    """The values of many rows. Raises Unreadable, with what ``name_of`` says of the row."""
    found = []
    with _nothing_to_collect():
        for row in rows:
            try:
                found.append(value_of(row))
            except UNREADABLE as error:
                raise Unreadable(f"{name_of(row)} cannot be read") from error
    return found


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Values in great number and none of them garbage: the collector would go through all of them again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def utc_text(moment: datetime) -> str:
    """ISO text in UTC with microseconds always, so that texts sort as moments do. The moment must be aware."""
    _offset(moment)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def offset_s(moment: datetime) -> int:
    """The moment's UTC offset in whole seconds, the part that UTC text alone would lose."""
    return round(_offset(moment).total_seconds())


def moment_of(text: str, offset: int) -> datetime:
    """The aware moment with the offset it was stored with."""
    return datetime.fromisoformat(text).astimezone(_zone(offset))


@cache
def _zone(offset: int) -> timezone:
    return timezone(timedelta(seconds=offset))


def moment_or_none(text: str | None, offset: int | None) -> datetime | None:
    """As ``moment_of``, None for a moment that never was."""
    return None if text is None or offset is None else moment_of(text, offset)


def schedule_row(prompt: str, schedule: Schedule) -> Row:
    """The cache row of ``prompt``."""
    return {"prompt": prompt, **_schedule_columns("", schedule)}


def schedule_of(row: Sequence[Any]) -> Schedule | None:
    """The schedule in the columns of SCHEDULE; None where they are empty."""
    stability, difficulty, last_day, due, reviews, lapses = row
    if stability is None:
        return None
    memory = Memory(stability, difficulty)
    return Schedule(memory, date.fromisoformat(last_day), date.fromisoformat(due), reviews, lapses)


def review_row(review: Review) -> Row:
    """The row of the review log that gives back an equal review."""
    return {
        "attempt": review.attempt,
        "prompt": review.prompt,
        "at_utc": utc_text(review.at),
        "utc_offset_s": offset_s(review.at),
        "study_day": review.study_day.isoformat(),
        "suggested_depth": review.suggested_depth,
        "depth": review.depth,
        "rating": review.rating,
        "affects_memory": review.affects_memory,
        **_schedule_columns("before_", review.before),
        **_schedule_columns("after_", review.after),
        "desired_retention": review.desired_retention,
        "day": (review.counted_day or review.study_day).isoformat(),
        "lifted": review.lifted,
        "shift": review.shift,
    }


def review_of(row: Sequence[Any]) -> Review:
    """The review in the columns of REVIEW, as it was added. A log has many: no dictionary is made of a row."""
    attempt, prompt, at_utc, offset, study_day, suggested, depth, rating, affects_memory = row[:9]
    retention, day, lifted, shift = row[21:]
    before, after = schedule_of(row[9:15]), schedule_of(row[15:21])
    if after is None:
        raise ValueError("a review leaves a schedule")  # the table forbids it
    return Review(
        attempt,
        prompt,
        moment_of(at_utc, offset),
        date.fromisoformat(study_day),
        suggested,
        depth,
        rating,
        affects_memory == 1,
        before,
        after,
        retention,
        None if day == study_day else date.fromisoformat(day),
        lifted == 1,
        shift,
    )


def transcript_row(take: int, transcript: Transcript) -> Row:
    """The row of the transcript of ``take``."""
    words = [[word.word, word.start, word.end, word.probability] for word in transcript.words]
    return {
        "take": take,
        "model": transcript.model,
        "text": transcript.text,
        "words": json.dumps(words, ensure_ascii=False, allow_nan=False),
        "remarks": _remarks(transcript),
        "complete": transcript.complete,
        "at_utc": utc_text(transcript.at),
        "utc_offset_s": offset_s(transcript.at),
    }


def _remarks(transcript: Transcript) -> str:
    """What is to be known of the words besides: numbers of words with what was heard, numbers in doubt, gaps."""
    found = {
        "repairs": [[number, word.heard] for number, word in enumerate(transcript.words) if word.heard],
        "unsure": [number for number, word in enumerate(transcript.words) if word.unsure],
        "gaps": [[gap.start, gap.end] for gap in transcript.gaps],
    }
    said = {name: values for name, values in found.items() if values}
    return json.dumps(said, ensure_ascii=False, allow_nan=False)


def take_of(row: Row) -> TakeRecord:
    """The take of a row of TAKES, joined with its transcript."""
    return TakeRecord(
        id=row["id"],
        attempt=row["attempt"],
        position=row["position"],
        question=row["question"],
        sound=row["sound"] or "",
        started=moment_of(row["started_utc"], row["utc_offset_s"]),
        samples=row["samples"],
        ended=None if row["ended"] is None else Ended(row["ended"]),
        sha256=row["sha256"],
        discarded=moment_or_none(row["discarded_utc"], row["discarded_offset_s"]),
        transcript=_transcript_of(row),
    )


def _transcript_of(row: Row) -> Transcript | None:
    if row["model"] is None:
        return None
    remarks = json.loads(row["remarks"])
    if not isinstance(remarks, dict):
        raise TypeError("remarks have names")
    return Transcript(
        model=row["model"],
        text=row["text"],
        words=_words_of(row["words"], dict(remarks.get("repairs", ())), set(remarks.get("unsure", ()))),
        at=moment_of(row["written_utc"], row["written_offset_s"]),
        complete=bool(row["complete"]),
        gaps=tuple(Gap(*gap) for gap in remarks.get("gaps", ())),
    )


def _words_of(column: str, repairs: dict[int, str], unsure: set[int]) -> tuple[Word, ...]:
    return tuple(
        Word(word, start, end, probability, repairs.get(number, ""), number in unsure)
        for number, (word, start, end, probability) in enumerate(json.loads(column))
    )


def _schedule_columns(prefix: str, schedule: Schedule | None) -> Row:
    values: tuple[object, ...] = (None,) * len(_SCHEDULE)
    if schedule is not None:
        values = (
            schedule.memory.stability,
            schedule.memory.difficulty,
            schedule.last_day.isoformat(),
            schedule.due.isoformat(),
            schedule.reviews,
            schedule.lapses,
        )
    return {prefix + column: value for column, value in zip(_SCHEDULE, values, strict=True)}


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs its UTC offset")
    return offset
