from dataclasses import fields

import pytest

from scheduler.depth import DEPTHS, STATEMENTS, Statements, needs_confirmation, rating_for, suggest

YES, NO = True, False


@pytest.mark.parametrize(
    ("a", "b", "c", "d", "answered", "depth"),
    [
        (NO, NO, NO, NO, YES, 1),
        (NO, NO, NO, YES, YES, 1),
        (NO, NO, YES, NO, YES, 1),
        (NO, NO, YES, YES, YES, 1),
        (NO, YES, NO, NO, YES, 1),
        (NO, YES, NO, YES, YES, 1),
        (NO, YES, YES, NO, YES, 1),
        (NO, YES, YES, YES, YES, 1),
        (YES, NO, NO, NO, YES, 2),
        (YES, NO, NO, YES, YES, 2),
        (YES, NO, YES, NO, YES, 2),
        (YES, NO, YES, YES, YES, 2),
        (YES, YES, NO, NO, YES, 3),
        (YES, YES, NO, YES, YES, 3),
        (YES, YES, YES, NO, YES, 3),
        (YES, YES, YES, YES, YES, 4),
        pytest.param(YES, YES, YES, YES, NO, 3, id="without an answered follow-up 4 is not suggested"),
        pytest.param(YES, YES, NO, NO, NO, 3, id="and nothing else changes without one: 3"),
        pytest.param(YES, NO, YES, YES, NO, 2, id="and nothing else changes without one: 2"),
        pytest.param(NO, YES, YES, YES, NO, 1, id="and nothing else changes without one: 1"),
    ],
)
def test_the_statements_suggest_a_depth(*, a: bool, b: bool, c: bool, d: bool, answered: bool, depth: int):
    assert suggest(Statements(a, b, c, d), answered) == depth


@pytest.mark.parametrize(
    ("depth", "ticked", "total", "asked"),
    [
        (4, 0, 5, True),
        (4, 2, 5, True),
        (3, 2, 5, True),
        (3, 3, 5, False),
        (3, 2, 4, False),
        (4, 1, 3, True),
        (2, 0, 5, False),
        (1, 0, 5, False),
        (4, 0, 0, False),
    ],
)
def test_a_deep_choice_with_under_half_of_the_key_points_is_asked_to_confirm(
    depth: int, ticked: int, total: int, asked: bool
):
    assert needs_confirmation(depth, ticked, total) is asked


def test_depths_are_the_four_fsrs_ratings_in_order():
    assert [rating_for(depth) for depth in DEPTHS] == [1, 2, 3, 4]


@pytest.mark.parametrize("depth", [0, 5, -1])
def test_there_is_no_other_depth(depth: int):
    with pytest.raises(ValueError, match="1 to 4"):
        rating_for(depth)


def test_each_statement_stands_for_one_field_in_order():
    assert list(STATEMENTS) == [field.name for field in fields(Statements)]


def test_the_words_put_the_pass_between_1_and_2():
    assert [DEPTHS[number].label for number in (1, 2, 3, 4)] == [
        "Recited",
        "Named the tradeoff",
        "Decided under the constraint",
        "Knows where it breaks",
    ]
    assert "needed the model answer" in DEPTHS[1].sentence
    assert "kept the interviewer's thread without the model answer" in DEPTHS[2].sentence
