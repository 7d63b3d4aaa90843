"""Which attempts a query finds, and what each line says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cards.attempt import Ended, Transcript, Word
from cards.attempt_line import AttemptLine, Hit
from cards.library import Library, LibraryDamaged
from cards.query import Query, parse
from cards.rounds import Round
from tests.support.library_values import Values

Say = Callable[..., int]


@pytest.fixture
def say(library: Library, values: Values):
    """Says a text at a prompt, a day later each time, and returns the attempt."""
    design = replace(values.prompt("S1.a", "Answers from documents", "Which retriever?"), round=Round.DESIGN)
    library.sync_prompts([values.prompt(), replace(design, topic="Retrieval and ranking")], complete=True)
    days = 0

    def said(text: str, prompt: str = "F5.a", *, attempt: int | None = None) -> int:
        nonlocal days
        days += 1
        at, sound = values.moment + timedelta(days=days), f"{days}.wav"
        day = values.day + timedelta(days=days)
        take = library.begin_answer(prompt, "50 ms", at, day, "", sound, attempt)
        library.end_take(take.id, 32_000, Ended.PERSON)
        words = tuple(Word(word, at, at + 0.5, 1.0) for at, word in enumerate(text.split()))
        if text:
            library.save_transcript(take.id, Transcript("base", text, words, at))
        return take.attempt

    return said


def found(library: Library, line: str, limit: int | None = None):
    return [each.id for each in library.find_attempts(parse(line), limit)]


def hit(library: Library, line: str):
    (only,) = library.find_attempts(parse(line))
    return only.hit


def test_a_line_says_what_a_list_shows(library: Library, say: Say, values: Values):
    attempt = say("I would cache.")
    say("But not the tail.", attempt=attempt)
    library.add_review(values.review(attempt))
    library.mark_attempt(attempt, True)
    assert library.find_attempts(Query()) == (
        AttemptLine(
            id=attempt,
            prompt="F5.a",
            title="Cache or not",
            round=Round.ML,
            topic="serving",
            at=values.moment + timedelta(days=1),
            study_day=values.day + timedelta(days=1),
            seconds=4.0,
            depth=3,
            marked=True,
            typed=False,
            words="all",
        ),
    )
    (line,) = library.find_attempts(Query())
    assert line.at.utcoffset() == values.moment.utcoffset()


def test_how_far_the_words_are(library: Library, say: Say, values: Values):
    none, some, part = say(""), say("Heard."), say("Heard.")
    say("", attempt=some)
    take = library.attempt(part).takes[0]
    library.save_transcript(take.id, Transcript("base", "Hea", (), values.moment, complete=False))
    lines = {line.id: line.words for line in library.find_attempts(Query())}
    assert lines == {none: "none", some: "some", part: "some"}


def test_a_typed_answer_is_a_line_too(library: Library, values: Values):
    take = library.write_answer("F5.a", "50 ms", values.moment, values.day, "", "I would cache it.")
    (line,) = library.find_attempts(parse("cache"))
    assert (line.id, line.typed, line.words, line.seconds) == (take.attempt, True, "all", 0.0)
    assert line.hit == Hit(take.id, "I would cache it.", ((8, 13),), None)


def test_newest_first_and_no_more_than_asked_for(library: Library, say: Say):
    attempts = [say("one"), say("two"), say("three")]
    assert found(library, "") == attempts[::-1]
    assert found(library, "", 2) == attempts[:0:-1]
    assert found(library, "", 0) == []


def test_what_is_no_history_is_no_line(library: Library, say: Say, values: Values):
    library.discard_take(values.begin(library).id, values.moment)
    rated = values.begin(library)
    library.discard_take(rated.id, values.moment)
    library.add_review(values.review(rated.attempt))
    (line,) = library.find_attempts(Query())
    assert (line.id, line.words, line.typed, line.seconds) == (rated.attempt, "none", False, 0.0)


@pytest.mark.parametrize(
    ("line", "which"),
    [
        ("round:ml", "ab"),
        ("round:design", "c"),
        ("round:coding", ""),
        ("round:ml round:design", "abc"),
        ("topic:RETRIEVAL", "c"),
        ("topic:ing", "abc"),
        ("topic:nothing", ""),
        ("depth:3", "a"),
        ("depth<3", "b"),
        ("depth:none", "c"),
        ("is:unrated", "c"),
        ("depth:none depth:3", "ac"),
        ("after:2026-11-23", "bc"),
        ("before:2026-11-23", "a"),
        ("on:2026-11-23", "b"),
        ("after:2026-11-22 before:2026-11-24", "ab"),
        ("is:marked", "b"),
        ("is:unmarked", "ac"),
        ("cache", "ab"),
        ("documents", "c"),
        ("retriever sparse", "c"),
        ("cache tail", "b"),
        ('said:"cache the"', "b"),
        ('said:"the cache"', ""),
        ('"cache the" round:ml', "b"),
        ("said:documents", ""),
        ("said:cache depth:3", "a"),
        ("cach", "ab"),
        ("said:cach", "ab"),
        ("is:deleted", ""),
    ],
)
def test_what_a_query_finds(library: Library, say: Say, values: Values, line: str, which: str):
    a, b, c = say("I would cache it."), say("Cache the tail?"), say("A sparse one.", "S1.a")
    library.add_review(values.review(a))
    library.add_review(values.review(b, depth=1))
    library.mark_attempt(b, True)
    assert found(library, line) == [{"a": a, "b": b, "c": c}[name] for name in reversed(which)]


def test_the_words_may_be_in_several_takes_and_the_prompt(library: Library, say: Say):
    attempt = say("A sparse one.", "S1.a")
    say("A dense one.", attempt=attempt)
    assert found(library, "dense sparse documents") == [attempt]


def test_a_prompt_that_is_gone_is_still_listed(library: Library, say: Say, values: Values):
    attempt = say("I would cache it.")
    library.sync_prompts([], complete=True)
    (line,) = library.find_attempts(parse("round:ml"))
    assert (line.id, line.title, line.round) == (attempt, "Cache or not", None)
    library.sync_prompts([values.prompt(title="")], complete=True)
    assert library.find_attempts(Query())[0].title == "F5.a"


def test_a_prompt_of_which_not_even_the_row_is_left_is_its_id(library: Library, say: Say):
    attempt = say("I would cache it.")
    library._db.execute("PRAGMA foreign_keys = OFF")
    library._db.execute("DELETE FROM prompts")
    (line,) = library.find_attempts(Query())
    assert (line.id, line.title, line.round, line.topic) == (attempt, "F5.a", None, "")


def test_lengths_beyond_all_measure_are_no_error(library: Library, say: Say):
    attempt = say("one")
    say("two", attempt=attempt)
    for take in library.attempt(attempt).takes:
        library.end_take(take.id, 2**62, Ended.PERSON)
    assert library.find_attempts(Query())[0].seconds == 2**63 / 16_000


def test_a_round_of_a_later_program_is_none(library: Library, say: Say):
    say("I would cache it.")
    library._db.execute("UPDATE prompts SET round = 'chess'")
    assert library.find_attempts(Query())[0].round is None


def test_the_sentence_of_a_hit(library: Library, say: Say):
    say("First this. Then we cache the tail, and cache again. Last that.")
    assert hit(library, "caches") == Hit(1, "Then we cache the tail, and cache again.", ((8, 13), (28, 33)), 2.0)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("cache", "The cache is small."),
        ("tail cache", "A cache for the tail."),
        ("small dense", "The cache is small."),
        ('said:"the tail" cache', "A cache for the tail."),
        ('said:"the tail" dense', "A cache for the tail."),
        ('dense said:"the tail" said:small', "The cache is small."),
    ],
)
def test_the_sentence_that_says_most(library: Library, say: Say, line: str, text: str):
    attempt = say("Nothing yet. The cache is small. A cache for the tail.")
    say("A dense one.", attempt=attempt)
    chosen = hit(library, line)
    assert chosen is not None
    assert chosen.text == text
    assert chosen.take == 1


def test_a_hit_in_the_prompt_alone_has_no_sentence(library: Library, say: Say):
    say("A sparse one.", "S1.a")
    assert hit(library, "documents") is None
    assert hit(library, "documents sparse") == Hit(1, "A sparse one.", ((2, 8),), 0.0)


def test_nothing_is_found_in_a_discarded_take_or_a_forgotten_transcript(library: Library, say: Say, values: Values):
    discarded, forgotten = say("needle"), say("needle")
    library.discard_take(library.attempt(discarded).takes[0].id, values.moment)
    library.forget_transcript(library.attempt(forgotten).takes[0].id)
    assert found(library, "needle") == []
    assert library.attempt(forgotten).takes[0].transcript is None
    assert library.check(tuple) == ()


def test_marks_in_what_was_said_are_blanks(library: Library, say: Say):
    say("A \x02needle\x03 here.")
    assert hit(library, "needle") == Hit(1, "A  needle  here.", ((3, 9),), 0.0)


def test_topics_of_the_deck_and_of_what_was_answered(library: Library, say: Say, values: Values):
    say("A sparse one.", "S1.a")
    assert library.known_topics() == ("Retrieval and ranking", "serving")
    library.sync_prompts([replace(values.prompt("F6.a"), topic="Attention")], complete=True)
    assert library.known_topics() == ("Attention", "Retrieval and ranking")


def test_a_row_that_cannot_be_read_is_damage(library: Library, say: Say):
    say("I would cache it.")
    library._db.execute("UPDATE attempts SET study_day = 'someday'")
    with pytest.raises(LibraryDamaged, match=r"attempt 1 at F5\.a cannot be read"):
        library.find_attempts(Query())


def test_a_day_is_the_study_day(library: Library, values: Values):
    library.write_answer("F5.a", "", values.moment, date(2026, 11, 20), "", "At two in the morning.")
    assert found(library, "on:2026-11-20")
    assert not found(library, "on:2026-11-21")
