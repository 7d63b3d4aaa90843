from datetime import timedelta

import pytest

from cards.library import LibraryFull
from cards.query import Query, parse
from cards.rounds import Round
from desktop.review.model import EMPTY_TRASH, NO_ANSWERS
from desktop.trash import KEPT, sweep
from tests.support.desk import EVENING, Desk
from tests.support.review_desk import ReviewDesk


@pytest.fixture
def review(desk: Desk) -> ReviewDesk:
    return ReviewDesk(desk)


def test_every_answer_is_shown_newest_first(review: ReviewDesk):
    first, second, third = review.answers()
    review.presenter.enter()
    assert review.screen.ids == [third, second, first]
    assert review.screen.disk.startswith("3 recordings")
    assert review.desk.stage.phase == "Review"


def test_a_search_shows_its_hits_and_what_it_did_not_understand(review: ReviewDesk):
    found = review.answer(words="I would put a cache there")
    review.answer(words="nothing of the kind")
    review.presenter.enter()
    review.presenter.search("said:cache depth:9")
    assert review.screen.ids == []
    assert review.screen.model.problems
    review.presenter.search("said:cache")
    (line,) = review.screen.model.lines
    assert line.id == found
    assert line.hit is not None
    start, end = line.hit.spans[0]
    assert line.hit.text[start:end] == "cache"


def test_of_a_long_list_the_first_screens_come_before_the_rest(review: ReviewDesk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desktop.review.presenter.FIRST_LINES", 2)
    third, second, first = review.answers()
    review.presenter.enter()
    assert [([line.id for line in model.lines], model.more) for model in review.screen.shown] == [
        ([first, second], True),
        ([first, second, third], False),
    ]
    review.screen.shown.clear()
    review.presenter.refresh()
    review.presenter.reveal(third)
    assert [(len(model.lines), model.more) for model in review.screen.shown] == [(3, False)] * 2
    review.screen.shown.clear()
    review.presenter.search("cache round:ml")
    assert [(len(model.lines), model.more) for model in review.screen.shown] == [(2, False)]


def test_the_rest_of_a_search_that_is_over_is_not_looked_for(review: ReviewDesk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desktop.review.presenter.FIRST_LINES", 2)
    review.answers()
    review.presenter.enter()
    review.screen.shown.clear()
    jobs = review.desk.jobs
    jobs.held = True
    review.presenter.search("cache")
    jobs.run(1)
    review.presenter.search("said:cache")
    jobs.let_go()
    assert [(str(model.query.text), model.more) for model in review.screen.shown] == [
        ("cache", True),
        ("", True),
        ("", False),
    ]


def test_a_filter_is_written_into_the_search(review: ReviewDesk):
    review.answers()
    review.presenter.enter()
    review.presenter.choose(Query(text="cache", rounds=frozenset({Round.DESIGN})))
    assert parse(review.screen.text) == review.screen.model.query
    assert [line.round for line in review.screen.model.lines] == [Round.DESIGN]


def test_the_result_of_an_older_search_is_dropped(review: ReviewDesk):
    review.answers()
    review.presenter.enter()
    shown = len(review.screen.shown)
    review.desk.jobs.held = True
    review.presenter.search("cac")
    review.presenter.search("round:ml")
    review.desk.jobs.let_go()
    assert len(review.screen.shown) == shown + 1
    assert review.screen.model.query == parse("round:ml")


def test_where_nobody_looks_nothing_is_searched(review: ReviewDesk):
    review.presenter.refresh()
    assert review.screen.shown == []
    review.presenter.enter()
    review.presenter.leave()
    review.answer()
    review.presenter.refresh()
    assert review.screen.ids == []


def test_a_search_that_comes_after_the_screen_was_left_shows_nothing(review: ReviewDesk):
    review.desk.jobs.held = True
    review.presenter.enter()
    review.presenter.leave()
    review.desk.jobs.let_go()
    assert review.screen.shown == []


def test_a_line_is_opened_once_and_again_with_another_hit(review: ReviewDesk):
    attempt = review.answer()
    review.presenter.enter()
    review.presenter.pick(attempt)
    review.presenter.pick(attempt)
    assert review.opened == [(attempt, None)]
    review.presenter.search("cache")
    review.presenter.pick(attempt)
    assert [hit is not None for _, hit in review.opened] == [False, True]
    review.presenter.pick(None)
    assert review.opened[-1] == (None, None)


def test_what_was_open_is_opened_anew_when_the_screen_comes_back(review: ReviewDesk):
    attempt = review.answer()
    review.presenter.enter()
    review.presenter.pick(attempt)
    review.presenter.leave()
    review.presenter.enter()
    review.presenter.pick(attempt)
    assert review.opened == [(attempt, None)] * 2


def test_marks_go_on_and_off_and_back(review: ReviewDesk):
    first, second, _third = review.answers()
    changed: list[tuple[int, ...]] = []
    review.presenter.changed = changed.append
    review.desk.real.mark_attempt(second, True)
    review.presenter.enter()
    review.presenter.mark((first, second))
    assert [line.marked for line in review.screen.model.lines] == [False, True, True]
    assert changed == [(first,)]
    review.history.undo()
    assert [line.id for line in review.screen.model.lines if line.marked] == [second]
    review.history.redo()
    review.presenter.mark((first, second))
    assert not any(line.marked for line in review.screen.model.lines)
    assert review.history.undo_name == "unmark"


def test_deleting_says_exactly_what_goes_and_can_be_undone(review: ReviewDesk):
    first, second, third = review.answers()
    review.presenter.enter()
    review.presenter.delete((first, third))
    assert review.screen.ids == [second]
    assert review.screen.model.trashed == 2
    assert review.notice == (
        "2 answers moved to the trash: 2 recordings, 0:04, and their transcripts. "
        "Ctrl+Z brings them back; after 30 days they are gone."
    )
    review.history.undo()
    assert review.screen.ids == [third, second, first]
    assert review.screen.model.select == (first, third)
    assert review.desk.notices == {"step": "2 answers brought back from the trash."}
    review.history.redo()
    assert review.screen.ids == [second]
    assert list(review.desk.notices) == ["trash"]


def test_deleting_taken_back_and_done_again_elsewhere_is_said_there(review: ReviewDesk):
    first, *_ = review.answers()
    review.presenter.enter()
    review.presenter.delete((first,))
    review.presenter.leave()
    assert review.desk.notices == {}
    review.history.undo()
    assert review.desk.notices == {"step": "1 answer brought back from the trash."}
    review.history.redo()
    assert review.desk.notices["step"].startswith("1 answer moved to the trash: ")
    review.presenter.enter()
    assert review.desk.notices == {}


def test_deleting_nothing_is_no_step(review: ReviewDesk):
    review.presenter.enter()
    review.presenter.delete(())
    review.presenter.mark(())
    review.presenter.purge(())
    assert review.history.undo_name == ""
    assert review.screen.question == ""


def test_the_trash_is_a_search_like_others(review: ReviewDesk):
    _first, second, _third = review.answers()
    review.presenter.enter()
    review.presenter.delete((second,))
    review.presenter.show_trash()
    assert review.screen.text == "is:deleted"
    assert review.screen.ids == [second]
    review.presenter.restore((second,))
    assert review.screen.model.empty == EMPTY_TRASH
    assert review.notice == "1 answer brought back from the trash."
    review.history.undo()
    assert review.screen.ids == [second]
    assert review.history.redo_name == "restore"
    assert review.desk.notices == {"step": "1 answer moved back to the trash."}


def test_restoring_and_undoing_keeps_the_moment_it_was_deleted(review: ReviewDesk):
    first, second, _third = review.answers()
    review.presenter.enter()
    review.presenter.delete((first,))
    review.presenter.delete((second,))
    before = {line.id: line.deleted for line in review.desk.real.trash()}
    review.presenter.show_trash()
    review.presenter.restore((first, second))
    review.history.undo()
    assert {line.id: line.deleted for line in review.desk.real.trash()} == before


def test_deleting_for_good_is_asked_and_then_done(review: ReviewDesk):
    first, second, _third = review.answers()
    review.presenter.enter()
    review.presenter.delete((first, second))
    review.presenter.show_trash()
    review.presenter.purge((first,))
    assert review.screen.question == (
        "1 answer goes for good: 1 recording, 0:02, and its transcript (3 kB). "
        "Nothing in this app brings this back. Older copies of the library, in the folder backups, keep the words for "
        "some months. Press again to delete."
    )
    assert len(review.desk.files()) == 3
    review.presenter.purge((first,))
    assert review.screen.question == ""
    assert review.screen.ids == [second]
    assert len(review.desk.files()) == 2
    assert review.notice == "1 answer deleted for good; 3 kB are free again."
    assert review.forgotten == [1]


def test_deleting_in_the_trash_is_for_good(review: ReviewDesk):
    (first,) = review.answers(1)
    review.presenter.enter()
    review.presenter.delete((first,))
    review.presenter.show_trash()
    review.presenter.delete((first,))
    assert review.screen.question
    review.presenter.delete((first,))
    assert review.desk.real.trash() == ()


def test_no_undo_brings_back_what_went_for_good(review: ReviewDesk):
    first, second, third = review.answers()
    review.presenter.enter()
    review.presenter.delete((first, second))
    review.presenter.show_trash()
    review.presenter.purge((first,))
    review.presenter.purge((first,))
    review.history.undo()
    assert review.desk.notices == {"step": "1 answer brought back from the trash."}
    review.presenter.search("")
    assert review.screen.ids == [third, second]


@pytest.mark.parametrize("turn", ["select", "search", "leave", "other"])
def test_the_question_stands_only_for_what_it_was_asked_about(review: ReviewDesk, turn: str):
    first, second, _third = review.answers()
    review.presenter.enter()
    review.presenter.delete((first, second))
    review.presenter.show_trash()
    review.presenter.purge((first,))
    match turn:
        case "select":
            review.presenter.select((second,))
        case "search":
            review.presenter.search("")
        case "leave":
            review.presenter.leave()
        case "other":
            review.presenter.purge((second,))
    assert (review.screen.question != "") == (turn == "other")
    review.presenter.purge((first,))
    assert len(review.desk.real.trash()) == 2


def test_a_second_press_before_the_question_stands_deletes_nothing(review: ReviewDesk):
    (first,) = review.answers(1)
    review.presenter.enter()
    review.presenter.delete((first,))
    review.desk.jobs.held = True
    review.presenter.purge((first,))
    review.presenter.purge((first,))
    review.desk.jobs.let_go()
    assert review.screen.question
    assert len(review.desk.real.trash()) == 1


def test_emptying_the_trash_takes_discarded_recordings_along(review: ReviewDesk):
    first, _second, third = review.answers()
    take = review.desk.real.attempt(third).takes[0]
    review.desk.folder.discard(review.desk.folder.recordings / take.sound)
    review.desk.real.discard_take(take.id, EVENING)
    review.presenter.enter()
    review.presenter.delete((first,))
    review.presenter.show_trash()
    review.presenter.empty_trash()
    assert review.screen.question.startswith("1 answer goes for good: 1 recording, 0:02, and its transcript (5 kB).")
    review.presenter.empty_trash()
    assert review.screen.ids == []
    assert len(review.desk.files()) == 1
    assert review.desk.files(review.desk.folder.discarded) == set()


def test_a_failure_is_said_and_the_trash_stays(review: ReviewDesk):
    (first,) = review.answers(1)
    review.presenter.enter()
    review.presenter.delete((first,))
    review.presenter.show_trash()
    review.presenter.purge((first,))
    review.desk.library.failing["purge"] = LibraryFull(review.desk.folder.library)
    review.presenter.purge((first,))
    assert "full" in review.notice
    review.desk.library.failing.clear()
    review.presenter.restore((first,))
    review.presenter.search("")
    assert review.screen.ids == [first]


def test_there_is_nothing_to_show_at_first(review: ReviewDesk):
    review.presenter.enter()
    assert review.screen.model.empty == NO_ANSWERS
    assert review.screen.disk == "No recordings"
    review.presenter.search("cache")
    assert review.screen.model.empty is not None
    assert review.screen.model.empty.text == "No answer has “cache”."


def test_what_was_swept_meanwhile_is_not_restored(review: ReviewDesk):
    """The window stays open over thirty days, and the trash is swept by another start of the app."""
    (first,) = review.answers(1)
    review.presenter.enter()
    review.presenter.delete((first,))
    sweep(review.desk.real, review.desk.folder, review.desk.clock() + KEPT + timedelta(days=1))
    review.presenter.show_trash()
    assert review.screen.model.empty == EMPTY_TRASH


def test_what_was_deleted_for_good_is_neither_deleted_again_nor_brought_back(review: ReviewDesk):
    (first,) = review.answers(1)
    review.presenter.enter()
    review.presenter.delete((first,))
    review.presenter.show_trash()
    review.presenter.restore((first,))
    review.history.undo()
    for _ in range(2):
        review.presenter.purge((first,))
    gone = review.notice
    assert "for good" in gone
    for take in (review.history.redo, review.history.undo, review.history.undo, review.history.redo):
        take()
        assert review.notice in {gone, ""}
    assert review.desk.real.trash() == ()


def test_what_comes_into_the_trash_after_the_question_is_asked_about_anew(review: ReviewDesk):
    first, second = review.answers(2)
    review.presenter.enter()
    for each in (first, second):
        review.presenter.delete((each,))
    review.history.undo()
    review.presenter.show_trash()
    review.presenter.empty_trash()
    assert review.screen.question.startswith("1 answer")
    review.history.redo()
    assert review.screen.question == ""
    review.presenter.empty_trash()
    assert review.screen.question.startswith("2 answers")


@pytest.mark.parametrize("held", [False, True])
def test_what_was_brought_back_after_the_question_is_not_deleted(review: ReviewDesk, held: bool):
    (first,) = review.answers(1)
    review.presenter.enter()
    review.presenter.delete((first,))
    review.presenter.show_trash()
    review.presenter.purge((first,))
    review.desk.jobs.held = held
    review.history.undo()
    review.presenter.purge((first,))
    review.desk.jobs.let_go()
    assert review.desk.real.attempt(first).takes
    assert review.desk.real.attempt(first).deleted is None
