from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.errors import CardsError
from desktop.history import STEPS_KEPT, History, Step


class Refused(CardsError):
    pass


class Later:
    """Library jobs that wait until they are let through, against a list that stands for the library."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.library_: list[str] = []

    def library(self, work: Callable[..., Any], done: Callable[..., None], failed: Callable[..., None]) -> None:
        def run() -> None:
            try:
                result = work(self.library_)
            except CardsError as error:
                failed(error)
            else:
                done(result)

        self.waiting.append(run)

    def pool(self, work: Callable[..., Any], done: Callable[..., None], failed: Callable[..., None]) -> None:
        raise NotImplementedError

    def let_through(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Said:
    def __init__(self) -> None:
        self.notices: dict[str, str] = {}

    def show_notice(self, text: str, kind: str, tone: str = "warn") -> None:
        self.notices[kind] = text

    def clear_notice(self, kind: str) -> None:
        self.notices.pop(kind, None)


def step(name: str, shown: list[str] | None = None) -> Step:
    heard = [] if shown is None else shown
    return Step(
        name,
        undo=lambda library: library.remove(name),
        redo=lambda library: library.append(name),
        undone=lambda: heard.append(f"-{name}"),
        redone=lambda: heard.append(f"+{name}"),
    )


@pytest.fixture
def jobs() -> Later:
    return Later()


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def history(jobs: Later, said: Said) -> History:
    return History(jobs, said)


def test_a_step_is_made_taken_back_and_made_again(history: History, jobs: Later) -> None:
    shown: list[str] = []
    history.do(step("mark", shown))
    jobs.let_through()
    history.undo()
    jobs.let_through()
    assert jobs.library_ == []
    assert (history.undo_name, history.redo_name) == ("", "mark")
    history.redo()
    jobs.let_through()
    assert jobs.library_ == ["mark"]
    assert (history.undo_name, history.redo_name) == ("mark", "")
    assert shown == ["+mark", "-mark", "+mark"]


def test_what_was_done_already_is_not_done_again(history: History, jobs: Later) -> None:
    jobs.library_.append("rating")
    history.push(step("rating"))
    assert jobs.library_ == ["rating"]
    history.undo()
    jobs.let_through()
    assert jobs.library_ == []


def test_a_new_step_ends_what_could_be_done_again(history: History, jobs: Later) -> None:
    for name in ("first", "second"):
        history.do(step(name))
    jobs.let_through()
    history.undo()
    jobs.let_through()
    history.do(step("third"))
    jobs.let_through()
    assert history.redo_name == ""
    assert jobs.library_ == ["first", "third"]


def test_a_second_press_while_the_first_is_on_its_way_takes_nothing_more_back(history: History, jobs: Later) -> None:
    for name in ("first", "second"):
        history.do(step(name))
    jobs.let_through()
    history.undo()
    history.undo()
    jobs.let_through()
    assert jobs.library_ == ["first"]


def test_a_change_on_its_way_while_the_step_before_it_is_taken_back(history: History, jobs: Later) -> None:
    """A note is stored as its field is left, by the press of the button that takes the rating back."""
    jobs.library_.append("rating")
    history.push(step("rating"))
    history.do(step("note"))
    history.undo()
    jobs.let_through()
    assert jobs.library_ == ["note"]
    assert (history.undo_name, history.redo_name) == ("note", "rating")
    history.undo()
    jobs.let_through()
    assert (jobs.library_, history.undo_name) == ([], "")


def test_a_change_on_its_way_while_a_step_is_done_again(history: History, jobs: Later) -> None:
    history.do(step("rating"))
    jobs.let_through()
    history.undo()
    jobs.let_through()
    history.do(step("note"))
    history.redo()
    jobs.let_through()
    assert jobs.library_ == ["note", "rating"]
    assert (history.undo_name, history.redo_name) == ("rating", "")


def test_a_step_that_fails_stays_and_the_window_says_why(history: History, jobs: Later, said: Said) -> None:
    def refuse(_: object) -> None:
        raise Refused("The disk is full; nothing was changed.")

    history.push(Step("delete", undo=refuse, redo=refuse))
    history.undo()
    jobs.let_through()
    assert history.undo_name == "delete"
    assert said.notices == {"library": "The disk is full; nothing was changed."}
    history.undo()  # and it can be tried again
    assert jobs.waiting


def test_a_change_that_could_not_be_made_cannot_be_taken_back(history: History, jobs: Later) -> None:
    def refuse(_: object) -> None:
        raise Refused("The disk is full; nothing was changed.")

    history.do(Step("delete", undo=lambda _: None, redo=refuse))
    jobs.let_through()
    assert history.undo_name == ""


def test_what_the_screen_may_not_show_is_said_until_the_next_step(history: History, jobs: Later, said: Said) -> None:
    history.do(replace(step("tags"), aloud=True))
    jobs.let_through()
    assert said.notices == {}  # a person has just done it
    history.undo()
    jobs.let_through()
    assert said.notices == {"step": "Taken back: tags."}
    history.redo()
    jobs.let_through()
    assert said.notices == {"step": "Done again: tags."}
    history.do(step("mark"))
    jobs.let_through()
    assert said.notices == {}
    history.undo()
    jobs.let_through()
    assert said.notices == {}


def test_what_is_said_goes_with_the_screen(history: History, said: Said) -> None:
    history.say("“Caches” is awake again.")
    assert said.notices == {"step": "“Caches” is awake again."}
    history.hush()
    assert said.notices == {}


def test_a_step_that_says_more_says_it_in_the_same_place(history: History, jobs: Later, said: Said) -> None:
    history.push(replace(step("depth"), aloud=True, undone=lambda: history.say("Depth 2 now.")))
    jobs.library_.append("depth")
    history.undo()
    jobs.let_through()
    assert said.notices == {"step": "Depth 2 now."}


def test_nothing_to_take_back(history: History, jobs: Later) -> None:
    history.undo()
    history.redo()
    assert not jobs.waiting


def test_who_shows_the_names_hears_of_each_change(history: History, jobs: Later) -> None:
    names: list[tuple[str, str]] = []
    history.changed.append(lambda: names.append((history.undo_name, history.redo_name)))
    history.do(step("mark"))
    jobs.let_through()
    history.undo()
    jobs.let_through()
    assert names == [("mark", ""), ("", "mark")]


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=90))
def test_it_is_a_line_of_states_of_which_thirty_steps_back_are_kept(presses: list[str]) -> None:
    jobs = Later()
    history = History(jobs, Said())
    line: list[tuple[str, ...]] = [()]
    at = 0
    for number, press in enumerate(presses):
        if press == "do":
            name = f"step {number}"
            history.do(step(name))
            line = [*line[: at + 1], (*line[at], name)][-STEPS_KEPT - 1 :]
            at = len(line) - 1
        elif press == "undo":
            history.undo()
            at = max(0, at - 1)
        else:
            history.redo()
            at = min(len(line) - 1, at + 1)
        jobs.let_through()
        assert tuple(jobs.library_) == line[at]


def test_a_step_of_an_earlier_run_comes_after_those_of_this_one():
    jobs = Later()
    history = History(jobs, Said())
    history.do(step("this run"))
    jobs.let_through()
    history.undo()
    jobs.let_through()
    history.recall(step("earlier"))
    jobs.library_.append("earlier")
    history.undo()
    jobs.let_through()
    assert (history.undo_name, history.redo_name, jobs.library_) == ("", "earlier", [])
    for _ in range(2):
        history.redo()
        jobs.let_through()
    assert jobs.library_ == ["earlier", "this run"]


def test_while_a_step_is_taken_back_no_other_screen_is_begun():
    jobs = Later()
    history = History(jobs, Said())
    history.do(step("note"))
    assert not history.library.turning
    jobs.let_through()
    history.undo()
    assert history.library.turning
    jobs.let_through()
    assert not history.library.turning
