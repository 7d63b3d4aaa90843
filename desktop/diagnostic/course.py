"""Where a person is in the diagnostic: what has a verdict, what waits for one, what is still to be asked. Knows no Qt.

The library has the verdicts. One setting beside them holds what cannot be read there: which answers were given to which
question, before which of them the last retake began, and which are being asked, in case the app is killed then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cards.attempt import AttemptRecord
from cards.diagnostic import QUESTIONS, Diagnosed, Result, latest
from cards.prompt import Prompt

if TYPE_CHECKING:
    from cards.library import Library

KEY = "diagnostic"


@dataclass(frozen=True, slots=True)
class Marks:
    """The setting, as values."""

    answers: Mapping[int, str] = field(default_factory=dict)
    """Attempt -> the question that it answers, for all that were ever given."""
    since: int = 0
    """The last attempt judged before all six were begun anew; a verdict on a later one is of this time round."""
    asked: tuple[str, ...] = ()
    """The questions of the sitting that goes on: the one in front, and before it those without an answer."""
    known: frozenset[int] = frozenset()
    """The attempts without a depth that there were before the last of them was asked."""

    @staticmethod
    def of(value: Any) -> "Marks":  # noqa: ANN401 - what JSON may hold
        """Read the setting; nothing of what is not as it was written."""
        try:
            answers = {int(attempt): str(question) for attempt, question in value["answers"]}
            asked, known = tuple(map(str, value["asked"])), frozenset(map(int, value["known"]))
            return Marks(answers, int(value["since"]), asked, known)
        except (KeyError, TypeError, ValueError):
            return Marks()

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        answers = [[attempt, question] for attempt, question in sorted(self.answers.items())]
        return {"answers": answers, "since": self.since, "asked": list(self.asked), "known": sorted(self.known)}


@dataclass(frozen=True, slots=True)
class Course:
    """How far the diagnostic is."""

    prompts: Mapping[str, Prompt]
    """Question -> the prompt of the deck that it is asked as, for those that have one."""
    diagnosed: tuple[Diagnosed, ...]
    """Every verdict, oldest first."""
    unjudged: Mapping[int, str]
    """Attempt -> question, for answers that were kept and have no verdict."""
    marks: Marks
    unrated: tuple[AttemptRecord, ...] = ()
    """The answers without a depth or a verdict, of sessions as well, newest first."""

    @property
    def without_depth(self) -> tuple[AttemptRecord, ...]:
        """Those of ``unrated`` that wait for a depth; answers of the diagnostic wait for something else."""
        return tuple(each for each in self.unrated if each.id not in self.unjudged)

    @property
    def latest(self) -> dict[str, Diagnosed]:
        """The verdict that counts, for each question that has one."""
        return latest(self.diagnosed)

    @property
    def results(self) -> dict[str, Result]:
        """What counts of each question that has a verdict."""
        return {question: each.result for question, each in self.latest.items()}

    def waiting(self, question: str) -> int | None:
        """The last answer to ``question`` that waits for its verdict."""
        return max((attempt for attempt, of in self.unjudged.items() if of == question), default=None)

    @property
    def to_do(self) -> tuple[str, ...]:
        """The questions that this time round still has to ask or to have judged, in their order."""
        judged = {each.question for each in self.diagnosed if each.attempt > self.marks.since}
        open_ = set(self.prompts) - judged | set(self.unjudged.values())
        return tuple(question for question in QUESTIONS if question in open_)

    @property
    def begun(self) -> bool:
        """Whether anything was answered, ever."""
        return bool(self.latest or self.unjudged)


def course_of(library: "Library", prompts: Iterable[Prompt]) -> Course:
    """Read how far the diagnostic is; ``prompts`` are the whole deck."""
    marks = Marks.of(library.setting(KEY))
    opening = {prompt.diagnostic: prompt for prompt in reversed(tuple(prompts)) if prompt.diagnostic in QUESTIONS}
    unrated = library.unrated_attempts()
    for question in (each for each in marks.asked if each in opening):
        found = (each.id for each in unrated if each.id not in marks.known and _answers(each, opening[question]))
        marks = replace(marks, answers={**dict.fromkeys(found, question), **marks.answers})
    unjudged = {each.id: marks.answers[each.id] for each in unrated if marks.answers.get(each.id) in QUESTIONS}
    asked_as = {each: opening[each] for each in QUESTIONS if each in opening}
    return Course(asked_as, library.diagnosed(), unjudged, marks, unrated)


def _answers(attempt: AttemptRecord, prompt: Prompt) -> bool:
    """Whether it may answer a question that is asked as ``prompt``: a session would have gone on to a follow-up."""
    return attempt.prompt == prompt.id and not attempt.follow_up


def ask(library: "Library", course: Course, questions: Iterable[str]) -> None:
    """These are asked from now on, the last of them now: an answer to one of them is found again, whatever happens."""
    known = frozenset(each.id for each in course.unrated)
    library.set_setting(KEY, replace(course.marks, asked=tuple(questions), known=known).as_json())


def answered(library: "Library", course: Course, question: str, attempt: int) -> None:
    """``question`` was answered, and the answer waits for its verdict."""
    asked = tuple(each for each in course.marks.asked if each != question)
    answers = {**course.marks.answers, attempt: question}
    library.set_setting(KEY, replace(course.marks, answers=answers, asked=asked).as_json())


def settle(library: "Library", course: Course) -> None:
    """Nothing is asked any more; what was answered meanwhile has been found."""
    library.set_setting(KEY, replace(course.marks, asked=(), known=frozenset()).as_json())


def begin_anew(library: "Library", course: Course) -> None:
    """All six are to be asked once more; the earlier verdicts stay."""
    since = max((each.attempt for each in course.diagnosed), default=0)
    library.set_setting(KEY, replace(course.marks, since=since).as_json())
