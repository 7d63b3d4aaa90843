"""What was practised, read from the log without a look at its pages. Each runs inside the caller's transaction.

A log has a hundred thousand reviews and a window twenty thousand: indexes hold what is asked for, and equal days and
equal judgements are one object.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from cards.library.remembered import Key, Reading
from cards.library.rows import read_all
from cards.practised import Answered, Judged, Seen
from cards.review import Review
from cards.rounds import Shown

_ANSWERED = """
    SELECT prompt, day, depth, affects_memory, before_reviews IS NULL
    FROM reviews INDEXED BY reviews_day WHERE day >= ? ORDER BY id
"""
_BETWEEN, _WITHIN = "\x1e", "\x1f"
"""Between two judgements, and between dimension and judgement: ids of dimensions have neither."""
# A day of judgements in one text: to take it apart again costs less than a row for each.
_JUDGED = """
    SELECT day, group_concat(key || char(31) || value, char(30))
    FROM reviews INDEXED BY reviews_day
        CROSS JOIN ticks INDEXED BY ticks_dimension ON ticks.attempt = reviews.attempt AND kind = 'dimension'
    WHERE day >= ? AND affects_memory GROUP BY day
"""
_CONSTRAINTS = "SELECT constraint_text, max(id) FROM attempts WHERE prompt = ? GROUP BY constraint_text"
_FOLLOW_UPS = "SELECT follow_up, max(id) FROM attempts WHERE prompt = ? AND follow_up <> '' GROUP BY follow_up"


def answered(db: Database, since: date) -> tuple[Answered, ...]:
    """Every rated answer whose day is not before ``since``, in the order of the log."""
    days = _Days()

    def answered_of(row: Sequence[Any]) -> Answered:
        prompt, day, depth, counts, first = row
        return Answered(prompt, days[day], depth, counts == 1, first == 1)

    return tuple(read_all(answered_of, db.execute(_ANSWERED, [since.isoformat()]), lambda row: f"a review of {row[0]}"))


def judged(db: Database, since: date) -> dict[Judged, int]:
    """How often each dimension was shown in which way in the answers that count, from the day ``since`` on."""
    kinds = _Kinds()

    def judged_on(row: Sequence[Any]) -> dict[Judged, int]:
        day, judgements = date.fromisoformat(row[0]), Counter(row[1].split(_BETWEEN))
        return {Judged(day, *kinds[text]): times for text, times in judgements.items()}

    found: dict[Judged, int] = {}
    rows = db.execute(_JUDGED, [since.isoformat()])
    for each in read_all(judged_on, rows, lambda row: f"what was judged on {row[0]}"):
        found |= each
    return found


def judged_in(db: Database, attempt: int) -> tuple[tuple[str, Shown], ...]:
    """Every dimension that was judged in an attempt, and how it was shown."""
    rows = db.execute("SELECT key, value FROM ticks WHERE attempt = ? AND kind = 'dimension'", [attempt])
    return tuple(read_all(lambda row: (row[0], Shown(row[1])), rows, lambda row: f"what was judged in {attempt}"))


def with_review(readings: Mapping[Key, Any], review: Review, judged: Iterable[tuple[str, Shown]]) -> dict[Key, Any]:
    """What the readings are once ``review`` stands at the end of the log, and this was judged in its attempt."""
    day = review.counted_day or review.study_day
    answered = (Answered(review.prompt, day, review.depth, review.affects_memory, review.before is None),)
    shown = Counter(Judged(day, *each) for each in judged if review.affects_memory)
    found: dict[Key, Any] = {}
    for (what, since), reading in readings.items():
        match what:
            case Reading.SCHEDULES:
                found[what, since] = {**reading, review.prompt: review.after}
            case Reading.ANSWERED:
                found[what, since] = reading + answered if day >= since else reading
            case Reading.JUDGED:
                found[what, since] = _added(reading, shown) if day >= since else reading
    return found


def seen(db: Database, prompt: str) -> Seen:
    """What of a prompt was shown, in the attempts of the trash too."""
    constraints, follow_ups = (dict(db.execute(each, [prompt]).fetchall()) for each in (_CONSTRAINTS, _FOLLOW_UPS))
    return Seen(constraints, follow_ups)


def _added(counts: dict[Judged, int], more: Mapping[Judged, int]) -> dict[Judged, int]:
    return counts | {each: counts.get(each, 0) + times for each, times in more.items()}


class _Days(dict[str, date]):
    """Texts of days -> the days, each made once."""

    def __missing__(self, text: str) -> date:
        self[text] = day = date.fromisoformat(text)
        return day


class _Kinds(dict[str, tuple[str, Shown]]):
    """Texts of judgements -> dimension and judgement, each made once."""

    def __missing__(self, text: str) -> tuple[str, Shown]:
        dimension, shown = text.split(_WITHIN)
        self[text] = kind = (dimension, Shown(shown))
        return kind
