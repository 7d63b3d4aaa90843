from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cards.prompt import KeyPoint, Prompt
from cards.review import Memory, Schedule
from cards.rounds import Round
from scheduler.memory import candidates
from scheduler.queue import WAY_BACK_MINUTES, QueueItem, fitting, queue, way_back
from scheduler.weakness import RoundWeakness

TODAY = date(2026, 11, 21)
PROPERTY = settings(deadline=None, max_examples=60)


def prompt(id_: str, round_: Round = Round.ML) -> Prompt:
    return Prompt(
        id=id_,
        round=round_,
        topic="topic",
        title="Title",
        decision="Which of two?",
        constraints=("one", "two"),
        follow_ups=("And then?",),
        key_points=(KeyPoint("claim", ("alias",)),),
        failure="failure",
        wrong_claim="wrong",
        model_answer="answer",
        seconds=180,
        follow_up_seconds=60,
        target_depth=3,
        dimensions=(),
        year=2026,
    )


def schedule(due_in: int, last: int = -8) -> Schedule:
    return Schedule(Memory(3.0, 5.0), TODAY + timedelta(days=last), TODAY + timedelta(days=due_in), 1, 0)


def ranking(*weakest_first: Round, unanswered: tuple[Round, ...] = ()) -> dict[Round, RoundWeakness]:
    return {
        round_: RoundWeakness(round_, 2.0, 0.5, 0.9 - 0.1 * place, 0 if round_ in unanswered else 3, "")
        for place, round_ in enumerate(weakest_first)
    }


USUAL = ranking(Round.DESIGN, Round.ML, Round.CODING, Round.BEHAVIORAL)


def order(prompts: list[Prompt], schedules: Mapping[str, Schedule]) -> list[str]:
    return [item.prompt for item in queue(prompts, schedules, USUAL, TODAY)]


def test_due_comes_before_unseen_and_the_weakest_round_first_in_both():
    prompts = [
        prompt("b-unseen", Round.BEHAVIORAL),
        prompt("m-due", Round.ML),
        prompt("s-unseen", Round.DESIGN),
        prompt("b-due", Round.BEHAVIORAL),
        prompt("s-due", Round.DESIGN),
    ]
    schedules = {"b-due": schedule(-5), "m-due": schedule(-1), "s-due": schedule(0)}
    assert order(prompts, schedules) == ["s-due", "m-due", "b-due", "s-unseen", "b-unseen"]


def test_in_a_round_the_longest_overdue_comes_first_then_the_id():
    prompts = [prompt(id_) for id_ in ("d", "c", "b", "a")]
    assert order(prompts, {"a": schedule(0), "b": schedule(-1), "c": schedule(-4), "d": schedule(-1)}) == [
        "c",
        "b",
        "d",
        "a",
    ]


def test_answered_today_or_due_later_is_not_in_it():
    answered_today = candidates(schedule(0), TODAY)[0].after
    assert order([prompt("a"), prompt("b")], {"a": answered_today, "b": schedule(1)}) == []


def test_a_schedule_whose_prompt_left_the_deck_is_ignored():
    assert order([prompt("a")], {"gone": schedule(-3)}) == ["a"]


def test_an_item_says_how_long_it_takes_and_when_it_was_due():
    due, unseen = queue([prompt("a"), prompt("b")], {"b": schedule(-2)}, USUAL, TODAY)
    assert (due.due, due.minutes, due.round) == (TODAY - timedelta(days=2), 5, Round.ML)
    assert unseen.due is None


def test_why_says_what_put_it_there():
    prompts = [prompt("a", Round.DESIGN), prompt("b"), prompt("c", Round.CODING), prompt("d", Round.BEHAVIORAL)]
    schedules = {"a": schedule(-3), "b": schedule(-1, last=-2), "c": schedule(0, last=-1)}
    weakness = ranking(Round.DESIGN, Round.ML, Round.CODING, Round.BEHAVIORAL, unanswered=(Round.BEHAVIORAL,))
    assert [item.why for item in queue(prompts, schedules, weakness, TODAY)] == [
        "Due for 3 days, last answered 8 days ago. System design is your weakest round.",
        "Due since yesterday, last answered 2 days ago. ML fundamentals is your second weakest round.",
        "Due today, last answered yesterday. Coding is your second strongest round.",
        "Not rated yet. Behavioral has no ratings yet.",
    ]


@PROPERTY
@given(
    st.lists(st.tuples(st.sampled_from(Round), st.none() | st.integers(-30, 30)), max_size=15),
    st.permutations(list(Round)),
    st.randoms(use_true_random=False),
)
def test_the_order_does_not_depend_on_the_order_of_the_deck(
    deck: list[tuple[Round, int | None]], weakest_first: list[Round], chance: Random
):
    prompts = [prompt(f"p{number}", round_) for number, (round_, _) in enumerate(deck)]
    schedules = {f"p{number}": schedule(due, last=-31) for number, (_, due) in enumerate(deck) if due is not None}
    weakness = ranking(*weakest_first)
    items = queue(prompts, schedules, weakness, TODAY)
    shuffled = list(prompts)
    chance.shuffle(shuffled)
    assert queue(shuffled, schedules, weakness, TODAY) == items
    waiting = {f"p{number}" for number, (_, due) in enumerate(deck) if due is None or due <= 0}
    assert {item.prompt for item in items} == waiting
    keys = [(item.due is None, weakest_first.index(item.round), item.due or date.min) for item in items]
    assert keys == sorted(keys)


# What fits into a session

lengths = st.lists(st.integers(1, 40), max_size=15)


def waiting(minutes: list[int]) -> list[QueueItem]:
    return [QueueItem(f"p{number}", Round.ML, None, "", each) for number, each in enumerate(minutes)]


@PROPERTY
@given(lengths, st.integers(1, 120))
def test_what_fits_is_taken_in_order_and_at_least_one(minutes: list[int], session: int):
    items = waiting(minutes)
    taken = fitting(items, session)
    assert [item for item in items if item in taken] == list(taken)
    assert taken[:1] == tuple(items[:1])
    spent = sum(item.minutes for item in taken)
    assert spent <= session or len(taken) == min(1, len(items))
    for item in items:  # whatever is left out had no room behind what was taken before it
        before = sum(each.minutes for each in taken if items.index(each) < items.index(item))
        assert item in taken or before + item.minutes > session


def test_a_long_prompt_is_passed_over_unless_it_comes_first():
    assert [item.minutes for item in fitting(waiting([4, 22, 5, 32, 16]), 25)] == [4, 5, 16]
    assert [item.minutes for item in fitting(waiting([32, 4]), 25)] == [32]


# A short way back in


def test_the_way_back_opens_with_the_likeliest_and_goes_on_with_the_weakest():
    prompts = [prompt("a", Round.DESIGN), prompt("b"), prompt("c", Round.CODING)]
    schedules = {"a": schedule(-9, last=-30), "b": schedule(-8, last=-12), "c": schedule(-3, last=-6)}
    items = queue(prompts, schedules, USUAL, TODAY)
    assert [(item.prompt, item.why) for item in way_back(items, schedules, USUAL, TODAY)] == [
        ("c", "Of what is due you most likely still have this one: last answered 6 days ago."),
        ("a", "Last answered 30 days ago. System design is your weakest round."),
    ]


def test_a_way_back_among_new_prompts_is_the_front_of_the_queue():
    items = queue([prompt("a"), prompt("b")], {}, USUAL, TODAY)
    assert way_back(items, {}, USUAL, TODAY) == items


def test_where_everything_is_long_the_way_back_is_the_shortest():
    assert [item.minutes for item in way_back(waiting([32, 22]), {}, USUAL, TODAY)] == [22]


@PROPERTY
@given(st.lists(st.tuples(st.integers(1, 40), st.none() | st.integers(-40, 0)), max_size=12))
def test_a_way_back_is_short_and_never_counts_what_waited(found: list[tuple[int, int | None]]):
    items = [
        QueueItem(f"p{number}", Round.ML, None if due is None else TODAY + timedelta(days=due), "Due for 9 days.", each)
        for number, (each, due) in enumerate(found)
    ]
    schedules = {item.prompt: schedule(due, last=-41) for item, (_, due) in zip(items, found, strict=True) if due}
    schedules |= {item.prompt: schedule(0, last=-41) for item in items if item.due == TODAY}
    chosen = way_back(items, schedules, USUAL, TODAY)
    assert bool(chosen) == bool(items)
    assert len({item.prompt for item in chosen}) == len(chosen) <= 2
    assert len(chosen) < 2 or sum(item.minutes for item in chosen) <= WAY_BACK_MINUTES
    assert not any("Due for" in item.why for item in chosen if item.due is not None)
