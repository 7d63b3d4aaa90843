"""Four rounds, four dimensions each, each with a weak and a strong answer to compare one's own with."""

import pytest

from cards.rounds import DIMENSIONS, ROUNDS, Round, RoundInfo, round_of


def test_there_are_four_rounds_in_their_order():
    assert list(ROUNDS) == list(Round)
    assert [info.letter for info in ROUNDS.values()] == ["M", "S", "C", "B"]
    assert [info.name for info in ROUNDS.values()] == ["ML fundamentals", "System design", "Coding", "Behavioral"]
    assert all(info.round is key for key, info in ROUNDS.items())


@pytest.mark.parametrize("info", ROUNDS.values(), ids=str)
def test_a_round_says_what_it_tests_how_people_fail_and_has_four_dimensions(info: RoundInfo):
    assert info.tests.endswith(".")
    assert info.common_failure.endswith(".")
    assert [each.id for each in info.dimensions] == [f"{info.letter.lower()}{number}" for number in range(1, 5)]
    for each in info.dimensions:
        assert each.name
        assert " I " in f" {each.weak}".replace("My", "I")
        assert each.strong.endswith(".")
        assert each.weak != each.strong


def test_the_sixteen_dimensions_are_found_by_id():
    assert len(DIMENSIONS) == 16
    assert len({each.weak for each in DIMENSIONS.values()} | {each.strong for each in DIMENSIONS.values()}) == 32
    assert [round_of(each) for each in ("m1", "s4", "c2", "b3")] == list(Round)
    with pytest.raises(KeyError):
        round_of("x1")
