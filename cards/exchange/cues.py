"""Words with times, grouped into the cues of subtitles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from cards.attempt import Word

LINE = 42
"""Letters in a line, two lines to a cue: what subtitle style guides of broadcasters agree on."""
LONGEST_S = 7.0
PAUSE_S = 1.0
"""A silence this long ends a cue, or the text would stand there while nobody speaks."""
_MARKS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of text and when it is shown, in seconds from the beginning of the take."""

    start_s: float
    end_s: float
    text: str
    """One line, or two with a line break between them."""


def cues(words: Sequence[Word]) -> tuple[Cue, ...]:
    """All words in order, a cue ending at a sentence, a pause, two full lines, or after seven seconds.

    Cues neither overlap nor end before they begin, whatever the times of the words are.
    """
    found: list[Cue] = []
    for group in _groups([word for word in words if word.word.strip()]):
        start = max(group[0].start, found[-1].end_s if found else 0.0)
        text = "\n".join(wrap(_line(group), LINE, break_long_words=False, break_on_hyphens=False))
        found.append(Cue(start, max(start, group[-1].end), text))
    return tuple(found)


def _line(words: Sequence[Word]) -> str:
    return " ".join(" ".join(word.word.split()) for word in words)


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    if not words:
        return
    group = [words[0]]
    for before, word in pairwise(words):
        if _ends(group, before, word):
            yield group
            group = []
        group.append(word)
    yield group


def _ends(group: list[Word], before: Word, word: Word) -> bool:
    sentence_over = before.word.rstrip("\"'”’)").endswith(_MARKS) and len(_line(group)) > LINE // 2
    return (
        sentence_over
        or word.start - before.end >= PAUSE_S
        or word.end - group[0].start > LONGEST_S
        or len(wrap(_line([*group, word]), LINE, break_long_words=False, break_on_hyphens=False)) > 2
    )
