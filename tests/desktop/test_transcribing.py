"""Takes on their way to words and FLAC, with a real library and real files; only the ears are the test's."""

from pathlib import Path

import pytest

from audio.transcription.journal import journal_of
from audio.transcription.recogniser import HeardAll, HeardMore, TakeFailed, Unavailable
from audio.wav import RATE_HZ
from cards.attempt import Ended, TakeRecord
from cards.library import LibraryFull
from desktop.transcribing import Progress
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
    starts = []
    desk.transcribing._start = lambda: starts.append(1) or desk.recogniser
    desk.transcribing.grow(take, RATE_HZ)
    desk.transcribing.finish(take, SAMPLES)
    desk.transcribing.warm_up()
    assert starts == [1]
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
    desk.jobs.run(1)
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
    desk.transcribing.hear(HeardAll(take.id))
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


def test_nothing_is_known_of_a_take_nobody_spoke_of(desk: Desk):
    assert desk.transcribing.progress(99) == Progress()
    desk.transcribing.hear(HeardAll(99))
    assert desk.files(Path(desk.folder.recordings)) == set()
