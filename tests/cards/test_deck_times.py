"""What a prompt asks of ear and clock at 140 words a minute: read aloud in 20 s, answered within its limit."""

from tests.cards.times import table, times

TIMES = list(times())
READ_S = 20
LOOKED_AT_S = 39
"""A snippet, or a design of half an hour, stays in view while one talks: 90 words."""


def test_a_prompt_is_read_aloud_in_time():
    limits = {each: LOOKED_AT_S if each.stays_in_view else READ_S for each in TIMES}
    assert {each.prompt.id: each.read_s for each, limit in limits.items() if each.read_s > limit} == {}


def test_a_follow_up_is_read_aloud_in_time():
    assert {each.prompt.id: each.follow_up_s for each in TIMES if each.follow_up_s > READ_S} == {}


def test_a_model_answer_fits_its_limit():
    assert {each.prompt.id: each.share for each in TIMES if each.share > 1} == {}
    assert {each.prompt.id: each.answer_words for each in TIMES if not 120 <= each.answer_words <= 250} == {}


def test_a_limit_says_something_about_its_answer():
    """But for the long ones, where a model answer is the spine of what is said."""
    assert {each.prompt.id: each.share for each in TIMES if each.prompt.seconds < 300 and each.share < 0.4} == {}


def test_the_table_has_a_row_for_every_prompt():
    printed = str(table())
    assert all(f"| {each.prompt.id} | " in printed for each in TIMES)
    assert "140 words a minute" in printed
