"""Listening again to takes that have their words, and stopping it; only the ears are the test's."""

from pathlib import Path

import pytest

from audio.errors import NotSound
from audio.soundfiles import convert
from audio.transcription.journal import journal_of
from audio.transcription.recogniser import Checked, HeardMore, TakeFailed, Unavailable
from audio.wav import RATE_HZ, samples_in
from cards.attempt import Ended, TakeRecord
from cards.library import LibraryFull
from desktop.keeping import tidy, unpack
from desktop.progress import Progress
from desktop.transcribing import STOPPED, STOPPED_AGAIN
from desktop.trash import remove
from tests.support.desk import EVENING, Desk, window, write_wav

SAMPLES = 2 * RATE_HZ


@pytest.fixture
def spoken(desk: Desk) -> TakeRecord:
    """A take of two seconds that nobody has listened to."""
    number = desk.real.begin_answer("F1.a", "fifty rows", EVENING, EVENING.date(), "", "a.wav").id
    write_wav(desk.folder.recordings / "a.wav", SAMPLES)
    desk.real.end_take(number, SAMPLES, Ended.PERSON)
    return stored(desk)


@pytest.fixture
def archived(desk: Desk, spoken: TakeRecord) -> TakeRecord:
    """The same one with its words, and its sound as FLAC alone."""
    desk.transcribing.finish(spoken, SAMPLES)
    desk.recogniser.finish(spoken.id, "the old words")
    assert desk.files() == {"a.flac"}
    return stored(desk)


def stored(desk: Desk) -> TakeRecord:
    return desk.real.history()[0].takes[0]


def words(desk: Desk) -> str:
    transcript = stored(desk).transcript
    return "" if transcript is None else transcript.text


def test_an_archived_take_gets_its_wav_back_and_new_words(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived)
    wav = desk.folder.recordings / "a.wav"
    assert desk.recogniser.followed[-1] == (archived.id, wav, SAMPLES, True)
    assert samples_in(wav) == SAMPLES
    assert words(desk) == "the old words"
    assert [take.id for take in desk.real.unarchived_takes()] == [archived.id]
    assert desk.transcribing.listening(archived.id)
    desk.recogniser.finish(archived.id, "the new words")
    assert words(desk) == "the new words"
    assert desk.files() == {"a.flac"}
    assert stored(desk).sha256 == archived.sha256
    assert not desk.transcribing.listening(archived.id)
    assert desk.transcribing.progress(archived.id) == Progress("the new words", 2.0, complete=True)


def test_the_next_start_takes_up_what_a_crash_left_of_it(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived)
    desk.recogniser.hear(archived.id, "half")
    desk.sit_down()
    desk.today.take_up_unfinished()
    assert desk.recogniser.followed == [(archived.id, desk.folder.recordings / "a.wav", SAMPLES, True)]
    assert words(desk) == "the old words"
    desk.recogniser.finish(archived.id, "whole")
    assert words(desk) == "half whole"
    assert desk.files() == {"a.flac"}


def test_a_crash_after_the_last_word_leaves_files_that_the_next_start_takes_away(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived)
    desk.jobs.held = True
    desk.recogniser.finish(archived.id, "whole")
    desk.jobs.run(1)
    assert desk.files() == {"a.flac", "a.wav", "a.words.jsonl"}
    tidy(desk.real, desk.folder.recordings)
    assert desk.files() == {"a.flac"}
    assert words(desk) == "whole"


def test_a_wav_that_a_crash_left_half_is_not_mistaken_for_a_whole_one(desk: Desk, archived: TakeRecord):
    (desk.folder.recordings / "a.wav.part").write_bytes(b"half")
    desk.transcribing.retry(archived)
    assert samples_in(desk.folder.recordings / "a.wav") == SAMPLES
    assert "a.wav.part" not in desk.files()


def test_asking_twice_listens_once(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived)
    followed = len(desk.recogniser.followed)
    desk.transcribing.retry(archived)
    assert len(desk.recogniser.followed) == followed


def test_stopping_brings_the_words_of_before_back(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived)
    desk.recogniser.hear(archived.id, "half")
    desk.transcribing.cancel(archived.id)
    assert desk.recogniser.forgotten == [archived.id]
    assert words(desk) == "the old words"
    assert desk.transcribing.progress(archived.id).why == STOPPED_AGAIN
    assert not desk.transcribing.listening(archived.id)
    desk.transcribing.hear(HeardMore(archived.id, window(" late")))
    assert desk.transcribing.progress(archived.id).text == "the old words"


def test_after_stopping_it_goes_on_with_what_was_heard(desk: Desk, archived: TakeRecord):
    """The window that was being decoded is still written: its journal must not go away under it."""
    desk.transcribing.retry(archived)
    desk.recogniser.hear(archived.id, "first half")
    desk.transcribing.cancel(archived.id)
    desk.transcribing.retry(stored(desk))
    desk.recogniser.finish(archived.id, "second half")
    assert words(desk) == "first half second half"
    assert desk.files() == {"a.flac"}


def test_stopping_while_the_flac_is_unpacked(desk: Desk, archived: TakeRecord):
    desk.jobs.held = True
    followed = len(desk.recogniser.followed)
    desk.transcribing.retry(archived)
    desk.jobs.run(1)
    desk.transcribing.cancel(archived.id)
    desk.jobs.let_go()
    assert len(desk.recogniser.followed) == followed
    assert words(desk) == "the old words"


def test_stopping_the_first_time_keeps_what_was_heard(desk: Desk, spoken: TakeRecord):
    desk.transcribing.finish(spoken, SAMPLES)
    desk.recogniser.hear(spoken.id, "half of it")
    desk.transcribing.cancel(spoken.id)
    assert words(desk) == "half of it"
    assert desk.transcribing.progress(spoken.id) == Progress("half of it", 1.0, why=STOPPED)
    assert [take.id for take in desk.real.unarchived_takes()] == [spoken.id]
    desk.transcribing.retry(stored(desk))
    desk.recogniser.finish(spoken.id, "and the rest")
    assert words(desk) == "half of it and the rest"
    assert desk.files() == {"a.flac"}


def test_stopping_what_is_not_listened_to(desk: Desk):
    desk.transcribing.cancel(99)
    assert desk.recogniser.forgotten == []


@pytest.mark.parametrize("event", [TakeFailed(1, "why"), Unavailable("why")])
def test_a_recogniser_that_cannot_leaves_the_words_of_before(desk: Desk, archived: TakeRecord, event: object):
    desk.transcribing.retry(archived)
    desk.transcribing.hear(event)
    assert words(desk) == "the old words"
    assert desk.transcribing.progress(archived.id).why == "why"


def test_a_flac_that_is_gone_leaves_the_words_of_before(desk: Desk, archived: TakeRecord):
    (desk.folder.recordings / "a.flac").unlink()
    desk.transcribing.retry(archived)
    assert words(desk) == "the old words"
    assert "a.flac" in desk.transcribing.progress(archived.id).why
    assert desk.files() == set()


def test_a_damaged_flac_leaves_the_words_of_before(desk: Desk, archived: TakeRecord):
    (desk.folder.recordings / "a.flac").write_bytes(b"not sound")
    desk.transcribing.retry(archived)
    assert words(desk) == "the old words"
    assert str(NotSound(desk.folder.recordings / "a.flac", "")).split("(")[0] in desk.transcribing.progress(1).why


def test_a_retry_the_library_cannot_take_in_changes_nothing(desk: Desk, archived: TakeRecord):
    desk.library.failing["save_transcript"] = LibraryFull(desk.folder.library, "no room")
    desk.transcribing.retry(archived)
    assert words(desk) == "the old words"
    assert "full" in desk.transcribing.progress(archived.id).why


def test_a_journal_that_went_away_brings_the_words_of_before_back(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived)
    desk.recogniser.hear(archived.id, "new")
    sound, _ = desk.recogniser._newest(archived.id)
    written = journal_of(sound)
    desk.jobs.held = True
    desk.recogniser.finish(archived.id)
    written.unlink()
    desk.jobs.let_go()
    assert words(desk) == "the old words"


def test_a_failed_take_can_be_tried_again(desk: Desk, spoken: TakeRecord):
    desk.transcribing.finish(spoken, SAMPLES)
    desk.transcribing.hear(TakeFailed(spoken.id, "why"))
    desk.transcribing.retry(stored(desk))
    desk.recogniser.finish(spoken.id, "words")
    assert words(desk) == "words"


def test_the_words_of_before_outlive_a_crash_after_which_nothing_can_be_heard(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived)
    desk.recogniser.hear(archived.id, "half")
    desk.sit_down()
    desk.today.take_up_unfinished()
    desk.transcribing.hear(Unavailable("no model"))
    assert words(desk) == "the old words"


def test_stopped_after_a_crash_the_beginning_does_not_replace_more_words(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived)
    desk.sit_down()
    desk.today.take_up_unfinished()
    desk.recogniser.hear(archived.id, "half")
    desk.transcribing.cancel(archived.id)
    assert words(desk) == "the old words"
    assert [take.id for take in desk.real.unarchived_takes()] == [archived.id]


def delete_for_good(desk: Desk, take: TakeRecord) -> None:
    """As Review does it."""
    desk.transcribing.forget(take.id)
    remove(desk.real, desk.folder, [take.attempt])


def test_deleted_for_good_while_its_flac_is_unpacked(desk: Desk, archived: TakeRecord):
    desk.jobs.held = True
    desk.transcribing.retry(archived)
    desk.jobs.run(1)
    delete_for_good(desk, archived)
    desk.jobs.let_go()
    assert desk.files() == set()
    desk.transcribing.hear(Unavailable("why"))
    assert desk.real.attempt(archived.attempt).takes == ()


def test_no_wav_is_left_by_an_unpacking_that_was_overtaken(
    desk: Desk, archived: TakeRecord, monkeypatch: pytest.MonkeyPatch
):
    def overtaken(source: Path, target: Path) -> int:
        samples = convert(source, target)
        delete_for_good(desk, archived)
        return samples

    monkeypatch.setattr("audio.soundfiles.convert", overtaken)
    unpack(archived, desk.folder.recordings)
    assert desk.files() == set()


def test_deleted_for_good_while_its_words_are_stored(desk: Desk, spoken: TakeRecord):
    desk.transcribing.finish(spoken, SAMPLES)
    journal = journal_of(desk.folder.recordings / spoken.sound)
    desk.jobs.held = True
    desk.recogniser.finish(spoken.id, "words")
    text = journal.read_text()
    delete_for_good(desk, spoken)
    journal.write_text(text)  # the worker was about to write it
    desk.jobs.let_go()
    assert desk.real.attempt(spoken.attempt).takes == ()


def test_deleted_for_good_while_its_flac_is_written(desk: Desk, spoken: TakeRecord):
    desk.transcribing.finish(spoken, SAMPLES)
    desk.jobs.held = True
    desk.recogniser.finish(spoken.id, "words")
    desk.jobs.run(3)  # the words are stored, and stay as they are; the FLAC is written
    assert "a.flac" in desk.files()
    (desk.folder.recordings / "a.flac").rename(desk.root / "a.flac")
    delete_for_good(desk, spoken)
    (desk.root / "a.flac").rename(desk.folder.recordings / "a.flac")  # it gets its name just afterwards
    desk.jobs.let_go()
    assert desk.files() == set()


# With another model


def test_another_model_listens_once_and_its_process_ends_with_that(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived, "small")
    assert [each.model for each in desk.recognisers] == ["base", "small"]
    desk.recogniser.finish(archived.id, "new words")
    transcript = stored(desk).transcript
    assert transcript is not None
    assert (transcript.model, transcript.text) == ("small", "new words")
    assert [each.closed for each in desk.recognisers] == [False, True]
    assert desk.files() == {"a.flac"}
    desk.transcribing.retry(stored(desk))
    assert len(desk.recognisers) == 2


def test_another_model_that_cannot_be_used_leaves_the_words_of_before(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived, "small")
    desk.recogniser.say(Unavailable("It is not installed."))
    assert words(desk) == "the old words"
    assert desk.transcribing.progress(archived.id).why == "It is not installed."
    assert [each.closed for each in desk.recognisers] == [False, True]


def test_stopping_another_model_leaves_the_set_one_alone(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived, "small")
    desk.recogniser.hear(archived.id, "half")
    desk.transcribing.cancel(archived.id)
    assert [each.closed for each in desk.recognisers] == [False, True]
    assert words(desk) == "the old words"
    desk.transcribing.retry(stored(desk))
    assert desk.transcribing.progress(archived.id) == Progress()
    desk.recognisers[0].finish(archived.id, "of the set one")
    assert words(desk) == "of the set one"


def test_after_a_crash_the_model_that_had_begun_goes_on(desk: Desk, archived: TakeRecord):
    desk.transcribing.retry(archived, "small")
    desk.recogniser.hear(archived.id, "half")
    desk.sit_down()
    desk.today.take_up_unfinished()
    assert desk.recogniser.model == "small"
    desk.recogniser.finish(archived.id, "whole")
    assert words(desk) == "half whole"


def test_a_take_that_is_only_checked_still_can_be_listened_to_again(desk: Desk, spoken: TakeRecord):
    desk.transcribing.finish(spoken, SAMPLES)
    desk.recogniser.finish(spoken.id, "the old words", checked=False)
    desk.transcribing.retry(stored(desk), "small")
    desk.recogniser.finish(spoken.id, "the new words")
    assert words(desk) == "the new words"
    assert desk.files() == {"a.flac"}


def test_words_that_wait_are_asked_for_by_listening_again(desk: Desk, archived: TakeRecord):
    desk.waits = "The words wait."
    desk.transcribing.retry(archived)
    desk.recogniser.finish(archived.id, "asked for")
    assert words(desk) == "asked for"


@pytest.mark.parametrize("steps", range(3))
def test_asked_for_while_its_sound_is_put_away_it_waits_for_that(desk: Desk, spoken: TakeRecord, steps: int):
    """Its WAV is about to go: whoever listened to it now would lose it on the way."""
    desk.transcribing.finish(spoken, SAMPLES)
    desk.recogniser.finish(spoken.id, "the old words", checked=False)
    desk.jobs.held = True
    desk.recogniser.say(Checked(spoken.id))
    desk.jobs.run(steps)
    desk.transcribing.retry(stored(desk), "tiny.en")
    desk.jobs.let_go()
    wav = desk.folder.recordings / "a.wav"
    assert desk.recogniser.model == "tiny.en"
    assert desk.recogniser.followed == [(spoken.id, wav, SAMPLES, True)]
    assert samples_in(wav) == SAMPLES
    desk.recogniser.finish(spoken.id, "the new words")
    assert words(desk) == "the new words"
    assert desk.files() == {"a.flac"}
