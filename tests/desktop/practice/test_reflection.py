from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.attempt import AttemptRecord, Ended, Gap, TakeRecord, Ticks, Transcript, Word
from cards.rounds import Shown
from desktop.practice.reflection import Reflection, reflect_model, said
from desktop.practice.session import Session
from desktop.progress import Progress
from scheduler.depth import STATEMENTS
from tests.support.desk import EVENING, USUAL, prompt


def take(**changed: object) -> TakeRecord:
    values: dict[str, object] = {
        "id": 1,
        "attempt": 1,
        "position": 0,
        "question": "",
        "sound": "a.wav",
        "started": EVENING,
        "samples": 32_000,
        "ended": Ended.PERSON,
        "sha256": None,
        "discarded": None,
        "transcript": None,
    }
    return TakeRecord(**{**values, **changed})


def attempt(*takes: TakeRecord, ticks: Ticks = Ticks()) -> AttemptRecord:  # noqa: B008 - frozen
    return AttemptRecord(1, "A", "fifty rows", EVENING, date(2026, 11, 21), takes, ticks, None)


# The session


def test_a_reflection_offers_every_point_and_keeps_what_was_ticked():
    before = Ticks({"Claim 2": True, "A claim that was reworded": True}, {"decided": True}, {"m1": Shown.WEAK})
    reflection = Reflection.of(prompt(), attempt(take(), ticks=before), USUAL)
    assert reflection.ticks.key_points == {"Claim 1": False, "Claim 2": True, "Claim 3": False, "Claim 4": False}
    assert reflection.ticks.statements == {"decided": True}
    assert reflection.ticks.dimensions == {"m1": Shown.WEAK}
    assert reflection.made == 1


def test_a_statement_that_was_not_touched_is_a_no():
    reflection = Reflection.of(prompt(), attempt(take()), USUAL)
    assert reflection.with_key_point(0, True).suggested == 1
    assert reflection.with_statement(0, True).with_statement(0, False).suggested == 1


@pytest.mark.parametrize(
    ("takes", "suggested"),
    [
        ((take(),), 3),
        ((take(), take(question="Why?")), 4),
        ((take(), take(question="Why?", discarded=EVENING)), 3),
        ((take(), take(question="Why?", samples=None)), 3),
        ((take(), take(question="Why?", samples=0)), 3),
    ],
)
def test_only_a_follow_up_with_sound_counts_as_answered(takes: tuple[TakeRecord, ...], suggested: int):
    reflection = Reflection.of(prompt(), attempt(*takes), USUAL)
    for place in range(len(STATEMENTS)):
        reflection = reflection.with_statement(place, True)
    assert reflection.suggested == suggested


@given(st.integers(0, 4), st.integers(1, 4))
def test_a_depth_is_doubted_once_until_something_is_ticked(made: int, depth: int):
    reflection = Reflection.of(prompt(), attempt(take()), USUAL)
    for place in range(made):
        reflection = reflection.with_key_point(place, True)
    doubtful = depth >= 3 and made < 2
    assert reflection.doubts(depth) == doubtful
    asked = replace(reflection, doubted=depth)
    assert not asked.doubts(depth)
    for ticked in (
        asked.with_key_point(0, made > 0),
        asked.with_statement(0, True),
        asked.with_dimension("m1", "strong"),
    ):
        assert ticked.doubts(depth) == doubtful


def test_the_screen_tells_ticks_apart_by_their_place():
    reflection = Reflection.of(prompt(), attempt(take()), USUAL).with_key_point(2, True).with_statement(3, True)
    model = reflect_model(Session((prompt(),)).header, reflection.with_dimension("m1", "not_shown"), ())
    assert (model.ticked, model.affirmed, model.chosen) == ({2}, {3}, {"m1": "not_shown"})
    assert model.key_points == ("Claim 1", "Claim 2", "Claim 3", "Claim 4")
    assert len(model.dimensions) == 4
    assert model.suggested == 1


# What was said


@pytest.mark.parametrize(
    ("transcript", "progress", "text", "note"),
    [
        (None, Progress(), "", "Words are on their way: 0:00 of 0:02 heard."),
        (None, Progress(" I would", 1.0), "I would", "Words are on their way: 0:01 of 0:02 heard."),
        (None, Progress(" I would", 2.0, complete=True), "I would", ""),
        (None, Progress(complete=True), "", "No words were heard."),
        (None, Progress(why="There is no model."), "", "There is no model."),
        (Transcript("base", "All of it", (), EVENING), Progress(), "All of it", ""),
        (Transcript("base", "", (), EVENING), Progress(), "", "No words were heard."),
        (Transcript("base", "Half", (), EVENING, complete=False), Progress(" Half and"), "Half and", "Words are on"),
    ],
)
def test_words_or_a_sentence_in_their_place(transcript: Transcript | None, progress: Progress, text: str, note: str):
    passage = said(take(transcript=transcript, question="Why?"), progress)
    assert (passage.text, passage.heading) == (text, "Follow-up: Why?")
    assert passage.note.startswith(note)
    assert bool(passage.note) == bool(note)


def test_a_follow_up_is_answered_by_voice_or_in_writing():
    spoken, typed = take(question="And then?"), take(question="And then?", sound="", samples=0)
    silent = take(question="And then?", samples=0)
    answered = [
        Reflection.of(prompt(), attempt(take(), each), USUAL).follow_up_answered for each in (spoken, typed, silent)
    ]
    assert answered == [True, True, False]


# Fillers, gaps and terms

WORDS = (Word("Um,", 0, 0.5, 0.9), Word("a", 0.5, 1, 0.9), Word("cache.", 4, 5, 0.9, "cash."))
UNCLEAR = Transcript("base", "Um, a cache.", WORDS, EVENING, gaps=(Gap(1.0, 3.0),))


@pytest.mark.parametrize(
    ("verbatim", "text"),
    [
        (True, "Um, a [not understood, 0:01 to 0:03] cache."),
        (False, "A [not understood, 0:01 to 0:03] cache."),
    ],
)
def test_words_with_times_show_their_gaps_and_their_fillers_where_they_are_wanted(verbatim: bool, text: str):
    stored = said(take(transcript=UNCLEAR), Progress(), verbatim=verbatim)
    just_come = said(take(), Progress("Um, a cache.", 2.0, complete=True, words=UNCLEAR), verbatim=verbatim)
    assert stored == just_come
    assert (stored.text, stored.note) == (text, "")
    assert stored.reading is not None
    assert stored.reading.says_of(3) == "Repaired: heard as “cash”."


def test_what_was_stored_last_is_shown():
    before = Transcript("base", "Of before", (), EVENING)
    assert said(take(transcript=before), Progress("", 2.0, complete=True, words=UNCLEAR)).text.startswith("Um, a")


def test_words_on_their_way_leave_fillers_out_too():
    assert said(take(), Progress(" Um, I would", 1.0), verbatim=False).text == "I would"


def test_where_only_fillers_were_heard_that_is_said():
    only = Transcript("base", "Um.", WORDS[:1], EVENING)
    assert said(take(transcript=only), Progress(), verbatim=False).note == "Only fillers were heard."
    assert said(take(transcript=only), Progress()).note == ""
