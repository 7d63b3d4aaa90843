from datetime import date, datetime, timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.attempt import Ended, Ticks
from cards.prompt import Prompt, Stage
from cards.prompt_state import PromptState
from cards.rounds import Round
from desktop.agenda import AWAY_DAYS, agenda, days_away
from desktop.rating import last_rating, rate
from desktop.standing import terms_for
from scheduler.days import study_day
from scheduler.memory import replayed
from tests.support.desk import EVENING, Desk, prompt, rated

TODAY = EVENING.date()


def test_an_empty_library_asks_everything(desk: Desk):
    day = agenda(desk.real, desk.prompts, TODAY)
    assert {item.prompt for item in day.items} == {"F1.a", "S1.a"}
    assert (day.reviews, sum(item.minutes for item in day.items), day.next_due) == (0, 8, None)


def test_what_was_answered_waits_for_its_date(desk: Desk):
    chosen = rated(desk.real, 1)
    day = agenda(desk.real, desk.prompts, TODAY)
    assert [item.prompt for item in day.items] == ["S1.a"]
    assert (day.reviews, day.next_due) == (1, chosen.after.due)
    later = agenda(desk.real, desk.prompts, chosen.after.due)
    assert [item.prompt for item in later.items] == ["F1.a", "S1.a"]
    assert later.next_due is None


def test_the_weakest_round_comes_first(desk: Desk):
    for number in range(4):
        rated(desk.real, 1, EVENING + timedelta(days=number), "S1.a")
        rated(desk.real, 4, EVENING + timedelta(days=number), "F1.a")
    far = TODAY + timedelta(days=3000)
    assert [item.prompt for item in agenda(desk.real, desk.prompts, far).items] == ["S1.a", "F1.a"]


def test_a_prompt_that_left_the_deck_neither_waits_nor_comes_back(desk: Desk):
    rated(desk.real, 1)
    rest = desk.prompts[1:]
    day = agenda(desk.real, rest, TODAY + timedelta(days=30))
    assert [item.prompt for item in day.items] == ["S1.a"]
    assert (day.next_due, day.reviews) == (None, 0)
    assert agenda(desk.real, (), TODAY).items == ()


def test_prompts_that_rest_are_left_out_until_they_wake(desk: Desk):
    desk.real.set_prompt_state("F1.a", PromptState(suspended=True))
    desk.real.set_prompt_state("S1.a", PromptState(buried_until=TODAY + timedelta(days=1)))
    day = agenda(desk.real, desk.prompts, TODAY)
    assert (day.items, day.suspended) == ((), ("F1.a",))
    assert day.next_due == TODAY + timedelta(days=1)
    tomorrow = agenda(desk.real, desk.prompts, TODAY + timedelta(days=1))
    assert [item.prompt for item in tomorrow.items] == ["S1.a"]


def test_a_suspended_prompt_is_not_announced(desk: Desk):
    rated(desk.real, 1)
    rated(desk.real, 1, prompt_id="S1.a")
    desk.real.set_prompt_state("F1.a", PromptState(suspended=True, note="my own example"))
    day = agenda(desk.real, desk.prompts[:1], TODAY)
    assert (day.items, day.next_due) == ((), None)
    assert day.states["F1.a"].note == "my own example"


def test_what_belongs_to_another_part_of_the_loop_is_not_asked_by_the_day(desk: Desk):
    recruiter = prompt("R1.a", Round.BEHAVIORAL, stage=Stage.RECRUITER)
    desk.real.sync_prompts([*desk.prompts, recruiter], complete=True)
    rated(desk.real, 1, EVENING - timedelta(days=30), "R1.a")
    desk.real.set_prompt_state("R1.a", PromptState(suspended=True, note="kept"))
    day, without = agenda(desk.real, [*desk.prompts, recruiter], TODAY), agenda(desk.real, desk.prompts, TODAY)
    assert day == without
    assert [item.prompt for item in (*day.items, *day.short)].count("R1.a") == 0
    assert (day.suspended, day.next_due, "R1.a" in day.schedules) == ((), None, False)


def test_days_away_are_counted_from_the_last_answer(desk: Desk):
    assert days_away(desk.real, TODAY) == 0
    rated(desk.real, 1)
    assert days_away(desk.real, TODAY) == 0
    assert days_away(desk.real, TODAY + timedelta(days=AWAY_DAYS)) == AWAY_DAYS


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(1, 4), st.integers(0, 60)), max_size=12), st.integers(1, 4))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_that_is_taken_back_leaves_the_same_day_behind(desk: Desk, earlier: list, depth: int):
    deck = [prompt(f"{round_}.{number}", round_) for round_ in Round for number in range(3)]
    desk.real.sync_prompts(deck, complete=True)
    at = EVENING - timedelta(days=12)
    for place, chosen, hours in earlier:
        at += timedelta(hours=hours)
        answer(desk, deck, place, chosen, at)
    at += timedelta(hours=20)
    before = asked(desk, deck, study_day(at))
    answer(desk, deck, len(earlier), depth, at)
    assert asked(desk, deck, study_day(at)) != before
    last = last_rating(desk.real)
    assert last is not None
    last.take_back(desk.real)
    assert asked(desk, deck, study_day(at)) == before
    assert desk.real.check(replayed) == ()
    while (rating := last_rating(desk.real)) is not None:
        rating.take_back(desk.real)


def answer(desk: Desk, deck: list[Prompt], place: int, depth: int, at: datetime) -> None:
    chosen = deck[place % len(deck)]
    take = desk.real.begin_answer(chosen.id, "fifty rows", at, study_day(at), "", f"{uuid4()}.wav")
    desk.real.drop_take(take.id, 0, Ended.PERSON, at)
    terms = terms_for(desk.real, chosen, deck, study_day(at))
    rate(desk.real, take.attempt, chosen.id, depth, terms=terms, suggested=None, ticks=Ticks(), at=at)


def asked(desk: Desk, deck: list[Prompt], day: date) -> object:
    """The whole day: its sessions, all that waits, the week, and where every prompt stands."""
    found = agenda(desk.real, deck, day)
    sessions = tuple(found.session(minutes) for minutes in (10, 30, 60))
    return sessions, found.items, found.practice.week, found.short, found.schedules
