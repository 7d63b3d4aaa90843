from hypothesis import given
from hypothesis import strategies as st

from cards.prompt import Prompt
from cards.rounds import Round
from desktop.practice.session import Session, by_turns
from tests.support.desk import ids, prompt

PROMPTS = tuple(prompt(name) for name in ("A", "B", "C", "D", "E"))
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


@given(st.lists(st.text(), min_size=1, max_size=5), st.integers(0, 100))
def test_turns_go_round(choices: list[str], earlier: int):
    assert by_turns(choices, earlier) == by_turns(choices, earlier + len(choices))
    assert {by_turns(choices, earlier + number) for number in range(len(choices))} == set(choices)


# The reflection
