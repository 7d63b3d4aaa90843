"""The way from one schema to the next, with steps that exist only here."""

import hashlib
import json
import shutil
import sqlite3
import stat
from collections import namedtuple
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from cards.attempt import Ended, Gap, Ticks, Transcript, Word
from cards.attempt_line import Hit
from cards.library import Library, LibraryDamaged, LibraryFull, LibraryNewer, sentences
from cards.library.attempts import insert_attempt, insert_take
from cards.library.connection import transaction
from cards.library.copies import verify_copy
from cards.library.migrations import keep_copy
from cards.library.schema import STEPS, Step, pack, spelled
from cards.prompt_state import PromptState
from cards.query import parse
from cards.rounds import Round, Shown
from tests.support.library_values import Values

ROWS_OF_1_0 = Path(__file__).with_name("library-1.0.sql")
WORDS_OF_2_0 = """
    INSERT INTO transcripts (take, model, text, words, complete, at_utc, utc_offset_s)
    VALUES (?, 'base', ?, ?, 1, '2026-11-21T16:27:00.000000+00:00', 0)
    ON CONFLICT (take) DO UPDATE SET model = excluded.model, text = excluded.text, words = excluded.words,
        complete = excluded.complete, at_utc = excluded.at_utc, utc_offset_s = excluded.utc_offset_s"""
Usage = namedtuple("Usage", "total used free")


def add_kind(db: Database):
    db.execute("ALTER TABLE attempts ADD COLUMN kind TEXT NOT NULL DEFAULT 'practice'")
    db.execute("UPDATE attempts SET constraint_text = 'migrated'")


def say_as_2_0(db: Database, take: int, *words: list[object]):
    """Store a transcript the way the program of schema 2.0 does."""
    text = " ".join(str(word[0]) for word in words)
    db.execute(WORDS_OF_2_0, [take, text, json.dumps(words)])
    sentences.index(db, take, text, [Word(*word) for word in words])  # type: ignore[arg-type]


def fail(db: Database):
    raise RuntimeError("a mistake in a step")


def lose_triggers(db: Database):
    """What sqlite-utils does to a table behind a full-text index, unless its triggers are made again."""
    db.table("sentences").transform(rename={"start_s": "begins_s"})
    db.execute("INSERT INTO sentences VALUES (1, NULL, 'words')")


def orphan_rows(db: Database):
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute("DELETE FROM prompts")


SECOND = Step(3, 1, add_kind)
THIRD = Step(4, 0, lambda db: db.execute("CREATE TABLE more (a INTEGER) STRICT"))


@pytest.fixture
def old(path: Path, values: Values):
    with Library.open(path, values.moment) as library:
        library.sync_prompts([values.prompt()], complete=True)
        values.begin(library)
    return path


def version(path: Path):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("PRAGMA user_version").fetchone()[0]


def digest(path: Path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def backups(path: Path):
    return sorted(file.name for file in (path.parent / "backups").glob("*"))


def test_steps_are_in_order():
    versions = [step.version for step in STEPS]
    assert versions == sorted(set(versions))
    assert spelled(STEPS[-1].version) == "3.0"


@pytest.fixture
def first_schema(path: Path, values: Values):
    """A library as the program of schema 1.0 left it."""
    with Library.open(path, values.moment, steps=STEPS[:1]) as library:
        library._db.executescript(ROWS_OF_1_0.read_text("utf-8"))
    return path


def test_a_library_of_the_first_schema_keeps_everything(first_schema: Path, values: Values):
    Library.open(first_schema, values.moment).close()
    assert version(first_schema) == STEPS[-1].version
    assert backups(first_schema) == ["premigration-20261121T162700Z-v1.0-01.sqlite3"]
    with Library.open(first_schema, values.moment) as library:
        crashed, unrated, rated = library.history()
        assert library.check(tuple) == ()
        assert library.setting("seen") == [1, 2]
        assert library.schedules() == {"F5.a": values.schedule()}
        assert [take.sound for take in library.unfinished_takes()] == ["five.wav"]
        assert [take.sound for take in library.unarchived_takes()] == ["two.wav", "four.wav"]
    assert rated.review == values.review(1)
    assert rated.ticks == Ticks({"Hits are skewed": True}, {"a": True, "b": False}, {"m1": Shown.STRONG})
    assert rated.text == "I would cache it. But not the tail.\n\nThen I"
    assert (rated.takes[0].sound, rated.takes[0].sha256, rated.takes[0].samples) == ("one.flac", "ab" * 32, 48_000)
    assert rated.takes[0].transcript is not None
    assert rated.takes[0].transcript.words[4] == Word("But", 1.2, 1.45, 0.9)
    assert rated.takes[1].ended is Ended.MICROPHONE
    assert (rated.note, rated.marked, rated.deleted) == ("", False, None)
    assert unrated.takes[0].discarded == values.moment + timedelta(days=1, seconds=5)
    assert crashed.takes[0].samples is None


def test_what_was_said_before_a_migration_is_found_after_it(first_schema: Path, values: Values):
    with Library.open(first_schema, values.moment) as library:
        (line,) = library.find_attempts(parse('said:"the tail"'))
        assert line.hit == Hit(1, "But not the tail.", ((8, 16),), 1.2)
        assert [each.round for each in library.find_attempts(parse(""))] == [None, Round.DESIGN, Round.ML]


@pytest.fixture
def daily_schema(path: Path, values: Values):
    """A library as the program of schema 2.0 left it, with one word said."""
    with Library.open(path, values.moment, steps=STEPS[:2]) as library:
        library.sync_prompts([values.prompt()], complete=True)
        with transaction(library._db) as db:
            attempt = insert_attempt(db, "F5.a", "50 ms", values.moment, values.day)
            take = insert_take(db, attempt, "", "one.wav", values.moment)
            say_as_2_0(db, take, ["cash", 0.5, 1.0, 0.9])
    return path


def test_words_of_schema_2_0_come_along_with_nothing_repaired(daily_schema: Path, values: Values):
    with Library.open(daily_schema, values.moment) as library:
        (found,) = library.history()
        assert found.takes[0].transcript is not None
        assert found.takes[0].transcript.words == (Word("cash", 0.5, 1.0, 0.9),)
        assert found.takes[0].transcript.gaps == ()
        assert library.check(tuple) == ()
        assert len(library.find_attempts(parse("said:cash"))) == 1
    assert version(daily_schema) == STEPS[-1].version
    assert backups(daily_schema) == ["premigration-20261121T162700Z-v2.0-01.sqlite3"]


def test_a_program_of_2_0_opens_a_library_of_2_1_and_what_it_writes_has_no_remarks_of_before(
    daily_schema: Path, values: Values
):
    repaired = Transcript("base", "cache", (Word("cache", 0, 1, 0.9, "cash"),), values.moment, gaps=(Gap(1, 2),))
    with Library.open(daily_schema, values.moment, steps=STEPS[:3]) as library:
        library.save_transcript(1, repaired)
    with Library.open(daily_schema, values.moment, steps=STEPS[:2]) as library, transaction(library._db) as db:
        say_as_2_0(db, 1, ["cash", 0, 1, 0.9], ["flow", 1, 2, 0.9])
    with Library.open(daily_schema, values.moment) as library:
        transcript = library.attempt(1).takes[0].transcript
        assert transcript is not None
        assert transcript.words == (Word("cash", 0, 1, 0.9), Word("flow", 1, 2, 0.9))
        assert transcript.gaps == ()
        assert library.check(tuple) == ()


OWN = PromptState(suspended=True, note="Read first.", marked=True, tags=("cache",), example="Our own.")
ASLEEP_IN_2_1 = (
    "INSERT INTO prompt_states (prompt, suspended, buried_until, note) VALUES ('F5.a', 1, NULL, 'Read first.')"
)


def test_what_was_noted_under_schema_2_1_comes_along_with_no_marks(path: Path, values: Values):
    with Library.open(path, values.moment, steps=STEPS[:3]) as library:
        library.sync_prompts([values.prompt()], complete=True)
        library._db.execute(ASLEEP_IN_2_1)
    with Library.open(path, values.moment) as library:
        assert library.prompt_states() == {"F5.a": PromptState(suspended=True, note="Read first.")}
        assert library.check(tuple) == ()
    assert backups(path) == ["premigration-20261121T162700Z-v2.1-01.sqlite3"]


def test_a_program_of_2_1_opens_a_library_of_2_2_and_takes_no_mark_away(daily_schema: Path, values: Values):
    with Library.open(daily_schema, values.moment, steps=STEPS[:4]) as library:
        library.set_prompt_state("F5.a", OWN)
    with Library.open(daily_schema, values.moment, steps=STEPS[:3]) as library, transaction(library._db) as db:
        db.execute("DELETE FROM prompt_states WHERE prompt = 'F5.a'")  # what it does for a state that is the default
    with Library.open(daily_schema, values.moment) as library:
        assert library.prompt_states() == {"F5.a": replace(OWN, suspended=False, note="")}
        assert library.check(tuple) == ()


def test_a_new_library_goes_through_all_steps_without_a_copy(path: Path, values: Values):
    Library.open(path, values.moment, steps=(*STEPS, SECOND, THIRD)).close()
    assert version(path) == pack(4, 0)
    assert not (path.parent / "backups").exists()


def test_an_older_library_is_copied_then_brought_up_to_date(old: Path, values: Values):
    with Library.open(old, values.moment, steps=(*STEPS, SECOND)) as library:
        assert [found.constraint for found in library.history()] == ["migrated"]
        assert library._db.execute("SELECT kind FROM attempts").fetchone() == ("practice",)
        assert library.check(tuple) == ()
    assert version(old) == pack(3, 1)
    assert backups(old) == ["premigration-20261121T162700Z-v3.0-01.sqlite3"]


def test_the_copy_is_the_library_as_it_was_and_private(old: Path, values: Values):
    Library.open(old, values.moment, steps=(*STEPS, SECOND)).close()
    copy = old.parent / "backups" / backups(old)[0]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    copy.replace(old)
    with Library.open(old, values.moment) as library:
        assert [found.constraint for found in library.history()] == ["50 ms"]
        assert library.check(tuple) == ()


def test_a_copy_that_lacks_rows_is_not_taken_for_one(old: Path, values: Values):
    with Library.open(old, values.moment) as library:
        copy = keep_copy(library._db, old, STEPS[-1].version, values.moment)
        verify_copy(copy, library._db)
        values.begin(library, constraint="one more")
        with pytest.raises(LibraryDamaged, match="lacks rows"):
            verify_copy(copy, library._db)


def test_a_library_up_to_date_is_not_copied(old: Path, values: Values):
    Library.open(old, values.moment).close()
    assert not (old.parent / "backups").exists()


@pytest.mark.parametrize("broken", [fail, lose_triggers, orphan_rows])
def test_a_failing_step_leaves_the_file_as_it_was(old: Path, values: Values, broken: Callable[[Database], None]):
    before = digest(old)
    with pytest.raises((RuntimeError, sqlite3.IntegrityError)):
        Library.open(old, values.moment, steps=(*STEPS, SECOND, Step(3, 2, broken)))
    assert digest(old) == before
    assert backups(old) == ["premigration-20261121T162700Z-v3.0-01.sqlite3"]
    with Library.open(old, values.moment) as library:
        assert [found.constraint for found in library.history()] == ["50 ms"]


def test_an_older_program_refuses_what_a_newer_one_made(old: Path, values: Values):
    Library.open(old, values.moment, steps=(*STEPS, SECOND, THIRD)).close()
    with pytest.raises(LibraryNewer):
        Library.open(old, values.moment)


def test_the_last_three_copies_stay(old: Path, values: Values):
    (old.parent / "backups").mkdir()
    (old.parent / "backups" / ".copy-abandoned").touch()
    (old.parent / "backups" / "mine.sqlite3").touch()
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(5):
        with pytest.raises(RuntimeError):
            Library.open(old, moment + timedelta(days=day), steps=(*STEPS, Step(3, 1, fail)))
    assert backups(old) == ["mine.sqlite3"] + [
        f"premigration-2026010{day}T000000Z-v3.0-01.sqlite3" for day in (3, 4, 5)
    ]


def test_two_copies_in_one_second_are_both_kept(old: Path, values: Values):
    for _ in range(2):
        with pytest.raises(RuntimeError):
            Library.open(old, values.moment, steps=(*STEPS, Step(3, 1, fail)))
    assert len(backups(old)) == 2


def test_no_migration_without_space(old: Path, values: Values, monkeypatch: pytest.MonkeyPatch):
    before = digest(old)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**9, 10**9 - 10**8, 10**8))
    with pytest.raises(LibraryFull, match="100 MB free of the 200 MB"):
        Library.open(old, values.moment, steps=(*STEPS, SECOND))
    assert digest(old) == before
    assert not (old.parent / "backups").exists()


def test_a_migration_needs_room_for_the_copy_and_for_all_that_is_written_anew(
    old: Path, values: Values, monkeypatch: pytest.MonkeyPatch
):
    size = old.stat().st_size
    monkeypatch.setattr("cards.library.copies.SPACE_NEEDED_BYTES", 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**9, 0, 4 * size))
    with pytest.raises(LibraryFull):
        Library.open(old, values.moment, steps=(*STEPS, SECOND))
    assert not (old.parent / "backups").exists()
