"""Prompts that are nearly the same, found without comparing all with all.

Method: the words of a prompt are cut into runs of three. Two prompts are alike when they share a third of the runs of
the one that has more. So they share one at least among the rarer two thirds of each, and only prompts that meet there
are compared (prefix filtering: Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins in data cleaning",
2006).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from cards.prompt import Prompt
from cards.spoken import normal

LEAST_SHARED = 1 / 3
"""In the deck that ships no two prompts share more than a tenth, and copies with some words changed share half."""
_RUN = 3

Runs = frozenset[str]


@lru_cache(maxsize=1000)
def runs(prompt: Prompt) -> Runs:
    """The runs of three words of what a prompt asks and what it wants to hear."""
    texts = (prompt.decision, *prompt.constraints, *(point.claim for point in prompt.key_points))
    words = normal(" ".join(texts)).split()
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


class Likeness:
    """Prompts in which ones that are nearly the same are looked up; they are not compared with each other."""

    def __init__(self, prompts: Sequence[Prompt] = (), coming: Sequence[Prompt] = ()) -> None:
        """``coming`` are prompts that will be looked up or added: how rare a run is counts them too."""
        own = [runs(prompt) for prompt in prompts]
        self._times = Counter(run for each in (*own, *map(runs, coming)) for run in each)
        self._known: list[tuple[Prompt, Runs]] = []
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for prompt, its_runs in zip(prompts, own, strict=True):
            self._add(prompt, its_runs)

    def add(self, prompt: Prompt) -> None:
        """Have later ones compared with this prompt too."""
        self._add(prompt, runs(prompt))

    def first_like(self, prompt: Prompt) -> Prompt | None:
        """The first one that ``prompt`` is nearly the same as, but for one of its id: that one it replaces."""
        own = runs(prompt)
        met = {number for run in self._rarest(own) for number in self._holders.get(run, ())}
        for number in sorted(met):
            other, theirs = self._known[number]
            if other.id != prompt.id and len(own & theirs) >= LEAST_SHARED * max(len(own), len(theirs)):
                return other
        return None

    def _add(self, prompt: Prompt, its_runs: Runs) -> None:
        for run in self._rarest(its_runs):
            self._holders[run].append(len(self._known))
        self._known.append((prompt, its_runs))

    def _rarest(self, own: Runs) -> list[str]:
        most = len(own) - int(LEAST_SHARED * len(own)) + 1
        return sorted(own, key=lambda run: (self._times[run], run))[:most]


def alike(prompts: Sequence[Prompt]) -> Iterator[tuple[Prompt, Prompt]]:
    """Yield each prompt that is nearly the same as one before it, with that one."""
    known = Likeness(coming=prompts)
    for prompt in prompts:
        first = known.first_like(prompt)
        if first is not None:
            yield prompt, first
        else:
            # One that is like another is not met again: a hundred copies are a hundred messages, not five thousand.
            known.add(prompt)
