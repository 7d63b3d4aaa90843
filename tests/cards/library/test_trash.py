"""What is deleted is in no list and comes back whole; what is purged is gone, and no date has moved."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cards.attempt import Ended, Ticks, Transcript
from cards.library import Library
from cards.query import Query, parse
from tests.support.library_values import Values

Say = Callable[[str], int]
DAY = timedelta(days=1)


@pytest.fixture
def say(library: Library, values: Values):
    """Says a text, with a note, ticks and a mark beside it, and returns the attempt."""

    def said(text: str) -> int:
        take = values.begin(library)
        library.end_take(take.id, 16_000, Ended.PERSON)
        library.save_transcript(take.id, Transcript("base", text, (), values.moment))
        library.save_note(take.attempt, "a note")
        library.save_ticks(take.attempt, Ticks({"claim": True}))
        library.mark_attempt(take.attempt, True)
        return take.attempt

    return said


def rows(library: Library):
    """Table -> number of rows, of all that holds what a person said or wrote."""
    tables = ("takes", "transcripts", "sentences", "ticks")
    return {table: library._db.table(table).count for table in tables}


def test_a_deleted_attempt_is_in_no_list(library: Library, say: Say, values: Values):
    kept, deleted = say("cache one"), say("cache two")
    values.begin(library, attempt=deleted)
    library.delete_attempts([deleted], values.moment)
    assert [each.id for each in library.history()] == [kept]
    assert [each.id for each in library.unrated_attempts()] == [kept]
    assert [each.id for each in library.find_attempts(parse("cache"))] == [kept]
    assert {take.attempt for take in library.unarchived_takes()} == {kept}
    assert library.unfinished_takes() == ()


def test_the_trash_lists_what_was_deleted_last_first(library: Library, say: Say, values: Values):
    one, two, _ = say("one"), say("two"), say("three")
    library.delete_attempts([two], values.moment)
    library.delete_attempts([one], values.moment + DAY)
    assert [(line.id, line.deleted) for line in library.trash()] == [(one, values.moment + DAY), (two, values.moment)]
    assert [line.id for line in library.find_attempts(parse("is:deleted two"))] == [two]


def test_what_is_restored_is_as_it_was(library: Library, say: Say, values: Values, reopened: Callable[[], Library]):
    attempt = say("cache")
    before = library.attempt(attempt)
    library.delete_attempts([attempt], values.moment)
    deleted = library.attempt(attempt).deleted
    assert deleted == values.moment
    assert deleted.utcoffset() == values.moment.utcoffset()
    library.restore_attempts([attempt])
    again = reopened()
    assert again.attempt(attempt) == before
    assert again.history() == (before,)
    assert again.trash() == ()


def test_a_review_counts_whatever_becomes_of_its_attempt(library: Library, say: Say, values: Values):
    attempt = say("cache")
    library.add_review(values.review(attempt))
    before = library.reviews(), library.schedules()
    library.delete_attempts([attempt], values.moment)
    assert (library.reviews(), library.schedules(), library.check(tuple)) == (*before, ())
    library.purge(values.moment + DAY)
    assert (library.reviews(), library.schedules(), library.check(tuple)) == (*before, ())


def test_purged_is_what_was_deleted_before(library: Library, say: Say, values: Values, tmp_path: Path):
    kept, old, recent = say("one"), say("two"), say("three")
    library.delete_attempts([old], values.moment)
    library.delete_attempts([recent], values.moment + DAY)
    assert library.expired(values.moment) == ()
    assert library.expired(values.moment + DAY) == ("1.wav",)
    library.purge(values.moment + DAY)
    assert library.expired(values.moment + DAY) == ()
    assert [line.id for line in library.trash()] == [recent]
    purged = library.attempt(old)
    assert (purged.takes, purged.ticks, purged.note, purged.marked) == ((), Ticks(), "", False)
    assert purged.deleted == values.moment
    assert rows(library) == {"takes": 2, "transcripts": 2, "sentences": 2, "ticks": 2}
    assert library.attempt(kept).text == "one"
    (tmp_path / "recordings").mkdir()
    for name in ("0.wav", "2.wav"):
        (tmp_path / "recordings" / name).touch()
    assert library.check(tuple, tmp_path / "recordings") == ()


def test_no_sentence_of_a_purged_attempt_is_left_in_the_file(library: Library, say: Say, values: Values, path: Path):
    attempt = say("A secret of the employer. " * 400)
    library.delete_attempts([attempt], values.moment)
    library.purge(values.moment + DAY)
    library.close()
    assert b"secret of the" not in path.read_bytes()


def test_what_was_purged_cannot_come_back(library: Library, say: Say, values: Values):
    attempt = say("one")
    library.delete_attempts([attempt], values.moment)
    library.purge(values.moment + DAY)
    with pytest.raises(KeyError):
        library.restore_attempts([attempt])
    with pytest.raises(KeyError):
        library.delete_attempts([attempt], values.moment)
    library.purge(values.moment + 2 * DAY)
    assert library.trash() == ()


def test_a_discarded_take_goes_alone(library: Library, say: Say, values: Values):
    attempt = say("one")
    discarded = values.begin(library, attempt=attempt)
    library.drop_take(discarded.id, 8_000, Ended.PERSON, values.moment)
    library.save_transcript(discarded.id, Transcript("base", "no", (), values.moment))
    assert library.expired(values.moment + DAY) == (discarded.sound,)
    library.purge(values.moment + DAY)
    assert [take.sound for take in library.attempt(attempt).takes] == ["0.wav"]
    assert library.attempt(attempt).text == "one"
    assert rows(library) == {"takes": 1, "transcripts": 1, "sentences": 1, "ticks": 1}
    assert library.check(tuple) == ()


def test_a_moment_of_another_zone_is_the_same_moment(library: Library, say: Say, values: Values):
    attempt = say("one")
    library.delete_attempts([attempt], values.moment)
    assert library.expired(values.utc) == ()  # of the same second, and 0.12 s earlier
    assert library.expired(values.utc + timedelta(seconds=1)) == ("0.wav",)


def test_the_archive_of_what_is_in_the_trash_is_known(library: Library, say: Say, values: Values):
    say("not archived")
    attempt = say("one")
    library.archive_take(library.attempt(attempt).takes[0].id, "1.flac", "ab")
    library.delete_attempts([attempt], values.moment)
    assert library.archived_sounds() == {"1.flac"}


def test_all_are_deleted_or_none(library: Library, say: Say, values: Values):
    attempt = say("one")
    with pytest.raises(KeyError):
        library.delete_attempts([attempt, 99], values.moment)
    assert len(library.find_attempts(Query())) == 1
    library.delete_attempts([attempt], values.moment)
    with pytest.raises(KeyError):
        library.restore_attempts([99, attempt])
    assert len(library.trash()) == 1


def test_a_typed_answer_has_no_sound_that_expires(library: Library, values: Values):
    take = library.write_answer("F5.a", "", values.moment, values.day, "", "cache")
    library.delete_attempts([take.attempt], values.moment)
    assert library.expired(values.moment + DAY) == ()
    library.purge(values.moment + DAY)
    assert rows(library) == {"takes": 0, "transcripts": 0, "sentences": 0, "ticks": 0}


def test_the_number_of_a_purged_take_is_not_given_again(library: Library, say: Say, values: Values):
    """Whoever still listens to it must not write its words into another take."""
    attempt = say("one")
    (purged,) = library.attempt(attempt).takes
    library.delete_attempts([attempt], values.moment)
    library.purge(values.moment + DAY)
    (take,) = library.attempt(say("two")).takes
    assert take.id > purged.id
    with pytest.raises(KeyError):
        library.save_transcript(purged.id, Transcript("base", "late", (), values.moment))


def test_what_was_purged_stays_empty(library: Library, say: Say, values: Values):
    attempt = say("one")
    library.delete_attempts([attempt], values.moment)
    library.purge(values.moment + DAY)
    library.save_note(attempt, "taken back")
    library.mark_attempt(attempt, True)
    library.save_ticks(attempt, Ticks({"claim": True}))
    record = library.attempt(attempt)
    assert (record.note, record.marked, record.ticks) == ("", False, Ticks())
    assert rows(library) == {"takes": 0, "transcripts": 0, "sentences": 0, "ticks": 0}
