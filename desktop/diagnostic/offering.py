"""How much of the diagnostic is left, as a sentence that offers it: on Today as on its own first page. Knows no Qt."""

from collections.abc import Sequence

from desktop.diagnostic.course import Course
from desktop.diagnostic.model import whole_minutes
from desktop.words import counted, several


def offer(course: Course) -> str:
    """Say what is left; empty when every question of the deck and every retake is judged."""
    answered = {*course.latest, *course.unjudged.values()}
    unasked = [prompt.seconds for question, prompt in course.prompts.items() if question not in answered]
    unjudged = sum(question in course.prompts for question in course.unjudged.values())
    said = (
        _questions(unasked, course.begun) if unasked else "",
        f"{several(unjudged, 'answer waits', 'answers wait')} for your verdict." if unjudged else "",
    )
    return " ".join(filter(None, said))


def _questions(seconds: Sequence[int], begun: bool) -> str:
    """Questions of so many seconds are to be asked; ``begun``: others have been."""
    left = " left" if begun else ""
    minutes = counted(sum(map(whole_minutes, seconds)), "minute")
    leave = " You can leave after any of them." if len(seconds) > 1 else ""
    return f"{several(len(seconds), 'question')}{left}, about {minutes} of answers.{leave}"
