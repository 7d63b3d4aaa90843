from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.attempt import AttemptRecord, Ended, Shown, TakeRecord, Ticks, Transcript
from cards.prompt import Prompt
from cards.rounds import Round
from desktop.practice.run import Reflection, Session, reflect_model, said, turn
from desktop.transcribing import Progress
from scheduler.depth import STATEMENTS
from tests.support.desk import EVENING, ids, prompt

PROMPTS = tuple(prompt(name) for name in ("A", "B", "C", "D", "E"))
sessions = st.integers(0, 4).flatmap(lambda count: st.builds(Session, st.just(PROMPTS[:count]), st.integers(0, count)))


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


@given(sessions)
def test_every_prompt_is_asked_once_and_then_the_session_is_over(session: Session):
    asked = list(session.prompts[: session.done])
    while session.current is not None:
        asked.append(session.current)
        assert session.advanced().current == session.following
        session = session.advanced()
    assert tuple(asked) == session.prompts
    assert session.following is None


@given(sessions, st.sampled_from(PROMPTS))
def test_going_back_asks_the_prompt_now_and_every_other_one_as_before(session: Session, wanted: Prompt):
    back = session.back_to(wanted)
    assert back.current == wanted
    assert set(ids(session.prompts[session.done :])) <= set(ids(back.prompts[back.done :]))
    assert [each for each in back.prompts if each != wanted] == [each for each in session.prompts if each != wanted]


@given(sessions, st.sampled_from(PROMPTS))
def test_going_back_asks_nothing_twice(session: Session, wanted: Prompt):
    assert len(session.back_to(wanted).prompts) == len(set(ids(session.back_to(wanted).prompts)))


def test_a_prompt_asked_twice_is_gone_back_to_where_it_was_last():
    session = Session((PROMPTS[0], PROMPTS[1], PROMPTS[0], PROMPTS[2]), done=3)
    assert session.back_to(PROMPTS[0]).done == 2


def test_where_the_session_stands():
    session = Session((prompt("A"), prompt("B", Round.CODING, seconds=300)))
    assert (session.header.round, session.header.place) == (Round.ML, "1 of 2 · about 11 minutes left")
    assert session.advanced().header.place == "2 of 2 · about 7 minutes left"


def test_the_last_prompt_of_a_minute_is_one_minute():
    assert Session((prompt(seconds=10, follow_up_seconds=5),)).header.place == "1 of 1 · about 1 minute left"


@given(st.lists(st.text(), min_size=1, max_size=5), st.integers(0, 100))
def test_turns_go_round(choices: list[str], earlier: int):
    assert turn(choices, earlier) == turn(choices, earlier + len(choices))
    assert {turn(choices, earlier + number) for number in range(len(choices))} == set(choices)


# The reflection


def test_a_reflection_offers_every_point_and_keeps_what_was_ticked():
    before = Ticks({"Claim 2": True, "A claim that was reworded": True}, {"decided": True}, {"m1": Shown.WEAK})
    reflection = Reflection.of(prompt(), attempt(take(), ticks=before))
    assert reflection.ticks.key_points == {"Claim 1": False, "Claim 2": True, "Claim 3": False, "Claim 4": False}
    assert reflection.ticks.statements == {"decided": True}
    assert reflection.ticks.dimensions == {"m1": Shown.WEAK}
    assert reflection.made == 1


def test_a_statement_that_was_not_touched_is_a_no():
    reflection = Reflection.of(prompt(), attempt(take()))
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
    reflection = Reflection.of(prompt(), attempt(*takes))
    for place in range(len(STATEMENTS)):
        reflection = reflection.with_statement(place, True)
    assert reflection.suggested == suggested


@given(st.integers(0, 4), st.integers(1, 4))
def test_a_depth_is_doubted_once_until_something_is_ticked(made: int, depth: int):
    reflection = Reflection.of(prompt(), attempt(take()))
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
    reflection = Reflection.of(prompt(), attempt(take())).with_key_point(2, True).with_statement(3, True)
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
