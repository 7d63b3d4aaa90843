"""The week in words."""

from dataclasses import replace
from datetime import date

import pytest

from cards.rounds import Round
from desktop.today.model import WeekModel, unbroken
from desktop.today.week import Ahead, percent, week_model
from scheduler.queue import Lane, QueueItem, Session
from scheduler.weakness import weaknesses
from scheduler.week import Comfort, Week

DAY = date(2026, 11, 21)
SHARES = {Round.ML: 0.14, Round.DESIGN: 0.5, Round.CODING: 0.2, Round.BEHAVIORAL: 0.16}
WEEK = Week(
    date(2026, 11, 16),
    Round.DESIGN,
    "It was your weakest round when the week was planned.",
    minutes={Round.ML: 12, Round.DESIGN: 38, Round.CODING: 10, Round.BEHAVIORAL: 0},
    unseen_minutes={},
    owed=0,
    shares=SHARES,
)
UNKNOWN = weaknesses((), {}, (), DAY)
AHEAD = Ahead({Round.DESIGN: 13, Round.ML: 8, Round.CODING: 4}, focus_waits=True)


def said(
    week: Week = WEEK, comfort: Comfort | None = None, ahead: Ahead | None = AHEAD, *, known: bool = True
) -> WeekModel:
    return week_model(week, UNKNOWN, comfort, ahead, known=known)


def item(id_: str, round_: Round, minutes: int) -> QueueItem:
    return QueueItem(id_, round_, None, "", minutes, Lane.FOCUS)


def of_design(minutes: int, others: int = 0, owed: int = 0) -> Week:
    return replace(WEEK, minutes={Round.DESIGN: minutes, Round.ML: others}, owed=owed)


def test_the_week_names_its_round_and_why():
    model = said()
    assert (model.round, model.headline, model.why) == (Round.DESIGN, "This week: System design", WEEK.why)


def test_while_nothing_is_known_there_is_no_number():
    model = said(replace(WEEK, minutes={}), known=False)
    assert (model.minutes, model.shortage, model.comfort, model.bars) == ("", "", "", ())


@pytest.mark.parametrize(
    ("week", "words", "done", "floor"),
    [
        (WEEK, "38 minutes so far. The floor is 24: 40 % of the week.", 38, 24),
        (of_design(1), "1 minute so far. The floor is 1: 40 % of the week.", 1, 1),
        (of_design(20, 40), "20 of 24 minutes so far. The floor is 40 % of the week.", 20, 24),
        (of_design(0, 2), "0 of 1 minute so far. The floor is 40 % of the week.", 0, 1),
        (of_design(0), "Nothing yet. The floor is 40 % of the week.", 0, 0),
        (
            of_design(0, owed=20),
            "Nothing yet. The floor is 40 % of the week, and 20 minutes carried over from last week.",
            0,
            20,
        ),
        (
            of_design(12, 28, owed=20),
            "12 of 36 minutes so far. The floor is 40 % of the week, and 20 minutes carried over from last week.",
            12,
            36,
        ),
        (
            of_design(50, 10, owed=1),
            "50 minutes so far. The floor is 25: 40 % of the week, and 1 minute carried over from last week.",
            50,
            25,
        ),
    ],
)
def test_minutes_stand_against_the_floor(week: Week, words: str, done: int, floor: int):
    model = said(week)
    assert (model.minutes, model.done, model.floor) == (words, done, floor)


@pytest.mark.parametrize(
    ("week", "ahead", "words"),
    [
        (WEEK, AHEAD, ""),
        (
            of_design(20, 35),
            AHEAD,
            "Two minutes short of it: today's session makes up for it with 13 of this round.",
        ),
        (
            of_design(23, 37),
            Ahead({Round.DESIGN: 1}, True),
            "One minute short of it: today's session brings it to 24 of 25.",  # 40 % of what will then be 61
        ),
        (
            of_design(22, 35),
            Ahead({Round.DESIGN: 1}, True),
            "One minute short of it: today's session brings it to 23 of 24.",
        ),
        (
            of_design(22, 33),
            Ahead({Round.DESIGN: 5}, True),
            "",
        ),
        (of_design(20, 40), AHEAD, "Four minutes short of it: today's session brings it to 33 of 34."),
        (of_design(20, 40), Ahead({Round.ML: 8}, True), "Four minutes short of it: today's session has none of this "),
        (of_design(20, 40), Ahead({}, False), "Four minutes short of it: no prompt of this round waits today."),
        (of_design(0, owed=20), AHEAD, "20 minutes short of it: today's session brings it to 13 of 30."),
        (of_design(20, 40), None, ""),
    ],
)
def test_a_shortage_says_what_the_day_does_about_it(week: Week, ahead: Ahead | None, words: str):
    shortage = said(week, ahead=ahead).shortage
    assert shortage.startswith(words)
    assert bool(shortage) == bool(words)


def test_each_round_has_its_time_and_its_depth():
    bars = {bar.round: bar for bar in said().bars}
    assert tuple(bars) == tuple(Round)
    assert [bar.minutes for bar in bars.values()] == [12, 38, 10, 0]
    assert sum(bar.share for bar in bars.values()) == pytest.approx(1)
    assert {round_: bar.wanted for round_, bar in bars.items()} == SHARES
    design = bars[Round.DESIGN]
    own = UNKNOWN[Round.DESIGN]
    assert (design.depth, design.uncertainty) == (own.depth, own.uncertainty)
    assert design.estimate == f"{own.depth:.1f} ± {own.uncertainty:.1f}"


def test_every_number_is_explained():
    bars = {bar.round: bar.explained for bar in said().bars}
    assert bars[Round.DESIGN] == (
        "System design has had 38 of this week's 60 minutes, 63 %; 50 % is its share as the round of the week. "
        f"{UNKNOWN[Round.DESIGN].why}"
    )
    assert bars[Round.ML].startswith(
        "ML fundamentals has had 12 of this week's 60 minutes, 20 %; 14 % is its share by its weakness. "
    )


def test_a_week_that_has_not_begun_and_a_deck_without_a_round_are_explained():
    bars = {bar.round: bar for bar in said(replace(WEEK, minutes={}, shares={Round.DESIGN: 1.0})).bars}
    assert {bar.share for bar in bars.values()} == {0.0}
    assert bars[Round.DESIGN].explained.startswith("System design has had nothing of this week yet; 100 % is its share")
    assert bars[Round.ML].wanted is None
    assert bars[Round.ML].explained.startswith(
        "ML fundamentals has had nothing of this week yet; the deck has no prompt of it. "
    )


@pytest.mark.parametrize("comfort", [None, Comfort(0.79, (Round.ML, Round.CODING))])
def test_somebody_who_avoids_nothing_is_not_warned(comfort: Comfort | None):
    assert said(comfort=comfort).comfort == ""


def test_the_warning_says_what_is_avoided_and_what_the_day_has_for_it():
    warned = Comfort(0.84, (Round.ML, Round.CODING))
    begin = "84 % of your last two weeks went to ML fundamentals and Coding, your two strongest rounds. "
    assert said(comfort=warned).comfort == (
        f"{begin}Take today's session as it is: 13 of its 25 minutes go to System design."
    )
    both = Ahead({Round.ML: 5, Round.DESIGN: 8, Round.BEHAVIORAL: 1}, True)
    assert said(comfort=warned, ahead=both).comfort.endswith(
        ": 9 of its 14 minutes go to System design and Behavioral."
    )
    whole = Ahead({Round.DESIGN: 8}, True)
    assert said(comfort=warned, ahead=whole).comfort.endswith("as it is: all of it goes to System design.")
    assert said(comfort=warned, ahead=Ahead({Round.ML: 8}, True)).comfort == (
        f"{begin}Choose a prompt of System design or Behavioral in Prompts."
    )
    assert said(comfort=warned, ahead=None).comfort == ""
    assert said(comfort=warned, known=False).comfort == ""


def test_a_session_is_counted_by_round():
    asked = (item("a", Round.DESIGN, 5), item("b", Round.DESIGN, 6), item("c", Round.ML, 3))
    ahead = Ahead.of(Session(asked, (), 0), asked, Round.DESIGN)
    assert (ahead.minutes[Round.DESIGN], ahead.minutes[Round.CODING], ahead.total) == (11, 0, 14)
    assert ahead.focus_waits
    assert not Ahead.of(Session(asked, (), 0), asked, Round.CODING).focus_waits
    assert Ahead.of(Session((), (), 0), asked, Round.ML).focus_waits


def test_percentages_are_whole_and_stay_in_one_line():
    assert percent(0.625) == "62 %"
    assert unbroken("63 % of 60 minutes") == "63\u00a0% of 60 minutes"
