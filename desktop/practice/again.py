"""Which answer is worth hearing again, and why: a rule of what the person ticked, the same every time. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.attempt import AttemptRecord
from cards.prompt import Prompt
from scheduler.depth import DEPTHS

_MISSING = {
    "named_tradeoff": "you never named what pulls each way.",
    "decided": "you named the tradeoff, but did not decide under the constraint.",
    "named_failure": "you decided, but never said when it fails.",
    "adapted": "you said when it fails, but did not adapt to the follow-up.",
}
"""What an answer lacks whose first statement that is not true is this one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One go at a prompt that is in the deck."""

    prompt: Prompt
    attempt: AttemptRecord


@dataclass(frozen=True, slots=True)
class Again:
    """An answer to hear again."""

    attempt: int
    title: str
    why: str
    """The end of a sentence that begins with the title: "you decided, but never said when it fails."."""


def listen_again(answers: Sequence[Answer]) -> Again | None:
    """Choose among the rated answers that can be heard; None when each was as deep as its prompt asks for.

    The one furthest below its prompt's target depth comes first; of equals the one in which a smaller share of the key
    points was ticked, then the earlier one. Where none is below, it is one that did not adapt to a follow-up it had.
    """
    heard = [each for each in answers if each.attempt.review is not None and each.attempt.seconds > 0]
    short = [each for each in heard if _shortfall(each) > 0]
    if short:
        found = min(short, key=lambda each: (-_shortfall(each), _share(each), each.attempt.at))
        return Again(found.attempt.id, found.prompt.title, _why(found))
    for each in heard:
        if each.attempt.ticks.statements.get("adapted") is False and _had_follow_up(each):
            return Again(each.attempt.id, each.prompt.title, "it was deep, but did not adapt to the follow-up.")
    return None


def _depth(answer: Answer) -> int:
    return answer.attempt.review.depth if answer.attempt.review is not None else 0


def _shortfall(answer: Answer) -> int:
    return answer.prompt.target_depth - _depth(answer)


def _share(answer: Answer) -> float:
    points = answer.attempt.ticks.key_points
    return sum(points.values()) / len(points) if points else 0.0


def _had_follow_up(answer: Answer) -> bool:
    return any(take.question for take in answer.attempt.kept_takes)


def _why(answer: Answer) -> str:
    statements = answer.attempt.ticks.statements
    depth, target = _depth(answer), answer.prompt.target_depth
    missing = next((name for name in _MISSING if not statements.get(name)), "")
    if not statements or not missing or (missing == "adapted" and not _had_follow_up(answer)):
        return f"it stayed at depth {depth} ({DEPTHS[depth].label.lower()}), and the prompt asks for {target}."
    return _MISSING[missing]
