"""What stands beside the next date: how sure to be by then, and what to do about a prompt that is lost for ever."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cards.prompt import Prompt
from cards.rounds import Round
from scheduler.retention import said
from tests.support.desk import EVENING, Desk, prompt, rated

LOST = "You have lost the thread of this prompt four times: split it or rewrite it."


def lapse(desk: Desk, times: int) -> None:
    """The thread is lost so many times, a week apart; the last time a week ago."""
    for week in range(times + 1, 0, -1):
        rated(desk.real, 1, EVENING - timedelta(weeks=week))


def rate(desk: Desk, depth: int = 2, prompt_id: str = "F1.a") -> None:
    desk.begin(prompt_id)
    desk.answer_to_reflection()
    for place in range(4):
        desk.practice.judging.tick_key_point(place, True)
    desk.rate(depth)


def test_the_retention_behind_the_date_stands_beside_it(desk: Desk):
    rate(desk, 3)
    # Of the two prompts there are this one was the round's only one, and is new no more.
    assert desk.outcome.model.retention.startswith(
        "The aim is a chance of 92 % of still having the thread when it comes back: ML fundamentals "
    )
    assert desk.outcome.model.why


def test_the_reason_is_the_one_of_the_round(desk: Desk):
    """Two rounds went well; of the two others one has nothing new left."""
    strong = {Round.DESIGN: "S1.a", Round.CODING: "C1.a"}
    weak = (prompt("B1.a", Round.BEHAVIORAL), prompt("F1.a"), prompt("F1.b"))
    desk.prompts = (*weak, *(prompt(each, round_) for round_, each in strong.items()))
    desk.real.sync_prompts(desk.prompts, complete=True)
    rated(desk.real, 1, EVENING - timedelta(days=4), "B1.a")
    for days in (3, 2, 1):
        for each in strong.values():
            rated(desk.real, 4, EVENING - timedelta(days=days), each)
    rate(desk, 2, "B1.a")
    assert desk.outcome.model.retention == (
        "The aim is a chance of 92 % of still having the thread when it comes back: Behavioral counts among your two "
        "weakest rounds and has no new prompt left."
    )
    assert (desk.real.reviews()[-1].desired_retention, desk.real.reviews()[-1].lifted) == (0.92, True)
    rate(desk, 2, "F1.a")
    assert desk.outcome.model.retention == (
        "The aim is a chance of 85 % of still having the thread when it comes back: ML fundamentals counts among your "
        "two weakest rounds, but 1 of its prompts is still new, which comes first."
    )


def test_a_second_answer_of_the_day_has_the_reason_of_the_date_that_stays(desk: Desk):
    rate(desk, 3)
    rate(desk, 2)
    assert not desk.real.reviews()[-1].affects_memory
    assert desk.outcome.model.retention == said(0.92, lifted=True)


def test_a_rating_that_comes_back_has_the_reason_that_is_stored(desk: Desk):
    rate(desk, 3)
    before = desk.outcome.model
    desk.undo()
    desk.practice.redo()
    assert desk.stage.screen == "outcome"
    assert desk.outcome.model.retention == said(0.92, lifted=True)
    assert desk.outcome.model.comes_back == before.comes_back


def test_the_terms_of_the_reflection_are_those_that_are_applied(desk: Desk):
    """A change that comes while somebody reflects moves nothing of what they are shown."""
    desk.begin("F1.a")
    desk.answer_to_reflection()
    terms = desk.practice.judging.reflection.terms
    desk.real.set_setting("rules", {"retention": 0.7, "weak_retention": 0.7})
    desk.rate(2)
    assert desk.real.reviews()[-1].desired_retention == terms.retention.value == 0.92


@pytest.mark.parametrize(("lapses", "sentence"), [(2, ""), (3, LOST), (4, LOST.replace("four", "five"))])
def test_a_prompt_that_is_lost_again_and_again_is_to_be_split(desk: Desk, lapses: int, sentence: str):
    lapse(desk, lapses)
    rate(desk, 1)
    assert desk.real.schedules()["F1.a"].lapses == lapses + 1
    assert desk.outcome.model.lost_thread == sentence


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_what_was_lost_again_and_again_and_not_today_is_not_reproached(desk: Desk, depth: int):
    lapse(desk, 4)
    rate(desk, depth)
    assert desk.real.schedules()["F1.a"].lapses == 4
    assert desk.outcome.model.lost_thread == ""


def test_the_model_answer_says_when_it_is_under_another_constraint(desk: Desk):
    asked = []
    for _ in range(2):
        rate(desk, 3)
        asked.append((desk.outcome.model.answered, desk.outcome.model.other_constraint))
        desk.clock.at += timedelta(days=1)
    assert asked == [("fifty rows", False), ("fifty rows", True)]


def test_the_session_waits_while_the_prompt_is_rewritten(desk: Desk):
    opened: list[tuple[Prompt, Callable[[], None]]] = []
    desk.begin("F1.a", "S1.a", minutes=25)
    desk.answer_to_reflection()
    desk.rate(1)
    desk.practice.rewrite(lambda each, ended: opened.append((each, ended)))
    ((edited, ended),) = opened
    assert edited.id == "F1.a"
    desk.stage.show_screen("prompts")
    desk.clock.at += timedelta(minutes=20)
    assert desk.practice.may_close()
    ended()
    assert (desk.stage.screen, desk.stage.phase) == ("outcome", "Rated")
    desk.practice.next()
    assert desk.asked()[-1] == "S1.a"
    assert "25 minutes left" in desk.ask.model.header.place


def test_only_a_rated_prompt_can_be_rewritten(desk: Desk):
    opened: list[object] = []
    desk.practice.rewrite(lambda *told: opened.append(told))
    desk.begin("F1.a")
    desk.practice.rewrite(lambda *told: opened.append(told))
    desk.answer_to_reflection()
    desk.practice.rewrite(lambda *told: opened.append(told))
    assert not opened


def test_an_editor_that_is_closed_long_after_disturbs_nothing(desk: Desk):
    ends: list[Callable[[], None]] = []
    rate(desk, 1)
    desk.practice.rewrite(lambda _, ended: ends.append(ended))
    desk.begin("S1.a")  # from Today, where the person went instead
    ends[0]()
    assert desk.stage.screen == "ask"
    assert desk.asked()[-1] == "S1.a"
