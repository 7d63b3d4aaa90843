from dataclasses import replace
from datetime import timedelta

import pytest

from cards.prompt import Protocol, Stage
from cards.prompt_query import Standing, parse
from cards.prompt_state import PromptState
from cards.rounds import DIMENSIONS
from desktop.decks import Origin
from desktop.prompts.model import (
    NO_PROMPTS,
    badges,
    count_line,
    line_facts,
    nothing_found,
    pane_model,
    prompt_facts,
    prompt_model,
    read_aloud,
    spoken_seconds,
    standing_sentence,
)
from tests.desktop.prompts.samples import PROMPTS, TODAY, entry, model, place
from tests.desktop.review.samples import line

TOMORROW = TODAY + timedelta(days=1)
BURIED = PromptState(buried_until=TOMORROW)


@pytest.mark.parametrize(
    ("prompt_id", "changed", "facts"),
    [
        ("F1.a", {}, "due · depth 2 · Bias and variance"),
        ("S1.a", {}, "back Thu 26 Nov · depth 3 · Retrieval"),
        ("C1.a", {}, "rests · Tokenizers"),
        ("C1.a", {"state": BURIED}, "rests until Sun 22 Nov · Tokenizers"),
        ("B1.a", {}, "never asked · Failures"),
        ("F0.z", {}, "retired · Old things"),
        ("B1.a", {"standing": Standing.LATER, "place": place(0)}, "asked before · Failures"),
    ],
)
def test_a_line_says_where_the_prompt_stands(prompt_id: str, changed: dict[str, object], facts: str):
    assert line_facts(entry(prompt_id, **changed), TODAY) == facts


def test_early_years_and_ones_own_prompts_are_badged():
    assert badges(entry("S1.a")) == ("2023", "changed")
    assert badges(entry("B1.a")) == ("yours",)
    assert badges(entry("F1.a")) == ("leech",)
    assert badges(entry("C1.a")) == ()


def test_a_row_is_read_aloud_whole():
    assert read_aloud(entry("S1.a"), TODAY) == (
        "Long pages. System design. marked. back Thu 26 Nov. depth 3. Retrieval. 2023. changed"
    )


@pytest.mark.parametrize(
    ("prompt_id", "changed", "sentence"),
    [
        ("F1.a", {}, "It is due."),
        ("S1.a", {}, "It comes back on Thursday, 26 November."),
        ("C1.a", {}, "It rests, and is not asked until you wake it."),
        ("C1.a", {"state": BURIED}, "It rests until Sunday, 22 November."),
        ("B1.a", {}, "It was never asked."),
        (
            "F0.z",
            {},
            "No deck has this prompt any more. Your answers to it stay, and it is asked again if it comes back.",
        ),
        (
            "B1.a",
            {"prompt": replace(PROMPTS[3], stage=Stage.CULTURE)},
            "It belongs to the culture round: no daily session asks it. You can practise it here.",
        ),
    ],
)
def test_a_sentence_says_when_it_is_asked(prompt_id: str, changed: dict[str, object], sentence: str):
    assert standing_sentence(entry(prompt_id, **changed), TODAY) == sentence


def test_the_retention_behind_a_date_is_said():
    usual = "85 %: how sure you wanted to be of still having the thread, when the date was made."
    assert pane_model(entry("S1.a"), (), TODAY).why == usual
    assert pane_model(entry("F1.a"), (), TODAY).why == usual
    lifted = replace(place(3), desired_retention=0.92, lifted=True)
    shown = pane_model(entry("S1.a", place=lifted), (), TODAY)
    assert shown.why == (
        "The aim is a chance of 92 % of still having the thread when it comes back: the round was one of the weakest "
        "then and had no new prompt left."
    )


@pytest.mark.parametrize(
    ("prompt_id", "changed"),
    [
        ("B1.a", {}),
        ("C1.a", {"place": place(-1)}),
        ("F0.z", {"place": place(-1)}),
        ("S1.a", {"prompt": replace(PROMPTS[1], stage=Stage.CULTURE)}),
    ],
)
def test_what_no_session_asks_has_no_retention(prompt_id: str, changed: dict[str, object]):
    assert not pane_model(entry(prompt_id, **changed), (), TODAY).why


def test_a_prompt_that_is_lost_again_and_again_is_to_be_split():
    lost = "You have lost the thread of this prompt four times: split it or rewrite it."
    assert pane_model(entry("F1.a"), (), TODAY).lost_thread == lost
    assert pane_model(entry("F1.a", place=place(-1, lapses=3)), (), TODAY).lost_thread == ""
    assert (model().leeches, model("round:design").leeches) == (True, False)


def test_a_prompt_is_shown_whole_with_its_history():
    shown = pane_model(entry("S1.a"), (line(7),), TODAY)
    assert shown.prompt.constraints == ("fifty rows", "fifty million rows")
    assert shown.prompt.answered == "fifty rows"
    assert shown.prompt.key_points == ("Claim 1", "Claim 2", "Claim 3", "Claim 4")
    assert shown.badges == ("before 2024 (2023)", "changed by you")
    assert (shown.marked, shown.tags, shown.note, shown.example) == (
        True,
        ("rag", "weak"),
        "The number first.",
        "Our invoices.",
    )
    assert [(each.attempt, each.words) for each in shown.answers] == [(7, "Thu 19 Nov · 2:38 · depth 2")]


def test_of_a_retired_prompt_its_decision_is_left():
    shown = pane_model(entry("F0.z"), (), TODAY)
    assert shown.retired
    assert not shown.prompt.complete
    assert (shown.prompt.where, shown.prompt.decision) == ("ML fundamentals · Old things", "What did one choose?")


def test_what_is_to_be_known_of_a_prompt_has_names():
    debug = replace(
        PROMPTS[2], protocol=Protocol.DEBUG, checklist=("CO3", "X9"), diagnostic="Q3", basis="Assumed.", seconds=90
    )
    facts = dict(prompt_facts(debug))
    assert facts["Time"] == "1 minute 30 seconds, then 45 seconds for a follow-up"
    assert facts["Target"] == "Depth 3: decided under the constraint"
    assert facts["Judged by"] == DIMENSIONS["c1"].name
    assert facts["Steps"] == "Name the class of failure first, then the line"
    first, unknown, question = facts["Exercises"].split("\n")
    assert first.startswith("CO3: ")
    assert unknown == "X9"
    assert question.startswith("Q3: ")
    assert (facts["Checked in"], facts["Numbers"], facts["Id"]) == ("2026", "Assumed.", "C1.a")


def test_the_other_stages_are_named_once():
    assert prompt_model(replace(PROMPTS[3], stage=Stage.RECRUITER, topic="Recruiter screen")).where == (
        "Behavioral · Recruiter screen"
    )
    assert (
        prompt_model(replace(PROMPTS[3], stage=Stage.CULTURE, topic="Team")).where
        == "Behavioral · Team · culture round"
    )


def test_what_is_found_is_counted():
    assert (count_line(4, 4), count_line(1, 176)) == ("4 prompts", "1 of 176 prompts")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("zeppelin", "No prompt has “zeppelin”."),
        ("zeppelin round:ml", "No prompt with “zeppelin” passes the filters above."),
        ("tag:other", "No prompt passes the filters above."),
    ],
)
def test_what_was_looked_for_in_vain_is_said(query: str, text: str):
    assert nothing_found(parse(query)).text == text
    assert model(query).empty == nothing_found(parse(query)) or query == "zeppelin"


def test_without_any_prompt_the_list_helps():
    assert replace(model(), entries=()).empty == NO_PROMPTS
    assert model().empty is None
    assert model("foo:bar").problems == "foo: is not a filter; it is searched as words."


def test_times_are_said_as_one_says_them():
    assert [spoken_seconds(each) for each in (45, 60, 90, 121, 1200)] == [
        "45 seconds",
        "1 minute",
        "1 minute 30 seconds",
        "2 minutes 1 second",
        "20 minutes",
    ]


def test_whose_a_prompt_is_stands_in_words():
    assert pane_model(entry("B1.a"), (), TODAY).badges == ("written by you",)
    assert entry("B1.a").origin is Origin.OWN
