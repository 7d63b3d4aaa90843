"""``check`` finds what is wrong, names it, and changes nothing; ``rebuild`` cures what follows from the log."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cards.attempt import Transcript
from cards.diagnostic import Result
from cards.library import Finding, Library
from cards.review import Memory, Move, Review
from tests.support.library_values import Values
from tests.support.replaying import replayed

agree = tuple
"""The replay of a log that says what it must."""


@pytest.fixture
def reviewed(library: Library, values: Values):
    take = values.begin(library, sound="one.wav")
    library.save_transcript(take.id, Transcript("base", "I would cache", (), values.moment))
    library.add_review(values.review(take.attempt))
    return library


@pytest.fixture
def recordings(tmp_path: Path):
    folder = tmp_path / "recordings"
    folder.mkdir()
    return folder


def whats(findings: tuple[Finding, ...]):
    return [finding.what for finding in findings]


def gives(**changed: Any):  # noqa: ANN401 - values of a review
    def replay(log: Sequence[Review]):
        return [replace(review, **changed) for review in log]

    return replay


def test_a_sound_library_has_no_finding(reviewed: Library, recordings: Path):
    (recordings / "one.wav").touch()
    assert reviewed.check(agree, recordings) == ()


def test_floats_may_differ_by_less_than_anyone_can_see(reviewed: Library, values: Values):
    schedule = values.schedule()
    near = replace(schedule, memory=Memory(schedule.memory.stability + 1e-12, schedule.memory.difficulty - 1e-12))
    assert reviewed.check(gives(after=near)) == ()


@pytest.mark.parametrize("changed", [{"reviews": 2}, {"lapses": 1}, {"memory": Memory(0.31, 5.0 / 3.0)}])
def test_a_schedule_that_the_log_does_not_yield(reviewed: Library, values: Values, changed: dict[str, Any]):
    row, date = reviewed.check(gives(after=replace(values.schedule(), **changed)))
    assert row.what == (
        "Review 1 of F5.a on 2026-11-21 does not say what its depth gives: "
        "due 2026-11-24 after it, not 2026-11-24 with another memory."
    )
    assert date.what.startswith("F5.a does not stand where its reviews leave it: due 2026-11-24")
    assert "vivavoce check --rebuild" in row.cure
    assert "vivavoce check --rebuild" in date.cure


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("rating", 1, "rating 1, not 3"),
        ("affects_memory", 0, "it keeps the date and must not"),
        ("after_due", "2031-01-01", "due 2031-01-01 after it, not 2026-11-24"),
        ("after_stability", 999.0, "due 2026-11-24 after it, not 2026-11-24 with another memory"),
    ],
)
def test_a_row_of_the_log_that_was_altered(reviewed: Library, values: Values, column: str, value: object, said: str):
    right = reviewed.reviews()
    reviewed._db.execute(f"UPDATE reviews SET {column} = ?", [value])  # noqa: S608 - from above
    (finding,) = reviewed.check(lambda _: right)
    assert finding.what == f"Review 1 of F5.a on 2026-11-21 does not say what its depth gives: {said}."
    reviewed.rebuild(lambda _: right)
    assert reviewed.reviews() == right
    assert reviewed.check(lambda _: right) == ()


def test_a_row_that_had_nothing_before_it(reviewed: Library, values: Values):
    (finding,) = reviewed.check(gives(before=values.schedule()))
    assert finding.what.endswith("due never before it, not 2026-11-24.")


@pytest.mark.parametrize("column", ["study_day", "at_utc", "after_due", "before_stability"])
def test_a_review_that_cannot_be_read(reviewed: Library, column: str):
    value = 1.0 if column == "before_stability" else "someday"
    reviewed._db.execute(f"UPDATE reviews SET {column} = ?", [value])  # noqa: S608 - from above
    (finding,) = reviewed.check(agree)
    assert finding.what == "Review 1 of F5.a cannot be read."
    assert "backups" in finding.cure
    reviewed.rebuild(agree)
    assert reviewed.check(agree) == (finding,)
    assert len(reviewed.schedules()) == 1


def test_a_log_that_cannot_be_replayed(reviewed: Library):
    def refuse(log: Sequence[Review]):
        raise ValueError("desired retention is 0.7 to 0.95, not 5")

    assert whats(reviewed.check(refuse)) == [
        "The reviews of F5.a lead nowhere: desired retention is 0.7 to 0.95, not 5."
    ]
    reviewed.rebuild(refuse)
    assert len(reviewed.schedules()) == 1


def test_a_date_that_cannot_be_read(reviewed: Library):
    reviewed._db.execute("UPDATE schedules SET due = 'someday'")
    assert whats(reviewed.check(agree)) == ["The date of F5.a cannot be read."]
    reviewed.rebuild(agree)
    assert reviewed.check(agree) == ()


def test_a_schedule_too_many_and_one_too_few(reviewed: Library, values: Values):
    reviewed.sync_prompts([values.prompt("S1.a")], complete=False)
    reviewed._db.execute("UPDATE schedules SET prompt = 'S1.a'")
    assert whats(reviewed.check(agree)) == ["F5.a was reviewed but has no date.", "S1.a has a date but no review."]
    reviewed.rebuild(agree)
    assert reviewed.check(agree) == ()
    assert list(reviewed.schedules()) == ["F5.a"]


def test_recordings_that_are_missing_and_left_over(reviewed: Library, recordings: Path):
    (recordings / "stranger.wav").touch()
    missing, stranger = reviewed.check(agree, recordings)
    assert missing.what == "The recording one.wav is missing."
    assert stranger.what == "The recording stranger.wav belongs to no attempt."
    assert "delete" not in stranger.cure
    assert whats(reviewed.check(agree, recordings / "none")) == [missing.what]


def test_the_flac_beside_the_wav_of_a_take_belongs_to_it(reviewed: Library, recordings: Path):
    for name in ("one.wav", "one.flac", "one.journal"):
        (recordings / name).touch()
    assert reviewed.check(agree, recordings) == ()


def test_an_archive_that_was_cut_off(reviewed: Library, recordings: Path):
    flac = recordings / "one.flac"
    flac.write_bytes(b"sound" * 1000)
    reviewed.archive_take(1, flac.name, hashlib.sha256(flac.read_bytes()).hexdigest())
    assert reviewed.check(agree, recordings) == ()
    flac.write_bytes(flac.read_bytes()[:100])
    (finding,) = reviewed.check(agree, recordings)
    assert finding.what == "The recording one.flac is damaged: it is not what was archived."
    assert "backup" in finding.cure


@pytest.mark.parametrize("files", [["one.wav"], []])
def test_the_sound_of_a_discarded_take_may_stay_or_go(
    reviewed: Library, values: Values, recordings: Path, files: list[str]
):
    for file in files:
        (recordings / file).touch()
    reviewed.discard_take(reviewed.history()[0].takes[0].id, values.moment)
    assert reviewed.check(agree, recordings) == ()


def test_a_recordings_folder_that_cannot_be_looked_at(reviewed: Library, tmp_path: Path):
    file = tmp_path / "file"
    file.touch()
    (finding,) = reviewed.check(agree, file)
    assert "could not be looked at (Not a directory)" in finding.what


def test_a_search_index_that_lost_its_text(reviewed: Library):
    reviewed._db.execute("DROP TRIGGER sentences_au")
    reviewed._db.execute("UPDATE sentences SET text = 'I would catch'")
    reviewed._db.execute("UPDATE transcripts SET text = 'I would catch'")
    for _ in range(2):
        (finding,) = reviewed.check(agree)
        assert finding.what == "The search index sentences_fts does not agree with its text."
        assert "vivavoce check --rebuild" in finding.cure
    reviewed.rebuild(agree)
    assert reviewed.check(agree) == ()


@pytest.mark.parametrize("harm", ["DELETE FROM sentences", "UPDATE transcripts SET text = 'other words'"])
def test_a_search_that_lacks_what_was_said(reviewed: Library, harm: str):
    reviewed._db.execute(harm)
    (finding,) = reviewed.check(agree)
    assert finding.what == "The search does not know what was said in take 1."
    assert "vivavoce check --rebuild" in finding.cure
    reviewed.rebuild(agree)
    assert reviewed.check(agree) == ()


def test_rows_that_belong_to_nothing(reviewed: Library):
    reviewed._db.execute("PRAGMA foreign_keys = OFF")
    reviewed._db.execute("DELETE FROM attempts")
    assert whats(reviewed.check(agree)) == ["Rows of reviews belong to nothing.", "Rows of takes belong to nothing."]


def test_rebuild_stores_what_the_log_yields_and_nothing_else(
    reviewed: Library, reopened: Callable[[], Library], values: Values
):
    other = values.schedule(7.0, reviews=4)
    (before,) = reviewed.reviews()
    reviewed.rebuild(gives(after=other, depth=1, desired_retention=0.7))
    again = reopened()
    assert again.schedules() == {"F5.a": other}
    assert again.reviews() == (replace(before, after=other),)


def test_a_rebuild_that_fails_has_changed_nothing(reviewed: Library, reopened: Callable[[], Library]):
    before = reviewed.reviews(), reviewed.schedules()
    with pytest.raises(sqlite3.IntegrityError):
        reviewed.rebuild(gives(rating=9))
    again = reopened()
    assert (again.reviews(), again.schedules()) == before


@pytest.fixture
def moved(library: Library, values: Values):
    """A library with a date that a change of the rules has moved, and a day that was corrected."""
    (review,) = replayed([values.review(values.begin(library).attempt)])
    assert isinstance(review, Review)
    library.add_review(review)
    library.correct_days([values.day + timedelta(days=1)], replayed)
    library.change_rules({}, {}, [Move("F5.a", 0.8, lifted=True, shift=2)], values.moment, replayed)
    return library


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE moves SET shift = 3", ["F5.a does not stand where its reviews leave it"]),
        ("UPDATE moves SET desired_retention = 0.7", ["F5.a does not stand where its reviews leave it"]),
        ("DELETE FROM moves", ["F5.a does not stand where its reviews leave it"]),
        ("UPDATE schedules SET due = '2026-11-30'", ["F5.a does not stand where its reviews leave it"]),
        ("UPDATE reviews SET shift = 9", ["Review 1 of F5.a on 2026-11-21 does not say what its depth gives"]),
        (
            "UPDATE reviews SET day = study_day",
            [
                "Review 1 of F5.a on 2026-11-21 does not say what its depth gives",
                "F5.a does not stand where its reviews leave it",
            ],
        ),
    ],
)
def test_a_log_that_was_altered_beside_its_depths(moved: Library, harm: str, found: list[str]):
    assert moved.check(replayed) == ()
    moved._db.execute(harm)
    assert [what.split(":")[0] for what in whats(moved.check(replayed))] == found
    moved.rebuild(replayed)
    assert moved.check(replayed) == ()


def test_a_rebuild_leaves_what_went_in(moved: Library):
    before = moved.reviews(), moved.standings(), moved.review_days()
    moved._db.execute("UPDATE schedules SET due = '2026-11-30', reviews = 7")
    moved.rebuild(replayed)
    assert (moved.reviews(), moved.standings(), moved.review_days()) == before


def test_moves_and_diagnoses_that_belong_to_nothing(moved: Library, values: Values):
    moved.add_diagnosis(values.begin(moved).attempt, "Q1", Result.CAN, values.moment, values.day)
    moved._db.execute("PRAGMA foreign_keys = OFF")
    for harm in (
        "DELETE FROM rule_changes",
        "DELETE FROM takes",
        "DELETE FROM attempts",
        "UPDATE moves SET prompt = 'S'",
    ):
        moved._db.execute(harm)
    tables = ("diagnostics", "moves", "reviews")
    assert whats(moved.check(replayed))[:3] == [f"Rows of {table} belong to nothing." for table in tables]


def test_a_change_of_the_rules_whose_moment_cannot_be_read(moved: Library):
    moved._db.execute("UPDATE rule_changes SET at_utc = 'someday'")
    assert whats(moved.check(replayed)) == ["The moment of change 1 of the rules cannot be read."]
