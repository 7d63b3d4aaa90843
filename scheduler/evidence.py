"""What an estimate rests on, in words: parts of a sentence, each true for the counts it is given."""

from collections.abc import Mapping, Sequence

from cards.diagnostic import QUESTIONS, Result

RECENT_DAYS = 14
"""What is younger is spoken of in numbers; what is older only counts less."""

_RECENTLY = f"in the last {RECENT_DAYS} days"
_WENT = {
    Result.STUCK: "were stuck on",
    Result.PARTLY: "could partly answer",
    Result.CAN: "could answer",
}


def depths(recent: Sequence[int], older: int) -> str:
    """Say at which depths was answered: how often recently at depth 1, 2, 3 and 4, and how often before."""
    answers = sum(recent)
    if not answers:
        return _only(older)
    average = sum(depth * times for depth, times in enumerate(recent, start=1)) / answers
    if answers == 1:
        return f"1 answer {_RECENTLY} is at depth {average:.0f}{_too(older)}"
    return f"{answers} answers {_RECENTLY} have an average depth of {average:.1f}{_too(older)}"


def shown(recent: Mapping[str, int], older: int) -> str:
    """Say in how many answers a dimension was shown in which way: `recent` by way, and how often at all before."""
    if not any(recent.values()):
        return _only(older)
    first, *rest = [way for way, times in recent.items() if times]
    said = f"{_RECENTLY} {first} in {recent[first]} {'answer' if recent[first] == 1 else 'answers'}"
    for place, way in enumerate(rest, start=1):
        said += f"{' and' if place == len(rest) else ','} {way} in {recent[way]}"
    return said + _too(older)


def results(went: Mapping[str, Result]) -> str:
    """Say how the questions of one round went in the diagnostic: of the two or the one that it has, those answered."""
    first, *rest = went
    if rest and len(set(went.values())) == 1:
        return f"you {_WENT[went[first]]} both of its questions"
    said = f"you {_WENT[went[first]]} the question about {QUESTIONS[first].asks}"
    for question in rest:
        said += f" and {_WENT[went[question]]} the one about {QUESTIONS[question].asks}"
    return said


def _only(older: int) -> str:
    if not older:
        return "no rated answers to go by"
    return f"1 answer, not {_RECENTLY}" if older == 1 else f"{older} answers, none of them {_RECENTLY}"


def _too(older: int) -> str:
    if not older:
        return ""
    return f", and {older} older {'one counts' if older == 1 else 'ones count'} less"
