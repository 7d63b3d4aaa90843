import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules import Rules, as_json, from_json

RETENTIONS = st.floats(0.70, 0.95)
RULES = st.builds(
    lambda one, other, easy, off: Rules(min(one, other), max(one, other), easy, off),
    RETENTIONS,
    RETENTIONS,
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.dates(), max_size=20),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NAMES = ("retention", "weak_retention", "easy_weekdays", "days_off")


def test_the_usual_rules():
    assert Rules() == Rules(0.85, 0.92, frozenset(), frozenset())


@given(RULES)
def test_rules_come_back_as_they_were_stored(rules: Rules):
    assert from_json(json.loads(json.dumps(as_json(rules)))) == rules


def test_what_is_stored_reads_well():
    rules = Rules(0.8, 0.9, frozenset({6, 5}), frozenset({date(2026, 12, 25), date(2026, 12, 24)}))
    assert as_json(rules) == {
        "retention": 0.8,
        "weak_retention": 0.9,
        "easy_weekdays": [5, 6],
        "days_off": ["2026-12-24", "2026-12-25"],
    }


@given(JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, JSON)))
def test_whatever_was_stored_there_are_rules(value: object):
    assert isinstance(from_json(value), Rules)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("retention", 0.99),
        ("retention", "0.9"),
        ("retention", True),
        ("weak_retention", float("nan")),
        ("easy_weekdays", [5, 7]),
        ("easy_weekdays", "56"),
        ("days_off", ["2026-12-24", "Christmas"]),
        ("days_off", [20261224]),
    ],
)
def test_what_cannot_be_read_is_as_usual_and_the_rest_is_kept(field: str, value: object):
    stored = as_json(Rules(0.8, 0.9, frozenset({5}), frozenset({date(2026, 12, 24)})))
    read = from_json({**stored, field: value})
    usual = as_json(Rules())
    assert as_json(read) == {**stored, field: usual[field]}


def test_weak_rounds_are_never_left_with_less_than_the_others():
    assert from_json({"retention": 0.95}) == Rules(0.95, 0.95)


@pytest.mark.parametrize(
    ("retention", "weak"), [(0.69, 0.92), (0.96, 0.96), (0.85, 0.96), (0.9, 0.85), (float("nan"), 0.92)]
)
def test_a_retention_out_of_range_is_refused(retention: float, weak: float):
    with pytest.raises(ValueError, match="desired retention"):
        Rules(retention, weak)


def test_a_weekday_that_is_none_is_refused():
    with pytest.raises(ValueError, match="weekday"):
        Rules(easy_weekdays=frozenset({7}))
