"""Prompts to show."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cards.prompt_query import parse
from cards.prompt_state import PromptState, RetiredPrompt
from cards.review import Memory, Schedule, Standing
from cards.rounds import Round
from desktop.decks import Origin
from desktop.prompts.catalogue import Catalogue, Entry, Known, found
from desktop.prompts.editor_model import CheckModel, EditorModel, Remark
from desktop.prompts.model import Answered, ListModel, PaneModel, pane_model, prompt_model
from tests.support.desk import prompt

TODAY = date(2026, 11, 21)
PROMPTS = (
    prompt("F1.a", topic="Bias and variance", title="Two models on little data"),
    prompt("S1.a", Round.DESIGN, topic="Retrieval", dimensions=("s1",), year=2023, title="Long pages"),
    prompt("C1.a", Round.CODING, topic="Tokenizers", dimensions=("c1",), snippet="print(1)", title="A split word"),
    prompt("B1.a", Round.BEHAVIORAL, topic="Failures", dimensions=("b1",), title="A model that drifted"),
)


def schedule(days: int) -> Schedule:
    """It comes back in so many days."""
    return Schedule(Memory(3.0, 5.0), TODAY - timedelta(days=4), TODAY + timedelta(days=days), 1, 0)


def place(days: int, lapses: int = 0) -> Standing:
    """The same, with what its date was made with."""
    return Standing(replace(schedule(days), lapses=lapses), 2, 0.85, lifted=False, shift=0)


KNOWN = Known(
    {
        "S1.a": PromptState(marked=True, tags=("rag", "weak"), note="The number first.", example="Our invoices."),
        "C1.a": PromptState(suspended=True),
    },
    {"F1.a": place(-1, lapses=4), "S1.a": place(5)},
    {"F1.a": 2, "S1.a": 3},
    (RetiredPrompt("F0.z", Round.ML, "Old things", "An old one", "What did one choose?"),),
)
ENTRIES = Catalogue().entries(PROMPTS, {"S1.a": Origin.EDITED, "B1.a": Origin.OWN}, KNOWN, TODAY)
ANSWERS = (Answered(7, "Thu 19 Nov · 2:38 · depth 2"), Answered(5, "Mon 2 Nov · 1:58 · depth 1"))


def entry(prompt_id: str, **changed: Any) -> Entry:  # noqa: ANN401 - any field
    """One of the prompts."""
    return replace(next(each for each in ENTRIES if each.id == prompt_id), **changed)


def model(query: str = "", **changed: Any) -> ListModel:  # noqa: ANN401 - any field
    """What ``query`` finds."""
    wanted = parse(query)
    entries = tuple(replace(each, **changed) for each in found(ENTRIES, wanted))
    return ListModel(entries, wanted, tuple(each.topic for each in PROMPTS), ("rag", "weak"), TODAY, len(PROMPTS), 1)


def pane(prompt_id: str = "S1.a", **changed: Any) -> PaneModel:  # noqa: ANN401 - any field
    """One prompt, whole."""
    return replace(pane_model(entry(prompt_id), (), TODAY), answers=ANSWERS, **changed)


def editor(text: str = "format = 1\n", **changed: Any) -> EditorModel:  # noqa: ANN401 - any field
    """Somebody edits a prompt."""
    return EditorModel("Editing “Long pages”", "It is kept in decks/my-retrieval.toml.", text, **changed)


def checked(*remarks: Remark, whole: bool = True) -> CheckModel:
    """What a check found."""
    return CheckModel("2 things to mend.", remarks, prompt_model(PROMPTS[2]) if whole else None)
