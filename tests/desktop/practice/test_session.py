from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.prompt import Prompt
from cards.rounds import Round
from desktop.practice.session import Session, SessionClock, minutes_left
from tests.support.desk import EVENING, ids, prompt

PROMPTS = tuple(prompt(name) for name in ("A", "B", "C", "D", "E"))
MORE = tuple(prompt(name) for name in ("X", "Y"))
sessions = st.integers(0, 4).flatmap(lambda count: st.builds(Session, st.just(PROMPTS[:count]), st.integers(0, count)))


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
    assert (session.header().round, session.header().place) == (Round.ML, "1 of 2 · about 11 minutes left")
    assert session.advanced().header().place == "2 of 2 · about 7 minutes left"


def test_the_last_prompt_of_a_minute_is_one_minute():
    assert Session((prompt(seconds=10, follow_up_seconds=5),)).header().place == "1 of 1 · about 1 minute left"


# Prompts that are not for now


@given(sessions)
def test_putting_off_asks_the_same_prompts_with_the_current_one_last(session: Session):
    later = session.put_off()
    assert (later.done, sorted(ids(later.prompts))) == (session.done, sorted(ids(session.prompts)))
    assert later.prompts[: later.done] == session.prompts[: session.done]
    if session.current is not None:
        assert later.prompts[-1] == session.current
        assert later.current == (session.following or session.current)


@given(sessions)
def test_taking_the_current_prompt_out_leaves_every_other_one_in_its_order(session: Session):
    rest = session.without_current()
    assert rest.current == session.following
    assert list(rest.prompts) == [each for each in session.prompts if each != session.current]


@given(sessions, st.sampled_from((*PROMPTS, *MORE)))
def test_a_prompt_that_rests_is_taken_out_of_what_waits_and_of_nothing_else(session: Session, resting: Prompt):
    rest = Session(session.prompts, session.done, beyond=MORE).without(resting)
    behind = session.done + 1
    assert rest.prompts[:behind] == session.prompts[:behind]
    assert resting not in (*rest.prompts[behind:], *rest.beyond)
    assert set(session.prompts[behind:]) - {resting} == set(rest.prompts[behind:])


@given(sessions)
def test_one_more_comes_from_what_did_not_fit_as_long_as_there_is_any(session: Session):
    session = Session(session.prompts, session.done, beyond=MORE)
    for extra in MORE:
        session = session.with_one_more()
        assert session.prompts[-1] == extra
    assert session.with_one_more() == session


def test_a_prompt_that_did_not_fit_and_comes_back_is_not_offered_once_more():
    session = Session(PROMPTS[:2], beyond=MORE).back_to(MORE[0])
    assert (session.current, session.beyond) == (MORE[0], MORE[1:])


def test_the_header_says_why_and_how_much_time_is_left():
    header = Session(PROMPTS[:2], reasons={"A": "Due today."}).header("19 minutes left")
    assert (header.place, header.why) == ("1 of 2 · 19 minutes left", "Due today.")


# The session's clock


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(0, 1e5)), max_size=6))
def test_only_the_time_between_start_and_stop_counts(spans: list[tuple[float, float]]):
    clock, at, spent = SessionClock(), EVENING, 0.0
    for running_s, resting_s in spans:
        clock = clock.running(at).running(at)
        at += timedelta(seconds=running_s)
        spent += running_s
        clock = clock.stopped(at)
        at += timedelta(seconds=resting_s)
        assert abs(clock.spent(at) - spent) < 1e-3


def test_a_clock_that_is_set_back_takes_nothing_away():
    assert SessionClock(60.0, EVENING).spent(EVENING - timedelta(hours=1)) == 60.0


@pytest.mark.parametrize(
    ("spent_s", "words"),
    [
        (0, "25 minutes left"),
        (1, "25 minutes left"),
        (60, "24 minutes left"),
        (1499, "1 minute left"),
        (1500, "the time is up, finish in peace"),
        (9999, "the time is up, finish in peace"),
    ],
)
def test_what_is_left_in_words(spent_s: float, words: str):
    assert minutes_left(SessionClock(spent_s).minutes_left(25, EVENING)) == words
