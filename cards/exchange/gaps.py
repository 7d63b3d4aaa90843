"""Where a voice was not understood, as it is written into a text."""

from collections.abc import Iterator

from cards.attempt import Gap, Transcript
from cards.sentences import starts


def text_with_gaps(transcript: Transcript) -> str:
    """The text of ``transcript``, every word as it was said, with a note such as "[not understood 0:54-0:56]"."""
    parts, at = [], 0
    for place, gap in _places(transcript):
        parts += [transcript.text[at:place], _note(gap)]
        at = place
    return " ".join(filter(None, (part.strip() for part in (*parts, transcript.text[at:]))))


def _places(transcript: Transcript) -> Iterator[tuple[int, Gap]]:
    """Each gap with the place of the first word that begins after it does; in a text that ends before, its end."""
    words = starts(transcript.text, transcript.words)
    word = next(words, None)
    for gap in sorted(transcript.gaps, key=lambda each: each.start):
        while word is not None and word[1] < gap.start:
            word = next(words, None)
        yield (len(transcript.text) if word is None else word[0]), gap


def _note(gap: Gap) -> str:
    return f"[not understood {_time(gap.start)}-{_time(gap.end)}]"


def _time(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
