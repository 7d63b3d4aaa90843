"""What a person types into the search, as a value and back again."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.query import Query, parse, spell
from cards.rounds import Round

DAY = date(2026, 11, 21)

PIECES = (
    *("round:coding", "round:x", "ROUND:S", "round:", "topic:rag", 'topic:"Bias and variance"', "topic:", "depth<2"),
    *("depth>=3", "depth>3", "depth:1", "depth:none", "depth:9", "depth", "depth<", "after:2026-11-01", "after:soon"),
    *("before:2026-12-01", "before:0001-01-01", "until:9999-12-31", "on:2026-11-21", "is:marked", "is:unmarked"),
    *("is:unrated", "is:deleted", "is:nice", 'said:"cache miss"', "said:cache", 'said:"', "said:", 'said:"open'),
    *('"', '""', '"two words"', '"open', 'a"b', "cache", "a=b", "x<y", "http://a", "nothing:here", ":", "<", "naïve"),
    *("\t", "\0", " "),
)
lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map(" ".join) | st.text(max_size=40)
queries = st.builds(
    replace,
    lines.map(parse),
    said=st.lists(st.text(max_size=12), max_size=3).map(tuple),
    rounds=st.frozensets(st.sampled_from(Round)),
    topics=st.frozensets(st.text(max_size=8), max_size=2),
    depths=st.frozensets(st.sampled_from((None, 1, 2, 3, 4))),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    marked=st.none() | st.booleans(),
    trash=st.booleans(),
)
exhaustive = settings(max_examples=1_000, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("", Query()),
        ("round:coding", Query(rounds=frozenset({Round.CODING}))),
        ("round:S round:ML", Query(rounds=frozenset({Round.DESIGN, Round.ML}))),
        ('round:"system des"', Query(rounds=frozenset({Round.DESIGN}))),
        ("Round:Behav", Query(rounds=frozenset({Round.BEHAVIORAL}))),
        ('topic:rag topic:"Bias and variance"', Query(topics=frozenset({"rag", "Bias and variance"}))),
        ("depth<2", Query(depths=frozenset({1}))),
        ("depth<=2", Query(depths=frozenset({1, 2}))),
        ("depth>=3", Query(depths=frozenset({3, 4}))),
        ("depth>1 depth<4", Query(depths=frozenset({2, 3}))),
        ("depth:1 depth=4", Query(depths=frozenset({1, 4}))),
        ("depth:none depth<2", Query(depths=frozenset({None, 1}))),
        ("is:unrated", Query(depths=frozenset({None}))),
        ("after:2026-11-21", Query(since=DAY)),
        ("before:2026-11-22", Query(until=DAY)),
        ("until:2026-11-21", Query(until=DAY)),
        ("on:2026-11-21", Query(since=DAY, until=DAY)),
        ("after:2026-11-21 after:2026-11-01", Query(since=DAY)),
        ("is:marked", Query(marked=True)),
        ("is:unmarked", Query(marked=False)),
        ("is:deleted", Query(trash=True)),
        ('said:"cache  miss" said:tail', Query(said=("cache miss", "tail"))),
        ('said:"still typ', Query(said=("still typ",))),
        ("the  cache", Query(text="the cache")),
        (
            'round:coding depth<2 said:"cache" stale rows',
            Query("stale rows", ("cache",), frozenset({Round.CODING}), depths=frozenset({1})),
        ),
    ],
)
def test_what_a_line_means(line: str, query: Query):
    assert parse(line) == query
    assert parse(line).problems == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("round:chess", "There is no round chess; the rounds are ml, design, coding, behavioral."),
        ("round:", "The rounds are ml, design, coding, behavioral."),
        ("topic:", "After topic: comes a part of the topic's name."),
        ("said:", "After said: come the words, in quotation marks where they are several."),
        ("depth:7", "No depth is depth:7; they are 1 to 4."),
        ("depth<1", "No depth is depth<1; they are 1 to 4."),
        ("depth:deep", "depth:deep names no depth; they are 1 to 4, or none."),
        ("depth>3 depth<2", "No depth is depth>3 and depth<2 at once; depths are 1 to 4."),
        ("after:soon", "soon is not a day; a day is written like 2026-11-21."),
        ("on:", "Nothing is not a day; a day is written like 2026-11-21."),
        ("before:0001-01-01", "No day is before 0001-01-01."),
        ("is:good", "An attempt is:marked, is:unmarked, is:unrated or is:deleted."),
        ("rond:coding", "rond: is not a filter; it is searched as words."),
    ],
)
def test_what_is_not_understood_is_said_and_searched(line: str, problem: str):
    assert parse(line) == Query(text=line)
    assert parse(line).problems == (problem,)


@pytest.mark.parametrize("line", ["a=b", "x<y", "http://example", "depth", ":", "10:30", "note:", '"round:coding"'])
def test_what_is_no_filter_is_words_without_a_word(line: str):
    assert parse(line) == Query(text=line)
    assert parse(line).problems == ()


def test_words_and_phrases_of_the_free_text():
    assert parse('one "two three" four"').terms == ("one", "two three", 'four"')
    assert parse('" "').terms == ()
    assert not parse("is:marked").searches
    assert parse("said:a").searches


def test_a_query_is_spelled_as_a_person_would():
    query = Query(
        "stale rows",
        ("cache miss", "tail"),
        frozenset({Round.CODING, Round.ML}),
        frozenset({"Bias and variance"}),
        frozenset({None, 2}),
        DAY,
        date(2026, 12, 24),
        marked=True,
        trash=True,
    )
    assert spell(query) == (
        'round:ml round:coding topic:"Bias and variance" depth:2 depth:none after:2026-11-21 before:2026-12-25 '
        'is:marked is:deleted said:"cache miss" said:tail stale rows'
    )
    assert spell(Query(since=DAY, until=DAY)) == "on:2026-11-21"


@exhaustive
@given(queries)
def test_what_is_spelled_means_the_same(query: Query):
    assert parse(spell(query)) == query


@exhaustive
@given(lines)
def test_no_line_is_an_error(line: str):
    query = parse(line)
    assert all(problem.endswith(".") for problem in query.problems)
    assert parse(spell(query)) == query
    assert all(term.strip() for term in query.terms)
