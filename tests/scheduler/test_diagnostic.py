"""Where the diagnostic leads: every pattern of answers has one route, with its reasons."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

import pytest

from cards.diagnostic import QUESTIONS, Diagnosed, Result
from cards.rounds import ROUNDS, Round
from scheduler.diagnostic import Route, route
from scheduler.weakness import weaknesses

CAN, PARTLY, STUCK = Result.CAN, Result.PARTLY, Result.STUCK
TODAY = date(2026, 11, 21)

# The routing key, stated once more and on its own: which phase each question leads to, and what each phase is for.
PHASES = {Round.ML: 1, Round.DESIGN: 2, Round.CODING: 3, Round.BEHAVIORAL: 4}
KEY = {"Q1": 1, "Q5": 1, "Q2": 2, "Q6": 2, "Q3": 3, "Q4": 4}
PATTERNS = list(product((False, True), repeat=6))
EVERY = list(product((CAN, PARTLY, STUCK, None), repeat=6))


def named(answers: tuple[Result | None, ...]) -> dict[str, Result]:
    return {question: result for question, result in zip(QUESTIONS, answers, strict=True) if result is not None}


def numbers(found: Route) -> list[int]:
    return [PHASES[phase.round] for phase in found.phases]


def in_short(found: Route) -> list[Round]:
    return [phase.round for phase in found.phases if phase.compressed]


def ordered(stuck: set[str]) -> list[int]:
    """The phases in their order where everything else can be answered.

    Both questions of ML or design are more than the one of coding or behavioral, and that is more than one of two. Of
    equals design comes first, then behavioral, ML, coding.
    """

    def gap(phase: int) -> float:
        asked = [question for question in KEY if KEY[question] == phase]
        failed = len(stuck & set(asked))
        return {(2, 2): 3, (1, 1): 2, (1, 2): 1}[failed, len(asked)]

    phases = {KEY[question] for question in stuck}
    return sorted(phases, key=lambda phase: (-gap(phase), [2, 4, 1, 3].index(phase)))


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: "".join("x" if each else "-" for each in pattern))
def test_all_64_patterns(pattern: tuple[bool, ...]):
    stuck = {question for question, is_stuck in zip(QUESTIONS, pattern, strict=True) if is_stuck}
    found = route({question: STUCK if question in stuck else CAN for question in QUESTIONS})
    assert "not answered" not in found.why
    assert all(phase.why for phase in found.phases)
    if len(stuck) == 6:
        assert numbers(found) == [1, 2, 3, 4]
        assert in_short(found) == [Round.ML, Round.CODING]
        return
    assert set(numbers(found)) == {KEY[question] for question in stuck}
    assert numbers(found) == ordered(stuck)
    assert in_short(found) == []
    if stuck:
        assert found.headline.startswith(f"Start with {ROUNDS[found.phases[0].round].name}")
        assert found.why.startswith(f"You were stuck on {len(stuck)} of 6 questions")
        assert ("comes first" in found.why) == (len(found.phases) > 1)
    else:
        assert found.headline == "No gap showed."


def test_stuck_on_everything():
    found = route(dict.fromkeys(QUESTIONS, STUCK))
    assert found.headline == "Start with ML fundamentals, in short; most of the time goes to System design."
    assert found.why == "You were stuck on all 6 questions, and not everything can come first."
    assert [(phase.round, phase.compressed) for phase in found.phases] == [
        (Round.ML, True),
        (Round.DESIGN, False),
        (Round.CODING, True),
        (Round.BEHAVIORAL, False),
    ]
    assert "most time" in found.phases[1].why


def test_several_gaps_have_an_order_and_each_a_reason():
    found = route({"Q1": CAN, "Q2": STUCK, "Q3": STUCK, "Q4": CAN, "Q5": STUCK, "Q6": STUCK})
    assert found.headline == "Start with System design, then Coding, then ML fundamentals."
    assert found.why == "You were stuck on 4 of 6 questions, and the round that they show to be weakest comes first."
    assert [phase.why for phase in found.phases] == [
        "You were stuck on both of its questions.",
        "You were stuck on the question about writing attention from memory.",
        "You could answer the question about attention and convolution and were stuck on the one about tuning and "
        "prompting.",
    ]


def test_stuck_on_none_begins_with_what_was_answered_in_part():
    found = route({**dict.fromkeys(QUESTIONS, CAN), "Q4": PARTLY, "Q6": PARTLY})
    assert found.headline == "No question left you stuck; there is most to gain in Behavioral, then System design."
    assert numbers(found) == [4, 2]
    assert found.phases[0].why == "You could partly answer the question about an AI failure of your own."


def test_a_question_somebody_is_stuck_on_goes_before_what_was_answered_in_part():
    found = route({**dict.fromkeys(QUESTIONS, PARTLY), "Q1": STUCK})
    assert numbers(found) == [1]
    assert found.headline == "Start with ML fundamentals."


def test_of_equal_gaps_the_round_comes_first_where_depth_counts_most():
    found = route({"Q1": STUCK, "Q2": STUCK, "Q3": STUCK, "Q4": STUCK})
    assert numbers(found) == [2, 4, 1, 3]


@pytest.mark.parametrize(
    ("stuck", "said"),
    [
        (
            ("Q2", "Q5"),
            "You were stuck on 2 of 6 questions. By your answers System design and ML fundamentals are equally weak: "
            "System design comes first, because depth counts most there.",
        ),
        (
            ("Q1", "Q2", "Q3", "Q4"),
            "You were stuck on 4 of 6 questions. By your answers Behavioral and Coding are equally weak: Behavioral "
            "comes first, because nobody else can prepare your own stories.",
        ),
        (
            ("Q1", "Q3", "Q5"),
            "You were stuck on 3 of 6 questions, and the round that they show to be weakest comes first.",
        ),
        (
            ("Q2", "Q6", "Q1", "Q4"),
            "You were stuck on 4 of 6 questions, and the round that they show to be weakest comes first.",
        ),
    ],
)
def test_rounds_that_are_equally_weak_are_said_to_be(stuck: tuple[str, ...], said: str):
    assert route({**dict.fromkeys(QUESTIONS, CAN), **dict.fromkeys(stuck, STUCK)}).why == said


def test_what_is_not_answered_yet_stands_behind_the_order():
    found = route(dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), STUCK))
    assert found.why == (
        "You were stuck on 4 of 6 questions. By your answers System design, Behavioral, ML fundamentals and Coding are "
        "equally weak: System design comes first, because depth counts most there. 2 questions are not answered yet."
    )
    assert route({"Q1": STUCK, "Q3": STUCK}).why == (
        "You were stuck on 2 of 6 questions. By your answers ML fundamentals and Coding are equally weak: ML "
        "fundamentals comes first, because the other rounds build on it. 4 questions are not answered yet."
    )


def test_what_is_not_answered_is_said():
    assert route({}).headline == "The diagnostic is not begun."
    assert route({}).why == "It has 6 questions."
    half = route({"Q1": CAN, "Q5": STUCK, "Q2": CAN})
    assert half.why == "You were stuck on 1 of 6 questions. 3 questions are not answered yet."
    so_far = route(dict.fromkeys([*QUESTIONS][:5], CAN))
    assert (so_far.headline, so_far.phases) == ("No gap so far.", ())
    assert so_far.why == "You could answer 5 of 6 questions. 1 question is not answered yet."


def test_five_stuck_and_one_open_is_not_yet_everything():
    assert in_short(route(dict.fromkeys([*QUESTIONS][:5], STUCK))) == []


def test_every_pattern_with_partly_and_unanswered_is_defined_and_true():
    for answers in EVERY:
        results = named(answers)
        check(results, route(results))


def check(results: Mapping[str, Result], found: Route) -> None:
    stuck = {question for question in results if results[question] is STUCK}
    gaps = stuck or {question for question in results if results[question] is PARTLY}
    assert set(numbers(found)) == {KEY[question] for question in gaps}
    assert len(found.phases) == len(set(numbers(found)))
    assert found.headline.endswith(".")
    assert list(counted(found.why)) == list(expected(results, stuck, gaps))
    for phase in found.phases:
        assert phase.why.endswith(".") and phase.why.count(".") == 1
        if len(stuck) != 6:
            assert told(phase.why) == {results[each] for each in results if KEY[each] == PHASES[phase.round]}


def counted(said: str) -> Iterator[int]:
    yield from (int(each) for each in re.findall(r"\d+", said))


def expected(results: Mapping[str, Result], stuck: set[str], gaps: set[str]) -> Iterator[int]:
    """The numbers that the reason of a route has to name."""
    whole, missing = len(results) == 6, 6 - len(results)
    if not results or len(stuck) == 6 or (whole and not gaps):
        yield 6
        return
    yield from (len(gaps or results), 6)
    if missing:
        yield missing


def told(said: str) -> set[Result]:
    words = {STUCK: "were stuck on", PARTLY: "could partly answer", CAN: "could answer"}
    return {result for result, each in words.items() if each in said}


def test_the_order_is_that_of_the_first_estimates():
    for answers in product(Result, repeat=6):
        results = named(answers)
        if len({*answers}) == 1:
            continue
        weakness = weaknesses([], {}, [Diagnosed(each, results[each], TODAY, 1) for each in results], TODAY)
        found = route(results)
        order = [weakness[phase.round].weakness for phase in found.phases]
        assert order == sorted(order, reverse=True)
        assert ("weakest comes first" in found.why) == (len(order) > 1 and order[0] > order[1])
        assert ("equally weak" in found.why) == (len(order) > 1 and order[0] == order[1])
