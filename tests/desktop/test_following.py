"""From a moment to its word and back, whatever times a recogniser gives."""

import math
from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.attempt import Transcript, Word
from desktop.following import LINGER_S, PARAGRAPH_WORDS, Reading, reading_of, units
from tests.support.attempt_desk import transcript
from tests.support.desk import EVENING

moments = st.floats(-5, 60)
wild = st.one_of(moments, st.just(math.nan), st.just(math.inf), st.just(-math.inf))
texts = st.one_of(
    st.text(max_size=6), st.sampled_from(["so.", "then", "e.g.", "why?", "😀", "a\u2029b", " ", "\ufdd0"])
)
words = st.lists(st.builds(Word, texts, wild, wild, st.just(0.9)), max_size=30)


def reading(*given_words: Word, text: str = "") -> Reading:
    said = text or " ".join(word.word for word in given_words)
    return reading_of(Transcript("base", said, given_words, EVENING))


def evenly(text: str) -> Reading:
    return reading_of(transcript(text))


def in_utf16(text: str, span: tuple[int, int]) -> str:
    return text.encode("utf-16-le", "surrogatepass")[2 * span[0] : 2 * span[1]].decode("utf-16-le", "surrogatepass")


@given(words)
def test_every_word_stands_where_it_is_said_to(given_words: list[Word]):
    made = reading(*given_words)
    shown = [each for each in given_words if each.word.strip()]
    assert len(made.spans) == len(made.starts) == len(made.ends) == len(shown)
    for (_, before), (start, _) in zip(made.spans, made.spans[1:], strict=False):
        assert before <= start
    for word, span in zip(shown, made.spans, strict=True):
        assert len(in_utf16(made.text, span)) == len(" ".join(word.word.split()))
        assert made.word_in(span[0]) == made.spans.index(span)
    assert units(made.text) == (made.spans[-1][1] if made.spans else 0)


@given(words)
def test_times_are_in_order(given_words: list[Word]):
    made = reading(*given_words)
    assert list(made.starts) == sorted(made.starts)
    assert all(math.isfinite(each) for each in made.starts)
    for number, (start, end) in enumerate(zip(made.starts, made.ends, strict=True)):
        following = made.starts[number + 1] if number + 1 < len(made.starts) else math.inf
        assert start <= end <= following


@given(words, st.lists(moments, max_size=20))
def test_a_later_moment_is_never_at_an_earlier_word(given_words: list[Word], times: list[float]):
    made = reading(*given_words)
    found = [word for word in map(made.word_at, sorted(times)) if word is not None]
    assert found == sorted(found)


@given(words, moments)
def test_a_moment_belongs_to_the_word_that_began_last_or_to_none(given_words: list[Word], seconds: float):
    made = reading(*given_words)
    word = made.word_at(seconds)
    begun = bisect_right(made.starts, seconds)
    if word is None:
        assert begun == 0 or seconds >= made.ends[begun - 1] + LINGER_S
    else:
        assert word == begun - 1


@given(words)
def test_every_word_is_in_one_sentence(given_words: list[Word]):
    made = reading(*given_words)
    for word in range(len(made.spans)):
        first, last = made.sentence_of(word)
        assert first <= word <= last
        assert made.sentence_of(first) == made.sentence_of(last) == (first, last)


@given(words, moments)
def test_from_any_moment_there_is_a_word_to_start_with(given_words: list[Word], seconds: float):
    made = reading(*given_words)
    before, ahead = made.word_before(seconds), made.word_from(seconds)
    if made.spans:
        assert before in range(len(made.spans))
        assert ahead in range(len(made.spans))
    else:
        assert before is None
        assert ahead is None


def test_a_word_is_marked_from_its_start_to_a_little_after_its_end():
    made = reading(Word("one", 1.0, 1.5, 0.9), Word("two", 3.0, 3.5, 0.9))
    assert [made.word_at(at) for at in (0.9, 1.0, 1.49, 1.79, 1.81, 3.0, 4.0)] == [None, 0, 0, 0, None, 1, None]


def test_words_that_follow_at_once_leave_no_gap():
    made = reading(Word("one", 1.0, 1.2, 0.9), Word("two", 1.4, 1.5, 0.9))
    assert [made.word_at(at) for at in (1.3, 1.39, 1.4)] == [0, 0, 1]


def test_a_word_without_length_is_marked_too():
    made = reading(Word("one", 1.0, 1.0, 0.9), Word("two", 2.0, 2.5, 0.9))
    assert made.word_at(1.1) == 0


def test_sentences_end_with_their_stop():
    made = evenly('I said "yes." Then why? No… (It broke!) So')
    assert [made.sentence_of(word) for word in (0, 3, 5, 6, 8)] == [(0, 2), (3, 4), (5, 5), (6, 7), (8, 8)]


def test_an_abbreviation_ends_no_sentence():
    made = evenly("Use a cache, e.g. redis. Then measure")
    assert made.sentence_of(0) == (0, 4)


def test_speech_without_a_stop_is_cut_into_pieces():
    made = evenly("word " * 100)
    assert made.sentence_of(50) == (40, 79)


def test_a_pause_stands_between_the_words_around_it():
    made = evenly("so ~2.1 then it ~0.9 broke")
    assert made.text == "so [2.1 s] then it broke"
    assert [(in_utf16(made.text, look.span), look.kind) for look in made.looks] == [("[2.1 s]", "pause")]
    assert in_utf16(made.text, made.spans[1]) == "then"


def test_words_that_were_written_together_stay_together():
    parts = (Word("10", 0, 1, 0.9), Word("%", 1, 1.2, 0.9), Word("of", 1.2, 2, 0.9), Word("it", 2, 3, 0.9))
    assert reading(*parts, text="10% of it").text == "10% of it"


def test_a_long_answer_has_paragraphs():
    made = evenly("I would keep the simple model here. " * 40)
    lines = made.text.split("\n")
    assert len(lines) > 2
    assert all(line.endswith(".") for line in lines)
    assert all(PARAGRAPH_WORDS <= len(line.split()) < PARAGRAPH_WORDS + 7 for line in lines[:-1])


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_said_is_nothing_to_follow(text: str):
    made = reading_of(Transcript("base", text, (), EVENING))
    assert made == Reading()
    assert made.word_in(0) is None


def test_text_without_words_keeps_its_lines():
    made = reading_of(Transcript("typed", "one  two\n\nthree\u2029four", (), EVENING))
    assert made.text == "one two\nthree\nfour"
    assert made.word_at(1.0) is None


def test_characters_that_mean_something_to_a_document_do_not_reach_it():
    assert evenly("a\ufdd0b \x00").text == "a\ufffdb \ufffd"
