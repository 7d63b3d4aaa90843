"""A text for each question: what was typed last is there, and nothing else."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from desktop.library_work import LibraryWork
from desktop.practice.drafts import Drafts
from desktop.practice.question import Question
from tests.support.desk import FakeStage, SteppingClock, prompt


class NoJobs:
    """Nothing reaches a library here."""

    def library(self, work: Callable[..., object], done: object, failed: object) -> None: ...

    def pool(self, work: Callable[..., object], done: object, failed: object) -> None: ...


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.text(max_size=5))))
def test_each_question_has_its_last_text_and_no_other(typed: list[tuple[str, str]]):
    drafts = Drafts(LibraryWork(NoJobs(), FakeStage()), SteppingClock())
    questions = {name: Question(prompt(), name, "more") for name in "abc"}
    last: dict[str, str] = {}
    for name, text in typed:
        drafts.put(questions[name], text)
        stored = text.replace("\0", "")
        last[name] = stored if stored.strip() else ""
    assert {name: drafts.text(questions[name]) for name in last} == last
    assert {question.constraint: text for question, text in drafts.all()} == {
        name: text for name, text in last.items() if text
    }
    drafts.keep_all()
    assert drafts.all() == ()
