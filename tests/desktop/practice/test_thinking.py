"""The time to think: counted down, ended by a person, and never by a recording that starts itself."""

from datetime import timedelta

import pytest

from audio.errors import NoMicrophone
from audio.events import Phase, Status
from desktop.practice.model import RecorderState
from desktop.practice.thinking import Thinking
from desktop.settings.values import Settings
from tests.support.desk import Desk, SteppingClock


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.settings = Settings(thinking_s=45)
    desk.clock.step = timedelta(0)
    return desk


def look(desk: Desk, after_s: float = 0.0) -> RecorderState | None:
    desk.clock.at += timedelta(seconds=after_s)
    desk.practice.asking.tick()
    return desk.ask.state


def test_it_counts_down_while_the_level_lives(desk: Desk):
    desk.begin()
    assert look(desk) is RecorderState.THINKING
    assert (desk.ask.thinking_s, desk.stage.phase) == (45.0, "Time to think")
    look(desk, 20.5)
    assert desk.ask.thinking_s == 24.5
    assert desk.ask.microphone == "Desk microphone"
    assert desk.recorder.opened == 1


def test_at_its_end_nothing_starts_by_itself(desk: Desk):
    desk.begin()
    assert look(desk, 45) is RecorderState.THOUGHT
    assert look(desk, 600) is RecorderState.THOUGHT
    assert desk.stage.phase == "Begin when you are ready"
    assert desk.takes() == []
    desk.answer()
    assert desk.ask.model.follow_up


def test_a_person_may_begin_at_once(desk: Desk):
    desk.begin()
    look(desk, 3)
    desk.practice.asking.start()
    desk.recorder.speak()
    assert look(desk) is RecorderState.RECORDING


def test_a_discarded_take_gives_no_second_time(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.discard()
    desk.recorder.end()
    assert look(desk) is RecorderState.READY


def test_a_follow_up_has_none(desk: Desk):
    desk.begin()
    desk.answer()
    assert look(desk) is RecorderState.READY


def test_the_next_question_has_its_own(desk: Desk):
    desk.begin()
    look(desk, 45)
    desk.answer_to_reflection()
    desk.rate()
    desk.practice.next()
    look(desk)
    assert desk.ask.thinking_s == 45.0


def test_a_microphone_that_wakes_takes_nothing_from_it_and_one_that_is_missing_is_said(desk: Desk):
    desk.begin()
    desk.recorder.status = Status(Phase.WAKING)
    assert look(desk) is RecorderState.THINKING
    assert look(desk, 45) is RecorderState.PREPARING
    desk.recorder.status = Status()
    desk.recorder.broken = NoMicrophone()
    assert look(desk) is RecorderState.NO_MICROPHONE


def test_a_pause_takes_nothing_from_it(desk: Desk):
    desk.begin()
    look(desk, 15)
    desk.practice.pause()
    assert desk.recorder.status.phase is Phase.CLOSED
    desk.clock.at += timedelta(hours=1)
    desk.practice.resume()
    assert look(desk) is RecorderState.THINKING
    assert desk.ask.thinking_s == 30
    look(desk, 10)
    assert desk.ask.thinking_s == 20


def test_without_the_setting_there_is_none(desk: Desk):
    desk.settings = Settings()
    desk.begin()
    assert look(desk) is RecorderState.READY


def test_typing_ends_it(desk: Desk):
    desk.begin()
    desk.practice.asking.type_instead()
    desk.practice.asking.speak_instead()
    assert look(desk) is RecorderState.READY


def test_a_clock_that_is_set_back_is_no_more_than_a_longer_time():
    clock = SteppingClock(step=timedelta(0))
    thinking = Thinking(clock)
    thinking.begin(10)
    clock.at -= timedelta(hours=1)
    assert thinking.left_s == 10
    clock.at += timedelta(hours=2)
    assert thinking.left_s == 0


# Words while speaking


@pytest.mark.parametrize(("live", "shown"), [(True, "so I would"), (False, "")])
def test_words_are_shown_while_speaking_if_the_person_wants_them(desk: Desk, live: bool, shown: str):
    desk.settings = Settings(live_words=live)
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak(40)
    desk.recogniser.hear(desk.takes()[-1].id, "so I would")
    assert desk.ask.words.strip() == shown
