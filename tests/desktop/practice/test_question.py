"""Which constraint is asked and which follow-up: the ones that were seen the longest ago, at a real library."""

from dataclasses import replace

from tests.support.desk import Desk, prompt

CONSTRAINTS = ("fifty rows", "fifty million rows")
FOLLOW_UPS = ("What at ten times the load?", "What without labels?", "What if it drifts?")


def asks(desk: Desk, **changed: object) -> None:
    """The deck has one prompt, with two constraints and three follow-ups."""
    desk.prompts = (prompt("F1.a", constraints=CONSTRAINTS, follow_ups=FOLLOW_UPS, **changed),)


def go(desk: Desk) -> tuple[str, str]:
    """Answer the prompt and do without its follow-up; returns what was shown."""
    desk.begin("F1.a")
    constraint = desk.ask.model.constraint
    desk.answer()
    follow_up = desk.ask.model.follow_up
    desk.practice.skip()
    desk.rate()
    desk.practice.next()
    return constraint, follow_up


def test_each_comes_once_before_one_comes_again(desk: Desk):
    asks(desk)
    shown = [go(desk) for _ in range(4)]
    assert [constraint for constraint, _ in shown] == [*CONSTRAINTS, *CONSTRAINTS]
    assert [follow_up for _, follow_up in shown] == [*FOLLOW_UPS, FOLLOW_UPS[0]]


def test_a_follow_up_was_seen_as_soon_as_it_is_on_the_screen(desk: Desk):
    asks(desk)
    desk.begin("F1.a")
    desk.answer()
    assert desk.ask.model.follow_up == FOLLOW_UPS[0]
    assert desk.real.history()[0].follow_up == FOLLOW_UPS[0]
    desk.sit_down()  # killed there: nobody skipped it, and nobody answered it
    desk.begin("F1.a")
    desk.answer()
    assert desk.ask.model.follow_up == FOLLOW_UPS[1]


def test_a_typed_answer_leads_to_a_follow_up_that_was_seen_too(desk: Desk):
    asks(desk)
    desk.begin("F1.a")
    desk.practice.asking.type_instead()
    desk.practice.asking.typed("Fewer features.")
    desk.practice.asking.keep_typed()
    assert desk.ask.model.follow_up == FOLLOW_UPS[0]
    assert desk.real.history()[0].follow_up == FOLLOW_UPS[0]


def test_a_question_nobody_began_to_answer_comes_again(desk: Desk):
    asks(desk)
    for _ in range(2):
        desk.begin("F1.a")
        assert desk.ask.model.constraint == CONSTRAINTS[0]
        desk.practice.leave()


def test_what_lies_in_the_trash_was_seen_all_the_same(desk: Desk):
    asks(desk)
    go(desk)
    desk.real.delete_attempts([desk.real.history()[0].id], desk.clock())
    assert go(desk) == (CONSTRAINTS[1], FOLLOW_UPS[1])


def test_a_text_that_was_edited_is_new(desk: Desk):
    asks(desk)
    for _ in range(3):
        go(desk)
    edited = ("What without any labels at all?", FOLLOW_UPS[2])
    desk.prompts = (replace(desk.prompts[0], follow_ups=(FOLLOW_UPS[0], *edited)),)
    assert go(desk)[1] == edited[0]
    assert go(desk)[1] == FOLLOW_UPS[0]


def test_a_follow_up_that_cannot_be_stored_is_said_and_asked(desk: Desk):
    from tests.desktop.practice.test_presenter import full  # noqa: PLC0415

    asks(desk)
    desk.library.failing["show_follow_up"] = full(desk)
    desk.begin("F1.a")
    desk.answer()
    assert desk.ask.model.follow_up == FOLLOW_UPS[0]
    assert "library" in desk.notices
