"""Search takes any text a person can type or paste, and finds what was meant."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.attempt import Transcript
from cards.library import Library, SpokenHit
from cards.library.search import quoted
from tests.support.library_values import Values


@pytest.fixture
def spoken(library: Library, values: Values):
    """Says a text in a new take and returns the take's id."""

    def say(text: str) -> int:
        take = values.begin(library).id
        library.save_transcript(take, Transcript("base", text, (), values.moment))
        return take

    return say


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


def test_a_very_long_query_is_cut():
    assert quoted("word " * 10_000).count("word") == 32


@pytest.mark.parametrize(
    "query", ["tradeoff", "TRADEOFFS latency", "naive", "naïve", "10,000", "O(n)", '"latency"', "C++"]
)
def test_words_are_found_as_a_person_means_them(library: Library, spoken: Callable[[str], int], query: str):
    take = spoken("The tradeoffs of a naïve cache: latency against 10,000 stale rows, O(n) in C++.")
    spoken("Something else")
    assert [hit.take for hit in library.search_transcripts(query)] == [take]


def test_every_word_must_be_there(library: Library, spoken: Callable[[str], int]):
    spoken("cache latency")
    assert library.search_transcripts("cache shard") == ()


def test_a_hit_says_where_it_was_said(library: Library, spoken: Callable[[str], int]):
    take = spoken("word " * 30 + "the needle " + "word " * 30)
    (hit,) = library.search_transcripts("needle")
    assert (hit.take, hit.prompt, hit.attempt) == (take, "F5.a", library.history()[0].id)
    assert "the needle" in hit.snippet
    assert hit.snippet.startswith("…")
    assert isinstance(hit, SpokenHit)


def test_a_discarded_take_is_not_found(library: Library, spoken: Callable[[str], int], values: Values):
    library.discard_take(spoken("needle"), values.moment)
    assert library.search_transcripts("needle") == ()


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.text(max_size=40))
def test_no_text_is_an_error(searched: Library, query: str):
    searched.search_transcripts(query)
    searched.search_prompts(query)


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
            expression = quoted("".join(dice.choices(pieces, k=dice.randint(0, 12))))
            if expression:
                list(db.execute("SELECT rowid FROM transcripts_fts WHERE transcripts_fts MATCH ?", [expression]))
