"""The words of an answer to come back to: what they show, how one walks through them, how they come."""

import pytest

from cards.attempt import Gap, Transcript, Word
from cards.attempt_line import Hit
from desktop.review.attempt_model import NO_WORDS_YET
from tests.support.attempt_desk import SENTENCES, AttemptDesk, transcript
from tests.support.desk import EVENING, Desk


@pytest.fixture
def review(desk: Desk) -> AttemptDesk:
    return AttemptDesk(desk)


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
