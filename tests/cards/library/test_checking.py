"""``check`` finds what is wrong, names it, and changes nothing; ``rebuild`` cures what follows from the log."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cards.attempt import Transcript
from cards.library import Finding, Library
from cards.review import Memory
from tests.support.library_values import Values


@pytest.fixture
def reviewed(library: Library, values: Values):
    attempt = library.begin_attempt("F5.a", "50 ms", values.moment, values.day)
    take = library.begin_take(attempt, "", "one.wav", values.moment)
    library.save_transcript(take, Transcript("base", "I would cache", (), values.moment))
    library.add_review(values.review(attempt))
    return library


def whats(findings: tuple[Finding, ...]):
    return [finding.what for finding in findings]


def test_a_sound_library_has_no_finding(reviewed: Library, values: Values):
    assert reviewed.check({"F5.a": values.schedule()}, ["one.wav"]) == ()


def test_floats_may_differ_by_less_than_anyone_can_see(reviewed: Library, values: Values):
    schedule = values.schedule()
    near = replace(schedule, memory=Memory(schedule.memory.stability + 1e-12, schedule.memory.difficulty - 1e-12))
    assert reviewed.check({"F5.a": near}) == ()


@pytest.mark.parametrize("changed", [{"reviews": 2}, {"lapses": 1}, {"memory": Memory(0.31, 5.0 / 3.0)}])
def test_a_schedule_that_the_log_does_not_yield(reviewed: Library, values: Values, changed: dict[str, Any]):
    (finding,) = reviewed.check({"F5.a": replace(values.schedule(), **changed)})
    assert finding.what.startswith("F5.a does not stand where its reviews leave it: due 2026-11-24")
    assert "review log" in finding.cure


def test_a_schedule_too_many_and_one_too_few(reviewed: Library, values: Values):
    assert whats(reviewed.check({"S1.a": values.schedule()})) == [
        "F5.a has a date but no review.",
        "S1.a was reviewed but has no date.",
    ]


def test_recordings_that_are_missing_and_left_over(reviewed: Library, values: Values):
    found = whats(reviewed.check({"F5.a": values.schedule()}, ["stranger.wav"]))
    assert found == ["The recording one.wav is missing.", "The recording stranger.wav belongs to no attempt."]


@pytest.mark.parametrize("files", [["one.wav"], []])
def test_the_sound_of_a_discarded_take_may_stay_or_go(reviewed: Library, values: Values, files: list[str]):
    reviewed.discard_take(reviewed.history()[0].takes[0].id, values.moment)
    assert reviewed.check({"F5.a": values.schedule()}, files) == ()


def test_a_search_index_that_lost_its_text(reviewed: Library, values: Values):
    reviewed._db.execute("DROP TRIGGER transcripts_au")
    reviewed._db.execute("UPDATE transcripts SET text = 'other words'")
    replayed = {"F5.a": values.schedule()}
    for _ in range(2):
        assert whats(reviewed.check(replayed)) == ["The search index transcripts_fts does not agree with its text."]
    reviewed.rebuild(replayed)
    assert reviewed.check(replayed) == ()


def test_rows_that_belong_to_nothing(reviewed: Library, values: Values):
    reviewed._db.execute("PRAGMA foreign_keys = OFF")
    reviewed._db.execute("DELETE FROM attempts")
    assert whats(reviewed.check({"F5.a": values.schedule()})) == [
        "Rows of reviews belong to nothing.",
        "Rows of takes belong to nothing.",
    ]


def test_rebuild_stores_what_the_log_yields_and_nothing_else(
    reviewed: Library, reopened: Callable[[], Library], values: Values
):
    reviewed.sync_prompts([values.prompt("S1.a")], complete=False)
    other = values.schedule(7.0, reviews=4)
    reviewed.rebuild({"S1.a": other})
    again = reopened()
    assert again.schedules() == {"S1.a": other}
    assert len(again.reviews()) == 1
