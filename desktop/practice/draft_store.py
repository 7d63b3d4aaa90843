"""What is being typed, in the library as well: a process that is killed takes no more of it along than two seconds.

A draft is no answer yet, so it stands beside the answers, under one key. What stands there when the app starts is what
a crash left, and becomes an answer; the answer comes and its draft goes in one transaction.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.practice.question import Question
from scheduler.days import study_day

if TYPE_CHECKING:
    from cards.library import Library

KEY = "drafts"


def stored(drafts: Iterable[tuple[Question, str]], at: datetime) -> tuple[str, list[dict[str, object]]]:
    """``drafts`` as the setting they are stored as: its key and its value."""
    return KEY, [
        {
            "prompt": question.prompt.id,
            "constraint": question.constraint,
            "question": question.asked,
            "attempt": question.attempt,
            "text": text,
            "at": at.isoformat(),
        }
        for question, text in drafts
    ]


def take_up(library: "Library") -> int:
    """Make an answer of each draft that a crash left; returns how many."""
    left = library.setting(KEY, [])
    for place, draft in enumerate(left):
        at = datetime.fromisoformat(draft["at"])
        library.write_answer(
            draft["prompt"],
            draft["constraint"],
            at,
            study_day(at),
            draft["question"],
            draft["text"].strip(),
            draft["attempt"],
            setting=(KEY, left[place + 1 :]),
        )
    return len(left)
