"""Words that wait or fall behind, as a session shows them; only the ears are the test's."""

import pytest

from audio.transcription.recogniser import HeardAhead, HeardMore
from audio.wav import RATE_HZ
from cards.attempt import TakeRecord
from desktop.pace import SURE_AFTER
from desktop.power import FOR_POWER, TO_BE_ASKED
from desktop.practice.model import too_slow
from desktop.settings.values import Settings
from tests.support.desk import Desk, window


def speak(desk: Desk, seconds: float) -> TakeRecord:
    """The person speaks for so long and goes on."""
    desk.practice.asking.start()
    desk.recorder.speak(seconds)
    return desk.takes()[-1]


def hear(desk: Desk, take: TakeRecord, text: str, end_s: float, took_s: float = 0.0) -> None:
    """A window that ends there."""
    begin = int(desk.transcribing.progress(take.id).heard_s * RATE_HZ)
    desk.recogniser.say(HeardMore(take.id, window(text, begin, int(end_s * RATE_HZ)), took_s))


def test_words_that_may_still_change_are_told_apart_while_speaking(desk: Desk):
    desk.begin()
    take = speak(desk, 40)
    hear(desk, take, "I would", 30)
    desk.recogniser.guess(take.id, "spit it")
    assert (desk.ask.words, desk.ask.ahead) == (" I would", " spit it")


def test_how_far_the_text_is_behind_is_said_while_speaking_and_stops_nothing(desk: Desk):
    desk.begin()
    take = speak(desk, 60)
    hear(desk, take, "I would", 30, took_s=45)
    assert desk.ask.words_note == ""
    desk.recorder.speak(30)
    assert desk.ask.words_note == "The text is about 50 s behind. Your recording is not."
    assert desk.recorder.stops == 0


def test_without_live_words_it_is_said_all_the_same(desk: Desk):
    desk.settings = Settings(live_words=False)
    desk.begin()
    take = speak(desk, 90)
    hear(desk, take, "I would", 30, took_s=45)
    assert (desk.ask.words, desk.ask.words_note) == ("", "The text is about 50 s behind. Your recording is not.")


def test_a_text_that_keeps_up_is_not_spoken_of(desk: Desk):
    desk.begin()
    take = speak(desk, 89)
    hear(desk, take, "I would", 30, took_s=6)
    hear(desk, take, "keep it", 60, took_s=6)
    assert desk.ask.words_note == ""


def stop(desk: Desk) -> None:
    desk.practice.asking.stop()
    desk.recorder.end()
    desk.practice.skip()


def test_after_the_answer_the_rest_is_announced_beside_the_words_there_are(desk: Desk):
    desk.begin()
    take = speak(desk, 90)
    hear(desk, take, "I would", 30, took_s=20)
    stop(desk)
    desk.recogniser.say(HeardAhead(take.id, window("keep", 30 * RATE_HZ, 36 * RATE_HZ)))
    (said,) = desk.reflect.said
    assert said.text == "I would keep"
    assert said.note == "Words are on their way: 0:36 of 1:30 heard. The text will take about 40 s more."
    desk.rate()
    assert desk.outcome.words == "The words of a recording are on their way: about 40 s more."
    hear(desk, take, "the rest", 90, took_s=6)
    assert desk.outcome.words == ""
    assert not desk.outcome.asks


def test_a_model_that_is_too_slow_is_said_to_be_once_and_not_while_speaking(desk: Desk):
    desk.begin()
    take = speak(desk, 300)
    for number in range(1, SURE_AFTER + 1):
        hear(desk, take, "slow", 30 * number, took_s=40)
    assert "pace" not in desk.notices
    stop(desk)
    assert desk.notices["pace"] == too_slow("base")
    desk.rate()
    desk.practice.next()
    desk.answer_to_reflection()
    assert desk.stage.said.count(too_slow("base")) == 1


@pytest.mark.parametrize("model", ["tiny.en", "tiny"])
def test_nobody_is_told_of_a_smaller_model_than_the_smallest(desk: Desk, model: str):
    desk.model = model
    desk.begin()
    take = speak(desk, 300)
    for number in range(1, SURE_AFTER + 1):
        hear(desk, take, "slow", 30 * number, took_s=40)
    stop(desk)
    assert "pace" not in desk.notices


@pytest.mark.parametrize("why", [FOR_POWER, TO_BE_ASKED])
def test_words_that_wait_come_with_one_key_while_reflecting(desk: Desk, why: str):
    desk.waits = why
    desk.begin()
    take = desk.answer_to_reflection()
    assert desk.followed == []
    assert desk.ask.words_note == ""
    assert desk.reflect.said[0].note == why
    assert desk.reflect.waiting
    desk.practice.ask_for_words()
    assert not desk.reflect.waiting
    desk.recogniser.finish(take, "at last")
    assert desk.reflect.said[0].text == "at last"


def test_words_that_wait_come_with_one_key_after_the_rating(desk: Desk):
    desk.waits = FOR_POWER
    desk.begin()
    desk.answer_to_reflection()
    desk.rate()
    assert desk.outcome.words == f"One recording has no words yet. {FOR_POWER}"
    assert desk.outcome.asks
    desk.practice.ask_for_words()
    assert not desk.outcome.asks
    assert len(desk.followed) == 1


def test_today_says_what_waits_and_has_it_come(desk: Desk):
    desk.waits = TO_BE_ASKED
    desk.begin()
    desk.answer()
    desk.answer()
    desk.practice.leave()
    desk.sit_down()
    desk.today.refresh()
    desk.today.take_up_unfinished()
    assert desk.today_screen.words == f"Two recordings have no words yet. {TO_BE_ASKED}"
    assert desk.today_screen.asks
    desk.today.ask_for_words()
    assert (desk.today_screen.words, desk.today_screen.asks) == ("", False)
    assert len(desk.followed) == 2
