"""The pages of the diagnostic, put into words from where a person is in it. Knows no Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cards.attempt import AttemptRecord
from cards.coverage import diagnostic
from cards.diagnostic import QUESTIONS, Diagnosed
from cards.prompt import Prompt
from cards.rounds import ROUNDS, Round
from desktop.diagnostic.course import Course
from desktop.diagnostic.model import (
    NO_PROMPT,
    NO_PROMPTS,
    SAID,
    AnswerRow,
    PhaseRow,
    QuestionRow,
    RoundRow,
    RouteModel,
    StartModel,
    VerdictModel,
    minutes_long,
    titled,
)
from desktop.diagnostic.offering import offer
from desktop.practice.model import Header, Said, minutes_and_seconds
from desktop.words import day_and_month, on_day, several, spoken_day
from scheduler.diagnostic import Phase, route
from scheduler.practice import Practice

if TYPE_CHECKING:
    from cards.library import Library


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a question, as it stands in the library."""

    question: str
    prompt: Prompt
    attempt: AttemptRecord


def given_of(library: "Library", deck: Iterable[Prompt], question: str, attempt: int) -> Given | None:
    """Read an answer; None when its prompt has left the deck."""
    record = library.attempt(attempt)
    prompt = next((each for each in deck if each.id == record.prompt), None)
    return Given(question, prompt, record) if prompt is not None else None


def number_of(question: str) -> int:
    """Return a question's place among the six, from 1."""
    return tuple(QUESTIONS).index(question) + 1


def title_of(question: str) -> str:
    """Return what a question is about, as a title."""
    return titled(QUESTIONS[question].asks)


def header(question: str) -> Header:
    """Return the quiet line above a question; how long it is says the clock under it, to the second."""
    return Header(QUESTIONS[question].round, _place(question), diagnostic()[question])


def _place(question: str) -> str:
    return f"Question {number_of(question)} of {len(QUESTIONS)}"


# The first page


def start_model(course: Course, today: date) -> StartModel:
    """Return the first page as things stand."""
    rows = tuple(_row(course, question, today) for question in QUESTIONS)
    left = course.to_do
    if not course.prompts and not course.begun:
        return StartModel((), NO_PROMPTS)
    if not left:
        last = max(each.day for each in course.latest.values())
        count = len(course.latest)
        every = "All six questions are" if count == len(QUESTIONS) else several(count, "question is", "questions are")
        return StartModel(rows, f"{every} answered, the last one {on_day(last, today)}.", again=True, result=True)
    begin = "Go on" if course.begun else "Begin"
    return StartModel(rows, _next(course, left), begin, result=bool(course.latest))


def _next(course: Course, left: Sequence[str]) -> str:
    """How much is left, and what comes first of it: a question, or the verdict on an answer."""
    if not course.begun:
        return offer(course)
    unasked = [each for each in left if course.waiting(each) is None]
    verdict_first = unasked[:1] != [left[0]]
    questions, verdicts = _left(course, unasked, names_next=not verdict_first), _waiting(course, verdict_first)
    return " ".join(filter(None, (verdicts, questions) if verdict_first else (questions, verdicts)))


def _left(course: Course, unasked: Sequence[str], *, names_next: bool) -> str:
    """Say how many questions are to be answered, and which one the only or the next one is."""
    if not unasked:
        return ""
    first = f"the one about {QUESTIONS[unasked[0]].asks}, {minutes_long(course.prompts[unasked[0]].seconds)}."
    count = several(len(unasked), "question")
    if len(unasked) == 1:
        return f"{count} left: {first}"
    return f"{count} left. Next: {first}" if names_next else f"{count} left."


def _waiting(course: Course, names_first: bool) -> str:
    """Say that answers wait for their verdict, and which one the only or the first one is."""
    answers = course.unjudged
    if not answers:
        return ""
    about = next(QUESTIONS[each].asks for each in QUESTIONS if each in answers.values())
    if len(answers) == 1:
        return f"Your answer about {about} waits for your verdict."
    first = f", first the one about {about}" if names_first else ""
    return f"{several(len(answers), 'answer waits', 'answers wait')} for your verdict{first}."


def _row(course: Course, question: str, today: date) -> QuestionRow:
    prompt, judged = course.prompts.get(question), course.latest.get(question)
    standing, when, action = "", "", ""
    if course.waiting(question) is not None:
        standing, action = "No verdict yet", "Judge it"
    elif judged is not None:
        standing, when = SAID[judged.result], short_day(judged.day, today)
        action = "Again" if prompt is not None else ""
    elif prompt is not None:
        standing, action = minutes_long(prompt.seconds), "Answer"
    text = diagnostic()[question] if action or judged is not None else NO_PROMPT
    return QuestionRow(
        question,
        number_of(question),
        QUESTIONS[question].round,
        title_of(question),
        text,
        standing,
        when,
        action,
    )


def short_day(day: date, today: date) -> str:
    """Return such as "today" and "21 November"; with the year when it is not this one."""
    return "today" if day == today else day_and_month(day, today)


# The verdict


def verdict_model(given: Given, said: tuple[Said, ...]) -> VerdictModel:
    """Return an answer with what it is compared with."""
    spoken_s = given.attempt.seconds
    length = f"{minutes_and_seconds(spoken_s)} of {minutes_and_seconds(given.prompt.seconds)}" if spoken_s else ""
    return VerdictModel(
        Header(QUESTIONS[given.question].round, _place(given.question)),
        diagnostic()[given.question],
        said,
        tuple(point.claim for point in given.prompt.key_points),
        length,
    )


def judged_sentence(diagnosed: Diagnosed) -> str:
    """Return what was just chosen, and that it need not stay."""
    label = SAID[diagnosed.result]
    return f"Question {number_of(diagnosed.question)}: “{label}”. Ctrl+Z takes it back."


def taken_back_sentence(question: str) -> str:
    """Return that an answer has no verdict any more."""
    return f"Question {number_of(question)} has no verdict any more; the diagnostic asks for it again."


def skipped_sentence(question: str) -> str:
    """Return what becomes of a question that is not asked now."""
    return f"Question {number_of(question)} stays open until you go on another time."


# The result


def route_model(course: Course, practice: Practice) -> RouteModel:
    """Return where to begin, from the verdicts, and where the rounds stand, from them and from what was practised."""
    found = route(course.results)
    week = practice.week
    return RouteModel(
        found.headline,
        found.why,
        tuple(_phase(each) for each in found.phases),
        tuple(_round(each, practice, week.focus) for each in ROUNDS),
        _focus(practice),
        _open(course),
        tuple(_answer(each, practice.day) for each in reversed(course.diagnosed)),
    )


def _phase(phase: Phase) -> PhaseRow:
    marks = ("in short",) if phase.compressed else ()
    return PhaseRow(phase.round, ROUNDS[phase.round].name, phase.why, marks)


def _round(round_: Round, practice: Practice, focus: Round) -> RoundRow:
    own, name = practice.weakness[round_], ROUNDS[round_].name
    title = f"{name}, your focus this week" if round_ is focus else name
    return RoundRow(round_, title, own.depth, own.uncertainty, own.why)


def _focus(practice: Practice) -> str:
    """Say which round the week is for; a reason that stands with the round itself is not said twice."""
    week = practice.week
    own = practice.weakness[week.focus].why
    why = f"{week.why.removesuffix(own).rstrip(' :.')}." if week.why.endswith(own) else week.why
    return f"{ROUNDS[week.focus].name} is your focus this week. {why}"


def _open(course: Course) -> str:
    """Say what may still change this, besides the questions never answered, which the route itself names."""
    waiting = set(course.unjudged.values())
    again = sum(question in course.latest and question not in waiting for question in course.to_do)
    said = []
    if waiting:
        said.append(f"{several(len(waiting), 'answer has', 'answers have')} no verdict yet.")
    if again:
        said.append(f"{several(again, 'question is', 'questions are')} still to be answered again.")
    return " ".join(said)


def _answer(diagnosed: Diagnosed, today: date) -> AnswerRow:
    question = QUESTIONS[diagnosed.question]
    return AnswerRow(
        diagnosed.attempt,
        question.round,
        titled(question.asks),
        titled(spoken_day(diagnosed.day, today)),
        SAID[diagnosed.result],
    )
