from datetime import timedelta

import pytest

from cards.library.errors import LibraryFull
from cards.prompt_query import Standing, parse
from cards.rounds import Round
from desktop.history import Step
from desktop.prompt_changes import PromptChange
from tests.support.desk import EVENING, Desk
from tests.support.prompts_desk import PromptsDesk


def test_all_prompts_are_there_with_what_is_known_of_them(here: PromptsDesk):
    here.rate("F1.b", 3)
    here.presenter.refresh()
    assert here.screen.ids == ["F1.a", "F1.b", "S1.a"]
    assert here.screen.model.all == 3
    assert here.screen.model.topics == ("Caches", "Retrieval")
    first, second, _ = here.screen.model.entries
    assert (first.standing, second.standing, second.depth) == (Standing.NEW, Standing.LATER, 3)
    assert here.desk.stage.phase == "Prompts"


def test_typing_narrows_the_list_without_asking_the_library(here: PromptsDesk):
    here.desk.jobs.held = True
    here.presenter.search("round:design")
    assert here.screen.ids == ["S1.a"]
    here.presenter.choose(parse("stale lists"))
    assert here.screen.text == "stale lists"
    assert here.screen.ids == ["F1.b"]
    here.desk.jobs.let_go()


def test_before_the_library_has_answered_nothing_is_said_to_be_missing(desk: Desk):
    made = PromptsDesk(desk)
    desk.jobs.held = True
    made.presenter.enter()
    made.presenter.search("cache")
    assert made.screen.shown == []
    desk.jobs.let_go()
    assert made.screen.ids


def test_nothing_is_read_while_nobody_looks(here: PromptsDesk):
    shown = len(here.screen.shown)
    here.presenter.leave()
    here.presenter.refresh()
    assert len(here.screen.shown) == shown
    assert here.screen.fields_left


def test_what_an_older_reading_brings_is_dropped(here: PromptsDesk):
    shown = len(here.screen.shown)
    here.desk.jobs.held = True
    here.presenter.refresh()
    here.presenter.refresh()
    here.desk.jobs.let_go()
    assert len(here.screen.shown) == shown + 1


def test_a_prompt_is_shown_with_its_answers(here: PromptsDesk):
    here.rate("F1.a", 2, EVENING - timedelta(days=3))
    open_answer = here.answer("F1.a", EVENING)
    here.answer("S1.a", EVENING)
    here.presenter.refresh()
    here.screen.go_to("F1.a")
    assert [each.words for each in here.screen.pane.answers] == [
        "Sat 21 Nov · 0:01 · unrated",
        "Wed 18 Nov · 0:00 · depth 2",
    ]
    assert here.screen.pane.answers[0].attempt == open_answer
    here.screen.go_to("S1.a")
    assert len(here.screen.pane.answers) == 1
    here.presenter.search("zeppelin")
    assert here.screen.panes[-1] is None


def test_answers_of_a_prompt_that_was_left_are_dropped(here: PromptsDesk):
    here.answer("F1.a")
    here.desk.jobs.held = True
    here.screen.go_to("F1.a")
    here.screen.go_to("F1.b")
    here.desk.jobs.let_go()
    assert here.screen.pane.id == "F1.b"
    assert not here.screen.pane.answers


def test_marking_suspending_and_tagging_can_be_taken_back(here: PromptsDesk):
    here.screen.go_to("F1.a")
    here.presenter.mark()
    assert here.screen.pane.marked
    assert here.history.undo_name == "mark"
    here.presenter.rest()
    assert here.screen.pane.suspended
    here.presenter.tag(("Rag", "weak"))
    assert here.screen.pane.tags == ("rag", "weak")
    assert here.screen.model.tags == ("rag", "weak")
    for _ in range(3):
        here.history.undo()
    assert (here.screen.pane.marked, here.screen.pane.suspended, here.screen.pane.tags) == (False, False, ())
    here.history.redo()
    assert here.screen.pane.marked
    here.presenter.mark()
    assert here.history.undo_name == "unmark"


def test_what_rests_can_be_woken(here: PromptsDesk):
    here.screen.go_to("F1.a")
    here.presenter.rest()
    here.presenter.rest()
    assert here.history.undo_name == "wake"
    assert here.screen.pane.standing == "It was never asked."


def test_a_step_of_another_screen_is_seen_once_it_is_taken_back(here: PromptsDesk):
    change = PromptChange.suspend("F1.a")
    change.redo(here.desk.real)
    here.history.push(Step("suspend", change.undo, change.redo))
    here.screen.go_to("F1.a")
    assert here.screen.pane.suspended
    here.history.undo()
    assert not here.screen.pane.suspended


def test_what_was_taken_back_is_said_until_the_screen_is_left(here: PromptsDesk):
    here.screen.go_to("F1.a")
    here.presenter.mark()
    here.history.undo()
    assert here.desk.notices == {"step": "Taken back: mark."}
    here.presenter.leave()
    assert here.desk.notices == {}


@pytest.mark.parametrize("name", ["note", "example"])
def test_what_is_written_is_kept_at_once_and_is_one_step(here: PromptsDesk, name: str):
    here.screen.go_to("F1.a")
    here.presenter.write(name, "Say the")
    here.presenter.write(name, "Say the number")
    assert getattr(here.desk.real.prompt_states()["F1.a"], name) == "Say the number"
    assert getattr(here.screen.pane, name) == "Say the number"
    assert not here.history.undo_name
    here.presenter.end(name)
    assert here.history.undo_name == name
    here.history.undo()
    assert getattr(here.screen.pane, name) == ""
    here.history.redo()
    assert getattr(here.screen.pane, name) == "Say the number"
    here.presenter.end(name)


def test_a_text_that_could_not_be_stored_stays_in_its_field(here: PromptsDesk):
    here.screen.go_to("F1.a")
    here.desk.library.failing["set_prompt_state"] = LibraryFull(here.desk.folder.library)
    here.presenter.write("note", "Say the number")
    assert "still in its field" in here.desk.notices["library"]
    here.screen.go_to("F1.b")
    here.screen.go_to("F1.a")
    assert here.screen.pane.note == "Say the number"


def test_a_text_on_its_way_is_not_lost_by_a_reading_that_began_before(here: PromptsDesk):
    here.screen.go_to("F1.a")
    here.desk.jobs.held = True
    here.presenter.refresh()
    here.presenter.write("note", "Say the number")
    here.desk.jobs.run(1)
    assert here.screen.pane.note == "Say the number"
    here.desk.jobs.let_go()
    assert here.screen.pane.note == "Say the number"


def test_a_prompt_is_practised_now(here: PromptsDesk):
    here.screen.go_to("S1.a")
    here.presenter.practise()
    here.presenter.search("zeppelin")
    here.presenter.practise()
    assert [each.id for each in here.practised] == ["S1.a"]


def test_a_retired_prompt_is_kept_with_its_answers(here: PromptsDesk):
    attempt = here.answer("F1.b")
    left = tuple(each for each in here.deck.prompts if each.id != "F1.b")
    here.desk.real.sync_prompts(left, complete=True)
    here.presenter.use_deck(type(here.deck)(left, (), ()))
    assert here.screen.ids == ["F1.a", "S1.a"]
    here.presenter.search("state:retired")
    assert "F1.b" in here.screen.ids
    here.screen.go_to("F1.b")
    assert here.screen.pane.retired
    assert [each.attempt for each in here.screen.pane.answers] == [attempt]
    here.presenter.practise()
    here.presenter.rest()
    assert not here.practised
    assert not here.history.undo_name


def test_another_deck_is_shown_with_the_prompt_that_was_written(here: PromptsDesk):
    here.presenter.search("round:design")
    here.presenter.use_deck(here.deck, "F1.b")
    assert here.screen.model.select == "F1.b"
    assert here.screen.text == ""
    assert here.screen.ids == ["F1.a", "F1.b", "S1.a"]
    here.presenter.refresh()
    assert here.screen.model.select == ""


def test_the_rounds_of_what_is_found(here: PromptsDesk):
    assert [each.round for each in here.screen.model.entries] == [Round.ML, Round.ML, Round.DESIGN]
