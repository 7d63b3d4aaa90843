"""Sessions, from the first prompt to the next date, through everything that can come in between."""

from datetime import timedelta

import pytest

from audio.errors import DiskFull, MicrophoneLost, NoMicrophone
from audio.events import EndedBy, Level, Phase, Status, TakeStarted
from audio.transcription.recogniser import TakeFailed, Unavailable
from cards.attempt import Ended, Shown
from cards.library import LibraryFull
from desktop.practice.asking import NO_SOUND
from desktop.practice.model import Pace, RecorderState, clock
from scheduler.depth import DEPTHS
from scheduler.memory import candidates
from tests.support.desk import Desk, prompt


def takes(desk: Desk):
    return desk.takes()


def full(desk: Desk) -> LibraryFull:
    return LibraryFull(desk.folder.library, "no room")


# The way through


def test_a_session_from_its_first_prompt_to_its_end(desk: Desk):
    desk.begin()
    assert (desk.stage.screen, desk.stage.phase) == ("ask", "Getting ready")
    assert desk.ask.model.decision == "What do you choose in F1.a?"
    assert desk.ask.model.constraint == "fifty rows"
    assert desk.ask.model.target_s == 120
    assert desk.ask.model.header.place == "1 of 2 · about 8 minutes left"
    desk.answer()
    assert desk.ask.model.follow_up == "And at ten times the load?"
    assert desk.ask.model.target_s == 45
    desk.answer()
    assert (desk.stage.screen, desk.stage.phase) == ("reflect", "Reflect")
    assert desk.outcome.shown == []
    desk.rate(2)
    assert (desk.stage.screen, desk.stage.phase) == ("outcome", "Rated")
    assert desk.outcome.model.next_title == "Title of S1.a"
    desk.practice.next()
    assert desk.ask.model.header.place == "2 of 2 · about 4 minutes left"
    desk.answer_to_reflection()
    desk.rate(1)
    assert not desk.outcome.model.next_title
    desk.practice.next()
    assert (desk.left, desk.stage.screen, desk.stage.phase) == (1, "today", "")
    assert [attempt.review.depth for attempt in desk.real.history() if attempt.review] == [1, 2]


def test_the_library_knows_of_a_take_before_the_recorder_does(desk: Desk):
    known = []
    desk.recorder.at_start = lambda path: known.append([take.sound for take in desk.real.unfinished_takes()])
    desk.begin()
    desk.practice.asking.start()
    assert known == [[desk.recorder.path.name]]
    assert desk.recorder.path.parent == desk.folder.recordings


def test_what_a_take_leaves_in_the_library(desk: Desk):
    desk.begin()
    desk.answer(seconds=3)
    desk.answer(seconds=1)
    first, second = takes(desk)
    assert (first.question, first.samples, first.ended) == ("", 48_000, Ended.PERSON)
    assert (second.question, second.samples) == ("And at ten times the load?", 16_000)
    assert first.attempt == second.attempt


def test_constraint_and_follow_up_take_turns(desk: Desk):
    for constraint, follow_up in (("fifty rows", "And at ten times the load?"), ("fifty million rows", "And without")):
        desk.begin("F1.a")
        assert desk.ask.model.constraint == constraint
        desk.answer()
        assert desk.ask.model.follow_up.startswith(follow_up)
        desk.practice.skip()
        desk.rate()
        desk.practice.next()


def test_a_snippet_stands_under_the_prompt_and_not_under_its_follow_up(desk: Desk):
    desk.practice.begin([prompt("F1.a", snippet="x = 1")])
    assert desk.ask.model.snippet == "x = 1"
    desk.answer()
    assert not desk.ask.model.snippet


def test_a_skipped_follow_up_leads_to_the_reflection(desk: Desk):
    desk.begin()
    desk.answer()
    desk.practice.skip()
    assert desk.stage.screen == "reflect"
    assert len(desk.reflect.model.said) == 1
    assert desk.recorder.status.phase is Phase.CLOSED


def test_only_a_follow_up_can_be_skipped(desk: Desk):
    desk.begin()
    desk.practice.skip()
    assert desk.stage.screen == "ask"
    desk.answer()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.skip()
    assert desk.stage.screen == "ask"


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


# Pressing more often than needed


def test_two_starts_are_one_take(desk: Desk):
    desk.begin()
    desk.jobs.held = True
    desk.practice.asking.start()
    desk.practice.asking.start()
    desk.jobs.let_go()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.start()
    assert len(desk.recorder.started) == len(takes(desk)) == 1


def test_two_stops_are_one(desk: Desk):
    desk.begin()
    desk.practice.asking.stop()
    desk.practice.asking.start()
    desk.practice.asking.stop()  # nothing was heard yet: nothing to stop
    assert desk.recorder.stops == 0
    desk.recorder.speak()
    desk.practice.asking.stop()
    desk.practice.asking.stop()
    assert desk.recorder.stops == 1


@pytest.mark.parametrize("press", ["start", "stop", "discard", "skip", "leave", "undo"])
def test_nothing_gets_between_a_stop_and_its_take_being_kept(desk: Desk, press: str):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.stop()
    desk.jobs.held = True
    desk.recorder.end()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.KEEPING
    desk.undo() if press == "undo" else desk.press(press)
    desk.jobs.let_go()
    assert desk.ask.model.follow_up
    assert desk.stage.screen == "ask"
    assert len(desk.recorder.started) == 1
    assert [take.samples for take in takes(desk)] == [32_000]


def test_a_skip_while_the_answer_to_a_follow_up_begins_does_nothing(desk: Desk):
    desk.begin()
    desk.answer()
    desk.jobs.held = True
    desk.practice.asking.start()
    desk.practice.skip()
    desk.jobs.let_go()
    assert desk.stage.screen == "ask"
    desk.recorder.speak()
    desk.practice.asking.stop()
    desk.recorder.end()
    assert desk.stage.screen == "reflect"
    assert len(desk.reflect.model.said) == 2


def test_enter_twice_starts_one_session(desk: Desk):
    desk.jobs.held = True
    desk.begin()
    desk.begin()
    desk.jobs.let_go()
    assert desk.asked() == ["F1.a"]


def test_enter_twice_after_an_outcome_skips_no_prompt(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate()
    desk.jobs.held = True
    desk.practice.next()
    desk.practice.next()
    desk.jobs.let_go()
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"
    assert desk.stage.screen == "ask"


def test_a_depth_pressed_twice_is_one_rating(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.jobs.held = True
    desk.rate(2)
    desk.rate(1)
    desk.jobs.let_go()
    desk.rate(1)
    assert [review.depth for review in desk.real.reviews()] == [2]


def test_nothing_happens_where_nothing_can(desk: Desk):
    for press in ("start", "stop", "discard", "skip", "next"):
        desk.press(press)
    desk.practice.tick_key_point(0, True)
    desk.practice.tick_statement(0, True)
    desk.practice.tick_dimension("m1", "weak")
    desk.rate(3)
    desk.undo()
    desk.recorder.say(TakeStarted(desk.folder.recordings / "x.wav"))
    assert desk.stage.screen == "today"
    assert (desk.left, desk.recorder.started, desk.real.history()) == (0, [], ())


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
    gone, kept = takes(desk)
    assert gone.discarded is not None
    assert gone.samples == 32_000
    assert kept.discarded is None
    assert gone.attempt == kept.attempt
    assert desk.recogniser.forgotten == [gone.id]


def test_a_take_discarded_before_its_first_sound_does_not_go_on(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.practice.asking.discard()
    desk.recorder.speak()
    assert desk.recorder.stops == 1
    desk.recorder.end()
    assert takes(desk)[0].discarded is not None


def test_a_take_without_a_sample_is_dropped(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.end(EndedBy.MICROPHONE, MicrophoneLost())
    assert desk.ask.model.follow_up == ""
    assert takes(desk)[0].discarded is not None


def test_discarding_where_the_file_cannot_move_is_said(desk: Desk):
    desk.begin()
    desk.folder.discarded.write_text("a file where the folder should be")
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.discard()
    desk.recorder.end()
    assert "so it stays where it is" in desk.notices["library"]
    assert takes(desk)[0].discarded is not None
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
    assert len({take.sound for take in takes(desk)}) == 4


def test_a_microphone_lost_while_speaking_keeps_the_take_and_goes_on(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak(5)
    desk.recorder.end(EndedBy.MICROPHONE, MicrophoneLost())
    (take,) = takes(desk)
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
    assert takes(desk)[0].ended is Ended.DISK
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
    assert takes(desk)[0].samples == 32_000


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
    desk.library.failing["attempts_at"] = full(desk)
    desk.begin()
    assert desk.stage.screen == "today"
    desk.library.failing.clear()
    desk.begin()
    desk.answer_to_reflection()
    desk.rate()
    desk.library.failing["attempts_at"] = full(desk)
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
    desk.practice.tick_key_point(1, True)
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


# Reflecting


def test_every_tick_is_saved_at_once_and_suggests(desk: Desk):
    desk.begin()
    desk.answer()
    desk.answer()
    assert desk.reflect.model.suggested == 1
    desk.practice.tick_key_point(0, True)
    desk.practice.tick_dimension("m1", "not_shown")
    for place, suggested in enumerate((2, 3, 3, 4)):
        desk.practice.tick_statement(place, True)
        assert desk.reflect.suggested == suggested
    ticks = desk.real.history()[0].ticks
    assert ticks.key_points == {"Claim 1": True, "Claim 2": False, "Claim 3": False, "Claim 4": False}
    assert set(ticks.statements.values()) == {True}
    assert ticks.dimensions == {"m1": Shown.NOT_SHOWN}
    desk.practice.tick_statement(0, False)
    assert desk.reflect.suggested == 1


def test_without_an_answered_follow_up_four_is_not_suggested_and_may_be_chosen(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    for place in range(4):
        desk.practice.tick_statement(place, True)
        desk.practice.tick_key_point(place, True)
    assert desk.reflect.suggested == 3
    desk.rate(4)
    (review,) = desk.real.reviews()
    assert (review.suggested_depth, review.depth) == (3, 4)


@pytest.mark.parametrize("depth", [3, 4])
def test_a_depth_that_few_points_support_is_asked_about_once(desk: Desk, depth: int):
    desk.begin()
    desk.answer_to_reflection()
    desk.practice.tick_key_point(0, True)
    desk.rate(depth)
    assert desk.reflect.confirmation == (
        f"You ticked 1 of 4 points. Is it still {depth}? Press {depth} again to confirm."
    )
    assert desk.real.reviews() == ()
    desk.rate(depth)
    assert desk.outcome.model.label == DEPTHS[depth].label


def test_a_tick_in_between_takes_the_question_away(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(3)
    desk.practice.tick_statement(0, True)
    assert not desk.reflect.confirmation
    desk.rate(3)
    assert desk.reflect.confirmation
    desk.rate(4)  # another depth is another question
    assert desk.real.reviews() == ()
    desk.practice.tick_key_point(0, True)
    desk.practice.tick_key_point(1, True)
    desk.rate(3)
    assert desk.stage.screen == "outcome"


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_the_date_comes_only_after_the_rating(desk: Desk, depth: int):
    desk.begin()
    desk.answer_to_reflection()
    for place in range(4):
        desk.practice.tick_key_point(place, True)
    assert desk.outcome.shown == []
    desk.rate(depth)
    model = desk.outcome.model
    (review,) = desk.real.reviews()
    assert model.depth == review.depth == depth
    assert f"{review.after.due:%A}, {review.after.due.day} {review.after.due:%B}" in model.comes_back
    assert model.why
    assert (model.model_answer, model.failure, model.wrong_claim) == (
        "It depends on the rows.",
        "It goes stale.",
        "More data always helps.",
    )
    assert model.answered == "fifty rows"


def test_an_answer_left_without_a_depth_can_get_one_later(desk: Desk):
    desk.begin("F1.a", "S1.a")
    desk.answer_to_reflection()
    desk.practice.tick_key_point(1, True)
    desk.practice.leave()
    assert (desk.left, desk.stage.screen) == (1, "today")
    desk.practice.rate_later(desk.find("F1.a"), 1)
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.ticked == {1}
    assert desk.reflect.model.header.place.startswith("1 of 1")
    desk.rate(2)
    assert not desk.outcome.model.next_title
    assert [review.attempt for review in desk.real.reviews()] == [1]


def test_esc_in_the_follow_up_leaves_the_answer_for_later(desk: Desk):
    desk.begin("F1.a")
    desk.answer()
    desk.practice.leave()
    assert desk.left == 1
    assert [attempt.id for attempt in desk.real.unrated_attempts()] == [1]


@pytest.mark.parametrize("days", [0, 1, 5])
def test_a_rating_counts_for_the_study_day_of_its_answer(desk: Desk, days: int):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    day = desk.real.history()[0].study_day
    desk.clock.at += timedelta(days=days)
    desk.rate(2)
    (review,) = desk.real.reviews()
    assert review.study_day == day
    assert review.at.date() >= day + timedelta(days=days)
    assert review.after == candidates(None, day)[1].after
    assert desk.outcome.model.why == candidates(None, day, today=day + timedelta(days=days))[1].why


# Taking back


def rated_session(desk: Desk) -> None:
    """Both prompts rated, the second outcome in front."""
    desk.begin()
    desk.answer_to_reflection()
    desk.practice.tick_key_point(0, True)
    desk.practice.tick_statement(0, True)
    desk.rate(2)
    desk.practice.next()
    desk.answer_to_reflection()
    desk.rate(1)


def test_undo_at_the_outcome_brings_prompt_and_ticks_back(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.practice.tick_key_point(0, True)
    desk.practice.tick_statement(0, True)
    desk.practice.tick_dimension("m1", "strong")
    desk.rate(2)
    desk.undo()
    model = desk.reflect.model
    assert desk.stage.screen == "reflect"
    assert (model.ticked, model.affirmed, model.chosen) == ({0}, {0}, {"m1": "strong"})
    assert model.suggested == 2
    assert model.header.place == "1 of 2 · about 8 minutes left"
    assert (desk.real.reviews(), desk.real.schedules()) == ((), {})
    desk.rate(1)
    assert [review.depth for review in desk.real.reviews()] == [1]
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"


def test_undo_from_the_next_prompt(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.undo()
    assert desk.stage.screen == "reflect"
    assert desk.recorder.status.phase is Phase.CLOSED
    desk.rate(1)
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"
    assert desk.ask.model.header.place.startswith("2 of 2")


def test_undo_from_today_is_a_session_of_its_own(desk: Desk):
    rated_session(desk)
    desk.practice.next()
    assert desk.stage.screen == "today"
    desk.undo()
    assert desk.reflect.model.header.place == "1 of 1 · about 4 minutes left"
    desk.rate(2)
    assert not desk.outcome.model.next_title
    desk.practice.next()
    assert desk.left == 2


def test_undo_after_leaving_in_the_middle_does_not_go_on_with_the_session_left(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.practice.leave()
    desk.undo()
    assert desk.reflect.model.header.place.startswith("1 of 1")
    desk.rate(2)
    desk.practice.next()
    assert desk.stage.screen == "today"


def test_undo_after_a_new_start_of_the_app(desk: Desk):
    rated_session(desk)
    desk.sit_down()
    desk.undo()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("1 of 1")


def test_undo_twice_goes_back_twice_and_asks_for_no_answer_again(desk: Desk):
    rated_session(desk)
    desk.undo()
    desk.undo()
    assert desk.real.reviews() == ()
    assert desk.reflect.model.header.place.startswith("1 of 2")
    assert desk.reflect.model.ticked == {0}
    desk.rate(2)
    desk.practice.next()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("2 of 2")
    desk.rate(1)
    assert [(review.prompt, review.depth) for review in desk.real.reviews()] == [("F1.a", 2), ("S1.a", 1)]
    assert len(takes(desk)) == 2


@pytest.mark.parametrize("skipped", [True, False])
def test_an_answer_that_was_not_rated_yet_waits_while_another_is_taken_back(desk: Desk, skipped: bool):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.answer()
    if skipped:
        desk.practice.skip()
    desk.undo()
    assert desk.reflect.model.header.place.startswith("1 of 2")
    desk.rate(2)
    desk.practice.next()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("2 of 2")
    desk.rate(1)
    assert [review.prompt for review in desk.real.reviews()] == ["F1.a", "S1.a"]
    desk.practice.next()
    assert desk.left == 1


def test_undo_of_a_prompt_that_this_session_does_not_have_comes_first(desk: Desk):
    desk.begin("S1.a")
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.begin("F1.a")
    desk.undo()
    assert desk.reflect.model.header.place.startswith("1 of 2")
    desk.rate(2)
    desk.practice.next()
    assert desk.asked()[-1] == "F1.a"


def test_undo_while_recording_is_ignored(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    for press in (desk.practice.asking.start, desk.recorder.speak, desk.practice.asking.stop):
        press()
        desk.undo()
        assert desk.stage.screen == "ask"
        assert len(desk.real.reviews()) == 1


def test_undo_with_nothing_to_take_back_does_nothing(desk: Desk):
    desk.begin()
    desk.undo()
    assert desk.stage.screen == "ask"
    desk.answer()
    assert desk.ask.model.follow_up


def test_a_rating_whose_prompt_has_left_the_deck_stays(desk: Desk):
    rated_session(desk)
    desk.practice.undo(lambda _: None)
    assert len(desk.real.reviews()) == 2
    assert desk.stage.screen == "outcome"


@pytest.mark.parametrize("press", ["next", "leave", "start", "rate", "begin"])
def test_nothing_gets_between_an_undo_and_its_prompt(desk: Desk, press: str):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(2)
    if press in {"leave", "start", "rate"}:
        desk.practice.next()
    if press == "rate":
        desk.answer_to_reflection()
    if press == "begin":
        desk.practice.next()
        desk.practice.leave()
    desk.jobs.held = True
    desk.undo()
    actions = {"rate": lambda: desk.rate(2), "begin": desk.begin}
    actions[press]() if press in actions else desk.press(press)
    desk.jobs.let_go()
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.header.place.startswith("1 of")
    assert desk.real.reviews() == ()
    assert len(desk.recorder.started) == (2 if press == "rate" else 1)


def test_an_undo_that_failed_changes_nothing(desk: Desk):
    rated_session(desk)
    desk.library.failing["undo_last_review"] = full(desk)
    desk.undo()
    assert desk.stage.screen == "outcome"
    assert desk.notices == {"library": str(full(desk))}
    desk.practice.next()
    assert desk.stage.screen == "today"


# Leaving


def test_leaving_lets_the_microphone_go_and_keeps_what_was_said(desk: Desk):
    desk.begin()
    desk.answer()
    desk.practice.leave()
    assert (desk.left, desk.stage.screen, desk.stage.phase) == (1, "today", "")
    assert desk.recorder.status.phase is Phase.CLOSED
    assert takes(desk)[0].samples == 32_000
    assert desk.practice.asking.question is None


def test_leaving_takes_the_sentences_of_the_session_away(desk: Desk):
    desk.recorder.broken = NoMicrophone()
    desk.begin()
    desk.practice.leave()
    assert not desk.notices


def test_nobody_leaves_a_take_that_begins_or_runs(desk: Desk):
    desk.begin()
    desk.jobs.held = True
    desk.practice.asking.start()
    desk.practice.leave()
    desk.jobs.let_go()
    desk.practice.leave()
    desk.recorder.speak()
    desk.practice.leave()
    assert desk.left == 0
    desk.practice.asking.stop()
    desk.recorder.end()
    assert desk.ask.model.follow_up


# Words


def test_words_appear_while_the_person_still_speaks(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak(30)
    (take,) = takes(desk)
    desk.recogniser.hear(take.id, "I would")
    desk.recogniser.hear(take.id, "keep it")
    assert desk.ask.words == " I would keep it"
    assert desk.recogniser.followed[-1][1:] == (desk.recorder.path, 480_000, False)


def test_words_that_come_while_reflecting(desk: Desk):
    desk.begin()
    take = desk.answer_to_reflection()
    (said,) = desk.reflect.said
    assert (said.text, said.note) == ("", "Words are on their way: 0:00 of 0:02 heard.")
    desk.recogniser.hear(take, "I would")
    assert desk.reflect.said[0].text == "I would"
    desk.recogniser.finish(take, "keep it")
    (said,) = desk.reflect.said
    assert (said.text, said.note) == ("I would keep it", "")
    assert desk.real.history()[0].text == "I would keep it"


def test_words_of_the_follow_up_stand_under_its_question(desk: Desk):
    desk.begin()
    first, second = desk.answer(), desk.answer()
    desk.recogniser.finish(first, "one")
    desk.recogniser.finish(second, "two")
    assert [(said.heading, said.text) for said in desk.reflect.said] == [
        ("", "one"),
        ("Follow-up: And at ten times the load?", "two"),
    ]


def test_words_that_come_after_the_rating_and_after_the_session(desk: Desk):
    desk.begin("F1.a")
    first, second = desk.answer(), desk.answer()
    desk.rate(2)
    desk.recogniser.finish(first, "late")
    desk.practice.next()
    desk.recogniser.finish(second, "later")
    assert desk.real.history()[0].text == "late\n\nlater"
    assert desk.real.unarchived_takes() == ()
    assert {name.rpartition(".")[2] for name in desk.files()} == {"flac"}


def test_a_take_without_any_words(desk: Desk):
    desk.begin()
    desk.recogniser.finish(desk.answer_to_reflection())
    assert desk.reflect.said[0].note == "No words were heard."


def test_words_from_an_earlier_start_are_all_there(desk: Desk):
    desk.begin()
    take = desk.answer_to_reflection()
    desk.recogniser.hear(take, "before the")
    desk.rate(2)
    desk.sit_down()
    desk.today.take_up_unfinished()
    desk.undo()
    desk.recogniser.finish(take, "restart")
    assert [(said.text, said.note) for said in desk.reflect.said] == [("before the restart", "")]


@pytest.mark.parametrize("known", ["before", "after"])
def test_without_a_model_a_sentence_stands_for_the_words_and_rating_works(desk: Desk, known: str):
    desk.begin()
    if known == "before":
        desk.transcribing.hear(Unavailable("There is no model."))
    take = desk.answer_to_reflection()
    if known == "after":
        desk.transcribing.hear(Unavailable("There is no model."))
    desk.transcribing.hear(TakeFailed(take, "There is no model."))
    assert [(said.text, said.note) for said in desk.reflect.said] == [("", "There is no model.")]
    desk.rate(2)
    assert desk.stage.screen == "outcome"
    assert len(desk.real.unarchived_takes()) == 1


def _deck(desk: Desk):
    from cards.deck import Deck  # noqa: PLC0415

    return Deck(desk.prompts, ())
