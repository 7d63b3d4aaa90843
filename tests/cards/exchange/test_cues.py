import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cards.attempt import Gap, Word
from cards.exchange.cues import LINE, LONGEST_S, cues
from cards.exchange.subtitles import srt, vtt

TIMES = st.floats(0, 7200, allow_nan=False).map(lambda second: round(second, 2))
WORDS = st.lists(st.builds(Word, st.text(max_size=12), TIMES, TIMES, st.floats(0, 1)), max_size=40)


def spoken(text: str, step: float = 0.4) -> list[Word]:
    """One word every ``step`` seconds."""
    return [Word(word, place * step, place * step + step * 0.9, 1.0) for place, word in enumerate(text.split())]


def test_a_sentence_ends_a_cue():
    found = cues(spoken("I would cache the answers first. Then I would measure it."))
    assert [cue.text for cue in found] == ["I would cache the answers first.", "Then I would measure it."]


def test_a_short_sentence_does_not_flash_by_alone():
    assert len(cues(spoken("Yes. I would do that."))) == 1


def test_a_pause_ends_a_cue():
    words = [Word("first", 0.0, 0.5, 1.0), Word("second", 2.0, 2.5, 1.0)]
    assert [(cue.start_s, cue.end_s, cue.text) for cue in cues(words)] == [(0.0, 0.5, "first"), (2.0, 2.5, "second")]


def test_a_cue_has_at_most_two_lines_and_seven_seconds():
    for cue in cues(spoken("we would route the easy intents to the small model and measure that " * 8)):
        assert len(cue.text.split("\n")) <= 2
        assert all(len(line) <= LINE for line in cue.text.split("\n"))
        assert cue.end_s - cue.start_s <= LONGEST_S


def test_a_gap_is_a_cue_of_its_own():
    words = [Word("first", 0.0, 0.5, 1.0), Word("second", 2.0, 2.5, 1.0)]
    found = [(cue.start_s, cue.end_s, cue.text) for cue in cues(words, (Gap(0.5, 1.9), Gap(2.5, 4.0)))]
    note = "[not understood]"
    assert found == [(0.0, 0.5, "first"), (0.5, 1.9, note), (2.0, 2.5, "second"), (2.5, 4.0, note)]


def test_no_words_make_no_cues():
    assert cues([]) == ()
    assert vtt(()) == "WEBVTT\n"
    assert srt(()) == ""


@given(WORDS)
def test_whatever_the_times_every_word_is_there_once_and_no_cue_overlaps(words: list[Word]):
    found = cues(words)
    assert " ".join(cue.text for cue in found).split() == " ".join(word.word for word in words).split()
    assert all(cue.start_s <= cue.end_s for cue in found)
    assert all(before.end_s <= after.start_s for before, after in pairwise(found))


def test_subrip_as_players_read_it():
    assert srt(cues(spoken("Use A/B & <i>test</i>."))) == "1\n00:00:00,000 --> 00:00:01,560\nUse A/B & <i>test</i>.\n"


def test_webvtt_escapes_what_would_be_markup():
    assert vtt(cues(spoken("Use A/B & <i>test</i>."))) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.560\nUse A/B &amp; &lt;i&gt;test&lt;/i&gt;.\n"
    )


def test_times_past_an_hour():
    assert "01:00:59,999 --> 01:01:00,000" in srt(cues([Word("late", 3659.999, 3660.0, 1.0)]))


@given(WORDS)
def test_times_are_written_in_the_one_form_there_is(words: list[Word]):
    for line in srt(cues(words)).splitlines():
        if "-->" in line:
            assert re.fullmatch(r"\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}", line) or "-->" in str(words)
