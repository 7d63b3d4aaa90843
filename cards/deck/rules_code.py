"""The rubric's rules over what a machine can prove: computed numbers, and the snippets of coding prompts."""

from collections.abc import Iterator

from cards.coding import coding_data
from cards.deck.arithmetic import value
from cards.deck.remark import Remark, Rule, Weight, shown
from cards.prompt import Computed, Prompt, Protocol

MOST_LINES, MOST_COLUMNS = 9, 60
"""Of a snippet: what one takes in at a glance, at 200 percent too."""
COUNTER_PRINTS = 2
_EQUAL = 1e-12


def _computed(prompt: Prompt) -> Iterator[Remark]:
    for at, each in enumerate(prompt.computed):
        try:
            found = value(each.expression)
        except ValueError as error:
            yield Remark(
                ("computed", at),
                f"'{shown(each.expression)}' cannot be computed.",
                str(error),
                Weight.ALWAYS,
            )
            continue
        if not comes_out(each, found):
            yield Remark(
                ("computed", at),
                f"'{shown(each.expression)}' comes to {found:.6g}, not to {each.result:.6g}.",
                "Put the number right here and where it is said, or allow for its rounding, such as within = 0.05.",
                Weight.ALWAYS,
            )


def comes_out(computed: Computed, found: float) -> bool:
    """Whether what was ``found`` is the number that the prompt gives, but for its rounding."""
    return abs(found - computed.result) <= abs(computed.result) * computed.within + _EQUAL


def _snippet(prompt: Prompt) -> Iterator[Remark]:
    lines = prompt.snippet.splitlines()
    widest = max(map(len, lines), default=0)
    if len(lines) > MOST_LINES or widest > MOST_COLUMNS:
        yield Remark(
            ("snippet",),
            f"the snippet has {len(lines)} lines and is {widest} columns wide.",
            f"Cut it to {MOST_LINES} lines of {MOST_COLUMNS} columns, so that it can be read at a glance.",
        )


def _debugging(prompt: Prompt) -> Iterator[Remark]:
    if prompt.protocol is not Protocol.DEBUG:
        return
    if not prompt.snippet:
        yield Remark(("protocol",), "there is no snippet to debug.", "Add a snippet, or leave the protocol out.")
    if not prompt.failure_class:
        yield Remark(("protocol",), "the class of its failure is missing.", _one_of_the_classes("failure_class = "))
    if len(prompt.counter_prints) != COUNTER_PRINTS:
        yield Remark(
            ("counter_prints",) if prompt.counter_prints else ("protocol",),
            f"it has {len(prompt.counter_prints)} counter-prints, not two.",
            "Give two prints that each rule out or confirm a class of failure.",
        )


def _classes(prompt: Prompt) -> Iterator[Remark]:
    named = [(("failure_class",), prompt.failure_class)] if prompt.failure_class else []
    prints = [(("counter_prints", at), each.failure_class) for at, each in enumerate(prompt.counter_prints)]
    for place, name in (*named, *prints):
        if name not in _class_names():
            yield Remark(place, f"there is no class of failure '{shown(name)}'.", _one_of_the_classes(""))


def _class_names() -> tuple[str, ...]:
    return tuple(each.id for each in coding_data().classes)


def _one_of_the_classes(start: str) -> str:
    return f"Write {start}one of {', '.join(_class_names())}."


RULES: tuple[Rule, ...] = (_computed, _snippet, _debugging, _classes)
