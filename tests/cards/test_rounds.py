"""Four rounds, four dimensions each, each with a weak and a strong answer to compare one's own with."""

import pytest

from cards.deck import builtin_folder, load_deck
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


@pytest.mark.parametrize("info", ROUNDS.values(), ids=str)
def test_a_round_has_a_target_with_a_reason_and_something_to_prepare_with(info: RoundInfo):
    assert info.target_depth in (3, 4)
    assert info.target_reason.endswith(".")
    assert info.resources
    for each in info.resources:
        assert each.title
        assert each.by
        assert each.use.endswith(".")
        assert each.year is None or 2000 < each.year <= 2026
        assert "://" not in f"{each.title} {each.by} {each.use}"


def test_no_round_asks_for_more_than_its_prompts():
    deck = load_deck(builtin_folder()).prompts
    for info in ROUNDS.values():
        depths = [each.target_depth for each in deck if each.round is info.round and each.stage is None]
        assert min(depths) <= info.target_depth <= max(depths)


def test_what_is_from_before_the_rounds_changed_is_known():
    dated = [each.title for info in ROUNDS.values() for each in info.resources if each.is_dated]
    assert dated == ["CS229: Machine Learning, the problem sets", "makemore"]
    assert not any(each.is_dated for each in ROUNDS[Round.DESIGN].resources)
    sources = [each.source for each in ROUNDS[Round.CODING].resources]
    assert sources == [
        "LeetCode",
        "Andrej Karpathy, one file of code, 2022, before 2024",
        "Andrej Karpathy, repositories, 2025",
    ]


def test_the_sixteen_dimensions_are_found_by_id():
    assert len(DIMENSIONS) == 16
    assert len({each.weak for each in DIMENSIONS.values()} | {each.strong for each in DIMENSIONS.values()}) == 32
    assert [round_of(each) for each in ("m1", "s4", "c2", "b3")] == list(Round)
    with pytest.raises(KeyError):
        round_of("x1")
