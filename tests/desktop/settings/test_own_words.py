import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.settings.own_words import words_of
from desktop.settings.values import MOST_WORDS, Settings


def test_each_line_is_a_word_once_and_empty_lines_are_none():
    assert words_of("Zanzibase\n\n  two   words \r\nzanzibase\nŁukasz") == (("Zanzibase", "two words", "Łukasz"), "")
    assert words_of("Qdrant, LoRA;pgbouncer,\nqdrant") == (("Qdrant", "LoRA", "pgbouncer"), "")
    assert words_of("") == ((), "")


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("a\n" + "x" * 41, 1, "One line is longer than 40 signs and not used: write single words or terms."),
        ("x" * 41 + "\n" + "y" * 99, 0, "2 lines are longer than 40 signs and not used: write single words or terms."),
        ("\n".join(f"w{n}" for n in range(102)), 100, "Only the first 100 words are kept."),
    ],
)
def test_what_cannot_be_kept_is_said(text: str, kept: int, said: str):
    words, problem = words_of(text)
    assert (len(words), problem) == (kept, said)


@settings(deadline=None)
@given(st.text())
def test_whatever_is_written_what_is_kept_can_be_set(text: str):
    words, _ = words_of(text)
    assert Settings(words=words).words == words
    assert len(words) <= MOST_WORDS
    assert words_of("\n".join(words)) == (words, "")
