"""A list of thousands stays quick because of what it leaves unread: the plan of its statements says so, not a clock."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cards.deck import builtin_folder, load_deck
from cards.library import Library, attempts, hits, lines
from cards.query import Query, parse
from scheduler.memory import replayed
from tests.support.many_attempts import LONG_ONLY, LONG_WORDS, NOW, RARE, fill

LINES = ("", "round:coding", "topic:attention", "depth<2", "is:marked", "after:2026-11-01", "cache", 'said:"hit rate"')


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory):
    """120 attempts, two of them long."""
    with Library.open(tmp_path_factory.mktemp("many") / "library.sqlite3", NOW) as library:
        fill(library, load_deck(builtin_folder()).prompts, count=120, long=2)
        yield library


def plan(library: Library, statement: str, values: list[object]):
    return [row[3] for row in library._db.execute("EXPLAIN QUERY PLAN " + statement, values)]


def columns_read(library: Library, line: str):
    """Every (table, column) that finding the attempts of ``line`` may read."""
    read: set[tuple[str, str]] = set()

    def note(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table and column:
            read.add((table, column))
        return sqlite3.SQLITE_OK

    library._db.conn.set_authorizer(note)
    try:
        library.find_attempts(parse(line))
    finally:
        library._db.conn.set_authorizer(None)
    return read


@pytest.mark.parametrize("line", LINES)
def test_no_list_reads_what_was_said(many: Library, line: str):
    read = columns_read(many, line)
    assert ("attempts", "at_utc") in read
    assert not {column for table, column in read if table == "transcripts"} - {"take", "complete"}


@pytest.mark.parametrize("line", LINES)
def test_no_list_looks_at_every_take(many: Library, line: str):
    steps = plan(many, *lines.statement_of(many._db, parse(line), None))
    steps += plan(many, lines._TAKES, ["[1]"])
    assert not [step for step in steps if step.startswith(("SCAN takes", "SCAN transcripts", "SCAN reviews"))]
    assert "SEARCH transcripts USING COVERING INDEX transcripts_complete (take=?) LEFT-JOIN" in steps
    assert "SEARCH reviews USING COVERING INDEX reviews_depth (attempt=?) LEFT-JOIN" in steps


def test_the_whole_list_is_read_in_its_order(many: Library):
    steps = plan(many, *lines.statement_of(many._db, Query(), None))
    assert steps[0] == "SCAN attempts USING INDEX attempts_at"
    assert not [step for step in steps if "TEMP B-TREE" in step]


def test_a_word_is_looked_up_once(many: Library):
    steps = plan(many, *lines.statement_of(many._db, parse("cache"), None))
    assert len([step for step in steps if step.startswith("SCAN sentences_fts VIRTUAL TABLE")]) == 1
    assert steps[0] == "SCAN attempts USING INDEX attempts_at"  # newest first: it ends where the list is full


def test_a_hit_reads_its_sentence_alone(many: Library):
    steps = plan(many, hits._TEXTS, ["[", "]", '"cache"', 0, 1, "[]"])
    assert "SEARCH sentences USING INTEGER PRIMARY KEY (rowid=?)" in steps
    assert not [step for step in steps if step.startswith("SCAN sentences ")]


def test_what_waits_for_words_is_found_by_indexes(many: Library):
    steps = plan(many, attempts._UNARCHIVED, [])
    assert "SEARCH heard USING COVERING INDEX transcripts_complete (take=?) LEFT-JOIN" in steps
    assert many.unarchived_takes() == ()


def test_only_the_first_lines_get_a_sentence(many: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lines, "MOST_HITS", 10)
    found = many.find_attempts(parse("said:the"))
    assert len(found) > 50
    assert [line.hit is not None for line in found] == [True] * 10 + [False] * (len(found) - 10)


def test_the_library_of_years_is_sound_and_has_all_kinds(many: Library):
    assert many.check(replayed) == ()
    found = many.find_attempts(Query())
    assert {line.depth for line in found} == {None, 1, 2, 3, 4}
    assert {line.words for line in found} == {"all"}
    assert {line.typed for line in found} == {True, False}
    assert None in {line.round for line in found}
    assert many.trash()
    assert many.find_attempts(Query(marked=True))


def test_what_is_said_where(many: Library):
    (rare,) = many.find_attempts(parse(RARE))
    assert rare.id == 1
    long = many.find_attempts(parse(LONG_ONLY))
    assert len(long) == 2
    for line in long:
        assert line.seconds > 35 * 60
        assert line.hit is not None
        assert line.hit.start_s is not None
        assert line.hit.start_s > 30 * 60
        transcript = many.attempt(line.id).takes[0].transcript
        assert transcript is not None
        assert len(transcript.words) >= LONG_WORDS


def test_it_is_the_same_every_time(many: Library, tmp_path: Path):
    with Library.open(tmp_path / "library.sqlite3", datetime(2026, 1, 1, tzinfo=UTC)) as again:
        fill(again, load_deck(builtin_folder()).prompts, count=120, long=2)
        assert again.history() == many.history()
