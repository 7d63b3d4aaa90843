"""The estimates: worked by hand from the formulas, and what must hold of them whatever was answered."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.diagnostic import QUESTIONS, Diagnosed, Result
from cards.practised import Answered, Judged
from cards.prompt import Prompt
from cards.rounds import DIMENSIONS, ROUNDS, Round, Shown
from scheduler.weakness import (
    WINDOW_DAYS,
    DimensionWeakness,
    RoundWeakness,
    Topic,
    TopicWeakness,
    count,
    dimensions,
    topics,
    topics_of,
    weaknesses,
)
from tests.support.practising import prompt

PROPERTY = settings(deadline=None, max_examples=80)
TODAY = date(2026, 11, 21)
ROUND_OF = {
    "f1": Round.ML,
    "s1": Round.DESIGN,
    "s2": Round.DESIGN,
    "s3": Round.DESIGN,
    "c1": Round.CODING,
    "b1": Round.BEHAVIORAL,
}
PROMPTS = (
    prompt("s1", Round.DESIGN, topic="Retrieval"),
    prompt("s2", Round.DESIGN, topic="Retrieval"),
    prompt("s3", Round.DESIGN, topic="Agents"),
    prompt("c1", Round.CODING, topic="Tokenizer"),
)


def answered(prompt_id: str, depth: int, days_ago: int = 0, counts: bool = True) -> Answered:
    return Answered(prompt_id, TODAY - timedelta(days=days_ago), depth, counts, False)


def judged(dimension: str, shown: Shown, days_ago: int = 0) -> Judged:
    return Judged(TODAY - timedelta(days=days_ago), dimension, shown)


def diagnosed(question: str, result: Result, days_ago: int = 0) -> Diagnosed:
    return Diagnosed(question, result, TODAY - timedelta(days=days_ago), 1)


def rounds(answers: Sequence[Answered], asked: Sequence[Diagnosed] = ()) -> dict[Round, RoundWeakness]:
    return weaknesses(answers, ROUND_OF, asked, TODAY)


def topics_in(
    answers: Sequence[Answered], prompts: Sequence[Prompt], own: Mapping[Round, RoundWeakness], day: date
) -> dict[Topic, TopicWeakness]:
    return topics(count(answers, topics_of(prompts)), own, day)


def holds(found: RoundWeakness | TopicWeakness | DimensionWeakness, deep: float, shallow: float) -> None:
    """Check the figures of a Beta distribution with these parameters."""
    mean = deep / (deep + shallow)
    sd = sqrt(mean * (1 - mean) / (deep + shallow + 1))
    assert found.mean == pytest.approx(mean)
    assert found.depth == pytest.approx(1 + 3 * mean)
    assert found.uncertainty == pytest.approx(3 * sd)
    assert found.weakness == pytest.approx(1 - mean + 0.5 * sd)


def test_where_nothing_is_known_every_round_is_the_same():
    found = rounds([])
    assert list(found) == list(Round)
    for each in found.values():
        holds(each, 0.8, 1.2)
        assert each.answers == 0
    assert found[Round.CODING].why == "There is no answer to go by in Coding, so it is taken as 2.2 ± 0.8 of 4."


def test_answers_by_hand():
    # Depth 1 of 14 days ago counts half and shows nothing; depth 3 of today shows two thirds.
    found = rounds([answered("s1", 1, days_ago=14), answered("s2", 3)])[Round.DESIGN]
    holds(found, 0.8 + 2 / 3, 1.2 + 0.5 + 1 / 3)
    assert (found.depth, found.uncertainty) == (pytest.approx(2.2571, abs=1e-4), pytest.approx(0.6978, abs=1e-4))
    assert found.answers == 2
    assert found.why == (
        "System design 2.3 ± 0.7 of 4: 1 answer in the last 14 days is at depth 3, and 1 older one counts less."
    )


def test_yesterday_counts_a_little_less_than_today():
    found = rounds([answered("c1", 4, days_ago=1)])[Round.CODING]
    holds(found, 0.8 + 0.5 ** (1 / 14), 1.2)


def test_the_diagnostic_by_hand():
    asked = [diagnosed("Q2", Result.STUCK), diagnosed("Q6", Result.PARTLY), diagnosed("Q3", Result.CAN)]
    found = rounds([], asked)
    holds(found[Round.DESIGN], 0.8 + 1, 1.2 + 2 + 1)
    holds(found[Round.CODING], 0.8 + 2, 1.2)
    holds(found[Round.ML], 0.8, 1.2)
    assert found[Round.DESIGN].why == (
        "System design 1.9 ± 0.5 of 4: in the diagnostic you were stuck on the question "
        "about a RAG pipeline and could partly answer the one about the design of an agent, which weighs as "
        "much as 4.0 answers given today."
    )


def test_stuck_on_both_questions_and_five_answers():
    asked = [diagnosed("Q2", Result.STUCK), diagnosed("Q6", Result.STUCK)]
    found = rounds([answered("s1", depth) for depth in (2, 2, 2, 2, 2)], asked)[Round.DESIGN]
    holds(found, 0.8 + 5 / 3, 1.2 + 4 + 10 / 3)
    assert found.why == (
        "System design 1.7 ± 0.4 of 4: 5 answers in the last 14 days have an average depth of 2.0; in the diagnostic "
        "you were stuck on both of its questions, which weighs as much as 4.0 answers given today."
    )


@pytest.mark.parametrize(
    ("days_ago", "left"),
    [(0, 1.0), (14, sqrt(0.5)), (28, 0.5), (48, 2 ** (-48 / 28)), (49, 0.3), (4000, 0.3), (-5, 1.0)],
)
def test_a_question_fades_to_a_third_and_no_further(days_ago: int, left: float):
    found = rounds([], [diagnosed("Q4", Result.STUCK, days_ago)])[Round.BEHAVIORAL]
    holds(found, 0.8, 1.2 + 2 * left)
    assert found.why.endswith(f", which weighs as much as {2 * left:.1f} answers given today.")


def test_a_question_that_was_not_asked_leaves_more_doubt():
    unasked, asked = rounds([])[Round.CODING], rounds([], [diagnosed("Q3", Result.PARTLY)])[Round.CODING]
    assert unasked.uncertainty > asked.uncertainty
    assert unasked.weakness > asked.weakness


def test_only_the_last_answer_to_a_question_counts():
    first, retake = diagnosed("Q2", Result.STUCK, days_ago=30), diagnosed("Q2", Result.CAN, days_ago=2)
    assert rounds([], [first, retake]) == rounds([], [retake])
    assert rounds([], [first, retake]) != rounds([], [first])


def test_only_the_first_answer_of_a_prompt_on_a_day_counts():
    once = rounds([answered("s1", 1)])
    assert rounds([answered("s1", 1), answered("s1", 4, counts=False)]) == once
    assert rounds([answered("s1", 1), answered("s2", 4)]) != once


def test_prompts_without_a_round_are_left_out():
    assert rounds([answered("gone", 1)]) == rounds([])


def test_an_answer_counts_up_to_the_edge_of_the_window():
    assert rounds([answered("s1", 4, WINDOW_DAYS + 1)]) == rounds([])
    last = rounds([answered("s1", 4, WINDOW_DAYS)])[Round.DESIGN]
    holds(last, 0.8 + 2**-10, 1.2)
    assert last.answers == 1


def test_what_is_dated_later_counts_as_of_today():
    assert rounds([answered("s1", 4, days_ago=-30)]) == rounds([answered("s1", 4)])


@pytest.mark.parametrize(
    ("answers", "ending"),
    [
        ([answered("s1", 2)], ": 1 answer in the last 14 days is at depth 2."),
        (
            [answered("s1", 2), answered("s2", 1)],
            ": 2 answers in the last 14 days have an average depth of 1.5.",
        ),
        (
            [answered("s1", 2, 13), answered("s2", 1, 14)],
            ": 1 answer in the last 14 days is at depth 2, and 1 older one counts less.",
        ),
        (
            [answered("s1", 2, 13), answered("s2", 1, 14), answered("s2", 1, 20)],
            ": 1 answer in the last 14 days is at depth 2, and 2 older ones count less.",
        ),
        ([answered("s1", 2, 20), answered("s2", 1, 20)], ": 2 answers, none of them in the last 14 days."),
        ([answered("s1", 2, 20)], ": 1 answer, not in the last 14 days."),
    ],
)
def test_why_names_the_answers_it_rests_on(answers: list[Answered], ending: str):
    why = rounds(answers)[Round.DESIGN].why
    assert why.startswith("System design ")
    assert why.endswith(ending)


def test_a_topic_begins_as_its_round():
    answers = [answered("s1", 1), answered("s2", 2, days_ago=14)]
    own = rounds(answers)
    found = topics_in(answers, PROMPTS, own, TODAY)
    assert list(found) == [(Round.DESIGN, "Retrieval"), (Round.DESIGN, "Agents"), (Round.CODING, "Tokenizer")]
    mean = own[Round.DESIGN].mean
    holds(found[Round.DESIGN, "Retrieval"], 3 * mean + 0.5 / 3, 3 * (1 - mean) + 1 + 0.5 * 2 / 3)
    holds(found[Round.DESIGN, "Agents"], 3 * mean, 3 * (1 - mean))
    assert found[Round.DESIGN, "Agents"].mean == pytest.approx(mean)
    assert found[Round.DESIGN, "Retrieval"].mean < mean
    assert found[Round.DESIGN, "Retrieval"].why == (
        '"Retrieval" 1.7 ± 0.5 of 4: 1 answer in the last 14 days is at depth 1, and 1 older one counts less; '
        "System design as a whole, at 1.8, weighs as much as 3 answers given today."
    )
    assert found[Round.CODING, "Tokenizer"].why == (
        'There is no answer to go by in "Tokenizer", so it is taken to be like Coding: 2.2 ± 0.7 of 4.'
    )


def test_a_topic_is_told_apart_by_its_round():
    same = (prompt("s1", Round.DESIGN, topic="Attention"), prompt("c1", Round.CODING, topic="Attention"))
    answers = [answered("c1", 4)]
    found = topics_in(answers, same, rounds(answers), TODAY)
    assert (found[Round.DESIGN, "Attention"].answers, found[Round.CODING, "Attention"].answers) == (0, 1)


def test_dimensions_by_hand():
    seen = [
        judged("s2", Shown.WEAK),
        judged("s2", Shown.BETWEEN, days_ago=14),
        judged("s2", Shown.STRONG),
        judged("s2", Shown.NOT_SHOWN),
        judged("s3", Shown.NOT_SHOWN),
        judged("s4", Shown.STRONG, WINDOW_DAYS + 1),
        judged("x9", Shown.WEAK),
    ]
    found = dimensions(Counter(seen), TODAY)
    assert list(found) == list(DIMENSIONS)
    holds(found["s2"], 0.8 + 0.25 + 1, 1.2 + 1 + 0.25)
    assert found["s2"].answers == 3
    assert found["s2"].why == (
        "Evaluation 2.4 ± 0.6 of 4: in the last 14 days weak in 1 answer and strong in 1, and 1 older one counts less."
    )
    for unknown in ("s3", "s4"):
        holds(found[unknown], 0.8, 1.2)
        assert found[unknown].answers == 0
    assert found["s3"].why == "There is no answer to go by in Safety, so it is taken as 2.2 ± 0.8 of 4."


@pytest.mark.parametrize(
    ("seen", "ending"),
    [
        ([Shown.WEAK, Shown.WEAK], ": in the last 14 days weak in 2 answers."),
        (
            [Shown.STRONG, Shown.BETWEEN, Shown.WEAK, Shown.STRONG],
            ": in the last 14 days weak in 1 answer, between in 1 and strong in 2.",
        ),
    ],
)
def test_a_dimension_says_how_it_was_shown(seen: list[Shown], ending: str):
    assert dimensions(Counter(judged("m1", each) for each in seen), TODAY)["m1"].why.endswith(ending)


def test_a_dimension_shown_long_ago_says_so():
    found = dimensions({judged("m1", Shown.WEAK, 20): 1}, TODAY)["m1"]
    assert found.why.endswith(": 1 answer, not in the last 14 days.")


def test_nothing_judged_and_nothing_asked():
    assert topics_in([], [], rounds([]), TODAY) == {}
    assert all(each.answers == 0 for each in dimensions({}, TODAY).values())


ANSWERS = st.lists(
    st.builds(
        answered,
        st.sampled_from([*ROUND_OF, "gone"]),
        st.integers(1, 4),
        st.one_of(st.integers(-2, 30), st.integers(0, 40_000)),
        st.sampled_from([True, True, False]),
    ),
    max_size=25,
)
ASKED = st.lists(
    st.builds(diagnosed, st.sampled_from([*QUESTIONS]), st.sampled_from(Result), st.integers(-2, 400)), max_size=9
)
JUDGED = st.lists(
    st.builds(judged, st.sampled_from([*DIMENSIONS][:3]), st.sampled_from(Shown), st.integers(-2, 200)), max_size=20
)


@PROPERTY
@given(ANSWERS, ASKED, JUDGED)
def test_an_estimate_is_a_depth_whatever_the_log_holds(
    answers: list[Answered], asked: list[Diagnosed], seen: list[Judged]
):
    found = rounds(answers, asked)
    every = [
        *found.values(),
        *topics_in(answers, PROMPTS, found, TODAY).values(),
        *dimensions(Counter(seen), TODAY).values(),
    ]
    for each in every:
        assert 0 < each.mean < 1
        assert 1 < each.depth < 4
        assert 0 < each.uncertainty < 1
        assert 0 < each.weakness < 1.25
        assert each.answers >= 0


@PROPERTY
@given(ANSWERS, ASKED, st.data())
def test_a_deeper_answer_never_makes_a_round_weaker(
    answers: list[Answered], asked: list[Diagnosed], data: st.DataObject
):
    shallow = [each for each in answers if each.depth < 4]
    if not shallow:
        return
    one = data.draw(st.sampled_from(shallow))
    place = answers.index(one)
    deeper = [*answers[:place], replace(one, depth=data.draw(st.integers(one.depth + 1, 4))), *answers[place + 1 :]]
    before, after = rounds(answers, asked), rounds(deeper, asked)
    for round_ in Round:
        assert after[round_].weakness <= before[round_].weakness
        assert after[round_].mean >= before[round_].mean
    own = topics_in(answers, PROMPTS, before, TODAY), topics_in(deeper, PROMPTS, after, TODAY)
    assert all(own[1][key].mean >= own[0][key].mean for key in own[0])


@PROPERTY
@given(ANSWERS, ASKED, st.sampled_from([*QUESTIONS]))
def test_a_better_result_of_the_diagnostic_never_makes_a_round_weaker(
    answers: list[Answered], asked: list[Diagnosed], question: str
):
    found = [
        rounds(answers, [*asked, diagnosed(question, result)])[QUESTIONS[question].round].weakness
        for result in (Result.STUCK, Result.PARTLY, Result.CAN)
    ]
    assert found[0] > found[1] > found[2]


@PROPERTY
@given(st.integers(1, 4), st.integers(0, 30), st.integers(0, WINDOW_DAYS))
def test_more_of_the_same_evidence_leaves_less_doubt(depth: int, times: int, days_ago: int):
    fewer, more = (rounds([answered("c1", depth, days_ago)] * count)[Round.CODING] for count in (times, times + 1))
    assert more.uncertainty < fewer.uncertainty


@PROPERTY
@given(st.integers(0, 8), st.integers(1, 8), st.integers(0, 40))
def test_of_two_rounds_with_equal_means_the_one_less_is_known_of_is_weaker(few: int, more: int, days_ago: int):
    # Four answers at depth 2 and one at depth 3 have the mean that the prior begins with, 0.4.
    evidence = [answered("s1", depth, days_ago) for depth in (2, 2, 2, 2, 3)]
    found = rounds([*evidence * (few + more), *(replace(each, prompt="c1") for each in evidence * few)])
    assert found[Round.DESIGN].mean == pytest.approx(found[Round.CODING].mean)
    assert found[Round.CODING].weakness > found[Round.DESIGN].weakness


@PROPERTY
@given(ANSWERS, JUDGED, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(answers: list[Answered], seen: list[Judged], random: Random):
    others, others_seen = [*answers], [*seen]
    random.shuffle(others)
    random.shuffle(others_seen)
    assert rounds(others) == rounds(answers)
    assert topics_in(others, PROMPTS, rounds(others), TODAY) == topics_in(answers, PROMPTS, rounds(answers), TODAY)
    assert dimensions(Counter(others_seen), TODAY) == dimensions(Counter(seen), TODAY)


def test_the_order_of_a_long_log_does_not_change_the_last_digit():
    answers = [answered("s1", 1 + days_ago % 4, days_ago) for days_ago in range(WINDOW_DAYS)]
    assert rounds(answers[::-1]) == rounds(answers)


@PROPERTY
@given(ANSWERS, st.sampled_from([*ROUND_OF]), st.integers(1, 4), st.integers(WINDOW_DAYS + 1, 40_000))
def test_an_answer_outside_the_window_changes_nothing(answers: list[Answered], id_: str, depth: int, days_ago: int):
    more = [answered(id_, depth, days_ago), *answers]
    assert rounds(more) == rounds(answers)
    assert topics_in(more, PROMPTS, rounds(more), TODAY) == topics_in(answers, PROMPTS, rounds(answers), TODAY)


def test_old_answers_fade_and_doubt_returns():
    fresh, old = (
        rounds([answered(each, 4, days_ago) for each in ("s1", "s2", "s3")])[Round.DESIGN] for days_ago in (0, 60)
    )
    assert fresh.depth > old.depth
    assert fresh.uncertainty < old.uncertainty
    assert fresh.weakness < old.weakness


def numbers(said: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", said)


def of_answers(depths: list[tuple[int, int]]) -> list[str]:
    """The numbers that a sentence about answers names, from each one's depth and age in days, counted once more."""
    recent = [depth for depth, age in depths if age < 14]
    older = len(depths) - len(recent)
    if not recent:
        return [str(older), "14"] if older else []
    average = f"{sum(recent) / len(recent):.1f}" if len(recent) > 1 else str(recent[0])
    return [str(len(recent)), "14", average, *([str(older)] if older else [])]


def within(answers: Sequence[Answered], ids: set[str]) -> list[tuple[int, int]]:
    counted = [each for each in answers if each.counts and each.prompt in ids]
    ages = [(each.depth, (TODAY - each.day).days) for each in counted]
    return [(depth, age) for depth, age in ages if age <= 140]


def figures(found: RoundWeakness | TopicWeakness | DimensionWeakness) -> list[str]:
    return [f"{found.depth:.1f}", f"{found.uncertainty:.1f}", "4"]


@PROPERTY
@given(ANSWERS, ASKED)
def test_every_number_of_a_reason_is_one_of_the_data(answers: list[Answered], asked: list[Diagnosed]):
    found = rounds(answers, asked)
    last = {each.question: each for each in asked}
    for round_, each in found.items():
        ids = {id_ for id_, own in ROUND_OF.items() if own is round_}
        questions = [one for one in last.values() if QUESTIONS[one.question].round is round_]
        expected = [*figures(each), *of_answers(within(answers, ids))]
        if questions:
            ages = [max(0, (TODAY - one.day).days) for one in questions]
            expected.append(f"{sum(2 * max(0.3, 0.5 ** (age / 28)) for age in ages):.1f}")
        assert numbers(each.why) == expected
        assert each.answers == len(within(answers, ids))
        assert each.why.count(ROUNDS[round_].name) == 1
        assert ("diagnostic" in each.why) == bool(questions)
    for (round_, topic), each in topics_in(answers, PROMPTS, found, TODAY).items():
        own = within(answers, {one.id for one in PROMPTS if (one.round, one.topic) == (round_, topic)})
        whole = [f"{found[round_].depth:.1f}", "3"] if own else []
        assert numbers(each.why) == [*figures(each), *of_answers(own), *whole]
        assert f'"{topic}"' in each.why


@PROPERTY
@given(JUDGED)
def test_every_number_of_a_dimensions_reason_is_one_of_the_data(seen: list[Judged]):
    for dimension, each in dimensions(Counter(seen), TODAY).items():
        own = [one for one in seen if one.dimension == dimension and one.shown is not Shown.NOT_SHOWN]
        ages = [(one.shown, (TODAY - one.day).days) for one in own]
        recent = [shown for shown, age in ages if age < 14]
        older = sum(14 <= age <= 140 for _, age in ages)
        ways = [recent.count(way) for way in (Shown.WEAK, Shown.BETWEEN, Shown.STRONG) if way in recent]
        expected = ["14", *map(str, ways), *([str(older)] if older else [])] if ways else []
        if not ways and older:
            expected = [str(older), "14"]
        assert numbers(each.why) == [*figures(each), *expected]
        assert each.answers == len(recent) + older
        for way in (Shown.WEAK, Shown.BETWEEN, Shown.STRONG):
            assert (f"{way} in {recent.count(way)}" in each.why) == (way in recent)
