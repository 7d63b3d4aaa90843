from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.settings.days_off import LONGEST_DAYS, NoDays, Stretch, days_of, stretches

TODAY = date(2026, 11, 22)
CHRISTMAS = Stretch(date(2026, 12, 24), date(2027, 1, 2))
near = st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=400))


@pytest.mark.parametrize(
    "text",
    [
        "24 Dec - 2 Jan",
        "24 dec-2 jan",
        "24 Dec – 2 Jan",
        "24th December until 2nd January",
        "Dec 24 to Jan 2",
        "Thu 24 Dec – Saturday 2 Jan",
        "24 Dec 2026 - 2 Jan",
        "24 Dec - 2 Jan 2027",
        "2026-12-24 - 2027-01-02",
        "2026-12-24-2027-01-02",
        "2026-12-24..2027-01-02",
        "24.12. - 2.1.",
        "24.12.2026–2.1.2027",
    ],
)
def test_a_stretch_is_read_however_it_is_written(text: str):
    assert stretches(days_of(text, TODAY), TODAY) == (CHRISTMAS,)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("tomorrow", date(2026, 11, 23), date(2026, 11, 23)),
        ("today - 1 Dec", TODAY, date(2026, 12, 1)),
        ("24-26 Dec", date(2026, 12, 24), date(2026, 12, 26)),
        ("Dec 24-26", date(2026, 12, 24), date(2026, 12, 26)),
        ("1 sept", date(2027, 9, 1), date(2027, 9, 1)),
        ("29 Feb", date(2028, 2, 29), date(2028, 2, 29)),
        ("21 Nov", date(2027, 11, 21), date(2027, 11, 21)),
        ("20 Nov - 25 Nov", TODAY, date(2026, 11, 25)),
        ("1 Nov 2026 - 24 Nov 2026", TODAY, date(2026, 11, 24)),
    ],
)
def test_what_is_left_out_is_what_comes_next(text: str, first: date, last: date):
    assert days_of(text, TODAY) == Stretch(first, last).days


def test_several_go_with_commas_between():
    found = days_of("24 Dec, 31 Dec; tomorrow", TODAY)
    assert found == {date(2026, 12, 24), date(2026, 12, 31), date(2026, 11, 23)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write a day or a stretch of days"),
        (" , ", "Write a day or a stretch of days"),
        ("soon", "soon cannot be read as a day. Write it as 24 Dec"),
        ("24/12", "cannot be read"),
        ("24", "cannot be read"),
        ("12-24", "cannot be read"),
        ("24 Foo", "cannot be read"),
        ("31 Nov", "cannot be read"),
        ("29 Feb 2027", "cannot be read"),
        ("2026-13-01", "cannot be read"),
        ("24 Dec - ", "cannot be read"),
        ("tomorrow, soon", "soon cannot be read"),
        ("24 Dec 2025", "24 Dec 2025 is past."),
        ("2 Jan 2027 - 24 Dec 2026", "ends before it begins"),
        ("1 Jan 2027 - 2 Jan 2028", "longer than a year"),
        ("24 Dec 2062", "too far away"),
        ("24 Dec 9999", "too far away"),
    ],
)
def test_what_cannot_be_taken_off_is_said(text: str, said: str):
    with pytest.raises(NoDays, match=said):
        days_of(text, TODAY)


@given(st.text(max_size=40))
def test_whatever_is_written_it_is_days_from_today_on_or_a_sentence(text: str):
    try:
        found = days_of(text, TODAY)
    except NoDays as sentence:
        assert str(sentence).endswith(".")
    else:
        assert min(found) >= TODAY


@given(st.sets(near))
def test_stretches_hold_the_days_from_today_on_and_no_others(days: set[date]):
    found = stretches(days, TODAY)
    assert {day for stretch in found for day in stretch.days} == {day for day in days if day >= TODAY}
    assert all(left.last + timedelta(days=1) < right.first for left, right in pairwise(found))


@given(near, st.integers(0, LONGEST_DAYS - 1))
def test_a_stretch_is_read_as_it_is_written_down(first: date, days: int):
    stretch = Stretch(first, first + timedelta(days=days))
    text = f"{stretch.first.isoformat()} - {stretch.last.isoformat()}"
    if stretch.last >= TODAY:
        assert days_of(text, TODAY) == {day for day in stretch.days if day >= TODAY}


def test_a_stretch_is_said_with_its_weekdays_and_its_length():
    assert CHRISTMAS.said(TODAY) == "Thursday, 24 December – Saturday, 2 January 2027 (10 days)"
    assert Stretch(TODAY, TODAY).said(TODAY) == "Sunday, 22 November"
