"""What was practised, as it is read from the log: what is in it, and what is left unread for it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cards.attempt import Ticks
from cards.library import Library, LibraryDamaged
from cards.library.practised import _ANSWERED, _CONSTRAINTS, _JUDGED
from cards.library.standings import _LAST_DEPTHS, _OF_PROMPT, _STANDINGS
from cards.practised import Answered, Judged, Seen
from cards.review import Review
from cards.rounds import Shown
from tests.support.library_values import Values
from tests.support.replaying import replayed

DAY = timedelta(days=1)
Rate = Callable[..., Review]


@pytest.fixture
def rate(library: Library, values: Values):
    """Gives an answer on a day counted from the first, and rates it with dimensions."""
    library.sync_prompts([values.prompt("F5.a"), values.prompt("S1.a")], complete=True)

    def rated(prompt: str = "F5.a", day: int = 0, depth: int = 3, **dimensions: Shown) -> Review:
        take = values.begin(library, prompt)
        draft = values.review(take.attempt, prompt, study_day=values.day + day * DAY, depth=depth)
        *_, review = replayed([*(each for each in library.reviews() if each.prompt == prompt), draft])
        assert isinstance(review, Review)
        library.add_review(review, Ticks({"claim": True}, {"a": True}, dimensions))
        return review

    return rated


def test_answers_are_in_the_order_of_the_log_from_a_day_on(library: Library, rate: Rate, values: Values):
    rate(day=0, depth=1)
    rate("S1.a", day=2, depth=2)
    rate(day=1, depth=4)
    rate(day=2, depth=3)
    rate(day=2, depth=1)
    everything = (
        Answered("F5.a", values.day, 1, counts=True, first=True),
        Answered("S1.a", values.day + 2 * DAY, 2, counts=True, first=True),
        Answered("F5.a", values.day + DAY, 4, counts=True, first=False),
        Answered("F5.a", values.day + 2 * DAY, 3, counts=True, first=False),
        Answered("F5.a", values.day + 2 * DAY, 1, counts=False, first=False),
    )
    assert library.answered(date.min) == everything
    assert library.answered(values.day + 2 * DAY) == (everything[1], *everything[3:])
    assert library.answered(values.day + 3 * DAY) == ()


def test_the_day_that_counts_is_the_one_that_is_read(library: Library, rate: Rate, values: Values):
    rate(tradeoffs=Shown.WEAK)
    library.correct_days([values.day + 5 * DAY], replayed)
    (answered,), [judged] = library.answered(values.day + DAY), library.judged(values.day + DAY)
    assert answered.day == judged.day == values.day + 5 * DAY


def test_what_was_judged_is_read_from_the_answers_that_count(library: Library, rate: Rate, values: Values):
    rate(day=3, tradeoffs=Shown.STRONG, numbers=Shown.NOT_SHOWN)
    rate(day=3, tradeoffs=Shown.WEAK)  # the second of its day
    rate("S1.a", day=3, tradeoffs=Shown.STRONG)
    rate(day=4, numbers=Shown.BETWEEN)
    library.save_ticks(values.begin(library).attempt, Ticks(dimensions={"tradeoffs": Shown.WEAK}))  # not rated
    day = values.day + 3 * DAY
    expected = [
        Judged(day, "tradeoffs", Shown.STRONG),
        Judged(day, "numbers", Shown.NOT_SHOWN),
        Judged(day, "tradeoffs", Shown.STRONG),
        Judged(day + DAY, "numbers", Shown.BETWEEN),
    ]
    found = library.judged(date.min)
    assert found == Counter(expected)
    assert library.judged(day + DAY) == {expected[-1]: 1}
    assert library.judged(day + 2 * DAY) == {}


def test_what_was_said_again_is_judged_again(library: Library, rate: Rate, values: Values):
    review = rate(tradeoffs=Shown.STRONG)
    library.save_ticks(review.attempt, Ticks(dimensions={"tradeoffs": Shown.WEAK}))
    assert library.judged(date.min) == {Judged(values.day, "tradeoffs", Shown.WEAK): 1}


def test_answers_in_the_trash_count(library: Library, rate: Rate, values: Values):
    review = rate(tradeoffs=Shown.STRONG)
    before = library.answered(date.min), library.judged(date.min), library.standings(), library.seen("F5.a")
    library.delete_attempts([review.attempt], values.moment)
    assert (library.answered(date.min), library.judged(date.min), library.standings(), library.seen("F5.a")) == before
    library.purge(values.moment + DAY)
    assert (library.answered(date.min), library.standings(), library.seen("F5.a")) == (before[0], *before[2:])


def test_of_each_constraint_and_follow_up_the_last_attempt_that_showed_it(
    library: Library, reopened: Callable[[], Library], values: Values
):
    one = values.begin(library, constraint="50 ms").attempt
    two = values.begin(library, constraint="no memory").attempt
    three = values.begin(library, constraint="50 ms").attempt
    library.show_follow_up(one, "And then?")
    library.show_follow_up(two, "And at ten times the load?")
    library.show_follow_up(three, "And then?")
    library.sync_prompts([values.prompt("S1.a")], complete=False)
    values.begin(library, "S1.a", constraint="no memory")
    again = reopened()
    assert again.seen("F5.a") == Seen(
        {"50 ms": three, "no memory": two}, {"And then?": three, "And at ten times the load?": two}
    )
    assert again.seen("none") == Seen({}, {})
    assert again.attempt(two).follow_up == "And at ten times the load?"


def test_a_follow_up_that_was_answered_was_shown(library: Library, values: Values):
    spoken, typed = values.begin(library).attempt, values.begin(library).attempt
    assert library.seen("F5.a").follow_ups == {}
    values.begin(library, question="And then?", attempt=spoken)
    library.write_answer("F5.a", "50 ms", values.moment, values.day, "And now?", "It grows.", typed)
    assert library.seen("F5.a").follow_ups == {"And then?": spoken, "And now?": typed}


def test_a_follow_up_is_shown_in_an_attempt_that_exists(library: Library):
    with pytest.raises(KeyError):
        library.show_follow_up(99, "And then?")


@pytest.mark.parametrize(
    "harm",
    ["UPDATE reviews SET day = 'someday'", "UPDATE ticks SET value = 'yes'", "UPDATE schedules SET due = 'someday'"],
)
def test_what_nothing_here_wrote_is_damage(library: Library, rate: Rate, harm: str):
    rate(tradeoffs=Shown.STRONG)
    library._db.execute(harm)
    with pytest.raises(LibraryDamaged, match="cannot be read"):
        library.answered(date.min), library.judged(date.min), library.standings()


def plan(library: Library, statement: str, *values: object):
    return [row[3] for row in library._db.execute("EXPLAIN QUERY PLAN " + statement, values)]


def test_the_answers_of_months_are_read_without_a_page_of_the_log(library: Library):
    answered = plan(library, _ANSWERED, "2026-01-01")
    assert answered[0] == "SEARCH reviews USING COVERING INDEX reviews_day (day>?)"
    judged = plan(library, _JUDGED, "2026-01-01")
    assert judged[0] == "SEARCH reviews USING COVERING INDEX reviews_day (day>?)"
    assert judged[1].startswith("SEARCH ticks USING COVERING INDEX ticks_dimension (attempt=? AND kind=?)")
    assert not [step for step in judged if "TEMP B-TREE" in step]


def test_nothing_else_walks_through_the_log(library: Library):
    steps = [*plan(library, _STANDINGS), *plan(library, _LAST_DEPTHS), *plan(library, _CONSTRAINTS, "F5.a")]
    steps += plan(library, "SELECT max(day) FROM reviews")
    steps += plan(library, "SELECT 1 FROM reviews WHERE day <> study_day LIMIT 1")
    walks = [step for step in steps if step.startswith("SCAN")]
    assert [walk for walk in walks if "schedules" not in walk and "reviews_corrected" not in walk] == []
    assert not [step for step in plan(library, _OF_PROMPT, "F5.a") if step.startswith("SCAN")]


def test_a_rating_and_its_undo_cost_the_same_however_long_the_log_is(library: Library, rate: Rate):
    """Counted in steps of SQLite's machine, which tell no time."""
    review = rate()

    def rate_and_take_back() -> int:
        attempt = begin(library)
        rated = steps_of(library, lambda: library.add_review(replace(review, attempt=attempt), Ticks()))
        return rated + steps_of(library, lambda: library.undo_last_review(replayed))

    for day in range(1, 40):
        rate("S1.a", day)
    few = rate_and_take_back()
    for day in range(40, 160):
        rate("S1.a", day)
    assert rate_and_take_back() < few * 1.2


def begin(library: Library) -> int:
    return Values(sounds=iter([10_000 + library.count_reviews()])).begin(library).attempt


def steps_of(library: Library, action: Callable[[], object]) -> int:
    """How many instructions of SQLite's machine an action takes."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    library._db.conn.set_progress_handler(count, 1)
    try:
        action()
    finally:
        library._db.conn.set_progress_handler(None, 0)
    return counted
