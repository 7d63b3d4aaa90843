"""The way to schema 3.0: everything comes along, and every date stays where it was."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from cards.library import Library, LibraryNewer
from cards.library.schema import STEPS, pack
from cards.practised import Answered, Judged, Seen
from cards.prompt_state import PromptState
from cards.review import Move, Standing
from cards.rounds import Shown
from scheduler.memory import replayed
from tests.support.library_values import Values

HERE = Path(__file__).parent
DAY = timedelta(days=1)


@pytest.fixture
def marks_schema(path: Path, values: Values):
    """A library as the program of schema 2.2 left it: three reviews of a prompt, two of them on one day."""
    with Library.open(path, values.moment, steps=STEPS[:4]) as library:
        library._db.executescript((HERE / "library-2.2.sql").read_text("utf-8"))
    return path


@pytest.fixture
def first_schema(path: Path, values: Values):
    """A library as the program of schema 1.0 left it."""
    with Library.open(path, values.moment, steps=STEPS[:1]) as library:
        library._db.executescript((HERE / "library-1.0.sql").read_text("utf-8"))
    return path


def rows(path: Path, table: str, columns: str = "*"):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()  # noqa: S608 - from below


def test_a_library_of_2_2_keeps_every_date_and_replays_to_it(marks_schema: Path, values: Values):
    before = rows(marks_schema, "schedules")
    with Library.open(marks_schema, values.moment) as library:
        assert library.check(replayed) == ()
        recited, again, decided = library.reviews()
        assert [each.counted_day for each in library.reviews()] == [None] * 3
        assert {(each.lifted, each.shift) for each in library.reviews()} == {(False, 0)}
        assert [each.affects_memory for each in (recited, again, decided)] == [True, False, True]
        assert library.standings() == {"F5.a": Standing(decided.after, 3, 0.85, False, 0)}
        assert library.prompt_states() == {"S1.a": PromptState(marked=True, tags=("cache",), example="Ours.")}
        assert [line.id for line in library.trash()] == [2]
        assert [attempt.id for attempt in library.unrated_attempts()] == [4]
        assert library.setting("seen") == [1, 2]
        assert library.diagnosed() == ()
    assert rows(marks_schema, "schedules") == before
    assert rows(marks_schema, "reviews", "day") == rows(marks_schema, "reviews", "study_day")


def test_what_was_practised_under_2_2_is_read(marks_schema: Path, values: Values):
    with Library.open(marks_schema, values.moment) as library:
        day = values.day
        assert library.answered(date.min) == (
            Answered("F5.a", day, 2, counts=True, first=True),
            Answered("F5.a", day, 4, counts=False, first=False),
            Answered("F5.a", day + 2 * DAY, 3, counts=True, first=False),
        )
        assert library.judged(date.min) == {
            Judged(day, "tradeoffs", Shown.WEAK): 1,
            Judged(day + 2 * DAY, "tradeoffs", Shown.BETWEEN): 1,
            Judged(day + 2 * DAY, "numbers", Shown.NOT_SHOWN): 1,
        }
        assert library.seen("F5.a") == Seen(
            {"50 ms": 3, "no memory": 2}, {"And at ten times the load?": 1, "And without a network?": 3}
        )
        assert [library.attempt(number).follow_up for number in (2, 4)] == ["", ""]


def test_what_is_practised_goes_on_from_there(marks_schema: Path, values: Values):
    with Library.open(marks_schema, values.moment) as library:
        before = library.reviews(), library.schedules()
        library.change_rules({}, {}, [Move("F5.a", 0.92, lifted=True, shift=1)], values.moment, replayed)
        assert library.schedules() != before[1]
        assert library.undo_last_review(replayed) == before[0][-1]
        library.add_review(before[0][-1])
        assert (library.reviews(), library.schedules()) == before
        assert library.check(replayed) == ()


def test_a_library_before_3_0_is_copied_first(marks_schema: Path, values: Values):
    Library.open(marks_schema, values.moment).close()
    (copy,) = (marks_schema.parent / "backups").iterdir()
    assert copy.name == "premigration-20261121T162700Z-v2.2-01.sqlite3"
    copy.replace(marks_schema)
    with Library.open(marks_schema, values.moment, steps=STEPS[:4]) as library:
        assert library._db.execute("PRAGMA user_version").fetchone() == (pack(2, 2),)
        assert "moves" not in library._db.table_names()


def test_a_program_of_2_2_refuses_a_library_of_3_0(marks_schema: Path, values: Values):
    Library.open(marks_schema, values.moment).close()
    with pytest.raises(LibraryNewer):
        Library.open(marks_schema, values.moment, steps=STEPS[:4])


def test_a_library_of_1_0_comes_all_the_way(first_schema: Path, values: Values):
    with Library.open(first_schema, values.moment) as library:
        assert library.answered(date.min) == (Answered("F5.a", values.day, 3, counts=True, first=True),)
        assert library.judged(date.min) == {Judged(values.day, "m1", Shown.STRONG): 1}
        assert library.seen("F5.a") == Seen({"50 ms": 1}, {"And at ten times the load?": 1})
        assert library.review_days() == (values.day,)
        assert library.check(tuple) == ()
