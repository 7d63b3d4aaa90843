from dataclasses import replace
from datetime import timedelta
from time import thread_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cards.prompt import Stage
from cards.prompt_query import Standing, parse
from cards.prompt_state import PromptState
from desktop.prompts.catalogue import Catalogue, Entry, Known, found, nearness, standing_of
from scheduler.days import study_day
from tests.desktop.prompts.samples import ENTRIES, PROMPTS, TODAY, entry, schedule
from tests.support.desk import EVENING, Desk, prompt, rated

NOTHING_KNOWN = Known({}, {}, {})


def ids(query: str) -> list[str]:
    return [each.id for each in found(ENTRIES, parse(query))]


@pytest.mark.parametrize(
    ("state", "days", "standing"),
    [
        (PromptState(), None, Standing.NEW),
        (PromptState(), 0, Standing.DUE),
        (PromptState(), -3, Standing.DUE),
        (PromptState(), 1, Standing.LATER),
        (PromptState(suspended=True), -3, Standing.RESTING),
        (PromptState(buried_until=TODAY + timedelta(days=1)), None, Standing.RESTING),
        (PromptState(buried_until=TODAY), None, Standing.NEW),
    ],
)
def test_where_a_prompt_stands(state: PromptState, days: int | None, standing: Standing):
    assert standing_of(PROMPTS[0], state, None if days is None else schedule(days), TODAY) is standing


def test_a_prompt_for_another_stage_is_never_due():
    recruiter = replace(PROMPTS[3], stage=Stage.RECRUITER)
    assert standing_of(recruiter, PromptState(), schedule(-1), TODAY) is Standing.LATER


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["F1.a", "S1.a", "C1.a", "B1.a"]),
        ("round:ml round:c", ["F1.a", "C1.a"]),
        ("topic:VARIANCE", ["F1.a"]),
        ("state:due", ["F1.a"]),
        ("state:new", ["B1.a"]),
        ("state:later", ["S1.a"]),
        ("state:resting", ["C1.a"]),
        ("state:retired", ["F0.z"]),
        ("state:retired state:new", ["B1.a", "F0.z"]),
        ("state:marked", ["S1.a"]),
        ("state:own", ["S1.a", "B1.a"]),
        ("is:leech", ["F1.a"]),
        ("is:leech state:later", []),
        ("depth:<3", ["F1.a"]),
        ("depth:none", ["C1.a", "B1.a"]),
        ("tag:rag", ["S1.a"]),
        ("tag:rag tag:weak", ["S1.a"]),
        ("tag:rag tag:other", []),
        ("year:<2024", ["S1.a"]),
        ("year:>=2024", ["F1.a", "C1.a", "B1.a"]),
        ("year:<2024 state:retired", []),
        ("drifted", ["B1.a"]),
        ('"little data"', ["F1.a"]),
        ('"data little"', []),
        ("data little", ["F1.a"]),
        ("print(1)", ["C1.a"]),
        ("f1.A", ["F1.a"]),
    ],
)
def test_a_query_finds(query: str, expected: list[str]):
    assert ids(query) == expected


def test_titles_that_hold_the_words_come_first_as_a_phrase_before_all_of_them():
    def titled(number: int, title: str) -> Entry:
        words = f"f{number}.a {title} a run that never ends".casefold()
        return entry("F1.a", id=f"F{number}.a", title=title, words=words)

    titles = ("A bill", "Never a run that ends", "Another bill", "The run that never ends", "Ends, that never run")
    entries = tuple(titled(number, title) for number, title in enumerate(titles, 1))
    assert [each.title for each in found(entries, parse("Run that  never ends"))] == [
        "The run that never ends",
        "Never a run that ends",
        "Ends, that never run",
        "A bill",
        "Another bill",
    ]
    assert found(entries, parse("")) == entries
    assert found(entries, parse("f2.a"))[0].id == "F2.a"


@example(["", "a"], '"a "')
@given(st.lists(st.text("ab c", max_size=6), max_size=12), st.text('ab "', max_size=6))
def test_ranking_loses_and_adds_nothing_and_keeps_the_order_of_equals(titles: list[str], text: str):
    query = parse(text)
    terms = tuple(" ".join(term.split()) for term in query.terms)
    entries = tuple(
        entry("F1.a", id=str(number), title=title, words=f"{number} {title} abba a b c")
        for number, title in enumerate(titles)
    )
    meant = [each for each in entries if all(term in each.words for term in terms)]
    ranked = list(found(entries, query))
    assert sorted(each.id for each in ranked) == sorted(each.id for each in meant)
    for near in (0, 1, 2):
        group = [each for each in ranked if nearness(each, terms) == near]
        assert group == [each for each in meant if nearness(each, terms) == near]
    assert [nearness(each, terms) for each in ranked] == sorted(nearness(each, terms) for each in ranked)


def test_the_rounds_come_in_their_order_and_within_them_one_counts():
    shuffled = (PROMPTS[3], prompt("my-2"), PROMPTS[2], prompt("F10.a"), prompt("F9.b"), PROMPTS[0], PROMPTS[1])
    entries = Catalogue().entries(shuffled, {}, NOTHING_KNOWN, TODAY)
    assert [each.id for each in entries] == ["F1.a", "F9.b", "F10.a", "my-2", "S1.a", "C1.a", "B1.a"]


def test_a_prompt_that_was_changed_is_searched_as_it_is_now():
    catalogue = Catalogue()
    catalogue.entries(PROMPTS, {}, NOTHING_KNOWN, TODAY)
    changed = replace(PROMPTS[0], title="Zeppelins")
    assert found(catalogue.entries((changed,), {}, NOTHING_KNOWN, TODAY), parse("zeppelin"))


def test_the_last_depth_counts(desk: Desk):
    rated(desk.real, 3, EVENING)
    rated(desk.real, 1, EVENING + timedelta(days=2))
    assert desk.real.last_depths() == {"F1.a": 1}
    assert desk.real.reviews()[-1].study_day == study_day(EVENING + timedelta(days=2))


def test_five_thousand_prompts_are_searched_while_one_types():
    """A frame has 16 ms; what is typed is looked for only after it has settled."""
    many = [replace(PROMPTS[n % 4], id=f"X{n}", model_answer="a word and another " * 60) for n in range(5_000)]
    entries = Catalogue().entries(many, {}, NOTHING_KNOWN, TODAY)
    began = thread_time()
    assert len(found(entries, parse("round:ml another depth:none"))) == 1_250
    assert thread_time() - began < 0.2
