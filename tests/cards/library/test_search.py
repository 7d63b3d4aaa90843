"""Search takes any text a person can type or paste, and finds what was meant."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.attempt import Transcript
from cards.library import Library
from cards.library.search import free_expressions, phrase, quoted, spoken_expressions
from cards.query import Query, parse
from tests.support.library_values import Values


@pytest.fixture
def spoken(library: Library, values: Values):
    """Says a text in a new take and returns the take's id."""

    def say(text: str) -> int:
        take = values.begin(library).id
        library.save_transcript(take, Transcript("base", text, (), values.moment))
        return take

    return say


def takes(library: Library, text: str):
    return [line.hit and line.hit.take for line in library.find_attempts(parse(text))]


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("", ""),
        (' " ', ""),
        ("( ) * - ^ :", ""),
        ("\0", ""),
        ("C++", '"C++"'),
        ("what's up", '"what\'s" "up"'),
        ('say "yes"', '"say" """yes"""'),
        ("a AND", '"a" "AND"'),
        ("col:x", '"col:x"'),
        ("a\0b", '"a" "b"'),
        ("\ud800x", '"x"'),
    ],
)
def test_quoting(query: str, expression: str):
    assert quoted(query) == expression


def test_a_phrase_is_one_string():
    assert phrase('cache "miss" ++ now') == '"cache ""miss"" now"'


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("cache miss", ('"cache"', '"miss" *')),
        ("cache or", ('"cache"', '"or"')),
        ('now "cache miss"', ('"now"', '"cache miss"')),
        ('"cache miss" ++', ('"cache miss"',)),
        ("++", ()),
    ],
)
def test_free_words_and_phrases(text: str, expressions: tuple[str, ...]):
    assert free_expressions(Query(text=text)) == expressions


def test_a_very_long_query_is_cut():
    assert len(free_expressions(Query(text="word " * 10_000))) == 32
    assert quoted("word " * 10_000).count("word") == 32


@pytest.mark.parametrize(
    "query", ["tradeoff", "TRADEOFFS latency", "naive", "naïve", "10,000", "O(n)", '"latency"', "C++"]
)
def test_words_are_found_as_a_person_means_them(library: Library, spoken: Callable[[str], int], query: str):
    take = spoken("The tradeoffs of a naïve cache: latency against 10,000 stale rows, O(n) in C++.")
    spoken("Something else")
    assert takes(library, query) == [take]


def test_every_word_must_be_there(library: Library, spoken: Callable[[str], int]):
    spoken("cache latency")
    assert takes(library, "cache shard") == []


def test_a_discarded_take_is_not_found(library: Library, spoken: Callable[[str], int], values: Values):
    library.discard_take(spoken("needle"), values.moment)
    assert takes(library, "needle") == []


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.text(max_size=40))
def test_no_text_is_an_error(searched: Library, query: str):
    searched.search_prompts(query)
    searched.find_attempts(parse(query))
    searched.find_attempts(Query(text=query, said=(query,)))


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory):
    with Library.open(
        tmp_path_factory.mktemp("search") / "library.sqlite3", datetime(2026, 1, 1, tzinfo=UTC)
    ) as opened:
        yield opened


def test_twenty_thousand_strings_of_syntax_are_no_error(searched: Library):
    pieces = [
        '"',
        "'",
        "(",
        ")",
        "*",
        "^",
        ":",
        "-",
        "+",
        "{",
        "}",
        ",",
        ".",
        "\0",
        " ",
        "\t",
        "AND",
        "OR",
        "NOT",
        "NEAR",
    ]
    pieces += [
        "a",
        "text",
        "é",
        "²",
        "名",
        "٣",
        "\u200b",
        "\ufeff",
        "😀",
        "\ud800",
        "title",
        "rank",
        "C++",
        ";",
        "--",
        "\\",
    ]
    dice = random.Random(20261121)
    with searched._transaction() as db:
        for _ in range(20_000):
            text = "".join(dice.choices(pieces, k=dice.randint(0, 12)))
            said = Query(text=text, said=(text,))
            for expression in filter(None, (quoted(text), *free_expressions(said), *spoken_expressions(said))):
                list(db.execute("SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?", [expression]))
