"""Changes of a prompt's state, there and back, in a real library."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.prompt_state import PromptState
from desktop.prompt_changes import PromptChange, state_of
from tests.support.desk import EVENING, Desk

TODAY = EVENING.date()
days = st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))
notes, tags = st.sampled_from(["", "a note"]), st.sampled_from([(), ("a", "b")])
states = st.builds(PromptState, st.booleans(), days, notes, st.booleans(), tags, notes)
changes = st.sampled_from(
    [
        PromptChange.bury("F1.a", TODAY),
        PromptChange.suspend("F1.a"),
        PromptChange.wake("F1.a"),
        PromptChange.note("F1.a", "new"),
        PromptChange.mark("F1.a", True),
        PromptChange.tag("F1.a", ["Cold Start", "cold start"]),
        PromptChange.example("F1.a", "mine"),
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


def test_what_it_is_found_by_and_an_example_are_fields_of_their_own(desk: Desk):
    for change in (
        PromptChange.mark("F1.a", True),
        PromptChange.tag("F1.a", ["Cold Start", "again", "cold start", " "]),
        PromptChange.example("F1.a", "Ours."),
    ):
        change.redo(desk.real)
    assert state_of(desk.real, "F1.a") == PromptState(marked=True, tags=("again", "cold-start"), example="Ours.")
    PromptChange.mark("F1.a", False).redo(desk.real)
    assert state_of(desk.real, "F1.a") == PromptState(tags=("again", "cold-start"), example="Ours.")
