"""What is listened for in a behavioural answer: the model answers of the deck hold it, and what is wrong is found."""

import re
from dataclasses import replace

import pytest

from cards.behavioral import (
    counts_in,
    disagreement,
    explanation,
    firm,
    hedges,
    is_early,
    jargon,
    long_sentences,
    markers,
    numbers,
    position,
)
from cards.behavioral_data import Counts, FieldKind, behavioral_data, parse_behavioral
from cards.deck import builtin_folder, load_deck
from cards.phrases import Speech
from cards.prompt import Prompt
from cards.rounds import Round
from cards.shipped import BadData
from cards.spoken import normal

DATA = behavioral_data()
PROMPTS = [
    each for each in load_deck(builtin_folder()).prompts if each.round is Round.BEHAVIORAL and each.stage is None
]


def of(*topics: str) -> list[Prompt]:
    return [each for each in PROMPTS if each.id.split(".")[0] in topics]


def named(prompt: Prompt) -> str:
    return prompt.id


def words_of(text: str) -> list[str]:
    return [each.hit.phrase for each in jargon(text)]


def hedges_of(text: str) -> list[str]:
    return [each.hit.phrase for each in hedges(text)]


# The model answers of the deck


@pytest.mark.parametrize("prompt", of("B3"), ids=named)
def test_an_explanation_of_the_deck_has_all_that_belongs_into_ninety_seconds(prompt: Prompt):
    limits = DATA.ninety_seconds
    assert words_of(prompt.model_answer) == []
    assert [each.part.id for each in explanation(prompt.model_answer) if not each.is_made] == []
    assert long_sentences(prompt.model_answer) == ()
    assert prompt.seconds == limits.stop_seconds
    assert limits.words_least <= len(prompt.model_answer.split()) <= limits.words_most


@pytest.mark.parametrize("prompt", of("B4"), ids=named)
def test_a_position_of_the_deck_comes_early_and_is_not_taken_back(prompt: Prompt):
    taken = position(prompt.model_answer)
    assert hedges_of(prompt.model_answer) == []
    assert taken
    assert is_early(taken)


@pytest.mark.parametrize("prompt", PROMPTS, ids=named)
def test_a_story_of_the_deck_makes_the_markers_of_its_topic(prompt: Prompt):
    found = markers(prompt.model_answer, prompt.id.split(".")[0])
    assert [each.marker.id for each in found if each.is_made is False] == []


@pytest.mark.parametrize("prompt", of("B5"), ids=named)
def test_a_disagreement_of_the_deck_tells_the_other_side_first(prompt: Prompt):
    assert [each.part.id for each in disagreement(prompt.model_answer) if not each.is_made] == []


# Where each counts


def test_every_topic_that_is_named_is_one_of_the_round():
    lists = [each.topics for each in DATA.markers]
    lists += [each.topics for each in (DATA.jargon, DATA.hedges, DATA.disagreement, DATA.ninety_seconds)]
    assert {topic for topics in lists for topic in topics} <= {each.id.split(".")[0] for each in PROMPTS}


@pytest.mark.parametrize(
    ("id_", "topic", "counts"),
    [
        ("B4.a", "Where your line is", True),
        ("B4.z", "Something of my own", True),
        ("mine-1", "where your LINE is", True),
        ("mine-1", "Something of my own", False),
        ("B3.a", "Plain words", False),
    ],
)
def test_a_list_counts_in_its_own_topics_only(id_: str, topic: str, counts: bool):
    prompt = replace(PROMPTS[0], id=id_, topic=topic)
    assert counts_in(DATA.hedges.topics, prompt) is counts


def test_a_topic_of_another_round_is_not_taken_for_it():
    prompt = replace(PROMPTS[0], id="B4.z", topic="Where your line is", round=Round.ML)
    assert not counts_in(DATA.hedges.topics, prompt)


# Jargon


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("It hallucinates.", ["hallucinate"]),
        ("We fine-tuned the LLM on a GPU", ["fine-tuned", "LLM", "GPU"]),
        ("A prompt injection in the vector database", ["prompt injection", "vector database"]),
        ("the L.L.M. and the A.P.I.", ["LLM", "API"]),
        ("Please pay attention to your prompt.", ["prompt"]),
        ("Right nine times out of ten; that's its accuracy.", []),
        ("Pay attention. Its attention is elsewhere.", ["attention"]),
        ("It made that up without knowing.", []),
        ("", []),
    ],
)
def test_words_that_only_engineers_know_are_found(said: str, found: list[str]):
    assert words_of(said) == found


def test_each_comes_with_plain_words():
    (hit,) = jargon("It has a long latency.")
    assert hit.plain == "the waiting time"
    assert "It has a long latency."[hit.hit.begin : hit.hit.end] == "latency"


@pytest.mark.parametrize(
    ("said", "weight"),
    [
        ("We use retrieval, which means it looks things up first.", 0.5),
        ("We use retrieval. In other words, it looks things up.", 0.5),
        ("We use retrieval, and it helps.", 1.0),
        (f"We use retrieval {'and so on ' * 4}which means that it looks things up.", 1.0),
    ],
)
def test_a_word_that_is_explained_at_once_counts_half(said: str, weight: float):
    assert sum(each.weight for each in jargon(said)) == weight


# Hedges and the position


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Maybe, I guess.", ["maybe", "i guess"]),
        ("There’s no right answer, it's a grey area.", ["there's no right answer", "grey area"]),
        ("It depends.", ["it depends"]),
        ("It depends on many things, and everyone has a view.", ["it depends", "everyone has a view"]),
        ("It depends on whether a person reads it.", []),
        ("It depends: if a person reads it, yes.", []),
        ("What kind of data is it? In a way that nobody sees.", []),
        ("It's kind of hard.", ["kind of"]),
        ("I'd count it by kind of request, the same kind of thing each time.", []),
        ("That's for legal.", ["that's for legal"]),
        ("I would not build it.", []),
    ],
)
def test_phrases_that_take_a_position_back_are_found(said: str, found: list[str]):
    assert hedges_of(said) == found


def test_a_hedge_says_in_which_way():
    assert [each.kind for each in hedges("Maybe. It depends. Company policy. Time will tell.")] == [
        each.name for each in DATA.hedges.kinds
    ]


def test_firm_words_are_no_hedges():
    said = "My line is at most one percent, and only if a person reads it."
    assert [each.phrase for each in firm(said)] == ["my line is", "at most", "only if"]
    assert hedges_of(said) == []


def test_a_position_has_to_come_within_twenty_seconds():
    late = position(f"{'well ' * 47}I would not build it.")
    early = position(f"{'well ' * 46}I would not build it.")
    assert late
    assert early
    assert not is_early(late)
    assert is_early(early)
    assert position("There are two sides to it.") is None


# Markers


def made(text: str, topic: str) -> dict[str, bool | None]:
    return {each.marker.id: each.is_made for each in markers(text, topic)}


def test_a_story_without_reasons_misses_what_is_asked_for_next():
    missing = made("The situation was hard, the task was large, and in the end the result was good.", "B1")
    assert missing == {
        "situation": False,
        "mechanism": False,
        "discovery": False,
        "decision": False,
        "counterfactual": False,
        "number": False,
        "outcome": False,
        "i_and_we": None,
    }
    assert all(each.ask.endswith(("?", ".")) for each in DATA.markers)


def test_background_counts_up_to_the_first_thing_that_moves():
    found = {each.marker.id: each for each in markers("one two three I decided to go on and on", "B6")}
    assert found["situation"].value == pytest.approx(3 / 10)
    assert found["situation"].is_made is False
    assert [each.phrase for each in found["situation"].hits] == ["i decided"]


def test_i_and_we_are_counted_and_not_judged():
    found = {each.marker.id: each for each in markers("I did it, we did it, our team and my team did it", "B1")}
    assert found["i_and_we"].value == pytest.approx(2 / 4)
    assert found["i_and_we"].is_made is None


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("Two hundred people and 15 days", 2),
        ("It fell from 9% to 2%.", 2),
        ("twenty five", 1),
        ("one of them", 0),
        ("1 of them", 1),
        ("a dozen, twice", 2),
        ("the p95 of our F1", 0),
        ("", 0),
    ],
)
def test_numbers_are_counted_as_they_are_said(said: str, count: int):
    assert len(numbers(Speech(said))) == count


def test_cues_that_overlap_count_once():
    found = {each.marker.id: each for each in markers("i'd do differently i'd do it", "B2")}
    assert found["counterfactual"].value == 1


# A disagreement


def test_the_other_sides_aim_counts_only_before_ones_own():
    fair = "Their concern was the date. My concern was the data. She decided, and next time I'd ask."
    unfair = "My concern was the data. Their concern was the date. She decided, and next time I'd ask."
    assert [each.is_made for each in disagreement(fair)] == [True] * 4
    assert [each.is_made for each in disagreement(unfair)] == [False, True, True, True]


def test_long_sentences_are_found():
    assert long_sentences(f"Short. Long{' long' * 25}. Right{' right' * 24}.") == (f"Long{' long' * 25}.",)


# The file


def test_the_story_bank_has_the_fields_of_the_plan():
    assert len({each.id for each in DATA.fields}) == len(DATA.fields) == 16
    assert [each.id for each in DATA.fields if each.kind is FieldKind.NUMBER] == ["affected"]
    assert [each.id for each in DATA.needs] == ["model", "system", "people"]


def test_every_marker_has_something_to_count():
    for each in DATA.markers:
        assert each.cues or each.counts is Counts.NUMBERS
        assert (each.least is not None or each.most is not None) == (each.counts is not Counts.RATIO)
        assert bool(each.others) == (each.counts is Counts.RATIO)


def test_every_phrase_is_found_in_itself_and_stands_once_in_its_list():
    lists = [each.cues for each in DATA.markers] + [each.phrases for each in DATA.hedges.kinds]
    lists += [each.cues for each in (*DATA.disagreement.parts, *DATA.ninety_seconds.parts)]
    lists += [tuple(DATA.jargon.words), DATA.hedges.firm, DATA.hedges.not_hedges, DATA.hedges.position.cues]
    for phrases in lists:
        assert len({normal(each) for each in phrases}) == len(phrases)
        for each in phrases:
            assert Speech(f"so {each} then").hits([each]), each


def test_plain_words_hold_no_jargon():
    """The assistant, a test, a prompt's own word: what is said instead must not be the next thing to explain."""
    assert {word: words_of(plain) for word, plain in DATA.jargon.words.items() if words_of(plain)} == {}


TEXT = (builtin_folder().parent / "behavioral.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "number"\n', 'kind = "numbers"\n', "the kind 'numbers' is not known. Write kind = \"number\""),
        ("[jargon]", "[jargons]", "behavioral.toml: the field 'jargons' is not known. Write 'jargon'"),
        ("[hedges.condition]", "[other]", "behavioral.toml, hedges: 'condition' is missing"),
        ('until = ["mechanism"', 'until = ["mechanics"', "a marker of 'until' is not there"),
        ('before = "my_concern"', 'before = "my_fear"', "'my_fear' is no part"),
        ('"recall" = [', '"recalled" = [', "'recalled' is no word of the list"),
        ("least = 1", 'least = "1"', "'least' is a text"),
        ("within_seconds = 20", "within_second = 20", "the field 'within_second' is not known. Write 'within_seconds'"),
        ('"token" = "a piece of a word"', '"token" = 1', "'token' is a whole number, not a text"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, said: str):
    assert old in TEXT
    with pytest.raises(BadData, match=re.escape(said)):
        parse_behavioral(TEXT.replace(old, new, 1))
