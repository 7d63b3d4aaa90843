"""An answer that is typed: no microphone, no clock, and nothing that was typed is ever lost."""

import pytest

from audio.errors import NoMicrophone
from audio.events import Phase
from cards.library import LibraryFull
from desktop.practice.drafts import SAVING_FRAMES
from desktop.practice.model import RecorderState
from tests.support.desk import Desk

WORDS = "I would keep the simple model."


def write(desk: Desk, text: str = WORDS) -> None:
    desk.practice.asking.type_instead()
    desk.practice.asking.typed(text)


def kept(desk: Desk) -> list[tuple[str, str]]:
    """Question and text of every typed take, by id."""
    return [(take.question, take.transcript.text) for take in desk.takes() if take.typed and take.transcript]


def full(desk: Desk) -> LibraryFull:
    return LibraryFull(desk.folder.library, "no room")


def test_a_typed_answer_goes_on_like_a_spoken_one(desk: Desk):
    desk.begin()
    write(desk, f"  {WORDS}\n")
    assert (desk.ask.state, desk.stage.phase) == (RecorderState.TYPING, "Typing")
    desk.practice.asking.keep_typed()
    assert desk.ask.model.follow_up
    assert kept(desk) == [("", WORDS)]
    assert desk.files() == set()


def test_the_field_lets_the_microphone_go_and_stays_for_the_follow_up(desk: Desk):
    desk.begin()
    write(desk)
    assert desk.recorder.status.phase is Phase.CLOSED
    desk.practice.asking.keep_typed()
    desk.practice.asking.tick()
    assert (desk.ask.state, desk.ask.draft) == (RecorderState.TYPING, "")
    assert desk.recorder.opened == 1
    desk.practice.asking.typed("And at ten times the load, the other.")
    desk.practice.asking.keep_typed()
    assert desk.stage.screen == "reflect"
    assert len(desk.real.history()) == 1
    assert desk.reflect.model.said[0].text == WORDS


def test_leaving_the_field_brings_the_microphone_back_and_keeps_the_text_there(desk: Desk):
    desk.begin()
    write(desk)
    desk.practice.asking.speak_instead()
    desk.practice.asking.tick()
    assert (desk.ask.state, desk.recorder.opened) == (RecorderState.READY, 2)
    desk.practice.asking.type_instead()
    assert desk.ask.draft == WORDS


def test_in_the_field_nothing_records(desk: Desk):
    desk.begin()
    write(desk)
    desk.practice.asking.start()
    desk.practice.asking.retry()
    assert (desk.takes(), desk.recorder.opened) == ([], 1)


def test_without_a_microphone_typing_takes_its_sentence_away(desk: Desk):
    desk.recorder.broken = NoMicrophone()
    desk.begin()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.NO_MICROPHONE
    write(desk)
    assert not desk.notices
    desk.practice.asking.keep_typed()
    assert not desk.notices
    desk.practice.asking.speak_instead()
    assert desk.notices == {"microphone": str(NoMicrophone())}


@pytest.mark.parametrize("nothing", ["", " \n\t"])
def test_nothing_is_no_answer(desk: Desk, nothing: str):
    desk.begin()
    write(desk, nothing)
    desk.practice.asking.keep_typed()
    assert not desk.ask.model.follow_up
    assert desk.takes() == []


@pytest.mark.parametrize("strange", ["a\0b", "half \ud83d of a pair", "\ufeffbom"])
def test_whatever_a_keyboard_or_the_clipboard_gives_is_taken(desk: Desk, strange: str):
    desk.begin()
    write(desk, strange)
    desk.practice.asking.keep_typed()
    ((_, text),) = kept(desk)
    assert text == strange.replace("\0", "").replace("\ud83d", "")


def test_typing_while_somebody_speaks_waits_until_they_have(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.type_instead()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.RECORDING


# Nothing is lost


def test_what_is_left_in_the_field_is_an_answer_when_the_session_is_left(desk: Desk):
    desk.begin()
    write(desk)
    desk.practice.asking.speak_instead()
    desk.practice.leave()
    assert kept(desk) == [("", WORDS)]
    assert [attempt.prompt for attempt in desk.real.unrated_attempts()] == ["F1.a"]


def test_what_is_left_in_the_field_is_an_answer_when_the_app_closes(desk: Desk):
    desk.begin()
    write(desk)
    desk.practice.asking.close()
    desk.practice.asking.close()
    assert kept(desk) == [("", WORDS)]


def test_what_was_typed_before_the_spoken_answer_is_kept_with_it(desk: Desk):
    desk.begin()
    write(desk)
    desk.practice.asking.speak_instead()
    desk.answer()
    spoken, typed = desk.takes()
    assert (spoken.typed, typed.typed, typed.attempt) == (False, True, spoken.attempt)


def test_a_skipped_follow_up_keeps_what_was_typed_to_it(desk: Desk):
    desk.begin()
    desk.answer()
    follow_up = desk.ask.model.follow_up
    write(desk)
    desk.practice.asking.speak_instead()
    desk.practice.skip()
    desk.practice.leave()
    assert kept(desk) == [(follow_up, WORDS)]
    assert len(desk.real.history()) == 1


def test_another_session_begins_with_the_microphone(desk: Desk):
    desk.begin()
    write(desk)
    desk.practice.leave()
    desk.begin()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.READY


def test_a_full_disk_leaves_the_text_in_the_field(desk: Desk):
    desk.begin()
    write(desk)
    desk.library.failing["write_answer"] = full(desk)
    desk.practice.asking.keep_typed()
    assert "stays in the field" in desk.notices["library"]
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.TYPING
    desk.library.failing.clear()
    desk.practice.asking.keep_typed()
    assert kept(desk) == [("", WORDS)]
    assert not desk.notices


def test_a_full_disk_at_the_end_of_a_session_is_tried_again_at_the_next(desk: Desk):
    desk.begin()
    write(desk)
    desk.library.failing["write_answer"] = full(desk)
    desk.practice.leave()
    assert "What you typed is still here" in desk.notices["library"]
    desk.library.failing.clear()
    desk.begin()
    desk.practice.leave()
    assert kept(desk) == [("", WORDS)]


def test_keeping_twice_is_keeping_once(desk: Desk):
    desk.begin()
    write(desk)
    desk.jobs.held = True
    desk.practice.asking.keep_typed()
    desk.practice.asking.keep_typed()
    desk.practice.asking.typed(WORDS + " More.")
    desk.practice.leave()
    desk.jobs.let_go()
    assert kept(desk) == [("", WORDS)]
    assert desk.ask.model.follow_up


# What a crash leaves


def after_a_crash(desk: Desk) -> None:
    """Nobody was told of the end; the next start finds what is in the library."""
    desk.sit_down()
    desk.practice.asking.take_up_drafts()


def frames(desk: Desk, count: int = SAVING_FRAMES) -> None:
    for _ in range(count):
        desk.practice.asking.tick()


def test_what_was_being_typed_when_the_app_was_killed_is_an_answer_at_the_next_start(desk: Desk):
    desk.begin()
    write(desk)
    frames(desk)
    after_a_crash(desk)
    assert kept(desk) == [("", WORDS)]
    assert [attempt.prompt for attempt in desk.real.unrated_attempts()] == ["F1.a"]
    after_a_crash(desk)
    assert len(desk.takes()) == 1


def test_a_follow_up_that_was_being_typed_belongs_to_its_answer(desk: Desk):
    desk.begin()
    desk.answer()
    write(desk)
    frames(desk)
    after_a_crash(desk)
    assert len({take.attempt for take in desk.takes()}) == 1


@pytest.mark.parametrize("way", ["kept", "left", "spoken"])
def test_what_became_an_answer_is_not_one_again(desk: Desk, way: str):
    desk.begin()
    write(desk)
    frames(desk)
    if way == "kept":
        desk.practice.asking.keep_typed()
    elif way == "left":
        desk.practice.leave()
    else:
        desk.practice.asking.speak_instead()
        desk.answer()
    after_a_crash(desk)
    assert kept(desk) == [("", WORDS)]


def test_what_was_taken_out_of_the_field_again_is_no_answer(desk: Desk):
    desk.begin()
    write(desk)
    frames(desk)
    desk.practice.asking.typed("")
    frames(desk)
    after_a_crash(desk)
    assert desk.takes() == []


def test_it_is_stored_only_when_something_was_typed(desk: Desk):
    desk.begin()
    frames(desk)
    desk.library.failing["set_setting"] = full(desk)
    frames(desk)
    assert not desk.notices
    write(desk)
    frames(desk)
    assert desk.notices == {"library": str(full(desk))}


def test_nobody_listens_for_words_in_what_was_typed(desk: Desk):
    desk.begin()
    write(desk)
    desk.practice.leave()
    desk.sit_down()
    desk.today.take_up_unfinished()
    assert desk.recogniser.followed == []
    assert desk.real.unfinished_takes() == desk.real.unarchived_takes() == ()


def test_what_a_crash_left_is_not_stored_over_while_the_disk_is_full(desk: Desk):
    desk.begin()
    write(desk)
    for _ in range(SAVING_FRAMES):
        desk.practice.asking.tick()
    desk.sit_down()
    desk.library.failing["write_answer"] = full(desk)
    desk.practice.asking.take_up_drafts()
    desk.begin()
    write(desk, "Another text.")
    for _ in range(SAVING_FRAMES):
        desk.practice.asking.tick()
    assert kept(desk) == []
    desk.library.failing.clear()
    for _ in range(SAVING_FRAMES):  # without another key
        desk.practice.asking.tick()
    desk.sit_down()
    desk.practice.asking.take_up_drafts()
    assert kept(desk) == [("", WORDS), ("", "Another text.")]


def test_a_draft_goes_with_its_answer_or_not_at_all(desk: Desk):
    """Killed between the two it would be a second answer at the next start."""
    desk.begin()
    write(desk)
    for _ in range(SAVING_FRAMES):
        desk.practice.asking.tick()
    desk.library.failing["set_setting"] = full(desk)
    desk.practice.asking.keep_typed()
    desk.library.failing.clear()
    desk.sit_down()
    desk.practice.asking.take_up_drafts()
    assert kept(desk) == [("", WORDS)]
