"""Words with times, grouped into the cues of subtitles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from cards.attempt import Gap, Word

LINE = 42
"""Letters in a line, two lines to a cue: what subtitle style guides of broadcasters agree on."""
LONGEST_S = 7.0
PAUSE_S = 1.0
"""A silence this long ends a cue, or the text would stand there while nobody speaks."""
NOTE = "[not understood]"
_MARKS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of text and when it is shown, in seconds from the beginning of the take."""

    start_s: float
    end_s: float
    text: str
    """One line, or two with a line break between them."""


def cues(words: Sequence[Word], gaps: Sequence[Gap] = ()) -> tuple[Cue, ...]:
    """All words in order, a cue ending at a sentence, a pause, two full lines, or after seven seconds; gaps as cues.

    Cues neither overlap nor end before they begin, whatever the times of the words are.
    """
    found: list[Cue] = []
    for group in _groups(_with_gaps([word for word in words if word.word.strip()], gaps)):
        start = max(group[0].start, found[-1].end_s if found else 0.0)
        text = "\n".join(wrap(_line(group), LINE, break_long_words=False, break_on_hyphens=False))
        found.append(Cue(start, max(start, group[-1].end), text))
    return tuple(found)


def _with_gaps(words: Sequence[Word], gaps: Sequence[Gap]) -> list[Word]:
    """The words with a note where none were understood, before the first word that begins after the gap does."""
    notes = sorted((Word(NOTE, gap.start, gap.end, 0.0) for gap in gaps), key=lambda note: note.start)
    found: list[Word] = []
    for word in words:
        while notes and notes[0].start <= word.start:
            found.append(notes.pop(0))
        found.append(word)
    return found + notes


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
        NOTE in {before.word, word.word}
        or sentence_over
        or word.start - before.end >= PAUSE_S
        or word.end - group[0].start > LONGEST_S
        or len(wrap(_line([*group, word]), LINE, break_long_words=False, break_on_hyphens=False)) > 2
    )
