"""What the screens of the diagnostic show, as values, and the sentences they say. Knows no Qt."""

from dataclasses import dataclass

from cards.diagnostic import Result
from cards.rounds import Round
from desktop.practice.model import Header, Said
from desktop.words import counted

HEADLINE = "Where is your weakest round?"
ABOUT = (
    "Six questions, answered aloud and recorded like any other answer. After each one you compare what you said with "
    "what a strong answer makes, and say yourself whether you can, can partly, or are stuck. This decides where to "
    "begin. No date comes of it, and nobody else hears it."
)
NO_PROMPTS = (
    "The deck has no prompt for any of the six questions, so there is nothing to ask. They belong to the deck that "
    'ships; a prompt of your own takes a question over when it carries its code, such as diagnostic = "Q1".'
)
NO_PROMPT = "The deck has no prompt for this question."
COMPARE = "Points a strong answer makes"
TAKES_BACK = "Ctrl+Z takes it back."


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the three verdicts, and the sentence by which a person knows theirs."""

    result: Result
    key: str
    label: str
    sentence: str


CHOICES = (
    Choice(Result.CAN, "1", "I can", "It came without notes, and I could defend it when somebody pushes back."),
    Choice(Result.PARTLY, "2", "Partly", "I knew the direction, but I missed or guessed something I would be asked."),
    Choice(Result.STUCK, "3", "Stuck", "I lost the thread, stayed with words I know, or had hardly anything to say."),
)
SAID = {choice.result: choice.label for choice in CHOICES}
"""How a verdict reads in a list."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One of the six questions."""

    question: str
    number: int
    round: Round
    title: str
    asks: str
    """The whole question, or why it cannot be asked."""
    standing: str
    """How long it is, or how it went."""
    when: str
    """When it was answered; empty where it was not."""
    action: str
    """What can be done with it; empty for nothing."""


@dataclass(frozen=True, slots=True)
class StartModel:
    """The first page."""

    rows: tuple[QuestionRow, ...]
    next: str
    """A sentence on what comes next."""
    begin: str = ""
    """What the main button says: it asks what is to be asked. Empty when nothing is."""
    again: bool = False
    """All six can be begun anew."""
    result: bool = False
    """There is a result to be seen; it is the main button when nothing is left to ask."""


@dataclass(frozen=True, slots=True)
class VerdictModel:
    """An answer and what it is compared with."""

    header: Header
    asks: str
    """The whole question: what "I can" is said to."""
    said: tuple[Said, ...]
    points: tuple[str, ...]
    length: str
    """How long was spoken, against how long there was; empty for a typed answer."""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase of preparation, in the order to be gone through."""

    round: Round
    title: str
    reason: str
    marks: tuple[str, ...] = ()
    """Whether it is to be gone through in less than its usual time."""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """Where a round stands now."""

    round: Round
    title: str
    depth: float
    """1 to 4."""
    uncertainty: float
    """One standard deviation, in steps of depth."""
    why: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer with its verdict."""

    attempt: int
    round: Round
    title: str
    when: str
    result: str


@dataclass(frozen=True, slots=True)
class RouteModel:
    """What comes of the diagnostic."""

    headline: str
    why: str
    phases: tuple[PhaseRow, ...]
    rounds: tuple[RoundRow, ...]
    focus: str
    """Which round the week is for, and why."""
    open: str
    """That questions are left; empty where none is."""
    answers: tuple[AnswerRow, ...]
    """Every answer, the last first."""


def whole_minutes(seconds: int) -> int:
    """Return at least one: a part of a minute counts as one, nobody is to be surprised."""
    return max(1, -(-seconds // 60))


def minutes_long(seconds: int) -> str:
    """Return such as "3 minutes"."""
    return counted(whole_minutes(seconds), "minute")


def titled(words: str) -> str:
    """Return words as they begin a line: "Attention and convolution"."""
    return words[:1].upper() + words[1:]
