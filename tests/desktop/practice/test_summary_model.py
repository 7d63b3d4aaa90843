"""The end of a session in words, and the answer to hear again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.attempt import AttemptRecord, Ended, TakeRecord, Ticks
from cards.review import Memory, Review, Schedule, Standing
from cards.rounds import Round
from desktop.practice.again import Answer, listen_again
from desktop.practice.summary_model import SummaryModel, spoken, summary
from scheduler.depth import STATEMENTS
from scheduler.retention import said
from tests.support.desk import EVENING, prompt

TODAY = EVENING.date()
ALL = dict.fromkeys(STATEMENTS, True)


def take(attempt: int, question: str = "", seconds: float = 60) -> TakeRecord:
    samples = round(seconds * 16_000)
    return TakeRecord(attempt, attempt, 0, question, "a.flac", EVENING, samples, Ended.PERSON, None, None, None)


def answer(
    number: int,
    depth: int | None = 3,
    *,
    statements: dict[str, bool] | None = None,
    points: int = 0,
    in_days: int = 3,
    takes: tuple[TakeRecord, ...] | None = None,
    target: int = 3,
) -> Answer:
    asked = prompt(f"P{number}", list(Round)[number % 4], target_depth=target)
    after = Schedule(Memory(3.0, 5.0), TODAY, TODAY + timedelta(days=in_days), 1, 0)
    review = None
    if depth is not None:
        review = Review(number, asked.id, EVENING, TODAY, None, depth, depth, True, None, after, 0.85)
    claims = {f"Claim {place}": place < points for place in range(4)}
    record = AttemptRecord(
        number,
        asked.id,
        "fifty rows",
        EVENING + timedelta(minutes=number),
        TODAY,
        (take(number),) if takes is None else takes,
        Ticks(claims, ALL if statements is None else statements),
        review,
    )
    return Answer(asked, record)


def sum_up(answers: list[Answer], waiting: int = 0, *lifted: str) -> SummaryModel:
    """The summary, where the prompts stand as the answers left them; some came back sooner for their round."""
    standings = {}
    for each in answers:
        if (review := each.attempt.review) is not None:
            early = each.prompt.id in lifted
            standings[each.prompt.id] = Standing(review.after, 3, 0.92 if early else 0.85, lifted=early, shift=0)
    return summary(answers, standings, TODAY, waiting)


def without(*names: str) -> dict[str, bool]:
    return {name: name not in names for name in STATEMENTS}


# What to hear again


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        (tuple(STATEMENTS), "you never named what pulls each way."),
        (("decided", "named_failure", "adapted"), "you named the tradeoff, but did not decide under the constraint."),
        (("named_failure", "adapted"), "you decided, but never said when it fails."),
    ],
)
def test_the_reason_is_the_first_statement_that_is_not_true(missing: tuple[str, ...], why: str):
    again = listen_again([answer(1, 2, statements=without(*missing))])
    assert again is not None
    assert (again.attempt, again.title, again.why) == (1, "Title of P1", why)


def test_adapting_is_only_missed_where_there_was_a_follow_up():
    alone = answer(1, 3, statements=without("adapted"), target=4)
    followed = Answer(alone.prompt, replace(alone.attempt, takes=(take(1), take(2, "And then?"))))
    generic = "it stayed at depth 3 (decided under the constraint), and the prompt asks for 4."
    for each, why in ((alone, generic), (followed, "you said when it fails, but did not adapt to the follow-up.")):
        again = listen_again([each])
        assert again is not None
        assert again.why == why


def test_without_statements_the_depth_is_the_reason():
    again = listen_again([answer(1, 1, statements={})])
    assert again is not None
    assert again.why == "it stayed at depth 1 (recited), and the prompt asks for 3."


def test_the_one_furthest_below_its_target_comes_first_then_fewer_points_then_the_earlier():
    answers = [answer(1, 2, points=2), answer(2, 1, points=3), answer(3, 1, points=1), answer(4, 1, points=1)]
    order = []
    while answers:
        again = listen_again(answers)
        assert again is not None
        order.append(again.attempt)
        answers = [each for each in answers if each.attempt.id != again.attempt]
    assert order == [3, 4, 2, 1]


def test_where_all_were_deep_it_is_one_that_did_not_adapt():
    followed = (take(2), take(3, "And then?"))
    again = listen_again([answer(1, 3), answer(2, 4, statements=without("adapted"), takes=followed)])
    assert again is not None
    assert (again.attempt, again.why) == (2, "it was deep, but did not adapt to the follow-up.")


def test_nothing_is_to_be_heard_again_where_nothing_can():
    assert listen_again([]) is None
    assert listen_again([answer(1, 3)]) is None
    assert listen_again([answer(1, None)]) is None
    assert listen_again([answer(1, 1, takes=())]) is None


# The summary


def test_a_session_in_words():
    model = sum_up([answer(1, 2, in_days=1), answer(2, 3, in_days=3), answer(3, 4, in_days=3)], 2, "P3")
    assert model.headline == "Three answers, 3 minutes spoken"
    assert [(row.title, row.depth, row.label) for row in model.rows] == [
        ("Title of P1", 2, "Named the tradeoff"),
        ("Title of P2", 3, "Decided under the constraint"),
        ("Title of P3", 4, "Knows where it breaks"),
    ]
    assert [(each.day, each.titles) for each in model.returns] == [
        ("Sunday, 22 November, tomorrow", ("Title of P1 · 85 %",)),
        ("Tuesday, 24 November, in 3 days", ("Title of P2 · 85 %", "Title of P3 · 92 %")),
    ]
    assert model.reasons == (said(0.85, lifted=False), said(0.92, lifted=True))
    assert model.again is not None
    assert model.again.title == "Title of P1"
    assert model.closing == "What is left of today can wait; nothing is lost by it."


def test_a_second_answer_of_the_day_shows_the_date_that_stands():
    """The date is the prompt's, whatever an answer that moved none has made of it."""
    first, second = answer(1, 3, in_days=9), answer(5, 2, in_days=1)
    second = Answer(first.prompt, second.attempt)
    standing = Standing(first.attempt.review.after, 3, 0.9, lifted=False, shift=0)
    model = summary([first, second], {"P1": standing}, TODAY, 0)
    assert [each.titles for each in model.returns] == [("Title of P1 · 90 %",)]
    assert [each.day for each in model.returns] == ["Monday, 30 November, in 9 days"]


def test_answers_without_a_depth_are_counted_and_named():
    one = sum_up([answer(1), answer(2, None)])
    assert one.headline == "Two answers, 2 minutes spoken"
    assert one.unrated == "Your answer to “Title of P2” has no depth yet. It waits on Today."
    two = sum_up([answer(1), answer(2, None), answer(3, None)])
    assert two.unrated == "Two answers have no depth yet. They wait on Today."
    assert two.closing == "Nothing else waits today."


def test_a_question_that_was_opened_and_not_answered_is_no_answer():
    model = sum_up([answer(1), answer(2, None, takes=())], 1)
    assert (model.headline, model.unrated) == ("One answer, 1 minute spoken", "")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, ""), (1, "1 second"), (59.4, "59 seconds"), (60, "1 minute"), (89, "1 minute"), (660, "11 minutes")],
)
def test_how_long_somebody_spoke(seconds: float, words: str):
    assert spoken(seconds) == words


def test_a_typed_answer_has_no_length():
    assert sum_up([answer(1, takes=(take(1, seconds=0),))]).headline == "One answer"
