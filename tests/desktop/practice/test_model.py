import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.practice.model import Clock, Pace, clock, confirmation, minutes_and_seconds, suggestion, words_on_their_way


@pytest.mark.parametrize(
    ("elapsed_s", "target_s", "expected"),
    [
        (0.0, 150, Clock("0:00", "of 2:30", Pace.CALM)),
        (119.9, 150, Clock("1:59", "of 2:30", Pace.CALM)),
        (120.0, 150, Clock("2:00", "0:30 left", Pace.NEAR)),
        (150.9, 150, Clock("2:30", "0:00 left", Pace.NEAR)),
        (151.0, 150, Clock("2:31", "+0:01 over", Pace.OVER)),
        (3661.0, 60, Clock("61:01", "+60:01 over", Pace.OVER)),
    ],
)
def test_the_clock_in_words(elapsed_s: float, target_s: int, expected: Clock):
    assert clock(elapsed_s, target_s) == expected


@given(st.floats(0, 7200), st.integers(1, 3600))
def test_the_pace_only_ever_rises(elapsed_s: float, target_s: int):
    order = list(Pace)
    assert order.index(clock(elapsed_s, target_s).pace) <= order.index(clock(elapsed_s + 1, target_s).pace)


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (9.99, "0:09"), (60, "1:00"), (161, "2:41")])
def test_minutes_and_seconds(seconds: float, words: str):
    assert minutes_and_seconds(seconds) == words


def test_sentences():
    assert words_on_their_way(40, 130) == "Words are on their way: 0:40 of 2:10 heard."
    assert suggestion(3) == "your ticks suggest 3"
    assert suggestion(None) == ""
    assert confirmation(1, 6, 3) == "You ticked 1 of 6 points. Is it still 3? Press 3 again to confirm."
