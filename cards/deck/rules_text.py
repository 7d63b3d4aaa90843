"""The rubric's rules over what is read and said: decision, constraints, follow-ups, answer, failure, codes."""

import re
from collections.abc import Iterator

from cards.coverage import checklist, diagnostic
from cards.deck.remark import Remark, Rule, Weight, count, seconds_of, shown
from cards.prompt import Prompt

MOST_SHOWN_WORDS = 46
"""Of the decision and its longest constraint: what is read aloud in 20 s."""
MOST_LONG_WORDS, LONG_S = 90, 900
"""The same of a prompt that is looked at while it is talked about."""
MOST_NUMBERS = 4
"""What one keeps in the head of one sentence."""
MOST_FOLLOW_UP_WORDS = 32
LEAST_ANSWER_WORDS, MOST_ANSWER_WORDS = 120, 250
LEAST_FAILURE_WORDS = 30
FOLLOW_UP_S = range(45, 61)
DEPTHS = (3, 4)
RECENT_YEAR = 2024

_OPENING = re.compile(
    r"(what(?:['’]s| is| are| does)|define|explain|describe|tell me|compare|discuss|list|how do(?:es)? .{1,40} work)\b",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|third|quarter|twice|double|no|none)\b)"
)
_NUMBERS = re.compile(rf"(?<!\w){_NUMBER}(?:[ -](?:a )?{_NUMBER})*", re.IGNORECASE)
# "Half a million" and "40 million" are one number each.
_NOT_KEPT = re.compile(r"one|no|none", re.IGNORECASE)
_SENTENCE = re.compile(r"[\"“‘'$(]?[A-Z0-9].*[.?][\"”’')]?", re.DOTALL)
_NO_PUSH = re.compile(r"\b(?:tell me more|elaborate)\b", re.IGNORECASE)
_NOTICE = re.compile(r"\bnotic", re.IGNORECASE)


def _is_looked_at(prompt: Prompt) -> bool:
    """Whether it stays in view while it is talked about: with a snippet, or for 15 minutes and more."""
    return bool(prompt.snippet) or prompt.seconds >= LONG_S


def _decision(prompt: Prompt) -> Iterator[Remark]:
    if opening := _OPENING.match(prompt.decision):
        yield Remark(
            ("decision",),
            f"the decision opens like a question for a definition ('{shown(opening[0])}').",
            "Say who has to decide, and between what.",
        )
    if re.search(r"\d", prompt.decision):
        yield Remark(
            ("decision",),
            "the decision holds a number.",
            "Move it into the constraints, so that it changes with them.",
        )
    longest = max(range(len(prompt.constraints)), key=lambda at: count(prompt.constraints[at]))
    words = count(prompt.decision) + count(prompt.constraints[longest])
    most = MOST_LONG_WORDS if _is_looked_at(prompt) else MOST_SHOWN_WORDS
    if words > most:
        yield Remark(
            ("constraints", longest),
            f"this constraint and the decision have {words} words, which take {seconds_of(words)} s to read aloud.",
            f"Shorten them to {most} words, {seconds_of(most)} s.",
        )


def _constraints(prompt: Prompt) -> Iterator[Remark]:
    numbers = [_NUMBERS.findall(each) for each in prompt.constraints]
    if not any(numbers):
        yield Remark(
            ("constraints",),
            "there is no number in any constraint.",
            "Give each a limit that decides: a time, a volume, a price, a share.",
        )
    for at, constraint in enumerate(prompt.constraints):
        place = ("constraints", at)
        if any(numbers) and not numbers[at]:
            yield Remark(place, f"constraint {at + 1} holds no number.", "Give it a limit that decides.")
        kept = sum(not _NOT_KEPT.fullmatch(each) for each in numbers[at])
        if kept > MOST_NUMBERS and not _is_looked_at(prompt):
            yield Remark(
                place,
                f"constraint {at + 1} has {kept} numbers to keep in the head.",
                f"Leave out those that do not decide; {MOST_NUMBERS} are the most one can hold.",
                Weight.ADVICE,
            )
        if not _SENTENCE.fullmatch(constraint):
            yield Remark(place, f"constraint {at + 1} is no full sentence.", "Write it as one would say it.")


def _follow_ups(prompt: Prompt) -> Iterator[Remark]:
    for at, follow_up in enumerate(prompt.follow_ups):
        place = ("follow_ups", at)
        if _NO_PUSH.search(follow_up):
            yield Remark(
                place, f"follow-up {at + 1} does not push back.", "Change a limit, report a failure or cut a budget."
            )
        if (words := count(follow_up)) > MOST_FOLLOW_UP_WORDS:
            yield Remark(place, f"follow-up {at + 1} has {words} words.", f"Shorten it to {MOST_FOLLOW_UP_WORDS}.")


def _answer(prompt: Prompt) -> Iterator[Remark]:
    words = count(prompt.model_answer)
    if not LEAST_ANSWER_WORDS <= words <= MOST_ANSWER_WORDS:
        yield Remark(
            ("model_answer",),
            f"the model answer has {words} words.",
            f"Write {LEAST_ANSWER_WORDS} to {MOST_ANSWER_WORDS}, as a person would say them.",
        )
    if seconds_of(words) > prompt.seconds:
        yield Remark(
            ("model_answer",),
            f"the model answer takes {seconds_of(words)} s to say, and its clock stops at {prompt.seconds} s.",
            "Shorten it, or give it more seconds.",
        )


def _failure(prompt: Prompt) -> Iterator[Remark]:
    if count(prompt.failure) < LEAST_FAILURE_WORDS or not _NOTICE.search(prompt.failure):
        yield Remark(
            ("failure",),
            "the failure does not say in full how the choice goes wrong and how one would notice.",
            f"Write at least {LEAST_FAILURE_WORDS} words, and say with the word 'notice' what shows it.",
        )


def _limits(prompt: Prompt) -> Iterator[Remark]:
    only = Weight.SHIPPING_ONLY
    if prompt.follow_up_seconds not in FOLLOW_UP_S:
        yield Remark(("follow_up_seconds",), "a follow-up gets 45 to 60 s.", "Give it a time between them.", only)
    if prompt.target_depth not in DEPTHS:
        yield Remark(("target_depth",), "nobody practises for less than depth 3.", "Give it 3 or 4.", only)
    if not prompt.basis:
        yield Remark(
            (),
            "it does not say where its numbers come from.",
            'Add basis = "..."; "Assumed." will do for one that is made up.',
        )
    if prompt.year < RECENT_YEAR:
        yield Remark(
            ("year",),
            f"it was last checked in {prompt.year}, and much has changed since.",
            "Read it again, mend what is out of date, and write the present year.",
            Weight.ADVICE,
        )


def _codes(prompt: Prompt) -> Iterator[Remark]:
    for at, code in enumerate(prompt.checklist):
        if code not in checklist():
            yield Remark(
                ("checklist", at),
                f"'{shown(code)}' is not on the checklist.",
                f"Use {', '.join(checklist())}, or leave it out.",
            )
    if prompt.diagnostic and prompt.diagnostic not in diagnostic():
        yield Remark(
            ("diagnostic",),
            f"there is no diagnostic question '{shown(prompt.diagnostic)}'.",
            f"Use {', '.join(diagnostic())}, or leave it out.",
        )


RULES: tuple[Rule, ...] = (_decision, _constraints, _follow_ups, _answer, _failure, _limits, _codes)
