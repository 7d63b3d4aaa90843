"""Whether words keep up, and what is said when they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.pace import LEAST_S, SURE_AFTER, TOO_SLOW, WORTH_SAYING_S, Pace, about, behind_sentence, more_sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, ""),
        (8, ""),
        (8.1, "about 10 s"),
        (11, "about 15 s"),
        (22, "about 30 s"),
        (35, "about 40 s"),
        (50.1, "about 1 min"),
        (61, "about 1.5 min"),
        (91, "about 2 min"),
        (121, "about 3 min"),
        (3599, "about 60 min"),
        (3601, "over an hour"),
    ],
)
def test_a_wait_is_said_in_steps_and_never_too_short(seconds: float | None, words: str):
    assert about(seconds) == words


@given(st.floats(min_value=WORTH_SAYING_S + 0.01, max_value=3600))
def test_a_wait_is_never_shorter_than_it_is(seconds: float):
    number, unit = about(seconds).removeprefix("about ").split()
    assert float(number) * (60 if unit == "min" else 1) >= seconds


def test_it_is_a_sentence():
    assert behind_sentence(40) == "The text is about 40 s behind. Your recording is not."
    assert behind_sentence(8) == ""
    assert more_sentence(40) == "The text will take about 40 s more."
    assert more_sentence(3) == more_sentence(None) == ""


def test_nothing_is_said_before_something_was_measured():
    assert Pace().more_s(100) is None
    assert Pace().more_s(0) is None
    assert not Pace().too_slow


def test_a_backlog_takes_as_long_as_the_windows_before():
    pace = Pace().after(15, 30)
    assert pace.more_s(60) == 30
    assert pace.more_s(1) == 0.5 * LEAST_S
    assert pace.more_s(-1) == 0


@pytest.mark.parametrize(("took_s", "sound_s"), [(0, 30), (2, 3)])
def test_what_was_not_measured_or_is_short_tells_nothing(took_s: float, sound_s: float):
    pace = Pace().after(15, 30)
    assert pace.after(took_s, sound_s) == pace


def test_one_slow_window_does_not_make_a_slow_model():
    pace = Pace()
    for took_s in (60, 9, 9, 9, 9):
        pace = pace.after(took_s, 30)
    assert not pace.too_slow


def test_a_model_that_stays_slow_is_too_slow_once_that_is_sure():
    pace = Pace()
    for number in range(1, SURE_AFTER + 1):
        assert not pace.too_slow
        pace = pace.after(30 * TOO_SLOW + 3, 30)
        assert pace.windows == number
    assert pace.too_slow


@given(st.lists(st.tuples(st.floats(0.1, 100), st.floats(LEAST_S, 30)), min_size=1))
def test_the_pace_stays_among_what_was_measured(measured: list[tuple[float, float]]):
    pace = Pace()
    for took_s, sound_s in measured:
        pace = pace.after(took_s, sound_s)
    factors = [took_s / sound_s for took_s, sound_s in measured]
    assert pace.factor is not None
    assert min(factors) * 0.999 <= pace.factor <= max(factors) * 1.001
