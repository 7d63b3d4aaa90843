"""Changes of a prompt's state, there and back, in a real library."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.prompt_state import PromptState
from desktop.prompt_changes import PromptChange, state_of
from tests.support.desk import EVENING, Desk

TODAY = EVENING.date()
days = st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))
states = st.builds(PromptState, st.booleans(), days, st.sampled_from(["", "a note"]))
changes = st.sampled_from(
    [
        PromptChange.bury("F1.a", TODAY),
        PromptChange.suspend("F1.a"),
        PromptChange.wake("F1.a"),
        PromptChange.note("F1.a", "new"),
    ]
)


@given(states, st.lists(changes, max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_taken_back_is_as_it_was(desk: Desk, before: PromptState, made: list[PromptChange]):
    desk.real.set_prompt_state("F1.a", before)
    steps = [PromptChange(each.prompt, **each._after) for each in made]
    stood = []
    for step in steps:
        stood.append(state_of(desk.real, "F1.a"))
        step.redo(desk.real)
    for step, state in zip(reversed(steps), reversed(stood), strict=True):
        step.undo(desk.real)
        assert state_of(desk.real, "F1.a") == state


def test_each_change_touches_only_its_own_field(desk: Desk):
    PromptChange.note("F1.a", "kept").redo(desk.real)
    PromptChange.suspend("F1.a").redo(desk.real)
    assert state_of(desk.real, "F1.a") == PromptState(suspended=True, note="kept")
    PromptChange.wake("F1.a").redo(desk.real)
    PromptChange.bury("F1.a", TODAY).redo(desk.real)
    state = state_of(desk.real, "F1.a")
    assert state.asleep(TODAY)
    assert not state.asleep(date(2026, 11, 22))
    assert state.note == "kept"
