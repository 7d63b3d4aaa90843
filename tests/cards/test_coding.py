"""The data of the coding round holds together with the prompts of the deck, and is found in what somebody says."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.coding import Stem, box_seconds, boxes, checks_named, classes_named, coding_data, parse_coding
from cards.deck import builtin_folder, load_deck
from cards.phrases import Speech
from cards.prompt import Prompt, Protocol
from cards.rounds import Round
from cards.shipped import BadData
from cards.spoken import normal, says

DATA = coding_data()
PROMPTS = [each for each in load_deck(builtin_folder()).prompts if each.round is Round.CODING and each.stage is None]
DEBUG = [each for each in PROMPTS if each.protocol is Protocol.DEBUG]
NARRATED = [each for each in PROMPTS if each.protocol is Protocol.NARRATE]


def named(prompt: Prompt) -> str:
    return prompt.id


def test_the_counts_of_the_plan():
    assert (len(DATA.narrate), len(DATA.debug), len(DATA.classes), len(DATA.checks)) == (6, 4, 13, 7)
    assert (len(DATA.drills), len(DATA.phases), len(DATA.stems)) == (10, 6, 12)


def test_the_implementation_set_is_ten_prompts_of_the_deck():
    assert len(set(DATA.implementation_set)) == 10
    assert {each.id for each in PROMPTS} >= set(DATA.implementation_set)
    assert "week" in DATA.implementation_rule


def test_the_strip_is_four_minutes_and_a_problem_is_twenty():
    assert sum(each.seconds for each in DATA.narrate) == 240
    assert sum(each.seconds for each in DATA.phases) == 1200
    (code,) = [each for each in DATA.phases if each.interruption]
    begin = sum(each.seconds for each in DATA.phases[: DATA.phases.index(code)])
    assert code.interruption
    assert code.interruption.at == 720
    assert begin < code.interruption.at < begin + code.seconds


@given(st.integers(15, 3600))
def test_the_boxes_share_the_clock_of_any_prompt(seconds: int):
    shares = box_seconds(seconds)
    assert len(shares) == len(DATA.narrate)
    assert sum(shares) == seconds
    assert all(each > 0 for each in shares)
    assert box_seconds(240) == tuple(each.seconds for each in DATA.narrate)


@pytest.mark.parametrize("prompt", NARRATED, ids=named)
def test_a_narrated_answer_fills_most_of_the_strip(prompt: Prompt):
    filled = [box.name for box, hit in zip(DATA.narrate, boxes(prompt.model_answer), strict=True) if hit]
    assert len(filled) >= 4, filled


def test_every_box_is_filled_by_most_narrated_answers():
    filled = Counter(
        box.name
        for prompt in NARRATED
        for box, hit in zip(DATA.narrate, boxes(prompt.model_answer), strict=True)
        if hit
    )
    assert all(filled[box.name] * 3 >= len(NARRATED) * 2 for box in DATA.narrate), filled


def test_an_answer_that_says_nothing_fills_no_box():
    assert boxes("Well, I import the library and I call fit.") == (None,) * 6
    assert boxes("") == (None,) * 6


@pytest.mark.parametrize("prompt", DEBUG, ids=named)
def test_a_debug_prompt_has_a_class_of_the_taxonomy_and_its_answer_names_it_first(prompt: Prompt):
    ids = {each.id for each in DATA.classes}
    assert prompt.failure_class in ids
    assert {each.failure_class for each in prompt.counter_prints} <= ids
    assert [each.failure_class for each in prompt.counter_prints if each.confirms] == [prompt.failure_class]
    assert classes_named(prompt.model_answer)[0][0].id == prompt.failure_class


def test_classes_and_checks_are_named_in_the_order_in_which_they_are_said():
    text = "I'd guess the learning rate. No, a data leak: so print a batch, then overfit one batch. And the step size."
    assert [each.id for each, _ in classes_named(text)] == ["learning-rate", "leakage"]
    assert [each.name for each, _ in checks_named(text)] == ["One batch, printed", "Overfit one batch"]


def test_no_word_names_two_classes_or_two_checks():
    for group in (DATA.classes, DATA.checks):
        forms = Counter(normal(alias) for each in group for alias in each.aliases)
        assert [form for form, times in forms.items() if times > 1] == []


def test_every_class_is_in_a_drill_but_for_those_that_need_the_code():
    drilled = {each for drill in DATA.drills for each in drill.classes}
    assert {each.id for each in DATA.classes} - drilled == {"shape", "capacity"}
    assert len({drill.symptom for drill in DATA.drills}) == 10


def test_drills_ask_for_a_class_and_never_say_it():
    names = {each.id: each.aliases for each in DATA.classes}
    for drill in DATA.drills:
        assert not any(Speech(drill.symptom).hits(names[each]) for each in drill.classes), drill.symptom


def test_the_stems_are_twelve_patterns_that_no_prompt_of_the_deck_tells():
    assert [each.id for each in DATA.stems] == [f"M{number}" for number in range(1, 13)]
    assert len({each.pattern for each in DATA.stems}) == 12
    titles = {each.title for each in PROMPTS}
    for stem in DATA.stems:
        assert stem.title not in titles
        assert len(stem.follow_ups) == 3
        assert len(stem.edge_cases) >= 5
        assert 5 <= len(stem.key_points) <= 8
        assert 40 <= len(stem.story.split()) <= 90


@pytest.mark.parametrize("stem", DATA.stems, ids=lambda stem: stem.id)
def test_a_stem_has_points_that_it_does_not_give_away(stem: Stem):
    told = normal(f"{stem.story} {stem.inputs}")
    forms = Counter(normal(alias) for point in stem.key_points for alias in point.aliases)
    assert [form for form, times in forms.items() if times > 1] == []
    made = [point.claim for point in stem.key_points if any(says(told, alias) for alias in point.aliases)]
    assert len(made) <= 1, made
    assert all(len(point.aliases) >= 3 for point in stem.key_points)


def test_every_cue_is_found_in_itself():
    lists = [each.cues for each in DATA.narrate] + [each.aliases for each in (*DATA.classes, *DATA.checks)]
    for cue in (cue for cues in lists for cue in cues):
        assert Speech(f"so {cue} then").hits([cue]), cue


GOOD = """
format = 1
implementation_set = ["C1.a"]
implementation_rule = "Twice."
narrate = [{ name = "Restate", seconds = 20, cues = ["in go"] }]
debug = [{ name = "Name it", seconds = 20, shows = "The snippet." }]
class = [{ id = "mode", name = "Mode", aliases = ["eval mode"], first_check = "Print it." }]
check = [{ name = "Mode", aliases = ["print the mode"], does = "Print it.", tells = "Which it is." }]
drill = [{ symptom = "Odd.", classes = ["mode"], why = "Because." }]
phase = [{ name = "Code", seconds = 60, asks = "Write.", interruption = { at = 30, asks = "And now?" } }]
[[stem]]
id = "M1"
pattern = "window"
title = "A window"
story = "Told."
inputs = "A list."
follow_ups = ["And now?"]
edge_cases = ["empty"]
complexity = "Linear."
key_points = [{ claim = "It moves.", aliases = ["moves on"] }]
"""


def test_a_small_file_is_read():
    data = parse_coding(GOOD)
    assert data.phases[0].interruption
    assert data.phases[0].interruption.at == 30
    assert data.stems[0].key_points[0].aliases == ("moves on",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 1", "format = ", "is not TOML"),
        ("format = 1", "format = 2", "line 2: coding.toml: 'format' is 2"),
        ('rule = "Twice."', "rule = 2", "line 4: coding.toml: 'implementation_rule' is a whole number, not a text"),
        ("seconds = 20, cues", "second = 20, cues", "narrate 1: the field 'second' is not known. Write 'seconds'"),
        ('cues = ["in go"]', 'cues = ["in go", "in go"]', "stands there twice"),
        ('classes = ["mode"]', 'classes = ["moods"]', "line 9: coding.toml: there is no such class"),
        ("at = 30, ", "", "interruption: 'at' is missing"),
        ("interruption = { at = 30, ", "interruptions = { at = 30, ", "the field 'interruptions' is not known"),
        ("[[stem]]", "[[other]]", "'stem' is missing"),
        ('pattern = "window"', 'pattern = "window"\nmore = 1', "stem 1: the field 'more' is not known"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, said: str):
    with pytest.raises(BadData, match=re.escape(said)):
        parse_coding(GOOD.replace(old, new, 1))


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(BadData) as caught:
        parse_coding(GOOD.replace('"Told."', "1").replace('"Odd."', "2").replace("at = 30", "at = -1"))
    assert len(str(caught.value).splitlines()) == 3
