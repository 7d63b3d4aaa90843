"""Takes on their way to words and FLAC, with a real library and real files; only the ears are the test's."""

from pathlib import Path

import pytest

from audio.transcription.journal import JournalWriter, journal_of, read_journal
from audio.transcription.recogniser import Checked, HeardAll, HeardMore, TakeFailed, Unavailable
from audio.transcription.words import HeardWord, Help, Window
from audio.wav import RATE_HZ
from cards.attempt import Ended, TakeRecord
from cards.library import LibraryFull
from desktop.power import FOR_POWER, TO_BE_ASKED
from desktop.progress import Progress, Rest
from desktop.transcribing import STOPPED
from tests.support.desk import EVENING, Desk, window, write_wav

SAMPLES = 2 * RATE_HZ


@pytest.fixture
def take(desk: Desk) -> TakeRecord:
    """A kept take of two seconds."""
    number = desk.real.begin_answer("F1.a", "fifty rows", EVENING, EVENING.date(), "", "a.wav").id
    write_wav(desk.folder.recordings / "a.wav", SAMPLES)
    desk.real.end_take(number, SAMPLES, Ended.PERSON)
    return stored(desk)


def stored(desk: Desk) -> TakeRecord:
    return desk.real.history()[0].takes[0]


def test_the_recogniser_starts_with_the_first_take(desk: Desk, take: TakeRecord):
    desk.transcribing.grow(take, RATE_HZ)
    desk.transcribing.finish(take, SAMPLES)
    desk.transcribing.warm_up()
    assert len(desk.recognisers) == 1
    sound = desk.folder.recordings / "a.wav"
    assert desk.recogniser.followed == [(take.id, sound, RATE_HZ, False), (take.id, sound, SAMPLES, True)]


def test_from_the_last_word_to_the_flac(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.hear(take.id, "I would")
    assert desk.transcribing.progress(take.id) == Progress(" I would", 1.0)
    desk.recogniser.finish(take.id, "keep it")
    assert desk.transcribing.progress(take.id) == Progress("I would keep it", 2.0, complete=True)
    after = stored(desk)
    assert after.transcript is not None
    assert [word.word for word in after.transcript.words] == ["I", "would", "keep", "it"]
    assert after.transcript.complete
    assert after.sha256 is not None
    assert desk.files() == {"a.flac"}
    assert desk.real.unarchived_takes() == ()


def test_everybody_hears_of_every_step(desk: Desk, take: TakeRecord):
    steps = []
    desk.transcribing.changed.append(
        lambda number: steps.append((number, desk.transcribing.progress(number).complete, stored(desk).sound))
    )
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.finish(take.id, "words")
    assert steps == [(take.id, False, "a.wav"), (take.id, True, "a.wav"), (take.id, True, "a.flac")]


def test_the_window_is_not_held_up_by_the_flac(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.jobs.held = True
    desk.recogniser.finish(take.id, "words")
    desk.jobs.run(1)
    assert desk.transcribing.progress(take.id).complete
    assert desk.files() == {"a.wav", "a.words.jsonl"}
    desk.jobs.run(2)
    assert desk.files() == {"a.wav", "a.words.jsonl", "a.flac"}
    assert stored(desk).sha256 is None
    desk.jobs.run(1)
    assert desk.files() == {"a.flac"}


def test_a_journal_that_went_away_costs_no_sound(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.hear(take.id, "words")
    journal_of(desk.folder.recordings / "a.wav").unlink()
    desk.transcribing.hear(HeardAll(take.id))
    assert desk.files() == {"a.wav"}
    assert stored(desk).sha256 is None
    assert [each.id for each in desk.real.unarchived_takes()] == [take.id]
    assert desk.transcribing.progress(take.id).why == STOPPED
    desk.transcribing.retry(take)
    desk.recogniser.finish(take.id, "words again")
    assert desk.transcribing.progress(take.id).text == "words again"
    assert desk.files() == {"a.flac"}


def test_what_was_heard_before_it_failed_is_in_the_library_too(desk: Desk, take: TakeRecord):
    """Found and exported like other words; the rest is listened for at the next start."""
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.hear(take.id, "half of it")
    desk.recogniser.say(TakeFailed(take.id, "It died."))
    after = stored(desk).transcript
    assert after is not None
    assert (after.text, after.complete) == ("half of it", False)
    assert desk.transcribing.progress(take.id).text == " half of it"
    assert desk.transcribing.progress(take.id).why == "It died."
    assert desk.files() == {"a.wav", "a.words.jsonl"}
    assert [each.id for each in desk.real.unarchived_takes()] == [take.id]


def test_a_discarded_take_is_not_settled_any_more(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.transcribing.forget(take.id)
    assert desk.recogniser.forgotten == [take.id]
    desk.transcribing.hear(HeardAll(take.id))
    assert desk.files() == {"a.wav"}


def test_forgetting_before_there_is_a_recogniser(desk: Desk):
    desk.transcribing.forget(3)
    desk.transcribing.close()
    assert not desk.recogniser.closed


def test_closing_closes_the_recogniser(desk: Desk, take: TakeRecord):
    desk.transcribing.warm_up()
    desk.transcribing.close()
    assert desk.recogniser.closed


def test_a_take_that_gets_no_words_keeps_those_it_has(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.hear(take.id, "half of it")
    desk.transcribing.hear(TakeFailed(take.id, "The recording could not be read."))
    assert desk.transcribing.progress(take.id) == Progress(" half of it", 1.0, why="The recording could not be read.")
    assert desk.files() == {"a.wav", "a.words.jsonl"}


def test_without_a_model_every_take_says_why(desk: Desk, take: TakeRecord):
    desk.transcribing.grow(take, RATE_HZ)
    desk.transcribing.hear(Unavailable("There is no model."))
    assert desk.transcribing.progress(take.id).why == "There is no model."


def test_words_after_a_reason_for_none_take_its_place(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.transcribing.hear(TakeFailed(take.id, "why"))
    desk.transcribing.hear(HeardMore(take.id, window(" words")))
    assert desk.transcribing.progress(take.id) == Progress(" words", 1.0)


def test_words_the_library_cannot_take_in_wait_in_their_journal(desk: Desk, take: TakeRecord):
    error = LibraryFull(desk.folder.library, "no room")
    desk.transcribing.finish(take, SAMPLES)
    desk.library.failing["save_transcript"] = error
    desk.recogniser.finish(take.id, "words")
    assert desk.notices == {"archive": str(error)}
    assert desk.transcribing.progress(take.id).why == str(error)
    assert desk.files() == {"a.wav", "a.words.jsonl"}
    desk.library.failing.clear()
    desk.sit_down()
    desk.today.take_up_unfinished()
    desk.recogniser.finish(take.id)
    assert desk.files() == {"a.flac"}
    assert desk.real.history()[0].text == "words"


def test_a_flac_that_cannot_be_written_leaves_the_wav(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    (desk.folder.recordings / "a.flac").mkdir()
    desk.recogniser.finish(take.id, "words")
    assert "the recording stays as it is" in desk.notices["archive"]
    assert "disk is full" not in desk.notices["archive"]
    assert desk.real.history()[0].text == "words"
    assert (desk.folder.recordings / "a.wav").exists()


def test_a_flac_the_library_cannot_take_in_leaves_the_wav(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.library.failing["archive_take"] = LibraryFull(desk.folder.library, "no room")
    desk.recogniser.finish(take.id, "words")
    assert set(desk.notices) == {"archive"}
    assert {"a.wav", "a.words.jsonl"} <= desk.files()
    assert stored(desk).sound == "a.wav"


def test_what_stands_at_the_end_for_now_gives_way(desk: Desk, take: TakeRecord):
    desk.transcribing.grow(take, RATE_HZ)
    desk.recogniser.guess(take.id, "I wood")
    assert desk.transcribing.progress(take.id) == Progress(heard_s=0.5, ahead=" I wood")
    desk.recogniser.guess(take.id, "I would keep")
    assert desk.transcribing.progress(take.id).so_far == " I would keep"
    desk.recogniser.hear(take.id, "I would")
    assert desk.transcribing.progress(take.id) == Progress(" I would", 0.5)
    desk.recogniser.guess(take.id, "keep")
    assert desk.transcribing.progress(take.id) == Progress(" I would", 0.75, ahead=" keep")


def test_a_window_that_comes_again_is_not_said_twice(desk: Desk, take: TakeRecord):
    desk.transcribing.grow(take, RATE_HZ)
    for end in (RATE_HZ, RATE_HZ // 2):
        desk.recogniser.say(HeardMore(take.id, window("I would", 0, end)))
    assert desk.transcribing.progress(take.id) == Progress(" I would", 0.5)


def test_words_are_shown_and_stored_before_their_terms_are_checked(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.finish(take.id, "shown at once", checked=False)
    assert desk.transcribing.progress(take.id) == Progress("shown at once", 2.0, complete=True)
    assert not desk.transcribing.listening(take.id)
    after = stored(desk)
    assert after.transcript is not None
    assert after.transcript.complete
    assert desk.files() == {"a.wav", "a.words.jsonl"}
    desk.recogniser.say(Checked(take.id))
    assert desk.files() == {"a.flac"}


def test_a_take_that_was_not_checked_is_taken_up_and_its_words_stay_in_sight(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.finish(take.id, "shown at once", checked=False)
    desk.sit_down()
    desk.waits = TO_BE_ASKED
    desk.today.take_up_unfinished()
    assert desk.transcribing.progress(take.id) == Progress("shown at once", 2.0, complete=True)
    assert not desk.transcribing.listening(take.id)
    desk.recogniser.finish(take.id)
    assert desk.files() == {"a.flac"}


@pytest.mark.parametrize("models", [(), ("small",)])
def test_a_take_that_cannot_be_checked_any_more_is_archived(desk: Desk, take: TakeRecord, models: tuple[str, ...]):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.finish(take.id, "words", checked=False)
    desk.models = models
    desk.sit_down()
    desk.today.take_up_unfinished()
    assert desk.followed == []
    assert desk.files() == {"a.flac"}


def test_terms_that_are_doubted_are_stored_so(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.finish(take.id, checked=False)
    journal = journal_of(desk.folder.recordings / "a.wav")
    journal.unlink()
    writer = JournalWriter(journal, "base")
    writer.append(Window(0, SAMPLES, (HeardWord(" backpressure", 0.0, 1.0, 0.9, unsure=True),)))
    writer.finish(SAMPLES)
    heard = read_journal(journal)
    desk.recogniser.say(Checked(take.id))
    after = stored(desk).transcript
    assert after is not None
    assert (after.text, heard is not None and heard.words[0].unsure) in {("backpressure", True), ("", False)}
    assert desk.files() == {"a.flac"}


def test_what_is_known_beforehand_goes_along(desk: Desk, take: TakeRecord):
    desk.help_of = lambda prompt: Help((prompt,))
    desk.sit_down()
    desk.transcribing.grow(take, RATE_HZ)
    desk.transcribing.finish(take, SAMPLES)
    assert desk.recogniser.helped == {take.id: Help(("F1.a",))}


def test_what_cannot_be_looked_up_is_done_without(desk: Desk, take: TakeRecord):
    desk.help_of = lambda prompt: Help((prompt,))
    desk.library.failing["attempt"] = LibraryFull(desk.folder.library, "no room")
    desk.sit_down()
    desk.transcribing.finish(take, SAMPLES)
    assert desk.recogniser.helped == {take.id: Help()}


def test_words_of_an_earlier_run_are_in_sight_at_once_and_it_goes_on_behind_them(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.hear(take.id, "the first half")
    desk.sit_down()
    desk.model = "small"
    desk.today.take_up_unfinished()
    assert desk.transcribing.progress(take.id) == Progress(" the first half", 1.0)
    assert desk.recogniser.model == "base"
    desk.recogniser.finish(take.id, "and the rest")
    assert desk.real.history()[0].text == "the first half and the rest"
    assert desk.recogniser.closed


# Waiting


def test_words_wait_until_they_are_asked_for(desk: Desk, take: TakeRecord):
    desk.waits = TO_BE_ASKED
    desk.transcribing.warm_up()
    desk.transcribing.grow(take, RATE_HZ)
    assert not desk.transcribing.waiting
    desk.transcribing.finish(take, SAMPLES)
    assert desk.recognisers == []
    assert desk.transcribing.waiting
    assert desk.transcribing.progress(take.id) == Progress(why=TO_BE_ASKED, waits=True)
    assert not desk.transcribing.listening(take.id)
    assert desk.transcribing.rest == Rest(waiting=1, why=TO_BE_ASKED)
    desk.transcribing.go_on(take.id + 1)
    assert desk.transcribing.waiting
    desk.transcribing.go_on()
    assert not desk.transcribing.waiting
    assert desk.transcribing.listening(take.id)
    desk.recogniser.finish(take.id, "at last")
    assert desk.files() == {"a.flac"}


def test_words_come_when_what_they_waited_for_is_there(desk: Desk, take: TakeRecord):
    desk.waits = FOR_POWER
    desk.transcribing.finish(take, SAMPLES)
    desk.transcribing.reconsider()
    assert desk.transcribing.waiting
    desk.waits = ""
    desk.transcribing.reconsider()
    assert desk.transcribing.listening(take.id)
    assert desk.transcribing.progress(take.id) == Progress()


def test_a_take_that_began_goes_on_whatever_becomes_of_the_power(desk: Desk, take: TakeRecord):
    desk.transcribing.grow(take, RATE_HZ)
    desk.waits = FOR_POWER
    desk.transcribing.finish(take, SAMPLES)
    assert desk.recogniser.followed[-1][3]


def test_what_waits_is_found_at_the_next_start_with_the_words_it_has(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.recogniser.hear(take.id, "half")
    desk.waits = FOR_POWER
    desk.sit_down()
    desk.today.take_up_unfinished()
    assert desk.transcribing.progress(take.id) == Progress(" half", 1.0, why=FOR_POWER, waits=True)
    desk.transcribing.retry(take)
    desk.recogniser.finish(take.id, "whole")
    assert desk.real.history()[0].text == "half whole"


def test_a_take_that_waits_can_be_discarded(desk: Desk, take: TakeRecord):
    desk.waits = TO_BE_ASKED
    desk.transcribing.finish(take, SAMPLES)
    desk.transcribing.forget(take.id)
    assert not desk.transcribing.waiting
    desk.transcribing.go_on()
    assert desk.followed == []


# Keeping up


def test_how_long_the_rest_takes_follows_from_the_windows_before(desk: Desk):
    number = desk.real.begin_answer("F1.a", "fifty rows", EVENING, EVENING.date(), "", "a.wav").id
    write_wav(desk.folder.recordings / "a.wav", 240 * RATE_HZ)
    desk.real.end_take(number, 240 * RATE_HZ, Ended.PERSON)
    long = stored(desk)
    desk.transcribing.grow(long, 240 * RATE_HZ)
    assert desk.transcribing.progress(number).more_s is None
    assert desk.transcribing.rest == Rest()
    desk.recogniser.hear(number, "half", took_s=60)
    assert desk.transcribing.progress(number).more_s == pytest.approx(45)  # half a minute of it fills the next window
    desk.transcribing.finish(long, 240 * RATE_HZ)
    assert desk.transcribing.rest == Rest(coming=1, more_s=60)
    assert desk.transcribing.too_slow == ""
    for took_s in (100, 50):
        desk.recogniser.hear(number, "less", took_s)
    assert desk.transcribing.too_slow == "base"
    desk.recogniser.finish(number)
    assert desk.transcribing.progress(number).more_s is None
    assert desk.transcribing.rest == Rest()


# Processes


def test_what_an_ended_process_still_said_does_not_count(desk: Desk, take: TakeRecord):
    desk.transcribing.finish(take, SAMPLES)
    desk.transcribing.cancel(take.id)
    desk.transcribing.retry(take, "small")
    first = desk.recognisers[0]
    first.say(HeardMore(take.id, window("late", 0, SAMPLES)))
    first.say(TakeFailed(take.id, "why"))
    first.say(Unavailable("why"))
    assert desk.transcribing.progress(take.id) == Progress()


def test_after_a_model_that_was_missing_the_whole_take_asks_once_more(desk: Desk, take: TakeRecord):
    desk.transcribing.grow(take, RATE_HZ)
    desk.recogniser.say(Unavailable("There is no model."))
    desk.transcribing.grow(take, RATE_HZ + 1)
    assert len(desk.recognisers) == 1
    desk.transcribing.finish(take, SAMPLES)
    assert len(desk.recognisers) == 2
    desk.recogniser.finish(take.id, "words")
    assert desk.files() == {"a.flac"}


def test_nothing_is_known_of_a_take_nobody_spoke_of(desk: Desk):
    assert desk.transcribing.progress(99) == Progress()
    desk.transcribing.hear(HeardAll(99))
    assert desk.files(Path(desk.folder.recordings)) == set()
