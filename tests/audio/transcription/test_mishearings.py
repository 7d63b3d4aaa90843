import re

import pytest

from audio.transcription.mishearings import BadTable, builtin_table, ordinary_words, parse_table


def test_the_table_that_ships_is_whole():
    table = builtin_table()
    assert len(table.company) == len(set(table.company)) > 200
    assert len(table.mishearings) > 100


def test_no_company_is_a_single_word_of_everyday_talk():
    """Terms in capitals are found in capitals alone; a lower-case word must be nobody's but ours."""
    shared = {"algorithm", "backend", "dataset", "endpoint", "sandbox", "throughput", "transpose", "agentic", "python"}
    single = {term for term in builtin_table().company if term.isalpha() and term.islower()}
    assert single & ordinary_words() <= shared | {"convolution", "tokenize", "embedding"}


@pytest.mark.parametrize("word", ["rag", "rope", "queen", "cash", "train", "kitchen", "entertainment", "yarn"])
def test_everyday_words_are_known(word: str):
    assert word in ordinary_words()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format =", "not TOML"),
        ("format = 2", "no format = 1"),
        ("format = 1\nextra = 1", "no place for extra"),
        ("format = 1\nterms = 3", "'terms' of the table"),
        ("format = 1\nterms = [3]", "3 in the table"),
        ("format = 1\ncompany = 3", "'company' in the table"),
        ("format = 1\ncompany = ['!']", "'company' in the table"),
        ("format = 1\nterms = [{ heard = ['a'] }]", "no 'write'"),
        ("format = 1\nterms = [{ write = ' a' }]", "no 'write'"),
        ("format = 1\nterms = [{ write = 'A', hear = ['a'] }]", "A in the table of mis-hearings has no place for hear"),
        ("format = 1\nterms = [{ write = 'A', heard = 'a' }]", "'A: heard'"),
        ("format = 1\nterms = [{ write = 'A', heard = ['a b c d e f g h'] }]", "more than 7 pieces"),
        ("format = 1\nterms = [{ write = 'A', within = 9 }]", "'within' of A"),
        ("format = 1\nterms = [{ write = 'A', within = true }]", "'within' of A"),
        (
            "format = 1\nterms = [{ write = 'A', heard = ['x'] }, { write = 'B', heard = ['x'] }]",
            "'x' stands for A and",
        ),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str):
    with pytest.raises(BadTable, match=re.escape(said)):
        parse_table(text)


def test_two_terms_may_be_heard_alike_where_their_company_tells_them_apart():
    table = parse_table(
        "format = 1\n"
        "terms = [{ write = 'A', heard = ['x'], only = ['one'] }, { write = 'B', measured = ['X'], only = ['two'] }]"
    )
    assert [entry.heard for entry in table.mishearings] == [(("x",),), (("x",),)]
