"""The rubric's rules over key points: they are claims, and are found when they are said, and only then."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cards.deck.remark import Remark, Weight, count, shown
from cards.prompt import KeyPoint, Prompt
from cards.spoken import normal, says

LEAST_CLAIM_WORDS = 4
LEAST_FORM_LETTERS = 4
LEAST_LONE_WORD_LETTERS = 9
"""A single word so long is hardly said by accident."""
FEW_FORMS = 3
LEAST_SHARE_MADE = 2 / 3
"""Of the key points, by the model answer: or else the forms are not what people say."""

_WRITTEN_OTHERWISE = re.compile("[A-Z0-9]")


@dataclass(frozen=True, slots=True)
class _Form:
    """A spoken form, as it is written and as it is searched."""

    text: str
    normal: str
    is_written_otherwise: bool
    """It may be an acronym or hold a number, and so be said in other words than it is written in."""

    @property
    def is_short(self) -> bool:
        """Whether it has few letters, and is neither an acronym nor a number such as 3 or eighty-eight."""
        number = any(each.isdigit() for each in self.text) or sum(each.isdigit() for each in self.normal) > 1
        return len(self.normal.replace(" ", "")) < LEAST_FORM_LETTERS and not (self.text.isupper() or number)

    @property
    def is_unmistakable(self) -> bool:
        return " " in self.normal or len(self.normal) >= LEAST_LONE_WORD_LETTERS or self.text.isupper()

    def is_in(self, spoken: str) -> bool:
        """Whether it is found in a text in its normal form; the plain search first, which nearly always settles it."""
        return (self.normal in spoken or self.is_written_otherwise) and says(spoken, self.text)


@lru_cache(maxsize=20_000)
def _form(text: str) -> _Form:
    return _Form(text, normal(text), _WRITTEN_OTHERWISE.search(text) is not None)


def rule(prompt: Prompt) -> Iterator[Remark]:
    """Everything about the key points of a prompt."""
    points = [tuple(map(_form, point.aliases)) for point in prompt.key_points]
    for at, point in enumerate(prompt.key_points):
        yield from _claim(at, point)
        yield from _forms(at, points[at])
    yield from _shared(points)
    yield from _repeated(prompt, points)
    yield from _said(prompt, points)


def _claim(at: int, point: KeyPoint) -> Iterator[Remark]:
    if count(point.claim) < LEAST_CLAIM_WORDS or not point.claim.endswith("."):
        yield Remark(
            ("key_points", at),
            f"key point {at + 1} is no claim ('{shown(point.claim)}').",
            "Write a full sentence that somebody could deny.",
        )


def _forms(at: int, forms: tuple[_Form, ...]) -> Iterator[Remark]:
    place = ("key_points", at)
    for form in forms:
        if form.is_short:
            yield Remark(
                place,
                f"key point {at + 1} is made by '{shown(form.text)}', which is said by accident.",
                "Write a longer form, or an acronym in capitals.",
            )
    if len({form.normal for form in forms}) < len(forms):
        yield Remark(
            place,
            f"two spoken forms of key point {at + 1} are the same when spoken.",
            "Remove one of them; case, hyphens, number words and British endings do not matter.",
        )
    if not any(form.is_unmistakable for form in forms):
        yield Remark(
            place,
            f"key point {at + 1} has no unmistakable spoken form, only single common words.",
            "Add a form of several words.",
        )
    if len(forms) < FEW_FORMS:
        yield Remark(
            place,
            f"key point {at + 1} is recognised by {len(forms)} spoken form{'s'[: len(forms) > 1]} only.",
            "Add other ways in which people say it.",
            Weight.ADVICE,
        )


def _shared(points: list[tuple[_Form, ...]]) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for at, forms in enumerate(points):
        for form in forms:
            if (before := first.setdefault(form.normal, at)) != at:
                yield Remark(
                    ("key_points", at),
                    f"key points {before + 1} and {at + 1} are both made by '{shown(form.text)}'.",
                    "Take it from one of them, or make one point of the two.",
                    Weight.ALWAYS,
                )


def _repeated(prompt: Prompt, points: list[tuple[_Form, ...]]) -> Iterator[Remark]:
    for number, constraint in enumerate(prompt.constraints, start=1):
        made = _made(f"{prompt.decision} {constraint}", points)
        if len(made) > 1:
            yield Remark(
                ("key_points", made[1]),
                f"who repeats the decision and constraint {number} makes key points {_listed(made)}.",
                "Choose spoken forms that the prompt itself does not use.",
            )


def _said(prompt: Prompt, points: list[tuple[_Form, ...]]) -> Iterator[Remark]:
    made = _made(prompt.model_answer, points)
    if len(made) < len(points) * LEAST_SHARE_MADE:
        missing = [at for at in range(len(points)) if at not in made]
        yield Remark(
            ("model_answer",),
            f"the model answer is not found to make key points {_listed(missing)}.",
            "Add the forms that it uses, or say them in it; two thirds have to be found.",
        )
    if len(wrong := _made(prompt.wrong_claim, points)) > 1:
        yield Remark(
            ("wrong_claim",),
            f"who says the wrong claim makes key points {_listed(wrong)}.",
            "Choose spoken forms that do not appear in it.",
        )


def _made(text: str, points: list[tuple[_Form, ...]]) -> list[int]:
    spoken = normal(text)
    return [at for at, forms in enumerate(points) if any(form.is_in(spoken) for form in forms)]


def _listed(points: list[int]) -> str:
    numbers = [str(at + 1) for at in points]
    return " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
