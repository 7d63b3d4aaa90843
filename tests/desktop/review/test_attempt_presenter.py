"""One answer to come back to, with a real library and a silent player."""

from dataclasses import replace

import pytest

from audio.errors import NoLoudspeaker, NotSound
from audio.playback import Ended, PlayFailed
from cards.attempt import Ticks
from cards.diagnostic import Result
from cards.library import LibraryFull
from desktop.diagnostic.course import answered, course_of
from desktop.rating import rate
from desktop.review.attempt_model import NEVER_ENDED, NO_PROMPT, NO_WORDS_YET, facts
from tests.support.attempt_desk import SENTENCES, AttemptDesk
from tests.support.desk import EVENING, USUAL, Desk


@pytest.fixture
def review(desk: Desk) -> AttemptDesk:
    return AttemptDesk(desk)


# Opening


def test_an_answer_of_the_night_has_the_date_of_its_time(review: AttemptDesk):
    record = review.desk.real.attempt(review.open())
    night = replace(record, at=record.at.replace(day=22, hour=2))
    assert night.study_day.day == 21
    assert facts(night, night.study_day).startswith("Sunday, 22 November, 02:00")


def test_an_answer_opens_with_all_that_is_known_of_it(review: AttemptDesk):
    attempt = review.open()
    model = review.screen.model
    assert model is not None
    assert (model.attempt, model.title, model.constraint) == (attempt, "Title of F1.a", "This time: fifty rows")
    assert model.facts == "Saturday, 21 November, 18:00 · 0:19 · not rated yet"
    assert model.can_rate
    assert review.screen.text == SENTENCES
    assert review.sound.loaded == review.desk.folder.recordings / review.takes(attempt)[0].sound
    assert review.screen.wave.seconds == 1.0
    assert review.screen.word is None
    assert not review.screen.playing


def test_nothing_is_open_when_nothing_is_chosen(review: AttemptDesk):
    review.open()
    review.presenter.sound.play_or_pause()
    review.presenter.open_attempt(None)
    assert review.screen.model is None
    assert not review.sound.playing
    for press in (
        review.presenter.sound.play_or_pause,
        review.presenter.sound.on,
        review.presenter.sound.replay,
        review.presenter.sound.tick,
    ):
        press()
    review.presenter.copy("")
    assert not review.sound.playing
    assert review.screen.said == "There are no words to copy."


def test_what_comes_late_of_an_earlier_answer_is_dropped(review: AttemptDesk):
    first, second = review.answer("One answer."), review.answer("Another answer.")
    review.desk.jobs.held = True
    review.presenter.open_attempt(first)
    review.presenter.open_attempt(second)
    review.desk.jobs.let_go()
    assert review.screen.text == "Another answer."
    assert [sound.name for sound in review.looked] == [review.takes(second)[0].sound]


def test_the_waveform_of_an_earlier_answer_is_not_even_looked_for(review: AttemptDesk):
    first, second = review.answer(), review.answer()
    review.desk.jobs.held = True
    review.presenter.open_attempt(first)
    review.desk.jobs.run(1)
    review.presenter.open_attempt(second)
    review.desk.jobs.let_go()
    assert [sound.name for sound in review.looked] == [review.takes(second)[0].sound]


def test_a_prompt_that_is_gone_leaves_its_id_and_what_was_said(review: AttemptDesk):
    attempt = review.answer()
    review.desk.prompts = ()
    review.open(attempt)
    model = review.screen.model
    assert model is not None
    assert (model.title, model.about, model.can_rate) == ("F1.a", NO_PROMPT, False)
    assert review.screen.text == SENTENCES


def test_a_discarded_take_is_not_shown(review: AttemptDesk):
    attempt = review.answer(follow_up="So be it.")
    review.desk.real.discard_take(review.takes(attempt)[0].id, EVENING)
    review.open(attempt)
    assert review.screen.text == "And then?\nSo be it."


def test_the_constraint_and_a_follow_up_without_an_answer_are_shown(review: AttemptDesk):
    attempt = review.answer()
    review.desk.real.show_follow_up(attempt, "And at ten times the load?")
    review.open(attempt)
    model = review.screen.model
    assert model is not None
    assert model.constraint == "This time: fifty rows"
    assert model.follow_up == "Then, without an answer: And at ten times the load?"


def test_a_follow_up_that_was_answered_stands_above_its_answer(review: AttemptDesk):
    attempt = review.answer(follow_up="So be it.")
    review.open(attempt)
    model = review.screen.model
    assert model is not None
    assert model.follow_up == ""
    assert "And then?\nSo be it." in review.screen.text
    review.desk.real.discard_take(review.takes(attempt)[1].id, EVENING)
    review.presenter.refresh()
    assert review.screen.model is not None
    assert review.screen.model.follow_up == "Then, without an answer: And then?"


def test_an_answer_of_the_diagnostic_has_a_verdict_and_no_depth(review: AttemptDesk):
    attempt = review.answer()
    review.desk.real.add_diagnosis(attempt, "Q1", Result.PARTLY, EVENING, EVENING.date())
    review.open(attempt)
    model = review.screen.model
    assert model is not None
    assert model.facts.endswith(" · diagnostic: partly")
    assert (model.can_rate, model.can_change) == (False, False)


def test_an_answer_of_the_diagnostic_without_a_verdict_says_so(review: AttemptDesk):
    desk = review.desk
    desk.prompts = (replace(desk.prompts[0], diagnostic="Q1"), *desk.prompts[1:])
    attempt = review.answer()
    answered(desk.real, course_of(desk.real, desk.prompts), "Q1", attempt)
    review.open(attempt)
    model = review.screen.model
    assert model is not None
    assert model.facts.endswith(" · diagnostic: no verdict yet")
    assert not model.can_rate
    other = review.open(review.answer())
    assert review.screen.model is not None
    assert (review.screen.model.attempt, review.screen.model.can_rate) == (other, True)


# Playing


def test_the_word_that_is_heard_is_marked_with_its_sentence(review: AttemptDesk):
    review.open()
    review.presenter.sound.play_or_pause()
    assert review.sound.playing
    assert review.screen.playing
    review.hear(2.5)
    assert review.screen.at(review.screen.word) == "cache"
    assert review.screen.at(review.screen.sentence) == "Then a cache in front of the model."
    marks = review.screen.marks
    review.hear(2.6)
    assert review.screen.marks == marks
    review.hear(8.5)
    assert review.screen.at(review.screen.sentence) == "Most questions repeat, so exact match first."


def test_in_a_pause_no_word_is_marked_but_its_sentence(review: AttemptDesk):
    review.open(review.answer("So then ~3 it broke."))
    review.presenter.sound.play_or_pause()
    review.hear(3.5)
    assert review.screen.word is None
    assert review.screen.at(review.screen.sentence) == "So then [3.0 s] it broke."


def test_pausing_stays_in_its_place(review: AttemptDesk):
    review.open()
    review.presenter.sound.play_or_pause()
    review.hear(4.5)
    review.presenter.sound.play_or_pause()
    assert (review.sound.playing, review.screen.playing) == (False, False)
    assert review.screen.at(review.screen.word) == "front"


@pytest.mark.parametrize(("steps", "at"), [(("on",), 5.0), (("on", "on", "back"), 5.0), (("back",), 0.0)])
def test_five_seconds_on_and_back(review: AttemptDesk, steps: tuple[str, ...], at: float):
    review.open()
    for step in steps:
        getattr(review.presenter.sound, step)()
    assert review.sound.position == review.screen.position == at


def test_nothing_lies_beyond_the_end(review: AttemptDesk):
    review.open()
    review.presenter.sound.seek(99.0)
    assert review.screen.position == 19.0
    review.presenter.sound.play_or_pause()
    assert review.sound.position == 0.0


def test_the_end_stops_at_the_end_and_the_next_press_begins_anew(review: AttemptDesk):
    review.open()
    review.presenter.sound.play_or_pause()
    review.presenter.sound.hear(Ended())
    assert not review.screen.playing
    assert review.screen.position == 19.0
    review.presenter.sound.play_or_pause()
    assert review.sound.position == 0.0


def test_replay_begins_at_the_beginning(review: AttemptDesk):
    review.open()
    review.presenter.sound.seek(9.0)
    review.presenter.sound.replay()
    assert review.sound.position == 0.0
    assert review.sound.playing


def test_a_speed_is_remembered(review: AttemptDesk):
    review.open()
    for _ in range(7):
        review.presenter.sound.faster()
    assert review.sound.speed == review.screen.speed == 2.0
    review.presenter.sound.slower()
    assert review.settings.current.playback_speed == 1.75
    assert AttemptDesk(review.desk).screen.speed == 1.75
    review.open()
    assert review.sound.speed == 1.75


def test_a_speed_that_is_chosen_elsewhere_holds_here(review: AttemptDesk):
    review.open()
    review.settings.change(playback_speed=1.5)
    assert review.sound.speed == review.screen.speed == 1.5


def test_a_sentence_is_repeated_until_it_is_said_otherwise(review: AttemptDesk):
    review.open()
    review.presenter.sound.seek(9.0)
    review.presenter.toggle_loop()
    assert review.sound.loop == (8.0, pytest.approx(15.3))
    assert review.sound.position == 8.0
    assert review.screen.looping
    assert review.sound.playing
    review.presenter.toggle_loop()
    assert review.sound.loop is None
    assert not review.screen.looping
    assert review.sound.playing


def test_going_elsewhere_leaves_the_sentence(review: AttemptDesk):
    review.open()
    review.presenter.toggle_loop()
    review.presenter.sound.seek(12.0)
    assert review.sound.loop is None
    assert not review.screen.looping


def test_without_a_loudspeaker_it_says_so_and_can_be_tried_again(review: AttemptDesk):
    review.open()
    review.presenter.sound.play_or_pause()
    review.presenter.sound.hear(PlayFailed(NoLoudspeaker("none")))
    assert review.screen.trouble == str(NoLoudspeaker("none"))
    assert not review.screen.playing
    review.presenter.sound.play_or_pause()
    assert review.screen.trouble == ""
    assert review.sound.playing


def test_leaving_the_screen_falls_silent(review: AttemptDesk):
    review.open()
    review.presenter.sound.play_or_pause()
    review.presenter.leave()
    assert not review.sound.playing
    assert not review.screen.playing


# Sound that is not there


def test_missing_sound_is_said_and_the_words_are_there(review: AttemptDesk):
    attempt = review.answer()
    name = review.takes(attempt)[0].sound
    (review.desk.folder.recordings / name).unlink()
    review.open(attempt)
    assert name in review.screen.trouble
    assert review.screen.text == SENTENCES
    assert review.sound.loaded is None
    assert review.looked == []
    review.presenter.sound.play_or_pause()
    assert not review.sound.playing
    assert review.screen.action == ""
    review.presenter.walk(1)
    assert review.screen.at(review.screen.word) == "a"


def test_damaged_sound_is_said_and_the_words_are_there(review: AttemptDesk):
    attempt = review.answer()
    sound = review.desk.folder.recordings / review.takes(attempt)[0].sound
    review.waves[sound.name] = NotSound(sound, "no header")
    review.open(attempt)
    assert "no header" in review.screen.trouble
    assert review.screen.text == SENTENCES


def test_sound_of_which_a_part_is_missing_is_drawn_and_said(review: AttemptDesk):
    review.problem = "The second half is missing."
    review.open()
    assert review.screen.wave is not None
    assert review.screen.trouble == "The second half is missing."


def test_a_take_that_never_ended_is_said(review: AttemptDesk):
    take = review.desk.real.begin_answer("F1.a", "fifty rows", EVENING, EVENING.date(), "", "a.wav")
    (review.desk.folder.recordings / "a.wav").write_bytes(b"")
    review.open(take.attempt)
    assert review.screen.trouble == NEVER_ENDED
    assert review.screen.text == NO_WORDS_YET


def test_a_typed_answer_is_read_and_has_no_player(review: AttemptDesk):
    take = review.desk.real.write_answer("F1.a", "fifty rows", EVENING, EVENING.date(), "", "I would\nwrite it.")
    review.open(take.attempt)
    assert review.screen.text == "I would\nwrite it."
    assert review.screen.model is not None
    assert review.screen.model.takes[0].typed
    assert "typed" in review.screen.model.facts
    assert review.screen.trouble == review.screen.action == ""
    review.presenter.sound.play_or_pause()
    assert not review.sound.playing
    assert review.sound.loaded is None


# Note and mark


def test_a_mark_can_be_set_taken_away_and_taken_back(review: AttemptDesk):
    attempt, told = review.open(), []
    review.presenter.note.changed.append(told.append)
    review.presenter.note.toggle_mark()
    assert review.desk.real.attempt(attempt).marked
    assert review.screen.model is not None
    assert review.screen.model.marked
    assert review.history.undo_name == "mark"
    review.presenter.note.toggle_mark()
    assert review.history.undo_name == "unmark"
    review.history.undo()
    assert review.desk.real.attempt(attempt).marked
    assert review.screen.model.marked
    assert told == [attempt] * 3


def test_a_note_is_one_step_however_often_it_was_saved(review: AttemptDesk):
    attempt = review.open()
    review.presenter.note.write("Listen")
    review.presenter.note.write("Listen again")
    assert review.desk.real.attempt(attempt).note == "Listen again"
    assert review.history.undo_name == ""
    review.presenter.note.end()
    assert review.history.undo_name == "note"
    review.history.undo()
    assert review.desk.real.attempt(attempt).note == ""
    assert review.screen.model is not None
    assert review.screen.model.note == ""
    review.history.redo()
    assert review.screen.model.note == "Listen again"


def test_a_note_that_reads_as_before_is_no_step(review: AttemptDesk):
    review.open()
    review.presenter.note.write("x")
    review.presenter.note.write("")
    review.presenter.note.end()
    assert review.history.undo_name == ""


@pytest.mark.parametrize("leave", ["open another", "open nothing", "leave"])
def test_what_was_just_written_is_saved_before_anything_else(review: AttemptDesk, leave: str):
    other, attempt = review.answer(), review.open()
    review.screen.writing = "not told yet"
    if leave == "leave":
        review.presenter.leave()
    else:
        review.presenter.open_attempt(other if leave == "open another" else None)
    assert review.desk.real.attempt(attempt).note == "not told yet"
    assert review.desk.real.attempt(other).note == ""
    assert review.history.undo_name == "note"


def test_a_note_the_library_cannot_take_in_is_not_lost(review: AttemptDesk):
    other, attempt = review.answer(), review.open()
    review.desk.library.failing["save_note"] = LibraryFull(review.desk.folder.library, "no room")
    review.presenter.note.write("dear to me")
    assert "library" in review.desk.notices
    review.open(other)
    review.open(attempt)
    assert review.screen.model is not None
    assert review.screen.model.note == "dear to me"
    review.desk.library.failing.clear()
    review.presenter.note.write("dear to me too")
    assert review.desk.real.attempt(attempt).note == "dear to me too"


def test_a_rating_is_shown_when_it_was_given(review: AttemptDesk):
    attempt = review.open()
    review.presenter.sound.play_or_pause()
    review.hear(4.5)
    rate(review.desk.real, attempt, "F1.a", 2, terms=USUAL, suggested=2, ticks=Ticks(), at=EVENING)
    review.presenter.refresh()
    model = review.screen.model
    assert model is not None
    assert model.facts.endswith("depth 2, named the tradeoff")
    assert (model.rated, model.can_rate) == (True, False)
    assert review.screen.playing
    assert review.screen.at(review.screen.word) == "front"


def test_an_answer_to_be_heard_plays_once_it_is_open(review: AttemptDesk):
    first, second = review.answer(), review.answer()
    review.presenter.hear_when_open(second)
    review.presenter.open_attempt(first)
    assert not review.sound.playing
    review.presenter.open_attempt(second)
    assert review.sound.playing
    review.presenter.open_attempt(first)
    review.presenter.open_attempt(second)
    assert not review.sound.playing
