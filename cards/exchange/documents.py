"""One attempt as a page to read: plain text, Markdown, or JSON for a program."""

import json
import re
from collections.abc import Callable
from typing import Any

from cards.attempt import AttemptRecord, TakeRecord, Transcript
from cards.exchange.gaps import text_with_gaps

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BULLET = re.compile(r"^(?=[-+=])", re.MULTILINE)
_NUMBER = re.compile(r"^(\d+)(?=[.)])", re.MULTILINE)


def text(attempt: AttemptRecord, title: str) -> str:
    """Plain text: what was asked, what was said, the note."""
    parts = [f"{title}\n{_line(attempt)}", f"This time: {attempt.constraint}"]
    for take in attempt.kept_takes:
        if take.question:
            parts.append(f"Follow-up: {take.question}")
        parts.append(_said(take))
    if attempt.note:
        parts.append(f"Note: {attempt.note}")
    return "\n\n".join(parts) + "\n"


def markdown(attempt: AttemptRecord, title: str) -> str:
    """Markdown in which nothing that was said or written reads as markup."""
    parts = [f"# {_plain(title)}", _plain(_line(attempt)), f"> This time: {_plain(attempt.constraint)}"]
    for take in attempt.kept_takes:
        if take.question:
            parts.append(f"## Follow-up: {_plain(take.question)}")
        parts.append(_plain(_said(take)))
    if attempt.ticks.key_points:
        made = (f"- [{'x' if ticked else ' '}] {_plain(point)}" for point, ticked in attempt.ticks.key_points.items())
        parts.append("## Key points\n\n" + "\n".join(made))
    if attempt.note:
        parts.append(f"## Note\n\n{_plain(attempt.note)}")
    return "\n\n".join(parts) + "\n"


def as_json(attempt: AttemptRecord, title: str, is_filler: Callable[[str], bool]) -> str:
    """All that is kept of the attempt. Times of words are seconds from the beginning of their take.

    ``is_filler`` tells of a word whether it is one.
    """
    row = {
        "attempt": attempt.id,
        "prompt": attempt.prompt,
        "title": title,
        "constraint": attempt.constraint,
        "at": attempt.at.isoformat(),
        "depth": attempt.review.depth if attempt.review else None,
        "marked": attempt.marked,
        "note": attempt.note,
        "key_points": dict(attempt.ticks.key_points),
        "statements": dict(attempt.ticks.statements),
        "dimensions": {key: shown.value for key, shown in attempt.ticks.dimensions.items()},
        "takes": [_take(take, is_filler) for take in attempt.kept_takes],
    }
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def transcript_json(transcript: Transcript | None, is_filler: Callable[[str], bool]) -> dict[str, Any]:
    """Model, text, words and gaps of a transcript; an empty text where there is none.

    ``heard`` is what was heard where a word is a repair, else empty; an ``unsure`` word was heard only because
    something hinted at it.
    """
    if transcript is None:
        return {"model": None, "text": "", "words": [], "gaps": []}
    words = [
        {
            "word": each.word,
            "start": each.start,
            "end": each.end,
            "probability": round(each.probability, 3),
            "heard": each.heard,
            "unsure": each.unsure,
            "filler": is_filler(each.word),
        }
        for each in transcript.words
    ]
    gaps = [{"start": each.start, "end": each.end} for each in transcript.gaps]
    return {"model": transcript.model, "text": transcript.text, "words": words, "gaps": gaps}


def _take(take: TakeRecord, is_filler: Callable[[str], bool]) -> dict[str, Any]:
    about = {"question": take.question, "sound": take.sound, "seconds": round(take.seconds, 2)}
    return about | transcript_json(take.transcript, is_filler)


def _line(attempt: AttemptRecord) -> str:
    """When, how long, how deep."""
    whole = int(attempt.seconds)
    depth = f"depth {attempt.review.depth}" if attempt.review else "not rated"
    spoken = f"{whole // 60}:{whole % 60:02d}" if whole else "typed"
    return f"{attempt.at:%Y-%m-%d %H:%M} · {spoken} · {depth}"


def _said(take: TakeRecord) -> str:
    said = text_with_gaps(take.transcript) if take.transcript is not None else ""
    return said or "(no words)"


def _plain(words: str) -> str:
    """The words as themselves: no markup, no list, no block of code."""
    marked = _MARKDOWN.sub(r"\\\1", _INDENT.sub("", words))
    return _NUMBER.sub(r"\1\\", _BULLET.sub(r"\\", marked))
