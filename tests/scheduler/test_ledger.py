"""The log as minutes by day and round."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cards.practised import Answered
from cards.rounds import Round
from scheduler.ledger import ledger, spent
from tests.support.practising import MINUTES, deck

MONDAY = date(2026, 11, 16)
DECK = deck(topics=1, each=2)
ANSWERS = st.lists(
    st.builds(
        Answered,
        prompt=st.sampled_from([*(each.id for each in DECK), "gone"]),
        day=st.integers(0, 20).map(lambda days: MONDAY + timedelta(days=days)),
        depth=st.integers(1, 4),
        counts=st.booleans(),
        first=st.booleans(),
    ),
    max_size=30,
)


def test_nothing_was_practised_yet():
    found = ledger([], DECK, MONDAY)
    assert found.begun is None
    assert found.rounds == frozenset(Round)
    assert spent(found.minutes, MONDAY, MONDAY) == dict.fromkeys(Round, 0)
    assert ledger([], [], MONDAY).rounds == frozenset()


@given(ANSWERS, st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_every_answer_counts_with_its_planned_minutes_on_its_day(
    answers: list[Answered], first: int, last: int, since: int
):
    answers = sorted(answers, key=lambda each: each.day)
    found = ledger(answers, DECK, MONDAY + timedelta(days=since))
    start, end = MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)
    round_of = {each.id: each.round for each in DECK}
    known = [each for each in answers if each.prompt in round_of]
    for round_ in Round:
        within = [each for each in known if start <= each.day <= end and round_of[each.prompt] is round_]
        within = [each for each in within if each.day >= MONDAY + timedelta(days=since)]
        assert spent(found.minutes, start, end)[round_] == len(within) * MINUTES[round_]
        assert spent(found.unseen, start, end)[round_] == sum(each.first for each in within) * MINUTES[round_]
    assert found.begun == min((each.day for each in known), default=None)
