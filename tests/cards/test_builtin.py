"""The deck that ships: how many prompts of what, and that nothing in it is wrong. ``deck check`` holds the rest."""

import re
from collections import Counter

import pytest

from cards.deck import builtin_folder, load_deck
from cards.prompt import Stage
from cards.rounds import Round

DECK = load_deck(builtin_folder())
OF_ROUNDS = [each for each in DECK.prompts if each.stage is None]
TOPICS = {Round.ML: ("F", 13), Round.DESIGN: ("S", 14), Round.CODING: ("C", 12), Round.BEHAVIORAL: ("B", 10)}


def test_nothing_is_wrong():
    assert [str(each) for each in (*DECK.problems, *DECK.warnings)] == []


def test_there_are_as_many_prompts_as_promised():
    assert Counter(each.round for each in OF_ROUNDS) == {
        Round.ML: 47,
        Round.DESIGN: 63,
        Round.CODING: 36,
        Round.BEHAVIORAL: 30,
    }
    assert Counter(each.stage for each in DECK.prompts if each.stage) == {Stage.RECRUITER: 6, Stage.CULTURE: 6}


@pytest.mark.parametrize("round_", Round)
def test_every_topic_is_a_file_named_after_its_prompts(round_: Round):
    letter, count = TOPICS[round_]
    prompts = [each for each in OF_ROUNDS if each.round is round_]
    assert {each.id.split(".")[0] for each in prompts} == {f"{letter}{number}" for number in range(1, count + 1)}
    assert len({each.topic for each in prompts}) == count


def test_every_file_holds_the_prompts_of_one_topic_in_order():
    for file in builtin_folder().glob("*.toml"):
        ids = re.findall(r'^id = "(.*)"', file.read_text(encoding="utf-8"), re.MULTILINE)
        topic = file.name.split("-")[0].upper()
        assert ids == [f"{topic}.{letter}" for letter in "abcdefgh"[: len(ids)]], file.name


def test_no_two_prompts_have_the_same_title():
    assert [title for title, times in Counter(each.title for each in DECK.prompts).items() if times > 1] == []


def test_the_six_questions_of_the_diagnostic_are_asked_once_each():
    assert sorted(each.diagnostic for each in DECK.prompts if each.diagnostic) == [f"Q{n}" for n in range(1, 7)]


def test_the_two_long_designs_and_the_coding_problems_have_their_time():
    seconds = {each.id: each.seconds for each in DECK.prompts}
    assert (seconds["S1.a"], seconds["S7.a"]) == (1800, 1200)
    assert {seconds[f"C11.{letter}"] for letter in "abc"} == {1200}


def test_every_prompt_has_an_id_of_its_own():
    assert len({each.id for each in DECK.prompts}) == len(DECK.prompts) == 188
