"""A question in front: what the screen shows, what the microphone, the disk and the library may do meanwhile."""

import pytest

from audio.errors import DiskFull, MicrophoneLost, NoMicrophone
from audio.events import EndedBy, Level, Phase, Status
from cards.attempt import Ended
from cards.library import LibraryFull
from desktop.practice.asking import NO_SOUND
from desktop.practice.model import Pace, RecorderState, clock
from tests.support.desk import Desk


def full(desk: Desk) -> LibraryFull:
    return LibraryFull(desk.folder.library, "no room")


# What the screen shows while it asks


def test_the_recorder_in_words(desk: Desk):
    desk.begin()
    states = []

    def look() -> None:
        desk.practice.asking.tick()
        states.append(desk.ask.state)

    desk.recorder.status = Status(Phase.WAKING)
    look()
    desk.recorder.status = Status(Phase.LISTENING, "Desk microphone", Level(-30.0, -12.0))
    look()
    assert (desk.ask.level, desk.ask.microphone) == ((-12.0, -30.0), "Desk microphone")
    desk.practice.asking.start()
    look()
    desk.recorder.speak(2)
    look()
    assert desk.ask.elapsed_s == 2
    assert desk.stage.phase == "Recording"
    desk.practice.asking.stop()
    look()
    desk.recorder.status = Status()
    desk.recorder.end(EndedBy.MICROPHONE, MicrophoneLost())
    desk.recorder.broken = NoMicrophone()
    desk.recorder.status = Status()
    look()
    assert states == [
        RecorderState.PREPARING,
        RecorderState.READY,
        RecorderState.PREPARING,
        RecorderState.RECORDING,
        RecorderState.KEEPING,
        RecorderState.NO_MICROPHONE,
    ]


def test_the_clock_turns_amber_and_red_and_never_cuts(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    for seconds, pace in ((95, Pace.CALM), (1, Pace.NEAR), (24, Pace.NEAR), (60, Pace.OVER)):
        desk.recorder.speak(seconds)
        desk.practice.asking.tick()
        assert clock(desk.ask.elapsed_s, desk.ask.model.target_s).pace is pace
    assert desk.recorder.stops == 0


def test_asking_is_only_while_a_prompt_is_in_front(desk: Desk):
    assert desk.practice.asking.question is None
    desk.begin()
    assert desk.practice.asking.question is not None
    desk.answer_to_reflection()
    assert desk.practice.asking.question is None


def test_exact_zeros_are_said_and_the_sentence_goes_with_the_next_sound(desk: Desk):
    desk.begin()
    desk.recorder.status = Status(Phase.LISTENING, zero_s=1.9)
    desk.practice.asking.tick()
    assert not desk.notices
    desk.recorder.status = Status(Phase.LISTENING, zero_s=2.0)
    desk.practice.asking.tick()
    desk.practice.asking.tick()
    assert desk.notices == {"silence": NO_SOUND}
    assert desk.stage.said == [NO_SOUND]
    desk.recorder.status = Status(Phase.LISTENING)
    desk.practice.asking.tick()
    assert not desk.notices


@pytest.mark.parametrize("away", ["leave", "undo", "skip"])
def test_the_sentence_about_zeros_does_not_outlive_its_screen(desk: Desk, away: str):
    desk.begin("S1.a")
    desk.answer_to_reflection()
    desk.rate()
    desk.practice.next()
    desk.begin("F1.a")
    if away == "skip":
        desk.answer()
    desk.recorder.status = Status(Phase.LISTENING, zero_s=3)
    desk.practice.asking.tick()
    {"leave": desk.practice.leave, "undo": desk.undo, "skip": desk.practice.skip}[away]()
    assert not desk.notices


# Doing without a take


def test_a_discarded_take_goes_and_its_attempt_is_used_again(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()
    unwanted = desk.recorder.path
    desk.practice.asking.discard()
    assert desk.recorder.stops == 1
    desk.recorder.end()
    assert desk.ask.elapsed_s == 0
    assert desk.files(desk.folder.discarded) == {unwanted.name}
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.READY
    desk.answer()
    gone, kept = desk.takes()
    assert gone.discarded is not None
    assert gone.samples == 32_000
    assert kept.discarded is None
    assert gone.attempt == kept.attempt
    assert desk.recognisers[0].forgotten == [gone.id]


def test_a_take_discarded_before_its_first_sound_does_not_go_on(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.practice.asking.discard()
    desk.recorder.speak()
    assert desk.recorder.stops == 1
    desk.recorder.end()
    assert desk.takes()[0].discarded is not None


def test_a_take_without_a_sample_is_dropped(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.end(EndedBy.MICROPHONE, MicrophoneLost())
    assert desk.ask.model.follow_up == ""
    assert desk.takes()[0].discarded is not None


def test_discarding_where_the_file_cannot_move_is_said(desk: Desk):
    desk.begin()
    desk.folder.discarded.write_text("a file where the folder should be")
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.discard()
    desk.recorder.end()
    assert "so it stays where it is" in desk.notices["library"]
    assert desk.takes()[0].discarded is not None
    assert desk.recorder.path.exists()


# The microphone


def test_no_microphone_at_the_start_is_said_and_can_be_tried_again(desk: Desk):
    desk.recorder.broken = NoMicrophone("none")
    desk.begin()
    assert desk.notices == {"microphone": str(NoMicrophone("none"))}
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.NO_MICROPHONE
    desk.recorder.broken = None
    desk.practice.asking.retry()
    assert not desk.notices
    desk.answer()
    assert desk.ask.model.follow_up


def test_a_take_that_cannot_begin_leaves_nothing_to_recover(desk: Desk):
    desk.begin()
    desk.recorder.broken = MicrophoneLost(recording=False)
    desk.practice.asking.start()
    assert desk.notices == {"microphone": str(MicrophoneLost(recording=False))}
    assert desk.real.unfinished_takes() == ()
    desk.recorder.broken = None
    desk.answer()
    assert not desk.notices
    assert desk.ask.model.follow_up


def test_starting_again_within_the_same_second(desk: Desk):
    desk.clock.step *= 0
    desk.begin()
    desk.recorder.broken = MicrophoneLost(recording=False)
    desk.practice.asking.start()
    desk.practice.asking.start()
    desk.recorder.broken = None
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.discard()
    desk.recorder.end()
    desk.answer()
    assert desk.ask.model.follow_up
    assert len({take.sound for take in desk.takes()}) == 4


def test_a_microphone_lost_while_speaking_keeps_the_take_and_goes_on(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak(5)
    desk.recorder.end(EndedBy.MICROPHONE, MicrophoneLost())
    (take,) = desk.takes()
    assert (take.samples, take.ended, take.discarded) == (80_000, Ended.MICROPHONE, None)
    assert desk.notices == {"microphone": str(MicrophoneLost())}
    assert desk.ask.model.follow_up


def test_what_is_said_of_a_lost_microphone_stays_when_there_is_no_other(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak(5)
    desk.recorder.broken = NoMicrophone()
    desk.recorder.end(EndedBy.MICROPHONE, MicrophoneLost())
    assert desk.notices == {"microphone": str(MicrophoneLost())}
    desk.practice.asking.retry()
    assert desk.notices == {"microphone": str(NoMicrophone())}
    desk.recorder.broken = None
    desk.practice.asking.retry()
    desk.answer()
    assert not desk.notices


def test_a_fault_of_the_recorder_while_speaking_leaves_the_take_to_be_recovered(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.recorder.broken = NoMicrophone()
    desk.recorder.release()
    desk.recorder.open()
    assert len(desk.real.unfinished_takes()) == 1


# The disk and the library


def test_a_full_disk_at_the_start_is_said_and_nothing_is_begun(desk: Desk):
    desk.begin()
    desk.recorder.no_room = DiskFull("nothing is being recorded")
    desk.practice.asking.start()
    assert desk.notices == {"microphone": str(desk.recorder.no_room)}
    assert desk.real.unfinished_takes() == ()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.READY


def test_a_disk_that_fills_up_while_speaking_keeps_the_take(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.recorder.end(EndedBy.DISK, DiskFull())
    assert desk.takes()[0].ended is Ended.DISK
    assert desk.notices == {"microphone": str(DiskFull())}
    assert desk.ask.model.follow_up
    desk.recorder.no_room = DiskFull("nothing is being recorded")
    desk.practice.asking.start()
    assert desk.notices == {"microphone": str(desk.recorder.no_room)}


def test_a_library_that_cannot_begin_a_take_lets_nothing_be_spoken_in_vain(desk: Desk):
    desk.begin()
    desk.library.failing["begin_answer"] = full(desk)
    desk.practice.asking.start()
    assert desk.recorder.started == []
    assert desk.notices == {"microphone": str(full(desk))}
    desk.library.failing.clear()
    desk.answer()
    assert not desk.notices
    assert len(desk.real.history()) == 1


def test_an_answer_the_library_cannot_take_in_stays_on_the_disk_and_is_offered(desk: Desk):
    desk.begin()
    desk.library.failing["end_take"] = full(desk)
    desk.answer()
    assert "full" in desk.notices["library"]
    assert "Today offers it" in desk.notices["library"]
    assert desk.files() == {desk.recorder.path.name}
    desk.practice.asking.tick()
    assert (desk.ask.state, desk.stage.phase, desk.ask.elapsed_s) == (RecorderState.READY, "Ready", 0)
    desk.library.failing.clear()
    desk.practice.leave()
    desk.today.use_deck(_deck(desk))
    desk.today.refresh()
    (offered,) = desk.today_screen.model.recoveries
    desk.today.keep(offered.take)
    assert desk.takes()[0].samples == 32_000


def test_after_a_failed_keep_the_prompt_can_be_answered_again(desk: Desk):
    desk.begin()
    desk.library.failing["end_take"] = full(desk)
    desk.answer()
    desk.library.failing.clear()
    desk.answer()
    assert desk.ask.model.follow_up
    assert not desk.notices
    assert len(desk.real.history()) == 1


def test_a_library_that_cannot_be_read_skips_no_prompt(desk: Desk):
    desk.library.failing["seen"] = full(desk)
    desk.begin()
    assert desk.stage.screen == "today"
    desk.library.failing.clear()
    desk.begin()
    desk.answer_to_reflection()
    desk.rate()
    desk.library.failing["seen"] = full(desk)
    desk.practice.next()
    assert desk.stage.screen == "outcome"
    desk.library.failing.clear()
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"
    assert not desk.notices


def test_a_reflection_that_cannot_be_read_can_be_asked_for_again(desk: Desk):
    desk.begin()
    desk.answer()
    desk.library.failing["attempt"] = full(desk)
    desk.practice.skip()
    assert desk.stage.screen == "ask"
    assert "library" in desk.notices
    desk.library.failing.clear()
    desk.practice.skip()
    assert desk.stage.screen == "reflect"


def test_ticks_that_could_not_be_saved_come_with_the_rating(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.library.failing["save_ticks"] = full(desk)
    desk.practice.judging.tick_key_point(1, True)
    assert desk.notices == {"library": str(full(desk))}
    desk.library.failing.clear()
    desk.rate(2)
    assert desk.real.history()[0].ticks.key_points["Claim 2"]


def test_a_rating_that_could_not_be_saved_can_be_given_again(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.library.failing["add_review"] = full(desk)
    desk.rate(2)
    assert desk.stage.screen == "reflect"
    assert desk.notices == {"library": str(full(desk))}
    desk.library.failing.clear()
    desk.rate(2)
    assert desk.stage.screen == "outcome"
    assert not desk.notices


def _deck(desk: Desk):
    from cards.deck import Deck  # noqa: PLC0415

    return Deck(desk.prompts, ())
