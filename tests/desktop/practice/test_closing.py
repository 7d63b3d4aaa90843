"""The window wants to close while somebody answers: keep, discard, or go on, and the recording goes on meanwhile."""

from collections.abc import Callable

import pytest

from audio.errors import MicrophoneLost
from audio.events import EndedBy
from desktop.practice.asking import CLOSE_SPEAKING, CLOSE_TYPING
from desktop.practice.model import RecorderState
from tests.support.desk import Desk


def speaking(desk: Desk) -> None:
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()


def typing(desk: Desk, text: str = "Half a thought") -> None:
    desk.begin()
    desk.practice.asking.type_instead()
    desk.practice.asking.typed(text)


def closes(desk: Desk) -> None:
    """What the app does once nobody is asked any more: the recorder ends what runs, and says so."""
    assert desk.stage.closed
    desk.practice.asking.close()
    if desk.recorder.samples:
        desk.recorder.end()


def test_while_nobody_answers_it_closes(desk: Desk):
    assert desk.practice.asking.may_close()
    desk.begin()
    assert desk.practice.asking.may_close()
    typing(desk, "  ")
    assert desk.practice.asking.may_close()
    assert desk.ask.closing == ""


@pytest.mark.parametrize(("doing", "question"), [(speaking, CLOSE_SPEAKING), (typing, CLOSE_TYPING)])
def test_an_answer_is_asked_about(desk: Desk, doing: Callable[[Desk], None], question: str):
    doing(desk)
    assert not desk.practice.asking.may_close()
    assert desk.ask.closing == question
    assert not desk.practice.asking.may_close()
    desk.practice.asking.stay()
    assert desk.ask.closing == ""
    assert not desk.stage.closed


def test_the_recording_goes_on_while_it_is_asked(desk: Desk):
    speaking(desk)
    desk.practice.asking.may_close()
    desk.recorder.speak(3)
    desk.practice.asking.tick()
    assert (desk.ask.state, desk.ask.elapsed_s, desk.recorder.stops) == (RecorderState.RECORDING, 5, 0)
    desk.practice.asking.stay()
    desk.practice.asking.stop()
    desk.recorder.end()
    assert desk.takes()[0].samples == 80_000


def test_keeping_keeps_what_was_said(desk: Desk):
    speaking(desk)
    desk.practice.asking.may_close()
    desk.practice.asking.keep_and_close()
    closes(desk)
    assert (desk.takes()[0].samples, desk.takes()[0].discarded) == (32_000, None)


def test_discarding_puts_it_with_the_discarded(desk: Desk):
    speaking(desk)
    desk.practice.asking.may_close()
    desk.practice.asking.discard_and_close()
    closes(desk)
    assert desk.takes()[0].discarded is not None
    assert desk.files(desk.folder.discarded) == {desk.recorder.path.name}


@pytest.mark.parametrize(("choice", "takes"), [("keep_and_close", 1), ("discard_and_close", 0)])
def test_what_was_typed_is_kept_or_not(desk: Desk, choice: str, takes: int):
    typing(desk)
    desk.practice.asking.may_close()
    desk.press(choice)
    closes(desk)
    assert len(desk.takes()) == takes


def test_in_a_pause_it_closes_and_keeps_what_was_typed(desk: Desk):
    typing(desk)
    desk.practice.pause()
    assert desk.practice.may_close()
    desk.practice.asking.close()
    assert len(desk.takes()) == 1


def test_after_a_pause_typing_goes_on_and_is_asked_about(desk: Desk):
    typing(desk)
    desk.practice.pause()
    desk.practice.resume()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.TYPING
    assert not desk.practice.may_close()


def test_a_take_that_is_discarded_already_holds_nobody(desk: Desk):
    speaking(desk)
    desk.practice.asking.discard()
    assert desk.practice.asking.may_close()


def test_a_take_that_ends_meanwhile_takes_the_question_away(desk: Desk):
    speaking(desk)
    desk.practice.asking.may_close()
    desk.recorder.end(EndedBy.MICROPHONE, MicrophoneLost())
    assert desk.ask.closing == ""
    assert desk.ask.model.follow_up
    assert not desk.stage.closed
    assert desk.practice.asking.may_close()
