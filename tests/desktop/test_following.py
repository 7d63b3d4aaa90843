"""From a moment to its word and back, whatever times a recogniser gives."""

import math
from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.attempt import Gap, Transcript, Word
from desktop.following import (
    IN_DOUBT,
    LINGER_S,
    NOT_UNDERSTOOD,
    PARAGRAPH_WORDS,
    Look,
    Reading,
    description,
    reading_of,
    summary,
    text_only,
    units,
)
from tests.support.attempt_desk import transcript
from tests.support.desk import EVENING

moments = st.floats(-5, 60)
wild = st.one_of(moments, st.just(math.nan), st.just(math.inf), st.just(-math.inf))
TEXTS = ("so.", "then", "e.g.", "um", "Uh,", "hmm.", "why?", "😀", "a\u2029b", " ", "\ufdd0")
gaps = st.lists(st.builds(Gap, wild, wild), max_size=3)
texts = st.one_of(
    st.text(max_size=6),
    st.sampled_from(TEXTS),
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


# What is not plain words

SAID = (
    Word("Um,", 0.0, 0.4, 0.9),
    Word("we", 0.5, 0.7, 0.9),
    Word("use,", 0.7, 0.9, 0.9),
    Word("uh,", 0.9, 1.2, 0.9),
    Word("KV cache,", 1.2, 1.9, 0.9, "KV cash,"),
    Word("skew.", 4.5, 5.0, 0.9, "", True),
)
GAP = Gap(2.0, 4.4)


def unclear(*, verbatim: bool = True, pauses: bool = True) -> Reading:
    text = " ".join(word.word for word in SAID)
    return reading_of(Transcript("base", text, SAID, EVENING, gaps=(GAP,)), verbatim=verbatim, pauses=pauses)


def test_a_gap_stands_in_its_place_and_can_be_gone_to():
    made = unclear()
    assert made.text == "Um, we use, uh, KV cache, [not understood, 0:02 to 0:04] skew."
    gap = made.word_at(3.0)
    assert gap == 5
    assert made.word_in(made.text.index("understood")) == gap
    assert in_utf16(made.text, made.place_of(gap, gap)) == "[not understood, 0:02 to 0:04]"
    assert (made.starts[gap], made.ends[gap], made.says_of(gap)) == (2.0, 4.4, NOT_UNDERSTOOD)


def test_what_is_not_plain_words_is_known_by_its_kind():
    made = unclear()
    assert [(in_utf16(made.text, look.span), look.kind) for look in made.looks] == [
        ("Um,", "filler"),
        ("uh,", "filler"),
        ("KV cache,", "repaired"),
        ("[not understood, 0:02 to 0:04]", "gap"),
        ("skew.", "unsure"),
    ]
    assert [made.says_of(word) for word in (0, 1, 4, 6)] == ["", "", "Repaired: heard as “KV cash”.", IN_DOUBT]


def test_a_term_may_be_repaired_and_in_doubt():
    made = reading(Word("skew", 0, 1, 0.9, "sku", True))
    assert made.looks == (Look((0, 4), "unsure", f"Repaired: heard as “sku”. {IN_DOUBT}"),)


def test_without_fillers_the_rest_stands_where_its_words_are():
    made = unclear(verbatim=False)
    assert made.text == "We use KV cache, [not understood, 0:02 to 0:04] skew."
    assert [made.is_left_out(word) for word in range(7)] == [True, False, False, True, False, False, False]
    assert [in_utf16(made.text, span) for span in made.spans if span[0] < span[1]] == [
        "We", "use", "KV cache,", "[not understood, 0:02 to 0:04]", "skew.",
    ]  # fmt: skip
    assert in_utf16(made.text, made.place_of(*made.sentence_of(0))) == made.text
    assert [made.shown_from(word) for word in range(7)] == [1, 1, 2, 4, 4, 5, 6]
    assert made.fillers == 2


def test_a_filler_at_the_end_gives_its_place_to_the_word_before():
    made = reading_of(transcript("Then we wait, um."), verbatim=False)
    assert made.text == "Then we wait."
    assert made.shown_from(3) == 2


def test_pauses_around_a_filler_that_is_left_out_are_one():
    made = reading_of(transcript("so ~1.5 um ~2 then"), verbatim=False)
    assert made.text == "so [3.5 s] then"
    assert reading_of(transcript("so ~1.5 um ~2 then"), verbatim=False, pauses=False).text == "so then"


def test_what_a_recogniser_writes_in_two_words_is_no_filler():
    made = reading_of(
        Transcript("base", "uh-huh sure", (Word("uh", 0, 1, 0.9), Word("-huh", 1, 2, 0.9), Word("sure", 2, 3, 0.9)),
                   EVENING),
        verbatim=False,
    )  # fmt: skip
    assert (made.text, made.fillers) == ("uh-huh sure", 0)


def test_only_a_gap_and_only_fillers():
    nothing = reading_of(Transcript("base", "", (), EVENING, gaps=(GAP,)))
    assert nothing.text == "[not understood, 0:02 to 0:04]"
    assert nothing.word_at(2.5) == 0
    silent = reading_of(transcript("Um. Hmm."), verbatim=False)
    assert (silent.text, silent.fillers, silent.shown_from(0), silent.place_of(0, 1)) == ("", 2, 0, (0, 0))


def test_text_without_times_has_a_clean_form_too():
    assert text_only("Um, so we", verbatim=False).text == "So we"
    assert text_only("Um, so we").text == "Um, so we"


def test_a_word_is_found_by_its_number_in_the_text():
    made = unclear(verbatim=False)
    numbers = [made.word_of(0, number) for number in range(8)]
    assert numbers == [0, 1, 2, 3, 4, 4, 6, None]


def test_the_line_counts_and_fillers_are_a_lower_bound():
    line = "At least 2 fillers · 1 place not understood · 1 term repaired · 1 term in doubt"
    assert summary([unclear()]) == line
    assert summary([unclear(verbatim=False)]) == line.replace("fillers", "fillers, left out")
    assert summary([unclear(), unclear()]).startswith("At least 4 fillers · 2 places not understood · 2 terms")
    assert summary([evenly("so um")]) == "At least 1 filler"
    assert summary([evenly("plain words"), Reading()]) == ""


def test_the_description_says_what_each_of_them_is():
    assert description([unclear()]) == (
        f"{summary([unclear()])}. “KV cache” was repaired: heard as “KV cash”. Not understood, 0:02 to 0:04. "
        "“skew” is in doubt: heard only because the list of terms suggested it."
    )
    assert description([unclear()] * 9).endswith("And 17 more.")
    assert description([evenly("plain words")]) == ""


@given(words, gaps, st.booleans(), st.booleans())
def test_every_reading_holds_together(given_words: list[Word], given_gaps: list[Gap], verbatim: bool, pauses: bool):
    said = Transcript("base", " ".join(word.word for word in given_words), tuple(given_words), EVENING, True,
                      tuple(given_gaps))  # fmt: skip
    made = reading_of(said, verbatim=verbatim, pauses=pauses)
    assert list(made.spans) == sorted(made.spans)
    assert list(made.starts) == sorted(made.starts)
    assert len(made.spans) == len(made.starts) == len(made.ends) == len(made.sizes)
    assert all(look.span[0] < look.span[1] <= units(made.text) for look in made.looks)
    assert all(one.span[1] <= other.span[0] for one, other in zip(made.looks, made.looks[1:], strict=False))
    shown = [word for word in range(len(made.spans)) if not made.is_left_out(word)]
    assert not (verbatim and len(shown) < len(made.spans))
    for word in range(len(made.spans)):
        start, end = made.place_of(*made.sentence_of(word))
        assert 0 <= start <= end <= units(made.text)
        assert made.shown_from(word) in shown or not shown
    for word in shown:
        assert made.word_in(made.spans[word][0]) == word


@given(words)
def test_without_fillers_no_other_word_moves(given_words: list[Word]):
    said = Transcript("base", " ".join(word.word for word in given_words), tuple(given_words), EVENING)
    verbatim, without = reading_of(said), reading_of(said, verbatim=False)
    assert (verbatim.starts, verbatim.sentences, verbatim.fillers) == (
        without.starts, without.sentences, without.fillers,
    )  # fmt: skip
    assert not any(look.kind == "filler" for look in without.looks)
