from dataclasses import replace
from datetime import UTC, date, datetime

from cards.attempt import AttemptRecord, Ended, TakeRecord, Ticks, Transcript

MOMENT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TAKE = TakeRecord(1, 1, 0, "", "one.wav", MOMENT, 24_000, Ended.PERSON, None, None, None)
SPOKEN = replace(TAKE, transcript=Transcript("base", " I would cache. ", (), MOMENT))


def attempt(*takes: TakeRecord) -> AttemptRecord:
    return AttemptRecord(1, "F5.a", "50 ms", MOMENT, date(2026, 11, 21), takes, Ticks(), None)


def test_a_take_that_was_not_ended_has_no_length():
    assert replace(TAKE, samples=None, ended=None).seconds == 0


def test_length_is_samples_at_16_khz():
    assert attempt(TAKE, SPOKEN).seconds == 3.0


def test_text_has_a_paragraph_for_each_take_with_words():
    assert attempt(SPOKEN, TAKE, SPOKEN).text == "I would cache.\n\nI would cache."


def test_a_discarded_take_counts_for_nothing():
    kept_nothing = attempt(replace(SPOKEN, discarded=MOMENT))
    assert (kept_nothing.text, kept_nothing.seconds, kept_nothing.kept_takes) == ("", 0, ())
