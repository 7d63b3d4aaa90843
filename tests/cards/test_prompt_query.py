"""What a person types into the search of prompts, as a value and back again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.prompt_query import PromptQuery, Standing, parse, spell
from cards.rounds import Round

PIECES = (
    *("round:coding", "round:x", "round:", "topic:rag", 'topic:"Bias and variance"', "topic:", "depth<2", "depth:<3"),
    *("depth:none", "depth:9", "depth:<1", "depth>3", "depth<2", "state:due", "state:new", "STATE:Resting", "state:x"),
    *(
        "state:marked",
        "state:own",
        "state:leech",
        "is:leech",
        "is:due",
        "is:",
        "state:retired",
        "state:",
        "tag:weak",
        "tag:",
        'tag:"two words"',
        "year:2023",
    ),
    *("year<2024", "year:>=2025", "year:<0000", "year:>9999", "year:soon", "year"),
    *('"two words"', '"open', "a=b", "x<y"),
    *("http://a", "nothing:here", ":", "<", "topic:<x", "naïve", "year:٢٠٢٤", "\t", "\0", " "),
)
lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map(" ".join) | st.text(max_size=40)
queries = st.builds(
    replace,
    lines.map(parse),
    rounds=st.frozensets(st.sampled_from(Round)),
    topics=st.frozensets(st.text("abc  \"'", max_size=8), max_size=2),
    tags=st.frozensets(st.text("abc-9", max_size=8), max_size=2),
    standings=st.frozensets(st.sampled_from(Standing)),
    depths=st.frozensets(st.sampled_from((None, 1, 2, 3, 4))),
    marked=st.booleans(),
    own=st.booleans(),
    leech=st.booleans(),
    since=st.none() | st.integers(1000, 9999),
    until=st.none() | st.integers(1000, 9999),
)
exhaustive = settings(max_examples=1_000, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("", PromptQuery()),
        ("round:s", PromptQuery(rounds=frozenset({Round.DESIGN}))),
        ('topic:"Bias and variance"', PromptQuery(topics=frozenset({"Bias and variance"}))),
        ("state:due state:New", PromptQuery(standings=frozenset({Standing.DUE, Standing.NEW}))),
        ("state:marked state:own", PromptQuery(marked=True, own=True)),
        ("state:leech", PromptQuery(leech=True)),
        ("is:leech IS:New", PromptQuery(leech=True, standings=frozenset({Standing.NEW}))),
        ("depth:<3", PromptQuery(depths=frozenset({1, 2}))),
        ("depth<3 depth>=2", PromptQuery(depths=frozenset({2}))),
        ("depth:none depth:4", PromptQuery(depths=frozenset({None, 4}))),
        ("tag:Weak tag:rag", PromptQuery(tags=frozenset({"weak", "rag"}))),
        ("year:2023", PromptQuery(since=2023, until=2023)),
        ("year<2024", PromptQuery(until=2023)),
        ("year:>2024 year:<=2026", PromptQuery(since=2025, until=2026)),
        ('cache "too late"', PromptQuery(text='cache "too late"')),
        ("a=b x<y http://a", PromptQuery(text="a=b x<y http://a")),
    ],
)
def test_a_line_means(line: str, query: PromptQuery):
    assert parse(line) == query
    assert not parse(line).problems
    assert parse(spell(query)) == query


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("round:x", "There is no round x; the rounds are ml, design, coding, behavioral."),
        ("topic:", "After topic: comes a part of the topic's name."),
        ("tag:", "After tag: comes one of your tags."),
        ("state:odd", "A prompt's state: is due, later, new, resting, retired, marked, own or leech."),
        ("depth:7", "No depth is depth:7; they are 1 to 4."),
        ("depth<2 depth>3", "No depth is depth<2 and depth>3 at once; depths are 1 to 4."),
        ("year:soon", "year:soon names no year; a year is written like year:2024 or year:<2024."),
        ("year:>9999", "No year is year:>9999."),
        ("said:cache", "said: is not a filter; it is searched as words."),
    ],
)
def test_what_is_not_understood_is_said_and_searched(line: str, problem: str):
    query = parse(line)
    assert query.problems == (problem,)
    assert query.text == line


def test_terms_are_words_and_phrases():
    assert parse('cache "too  late" x').terms == ("cache", "too late", "x")


@exhaustive
@given(lines)
def test_any_line_is_a_query(line: str):
    query = parse(line)
    assert parse(spell(query)) == query


@exhaustive
@given(queries)
def test_a_query_is_spelled_and_read_again(query: PromptQuery):
    query = replace(query, problems=())
    assert parse(spell(query)) == query
