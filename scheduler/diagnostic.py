"""Where to begin after the diagnostic: which rounds, in which order, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cards.diagnostic import QUESTIONS, Diagnosed, Result
from cards.rounds import ROUNDS, Round
from scheduler import evidence
from scheduler.weakness import weaknesses

ORDER = (Round.DESIGN, Round.BEHAVIORAL, Round.ML, Round.CODING)
"""Of equally weak rounds the first of these comes first."""

_OF_EQUALS: Mapping[Round, str] = {
    Round.DESIGN: "depth counts most there",
    Round.BEHAVIORAL: "nobody else can prepare your own stories",
    Round.ML: "the other rounds build on it",
}
"""Why it does; the last of them never comes first."""

# Somebody who is stuck on all six cannot begin everywhere at once.
_COMPRESSED = frozenset({Round.ML, Round.CODING})
_ALL_STUCK: Mapping[Round, str] = {
    Round.ML: "It comes first, since the other rounds build on it, and stays short: clear tradeoffs are enough.",
    Round.DESIGN: "It gets the most time: no round weighs more, and none is prepared less.",
    Round.CODING: "It stays short, because the time goes to System design first.",
    Round.BEHAVIORAL: "It keeps its usual share: nobody else can prepare your own stories.",
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the preparation, which is for one round."""

    round: Round
    why: str
    """One sentence."""
    compressed: bool = False
    """True where it is to be gone through in less than its usual time."""


@dataclass(frozen=True, slots=True)
class Route:
    """What the diagnostic leads to."""

    headline: str
    why: str
    """How the order came about, and what is still missing."""
    phases: tuple[Phase, ...]
    """In the order of the work; none where no gap showed."""


def route(results: Mapping[str, Result]) -> Route:
    """Return the way through the rounds that `results` lead to, by question; one that is not in it has no answer.

    A question somebody is stuck on leads to the phase of its round. Of several the round comes first that is weakest by
    these answers, as the estimates see it, and of equals the first of `ORDER`. Stuck on all six: begin with phase 1,
    phases 1 and 3 in short, and most of the time for phase 2. Stuck on none: the rounds that were answered in part, in
    the same order, or none at all.
    """
    known = {question: results[question] for question in QUESTIONS if question in results}
    missing = len(QUESTIONS) - len(known)
    stuck = [question for question, result in known.items() if result is Result.STUCK]
    partly = [question for question, result in known.items() if result is Result.PARTLY]
    if len(stuck) == len(QUESTIONS):
        return _everywhere()
    if stuck:
        phases, order = _phases(stuck, known)
        began = f"Start with {_names(phases)}."
        return Route(began, f"{_count('You were stuck on', stuck)}{order}{_missing(missing)}", phases)
    if partly:
        phases, order = _phases(partly, known)
        began = f"No question left you stuck; there is most to gain in {_names(phases)}."
        return Route(began, f"{_count('You could partly answer', partly)}{order}{_missing(missing)}", phases)
    if not known:
        return Route("The diagnostic is not begun.", f"It has {len(QUESTIONS)} questions.", ())
    return _no_gap(known, missing)


def _everywhere() -> Route:
    return Route(
        f"Start with {ROUNDS[Round.ML].name}, in short; most of the time goes to {ROUNDS[Round.DESIGN].name}.",
        f"You were stuck on all {len(QUESTIONS)} questions, and not everything can come first.",
        tuple(Phase(round_, why, round_ in _COMPRESSED) for round_, why in _ALL_STUCK.items()),
    )


def _no_gap(known: Mapping[str, Result], missing: int) -> Route:
    if missing:
        return Route("No gap so far.", f"{_count('You could answer', [*known])}.{_missing(missing)}", ())
    said = f"You could answer all {len(QUESTIONS)} questions; what you practise shows the rest."
    return Route("No gap showed.", said, ())


def _phases(gaps: list[str], known: Mapping[str, Result]) -> tuple[tuple[Phase, ...], str]:
    """The rounds of the questions in `gaps`, weakest first, and what is to be said of that order."""
    any_day = date(2000, 1, 1)
    weakness = weaknesses([], {}, [Diagnosed(question, known[question], any_day, 0) for question in known], any_day)
    rounds = {QUESTIONS[question].round for question in gaps}
    order = sorted((each for each in ORDER if each in rounds), key=lambda each: -weakness[each].weakness)
    equal = [each for each in order if weakness[each].weakness == weakness[order[0]].weakness]
    return tuple(Phase(each, _why(each, known)) for each in order), _said_of(order, equal)


def _why(round_: Round, known: Mapping[str, Result]) -> str:
    said = evidence.results({question: known[question] for question in known if QUESTIONS[question].round is round_})
    return f"{said[0].upper()}{said[1:]}."


def _names(phases: tuple[Phase, ...]) -> str:
    first, *rest = (ROUNDS[phase.round].name for phase in phases)
    return f"{first}, then {', then '.join(rest)}" if rest else first


def _count(said: str, questions: list[str]) -> str:
    return f"{said} {len(questions)} of {len(QUESTIONS)} questions"


def _said_of(order: list[Round], equal: list[Round]) -> str:
    """The end of the sentence before it, and where `equal` rounds are the weakest of all one more."""
    if len(order) == 1:
        return "."
    if len(equal) == 1:
        return ", and the round that they show to be weakest comes first."
    *others, last = (ROUNDS[each].name for each in equal)
    return (
        f". By your answers {', '.join(others)} and {last} are equally weak: {others[0]} comes first, because "
        f"{_OF_EQUALS[equal[0]]}."
    )


def _missing(missing: int) -> str:
    if not missing:
        return ""
    return f" {'1 question is' if missing == 1 else f'{missing} questions are'} not answered yet."
