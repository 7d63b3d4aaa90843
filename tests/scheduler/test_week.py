"""The week's focus, its minutes and shares, what is owed, and the time that goes to what is comfortable."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.diagnostic import QUESTIONS, Diagnosed, Result
from cards.practised import Answered
from cards.prompt import Prompt
from cards.rounds import Round
from scheduler.ledger import ledger
from scheduler.weakness import by_round, count, estimates, topics_of, weaknesses
from scheduler.week import (
    FLOOR_FROM_MINUTES,
    FOCUS_SHARE,
    LOWEST_SHARE,
    MOST_OWED_MINUTES,
    NOTHING_KNOWN,
    NOTHING_WAS_KNOWN,
    Week,
    comfort,
    first_day,
    shares,
    week,
)
from tests.support.practising import deck, prompt

MONDAY = date(2026, 11, 16)
PROPERTY = settings(deadline=None, max_examples=80)
DECK = deck(topics=2, each=4)
FIRST = {each.round: each.id for each in reversed(DECK)}
OF_ROUND = {each.id: each.round for each in DECK}


def answers(round_: Round, depth: int, *days: date, number: int = 0, first: bool = True) -> list[Answered]:
    ids = [each.id for each in DECK if each.round is round_]
    return [Answered(ids[number % len(ids)], day, depth, counts=True, first=first) for day in days]


def before(days: int, start: date = MONDAY) -> date:
    return start - timedelta(days=days)


def week_of(answered: list[Answered], prompts: Sequence[Prompt], diagnosed: tuple[Diagnosed, ...], day: date) -> Week:
    counted = by_round(count(answered, topics_of(prompts)))
    return week(ledger(answered, prompts, first_day(day)), counted, diagnosed, estimates(counted, diagnosed, day), day)


def of(answered: list[Answered], day: date = MONDAY, diagnosed: tuple[Diagnosed, ...] = ()) -> Week:
    return week_of(sorted(answered, key=lambda each: each.day), DECK, diagnosed, day)


def weak_in(round_: Round, *days: date) -> list[Answered]:
    return [each for other in Round for each in answers(other, 1 if other is round_ else 4, *days)]


def test_a_first_week_is_for_the_round_where_depth_counts_most():
    found = of([])
    assert (found.focus, found.why, found.owed, found.total, found.floor) == (Round.DESIGN, NOTHING_KNOWN, 0, 0, 0)
    assert found.monday == MONDAY
    assert of(answers(Round.ML, 2, MONDAY)).why == NOTHING_WAS_KNOWN


@pytest.mark.parametrize("round_", list(Round))
def test_the_weakest_round_of_the_morning_of_monday_is_the_focus_all_week(round_: Round):
    log = weak_in(round_, before(3), before(5))
    other = next(each for each in Round if each is not round_)
    during = [*answers(other, 1, MONDAY, MONDAY + timedelta(days=1)), *answers(round_, 4, MONDAY)]
    for day in range(7):
        assert of([*log, *during], MONDAY + timedelta(days=day)).focus is round_


def test_another_round_becomes_the_focus_only_when_it_is_clearly_weaker():
    # Last week began with design as the weakest. Since then coding has come to be weaker by a hair.
    log = [
        *(each for other in (Round.ML, Round.BEHAVIORAL) for each in answers(other, 4, before(9))),
        *answers(Round.CODING, 1, before(9)),
        *answers(Round.DESIGN, 1, before(9), before(8)),
        *answers(Round.CODING, 1, before(4), number=1),
    ]
    weakness = weaknesses(log, OF_ROUND, (), MONDAY)
    assert 0 < weakness[Round.CODING].weakness - weakness[Round.DESIGN].weakness <= 0.05
    found = of(log)
    assert found.focus is Round.DESIGN
    assert found.why == "It stays from last week: Coding is hardly weaker."
    clearly = of(
        [*log, *answers(Round.CODING, 1, before(2), before(3), number=2), *answers(Round.DESIGN, 4, before(2))]
    )
    assert clearly.focus is Round.CODING
    assert clearly.why.startswith("It was your weakest round when the week was planned: Coding ")


def test_a_focus_without_any_evidence_holds_nothing_up():
    # The very first week was for design because nothing was known; that is no reason to stay with it.
    log = [*answers(Round.DESIGN, 2, before(4)), *answers(Round.ML, 2, before(3), before(2))]
    found = weaknesses(log, OF_ROUND, (), MONDAY)
    weakest = max(found.values(), key=lambda each: each.weakness)
    assert of(log).focus is weakest.round


def test_a_diagnostic_within_the_week_sets_the_focus_from_its_day_on():
    stuck = tuple(
        Diagnosed(question, result, MONDAY + timedelta(days=2), number)
        for number, (question, result) in enumerate(
            [("Q1", Result.CAN), ("Q2", Result.CAN), ("Q3", Result.CAN), ("Q4", Result.STUCK), ("Q5", Result.CAN)]
        )
    )
    assert of([], MONDAY + timedelta(days=1), ()).focus is Round.DESIGN
    assert of([], MONDAY + timedelta(days=2), stuck).focus is Round.BEHAVIORAL
    assert of([], MONDAY + timedelta(days=6), stuck).focus is Round.BEHAVIORAL


@pytest.mark.parametrize(
    ("results", "focus", "why"),
    [
        # Stuck comes before partly, whatever is weaker.
        ({"Q3": Result.PARTLY, "Q1": Result.STUCK}, Round.ML, "The diagnostic leads there first."),
        (dict.fromkeys(QUESTIONS, Result.STUCK), Round.DESIGN, "The diagnostic gives it the most time."),
        (dict.fromkeys(QUESTIONS, Result.CAN), None, "It was your weakest round when the week was planned:"),
    ],
)
def test_the_first_focus_is_where_the_route_of_the_diagnostic_leads(
    results: dict[str, Result], focus: Round | None, why: str
):
    found = of([], MONDAY, tuple(Diagnosed(question, each, MONDAY, 1) for question, each in results.items()))
    assert found.focus is (focus or found.focus)
    assert found.why.startswith(why)


def test_minutes_are_those_that_were_planned_and_of_this_week_only():
    log = [*answers(Round.CODING, 3, before(1), MONDAY, MONDAY + timedelta(days=2), first=False)]
    found = of([*log, *answers(Round.ML, 3, MONDAY)], MONDAY + timedelta(days=2))
    assert (found.minutes[Round.CODING], found.minutes[Round.ML], found.total) == (18, 4, 22)
    assert (found.unseen_minutes[Round.CODING], found.unseen_minutes[Round.ML]) == (0, 4)
    assert found.floor == 9  # 40 % of 22, the begun minute counted


def test_what_a_week_was_short_of_is_carried_while_the_focus_stays():
    start = before(14)
    known = weak_in(Round.CODING, before(2, start))
    last = [*answers(Round.ML, 4, *(before(7 - day) for day in range(6)), *(before(7 - day) for day in range(6)))]
    assert sum(4 for _ in last) < FLOOR_FROM_MINUTES
    assert of([*known, *last]).owed == 0  # a short week owes nothing
    long = [*last, *answers(Round.DESIGN, 4, before(5), before(4), before(3))]
    found = of([*known, *long])
    assert found.focus is Round.CODING
    assert found.owed == 28  # 40 % of 69 minutes, of which coding had none
    assert found.floor == 28
    much = [*long, *answers(Round.DESIGN, 4, *[before(3)] * 30)]
    assert of([*known, *much]).owed == MOST_OWED_MINUTES


def test_nothing_is_owed_to_a_round_that_is_the_focus_no_more():
    known = weak_in(Round.CODING, before(16))
    last = answers(Round.ML, 4, *[before(6)] * 20)
    better = answers(Round.CODING, 4, before(4), before(3), before(2), number=1)
    worse = answers(Round.BEHAVIORAL, 1, before(4), before(3), before(2))
    found = of([*known, *last, *better, *worse])
    assert found.focus is Round.BEHAVIORAL
    assert found.owed == 0


def test_prompts_that_are_not_of_the_four_rounds_count_nothing():
    stray = Answered("R1.a", MONDAY, 1, counts=True, first=True)
    assert of([stray]) == of([])


def test_a_deck_of_one_round_has_it_as_its_focus():
    only = [prompt("a", Round.CODING), prompt("b", Round.CODING)]
    found = week_of([], only, (), MONDAY)
    assert (found.focus, found.shares) == (Round.CODING, {Round.CODING: 1.0})
    assert week_of([], [], (), MONDAY).focus is Round.DESIGN


DEPTHS = st.integers(1, 4)
DAYS = st.integers(0, 40).map(lambda days: MONDAY + timedelta(days=6 - days))
LOGS = st.lists(
    st.builds(
        Answered,
        prompt=st.sampled_from([each.id for each in DECK]),
        day=DAYS,
        depth=DEPTHS,
        counts=st.just(True),
        first=st.booleans(),
    ),
    max_size=40,
).map(lambda log: sorted(log, key=lambda each: each.day))


@PROPERTY
@given(LOGS, st.integers(0, 6))
def test_shares_are_a_whole_that_leaves_nobody_alone(log: list[Answered], day: int):
    found = of(log, MONDAY + timedelta(days=day))
    assert isclose(sum(found.shares.values()), 1)
    assert found.shares[found.focus] >= FOCUS_SHARE - 1e-9
    assert min(found.shares.values()) >= LOWEST_SHARE * (1 - FOCUS_SHARE)
    assert 0 <= found.owed <= MOST_OWED_MINUTES


@PROPERTY
@given(LOGS, st.lists(DEPTHS, max_size=5))
def test_answers_of_the_week_do_not_change_its_focus(log: list[Answered], more: list[int]):
    during = [Answered(DECK[0].id, MONDAY, depth, counts=True, first=False) for depth in more]
    earlier = [each for each in log if each.day < MONDAY]
    assert of([*earlier, *during]).focus is of(earlier).focus


def test_stuck_everywhere_the_first_and_third_phase_are_compressed():
    log = [each for round_ in Round for each in answers(round_, 1, *(before(day) for day in range(1, 6)))]
    weakness = weaknesses(log, OF_ROUND, (), MONDAY)
    found = shares(weakness, set(Round), Round.DESIGN)
    assert found[Round.BEHAVIORAL] > found[Round.ML] > 0
    assert found[Round.BEHAVIORAL] > found[Round.CODING] > 0


def test_comfort_is_the_share_of_the_two_strongest_rounds():
    log = [*weak_in(Round.DESIGN, before(1), before(2)), *answers(Round.CODING, 2, before(1), number=1)]
    weakness = weaknesses(log, OF_ROUND, (), MONDAY)
    strongest = (Round.ML, Round.BEHAVIORAL)
    assert (
        comfort(ledger(log, DECK, first_day(MONDAY)), weakness, before(1)) is None
    )  # too few minutes to say something
    easy = [each for round_ in strongest for each in answers(round_, 4, *(before(day) for day in range(3, 11)))]
    found = comfort(ledger([*easy, *log], DECK, first_day(MONDAY)), weakness, MONDAY)
    assert found is not None
    assert set(found.rounds) == set(strongest)
    assert 0.5 < found.share < 1
    assert comfort(ledger(easy, DECK, first_day(MONDAY)), weakness, MONDAY).too_much  # type: ignore[union-attr]
    assert comfort(ledger(easy, DECK, first_day(MONDAY)), weakness, MONDAY + timedelta(days=30)) is None
