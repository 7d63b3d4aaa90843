"""What a person adds to attempts and prompts beside speaking: typed answers, notes, marks, and prompts put to rest."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cards.attempt import TYPED, Ended, TakeRecord, Transcript, Word
from cards.library import Library, LibraryDamaged
from cards.prompt_state import PromptState, RetiredPrompt
from tests.support.library_values import Values


def test_a_typed_answer(library: Library, values: Values, reopened: Callable[[], Library]):
    take = library.write_answer("F5.a", "50 ms", values.moment, values.day, "", "I would cache.")
    said = Transcript(TYPED, "I would cache.", (), values.moment)
    assert take == TakeRecord(
        1, take.attempt, 0, "", "", values.moment, 0, Ended.PERSON, sha256=None, discarded=None, transcript=said
    )
    assert take.typed
    later = values.moment + timedelta(minutes=1)
    follow_up = library.write_answer("F5.a", "of no use", later, values.day, "And then?", "More.", take.attempt)
    again = reopened()
    assert again.history() == (again.attempt(take.attempt),)
    assert again.attempt(take.attempt).takes == (take, follow_up)
    assert again.attempt(take.attempt).constraint == "50 ms"
    assert again.attempt(take.attempt).text == "I would cache.\n\nMore."


def test_a_typed_answer_waits_for_a_depth_and_for_nothing_else(library: Library, values: Values, tmp_path: Path):
    take = library.write_answer("F5.a", "50 ms", values.moment, values.day, "", "I would cache.")
    assert [each.id for each in library.unrated_attempts()] == [take.attempt]
    assert library.unarchived_takes() == ()
    assert library.unfinished_takes() == ()
    assert library.check(tuple, tmp_path) == ()


def test_the_text_of_a_history_is_there_without_the_times_of_its_words(library: Library, values: Values):
    take = values.begin(library)
    said = Transcript("base", "Cache it.", (Word("Cache", 0, 1, 0.9), Word("it.", 1, 2, 0.9)), values.moment)
    library.save_transcript(take.id, said)
    (whole,), (short,) = library.history(), library.history(timed=False)
    assert whole.takes[0].transcript == said
    assert short.takes[0].transcript == replace(said, words=())
    assert short.text == whole.text == "Cache it."


def test_spoken_and_typed_may_follow_each_other(library: Library, values: Values):
    spoken = values.begin(library)
    typed = library.write_answer("F5.a", "", values.moment, values.day, "And then?", "More.", spoken.attempt)
    assert not spoken.typed
    assert (typed.attempt, typed.position) == (spoken.attempt, 1)


def test_a_typed_answer_is_written_whole_or_not_at_all(library: Library, values: Values):
    with pytest.raises(sqlite3.IntegrityError):
        library.write_answer("F9.z", "", values.moment, values.day, "", "text")
    assert library.history() == ()


def test_notes_and_marks(library: Library, values: Values, reopened: Callable[[], Library]):
    attempt = values.begin(library).attempt
    library.save_note(attempt, "first")
    library.save_note(attempt, "The number was missing.\nSay it.")
    library.mark_attempt(attempt, True)
    again = reopened()
    assert again.attempt(attempt).note == "The number was missing.\nSay it."
    assert again.attempt(attempt).marked
    again.mark_attempt(attempt, False)
    assert not again.attempt(attempt).marked


def test_many_are_marked_at_once_or_none(library: Library, values: Values):
    a, b = values.begin(library).attempt, values.begin(library).attempt
    library.mark_attempts([a, b], True)
    with pytest.raises(KeyError):
        library.mark_attempts([b, 9], False)
    assert library.attempt(a).marked
    assert library.attempt(b).marked


def test_what_is_not_there_cannot_be_noted_marked_or_forgotten(library: Library):
    for call in (
        lambda: library.save_note(9, "text"),
        lambda: library.mark_attempt(9, True),
        lambda: library.forget_transcript(9),
    ):
        with pytest.raises(KeyError):
            call()


def test_a_forgotten_transcript_is_waited_for_again(library: Library, values: Values):
    take = values.begin(library)
    library.end_take(take.id, 16_000, Ended.PERSON)
    library.save_transcript(take.id, Transcript("base", "Misheard.", (), values.moment))
    library.archive_take(take.id, "0.flac", "ab")
    assert library.unarchived_takes() == ()
    library.forget_transcript(take.id)
    library.forget_transcript(take.id)
    assert [each.id for each in library.unarchived_takes()] == [take.id]
    library.save_transcript(take.id, Transcript("base", "Heard.", (), values.moment))
    assert library.attempt(take.attempt).text == "Heard."


def test_the_state_of_a_prompt(library: Library, values: Values, reopened: Callable[[], Library]):
    assert library.prompt_states() == {}
    buried = PromptState(buried_until=values.day + timedelta(days=1), note="Read the paper first.")
    library.set_prompt_state("F5.a", PromptState(suspended=True))
    library.set_prompt_state("F5.a", buried)
    again = reopened()
    assert again.prompt_states() == {"F5.a": buried}
    again.sync_prompts([], complete=True)
    assert again.prompt_states() == {"F5.a": buried}
    again.set_prompt_state("F5.a", PromptState())
    assert again.prompt_states() == {}


def test_marks_tags_and_the_own_example(library: Library, reopened: Callable[[], Library]):
    state = PromptState(marked=True, tags=("ring-buffer", "größe"), example="Our own wake phrase.\nIt missed my aunt.")
    library.set_prompt_state("F5.a", state)
    again = reopened()
    assert again.prompt_states() == {"F5.a": state}
    again.set_prompt_state("F5.a", replace(state, suspended=True, tags=()))
    assert again.prompt_states() == {"F5.a": replace(state, suspended=True, tags=())}
    again.set_prompt_state("F5.a", PromptState(tags=("a",)))
    assert again.prompt_states() == {"F5.a": PromptState(tags=("a",))}
    again.set_prompt_state("F5.a", PromptState())
    assert again.prompt_states() == {}
    assert again.check(tuple) == ()


def test_a_state_belongs_to_a_prompt(library: Library):
    with pytest.raises(sqlite3.IntegrityError):
        library.set_prompt_state("F9.z", PromptState(suspended=True))


def test_a_state_that_cannot_be_read_is_damage(library: Library, values: Values):
    library.set_prompt_state("F5.a", PromptState(buried_until=values.day))
    library._db.execute("UPDATE prompt_states SET buried_until = 'some day'")
    with pytest.raises(LibraryDamaged, match=r"the state of F5\.a cannot be read"):
        library.prompt_states()


@pytest.mark.parametrize("tags", ["", "{}", "[1]", '"a"'])
def test_tags_that_cannot_be_read_are_damage(library: Library, tags: str):
    library.set_prompt_state("F5.a", PromptState(tags=("a",)))
    library._db.execute("UPDATE prompt_marks SET tags = ?", [tags])
    with pytest.raises(LibraryDamaged, match=r"the state of F5\.a cannot be read"):
        library.prompt_states()


def test_a_prompt_that_left_the_deck_is_still_known_and_comes_back_as_it_was(library: Library, values: Values):
    prompt, state = values.prompt(), PromptState(marked=True, note="Ask again.")
    library.set_prompt_state(prompt.id, state)
    assert library.retired_prompts() == ()
    library.sync_prompts([], complete=False)
    assert library.retired_prompts() == ()
    library.sync_prompts([], complete=True)
    assert library.retired_prompts() == (
        RetiredPrompt(prompt.id, prompt.round, prompt.topic, prompt.title, prompt.decision),
    )
    library.sync_prompts([prompt], complete=True)
    assert library.retired_prompts() == ()
    assert library.prompt_states() == {prompt.id: state}
