from datetime import timedelta
from pathlib import Path

import pytest

from audio.transcription.journal import JournalWriter, journal_of
from cards.attempt import Ended
from cards.library import LibraryFull
from cards.query import Query
from desktop.trash import KEPT, CannotDelete, DiskUse, disk_use, empty, remove, room_of, sweep, trashed
from scheduler.days import study_day
from tests.support.desk import EVENING, Desk, write_wav

LATER = EVENING + KEPT + timedelta(seconds=1)


def answer(desk: Desk, question: str = "", attempt: int | None = None) -> tuple[int, Path]:
    """An answer with a sound of a thousand samples and a journal: the attempt and the sound."""
    sound = desk.folder.new_recording("F1.a", EVENING)
    take = desk.real.begin_answer("F1.a", "fifty rows", EVENING, study_day(EVENING), question, sound.name, attempt)
    write_wav(sound, 1000)
    JournalWriter(journal_of(sound), "base")
    desk.real.end_take(take.id, 1000, Ended.PERSON)
    return take.attempt, sound


def deleted(desk: Desk) -> tuple[int, Path]:
    attempt, sound = answer(desk)
    desk.real.delete_attempts([attempt], EVENING)
    return attempt, sound


def test_what_was_deleted_stays_for_thirty_days(desk: Desk):
    attempt, sound = deleted(desk)
    assert sweep(desk.real, desk.folder, EVENING + KEPT - timedelta(hours=1)) == 0
    assert sound.exists()
    desk.real.restore_attempts([attempt])
    assert sweep(desk.real, desk.folder, LATER) == 0
    assert sound.exists()


def test_after_that_files_and_rows_are_gone_and_the_rest_is_there(desk: Desk):
    attempt, sound = deleted(desk)
    _, other = answer(desk)
    freed = sound.stat().st_size + journal_of(sound).stat().st_size
    assert sweep(desk.real, desk.folder, LATER) == freed
    assert desk.files() == {other.name, journal_of(other).name}
    assert desk.real.trash() == ()
    assert desk.real.attempt(attempt).takes == ()


def test_a_discarded_recording_goes_too(desk: Desk):
    attempt, kept = answer(desk)
    _, sound = answer(desk, "And at ten times the load?", attempt)
    desk.folder.discard(sound)
    desk.real.discard_take(desk.real.attempt(attempt).takes[1].id, EVENING)
    assert desk.files(desk.folder.discarded)
    sweep(desk.real, desk.folder, LATER)
    assert desk.files(desk.folder.discarded) == set()
    assert kept.exists()
    assert len(desk.real.attempt(attempt).takes) == 1


def test_every_form_of_a_sound_goes(desk: Desk):
    """A crash may have left the WAV beside the FLAC that the library knows."""
    attempt, sound = answer(desk)
    flac = sound.with_suffix(".flac")
    flac.write_bytes(b"fLaC")
    desk.real.archive_take(desk.real.attempt(attempt).takes[0].id, flac.name, "0" * 64)
    remove(desk.real, desk.folder, [attempt])
    assert desk.files() == set()


def test_a_typed_answer_has_no_file(desk: Desk):
    take = desk.real.write_answer("F1.a", "fifty rows", EVENING, study_day(EVENING), "", "A cache.")
    assert remove(desk.real, desk.folder, [take.attempt]) == 0
    assert desk.folder.recordings.exists()


@pytest.mark.parametrize("step", ["delete_attempts", "expired", "purge"])
def test_a_crash_between_two_steps_is_taken_up_by_the_next_sweep(desk: Desk, step: str):
    attempt, sound = answer(desk)
    _, other = answer(desk)
    desk.library.failing[step] = LibraryFull(desk.folder.library)
    with pytest.raises(LibraryFull):
        remove(desk.library, desk.folder, [attempt])
    assert sound.exists() == (step != "purge")
    desk.library.failing.clear()
    sweep(desk.real, desk.folder, EVENING)
    begun = step != "delete_attempts"
    assert sound.exists() != begun
    assert other.exists()
    assert desk.real.trash() == ()
    assert {line.id for line in desk.real.find_attempts(Query())} == ({2} if begun else {1, 2})


def test_a_file_that_cannot_be_deleted_stays_in_the_trash(desk: Desk):
    attempt, sound = deleted(desk)
    sound.unlink()
    sound.mkdir()
    with pytest.raises(CannotDelete, match="stays in the trash"):
        sweep(desk.real, desk.folder, LATER)
    assert [line.id for line in desk.real.trash()] == [attempt]
    sound.rmdir()
    sweep(desk.real, desk.folder, LATER)
    assert desk.real.trash() == ()


def test_removing_some_leaves_the_others_in_the_trash(desk: Desk):
    first, sound = deleted(desk)
    second, other = deleted(desk)
    remove(desk.real, desk.folder, [first])
    assert not sound.exists()
    assert other.exists()
    assert [line.id for line in desk.real.trash()] == [second]


def test_emptying_takes_what_was_deleted_a_moment_ago(desk: Desk):
    _, sound = deleted(desk)
    empty(desk.real, desk.folder)
    assert not sound.exists()


def test_room_is_counted_apart_for_the_trash(desk: Desk):
    _, kept = answer(desk)
    _, gone = deleted(desk)
    octets = sum(file.stat().st_size for file in (kept, journal_of(kept)))
    assert trashed(desk.real) == (gone.name,)
    assert disk_use(desk.folder, trashed(desk.real)) == DiskUse(1, octets, octets)
    assert room_of(desk.folder, [gone.name]) == octets
    kept.with_suffix(".flac").write_bytes(b"fLaC")
    assert disk_use(desk.folder, trashed(desk.real)).recordings == 1


def test_there_may_be_no_recordings_folder(desk: Desk, tmp_path: Path):
    assert disk_use(type(desk.folder)(tmp_path / "nowhere"), ()) == DiskUse()
