"""When a prompt is not to be asked."""

from datetime import date, timedelta

import pytest

from cards.prompt_state import PromptState

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("state", "asleep"),
    [
        (PromptState(), False),
        (PromptState(note="a note"), False),
        (PromptState(suspended=True), True),
        (PromptState(buried_until=DAY + timedelta(days=1)), True),
        (PromptState(buried_until=DAY), False),
        (PromptState(suspended=True, buried_until=DAY), True),
    ],
)
def test_asleep(state: PromptState, asleep: bool):
    assert state.asleep(DAY) is asleep
