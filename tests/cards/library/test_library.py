"""Every method: what it stored is there after close and reopen, and what it refuses has changed nothing."""

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cards.attempt import Ended, Gap, TakeRecord, Ticks, Transcript, Word
from cards.library import Library, LibraryDamaged
from cards.library.attempts import insert_attempt
from cards.query import parse
from cards.review import Memory
from cards.rounds import Shown
from tests.support.library_values import Values

TICKS = Ticks(
    key_points={"Hits are skewed": True, "Stale entries": False},
    statements={"named_tradeoff": True, "decided": False},
    dimensions={"tradeoffs": Shown.STRONG, "numbers": Shown.NOT_SHOWN},
)


def begin(library: Library, values: Values):
    """A new attempt with a take that runs; returns the attempt."""
    return values.begin(library).attempt


def begin_nothing(library: Library, values: Values):
    """An attempt without a take, which only another version could have left; returns it."""
    with library._transaction() as db:
        return insert_attempt(db, "F5.a", "50 ms", values.moment, values.day)


def test_an_attempt_is_there_with_its_moment_and_offset(
    library: Library, reopened: Callable[[], Library], values: Values
):
    take = values.begin(library)
    found = reopened().attempt(take.attempt)
    assert (found.id, found.prompt, found.constraint, found.study_day) == (take.attempt, "F5.a", "50 ms", values.day)
    assert found.at == values.moment
    assert found.at.utcoffset() == timedelta(hours=5, minutes=45)
    assert (found.takes, found.ticks, found.review) == ((take,), Ticks(), None)


def test_takes_keep_their_order(library: Library, reopened: Callable[[], Library], values: Values):
    number = values.begin(library, sound="one.wav").attempt
    values.begin(library, sound="two.wav", question="And at ten times the load?", attempt=number)
    takes = reopened().attempt(number).takes
    assert [(take.position, take.question, take.sound) for take in takes] == [
        (0, "", "one.wav"),
        (1, "And at ten times the load?", "two.wav"),
    ]
    assert takes[0].started == values.moment


def test_a_take_is_unfinished_until_it_ends(library: Library, reopened: Callable[[], Library], values: Values):
    take = values.begin(library).id
    assert [found.id for found in library.unfinished_takes()] == [take]
    library.end_take(take, 16_000, Ended.MICROPHONE)
    again = reopened()
    assert again.unfinished_takes() == ()
    (waiting,) = again.unarchived_takes()
    assert (waiting.samples, waiting.ended, waiting.seconds) == (16_000, Ended.MICROPHONE, 1.0)


def test_a_discarded_take_stays_as_a_row(library: Library, reopened: Callable[[], Library], values: Values):
    take = values.begin(library)
    number = take.attempt
    library.discard_take(take.id, values.utc)
    again = reopened()
    assert again.unfinished_takes() == ()
    assert again.attempt(number).takes[0].discarded == values.utc
    assert again.attempt(number).kept_takes == ()


def test_an_answer_begins_with_its_attempt(library: Library, reopened: Callable[[], Library], values: Values):
    first = library.begin_answer("F5.a", "50 ms", values.moment, values.day, "", "one.wav")
    second = library.begin_answer(
        "F5.a", "50 ms", values.utc, values.day, "And at ten?", "two.wav", attempt=first.attempt
    )
    (attempt,) = reopened().history()
    assert attempt.takes == (first, second)
    assert (attempt.constraint, attempt.at, attempt.study_day) == ("50 ms", values.moment, values.day)
    assert [(take.position, take.question, take.sound, take.samples) for take in attempt.takes] == [
        (0, "", "one.wav", None),
        (1, "And at ten?", "two.wav", None),
    ]


def test_an_answer_that_cannot_begin_leaves_no_attempt(library: Library, values: Values):
    begun = library.begin_answer("F5.a", "50 ms", values.moment, values.day, "", "one.wav")
    with pytest.raises(sqlite3.IntegrityError):
        library.begin_answer("F5.a", "50 ms", values.moment, values.day, "", "one.wav")
    assert library.seen("F5.a").constraints == {"50 ms": begun.attempt}
    assert [attempt.id for attempt in library.history()] == [begun.attempt]


def test_a_take_nobody_wants_ends_and_is_discarded(library: Library, reopened: Callable[[], Library], values: Values):
    begun = library.begin_answer("F5.a", "50 ms", values.moment, values.day, "", "one.wav")
    library.drop_take(begun.id, 16_000, Ended.PERSON, values.utc)
    again = reopened()
    (take,) = again.attempt(begun.attempt).takes
    assert (take.id, again.history()) == (begun.id, ())
    assert (take.samples, take.ended, take.discarded) == (16_000, Ended.PERSON, values.utc)
    assert again.unfinished_takes() == again.unarchived_takes() == ()


def test_a_take_that_does_not_exist_is_not_dropped(library: Library, values: Values):
    with pytest.raises(KeyError):
        library.drop_take(7, 1, Ended.PERSON, values.utc)


def test_unrated_attempts_are_those_with_something_kept(library: Library, values: Values):
    library.sync_prompts([values.prompt("F5.a"), values.prompt("S1.a")], complete=True)

    def said(sound: str, at: datetime, samples: int = 16_000, prompt: str = "F5.a"):
        take = library.begin_answer(prompt, "50 ms", at, values.day, "", sound)
        library.end_take(take.id, samples, Ended.PERSON)
        return take

    earlier = said("earlier.wav", values.moment)
    later = said("later.wav", values.moment + timedelta(hours=1))
    library.add_review(values.review(said("rated.wav", values.moment).attempt))
    said("nothing.wav", values.moment, samples=0)
    library.discard_take(said("dropped.wav", values.moment).id, values.utc)
    library.begin_answer("F5.a", "50 ms", values.moment, values.day, "", "running.wav", None)
    said("retired.wav", values.moment, prompt="S1.a")
    begin_nothing(library, values)
    library.sync_prompts([values.prompt("F5.a")], complete=True)
    assert library.unrated_attempts() == (library.attempt(later.attempt), library.attempt(earlier.attempt))


def test_a_transcript_is_there_with_its_words(library: Library, reopened: Callable[[], Library], values: Values):
    take = values.begin(library)
    words = (Word("I", 0.1, 0.30000000000000004, 1.0), Word("would…\0", 0.3, 1 / 3, 0.25))
    said = Transcript("base", "I would…\0", words, values.moment, complete=False)
    library.save_transcript(take.id, said)
    assert reopened().attempt(take.attempt).takes[0].transcript == said


def test_a_transcript_keeps_what_was_repaired_what_is_in_doubt_and_where_words_are_missing(
    library: Library, reopened: Callable[[], Library], values: Values
):
    take = values.begin(library)
    words = (Word("a", 0.1, 0.2, 0.9), Word("KV cache", 0.2, 0.9, 0.8, "KV cash"), Word("skew", 2, 3, 0.7, "", True))
    said = Transcript("base", "a KV cache skew", words, values.moment, gaps=(Gap(0.9, 1.0 + 2 / 3),))
    library.save_transcript(take.id, said)
    assert reopened().attempt(take.attempt).takes[0].transcript == said


def test_of_a_list_without_times_the_remarks_are_left_out_too(library: Library, values: Values):
    take = values.begin(library)
    words = (Word("cache", 0.2, 0.9, 0.8, "cash"),)
    library.save_transcript(take.id, Transcript("base", "cache", words, values.moment, gaps=(Gap(1, 2),)))
    (found,) = library.history(timed=False)
    assert found.takes[0].transcript == Transcript("base", "cache", (), values.moment)


def test_what_was_said_of_other_words_does_not_stay(library: Library, values: Values):
    take = values.begin(library)
    first = (Word("cache", 0.2, 0.9, 0.8, "cash"), Word("skew", 1, 2, 0.8, "", True))
    library.save_transcript(take.id, Transcript("base", "cache skew", first, values.moment, gaps=(Gap(1, 2),)))
    again = Transcript("small", "cash skew", (Word("cash", 0, 1, 0.9), Word("skew", 1, 2, 0.9)), values.moment)
    library.save_transcript(take.id, again)
    assert library.attempt(take.attempt).takes[0].transcript == again


@pytest.mark.parametrize("remarks", ["[]", "no JSON", '{"repairs": 3}', '{"unsure": [[]]}', '{"gaps": [[1, 2, 3]]}'])
def test_remarks_that_nothing_here_wrote_are_a_damaged_take(library: Library, values: Values, remarks: str):
    take = values.begin(library)
    library.save_transcript(take.id, Transcript("base", "cache", (), values.moment))
    library._db.execute("UPDATE transcripts SET remarks = ?", [remarks])
    with pytest.raises(LibraryDamaged, match=f"take {take.id}"):
        library.attempt(take.attempt)


def test_a_later_transcript_takes_the_place_of_the_first(
    library: Library, reopened: Callable[[], Library], values: Values
):
    begun = values.begin(library)
    number, take = begun.attempt, begun.id
    library.save_transcript(take, Transcript("base", "first", (), values.moment, complete=False))
    library.save_transcript(take, Transcript("small", "second", (), values.utc))
    again = reopened()
    assert again.attempt(number).text == "second"
    assert again.find_attempts(parse("first")) == ()
    assert [line.hit and line.hit.take for line in again.find_attempts(parse("second"))] == [take]


def test_a_take_waits_until_it_has_archive_and_whole_transcript(
    library: Library, reopened: Callable[[], Library], values: Values
):
    take = values.begin(library).id
    library.end_take(take, 0, Ended.PERSON)
    library.save_transcript(take, Transcript("base", "half", (), values.moment, complete=False))
    library.archive_take(take, "one.flac", "ab" * 32)
    (waiting,) = library.unarchived_takes()
    assert (waiting.sound, waiting.sha256) == ("one.flac", "ab" * 32)
    library.save_transcript(take, Transcript("base", "whole", (), values.moment))
    assert reopened().unarchived_takes() == ()


def test_ticks_take_the_place_of_earlier_ones(library: Library, reopened: Callable[[], Library], values: Values):
    number = begin(library, values)
    library.save_ticks(number, Ticks(key_points={"Gone": True}))
    library.save_ticks(number, TICKS)
    assert reopened().attempt(number).ticks == TICKS


def test_a_review_comes_with_its_schedule_and_its_ticks(
    library: Library, reopened: Callable[[], Library], values: Values
):
    number = begin(library, values)
    review = values.review(number, before=values.schedule(1e-300, 0), after=values.schedule(8.3000000000000007))
    library.add_review(review, TICKS)
    again = reopened()
    assert again.reviews() == (review,)
    assert again.schedules() == {"F5.a": review.after}
    assert again.attempt(number).review == review
    assert again.attempt(number).ticks == TICKS


def test_a_review_that_nobody_was_asked_about_has_no_suggestion(
    library: Library, reopened: Callable[[], Library], values: Values
):
    review = values.review(begin(library, values), suggested_depth=None)
    library.add_review(review)
    assert reopened().reviews() == (review,)


def test_a_review_that_cannot_be_stored_leaves_nothing(
    library: Library, reopened: Callable[[], Library], values: Values
):
    number = begin(library, values)
    with pytest.raises(sqlite3.IntegrityError):
        library.add_review(values.review(number, depth=5), TICKS)
    again = reopened()
    assert (again.reviews(), again.schedules(), again.attempt(number).ticks) == ((), {}, Ticks())


def test_a_review_belongs_to_the_prompt_of_its_attempt(library: Library, values: Values):
    library.sync_prompts([values.prompt("S1.a")], complete=False)
    with pytest.raises(sqlite3.IntegrityError):
        library.add_review(values.review(begin(library, values), prompt="S1.a"))


def test_floats_come_back_bit_for_bit(library: Library, reopened: Callable[[], Library], values: Values):
    memory = Memory(float.fromhex("0x1.921fb54442d18p+1"), float.fromhex("0x1.0000000000001p+0"))
    after = replace(values.schedule(), memory=memory)
    library.add_review(values.review(begin(library, values), after=after))
    found = reopened().schedules()["F5.a"].memory
    assert (found.stability.hex(), found.difficulty.hex()) == (memory.stability.hex(), memory.difficulty.hex())


def test_undo_of_a_first_review_leaves_no_schedule(library: Library, reopened: Callable[[], Library], values: Values):
    number = begin(library, values)
    review = values.review(number)
    library.add_review(review, TICKS)
    assert library.undo_last_review(tuple) == review
    again = reopened()
    assert (again.reviews(), again.schedules()) == ((), {})
    assert again.attempt(number).ticks == TICKS


def test_undo_takes_the_last_and_restores_what_was_before(
    library: Library, reopened: Callable[[], Library], values: Values
):
    first, second = begin(library, values), begin(library, values)
    before = values.review(first)
    library.add_review(before)
    library.add_review(values.review(second, before=before.after, after=values.schedule(9.0, 2)))
    library.undo_last_review(tuple)
    again = reopened()
    assert (again.reviews(), again.schedules()) == ((before,), {"F5.a": before.after})


def test_undo_of_an_empty_log_is_nothing(library: Library):
    assert library.undo_last_review(tuple) is None
    assert library.schedules() == {}


def test_an_undone_attempt_can_be_rated_again(library: Library, reopened: Callable[[], Library], values: Values):
    number = begin(library, values)
    library.add_review(values.review(number))
    library.undo_last_review(tuple)
    library.add_review(values.review(number, depth=4, rating=4))
    assert [review.depth for review in reopened().reviews()] == [4]


def test_history_is_newest_first(library: Library, reopened: Callable[[], Library], values: Values):
    later = values.begin(library, at=values.moment + timedelta(hours=1)).attempt
    earlier = begin(library, values)
    same = begin(library, values)
    again = reopened()
    assert [found.id for found in again.history()] == [later, same, earlier]
    assert [found.id for found in again.history(limit=1)] == [later]
    assert again.history(limit=0) == ()


def test_history_is_what_was_kept_or_rated(library: Library, reopened: Callable[[], Library], values: Values):
    """A go whose only take was discarded, or that has none, left nothing to look back at; a depth always did."""

    def begun(minute: int) -> TakeRecord:
        return values.begin(library, at=values.moment + timedelta(minutes=minute))

    def rate(attempt: int) -> None:
        library.add_review(values.review(attempt))

    kept, running, dropped, said_again, dropped_but_rated = (begun(minute) for minute in range(5))
    for take in (kept, dropped, said_again, dropped_but_rated):
        library.end_take(take.id, 16_000, Ended.PERSON)
    for take in (dropped, said_again, dropped_but_rated):
        library.discard_take(take.id, values.utc)
    values.begin(library, attempt=said_again.attempt)
    rate(dropped_but_rated.attempt)
    begin_nothing(library, values)
    bare_but_rated = begin_nothing(library, values)
    rate(bare_but_rated)
    again = reopened()
    newest_first = [dropped_but_rated.attempt, said_again.attempt, running.attempt, bare_but_rated, kept.attempt]
    assert [found.id for found in again.history()] == newest_first
    assert [found.id for found in again.history(limit=2)] == newest_first[:2]
    assert again.attempt(dropped.attempt).kept_takes == ()


def test_an_attempt_that_was_undone_and_has_no_take_is_history_no_more(library: Library, values: Values):
    take = values.begin(library)
    library.drop_take(take.id, 0, Ended.PERSON, values.utc)
    library.add_review(values.review(take.attempt))
    assert [found.id for found in library.history()] == [take.attempt]
    library.undo_last_review(tuple)
    assert library.history() == ()


def test_history_limited_is_filled_past_what_was_discarded(library: Library, values: Values):
    kept = begin(library, values)
    library.discard_take(values.begin(library, at=values.moment + timedelta(hours=1)).id, values.utc)
    assert [found.id for found in library.history(limit=1)] == [kept]


def test_history_holds_what_attempt_holds(library: Library, reopened: Callable[[], Library], values: Values):
    takes = [values.begin(library) for _ in range(3)]
    numbers = [take.attempt for take in takes]
    for take in takes:
        library.save_transcript(take.id, Transcript("base", f"words {take.id}", (), values.moment))
    library.add_review(values.review(numbers[1]), TICKS)
    again = reopened()
    assert again.history() == tuple(again.attempt(number) for number in reversed(numbers))


def test_a_prompt_gone_from_the_deck_is_retired_and_comes_back(
    library: Library, reopened: Callable[[], Library], values: Values
):
    number = begin(library, values)
    library.sync_prompts([values.prompt("S1.a", title="Shard it")], complete=True)
    again = reopened()
    assert again.search_prompts("cache") == ()
    assert again.search_prompts("shard") == ("S1.a",)
    assert again.attempt(number).prompt == "F5.a"
    again.sync_prompts([values.prompt()], complete=False)
    assert again.search_prompts("cache") == ("F5.a",)


def test_a_deck_read_in_part_retires_nothing(library: Library, reopened: Callable[[], Library], values: Values):
    library.sync_prompts([values.prompt("S1.a", title="Shard it")], complete=False)
    assert reopened().search_prompts("cache") == ("F5.a",)


def test_a_changed_prompt_keeps_its_reviews(library: Library, reopened: Callable[[], Library], values: Values):
    library.add_review(values.review(begin(library, values)))
    library.sync_prompts([values.prompt(title="Memoise or not", decision="Now?")], complete=True)
    again = reopened()
    assert again.search_prompts("cache") == ()
    assert again.search_prompts("memoise") == ("F5.a",)
    assert set(again.schedules()) == {"F5.a"}


@pytest.mark.parametrize("value", [None, True, 1.5, "text…\0", {"a": [1, {"b": None}]}, 2**70])
def test_a_setting_is_any_json_value(library: Library, reopened: Callable[[], Library], value: object):
    library.set_setting("key", "earlier")
    library.set_setting("key", value)
    again = reopened()
    assert again.setting("key", "default") == value
    assert again.setting("other", "default") == "default"


def test_unknown_ids_are_told_apart_from_damage(library: Library, values: Values):
    with pytest.raises(KeyError):
        library.attempt(99)
    with pytest.raises(KeyError):
        library.end_take(99, 1, Ended.PERSON)
    with pytest.raises(sqlite3.IntegrityError):
        values.begin(library, attempt=99)
    with pytest.raises(sqlite3.IntegrityError):
        values.begin(library, "none")


def test_a_moment_without_offset_is_refused(library: Library, values: Values):
    with pytest.raises(ValueError, match="offset"):
        values.begin(library, at=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point
    assert library.history() == ()


@pytest.mark.parametrize("name", ["", ".", "..", "a/b.wav", "/b.wav", "..\\b.wav", "C:b.wav", "a\0.wav"])
def test_a_sound_is_a_name_within_the_recordings_folder(library: Library, values: Values, name: str):
    with pytest.raises(ValueError, match="recordings folder"):
        values.begin(library, sound=name)


def test_two_takes_never_share_a_sound(library: Library, values: Values):
    number = values.begin(library, sound="one.wav").attempt
    with pytest.raises(sqlite3.IntegrityError):
        values.begin(library, sound="one.wav", question="again", attempt=number)


def test_another_thread_is_refused(library: Library):
    refused = []

    def read():
        try:
            library.reviews()
        except sqlite3.ProgrammingError as error:
            refused.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert len(refused) == 1


def test_tables_are_strict(library: Library):
    with pytest.raises(sqlite3.IntegrityError):
        library._db.execute("INSERT INTO attempts (id, prompt) VALUES ('oops', 1)")
    ours = [table for table in library._db.tables if "_fts" not in table.name and not table.name.startswith("sqlite_")]
    loose = [table.name for table in ours if not table.strict]
    assert loose == []


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("locking_mode", "exclusive"),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
        ("recursive_triggers", 1),
    ],
)
def test_the_connection_is_set_up_for_safety(library: Library, pragma: str, expected: object):
    assert library._db.execute(f"PRAGMA {pragma}").fetchone() == (expected,)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE reviews SET study_day = 'someday'", "review 1 of F5.a"),
        ("UPDATE reviews SET day = 'someday'", "review 1 of F5.a"),
        ("UPDATE schedules SET due = 'someday'", "the date of F5.a"),
        ("UPDATE takes SET utc_offset_s = 900000", "take 1"),
        ("UPDATE attempts SET at_utc = 'once'", "attempt 1 at F5.a"),
    ],
)
def test_a_row_that_nothing_here_wrote_is_damage(library: Library, values: Values, statement: str, what: str):
    take = library.begin_answer("F5.a", "50 ms", values.moment, values.day, "", "one.wav")
    library.add_review(values.review(take.attempt))
    library._db.execute(statement)
    with pytest.raises(LibraryDamaged, match=rf"damaged \({what} cannot be read\).*backups"):
        library.reviews(), library.schedules(), library.history()
