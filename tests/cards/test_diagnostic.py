"""The six questions: what they are about, which round and phase they belong to, and which answer to them counts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cards.coverage import diagnostic
from cards.deck import builtin_folder, load_deck
from cards.diagnostic import QUESTIONS, Diagnosed, Result, latest
from cards.rounds import Round

TODAY = date(2026, 11, 21)


def test_each_question_is_of_its_round():
    assert [(each.id, each.round) for each in QUESTIONS.values()] == [
        ("Q1", Round.ML),
        ("Q2", Round.DESIGN),
        ("Q3", Round.CODING),
        ("Q4", Round.BEHAVIORAL),
        ("Q5", Round.ML),
        ("Q6", Round.DESIGN),
    ]


def test_they_are_the_questions_that_the_checklist_spells_out():
    assert list(QUESTIONS) == list(diagnostic())


def test_the_deck_asks_each_in_its_own_round():
    prompts = {each.diagnostic: each for each in load_deck(builtin_folder()).prompts if each.diagnostic}
    assert {code: prompt.round for code, prompt in prompts.items()} == {
        code: question.round for code, question in QUESTIONS.items()
    }
    assert all(prompt.stage is None for prompt in prompts.values())


def test_what_a_question_is_about_can_stand_in_a_sentence():
    said = [each.asks for each in QUESTIONS.values()]
    assert len(set(said)) == len(QUESTIONS)
    assert all(not each.endswith(".") and len(each) <= 40 for each in said)


def test_results_are_stored_as_the_words_a_person_sees():
    assert [str(each) for each in Result] == ["can", "partly", "stuck"]


def test_a_retake_counts_instead_of_what_came_before_and_replaces_nothing_else():
    first = Diagnosed("Q2", Result.STUCK, TODAY, 1)
    other = Diagnosed("Q6", Result.PARTLY, TODAY, 2)
    again = Diagnosed("Q2", Result.CAN, TODAY + timedelta(days=9), 7)
    assert latest([first, other]) == {"Q2": first, "Q6": other}
    assert latest([first, other, again]) == {"Q2": again, "Q6": other}


def test_what_is_no_question_is_left_out():
    assert latest([Diagnosed("Q7", Result.CAN, TODAY, 1)]) == {}


ANSWERS = st.builds(
    Diagnosed, st.sampled_from(list(QUESTIONS)), st.sampled_from(Result), st.just(TODAY), st.integers(1, 99)
)


@given(st.lists(ANSWERS, max_size=20))
def test_the_latest_are_in_the_order_of_the_questions_and_each_is_the_last_of_its_own(diagnosed: list[Diagnosed]):
    found = latest(diagnosed)
    assert list(found) == [each for each in QUESTIONS if each in {one.question for one in diagnosed}]
    for question, each in found.items():
        assert each is [one for one in diagnosed if one.question == question][-1]
