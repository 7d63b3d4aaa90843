"""Never the same question twice: which of several was seen the longest ago."""

from collections.abc import Mapping, Sequence


def least_recent(choices: Sequence[str], seen: Mapping[str, int]) -> str:
    """Return the one of ``choices`` that was never seen, in their order, else the one seen longest ago.

    ``seen`` holds, by its text, when each was seen last, as a number that grows with time. A text that somebody has
    edited is another question, so it is new. Raises ValueError without any choices.
    """
    if not choices:
        raise ValueError("there is nothing to choose from")
    return min(choices, key=lambda choice: seen.get(choice, float("-inf")))
