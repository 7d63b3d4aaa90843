"""Today: the week, days off, and the offer of the diagnostic, as they come from a real library."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from cards.attempt import Ended
from cards.deck import Deck
from cards.diagnostic import Result
from cards.library import RULES
from cards.prompt import Prompt
from cards.rounds import Round
from desktop.diagnostic.course import answered, course_of
from desktop.today.model import DAY_OFF, DAY_OFF_NOTE
from desktop.today.presenter import TodayPresenter
from scheduler.rules import Rules, as_json
from tests.support.desk import EVENING, Desk, FakeSettings, ids, prompt, rated


@pytest.fixture(autouse=True)
def deck(desk: Desk) -> None:
    desk.today.use_deck(Deck(desk.prompts, ()))


@dataclass
class Watching:
    """Remembers what it was asked to practise, and what is beyond."""

    handed: list[tuple[str, ...]]

    def begin(
        self, prompts: tuple[Prompt, ...], minutes: int, reasons: Mapping[str, str], beyond: tuple[Prompt, ...]
    ) -> None:
        self.handed += [tuple(ids(prompts)), tuple(ids(beyond))]

    def rate_later(self, prompt: Prompt, attempt: int) -> None:
        raise AssertionError(attempt)


def today_with(desk: Desk, practice: Watching, begin_diagnostic: Callable[[], None] = lambda: None) -> TodayPresenter:
    made = TodayPresenter(
        desk.today_screen,
        desk.jobs,
        desk.folder,
        desk.clock,
        desk.player,
        desk.transcribing,
        practice,
        desk.stage,
        FakeSettings(desk),
        desk.history,
        begin_diagnostic,
    )
    made.use_deck(Deck(desk.prompts, ()))
    made.refresh()
    return made


def eight_prompts(desk: Desk) -> None:
    """A deck of prompts of five minutes."""
    desk.prompts = tuple(prompt(f"P{n}", seconds=180, follow_up_seconds=60) for n in range(8))
    desk.real.sync_prompts(desk.prompts, complete=True)
    desk.today.use_deck(Deck(desk.prompts, ()))


# The week


def test_on_the_first_run_the_week_has_a_round_and_no_number(desk: Desk):
    desk.today.refresh()
    week = desk.today_screen.model.week
    assert week is not None
    assert (week.round, week.headline) == (Round.DESIGN, "This week: System design")
    assert week.why.startswith("Nothing is known about your rounds yet")
    assert week.bars == ()


def test_with_the_first_answer_the_week_is_counted(desk: Desk):
    rated(desk.real, 2, prompt_id="S1.a")
    desk.today.refresh()
    week = desk.today_screen.model.week
    assert week is not None
    assert (week.minutes, week.shortage) == ("4 minutes so far. The floor is 2: 40 % of the week.", "")
    assert [(bar.round, bar.minutes, bar.share) for bar in week.bars] == [
        (Round.ML, 0, 0.0),
        (Round.DESIGN, 4, 1.0),
        (Round.CODING, 0, 0.0),
        (Round.BEHAVIORAL, 0, 0.0),
    ]


MONDAY = EVENING - timedelta(days=5)


def behind_its_floor(desk: Desk) -> None:
    """Design is the week's round, and Monday's first answer is to another one."""
    rated(desk.real, 1, MONDAY - timedelta(days=7), "S1.a")
    rated(desk.real, 4, MONDAY, "F1.a")


def test_a_week_behind_its_floor_says_what_the_session_has_of_it(desk: Desk):
    behind_its_floor(desk)
    desk.clock.at = MONDAY
    desk.today.refresh()
    week = desk.today_screen.model.week
    assert week is not None
    assert (week.round, week.minutes) == (Round.DESIGN, "0 of 2 minutes so far. The floor is 40 % of the week.")
    assert week.shortage == "Two minutes short of it: today's session makes up for it with 4 of this round."


def test_a_way_back_urges_nobody(desk: Desk):
    behind_its_floor(desk)
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.way_back
    assert model.week is not None
    assert (model.week.floor, model.week.shortage) == (2, "")


def test_a_deck_without_a_prompt_has_no_week(desk: Desk):
    desk.today.use_deck(Deck((), ()))
    desk.today.refresh()
    assert desk.today_screen.model.week is None


def test_the_rest_of_what_was_planned_is_handed_over_for_more(desk: Desk):
    eight_prompts(desk)
    handed: list[tuple[str, ...]] = []
    practice = Watching(handed)
    today_with(desk, practice).start()
    taken, beyond = handed
    assert (len(taken), len(beyond)) == (5, 3)
    assert set(taken) | set(beyond) == set(ids(desk.prompts))


# A day off


def take_off(desk: Desk, day: date) -> None:
    desk.real.set_setting(RULES, as_json(Rules(days_off=frozenset({day}))))


def test_a_day_off_asks_nothing(desk: Desk):
    take_off(desk, EVENING.date())
    desk.today.refresh()
    model = desk.today_screen.model
    assert (model.headline, model.note, model.day_off, model.rows) == (DAY_OFF, DAY_OFF_NOTE, True, ())
    assert (model.minutes, model.beyond, model.way_back) == (0, "", False)
    desk.today.start()
    assert desk.begun == []


def test_a_day_off_urges_nobody(desk: Desk):
    rated(desk.real, 1, prompt_id="F1.a")
    take_off(desk, EVENING.date())
    desk.today.refresh()
    week = desk.today_screen.model.week
    assert week is not None
    assert week.bars
    assert (week.shortage, week.comfort) == ("", "")


def test_whoever_wants_to_practises_on_a_day_off(desk: Desk):
    take_off(desk, EVENING.date())
    desk.today.practise_anyway()
    assert desk.today_screen.shown == []
    desk.today.refresh()
    desk.today.practise_anyway()
    model = desk.today_screen.model
    assert (model.headline, model.day_off) == ("Two prompts, about 8 minutes", False)
    desk.today.refresh()
    assert not desk.today_screen.model.day_off
    desk.today.start()
    assert len(desk.begun) == 1


def test_the_next_day_off_is_one_again(desk: Desk):
    desk.real.set_setting(
        RULES, as_json(Rules(days_off=frozenset(EVENING.date() + timedelta(days=each) for each in range(2))))
    )
    desk.today.refresh()
    desk.today.practise_anyway()
    desk.clock.at += timedelta(days=1)
    desk.today.turn_day()
    assert desk.today_screen.model.day_off


def test_a_day_off_after_days_away_is_a_day_off_first(desk: Desk):
    eight_prompts(desk)
    rated(desk.real, 3, EVENING, "P3")
    desk.clock.at = EVENING + timedelta(days=20)
    take_off(desk, desk.clock.at.date())
    desk.today.refresh()
    assert not desk.today_screen.model.way_back
    desk.today.practise_anyway()
    assert desk.today_screen.model.way_back


# The diagnostic


def with_questions(desk: Desk) -> None:
    """A deck that can ask two of the six."""
    desk.prompts = (prompt("F1.a", diagnostic="Q1"), prompt("S1.a", Round.DESIGN, diagnostic="Q2"))
    desk.today.use_deck(Deck(desk.prompts, ()))


def to_question(desk: Desk, code: str) -> int:
    """An answer to a question that has no verdict yet; returns its attempt."""
    course = course_of(desk.real, desk.prompts)
    asked = course.prompts[code].id
    take = desk.real.begin_answer(asked, "fifty rows", EVENING, EVENING.date(), "", f"{asked}.wav")
    desk.real.end_take(take.id, 16_000, Ended.PERSON)
    answered(desk.real, course, code, take.attempt)
    return take.attempt


def test_the_diagnostic_is_offered_and_begun(desk: Desk):
    with_questions(desk)
    begun: list[bool] = []
    today = today_with(desk, Watching([]), lambda: begun.append(True))
    assert desk.today_screen.model.diagnostic.startswith("Two questions, about 4 minutes of answers.")
    today.find_weakest()
    assert begun == [True]


def test_nobody_begins_the_diagnostic_before_the_day_is_there(desk: Desk):
    with_questions(desk)
    begun: list[bool] = []
    today = today_with(desk, Watching([]), lambda: begun.append(True))
    desk.jobs.held = True
    today.refresh()
    today.find_weakest()
    assert begun == []
    desk.jobs.let_go()


def test_without_questions_in_the_deck_there_is_no_diagnostic(desk: Desk):
    desk.today.refresh()
    assert desk.today_screen.model.diagnostic == ""


def test_an_answer_of_the_diagnostic_waits_for_a_verdict_and_for_no_depth(desk: Desk):
    with_questions(desk)
    to_question(desk, "Q1")
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.unrated == ()
    assert model.diagnostic == ("One question left, about 2 minutes of answers. One answer waits for your verdict.")


def test_a_verdict_makes_the_week_known_and_all_of_them_end_the_offer(desk: Desk):
    with_questions(desk)
    for code, result in (("Q1", Result.CAN), ("Q2", Result.STUCK)):
        desk.real.add_diagnosis(to_question(desk, code), code, result, EVENING, EVENING.date())
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.diagnostic == ""
    assert model.week is not None
    assert (model.week.round, len(model.week.bars)) == (Round.DESIGN, 4)
    assert "stuck" in model.week.bars[1].explained
