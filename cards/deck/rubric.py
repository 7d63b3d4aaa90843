"""The rubric: what a prompt must be like to be worth answering aloud, as far as a machine can tell.

The rules stand in ``rules_text``, ``rules_points`` and ``rules_code``; ``FORMAT.md`` tells people of them and why. Here
they are asked of every prompt, and the prompts are compared with each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cards.deck import rules_code, rules_points, rules_text
from cards.deck.fields import Found
from cards.deck.likeness import Likeness, alike
from cards.deck.remark import Remark, Rule
from cards.deck.source import DeckProblem, Source, printable
from cards.prompt import Prompt

MOST_COLUMNS = 120
"""Of a line in a file of the deck that ships."""
RULES: tuple[Rule, ...] = (*rules_text.RULES, rules_points.rule, *rules_code.RULES)


class Others:
    """Prompts that those which are checked are compared with, but that are not checked themselves."""

    def __init__(self, found: Sequence[Found] = ()) -> None:
        self._found = {each.prompt.id: each for each in found if each.prompt}
        self.titles = {_same_title(each.prompt): each for each in found if each.prompt}
        self._likeness = Likeness([each.prompt for each in found if each.prompt])

    def first_like(self, prompt: Prompt) -> Found | None:
        """The first of them that is nearly the same as ``prompt``."""
        like = self._likeness.first_like(prompt)
        return self._found[like.id] if like else None


def findings(found: Sequence[Found], shipping: bool = False, others: Others | None = None) -> list[DeckProblem]:
    """What the rubric says of the prompts that are whole, in their order.

    ``shipping`` is for the deck that comes with the program: nearly everything is an error there, and nearly everything
    a warning in a person's own deck.
    """
    whole = [(each, each.prompt) for each in found if each.prompt]
    said = [
        _problem(each, remark, shipping)
        for each, prompt in whole
        for rule in RULES
        for remark in rule(prompt)
        if remark.weight.counts(shipping)
    ]
    compared = (*_titles(whole, others), *_alike(whole, others))
    said += [_problem(each, remark, shipping) for each, remark in compared]
    return said + (_long_lines(found) if shipping else [])


def _problem(found: Found, remark: Remark, shipping: bool) -> DeckProblem:
    message = f"Prompt '{found.id}': {remark.message}"
    problem = found.source.problem((*found.place, *remark.place), message, remark.cure)
    return replace(problem, is_warning=not remark.weight.is_error(shipping))


Whole = Sequence[tuple[Found, Prompt]]


def _same_title(prompt: Prompt) -> str:
    return prompt.title.casefold()


def _titles(whole: Whole, others: Others | None) -> Iterator[tuple[Found, Remark]]:
    taken = dict(others.titles) if others else {}
    for each, prompt in whole:
        first = taken.setdefault(_same_title(prompt), each)
        if first.id != each.id:
            message = f"its title is that of {_named(first)} too."
            yield each, Remark(("title",), message, "Give it one by which it is told apart in a list.")


def _alike(whole: Whole, others: Others | None) -> Iterator[tuple[Found, Remark]]:
    found = {id(prompt): each for each, prompt in whole}
    before = {id(prompt): found[id(first)] for prompt, first in alike([prompt for _, prompt in whole])}
    for each, prompt in whole:
        first = (others.first_like(prompt) if others else None) or before.get(id(prompt))
        if first is None:
            continue
        message = f"it asks nearly the same as {_named(first)}."
        yield each, Remark((), message, "Keep the better one, or have it end in another answer.")


def _named(found: Found) -> str:
    there = found.source.problem((*found.place, "id"), "", "")
    return f"'{found.id}' in {printable(there.file.name)}, line {there.line}"


def _long_lines(found: Sequence[Found]) -> list[DeckProblem]:
    sources: dict[int, Source] = {id(each.source): each.source for each in found}
    return [
        source.problem_at(number, f"This line has {len(line)} columns.", f"Break it after at most {MOST_COLUMNS}.")
        for source in sources.values()
        for number, line in enumerate(source.text.split("\n"), start=1)
        if len(line) > MOST_COLUMNS
    ]
