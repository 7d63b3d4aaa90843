import json
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from cards.attempt import AttemptRecord, Ended, Gap, TakeRecord, Ticks, Transcript, Word
from cards.exchange.documents import as_json, markdown, text
from cards.rounds import Shown

MOMENT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
WORDS = (Word("cache", 0.5, 0.9, 0.98765),)
ANSWER = TakeRecord(1, 1, 0, "", "one.flac", MOMENT, 16_000 * 100, Ended.PERSON, "00", None,
                    Transcript("base", "I would cache. # Not a heading", WORDS, MOMENT))  # fmt: skip
FOLLOW_UP = replace(ANSWER, id=2, position=1, question="And at ten times the load?", transcript=None)
ATTEMPT = AttemptRecord(
    7, "F5.a", "50 ms", MOMENT, date(2026, 11, 21), (ANSWER, FOLLOW_UP),
    Ticks({"Hits are skewed": True, "Misses cost": False}, {"decided": True}, {"s1": Shown.STRONG}), None,
    note="Slower.",
)  # fmt: skip


def test_plain_text_is_what_was_asked_said_and_noted():
    assert text(ATTEMPT, "Cache or not") == (
        "Cache or not\n2026-11-21 09:05 · 3:20 · not rated\n\nThis time: 50 ms\n\nI would cache. # Not a heading\n\n"
        "Follow-up: And at ten times the load?\n\n(no words)\n\nNote: Slower.\n"
    )


def test_markdown_has_headings_and_ticks_and_nothing_said_reads_as_markup():
    page = markdown(ATTEMPT, "Cache or *not*")
    assert page.startswith("# Cache or \\*not\\*\n")
    assert "I would cache. \\# Not a heading" in page
    assert "- [x] Hits are skewed\n- [ ] Misses cost" in page
    assert "## Follow-up: And at ten times the load?" in page


def test_a_note_that_looks_like_a_list_or_code_is_shown_as_it_was_written():
    page = markdown(replace(ATTEMPT, note="- one\n1. two\n    three\n+ four"), "t")
    assert "## Note\n\n\\- one\n1\\. two\nthree\n\\+ four\n" in page


@given(st.text())
def test_no_note_makes_a_heading_of_its_own(note: str):
    headings = [line for line in markdown(replace(ATTEMPT, note="x" + note), "t").split("\n") if line.startswith("#")]
    assert len(headings) == 4


def test_json_holds_everything_with_times_in_seconds():
    row = json.loads(as_json(ATTEMPT, "Cache or not", "cache".__eq__))
    (word,) = row["takes"][0]["words"]
    assert word == {"word": "cache", "start": 0.5, "end": 0.9, "probability": 0.988, "heard": "", "unsure": False,
                    "filler": True}  # fmt: skip
    assert row["takes"][1] == {"question": "And at ten times the load?", "sound": "one.flac", "seconds": 100.0,
                               "model": None, "text": "", "words": [], "gaps": []}  # fmt: skip
    assert (row["key_points"], row["dimensions"], row["depth"], row["note"]) == (
        {"Hits are skewed": True, "Misses cost": False}, {"s1": "strong"}, None, "Slower.",
    )  # fmt: skip


def test_a_discarded_take_leaves_the_house_in_no_form():
    attempt = replace(ATTEMPT, takes=(replace(ANSWER, discarded=MOMENT), FOLLOW_UP))
    for page in (text(attempt, "t"), markdown(attempt, "t"), as_json(attempt, "t", str.isspace)):
        assert "cache" not in page


def test_json_says_what_was_repaired_what_is_in_doubt_and_where_words_are_missing():
    words = (Word("KV cache", 0.5, 0.9, 0.9, "KV cash"), Word("skew", 1, 2, 0.9, "", True))
    said = replace(ANSWER, transcript=Transcript("base", "KV cache skew", words, MOMENT, gaps=(Gap(3.0, 4.5),)))
    (row,) = json.loads(as_json(replace(ATTEMPT, takes=(said,)), "t", str.isspace))["takes"]
    assert [(word["heard"], word["unsure"]) for word in row["words"]] == [("KV cash", False), ("", True)]
    assert row["gaps"] == [{"start": 3.0, "end": 4.5}]


GAPPED = Transcript(
    "base",
    "We cache it. Then we wait.",
    tuple(Word(word, at, at + 0.5, 0.9) for word, at in (("We", 50), ("cache", 51), ("it.", 53), ("Then", 57))),
    MOMENT,
    gaps=(Gap(61.0, 62.9), Gap(54.2, 56.0)),
)


def test_a_gap_is_seen_in_its_place():
    attempt = replace(ATTEMPT, takes=(replace(ANSWER, transcript=GAPPED),))
    said = "We cache it. [not understood 0:54-0:56] Then we wait."
    assert f"\n\n{said}" in text(attempt, "t")
    assert said.replace("[", "\\[").replace("]", "\\]") in markdown(attempt, "t")
    assert text(attempt, "t").count("not understood") == 2


def test_a_take_of_nothing_but_a_gap_has_it_for_its_text():
    only = replace(ANSWER, transcript=Transcript("base", "", (), MOMENT, gaps=(Gap(1.0, 3.0),)))
    assert "\n\n[not understood 0:01-0:03]\n\n" in text(replace(ATTEMPT, takes=(only,)), "t")


def test_an_answer_that_was_typed_says_so():
    typed = replace(ANSWER, sound="", samples=0, transcript=Transcript("typed", "I would cache.", (), MOMENT))
    assert "09:05 · typed · not rated" in text(replace(ATTEMPT, takes=(typed,)), "t")
