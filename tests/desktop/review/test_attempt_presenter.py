"""One answer to come back to, with a real library and a silent player."""

from dataclasses import replace

import pytest

from audio.errors import NoLoudspeaker, NotSound
from audio.playback import Ended, PlayFailed
from cards.attempt import Gap, Ticks, Transcript, Word
from cards.attempt_line import Hit
from cards.library import LibraryFull
from desktop.rating import rate
from desktop.review.attempt_model import NEVER_ENDED, NO_PROMPT, NO_WORDS_YET, facts
from tests.support.attempt_desk import SENTENCES, AttemptDesk, transcript
from tests.support.desk import EVENING, Desk


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


# Words


def test_a_click_goes_to_the_word_and_plays(review: AttemptDesk):
    review.open()
    review.presenter.play_from(review.screen.text.index("exact") + 2)
    assert review.sound.position == 12.0
    assert review.sound.playing
    review.presenter.play_from(0)
    assert review.sound.position == 0.0
    assert review.sound.playing


def test_the_keyboard_walks_from_word_to_word_without_a_sound(review: AttemptDesk):
    review.open()
    for _ in range(3):
        review.presenter.walk(1)
    assert review.screen.at(review.screen.word) == "in"
    review.presenter.walk(-1)
    assert review.screen.at(review.screen.word) == "cache"
    review.presenter.walk_to(review.screen.text.index("drift"))
    assert review.screen.at(review.screen.word) == "drift."
    review.presenter.walk(1)
    assert review.screen.at(review.screen.word) == "drift."
    assert not review.sound.playing
    review.presenter.sound.play_or_pause()
    assert review.sound.position == 18.0


def test_back_from_a_pause_is_the_word_before_it(review: AttemptDesk):
    review.open(review.answer("So then ~3 it broke."))
    review.presenter.sound.seek(4.0)
    review.presenter.walk(-1)
    assert review.screen.at(review.screen.word) == "then"


def test_a_click_in_another_take_brings_it_to_the_front(review: AttemptDesk):
    attempt = review.open(review.answer(follow_up="I would shard it."))
    review.presenter.play_from(review.screen.text.index("shard"))
    assert review.screen.take == 1
    assert review.sound.loaded == review.desk.folder.recordings / review.takes(attempt)[1].sound
    assert review.sound.position == 2.0
    assert review.screen.at(review.screen.word) == "shard"


def test_takes_follow_one_another(review: AttemptDesk):
    review.open(review.answer(follow_up="I would shard it."))
    review.presenter.previous_take()
    assert review.screen.take == 0
    review.presenter.sound.play_or_pause()
    review.presenter.next_take()
    assert review.screen.take == 1
    assert not review.screen.playing
    review.presenter.next_take()
    assert review.screen.take == 1


@pytest.mark.parametrize(
    ("selected", "copied", "said"),
    [
        ("", SENTENCES, "Copied all 19 words."),
        (" a cache ", "a cache", "Copied 2 words."),
        ("a", "a", "Copied 1 word."),
    ],
)
def test_copying_says_what_was_copied(review: AttemptDesk, selected: str, copied: str, said: str):
    review.open()
    review.presenter.copy(selected)
    assert review.copied == [copied]
    assert review.screen.said == said


def test_from_a_search_it_opens_at_the_sentence(review: AttemptDesk):
    attempt = review.answer(follow_up="Then a cache again. So I would see it.")
    take = review.takes(attempt)[1]
    review.open(attempt, Hit(take.id, "So I would see it.", ((5, 10),), 4.0))
    assert review.screen.take == 1
    assert review.screen.at(review.screen.sentence) == "So I would see it."
    assert [review.screen.at(span) for span in review.screen.found] == ["would"]
    assert review.sound.position == 4.0
    assert not review.sound.playing
    review.open(attempt, Hit(take.id, "Then a cache again.", ((7, 12),), 0.0))
    assert [review.screen.at(span) for span in review.screen.found] == ["cache"]


def test_a_hit_in_what_was_typed_is_marked_too(review: AttemptDesk):
    take = review.desk.real.write_answer("F1.a", "", EVENING, EVENING.date(), "", "I would write it. And cache it.")
    review.open(take.attempt, Hit(take.id, "And cache it.", ((4, 9),), None))
    assert review.screen.at(review.screen.sentence) == "And cache it."


def test_a_hit_in_a_take_that_is_gone_opens_at_the_beginning(review: AttemptDesk):
    review.open(review.answer(), Hit(999, "gone", ((0, 4),), 3.0))
    assert review.screen.found == ()
    assert review.screen.position == 0.0


# Words on their way


def unheard(review: AttemptDesk) -> int:
    """A spoken answer nobody has listened to yet."""
    attempt = review.answer("word " * 10)
    review.desk.real.forget_transcript(review.takes(attempt)[0].id)
    return review.open(attempt)


def test_words_come_while_they_are_looked_at(review: AttemptDesk):
    attempt = unheard(review)
    take = review.takes(attempt)[0]
    assert (review.screen.text, review.screen.action) == (NO_WORDS_YET, "Get the words")
    review.presenter.words_action()
    assert review.screen.text == "Words are on their way: 0:00 of 0:10 heard."
    assert review.screen.action == "Stop the words"
    review.desk.recogniser.hear(take.id, "I would")
    assert review.screen.text == "I would\nWords are on their way: 0:05 of 0:10 heard."
    review.desk.recogniser.finish(take.id, "keep it")
    assert review.screen.text == "I would keep it"
    assert review.screen.action == "Redo the words"


def test_they_can_be_stopped(review: AttemptDesk):
    attempt = unheard(review)
    review.presenter.words_action()
    review.desk.recogniser.hear(review.takes(attempt)[0].id, "I would")
    review.presenter.words_action()
    assert review.screen.text.startswith("I would\nListening to the words was stopped")
    assert review.screen.action == "Get the words"


def test_playing_goes_on_with_the_flac(review: AttemptDesk):
    attempt = unheard(review)
    take = review.takes(attempt)[0]
    review.presenter.words_action()
    review.presenter.sound.play_or_pause()
    review.hear(4.0)
    review.desk.recogniser.finish(take.id, "I would keep it")
    archived = review.takes(attempt)[0].sound
    assert archived.endswith(".flac")
    assert review.sound.loaded == review.desk.folder.recordings / archived
    assert (review.sound.position, review.sound.playing) == (4.0, True)
    assert review.screen.trouble == ""


def test_while_it_is_listened_to_again_the_old_words_stay(review: AttemptDesk):
    attempt = review.open(review.answer("old words"))
    review.presenter.words_action()
    assert review.screen.text == "old words\nWords are on their way: 0:00 of 0:02 heard."
    review.desk.recogniser.finish(review.takes(attempt)[0].id, "new words")
    assert review.screen.text == "new words"


def test_words_of_another_answer_change_nothing(review: AttemptDesk):
    other = unheard(review)
    review.open()
    script = review.screen.script
    review.desk.transcribing.retry(review.takes(other)[0])
    assert review.screen.script is script


def test_why_there_are_no_words(review: AttemptDesk):
    attempt = unheard(review)
    review.presenter.words_action()
    review.desk.transcribing._give_up(review.takes(attempt)[0].id, "There is no model.")
    assert review.screen.text == "There is no model."
    assert review.screen.action == "Get the words"


def test_a_part_of_the_words_is_read_as_far_as_it_goes(review: AttemptDesk):
    attempt = review.answer("word " * 10)
    review.desk.real.save_transcript(review.takes(attempt)[0].id, transcript("so far", complete=False))
    review.open(attempt)
    assert review.screen.text == f"so far\n{NO_WORDS_YET}"


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
    rate(review.desk.real, attempt, "F1.a", 2, suggested=2, ticks=Ticks(), at=EVENING)
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


# Fillers, gaps and terms

HESITANT = "Um, then a KV cache. Uh, most questions repeat."
UNCLEAR = Transcript(
    "base",
    HESITANT.replace(" questions", ""),
    (
        Word("Um,", 0, 1, 0.9),
        Word("then", 1, 2, 0.9),
        Word("a", 2, 3, 0.9),
        Word("KV cache.", 3, 4, 0.9, "KV cash."),
        Word("Uh,", 5, 6, 0.9),
        Word("most", 6, 7, 0.9),
        Word("repeat.", 8, 9, 0.9, "", True),
    ),
    EVENING,
    gaps=(Gap(7, 7.9),),
)


@pytest.fixture
def unclear(review: AttemptDesk) -> int:
    """The number of an open answer that was not spoken well."""
    attempt = review.answer(HESITANT)
    review.desk.real.save_transcript(review.takes(attempt)[0].id, UNCLEAR)
    review.open(attempt)
    return attempt


def test_a_gap_that_is_clicked_is_heard(review: AttemptDesk, unclear: int):
    assert "most [not understood, 0:07 to 0:07] repeat." in review.screen.text
    review.presenter.play_from(review.screen.text.index("understood"))
    assert (review.sound.position, review.screen.playing) == (7.0, True)
    assert review.screen.at(review.screen.word) == "[not understood, 0:07 to 0:07]"


def test_a_term_gone_to_is_said_aloud_and_one_played_over_is_shown(review: AttemptDesk, unclear: int):
    for _ in range(3):
        review.presenter.walk(1)
    assert review.screen.about == "Repaired: heard as “KV cash”."
    assert review.screen.read_out == [review.screen.about]
    review.presenter.walk(-1)
    assert review.screen.about == ""
    review.presenter.sound.play_or_pause()
    review.hear(8.5)
    assert review.screen.about.startswith("In doubt")
    assert len(review.screen.read_out) == 1


def test_fillers_are_left_out_and_shown_again_and_it_is_remembered(review: AttemptDesk, unclear: int):
    review.presenter.toggle_fillers()
    assert review.screen.text.startswith("Then a KV cache. [1.0 s] Most [not understood")
    assert not review.settings.current.show_fillers
    assert review.screen.script.has_fillers
    review.open(review.answer("Um, another."))
    assert review.screen.text == "Another."
    review.presenter.toggle_fillers()
    assert review.screen.text == "Um, another."


def test_without_fillers_the_next_word_is_marked_for_one(review: AttemptDesk, unclear: int):
    review.presenter.toggle_fillers()
    review.presenter.sound.play_or_pause()
    marked = []
    for at in (0.5, 1.5, 5.5, 6.5):
        review.hear(at)
        marked.append(review.screen.at(review.screen.word))
    assert marked == ["Then", "Then", "Most", "Most"]
    assert review.screen.at(review.screen.sentence).startswith("Most")


def test_without_fillers_the_keyboard_goes_over_them(review: AttemptDesk, unclear: int):
    review.presenter.sound.seek(3.5)
    review.presenter.toggle_fillers()
    review.presenter.walk(1)
    assert (review.sound.position, review.screen.at(review.screen.word)) == (6.0, "Most")
    review.presenter.walk(-1)
    assert (review.sound.position, review.screen.at(review.screen.word)) == (3.0, "KV cache.")
    for _ in range(4):
        review.presenter.walk(-1)
    assert review.screen.at(review.screen.word) == "Then"


def test_where_we_are_stays_when_fillers_go(review: AttemptDesk, unclear: int):
    review.presenter.walk(1)
    review.presenter.walk(1)
    before = review.screen.at(review.screen.word)
    review.presenter.toggle_fillers()
    assert review.screen.at(review.screen.word) == before == "a"


def test_what_is_copied_is_what_is_shown(review: AttemptDesk, unclear: int):
    review.presenter.copy("")
    review.presenter.toggle_fillers()
    review.presenter.copy("")
    assert review.copied == [UNCLEAR.text, "Then a KV cache. Most repeat."]


def test_what_was_searched_for_is_found_beside_fillers_gaps_and_terms_of_two_words(review: AttemptDesk, unclear: int):
    take = review.takes(unclear)[0].id
    first = Hit(take, "Um, then a KV cache.", ((14, 19),), 0.0)
    second = Hit(take, "Uh, most repeat.", ((9, 15),), 5.0)
    for verbatim in (True, False):
        for hit, words in ((first, "KV cache."), (second, "repeat.")):
            review.presenter.open_attempt(unclear, hit)
            assert [review.screen.at(span) for span in review.screen.found] == [words], verbatim
        review.presenter.toggle_fillers()


def test_a_filler_that_was_searched_for_cannot_be_found_when_left_out(review: AttemptDesk, unclear: int):
    review.presenter.toggle_fillers()
    review.presenter.open_attempt(unclear, Hit(review.takes(unclear)[0].id, "Uh, most repeat.", ((0, 3),), 5.0))
    assert review.screen.found == ()
