"""What dates are made by, changed on a real library: nothing moves before the person has agreed to it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cards.library import LibraryFull
from cards.rounds import Round
from desktop.rules_change import Preview, RulesChange
from desktop.settings.schedule_model import NEW, STILL, UNKNOWN, Chosen, ScheduleModel, did, would
from desktop.settings.schedule_presenter import ScheduleAround, SchedulePresenter
from desktop.standing import rules_of
from scheduler.days import study_day
from scheduler.rules import Rules
from tests.support.desk import EVENING, Desk, prompt, rated

TODAY = study_day(EVENING)
USUAL = Chosen(85, 92, frozenset())
PROMPTS = tuple(prompt(f"P{number}.a", tuple(Round)[number % 4]) for number in range(8))


class FakeScreen:
    def __init__(self) -> None:
        self.shown: list[ScheduleModel] = []
        self.taken = 0

    def show_schedule(self, model: ScheduleModel) -> None:
        self.shown.append(model)

    def days_taken(self) -> None:
        self.taken += 1


class Room:
    """Eight prompts, all answered two days ago."""

    def __init__(self, desk: Desk, answered: bool = True) -> None:
        self.desk, self.screen, self.moved = desk, FakeScreen(), 0
        desk.real.sync_prompts(PROMPTS, complete=True)
        if answered:
            for number, each in enumerate(PROMPTS):
                rated(desk.real, 1 + number % 4, EVENING - timedelta(days=2), each.id)
        around = ScheduleAround(desk.history, lambda: PROMPTS, desk.clock, self._moved)
        self.presenter = SchedulePresenter(self.screen, around)
        self.presenter.open()

    def _moved(self) -> None:
        self.moved += 1

    @property
    def model(self) -> ScheduleModel:
        return self.screen.shown[-1]

    def due(self) -> dict[str, date]:
        return {prompt: schedule.due for prompt, schedule in self.desk.real.schedules().items()}

    def would(self, rules: Rules) -> Preview:
        return RulesChange(rules, PROMPTS, self.desk.clock).preview(self.desk.real)


@pytest.fixture
def room(desk: Desk) -> Room:
    return Room(desk)


SURER = Chosen(95, 95, frozenset())


def test_opened_it_shows_what_holds(room: Room):
    assert room.model == ScheduleModel(USUAL)


def test_a_change_says_first_what_it_would_move_and_moves_nothing(room: Room):
    before = room.due()
    room.presenter.choose(SURER)
    expected = room.would(Rules(0.95, 0.95))
    assert expected.moved
    assert room.model == ScheduleModel(SURER, said=would(expected), asks=True, ready=True)
    assert (room.due(), rules_of(room.desk.real), room.desk.history.undo_name) == (before, Rules(), "")


def test_applied_the_dates_move_in_one_step_that_goes_back_and_forth(room: Room):
    before = room.due()
    room.presenter.choose(Chosen(90, 92, frozenset({6})))
    room.presenter.add_days("tomorrow")
    rules = Rules(0.90, 0.92, frozenset({6}), frozenset({TODAY + timedelta(days=1)}))
    expected = room.would(rules)
    room.presenter.apply()
    after = room.due()
    assert rules_of(room.desk.real) == rules
    assert sum(before[prompt] != after[prompt] for prompt in before) == expected.moved > 0
    assert (room.model.said, room.model.asks, room.model.ready) == (did(expected), False, False)
    assert room.desk.history.undo_name == "change of schedule"
    room.desk.history.undo()
    assert (room.due(), rules_of(room.desk.real)) == (before, Rules())
    assert (room.model, room.desk.history.undo_name) == (ScheduleModel(USUAL), "")
    assert room.desk.notices == {"step": "Taken back: change of schedule."}
    room.desk.history.redo()
    assert room.desk.notices == {"step": "Done again: change of schedule."}
    assert (room.due(), rules_of(room.desk.real)) == (after, rules)
    assert room.model.chosen == Chosen(90, 92, frozenset({6}))
    assert room.moved == 3


def test_cancelled_all_is_as_it_was(room: Room):
    before = room.due()
    room.presenter.choose(SURER)
    room.presenter.cancel()
    assert room.model == ScheduleModel(USUAL)
    room.presenter.apply()
    assert (room.due(), rules_of(room.desk.real)) == (before, Rules())


def test_a_change_that_moves_nothing_is_made_at_once(room: Room):
    room.presenter.add_days("24 Dec - 2 Jan")
    assert (room.model.said, room.model.asks) == (STILL, False)
    assert len(rules_of(room.desk.real).days_off) == 10
    assert room.desk.history.undo_name == "change of schedule"
    room.desk.history.undo()
    assert rules_of(room.desk.real) == Rules()
    assert room.model.off == ()


def test_before_the_first_answer_all_is_made_at_once(desk: Desk):
    room = Room(desk, answered=False)
    room.presenter.choose(SURER)
    assert room.model == ScheduleModel(SURER, said=NEW)
    assert rules_of(desk.real) == Rules(0.95, 0.95)


def test_what_was_changed_back_asks_nothing(room: Room):
    room.presenter.choose(SURER)
    room.presenter.choose(USUAL)
    assert room.model == ScheduleModel(USUAL)
    assert room.desk.history.undo_name == ""


def test_weak_rounds_are_never_less_sure_and_get_their_own_back(room: Room):
    room.presenter.choose(Chosen(95, 92, frozenset()))
    assert room.model.chosen == Chosen(95, 95, frozenset())
    room.presenter.choose(Chosen(90, 95, frozenset()))
    assert room.model.chosen == Chosen(90, 92, frozenset())
    room.presenter.choose(Chosen(90, 94, frozenset()))
    assert room.model.chosen == Chosen(90, 94, frozenset())


def test_days_off_are_shown_without_those_that_are_past_and_each_can_be_removed(room: Room):
    room.desk.real.set_setting(
        "rules", {"days_off": [(TODAY + timedelta(days=each)).isoformat() for each in (-3, -1, 0, 40, 60, 61)]}
    )
    room.presenter.open()
    shown = [words for _, words in room.model.off]
    assert shown == [
        "Saturday, 21 November",
        "Thursday, 31 December",
        "Wednesday, 20 January 2027 – Thursday, 21 January 2027 (2 days)",
    ]
    room.presenter.remove_days(room.model.off[2][0])
    assert [words for _, words in room.model.off] == shown[:2]
    past = {TODAY - timedelta(days=3), TODAY - timedelta(days=1)}
    assert rules_of(room.desk.real).days_off == past | {TODAY, TODAY + timedelta(days=40)}


def test_days_that_cannot_be_read_are_said_and_change_nothing(room: Room):
    room.presenter.add_days("31 Nov")
    assert room.model.problem.startswith("31 Nov cannot be read as a day.")
    assert (room.screen.taken, rules_of(room.desk.real)) == (0, Rules())
    room.presenter.add_days("30 Nov 2027")
    assert (room.screen.taken, room.model.problem) == (1, "")


def test_days_that_are_off_already_are_taken_and_change_nothing(room: Room):
    room.presenter.add_days("24 Dec")
    room.presenter.add_days("24 Dec")
    assert room.screen.taken == 2
    assert len(room.model.off) == 1
    room.desk.history.undo()
    assert room.desk.history.undo_name == ""


def test_an_older_look_is_not_shown_any_more(room: Room):
    room.desk.jobs.held = True
    room.presenter.choose(SURER)
    room.presenter.choose(Chosen(70, 92, frozenset()))
    assert not room.model.ready
    room.presenter.apply()
    room.desk.jobs.let_go()
    assert room.model.said == would(room.would(Rules(0.70, 0.92)))
    assert rules_of(room.desk.real) == Rules()


def test_cancelled_while_it_looks_nothing_is_made_of_what_it_finds(room: Room):
    room.desk.jobs.held = True
    room.presenter.add_days("24 Dec")
    room.presenter.cancel()
    room.desk.jobs.let_go()
    assert room.model == ScheduleModel(USUAL)
    assert rules_of(room.desk.real) == Rules()


def test_while_the_change_is_made_nothing_else_is_begun(room: Room):
    room.presenter.choose(SURER)
    room.desk.jobs.held = True
    for act in (room.presenter.apply, room.presenter.apply, room.presenter.cancel):
        act()
    room.presenter.choose(USUAL)
    assert room.model.chosen == SURER
    room.desk.jobs.let_go()
    assert rules_of(room.desk.real) == Rules(0.95, 0.95)
    room.desk.history.undo()
    assert room.desk.history.undo_name == ""


def test_what_waits_goes_on_waiting_while_the_person_is_elsewhere(room: Room):
    room.presenter.choose(SURER)
    asked = room.model
    room.presenter.leave()
    rated(room.desk.real, 4, EVENING, PROMPTS[0].id)
    room.presenter.open()
    assert (room.model.chosen, room.model.asks) == (SURER, True)
    assert room.model.said == would(room.would(Rules(0.95, 0.95)))
    assert asked.asks
    room.presenter.cancel()
    room.presenter.leave()
    count = len(room.screen.shown)
    room.presenter.choose(SURER)
    assert len(room.screen.shown) == count


def test_what_was_said_is_gone_when_the_person_comes_back(room: Room):
    room.presenter.add_days("24 Dec")
    room.presenter.add_days("31 Nov")
    room.presenter.leave()
    room.presenter.open()
    assert (room.model.said, room.model.problem) == ("", "")


def test_when_the_day_has_turned_it_says_anew_what_would_move(room: Room):
    room.presenter.choose(SURER)
    room.desk.clock.at += timedelta(days=1)
    room.presenter.apply()
    assert rules_of(room.desk.real) == Rules()
    assert room.model.said == would(room.would(Rules(0.95, 0.95)))
    room.presenter.apply()
    assert rules_of(room.desk.real) == Rules(0.95, 0.95)


@pytest.mark.parametrize(
    ("fails", "act"),
    [("change_rules", lambda room: room.presenter.apply()), ("change_rules", lambda room: room.presenter.open())],
)
def test_a_change_that_could_not_be_stored_goes_on_waiting(room: Room, fails: str, act: Callable[[Room], None]):
    room.presenter.choose(SURER)
    room.desk.library.failing[fails] = LibraryFull(room.desk.folder.library)
    act(room)
    assert (room.model.chosen, room.model.asks, room.model.ready) == (SURER, True, True)
    assert rules_of(room.desk.real) == Rules()
    room.desk.library.failing.clear()
    room.presenter.apply()
    assert rules_of(room.desk.real) == Rules(0.95, 0.95)
    assert room.desk.notices == {}


def test_a_change_that_moves_nothing_and_could_not_be_stored_can_be_tried_again(room: Room):
    room.desk.library.failing["change_rules"] = LibraryFull(room.desk.folder.library)
    room.presenter.add_days("24 Dec")
    assert (room.model.said, room.model.asks, room.model.ready) == ("No date moves.", True, True)
    assert "library" in room.desk.notices
    room.desk.library.failing.clear()
    room.presenter.apply()
    assert rules_of(room.desk.real).days_off == {date(2026, 12, 24)}


def test_where_it_cannot_be_found_out_what_would_move_nothing_is_changed(room: Room):
    room.desk.library.failing["standings"] = LibraryFull(room.desk.folder.library)
    room.presenter.choose(SURER)
    assert room.model == ScheduleModel(USUAL, said=UNKNOWN)
    assert rules_of(room.desk.real) == Rules()


def test_while_a_step_is_on_its_way_nothing_is_made_by_itself(room: Room):
    room.desk.history.library.turning = True
    room.presenter.add_days("24 Dec")
    assert (room.model.said, room.model.asks) == ("No date moves.", True)
    room.presenter.apply()
    assert rules_of(room.desk.real) == Rules()
    room.desk.history.library.turning = False
    room.presenter.apply()
    assert rules_of(room.desk.real).days_off == {date(2026, 12, 24)}


def test_before_the_library_has_said_what_holds_nothing_is_changed(desk: Desk):
    desk.jobs.held = True
    screen = FakeScreen()
    presenter = SchedulePresenter(screen, ScheduleAround(desk.history, lambda: PROMPTS, desk.clock))
    presenter.open()
    presenter.choose(SURER)
    presenter.cancel()
    desk.jobs.let_go()
    assert screen.shown == [ScheduleModel(USUAL)]
    assert rules_of(desk.real) == Rules()


def test_days_off_win_over_the_three_days_of_a_low_depth(room: Room):
    """Depth 2 would be back tomorrow; what waits already is asked for on no day in particular."""
    room.presenter.add_days("today - 28 Nov")
    assert room.model.asks
    room.presenter.apply()
    assert min(due for due in room.due().values() if due >= TODAY) == date(2026, 11, 29)
